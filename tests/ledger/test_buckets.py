"""Buckets: which of them a step works in, which days date them, and that sums agree with lines."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gov_comms.language.step import Step
from gov_comms.ledger.buckets import buckets_of, runs_in
from gov_comms.timeline import Calendar, MonthDay, from_number
from tests.ledger.agency import COUNTED, flags, metrics, outcome, quotas, step, totals

CALENDAR = Calendar()
EVER = date(1, 1, 1)


def asked(within: str = "period", post: str | None = None) -> Step:
    return Step(id="s", clause="一", do="base", within=within, post=post)


def found(
    within: str,
    period: str,
    *,
    post: str | None = None,
    first: date = EVER,
    last: date | None = None,
    known: date = date.max,
    calendar: Calendar = CALENDAR,
) -> list[str]:
    buckets = buckets_of(asked(within, post), calendar, calendar.period(period), first, last, known)
    assert [bucket.number for bucket in buckets] == list(range(len(buckets)))
    return [f"{bucket.period.id} {from_number(bucket.day)}" for bucket in buckets]


@pytest.mark.parametrize(
    ("within", "period", "expected"),
    [
        ("period", "2014-Q1", ["2014-Q1 2014-03-31"]),
        ("ever", "2014-Q1", ["2014-Q1 2014-03-31"]),
        ("month", "2014-Q1", ["2014-01 2014-01-31", "2014-02 2014-02-28", "2014-03 2014-03-31"]),
        ("month", "2014-02", ["2014-02 2014-02-28"]),
        # W05 ends on 2 February and W09 on 2 March; they are dated in the month they belong to.
        ("week", "2014-01", ["2014-W01 2014-01-05", "2014-W02 2014-01-12", "2014-W03 2014-01-19", "2014-W04 2014-01-26", "2014-W05 2014-01-31"]),
        ("week", "2014-02", ["2014-W06 2014-02-09", "2014-W07 2014-02-16", "2014-W08 2014-02-23", "2014-W09 2014-02-28"]),
        ("week", "2014-W05", ["2014-W05 2014-01-31"]),
        ("week", "2014-W06", ["2014-W06 2014-02-09"]),
        ("2 months", "2014-Q1", ["2014-2M1 2014-02-28"]),
        ("2 months", "2014-Q2", ["2014-2M2 2014-04-30", "2014-2M3 2014-06-30"]),
        # Weeks 4 and 5 end on 2 February, and belong to January by their last Thursday.
        ("5 weeks", "2014-01", ["2014-5W01 2014-01-31"]),
        ("2 weeks", "2014-02", ["2014-2W03 2014-02-09", "2014-2W04 2014-02-23"]),
    ],
)  # fmt: skip
def test_buckets_of_a_period(within: str, period: str, expected: list[str]) -> None:
    assert found(within, period) == expected


def test_buckets_are_those_that_end_while_the_edition_is_in_force() -> None:
    first, last = date(2014, 2, 15), date(2014, 4, 29)
    assert found("month", "2014", first=first, last=last) == [
        "2014-02 2014-02-28",
        "2014-03 2014-03-31",
    ]
    assert found("period", "2014", first=first, last=last) == []
    assert found("period", "2014", first=first) == ["2014 2014-12-31"]


@pytest.mark.parametrize(
    ("within", "post", "period", "known", "expected"),
    [
        ("month", "next month", "2014-02", "2014-01-31", ["2014-01 2014-02-01", "2014-02 2014-03-01"]),
        ("month", "next month", "2014-02", "2014-02-01", ["2014-02 2014-03-01"]),
        ("quarter", "next month", "2014-Q2", "2014-01-01", ["2014-Q1 2014-04-01", "2014-Q2 2014-07-01"]),
        ("month", "next quarter", "2014-Q2", "2014-02-10", ["2014-02 2014-04-01", "2014-03 2014-04-01", "2014-04 2014-07-01", "2014-05 2014-07-01", "2014-06 2014-07-01"]),
        # The week that ends on 2 March belongs to February, so it is posted into March.
        ("week", "next month", "2014-02", "2014-02-01", ["2014-W06 2014-03-01", "2014-W07 2014-03-01", "2014-W08 2014-03-01", "2014-W09 2014-03-01"]),
        ("year", "next month", "2014", "2013-05-01", ["2013 2014-01-01", "2014 2015-01-01"]),
    ],
)  # fmt: skip
def test_buckets_posted_onward_take_in_those_before_of_which_facts_are_known(
    within: str, post: str, period: str, known: str, expected: list[str]
) -> None:
    assert found(within, period, post=post, known=date.fromisoformat(known)) == expected


@pytest.mark.parametrize(
    ("within", "post", "runs"),
    [
        ("period", None, ["2014-W05", "2014-02", "2014-Q1", "2014"]),
        ("ever", None, ["2014-W05", "2014-02", "2014-Q1", "2014"]),
        ("month", None, ["2014-02", "2014-Q1", "2014"]),
        ("quarter", None, ["2014-Q1", "2014"]),
        ("period", "year", ["2014"]),
        ("period", "next month", ["2014-W05", "2014-02", "2014-Q1", "2014"]),
        ("month", "quarter", ["2014-Q1", "2014"]),
        ("2 weeks", None, ["2014-02", "2014-Q1", "2014"]),
        ("2 months", None, ["2014-Q1", "2014"]),
        ("4 months", None, ["2014"]),
    ],
)
def test_step_runs_in_periods_no_shorter_than_its_own(
    within: str, post: str | None, runs: list[str]
) -> None:
    periods = ["2014-W05", "2014-02", "2014-Q1", "2014"]
    step_asked = asked(within, post)
    assert [p for p in periods if runs_in(step_asked, CALENDAR, CALENDAR.period(p))] == runs


WITHINS = ("period", "ever", "week", "2 weeks", "month", "2 months", "quarter", "half", "year")
VERBS = {
    "base": step("base", for_="unit", give__points=3),
    "quota": step("quota", for_="unit", count="points", target=5, each_missing__points=-1, each_excess__points=2),
    "clamp": step("clamp", of='["counted"]', measure="points", each="total", at_most=4, at_least=1),
    "keep": step("keep", of='["counted"]', per='["name"]', keep=1, order='["highest"]'),
    "rank": step("rank", for_="unit", by="points", ties="share", zeros="in", top=2, give__points=10),
    "weigh": step("weigh", of='["counted"]', measure="points", share=2),
    "convert": step("convert", of='["counted"]', count="points", every=2, give__points=1, remainder="carried"),
    "award": step("award", id="again", on="totals", give__points='{ field = "points" }'),
    "void": step("void", on="metric", when="{ value = { at_least = 4 } }", match='["unit"]', of='["counted"]'),
}  # fmt: skip


ODD = '[calendar]\nyear_starts = "12-16"\nnamed_for = "end"\nweek_starts = "sunday"\n'


@pytest.mark.parametrize("within", WITHINS)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("post", "calendar"), [(None, ODD), ("next month", "")])
def test_totals_are_the_sums_of_lines_in_every_period(
    verb: str, within: str, post: str | None, calendar: str
) -> None:
    posted = f'post = "{post}"\n' if post and verb not in ("keep", "void") else ""
    later = 'later = "full"\n' if (verb, within) == ("keep", "ever") else ""
    regulation = COUNTED + VERBS[verb] + f'within = "{within}"\n' + posted + later
    facts = metrics(
        *(f"东镇 2014-{m:02}-{d:02} {(m * d) % 5 + 1}" for m in range(1, 5) for d in (1, 2, 14, 28))
    )
    for period in ("2014", "2014-02", "2014-W09"):
        result = outcome(regulation, facts, period, extra="\n" + calendar)
        summed: dict[str, Decimal] = {}
        for line in result.lines():
            assert line.day in result.period
            summed[line.subject.id] = summed.get(line.subject.id, Decimal(0)) + line.amount
        found_totals = {t.subject.id: t.total for t in result.totals if t.measure == "points"}
        assert {s: v for s, v in summed.items() if v} == {
            s: v for s, v in found_totals.items() if v
        }


def test_calendar_of_a_bucket_is_the_offices_own() -> None:
    calendar = Calendar(MonthDay(12, 1), "end", week_starts=6, week_owner=0)
    assert found("quarter", "2014", calendar=calendar) == [
        "2014-Q1 2014-02-28",
        "2014-Q2 2014-05-31",
        "2014-Q3 2014-08-31",
        "2014-Q4 2014-11-30",
    ]
    # Sunday 23 February to Saturday 1 March belongs to February by its Sunday.
    assert found("week", "2014-02", calendar=calendar)[-1] == "2014-W09 2014-02-28"


def test_buckets_of_two_months_see_what_came_before_the_quarter() -> None:
    quota = step("quota", for_="unit", count="points", target=3, within="2 months")
    facts = metrics(
        "东镇 2014-03-31 2", "东镇 2014-04-01 1", "东镇 2014-05-01 3", "西镇 2014-06-30 3"
    )
    met = [
        row for row in quotas(outcome(COUNTED + quota, facts, "2014-Q2")) if row.endswith(" met")
    ]
    assert met == [
        "2014-2M2 东镇 3/3 -0 +0 met",
        "2014-2M3 东镇 3/3 -0 +0 met",
        "2014-2M3 西镇 3/3 -0 +0 met",
    ]


def test_weeks_in_pairs_reach_over_the_years_end() -> None:
    quota = step("quota", for_="unit", count="points", target=2, within="2 weeks")
    facts = metrics("东镇 2013-12-30 1", "东镇 2014-01-12 1", "东镇 2014-01-13 2")
    result = outcome(COUNTED + quota, facts, "2014")
    met = [row for row in quotas(result) if row.endswith(" met")]
    assert met == ["2014-2W01 东镇 2/2 -0 +0 met", "2014-2W02 东镇 2/2 -0 +0 met"]
    assert totals(result) == {"东镇": "3"}


def test_runs_of_two_months_are_neighbours() -> None:
    flag = step(
        "flag", on="totals", within="2 months", runs=2, flag="差", when="{ points = { less_than = 1 } }"
    )  # fmt: skip
    facts = metrics(
        "东镇 2014-01-10 1", "西镇 2014-03-10 1", "某局 2014-02-10 1", "某局 2014-06-10 1"
    )
    result = outcome(COUNTED + flag, facts, "2014-H1")
    assert flags(result) == ["2014-2M2 东镇 差", "2014-2M3 东镇 差"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2014", {"东镇": "6"}),
        ("2014-03", {"东镇": "2"}),
        ("2014-04", {"东镇": "4"}),
        ("2014-05", {}),
    ],
)
def test_step_within_a_window_sees_its_days_alone(period: str, expected: dict[str, str]) -> None:
    window = '\n[[calendar.window]]\nid = "theme"\nfrom = 2014-03-21\nto = 2014-04-30\n'
    award = COUNTED.replace('on = "metric"', 'on = "metric"\nwithin = "theme"')
    facts = metrics(
        "东镇 2014-03-20 1", "东镇 2014-03-21 2", "东镇 2014-04-30 4", "东镇 2014-05-01 8"
    )
    assert totals(outcome(award, facts, period, extra=window)) == expected
