"""Deadlines: days and moments counted from others."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from gov_comms.language.step import Deadline
from gov_comms.ledger.deadlines import due, unknown_year
from gov_comms.timeline import (
    Calendar,
    MonthDay,
    from_minutes,
    from_number,
    to_minutes,
    to_number,
)
from gov_comms.workdays import Workdays, shipped_years
from tests.ledger.agency import COUNTED, lines, metrics, outcome, step

CALENDAR = Calendar(workdays=Workdays(shipped_years()))
DECEMBER = Calendar(MonthDay(12, 1), "end", workdays=CALENDAR.workdays)


def started(text: str) -> tuple[int, bool]:
    if len(text) == 10:
        return to_number(date.fromisoformat(text)), False
    return to_minutes(datetime.fromisoformat(text)), True


def found(deadline: Deadline, start: str, calendar: Calendar = CALENDAR) -> str | None:
    number, moment = started(start)
    answer = due(calendar, deadline, number, moment=moment)
    if answer is None:
        return None
    if deadline.is_moment:
        return from_minutes(answer).isoformat(" ", "minutes")
    return from_number(answer).isoformat()


@pytest.mark.parametrize(
    ("keys", "start", "answer"),
    [
        ({}, "2014-03-05", "2014-03-05"),
        ({}, "2014-03-05 23:59", "2014-03-05"),
        ({"plus_days": 7}, "2014-03-28", "2014-04-04"),
        ({"plus_days": -3}, "2014-03-02", "2014-02-27"),
        ({"period": "month"}, "2014-02-03", "2014-02-28"),
        ({"period": "month", "day": 31}, "2014-02-03", "2014-02-28"),
        ({"period": "month", "month": "next", "day": 5}, "2014-12-03", "2015-01-05"),
        ({"period": "quarter", "day": 20}, "2014-01-03", "2014-03-20"),
        ({"period": "quarter", "month": "first", "day": 20}, "2014-03-03", "2014-01-20"),
        ({"period": "year", "day": 10}, "2014-01-03 08:00", "2014-12-10"),
        ({"period": "week"}, "2014-03-05", "2014-03-09"),
        ({"period": "week", "day": 5}, "2014-03-09", "2014-03-07"),
        ({"period": "week", "plus_days": 1}, "2014-03-05", "2014-03-10"),
        # The October holiday of 2014: 1 to 7 October off, 28 September and 11 October worked.
        ({"plus_working_days": 2}, "2014-09-30", "2014-10-09"),
        ({"plus_working_days": 2}, "2014-09-30 16:00", "2014-10-09"),
        ({"plus_working_days": -3}, "2014-10-08", "2014-09-28"),
        ({"plus_days": 1, "plus_working_days": 1}, "2014-09-30", "2014-10-08"),
        ({"period": "quarter", "plus_working_days": 1}, "2014-08-03", "2014-10-08"),
        ({"rest_day": "next"}, "2014-10-04", "2014-10-08"),
        ({"rest_day": "previous"}, "2014-10-04", "2014-09-30"),
        ({"rest_day": "next"}, "2014-10-11", "2014-10-11"),
        ({"period": "month", "month": "next", "day": 5, "rest_day": "next"}, "2014-09-03", "2014-10-08"),
        ({"plus_working_days": 1, "at": "10:00"}, "2014-10-03", "2014-10-08 10:00"),
        ({"at": "16:00"}, "2014-03-05", "2014-03-05 16:00"),
        ({"at": "24:00"}, "2014-03-05 08:00", "2014-03-06 00:00"),
        ({"plus_days": 1, "at": "9:05"}, "2014-12-31", "2015-01-01 09:05"),
        ({"plus_hours": 2}, "2014-12-31 23:30", "2015-01-01 01:30"),
        ({"plus_hours": 1, "plus_minutes": 30}, "2014-03-05 09:00", "2014-03-05 10:30"),
        ({"plus_minutes": 30}, "2014-03-05 09:00", "2014-03-05 09:30"),
        ({"plus_hours": -24}, "2014-03-01 09:00", "2014-02-28 09:00"),
        ({"plus_hours": 0}, "1969-12-31 09:00", "1969-12-31 09:00"),
        # Nobody knows yet which days of 2027 are worked.
        ({"plus_working_days": 1}, "2026-12-31", None),
        ({"plus_days": 1, "rest_day": "next"}, "2026-12-31", None),
        ({"plus_days": 1}, "2026-12-31", "2027-01-01"),
        ({"plus_working_days": 1, "at": "10:00"}, "2026-12-31", None),
        ({"period": "term"}, "2014-03-05", None),
    ],
)  # fmt: skip
def test_deadline(keys: dict[str, Any], start: str, answer: str | None) -> None:
    assert found(Deadline(of="day", **keys), start) == answer


def test_deadline_of_a_quarter_of_a_shifted_year() -> None:
    deadline = Deadline(of="day", period="quarter", day=20)
    assert found(deadline, "2014-01-05", DECEMBER) == "2014-02-20"


@pytest.mark.parametrize(
    ("keys", "start", "year"),
    [
        ({"plus_working_days": 1}, "2026-12-31", 2027),
        ({"plus_working_days": -1}, "2004-01-01", 2003),
        ({"plus_working_days": 1}, "2030-05-05", 2030),
        ({"rest_day": "previous"}, "2003-05-05", 2003),
        ({"plus_working_days": 1}, "2026-12-30", None),
        ({"period": "term", "plus_working_days": 1}, "2026-12-30", None),
    ],
)
def test_unknown_year(keys: dict[str, Any], start: str, year: int | None) -> None:
    number, moment = started(start)
    assert unknown_year(CALENDAR, Deadline(of="day", **keys), number, moment=moment) == year


# -- deadlines and moments in a regulation ----------------------------------------------------

AGENCY = """
[columns.metric.sent]
type = "moment"
name = "发出时间"
[columns.metric.read]
type = "moment"
name = "签收时间"
"""
ROWS = """
metrics = [
  { id = "M1", name = "数", unit = "东镇", day = 2014-03-05, value = 1, sent = 2014-03-05T09:00:00, read = 2014-03-05T09:30:00 },
  { id = "M2", name = "数", unit = "东镇", day = 2014-03-05, value = 1, sent = "2014年3月6日9时", read = 2014-03-06T00:00:00 },
  { id = "M3", name = "数", unit = "东镇", day = 2014-03-05, value = 1, sent = "2014-03-07 23:59" },
  { id = "M4", name = "数", unit = "东镇", day = 2014-03-05, value = 1 },
]
"""


@pytest.mark.parametrize(
    ("when", "chosen"),
    [
        ("{ sent = 2014-03-05T09:00:00 }", ["M1"]),
        ("{ sent = { not = 2014-03-05T09:00:00 } }", ["M2", "M3"]),
        ("{ sent = [2014-03-05T09:00:00, 2014-03-07] }", ["M1", "M3"]),
        ("{ sent = { none_of = [2014-03-05T09:00:00, 2014-03-07] } }", ["M2"]),
        ("{ sent = { after = 2014-03-05T09:00:00 } }", ["M2", "M3"]),
        ("{ sent = { on_or_before = 2014-03-06T09:00:00 } }", ["M1", "M2"]),
        ("{ sent = { before = 2014-03-06T09:00:00 } }", ["M1"]),
        ("{ sent = { between = [2014-03-05, 2014-03-06] } }", ["M1", "M2"]),
        ("{ sent = { between = [2014-03-05T09:01:00, 2014-03-07] } }", ["M2", "M3"]),
        # Against a day, a moment counts as its day.
        ("{ sent = 2014-03-07 }", ["M3"]),
        ("{ sent = { after = 2014-03-06 } }", ["M3"]),
        ("{ sent = { on_or_after = 2014-03-06 } }", ["M2", "M3"]),
        ("{ sent = { before = 2014-03-06 } }", ["M1"]),
        ("{ sent = { on_or_before = 2014-03-06 } }", ["M1", "M2"]),
        ('{ sent = { is = { column = "day" } } }', ["M1"]),
        ('{ sent = { after = { column = "day", plus_days = 1 } } }', ["M3"]),
        ('{ sent = { before = { column = "read" } } }', ["M1"]),
        ('{ sent = { after = { column = "read" } } }', ["M2"]),
        ('{ sent = { before = { column = "read", plus_days = 1 } } }', ["M1", "M2"]),
        ("{ sent = { present = false } }", ["M4"]),
    ],
)  # fmt: skip
def test_moment_in_a_condition(when: str, chosen: list[str]) -> None:
    award = step("award", on="metric", when=when, give__points=1)
    told = lines(outcome(award, ROWS, "2014", extra=AGENCY))
    assert [each.split()[2] for each in told] == chosen


@pytest.mark.parametrize(
    ("deadline", "when", "chosen"),
    [
        ('{ of = "sent" }', "{ due = 2014-03-05 }", ["M1"]),
        ('{ of = "sent", plus_hours = 15 }', "{ due = 2014-03-06 }", ["M1"]),
        ('{ of = "day", at = "09:00" }', '{ sent = { on_or_before = { column = "due" } } }', ["M1"]),
        ('{ of = "day", plus_working_days = 2, at = "23:58" }', '{ sent = { after = { column = "due" } } }', ["M3"]),
    ],
)  # fmt: skip
def test_derived_moment(deadline: str, when: str, chosen: list[str]) -> None:
    made = f'[[derive]]\nname = "due"\non = "metric"\ndeadline = {deadline}\n'
    award = step("award", on="metric", when=when, give__points=1)
    told = lines(outcome(made + award, ROWS, "2014", extra=AGENCY))
    assert [each.split()[2] for each in told] == chosen


@pytest.mark.parametrize(
    ("extra", "codes", "chosen"),
    [
        ("", ["unknown-workdays"], []),
        ("[[calendar.holidays]]\nyear = 2027\nrest = [{ from = 2027-01-01 }]\n", [], ["M01"]),
    ],
)
def test_deadline_in_a_year_without_holidays_is_unknown(
    extra: str, codes: list[str], chosen: list[str]
) -> None:
    made = '[[derive]]\nname = "due"\non = "metric"\ndeadline = { of = "day", plus_working_days = 1 }\n'
    award = step("award", on="metric", when="{ due = 2027-01-04 }", give__points=1)
    result = outcome(made + award, metrics("东镇 2026-12-31 1"), "2026", extra=extra)
    assert [problem.code for problem in result.problems] == codes
    assert [each.split()[2] for each in lines(result)] == chosen


def test_agency_may_rest_on_days_of_its_own() -> None:
    extra = """
