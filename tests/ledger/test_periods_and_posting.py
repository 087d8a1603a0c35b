"""Periods: which claims a run sees, and where posting puts them."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from tests.ledger.agency import COUNTED, codes, lines, metrics, outcome, step, totals

FACTS = metrics("东镇 2014-01-31 1", "东镇 2014-02-01 2", "东镇 2014-12-31 4")


@pytest.mark.parametrize(
    ("period", "total"),
    [("2014", "7"), ("2014-Q1", "3"), ("2014-01", "1"), ("2014-W05", "3"), ("2014-H2", "4"), ("2014-12", "4")],
)  # fmt: skip
def test_run_counts_the_facts_of_its_period(period: str, total: str) -> None:
    assert totals(outcome(COUNTED, FACTS, period)) == {"东镇": total}


@pytest.mark.parametrize(
    ("post", "period", "expected"),
    [
        ("next month", "2014-02", ["2014-02-01 1"]),
        ("next month", "2014-03", ["2014-03-01 2"]),
        ("next month", "2014", ["2014-02-01 1", "2014-03-01 2"]),
        ("next quarter", "2014-Q2", ["2014-04-01 1", "2014-04-01 2"]),
        ("next quarter", "2014-Q1", []),
        ("next year", "2014", []),
        ("year", "2014", ["2014-01-31 1", "2014-02-01 2", "2014-12-31 4"]),
        ("year", "2014-H2", []),
        ("quarter", "2014-01", []),
        ("quarter", "2014-Q1", ["2014-01-31 1", "2014-02-01 2"]),
        ("month", "2014-W05", []),
    ],
)
def test_award_posted(post: str, period: str, expected: list[str]) -> None:
    result = outcome(COUNTED + f'post = "{post}"\n', FACTS, period)
    assert [line.split(" ", 3)[3] for line in lines(result)] == expected


def test_award_posted_to_the_next_month_is_posted_once_also_within_months() -> None:
    within = COUNTED + 'post = "next month"\nwithin = "month"\n'
    assert lines(outcome(within, FACTS, "2014-03")) == ["counted 东镇 M02 2014-03-01 2"]


def test_award_posted_to_the_next_year_takes_what_the_year_before_left() -> None:
    facts = metrics("东镇 2013-05-01 3", "东镇 2014-05-01 9")
    result = outcome(COUNTED + 'post = "next year"\n', facts, "2014")
    assert (lines(result), totals(result)) == (["counted 东镇 M01 2014-01-01 3"], {"东镇": "3"})


def test_claim_posted_to_the_next_month_is_capped_there() -> None:
    posted = COUNTED + 'post = "next month"\n'
    cap = step("clamp", of='["counted"]', measure="points", each="total", within="month", at_most=1)
    facts = metrics("东镇 2014-01-10 5", "东镇 2014-02-10 3")
    result = outcome(posted + cap, facts, "2014")
    assert lines(result, "clamp") == ["clamp 东镇 - 2014-02-28 -4", "clamp 东镇 - 2014-03-31 -2"]


@pytest.mark.parametrize(
    ("dated_by", "period", "expected"),
    [("day", "2014-01", "1"), ("filed", "2014-01", "0"), ("filed", "2014-02", "3"), ("filed", "2014", "3")],
)  # fmt: skip
def test_award_dated_by_another_column(dated_by: str, period: str, expected: str) -> None:
    facts = """
metrics = [
  { id = "M1", name = "数", unit = "东镇", day = 2014-01-10, filed = 2014-02-10, value = 1 },
  { id = "M2", name = "数", unit = "东镇", day = 2014-02-10, filed = 2014-02-28, value = 2 },
  { id = "M3", name = "数", unit = "东镇", day = 2014-02-10, value = 4 },
]
"""
    result = outcome(COUNTED + f'dated_by = "{dated_by}"\n', facts, period)
    # What was never filed has no day and opens no claim.
    assert totals(result).get("东镇", "0") == expected


def test_award_dated_by_a_derived_deadline() -> None:
    due = """
[[derive]]
name = "due"
on = "metric"
deadline = { of = "day", period = "quarter", month = "next", day = 5 }
"""
    result = outcome(due + COUNTED + 'dated_by = "due"\n', FACTS, "2014")
    assert lines(result) == ["counted 东镇 M01 2014-04-05 1", "counted 东镇 M02 2014-04-05 2"]


def test_award_dated_by_a_derived_day_of_related_facts() -> None:
    last = """
[[derive]]
name = "last"
on = "submission"
related = { how = "last", of = "adoption", match = { work = "id" }, column = "day", dated = "any" }
"""
    sent = step("award", on="submission", dated_by="last", give__points=1)
    facts = """
