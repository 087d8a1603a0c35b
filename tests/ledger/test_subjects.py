"""Subjects: who is listed in a result, with which unit, and what reads a roster's columns."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

from tests.ledger.agency import COUNTED, TEAM, lines, metrics, outcome, step, totals

MOVED = """
units = [
  { id = "东镇", class = "镇" },
  { id = "西镇", class = "镇", to = 2013-12-31 },
  { id = "新局", class = "局", from = 2014-12-31 },
]
people = [
  { id = "甲", unit = "东镇", to = 2014-06-30 },
  { id = "甲", unit = "新局", from = 2014-12-31 },
]
"""


def test_units_of_a_result_are_those_on_the_roster_on_some_day_of_the_period() -> None:
    def listed(period: str) -> list[str]:
        result = outcome(COUNTED, MOVED, period)
        return [t.subject.id for t in result.totals if t.measure == "points"]

    assert listed("2014") == ["东镇", "新局"]
    assert listed("2014-Q1") == ["东镇"]
    assert listed("2013") == ["东镇", "西镇"]


def test_totals_list_every_measure_and_unit_zero_included() -> None:
    result = outcome(COUNTED, "", "2014")
    assert [(t.measure, t.subject.id, str(t.total)) for t in result.totals] == [
        (measure, unit, zero)
        for measure, zero in (("points", "0"), ("yuan", "0.00"), ("pieces", "0.0"))
        for unit in ("东镇", "西镇", "某局")
    ]


def test_people_are_listed_only_for_measures_that_somebody_got() -> None:
    people = step("award", on="metric", to="person", give__yuan='{ field = "value" }')
    result = outcome(people, metrics("东镇 2014-01-10 甲 3"), "2014")
    found = [(t.measure, t.subject.id) for t in result.totals if t.subject.kind == "person"]
    assert found == [("yuan", "甲"), ("yuan", "乙"), ("yuan", "丙")]


def test_claim_of_a_person_belongs_to_the_unit_of_its_day() -> None:
    people = step("award", on="metric", to="person", give__team='{ field = "value" }')
    facts = """
units = [{ id = "东镇" }, { id = "西镇" }]
people = [
  { id = "甲", unit = "东镇", to = 2014-06-30 },
  { id = "甲", unit = "西镇", from = 2014-07-01 },
]
"""
    result = outcome(
        people, facts + metrics("东镇 2014-06-30 甲 3", "东镇 2014-07-01 甲 5"), "2014", extra=TEAM
    )
    assert totals(result, "team") == {"甲": "8", "东镇": "3", "西镇": "5"}


def test_person_without_a_unit_on_the_day_receives_nothing() -> None:
    people = step("award", on="metric", to='["person", "unit"]', give__points=1)
    facts = """
units = [{ id = "东镇" }]
people = [{ id = "甲", unit = "东镇", to = 2014-06-30 }]
"""
    result = outcome(people, facts + metrics("东镇 2014-06-30 甲 3"), "2014")
    assert lines(result) == ["award 甲 M01 2014-06-30 1"]


def test_award_on_totals_of_units_reads_the_class_of_the_bucket() -> None:
    facts = """
units = [{ id = "东镇", class = "镇", to = 2014-06-30 }, { id = "东镇", class = "局", from = 2014-07-01 }]
people = [{ id = "甲", unit = "东镇" }]
"""
    award = step("award", on="totals", within="quarter", when='{ class = "局" }', give__yuan=1)
    result = outcome(COUNTED + award, facts, "2014")
    assert [line.split()[3] for line in lines(result)] == ["2014-09-30", "2014-12-31"]


def test_award_on_totals_of_people_reads_roles_and_pays_people() -> None:
    people = step("award", id="p", on="metric", to="person", give__points='{ field = "value" }')
    award = step(
        "award",
        on="totals",
        for_="person",
        when='{ roles = { has = "审核员" } }',
        give__yuan='{ field = "points" }',
    )
    result = outcome(
        people + award, metrics("某局 2014-01-10 丙 3", "东镇 2014-01-10 甲 5"), "2014"
    )
    assert totals(result, "yuan") == {"丙": "3.00"}


def test_award_on_totals_to_members_pays_each() -> None:
    award = step(
        "award",
        on="totals",
        when="{ points = { at_least = 1 } }",
        to='{ members_of = "unit" }',
        give__yuan=5,
    )
    result = outcome(COUNTED + award, metrics("东镇 2014-01-10 3"), "2014")
    assert totals(result, "yuan") == {"甲": "5.00", "乙": "5.00"}
