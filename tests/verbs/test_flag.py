"""``flag``: a named fact about a subject, and what later steps make of it."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from tests.ledger.agency import COUNTED, flags, metrics, outcome, step, totals

BUREAU = """
units = [{ id = "某局", class = "局" }]
people = [{ id = "丙", unit = "某局", roles = ["信息员"] }, { id = "丁", unit = "某局" }]
"""


def flag(**keys: object) -> str:
    return step("flag", **{"flag": "差", **keys})


def months(*numbers: int) -> str:
    return BUREAU + metrics(*(f"某局 2014-{number:02}-15 1" for number in numbers))


# -- on what -------------------------------------------------------------------------------


def test_flag_on_totals_looks_at_everybody() -> None:
    regulation = COUNTED + flag(on="totals", when="{ points = { less_than = 3 } }")
    result = outcome(regulation, metrics("东镇 2014-01-10 3", "西镇 2014-01-10 2"), "2014")
    assert flags(result) == ["2014 西镇 差", "2014 某局 差"]


def test_flag_on_totals_within_months_names_the_month() -> None:
    regulation = COUNTED + flag(on="totals", within="month", when="{ points = { at_least = 2 } }")
    facts = BUREAU + metrics("某局 2014-01-10 1", "某局 2014-01-11 1", "某局 2014-03-11 2")
    assert flags(outcome(regulation, facts, "2014")) == ["2014-01 某局 差", "2014-03 某局 差"]


def test_flag_on_totals_of_people() -> None:
    people = step("award", on="metric", to="person", give__points='{ field = "value" }')
    regulation = people + flag(on="totals", for_="person", when="{ points = { at_least = 2 } }")
    facts = metrics("东镇 2014-01-10 甲 2", "东镇 2014-01-11 乙 1")
    assert flags(outcome(regulation, facts, "2014")) == ["2014 甲 差"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, ["2014 东镇 差", "2014 某局 差"]),
        ({"within": "month"}, ["2014-02 东镇 差", "2014-02 某局 差", "2014-08 东镇 差"]),
        ({"within": "quarter"}, ["2014-Q1 东镇 差", "2014-Q1 某局 差", "2014-Q3 东镇 差"]),
        ({"to": "person", "within": "quarter"}, ["2014-Q1 甲 差"]),
        ({"to": '["person", "unit"]', "within": "quarter"}, ["2014-Q1 某局 差", "2014-Q1 甲 差", "2014-Q3 东镇 差"]),
    ],
)  # fmt: skip
def test_flag_on_facts_names_the_bucket_of_their_day(
    keys: dict[str, object], expected: list[str]
) -> None:
    facts = metrics(
        "东镇 2014-02-10 甲 5",
        "东镇 2014-02-11 甲 5",
        "某局 2014-02-10 5",
        "东镇 2014-08-10 5",
        "西镇 2014-08-10 1",
    )
    regulation = COUNTED + flag(on="metric", when="{ value = { at_least = 5 } }", **keys)
    assert flags(outcome(regulation, facts, "2014")) == expected


# -- runs ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "there", "flagged"),
    [
        (1, (2, 5), [2, 5]),
        (2, (1, 2, 4, 6, 7, 8), [1, 2, 6, 7, 8]),
        (3, (1, 2, 4, 6, 7, 8), [6, 7, 8]),
        (4, (1, 2, 4, 6, 7, 8), []),
        (3, (10, 11, 12), [10, 11, 12]),
        (12, tuple(range(1, 13)), list(range(1, 13))),
    ],
)
@pytest.mark.parametrize("on", ["totals", "results", "metric"])
def test_flag_on_runs_needs_neighbouring_months(
    on: str, runs: int, there: tuple[int, ...], flagged: list[int]
) -> None:
    quota = step("quota", for_="unit", count="points", target=1, within="month")
    forms = {
        "totals": {"on": "totals", "when": "{ points = { at_least = 1 } }"},
        "results": {"on": '{ results = "quota" }', "when": '{ outcome = "met" }'},
        "metric": {"on": "metric", "when": "{ value = 1 }"},
    }
    regulation = COUNTED + quota + flag(within="month", runs=runs, **forms[on])
    result = outcome(regulation, months(*there), "2014")
    assert flags(result) == [f"2014-{month:02} 某局 差" for month in flagged]


def test_flag_on_runs_does_not_count_two_facts_of_a_month_twice() -> None:
    facts = BUREAU + metrics("某局 2014-02-01 1", "某局 2014-02-15 1")
    regulation = COUNTED + flag(on="metric", when="{ value = 1 }", within="month", runs=2)
    assert flags(outcome(regulation, facts, "2014")) == []


def test_flag_on_runs_of_results_goes_on_over_a_new_edition() -> None:
    quota = step("quota", for_="unit", count="points", target=1, within="month")
    runs = flag(on='{ results = "quota" }', when='{ outcome = "unmet" }', within="month", runs=3)
    later = {"2014-03-01": quota}
    # Unmet in 2, 3, 5, 11 and 12: never three in a row, whatever edition found it.
    there = months(1, 4, 6, 7, 8, 9, 10)
    assert flags(outcome(COUNTED + quota + runs, there, "2014", later=later)) == []
    # Unmet from February to April, over the change.
    there = months(1, 5, 6, 7, 8, 9, 10, 11, 12)
    assert flags(outcome(COUNTED + quota + runs, there, "2014", later=later)) == [
        "2014-02 某局 差",
        "2014-03 某局 差",
        "2014-04 某局 差",
    ]


# -- to, and as a column -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ('{ members_of = "unit" }', ["2014 丙 差", "2014 丁 差"]),
        ('{ members_of = "unit", role = "信息员" }', ["2014 丙 差"]),
        ('{ members_of = "unit", role = "无此角色" }', []),
    ],
)
def test_flag_to_members(to: str, expected: list[str]) -> None:
    regulation = COUNTED + flag(on="totals", when="{ points = { at_least = 1 } }", to=to)
    assert flags(outcome(regulation, months(1), "2014")) == expected


def test_flag_is_a_column_of_the_totals_below() -> None:
    award = step("award", on="totals", when="{ 差 = true }", give__yuan=-5)
    award = award.replace("差 =", '"差" =')
    regulation = COUNTED + flag(on="totals", when="{ points = { less_than = 3 } }") + award
    result = outcome(regulation, metrics("东镇 2014-01-10 3", "西镇 2014-01-10 2"), "2014")
    assert totals(result, "yuan") == {"西镇": "-5.00", "某局": "-5.00"}


def test_flag_that_nobody_has_is_no_everywhere() -> None:
    award = step("award", on="totals", when='{ "差" = false }', give__yuan=1)
    regulation = COUNTED + flag(on="totals", when="{ points = { at_least = 99 } }") + award
    assert totals(outcome(regulation, "", "2014"), "yuan") == {
        "东镇": "1.00",
        "西镇": "1.00",
        "某局": "1.00",
    }


def test_flag_of_a_rank_gate_is_read_by_eligible() -> None:
    gate = flag(on="metric", when="{ value = 9 }")
    rank = step(
        "rank", for_="unit", by="points", ties="share", zeros="out", top=1, flag="先进",
        eligible='{ "差" = false }',
    )  # fmt: skip
    facts = metrics("东镇 2014-01-10 9", "西镇 2014-01-10 2")
    assert flags(outcome(COUNTED + gate + rank, facts, "2014")) == [
        "2014 东镇 差",
        "2014 西镇 先进",
    ]


@pytest.mark.parametrize(
    ("within", "days"),
    [
        # An incident of March says nothing of January and February.
        ("month", ["2014-03-31", "2014-04-30", "2014-05-31", "2014-06-30"]),
        ("quarter", ["2014-03-31", "2014-06-30"]),
        ("period", ["2014-06-30"]),
    ],
)
def test_flag_is_a_column_from_its_day_onward(within: str, days: list[str]) -> None:
    award = step("award", on="totals", within=within, when='{ "差" = true }', give__yuan=1)
    regulation = COUNTED + flag(on="metric", when="{ value = 1 }") + award
    result = outcome(regulation, months(3), "2014-H1")
    assert [line.day.isoformat() for line in result.lines() if line.step == "award"] == days
