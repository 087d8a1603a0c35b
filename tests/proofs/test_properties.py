"""What holds for any records: numbers are the sums of their lines, and order means nothing."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gov_comms.config import Opened, open_agency, open_texts, shipped
from gov_comms.facts import facts_from_rows
from gov_comms.model import Case, Cell, Row, SubjectKind
from gov_comms.settlement import explain, run_cases, score
from gov_comms.settlement.results import Result, Subject

AGENCY = """\
name = "甲办"
language = "zh-CN"

[words.tier]
name = "级别"
words = ["区级", "市级"]
ordered = true

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

[[outlet]]
id = "甲报"
tier = "区级"

[[outlet]]
id = "乙报"
tier = "市级"

[[unit]]
id = "甲街道"
class = "重点"

[[unit]]
id = "乙街道"
class = "重点"

[[unit]]
id = "丙局"
class = "一般"

[[person]]
id = "甲"
unit = "甲街道"

[[person]]
id = "乙"
unit = "乙街道"

[[person]]
id = "丙"
unit = "丙局"
"""
REGULATION = """\
title = "试行办法"
from = 2013-01-01

[[step]]
id = "late"
clause = "甲-01 迟报的不计"
do = "exclude"
on = "submission"
when = { length = { less_than = 100 } }

[[step]]
id = "base"
clause = "甲-02 基础分"
do = "base"
for = "unit"
within = "quarter"
give.points = 3

[[step]]
id = "sent"
clause = "甲-03 报送"
do = "award"
on = "submission"
give.points = 1

[[step]]
id = "sent.most"
clause = "甲-03 报送每月至多2分"
do = "keep"
of = ["sent"]
within = "month"
per = []
most = 2
order = ["earliest"]

[[step]]
id = "used"
clause = "甲-04 采用"
do = "award"
on = "adoption"
to = "work"
give.yuan = { by = "tier", table = { "区级" = 10, "市级" = 25 } }
give.pieces = 1

[[step]]
id = "used.long"
clause = "甲-05 长稿加三成"
do = "multiply"
of = ["used"]
measures = ["yuan"]
when = { "work.length" = { at_least = 800 } }
factor = "130%"

[[step]]
id = "used.highest"
clause = "甲-06 一稿多用取最高"
do = "keep"
of = ["used"]
measures = ["yuan"]
per = ["work"]
keep = 1
order = ["highest", "earliest"]

[[step]]
id = "used.shared"
clause = "甲-07 合写的平分"
do = "split"
of = ["used"]
to = "authors"
by = "equal"
rounding = "down"
residue = "first"

[[step]]
id = "used.unit"
clause = "甲-08 单位计分"
do = "award"
on = "adoption"
give.points = { by = "tier", table = { "区级" = 2, "市级" = 5 } }

[[step]]
id = "three"
clause = "甲-09 每三篇另奖一分"
do = "convert"
count = "points"
of = ["used.unit"]
per = []
every = 3
remainder = "lost"
give.points = 1

[[step]]
id = "task"
clause = "甲-10 每季任务"
do = "quota"
for = "unit"
when = { class = "重点" }
within = "quarter"
count = "points"
of = ["sent"]
target = 2
each_missing.points = -1

[[step]]
id = "most"
clause = "甲-11 采用分封顶"
do = "clamp"
of = ["used.unit", "three"]
measure = "points"
each = "total"
for = "unit"
at_most = 12

[[step]]
id = "veto"
clause = "甲-12 失实的当季采用分作废"
do = "void"
on = "incident"
match = ["unit"]
within = "quarter"
of = ["used.unit"]

[[step]]
id = "good"
clause = "甲-13 先进"
do = "rank"
for = "unit"
by = "points"
ties = "share"
zeros = "out"
top = 1
flag = "先进"
"""
LATER = """\
title = "修订"
from = 2014-07-01

