"""Editions: which version of a step rules which fact, claim and bucket."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from tests.ledger.agency import COUNTED, flags, lines, metrics, outcome, quotas, step, totals

BUREAU = """
units = [{ id = "某局", class = "局" }]
people = [{ id = "丙", unit = "某局" }]
"""
YEAR = BUREAU + metrics(
    "某局 2014-02-10 2",
    "某局 2014-02-11 1",
    "某局 2014-08-10 2",
    "某局 2014-08-11 2",
    "某局 2014-09-10 2",
)
"""3 in February, 4 in August, 2 in September: nine."""
MID = "2014-07-01"


def of(do: str, **keys: object) -> str:
    return step(do, **{"id": "x", "of": '["counted"]', **keys})


TOTAL = {"measure": "points", "each": "total"}
CLAIM = {"measure": "points", "each": "claim"}
ONE = {"per": '["unit"]', "order": '["highest"]'}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Steps on claims: each by its own day.
        (of("multiply", factor=2), of("multiply", factor=3), "24"),
        (of("exclude", when="{ value = 1 }"), of("exclude", when="{ value = 2 }"), "2"),
        (of("clamp", at_most=1, **CLAIM), of("clamp", at_least=5, **CLAIM), "17"),
        (of("set", give__points=10), of("set", give__points=20), "80"),
        # Steps on the whole run: the edition of its last day.
        (of("keep", keep=1, **ONE), of("keep", keep=2, **ONE), "4"),
        (of("clamp", at_most=1, **TOTAL), of("clamp", at_most=8, **TOTAL), "8"),
        (step("base", id="x", for_="unit", give__points=100), step("base", id="x", for_="unit", give__points=1000), "1009"),
        # Steps within months: the edition of the month's last day.
        (of("keep", keep=1, within="month", **ONE), of("keep", keep=2, within="month", **ONE), "8"),
        (of("clamp", at_most=1, within="month", **TOTAL), of("clamp", at_most=3, within="month", **TOTAL), "6"),
        (step("base", id="x", for_="unit", within="month", give__points=1), step("base", id="x", for_="unit", within="month", give__points=10), "75"),
    ],
)  # fmt: skip
def test_step_replaced_in_the_middle_of_the_year(first: str, second: str, expected: str) -> None:
    result = outcome(COUNTED + first, YEAR, "2014", later={MID: second})
    assert totals(result) == {"某局": expected}
    assert sum(line.amount for line in result.lines()) == int(expected)


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        (of("multiply", factor=3), "21"),
        (step("exclude", id="x", on="metric", when="{ value = 2 }"), "3"),
        (of("clamp", at_most=1, **CLAIM), "6"),
        (of("clamp", at_most=1, **TOTAL), "1"),
        (of("keep", keep=1, **ONE), "2"),
        (of("keep", keep=1, within="month", **ONE), "7"),
        (step("base", id="x", for_="unit", within="month", give__points=1), "15"),
    ],
)
def test_step_added_by_a_later_edition_rules_from_its_first_day(added: str, expected: str) -> None:
    result = outcome(COUNTED, YEAR, "2014", later={MID: added + 'after = "counted"\n'})
    assert totals(result) == {"某局": expected}


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (of("multiply", factor=3), "15"),
        (of("clamp", at_most=1, **TOTAL), "9"),
        (of("keep", keep=1, within="month", **ONE), "8"),
        (step("base", id="x", for_="unit", within="month", give__points=1), "15"),
    ],
)
def test_step_repealed_by_a_later_edition_rules_to_the_day_before(
    ended: str, expected: str
) -> None:
    later = {MID: 'repeals = ["x"]\n'}
    assert totals(outcome(COUNTED + ended, YEAR, "2014", later=later)) == {"某局": expected}


def test_award_replaced_pays_each_fact_by_its_day() -> None:
    double = COUNTED.replace('{ field = "value" }', '{ times = [{ field = "value" }, 2] }')
    result = outcome(
        COUNTED,
        BUREAU + metrics("某局 2014-06-30 1", "某局 2014-07-01 1"),
        "2014",
        later={MID: double},
    )
    assert lines(result) == ["counted 某局 M01 2014-06-30 1", "counted 某局 M02 2014-07-01 2"]
    assert [line.edition for line in result.lines()] == ["2010-01-01", "2014-07-01"]


def test_editions_of_a_result_are_those_in_force_in_its_period() -> None:
    later = {MID: COUNTED, "2015-01-01": COUNTED}
    found = {
        period: [e.id for e in outcome(COUNTED, BUREAU, period, later=later).editions]
        for period in ("2014-Q1", "2014-06", "2014-07", "2014", "2015")
    }
    assert found == {
        "2014-Q1": ["2010-01-01"],
        "2014-06": ["2010-01-01"],
        "2014-07": ["2014-07-01"],
        "2014": ["2010-01-01", "2014-07-01"],
        "2015": ["2015-01-01"],
    }


def test_quota_replaced_in_the_middle_of_the_year_leaves_results_of_both() -> None:
    def quota(target: int) -> str:
        return step("quota", for_="unit", count="points", target=target, within="quarter")

    flag = step(
        "flag",
        on='{ results = "quota" }',
        when='{ outcome = "unmet" }',
        flag="差",
        within="quarter",
    )
    result = outcome(COUNTED + quota(3) + flag, YEAR, "2014", later={"2014-05-15": quota(9)})
    assert [q.split(" ")[2] for q in quotas(result)] == ["3/3", "0/9", "6/9", "0/9"]
    assert flags(result) == ["2014-Q2 某局 差", "2014-Q3 某局 差", "2014-Q4 某局 差"]


@pytest.mark.parametrize("period", ["2014-02", "2014-Q1", "2014-Q2", "2014-H1"])
def test_later_edition_changes_no_line_of_a_period_that_ends_before_it(period: str) -> None:
    steps = "".join(
        (
            COUNTED,
            of("multiply", id="m", factor=2),
            of("keep", id="k", keep=1, within="month", **ONE),
            of("clamp", id="c", at_most=3, within="month", **TOTAL),
            step("base", for_="unit", within="quarter", give__points=1),
            step(
                "quota",
                for_="unit",
                within="month",
                count="points",
                target=5,
                each_missing__points=-1,
            ),
        )
    )
    later = steps.replace("factor = 2", "factor = 7").replace("at_most = 3", "at_most = 1")
    later += step("exclude", on="metric", when="{ value = { at_least = 0 } }") + 'after = "base"\n'
    before = outcome(steps, YEAR, period)
    after = outcome(steps, YEAR, period, later={MID: later})
    assert lines(before)
    assert lines(after) == lines(before)


def test_first_edition_does_not_pay_what_happened_before_it() -> None:
    result = outcome(
        COUNTED, BUREAU + metrics("某局 2014-06-30 1", "某局 2014-07-01 1"), "2014", start=MID
    )
    assert lines(result) == ["counted 某局 M02 2014-07-01 1"]


def test_first_edition_knows_what_happened_before_it_where_a_step_looks_back_for_ever() -> None:
    keep = of("keep", keep=1, within="ever", later="full", per='["unit"]', order='["earliest"]')
    facts = BUREAU + metrics("某局 2013-06-30 1", "某局 2014-07-01 1")
    result = outcome(COUNTED + keep, facts, "2014", start=MID)
    assert (totals(result), lines(result, "x")) == ({}, ["x 某局 M02 2014-07-01 -1"])
