"""A made-up office for tests of single verbs: its steps are written in the test, its facts too.

Three units (甲局 and 乙局 of the class 重点, 丙局 of 一般), a person in each (丁 moves from 甲局 to
乙局 on 1 July 2014), an outlet of each tier.  ``points`` has no decimals and ``yuan`` two; the
totals of ``team`` are the members', those of ``all`` both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gov_comms.errors import Refused
from gov_comms.results import Result
from gov_comms.testing import Desk, open_desk

AGENCY = """\
name = "甲办"
language = "zh-CN"

[words.tier]
name = "级别"
words = ["区级", "市级", "国家级"]
ordered = true

[words.form]
words = ["全文", "综合", "简讯"]

[measures.points]
label = "积分"
unit = "分"

[measures.yuan]
label = "稿费"
unit = "元"
scale = 2

[measures.pieces]
label = "篇数"
unit = "篇"
hidden = true

[measures.team]
label = "队分"
unit = "分"
unit_total = "members"

[measures.all]
label = "总分"
unit = "分"
unit_total = "both"

[columns.adoption.headline]
type = "flag"
name = "头条"

[columns.adoption.weight]
type = "number"
name = "权数"
scale = 3

[columns.adoption.team]
type = "people"
name = "小组"

[tables.prize]
plural = "prizes"
name = "获奖"
[tables.prize.columns.unit]
type = "unit"
name = "单位"
[tables.prize.columns.person]
type = "person"
name = "人员"
[tables.prize.columns.work]
type = "work"
name = "稿件"
[tables.prize.columns.level]
type = "word"
name = "奖级"
[tables.prize.columns.value]
type = "number"
name = "数值"

[[outlet]]
id = "区报"
tier = "区级"
[[outlet]]
id = "市报"
tier = "市级"
[[outlet]]
id = "国报"
tier = "国家级"
[[outlet]]
id = "小报"

[[unit]]
id = "甲局"
class = "重点"
headcount = 10
[[unit]]
id = "乙局"
class = "重点"
headcount = 4
[[unit]]
id = "丙局"
class = "一般"

[[person]]
id = "甲"
unit = "甲局"
roles = ["信息员", "组长"]
[[person]]
id = "乙"
unit = "乙局"
roles = ["信息员"]
[[person]]
id = "丙"
unit = "丙局"
[[person]]
id = "丁"
unit = "甲局"
to = 2014-06-30
[[person]]
id = "丁"
unit = "乙局"
from = 2014-07-01
"""
MOVING_DAY = date(2014, 7, 1)
MOVED = {("丁", False): "甲局", ("丁", True): "乙局"}
Facts = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the plural names of their tables."""


def step(name: str, verb: str, body: str = "") -> str:
    """The TOML of a step; ``body`` are its further keys."""
    return f'[[step]]\nid = "{name}"\nclause = "{name}条"\ndo = "{verb}"\n{body}\n'


def derive(name: str, on: str, body: str) -> str:
    """The TOML of a derived column; ``body`` says what it is."""
    return f'[[derive]]\nname = "{name}"\non = "{on}"\n{body}\n'


def office(
    *parts: str,
    later: Mapping[str, str] | None = None,
    agency: str = "",
    top: str = "",
) -> Desk:
    """A desk at which the steps and derivations are the whole regulation.

    ``later`` are further editions by the day from which they hold; ``agency`` is added to the end
    of the agency's file and ``top`` to its beginning.
    """
    editions = {"2013-01-01": "".join(parts), **(later or {})}
    texts = {
        f"regulations/{day}.toml": f'title = "试行办法"\nfrom = {day}\n{text}'
        for day, text in editions.items()
    }
    return open_desk({"agency.toml": top + AGENCY + agency, **texts})


def work(name: str, unit: str = "甲局", day: str = "2014-03-01", **cells: Any) -> dict[str, Any]:
    """A row of submissions."""
    return {"id": name, "unit": unit, "day": day, **cells}


def used(
    name: str, of: str = "W1", outlet: str = "区报", day: str = "2014-03-08", **cells: Any
) -> dict[str, Any]:
    """A row of adoptions."""
    return {"id": name, "work": of, "outlet": outlet, "day": day, **cells}


def prize(name: str, day: str = "2014-03-08", **cells: Any) -> dict[str, Any]:
    """A row of the office's own table of prizes."""
    return {"id": name, "day": day, **cells}


def totals(result: Result) -> dict[tuple[str, str], Decimal]:
    """Every total that is not zero by measure and subject, once held against the lines.

    A unit's total of its members' points is held against the lines of its people of that day.
    """
    whose = {"team": ("person",), "all": ("unit", "person")}
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in result.lines():
        kind, subject = str(line.subject.kind), line.subject
        if kind == "person":
            sums[line.measure, subject.id] += line.amount
        if kind in whose.get(line.measure, ("unit",)):
            unit = MOVED.get((subject.id, line.day >= MOVING_DAY), subject.unit)
            sums[line.measure, unit if kind == "person" else subject.id] += line.amount
    found = {(t.measure, t.subject.id): t.total for t in result.totals if t.total}
    assert found == {key: amount for key, amount in sums.items() if amount}
    return found


def total(desk: Desk, facts: Facts, period: str = "2014") -> dict[tuple[str, str], Decimal]:
    """Every total that is not zero, by measure and subject; each is the sum of its lines."""
    return totals(desk.score(period, **facts))


def by_subject(
    desk: Desk, facts: Facts, measure: str = "points", period: str = "2014"
) -> dict[str, Decimal]:
    """Every total of one measure that is not zero; each is the sum of its lines."""
    found = total(desk, facts, period)
    return {subject: amount for (each, subject), amount in found.items() if each == measure}


def by_fact(
    desk: Desk, facts: Facts, measure: str = "points", period: str = "2014"
) -> dict[str, Decimal]:
    """What the lines on each fact come to in one measure, zeros left in; each total is checked."""
    result = desk.score(period, **facts)
    totals(result)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in result.lines():
        if line.measure == measure:
            sums[line.fact] += line.amount
    return dict(sums)


def numbers(**amounts: int | str) -> dict[str, Decimal]:
    """Amounts as exact decimals."""
    return {name: Decimal(amount) for name, amount in amounts.items()}


def problems(desk: Desk, facts: Facts, period: str = "2014") -> list[str]:
    """The codes of the problems that scoring reports, or for which it refuses."""
    try:
        result = desk.score(period, **facts)
    except Refused as refused:
        return [problem.code for problem in refused.problems]
    return [problem.code for problem in result.problems]
