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

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gov_comms.config import Opened, open_agency, open_texts, shipped
from gov_comms.errors import Refused
from gov_comms.facts import facts_from_rows
from gov_comms.ledger.engine import Engine
from gov_comms.model import Case, Cell, Row, SubjectKind
from gov_comms.results import Result, Subject
from gov_comms.settlement import explain, run_cases, score
from tools.witnesses import MixedDuckDB

from .generated import opened as opened_under
from .generated import regulations
from .small_agency import AGENCY, LATER, REGULATION

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


def shuffled(tables: Tables, seed: int) -> Tables:
    return {name: random.Random(seed).sample(rows, len(rows)) for name, rows in tables.items()}


def scored(opened: Opened, tables: Tables, period: str, engine: Engine | None = None) -> Result:
    facts = facts_from_rows(opened.agency, rows_of(tables))
    return score(opened, facts, period, engine=engine)


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


@settings(few, max_examples=2)
@given(tables=records(), period=periods, seed=st.integers(0, 999))
def test_another_engine_gives_the_same_digits_and_lines_in_any_order_of_rows(
    tables: Tables, period: str, seed: int
) -> None:
    one = scored(small(), tables, period)
    other = scored(small(), shuffled(tables, seed), period, MixedDuckDB(duckdb.connect()))
    assert replace(one, problems=()) == replace(other, problems=())
    assert one.lines() == other.lines()


@few
@given(regulation=regulations(), tables=records(), period=periods, seed=st.integers(0, 999))
def test_any_regulation_gives_sums_of_lines_in_any_order_of_rows(
    regulation: str, tables: Tables, period: str, seed: int
) -> None:
    office = opened_under(regulation)
    one, other = scored(office, tables, period), scored(office, shuffled(tables, seed), period)
    assert totals(one) == sums(one)
    assert one == other
    assert one.lines() == other.lines()


@settings(few, max_examples=3)
@given(regulation=regulations(), tables=records(), period=periods, seed=st.integers(0, 999))
def test_another_engine_agrees_under_any_regulation_in_any_order_of_rows(
    regulation: str, tables: Tables, period: str, seed: int
) -> None:
    office = opened_under(regulation)
    one = scored(office, tables, period)
    other = scored(office, shuffled(tables, seed), period, MixedDuckDB(duckdb.connect()))
    assert one == other
    assert one.lines() == other.lines()


@few
@given(tables=records(), period=periods, seed=st.integers(0, 999))
def test_order_of_rows_changes_nothing(tables: Tables, period: str, seed: int) -> None:
    one, other = scored(small(), tables, period), scored(small(), shuffled(tables, seed), period)
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


def test_reasons_of_a_quota_line_are_those_of_its_own_quarter() -> None:
    sent: list[dict[str, Cell]] = [
        {"id": "W1", "day": date(2014, 2, 3), "unit": "甲街道", "authors": ("甲",), "length": 100},
        {"id": "W2", "day": date(2014, 5, 6), "unit": "甲街道", "authors": ("甲",), "length": 100},
        {"id": "W3", "day": date(2014, 6, 6), "unit": "甲街道", "authors": ("甲",), "length": 100},
    ]
    lines = [
        line
        for line in scored(small(), {"submission": sent}, "2014").lines()
        if line.step == "task" and line.subject.id == "甲街道"
    ]
    told = [
        {label.text("en"): cell.text("en") for label, cell in line.because}["missing"]
        for line in lines
    ]
    assert [str(-line.amount) for line in lines] == ["1", "2", "2"]
    assert told == ["1", "2", "2"]


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
        try:
            result = score(opened, facts_from_rows(opened.agency, case.rows), case.period)
        except Refused:
            # There is nothing to add up where a case expects just that.
            assert {expected.kind for expected in case.expectations} == {"problems"}
            continue
        assert own_totals(opened, result) == own_sums(opened, result)


def own_totals(opened: Opened, result: Result) -> dict[tuple[str, Subject], Decimal]:
    return {key: total for key, total in totals(result).items() if is_own(opened, *key)}


def own_sums(opened: Opened, result: Result) -> dict[tuple[str, Subject], Decimal]:
    return {key: total for key, total in sums(result).items() if is_own(opened, *key)}


def is_own(opened: Opened, measure: str, subject: Subject) -> bool:
    """Whether a total is made of lines that bear the subject's own name."""
    whose = opened.agency.measures[measure].unit_total
    return subject.kind is SubjectKind.PERSON or whose == "own"