[[step]]
id = "used.unit"
clause = "甲-08 单位计分"
do = "award"
on = "adoption"
give.points = { by = "tier", table = { "区级" = 4, "市级" = 9 } }
"""
UNITS, PEOPLE, OUTLETS = ("甲街道", "乙街道", "丙局"), ("甲", "乙", "丙"), ("甲报", "乙报")
Tables = dict[str, list[dict[str, Cell]]]

days = st.integers(0, 364).map(lambda shift: date(2014, 1, 1) + timedelta(days=shift))


@st.composite
def records(draw: st.DrawFn) -> Tables:
    """A few works, adoptions and incidents around the year 2014."""
    works = draw(st.integers(1, 9))
    submissions: list[dict[str, Cell]] = [
        {
            "id": f"W{number}",
            "day": draw(days),
            "unit": draw(st.sampled_from(UNITS)),
            "authors": tuple(
                draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
            ),
            "length": draw(st.sampled_from((99, 100, 799, 800, 1200))),
        }
        for number in range(works)
    ]
    adoptions: list[dict[str, Cell]] = [
        {
            "id": f"A{number:02}",
            "work": f"W{draw(st.integers(0, works - 1))}",
            "outlet": draw(st.sampled_from(OUTLETS)),
            "day": draw(days),
        }
        for number in range(draw(st.integers(0, 20)))
    ]
    incidents: list[dict[str, Cell]] = [
        {"id": f"E{number}", "unit": draw(st.sampled_from(UNITS)), "day": draw(days)}
        for number in range(draw(st.integers(0, 2)))
    ]
    return {"submission": submissions, "adoption": adoptions, "incident": incidents}


periods = st.sampled_from(("2014", "2014-H1", "2014-Q2", "2014-07"))
# A score takes a part of a second, so examples are few and are not shrunk.
few = settings(
    max_examples=10,
    phases=(Phase.generate,),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@cache
def small() -> Opened:
    return open_texts({"agency.toml": AGENCY, "regulations/2013.toml": REGULATION}, "small")


@cache
def small_revised() -> Opened:
    texts = {"regulations/2013.toml": REGULATION, "regulations/2014.toml": LATER}
    return open_texts({"agency.toml": AGENCY, **texts}, "small")


def rows_of(tables: Tables) -> dict[str, tuple[Row, ...]]:
    return {name: tuple(Row(cells) for cells in rows) for name, rows in tables.items()}


def scored(opened: Opened, tables: Tables, period: str) -> Result:
    return score(opened, facts_from_rows(opened.agency, rows_of(tables)), period)


def sums(result: Result) -> dict[tuple[str, Subject], Decimal]:
    """What the lines of each subject and measure come to, zeros left out."""
    found: dict[tuple[str, Subject], Decimal] = defaultdict(Decimal)
    for line in result.lines():
        found[line.measure, line.subject] += line.amount
    return {key: amount for key, amount in found.items() if amount}


def totals(result: Result) -> dict[tuple[str, Subject], Decimal]:
    return {(each.measure, each.subject): each.total for each in result.totals if each.total}


@few
@given(tables=records(), period=periods)
def test_totals_are_the_sums_of_their_lines(tables: Tables, period: str) -> None:
    result = scored(small(), tables, period)
    assert totals(result) == sums(result)


@few
@given(tables=records(), period=periods)
def test_explanations_sum_to_the_totals_scored(tables: Tables, period: str) -> None:
    facts = facts_from_rows(small().agency, rows_of(tables))
    result = score(small(), facts, period)
    for subject in dict.fromkeys(each.subject for each in result.totals):
        explained = explain(small(), facts, period, subject.id)
        by_measure: dict[str, Decimal] = defaultdict(Decimal)
        for line in explained.lines:
            by_measure[line.measure] += line.amount
        for measure, total in explained.totals:
            assert by_measure[measure] == total
        assert {m: total for m, total in explained.totals if total} == {
            each.measure: each.total
            for each in result.totals
            if each.subject == subject and each.total
        }


@few
@given(tables=records(), period=periods, seed=st.integers(0, 999))
def test_order_of_rows_changes_nothing(tables: Tables, period: str, seed: int) -> None:
    shuffled = {name: random.Random(seed).sample(rows, len(rows)) for name, rows in tables.items()}
    one, other = scored(small(), tables, period), scored(small(), shuffled, period)
    assert replace(one, problems=()) == replace(other, problems=())
    assert one.lines() == other.lines()


@few
@given(tables=records(), period=periods)
def test_ids_renamed_in_their_order_change_nothing(tables: Tables, period: str) -> None:
    def renamed(cells: Mapping[str, Cell]) -> dict[str, Cell]:
        new = {"id": f"新{cells['id']}"} | (
            {"work": f"新{cells['work']}"} if "work" in cells else {}
        )
        return {**cells, **new}

    other = {name: [renamed(cells) for cells in rows] for name, rows in tables.items()}
    one, two = scored(small(), tables, period), scored(small(), other, period)
    assert one.totals == two.totals
    assert (one.ranks, one.flags, one.quotas) == (two.ranks, two.flags, two.quotas)


@few
@given(tables=records())
def test_a_later_edition_changes_no_earlier_day(tables: Tables) -> None:
    for period in ("2014-H1", "2014-Q2", "2014-06"):
        one, two = scored(small(), tables, period), scored(small_revised(), tables, period)
        assert one.totals == two.totals
        assert one.lines() == two.lines()


@few
@given(tables=records())
def test_lines_lie_in_the_period(tables: Tables) -> None:
    for period in ("2014", "2014-Q1", "2014-07"):
        result = scored(small(), tables, period)
        assert all(line.day in result.period for line in result.lines())


@few
@given(tables=records())
def test_shares_of_a_work_sum_to_what_it_earned(tables: Tables) -> None:
    result = scored(small(), tables, "2014")
    highest = {"甲报": Decimal(10), "乙报": Decimal(25)}
    earned: dict[object, Decimal] = defaultdict(Decimal)
    lengths = {row["id"]: row["length"] for row in tables["submission"]}
    for row in tables["adoption"]:
        length = lengths[row["work"]]
        assert isinstance(length, int)
        if isinstance(day := row["day"], date) and day.year == 2014 and length >= 100:
            amount = highest[str(row["outlet"])] * (Decimal("1.3") if length >= 800 else 1)
            earned[row["work"]] = max(earned[row["work"]], amount)
    shared = sum((each.total for each in result.totals if each.measure == "yuan"), Decimal(0))
    assert shared == sum(earned.values(), Decimal(0))


SHIPPED = pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)


def shuffled_case(case: Case, seed: int) -> Case:
    chance = random.Random(seed)
    rows = {name: tuple(chance.sample(each, len(each))) for name, each in case.rows.items()}
    return replace(case, rows=rows)


@SHIPPED
def test_shipped_cases_hold_in_any_order_of_rows(folder: Path) -> None:
    opened = open_agency(folder)
    for seed in range(3):
        cases = tuple(shuffled_case(case, seed) for case in opened.cases)
        assert run_cases(replace(opened, cases=cases)) == ()


@SHIPPED
def test_shipped_cases_have_totals_that_are_the_sums_of_their_lines(folder: Path) -> None:
    opened = open_agency(folder)
    for case in opened.cases:
        result = score(opened, facts_from_rows(opened.agency, case.rows), case.period)
        assert own_totals(opened, result) == own_sums(opened, result)


def own_totals(opened: Opened, result: Result) -> dict[tuple[str, Subject], Decimal]:
    return {key: total for key, total in totals(result).items() if is_own(opened, *key)}


def own_sums(opened: Opened, result: Result) -> dict[tuple[str, Subject], Decimal]:
    return {key: total for key, total in sums(result).items() if is_own(opened, *key)}


def is_own(opened: Opened, measure: str, subject: Subject) -> bool:
    """Whether a total is made of lines that bear the subject's own name."""
    whose = opened.agency.measures[measure].unit_total
    return subject.kind is SubjectKind.PERSON or whose == "own"
