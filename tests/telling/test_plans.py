"""Regulations told in words: what a director reads beside the paper."""

# A step stands on one line, so that the regulation reads as a list.
# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from typing import Any

import click
import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_plan import plan_text
from gov_comms.config import Opened, open_agency, shipped
from gov_comms.errors import Refused
from gov_comms.settlement.telling import tell_plan
from tests.ledger.agency import COUNTED, OFFICE, office, step

READ = [
    ("city-hr", "zh-CN"),
    ("county-energy", "zh-CN"),
    ("county-school", "zh-CN"),
    ("factory-workshop", "zh-CN"),
    ("gansu-population", "zh-CN"),
    ("haidian", "zh-CN"),
    ("haidian", "en"),
    ("laishan-forestry", "zh-CN"),
    ("luquan-education", "zh-CN"),
    ("wujin-planning", "zh-CN"),
]
"""The shipped agencies whose plans somebody has read; the others are held to be told in full."""
DERIVED = """
[[derive]]
name = "big"
label = "大数"
on = "metric"
when = { any = [ { value = { at_least = 10 } }, { name = "特", value = { between = [5, 9] } } ] }

[[derive]]
name = "class_of"
on = "metric"
word = { of = "value", less_than = { 3 = "少", 8 = "中" }, above = "多" }

[[derive]]
name = "others"
on = "metric"
related = { how = "count", of = "metric", match = "unit", dated = "in_period", where = { value = { more_than = 1 } } }

[[derive]]
name = "due"
on = "metric"
deadline = { of = "day", period = "month", month = "next", day = 5 }
"""
BANDS = '{ of = "value", at_least = { 0 = 1, 5 = 2 } }'
EACH = '{ each = 10, of = "value", give = 1, beyond = 20 }'
CASES = '{ first = [ { when = "big", give = 3 } ], rest = { by = "name", table = { "甲" = 1 }, rest = 0 } }'
EVERY_VERB = (
    DERIVED
    + COUNTED
    + step("award", id="bands", on="metric", give__points=BANDS, when='{ class_of = "多", others = { at_most = 3 } }', adds_to='["counted"]')
    + step("award", id="each", on="metric", to='{ members_of = "unit", role = "信息员" }', give__yuan=EACH, rounding="half_up", post="year")
    + step("award", id="cases", on="metric", to='["person", "unit"]', give__yuan=CASES, dated_by="filed", when='{ filed = { on_or_before = { column = "due" } } }')
    + step("award", id="ruled", on="metric", give__yuan="{ ruling = { at_least = 5, at_most = 20 } }", adds_to='["each", "cases"]')
    + step("multiply", of='["counted"]', when='{ none = [ { name = "甲" }, { name = "乙" } ] }', factor='"1/2"', rounding="down")
    + step("set", of='["bands"]', when='{ name = { not = "丙" } }', give__points=10)
    + step("keep", of='["counted"]', per='["name"]', keep=2, within="quarter", order='["highest", { low = "value" }, "earliest"]')
    + step("keep", id="most", of='["counted"]', per="[]", most=100, within="month", order='["earliest"]')
    + step("exclude", of='["ruled"]', when="{ filed = { present = false } }")
    + step("exclude", id="unseen", on="metric", when='{ day = { before = 2010-02-01 } }')
    + step("base", for_="unit", within="month", give__points=10, when='{ class = ["镇", "局"] }')
    + step("convert", of='["counted"]', count="points", per='["name"]', every=3, give__pieces=1, remainder="carried")
    + step("quota", for_="unit", within="quarter", count="points", target='{ field = "target" }', met__yuan=100, each_missing__yuan=-5, to='"unit"')
    + step("clamp", of='["counted", "base"]', measure="points", each="total", at_least=0, at_most=50, within="year")
    + step("clamp", id="single", of='["counted"]', measure="points", each="claim", at_most=5)
    + step("round", of="[]", measure="pieces", each="total", places=0, rounding="half_even")
    + step("weigh", of='["counted"]', measure="points", share='"60%"', full=20, marks=100, rounding="half_up")
    + step("flag", on='"totals"', for_="unit", within="month", when="{ points = { less_than = 1 } }", flag="零分", runs=3)
    + step("rank", for_="unit", by="points", groups='["class"]', ties="then", then='["pieces"]', zeros="in", eligible="{ none = [ { \"零分\" = true } ] }", top=3, flag="先进", give__yuan='{ by = "rank", table = { 1 = 300, 2 = 200, 3 = 100 } }')
    + step("void", on="incident", when='{ severity = "重大" }', match='["unit"]', within="year", measures='["points"]')
    + step("void", id="barred", on="incident", when='{ kind = "抄袭" }', match='["person"]', within="ever", onward="next_day")
)  # fmt: skip