submissions = [
  { id = "W1", unit = "东镇", day = 2014-01-05 },
  { id = "W2", unit = "东镇", day = 2014-01-06 },
]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2014-02-01 },
  { id = "A2", work = "W1", outlet = "区报", day = 2014-03-01 },
]
"""
    assert lines(outcome(last + sent, facts, "2014")) == ["award 东镇 W1 2014-03-01 1"]


KEEP = step(
    "keep",
    of='["counted"]',
    per='["name"]',
    keep=1,
    order='["earliest"]',
    within="ever",
    later="full",
)


def test_ever_sees_earlier_facts_and_never_totals_them() -> None:
    facts = metrics(
        "东镇 2012-05-01 8", "西镇 2014-05-01 1", "东镇 2014-05-01 2", "西镇 2014-06-01 5"
    )
    result = outcome(COUNTED + KEEP, facts, "2014")
    assert totals(result) == {"西镇": "1"}
    assert lines(result, "keep") == ["keep 东镇 M03 2014-05-01 -2", "keep 西镇 M04 2014-06-01 -5"]
    assert [line.supersedes for line in result.lines() if line.step == "keep"] == ["M01", "M02"]


def test_ever_does_not_see_what_comes_after_the_period() -> None:
    late = step(
        "keep",
        of='["counted"]',
        per='["name"]',
        keep=1,
        order='["latest"]',
        within="ever",
        later="full",
    )
    facts = metrics("东镇 2014-01-01 1", "东镇 2014-02-01 2", "东镇 2014-05-01 4")
    assert totals(outcome(COUNTED + late, facts, "2014-Q1")) == {"东镇": "2"}


def test_earlier_facts_are_refused_where_no_step_looks_back() -> None:
    from gov_comms.errors import Refused

    facts = metrics("东镇 2013-12-31 1", "东镇 2014-01-01 1", "东镇 2015-01-01 1")
    with pytest.raises(Refused) as refused:
        outcome(COUNTED, facts, "2014-06")
    assert [p.what.text("en") for p in refused.value.problems] == [
        "M01 is dated 2013-12-31, outside the year of 2014-06",
        "M03 is dated 2015-01-01, outside the year of 2014-06",
    ]


def test_later_facts_are_refused_even_where_a_step_looks_back() -> None:
    from gov_comms.errors import Refused

    facts = metrics("东镇 2013-12-31 1", "东镇 2015-01-01 1")
    with pytest.raises(Refused) as refused:
        outcome(COUNTED + KEEP, facts, "2014")
    assert [p.code for p in refused.value.problems] == ["day-outside-period"]


@pytest.mark.parametrize(
    ("period", "total"),
    [("2014", "3"), ("2014-Q1", "3"), ("2014-12", "0"), ("2013-12", "1"), ("2014-01", "2")],
)
def test_assessment_year_that_starts_in_december(period: str, total: str) -> None:
    calendar = '\n[calendar]\nyear_starts = "12-01"\nnamed_for = "end"\n'
    facts = metrics("东镇 2013-12-05 1", "东镇 2014-01-05 2")
    if period == "2014-12":
        facts = ""
    assert totals(outcome(COUNTED, facts, period, extra=calendar)).get("东镇", "0") == total


def test_step_within_a_week_that_no_month_holds_leaves_its_days_alone() -> None:
    # 1 and 2 February 2014 lie in a week of January: in a run of February no week has them.
    week = step(
        "keep", of='["counted"]', per='["name"]', keep=1, order='["highest"]', within="week"
    )
    facts = metrics(
        "东镇 2014-02-01 1", "东镇 2014-02-02 2", "东镇 2014-02-03 4", "东镇 2014-02-04 8"
    )
    result = outcome(COUNTED + week, facts, "2014-02")
    assert totals(result) == {"东镇": "11"}
    assert sum(line.amount for line in result.lines()) == 11
    assert totals(outcome(COUNTED + week, facts, "2014")) == {"东镇": "10"}


def test_adoption_that_no_step_pays_is_named_in_each_measure_it_lacks() -> None:
    steps = step("award", id="a", on="adoption", when='{ tier = "区级" }', give__points=1) + step(
        "award", id="b", on="adoption", give__yuan=1
    )
    facts = """
submissions = [{ id = "W1", unit = "东镇", day = 2014-01-05 }]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2014-02-01 },
  { id = "A2", work = "W1", outlet = "市报", day = 2014-03-01 },
]
"""
    result = outcome(steps, facts, "2014")
    assert [p.what.text("en") for p in result.problems] == ["no step gives adoption A2 any 积分"]
    assert codes(outcome(steps, facts, "2014-02")) == []


@pytest.mark.parametrize(
    "excused",
    [
        step("exclude", on="adoption", when='{ tier = "市级" }'),
        step("exclude", on="submission", when='{ id = "W1" }').replace('{ id = "W1" }', '{ day = 2014-01-05 }'),
        step("award", id="none", on="adoption", when='{ tier = "市级" }', give__points=0),
    ],
)  # fmt: skip
def test_adoption_that_is_excluded_or_given_nothing_is_not_named(excused: str) -> None:
    paid = step("award", id="a", on="adoption", when='{ tier = "区级" }', give__points=1)
    facts = """
submissions = [{ id = "W1", unit = "东镇", day = 2014-01-05 }, { id = "W2", unit = "东镇", day = 2014-01-06 }]
adoptions = [
  { id = "A1", work = "W2", outlet = "区报", day = 2014-02-01 },
  { id = "A2", work = "W1", outlet = "市报", day = 2014-03-01 },
]
"""
    assert codes(outcome(excused + paid, facts, "2014")) == []


def test_counter_that_is_hidden_is_not_asked_about() -> None:
    paid = step("award", id="a", on="adoption", when='{ tier = "区级" }', give__pieces=1)
    facts = """
submissions = [{ id = "W1", unit = "东镇", day = 2014-01-05 }]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2014-02-01 },
  { id = "A2", work = "W1", outlet = "市报", day = 2014-03-01 },
]
"""
    assert codes(outcome(paid, facts, "2014")) == []
