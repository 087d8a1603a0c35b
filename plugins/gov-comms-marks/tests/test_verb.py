"""The verb: what bears a mark in the record does not count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gov_comms.config import open_texts
from gov_comms.errors import Refused
from gov_comms.settlement.telling import tell_plan
from gov_comms.testing import Desk

Open = Callable[[Mapping[str, str]], Desk]
AGENCY = """\
name = "甲办"
plugins = ["marks"]

[measures.points]
label = "积分"
unit = "分"

[columns.submission.note]
type = "text"
name = "备注"

[[outlet]]
id = "县报"

[[unit]]
id = "东镇"
"""
REGULATION = """\
title = "办法"
from = 2014-01-01

[[step]]
id = "sent"
clause = "一"
do = "award"
on = "submission"
give.points = 2

[[step]]
id = "used"
clause = "二"
do = "award"
on = "adoption"
give.points = 5

[[step]]
id = "secret"
clause = "三"
do = "marks"
of = ["sent", "used"]
"""


def texts(more: str = "", settings: str = "") -> dict[str, str]:
    """The office with a regulation; ``more`` are keys of the step."""
    regulation = REGULATION + more
    return {"agency.toml": AGENCY + settings, "regulations/2014-01-01.toml": regulation}


def pieces(*titles: str | None, **more: Any) -> list[dict[str, Any]]:
    """Submissions with these titles."""
    rows = [
        {"id": f"W{n}", "unit": "东镇", "day": date(2014, 3, n), "title": title} | more
        for n, title in enumerate(titles, start=1)
    ]
    return [{key: cell for key, cell in row.items() if cell is not None} for row in rows]


def taken(desk: Desk, **rows: list[dict[str, Any]]) -> dict[str, Decimal]:
    """What the step takes back, by fact."""
    return {
        fact: amount
        for step, fact, _, amount in desk.lines("2014", **rows)
        if step == "secret" and amount
    }


@pytest.mark.parametrize(
    ("more", "settings", "rows", "expected"),
    [
        pytest.param(
            "",
            "",
            pieces("秘密★1年 防汛", "保守国家秘密", None, "秘密★1年 防汛", "【绝密】"),
            {"W1": Decimal(-2), "W4": Decimal(-2), "W5": Decimal(-2)},
            id="titles, alike and empty ones",
        ),
        pytest.param(
            "",
            '[settings.marks]\nwords = ["工作秘密"]\n',
            pieces("工作秘密事项"),
            {"W1": Decimal(-2)},
            id="the office's own words",
        ),
        pytest.param(
            'reads = ["title", "note"]\n',
            "",
            pieces("防汛", note="机密★长期"),
            {"W1": Decimal(-2)},
            id="another column",
        ),
        pytest.param(
            "when = { length = { at_least = 500 } }\n",
            "",
            [*pieces("机密★", length=499), pieces("", "机密★", length=500)[1]],
            {"W2": Decimal(-2)},
            id="narrowed",
        ),
        pytest.param("", "", pieces("防汛"), {}, id="no mark"),
        pytest.param("", "", [], {}, id="no records"),
    ],
)
def test_marked_pieces_come_to_nothing(
    agency: Open,
    more: str,
    settings: str,
    rows: list[dict[str, Any]],
    expected: dict[str, Decimal],
) -> None:
    assert taken(agency(texts(more, settings)), submissions=rows) == expected


def test_adoption_is_known_by_the_title_of_its_work(agency: Open) -> None:
    used = [
        {"id": f"A{n}", "work": f"W{n}", "outlet": "县报", "day": date(2014, 3, 9)} for n in (1, 2)
    ]
    desk = agency(texts())
    assert taken(desk, submissions=pieces("机密★ 防汛", "防汛"), adoptions=used) == {
        "W1": Decimal(-2),
        "A1": Decimal(-5),
    }


def test_explanation_tells_the_title(agency: Open) -> None:
    lines = agency(texts()).explain("2014", "W1", submissions=pieces("机密★ 防汛")).lines
    assert [(line.clause, str(line.amount), line.plugin) for line in lines] == [
        ("一", "2", ""),
        ("三", "-2", "marks 0.1.0"),
    ]
    assert [(name.zh, cell.zh) for name, cell in lines[1].because] == [("标题", "机密★ 防汛")]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-CN", "标题有密级标志的，第1、2步所记的不计。"),
        ("en", "Where Title bears a mark of secrecy, what steps 1, 2 gave comes to nothing."),
    ],
)
def test_step_is_told_in_the_readers_language(language: str, expected: str) -> None:
    assert tell_plan(open_texts(texts()), language).steps[2].told == (expected,)


def test_step_that_looks_nowhere_is_refused(agency: Open) -> None:
    with pytest.raises(Refused) as refused:
        agency(texts("reads = []\n"))
    (problem,) = refused.value.problems
    assert f"{problem.key}: {problem.what.text('en')}" == (
        "step.secret.reads: this must not be empty"
    )