@pytest.fixture
def text(snapshot: Any) -> Any:
    return snapshot.use_extension(Plain)


class Plain(SingleFileSnapshotExtension):
    """A snapshot is the text itself, to be read."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def told(opened: Opened, language: str, **when: Any) -> str:
    return click.unstyle(plan_text(tell_plan(opened, language, **when), Reader(language))) + "\n"


@pytest.mark.parametrize(("name", "language"), READ)
def test_plan_of_a_shipped_agency(name: str, language: str, text: Any) -> None:
    assert told(open_agency(name), language) == text


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_plan_with_every_verb(language: str, text: Any) -> None:
    assert told(office(EVERY_VERB, agency=OFFICE), language) == text


@pytest.mark.parametrize("period", ["2014-06", "2014"])
def test_plan_of_a_period_with_two_editions(period: str, text: Any) -> None:
    yearly = step("quota", id="yearly", for_="unit", within="year", count="points", target=3)
    later = step("award", id="counted", on="metric", give__points=2)
    opened = office(COUNTED + yearly, later={"2014-07-01": later})
    assert told(opened, "zh-CN", period=period) == text


def test_plan_of_days_before_the_first_edition_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        tell_plan(office(COUNTED), "zh-CN", day=date(2009, 12, 31))
    said = [problem.what.text("en") for problem in caught.value.problems]
    assert said == ["no edition of the regulation is in force then"]


@pytest.mark.parametrize("name", [place.name for place in shipped()])
def test_no_template_is_left_in_any_told_text(name: str) -> None:
    """Every word of the Chinese plans has its translation: no English sentence shows through."""
    plan = tell_plan(open_agency(name), "zh-CN")
    sentences = [each for step in plan.steps for each in step.told if isinstance(each, str)]
    assert sentences
    assert [each for each in sentences if " the " in each or "{" in each] == []


NESTED = (
    '{ by = "name", table = { "甲" = { by = "unit.class", table = { "镇" = 20 }, rest = 10 } }, '
    "rest = 0 }"
)
"""A table within a table."""


def sentences(opened: Opened, step: int) -> list[str]:
    """What a step is told in, tables as rows of cells."""
    return [
        each if isinstance(each, str) else " | ".join(each.rows[0])
        for each in tell_plan(opened, "zh-CN").steps[step].told
    ]


def test_table_within_a_table_stands_in_brackets() -> None:
    nested = step("award", id="nested", on="metric", give__yuan=NESTED)
    times = f"{{ times = [{NESTED}, 2] }}"
    inner = step("award", id="inner", on="metric", give__yuan=times, adds_to='["nested"]')
    opened = office(nested + inner)
    assert sentences(opened, 0) == [
        "每条“指标”，给单位记奖金（见下表）。",
        "甲 | 单位的类别为镇：20；其余：10",
    ]
    assert sentences(opened, 1) == [
        "每条“指标”，给单位记奖金，数额为（指标为甲：（单位的类别为镇：20；其余：10）；其余：0） × 2（元）。",
        "与第1步所记的并计。",
    ]


def test_results_of_people_are_told_of_people() -> None:
    quota = step("quota", id="task", for_="person", count="points", target=3)
    named = step("flag", on='{ results = "task" }', when='{ outcome = "unmet" }', flag="未完成")
    late = step("require", id="sent", on="metric", done="filed", by='"day"')
    by = '{ by = "outcome", table = { missing = -1, late = -2, unknown = 0 }, rest = 0 }'
    fined = step("award", id="fined", on='{ results = "sent" }', give__points=by)
    own = step("award", id="own", on="metric", to='"person"', give__points=1)
    opened = office(own + quota + named + late + fined)
    assert sentences(opened, 2) == ["第2步的每个结果，凡结果为未完成的，本人标为“未完成”。"]
    assert sentences(opened, 4) == ["第4步的每个结果，给该单位记积分（见下表）。", "未完成 | -1"]


def test_terms_are_told_by_their_names() -> None:
    terms = "".join(
        f'[[calendar.term]]\nfrom = "{first}"\nto = "{last}"\nname = "{name}"\n'
        for first, last, name in (("01-01", "06-30", "上半程"), ("07-01", "12-31", "下半程"))
    )
    base = step("base", for_="unit", within="term", give__points=1)
    assert sentences(office(base, agency=OFFICE + terms), 0) == [
        "每个单位每上半程或下半程先记积分1分。"
    ]