[[calendar.holidays]]
year = 2014
rest = [{ name = "三月三", from = 2014-04-02, to = 2014-04-03 }]
work = [2014-04-05]
"""
    made = '[[derive]]\nname = "due"\non = "metric"\ndeadline = { of = "day", plus_working_days = 2 }\n'
    award = step("award", on="metric", when="{ due = 2014-04-05 }", give__points=1)
    result = outcome(made + award, metrics("东镇 2014-04-01 1"), "2014", extra=extra)
    assert [each.split()[2] for each in lines(result)] == ["M01"]


def test_year_that_replaces_the_shipped_one() -> None:
    extra = "\n[[calendar.holidays]]\nyear = 2014\nreplaces = true\n"
    made = '[[derive]]\nname = "due"\non = "metric"\ndeadline = { of = "day", plus_working_days = 1 }\n'
    award = step("award", on="metric", when="{ due = 2014-10-02 }", give__points=1)
    result = outcome(made + award, metrics("东镇 2014-10-01 1"), "2014", extra=extra)
    assert [each.split()[2] for each in lines(result)] == ["M01"]


def test_deadline_on_totals_is_counted_from_the_bucket() -> None:
    made = '[[derive]]\nname = "due"\non = "totals"\ndeadline = { of = "day", plus_working_days = 1 }\n'
    award = step(
        "award", on="totals", within="quarter", when="{ due = 2014-10-08 }", give__points=1
    )
    told = lines(outcome(COUNTED + made + award, metrics("东镇 2014-08-01 1"), "2014"))
    assert [each.split()[:2] for each in told if "award" in each] != []
