"""Working days, held against an independent list of them."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from gov_comms.workdays import Workdays, WorkYear, shipped_years

KNOWN = Workdays(shipped_years())
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def test_every_shipped_day_is_as_the_oracle_says() -> None:
    differing = [day for day in DAYS if KNOWN.is_workday(day) != chinese_calendar.is_workday(day)]
    assert differing == []


def test_years_around_the_shipped_ones_are_not_guessed() -> None:
    assert sorted(KNOWN.years) == list(range(2004, 2027))
    assert KNOWN.is_workday(date(2003, 12, 31)) is None
    assert KNOWN.is_workday(date(2027, 1, 4)) is None


@pytest.mark.parametrize("year", range(2004, 2027))
@pytest.mark.parametrize("number", [1, 2, 5, -1, -3])
def test_so_many_working_days_on_over_spring_festival_and_october(year: int, number: int) -> None:
    starts = [
        date(year, month, 1) + timedelta(days=day) for month in (1, 2, 9, 10) for day in range(28)
    ]
    step = timedelta(days=1 if number > 0 else -1)
    for start in starts:
        day, left = start, abs(number)
        while left and day.year in KNOWN.years:
            day += step
            left -= day.year in KNOWN.years and chinese_calendar.is_workday(day)
        assert KNOWN.moved(start, number) == (day if day.year in KNOWN.years else None)


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        # 26 January 2014 is a Sunday that was worked; the festival lasted until 6 February.
        (date(2014, 1, 24), 2, date(2014, 1, 27)),
        (date(2014, 1, 30), 1, date(2014, 2, 7)),
        (date(2014, 1, 30), 2, date(2014, 2, 8)),
        (date(2014, 2, 7), -1, date(2014, 1, 30)),
        (date(2014, 9, 28), 3, date(2014, 10, 8)),
        (date(2014, 10, 3), 1, date(2014, 10, 8)),
        (date(2014, 10, 8), 4, date(2014, 10, 13)),
        (date(2026, 12, 30), 1, date(2026, 12, 31)),
        (date(2026, 12, 30), 2, None),
        (date(2004, 1, 2), -1, None),
        (date(2027, 3, 1), 0, date(2027, 3, 1)),
    ],
)
def test_moved(day: date, number: int, found: date | None) -> None:
    assert KNOWN.moved(day, number) == found


@pytest.mark.parametrize(
    ("day", "later", "found"),
    [
        (date(2014, 10, 4), True, date(2014, 10, 8)),
        (date(2014, 10, 4), False, date(2014, 9, 30)),
        (date(2014, 10, 11), True, date(2014, 10, 11)),
        (date(2027, 1, 4), True, None),
    ],
)
def test_nearest(day: date, later: bool, found: date | None) -> None:
    assert KNOWN.nearest(day, later=later) == found


def test_a_year_of_the_agency_goes_before_the_one_it_is_joined_to() -> None:
    shipped = WorkYear(2014, frozenset({date(2014, 5, 1)}), frozenset({date(2014, 5, 4)}), "号")
    own = WorkYear(2014, frozenset({date(2014, 5, 4)}), frozenset({date(2014, 5, 1)}))
    joined = Workdays({2014: shipped.joined(own)})
    assert [joined.is_workday(date(2014, 5, day)) for day in (1, 2, 3, 4)] == [
        True,
        True,
        False,
        False,
    ]
    assert joined.years[2014].notice == "号"
