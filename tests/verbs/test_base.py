"""``base``: an opening value for everybody who is on the roster when a bucket ends."""

from __future__ import annotations

import pytest

from tests.ledger.agency import TEAM, lines, outcome, step, totals

DATED = """
units = [
  { id = "东镇", class = "镇", to = 2014-06-30 },
  { id = "东镇", class = "局", from = 2014-07-01 },
  { id = "西镇", class = "镇", from = 2014-03-15, to = 2014-09-29 },
]
people = [
  { id = "甲", unit = "东镇", to = 2014-04-30, roles = ["信息员"] },
  { id = "甲", unit = "西镇", from = 2014-05-01 },
  { id = "乙", unit = "东镇", from = 2014-12-31 },
]
"""
"""东镇 is another class from July; 西镇 is there from 15 March to 29 September; 甲 moves in May."""


@pytest.mark.parametrize(
    ("within", "period", "each"),
    [
        ("month", "2014", "12"),
        ("month", "2014-Q1", "3"),
        ("month", "2014-03", "1"),
        ("quarter", "2014", "4"),
        ("half", "2014", "2"),
        ("year", "2014", "1"),
        ("period", "2014-H2", "1"),
    ],
)
def test_base_opens_one_line_for_each_bucket(within: str, period: str, each: str) -> None:
    base = step("base", for_="unit", within=within, give__points=1)
    assert totals(outcome(base, "", period)) == {"东镇": each, "西镇": each, "某局": each}


def test_base_of_a_level_longer_than_the_run_is_left_out() -> None:
    base = step("base", for_="unit", within="quarter", give__points=1)
    assert totals(outcome(base, "", "2014-03")) == {}


def test_base_counts_a_unit_in_the_months_at_whose_end_it_is_there() -> None:
    # 西镇: March to August, six months; on 30 September it is gone.
    base = step("base", for_="unit", within="month", give__points=1)
    assert totals(outcome(base, DATED, "2014")) == {"东镇": "12", "西镇": "6"}


def test_base_gives_nothing_for_the_year_to_a_unit_that_left_in_it() -> None:
    base = step("base", for_="unit", give__points=1)
    result = outcome(base, DATED, "2014")
    assert totals(result) == {"东镇": "1"}
    assert [t.subject.id for t in result.totals if t.measure == "points"] == ["东镇", "西镇"]


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        # Six months of a town and six of a bureau; 西镇 six months of a town.
        ("month", {"东镇": "66", "西镇": "6"}),
        # Two quarters of a town, two of a bureau; 西镇 only at the ends of Q1 and Q2.
        ("quarter", {"东镇": "22", "西镇": "2"}),
        ("year", {"东镇": "10"}),
    ],
)
def test_base_reads_the_class_of_the_day_a_bucket_ends(
    within: str, expected: dict[str, str]
) -> None:
    by_class = '{ by = "class", table = { "镇" = 1, "局" = 10 } }'
    base = step("base", for_="unit", within=within, give__points=by_class)
    assert totals(outcome(base, DATED, "2014")) == expected


def test_base_for_people_counts_with_the_unit_they_are_in() -> None:
    base = step("base", for_="person", within="month", give__team=1, give__every=1)
    result = outcome(base, DATED, "2014", extra=TEAM)
    # 甲 is four months in 东镇 and eight in 西镇; 乙 one month in 东镇.
    people = {"甲": "12", "乙": "1"}
    assert totals(result, "team") == {**people, "东镇": "5", "西镇": "8"}
    assert totals(result, "every") == {**people, "东镇": "5", "西镇": "8"}


def test_base_for_people_leaves_the_own_total_of_a_unit_alone() -> None:
    base = step("base", for_="person", give__points=1)
    assert totals(outcome(base, "", "2014")) == {"甲": "1", "乙": "1", "丙": "1"}


def test_base_when_picks_people_by_their_roles_of_the_day() -> None:
    when = '{ roles = { has = "信息员" } }'
    base = step("base", for_="person", within="quarter", when=when, give__points=1)
    # 甲 has the role until April, so only when the first quarter ends.
    assert totals(outcome(base, DATED, "2014")) == {"甲": "1"}


def test_base_when_picks_people_by_the_class_of_their_unit() -> None:
    base = step("base", for_="person", when='{ "person.unit.class" = "局" }', give__points=1)
    assert totals(outcome(base, "", "2014")) == {"丙": "1"}


def test_base_value_that_is_not_defined_opens_no_line() -> None:
    base = step("base", for_="unit", give__points='{ by = "class", table = { "局" = 3 } }')
    assert lines(outcome(base, "", "2014")) == ["base 某局 - 2014-12-31 3"]


def test_base_takes_a_number_from_the_roster() -> None:
    base = step("base", for_="unit", give__yuan='{ times = [{ field = "headcount" }, "0.5"] }')
    base = base.replace('"0.5"', "0.5")
    assert totals(outcome(base, "", "2014"), "yuan") == {
        "东镇": "2.00",
        "西镇": "1.00",
        "某局": "1.50",
    }


def test_base_in_a_window_is_dated_its_last_day() -> None:
    window = '\n[[calendar.window]]\nid = "主题月"\nfrom = 2014-05-21\nto = 2014-06-30\n'
    base = step("base", for_="unit", when='{ class = "局" }', within="主题月", give__points=2)
    assert lines(outcome(base, "", "2014", extra=window)) == ["base 某局 - 2014-06-30 2"]
    assert lines(outcome(base, "", "主题月", extra=window)) == ["base 某局 - 2014-06-30 2"]
    # A window belongs to the period that holds its last day.
    assert lines(outcome(base, "", "2014-05", extra=window)) == []
    assert lines(outcome(base, "", "2014-06", extra=window)) == ["base 某局 - 2014-06-30 2"]
