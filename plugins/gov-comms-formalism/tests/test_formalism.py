"""What is warned of, where, on which ground; and that nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from gov_comms.errors import Severity
from gov_comms.testing import Desk

Open = Callable[[Mapping[str, str]], Desk]
AGENCY = """\
name = "甲办"
plugins = ["formalism"]
[measures.points]
label = "积分"
unit = "分"
[[unit]]
id = "东镇"
"""
HEAD = 'title = "办法"\nfrom = 2014-01-01\n'
SENT = """\
[[step]]
id = "sent"
clause = "一"
do = "award"
on = "submission"
give.points = 1
"""
USED = SENT.replace('"sent"', '"used"').replace('"submission"', '"adoption"')


def found(agency: Open, rules: str, more: str = "") -> list[tuple[str, str, str]]:
    """Key, rule and severity of what is found."""
    desk = agency({"agency.toml": AGENCY + more, "regulations/2014-01-01.toml": HEAD + rules})
    told = [each for each in desk.opened.problems if each.code == "formalism"]
    return [
        (each.key, each.what.text("zh-CN").rpartition("依据：")[2], each.severity.value)
        for each in told
    ]


RELIEF = "《整治形式主义为基层减负若干规定》（2024年）"


@pytest.mark.parametrize(
    ("rules", "more", "key", "source"),
    [
        pytest.param(
            SENT.replace('"submission"', '"endorsement"'),
            "",
            "step.sent",
            RELIEF,
            id="endorsements",
        ),
        pytest.param(
            USED
            + '[[step]]\nid = "order"\nclause = "二"\ndo = "rank"\nfor = "unit"\n'
            + 'by = "points"\nties = "share"\nzeros = "in"\n',
            "",
            "step.order",
            RELIEF,
            id="units ranked by adoptions",
        ),
        pytest.param(
            USED.replace("= 1\n", '= { field = "reads" }\n'),
            "",
            "step.used",
            "《关于防治“指尖上的形式主义”的若干意见》（2023年）",
            id="reads",
        ),
        pytest.param(
            SENT + '[[step]]\nid = "best"\nclause = "二"\ndo = "flag"\non = "totals"\n'
            'flag = "先进单位"\nwhen = { points = { at_least = 5 } }\n',
            "",
            "step.best",
            "评比达标表彰活动管理规定",
            id="prizes",
        ),
        pytest.param(
            SENT.replace("points", "yuan"),
            '[measures.yuan]\nlabel = "奖金"\nunit = "元"\nscale = 2\n',
            "measures.yuan",
            "规范津贴补贴的纪律规定",
            id="money",
        ),
        pytest.param(
            SENT,
            '[[bulletin]]\nid = "year"\nperiod = "year"\ntitle = "通报"\nname_people = true\n',
            "bulletin",
            "个人信息保护要求（公示公开）",
            id="names",
        ),
    ],
)
def test_rule_is_met(agency: Open, rules: str, more: str, key: str, source: str) -> None:
    assert found(agency, rules, more) == [(key, source, "warning")]


def test_ground_of_the_office_makes_it_a_notice(agency: Open) -> None:
    more = (
        '[measures.yuan]\nlabel = "奖金"\nunit = "元"\n'
        '[settings.formalism.bases]\nmoney = "某财〔2026〕5号"\n'
    )
    assert [each[2] for each in found(agency, SENT, more)] == ["notice"]


def test_plain_points_for_what_is_sent_meet_no_rule(agency: Open) -> None:
    assert found(agency, SENT) == []


def test_agency_without_the_plugin_is_not_warned(agency: Open) -> None:
    texts = {"agency.toml": AGENCY.replace('plugins = ["formalism"]\n', "")}
    desk = agency({**texts, "regulations/2014-01-01.toml": HEAD + USED})
    assert [each for each in desk.opened.problems if each.severity is Severity.WARNING] == []
