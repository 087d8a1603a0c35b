"""Periods: which days a name means, how periods nest, and which of them hold a day."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gov_comms.timeline import (
    Calendar,
    MonthDay,
    Period,
    Term,
    from_number,
    is_level,
    rank_of_level,
    several,
    to_number,
)

PLAIN = Calendar()
DECEMBER = Calendar(MonthDay(12, 1), "end")
SCHOOL = Calendar(
    MonthDay(9, 1),
    terms=(
        Term(MonthDay(9, 1), MonthDay(1, 31)),
        Term(MonthDay(2, 1), MonthDay(8, 31)),
    ),
)
CROSSING = Calendar(
    terms=(Term(MonthDay(3, 1), MonthDay(7, 15)), Term(MonthDay(9, 1), MonthDay(1, 31)))
)
SUNDAY = Calendar(week_starts=6)
WINDOW = Calendar(windows=(Period("2014", "window", date(2015, 5, 21), date(2015, 6, 30)),))
LEAP = Calendar(MonthDay(2, 29))
MID = Calendar(MonthDay(12, 16), "end")


@pytest.mark.parametrize(
    ("calendar", "name", "first", "last"),
    [
        (PLAIN, "2014", "2014-01-01", "2014-12-31"),
        (PLAIN, "2014-H2", "2014-07-01", "2014-12-31"),
        (PLAIN, "2014-Q1", "2014-01-01", "2014-03-31"),
        (PLAIN, "2014-02", "2014-02-01", "2014-02-28"),
        (PLAIN, "2016-02", "2016-02-01", "2016-02-29"),
        (PLAIN, "2014-W01", "2013-12-30", "2014-01-05"),
        (PLAIN, "2014-W52", "2014-12-22", "2014-12-28"),
        (PLAIN, "2015-W01", "2014-12-29", "2015-01-04"),
        (PLAIN, "2015-W53", "2015-12-28", "2016-01-03"),
        (SUNDAY, "2014-W01", "2013-12-29", "2014-01-04"),
        (SUNDAY, "2015-W01", "2015-01-04", "2015-01-10"),
        (DECEMBER, "2014", "2013-12-01", "2014-11-30"),
        (DECEMBER, "2014-Q1", "2013-12-01", "2014-02-28"),
        (DECEMBER, "2014-H2", "2014-06-01", "2014-11-30"),
        (DECEMBER, "2013-12", "2013-12-01", "2013-12-31"),
        (DECEMBER, "2014-12", "2014-12-01", "2014-12-31"),
        (SCHOOL, "2014", "2014-09-01", "2015-08-31"),
        (SCHOOL, "2014-T1", "2014-09-01", "2015-01-31"),
        (SCHOOL, "2014-T2", "2015-02-01", "2015-08-31"),
        (SCHOOL, "2014-Q2", "2014-12-01", "2015-02-28"),
        (SCHOOL, "2015-03", "2015-03-01", "2015-03-31"),
        (CROSSING, "2014-T2", "2014-09-01", "2015-01-31"),
        # A window's own name comes first.
        (WINDOW, "2014", "2015-05-21", "2015-06-30"),
        # A year that starts on 29 February starts on the 28th where there is none.
        (LEAP, "2016", "2016-02-29", "2017-02-27"),
        (LEAP, "2015", "2015-02-28", "2016-02-28"),
        (MID, "2014", "2013-12-16", "2014-12-15"),
        (MID, "2014-01", "2014-01-16", "2014-02-15"),
        (MID, "2013-12", "2013-12-16", "2014-01-15"),
        (MID, "2014-Q4", "2014-09-16", "2014-12-15"),
        # Several months are counted from the year's start, several weeks from week 1.
        (PLAIN, "2014-2M1", "2014-01-01", "2014-02-28"),
        (PLAIN, "2014-2M6", "2014-11-01", "2014-12-31"),
        (PLAIN, "2014-4M3", "2014-09-01", "2014-12-31"),
        (DECEMBER, "2014-2M1", "2013-12-01", "2014-01-31"),
        (LEAP, "2015-4M3", "2015-10-28", "2016-02-28"),
        (PLAIN, "2014-2W01", "2013-12-30", "2014-01-12"),
        (PLAIN, "2014-2W26", "2014-12-15", "2014-12-28"),
        (PLAIN, "2015-2W27", "2015-12-28", "2016-01-03"),
        (PLAIN, "2014-10W06", "2014-12-15", "2014-12-28"),
        (SUNDAY, "2015-2W01", "2015-01-04", "2015-01-17"),
    ],
)
def test_period_named(calendar: Calendar, name: str, first: str, last: str) -> None:
    period = calendar.period(name)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("calendar", "name"),
    [
        (PLAIN, "2014-W53"),
        (PLAIN, "2014-W00"),
        (PLAIN, "2014-W54"),
        (PLAIN, "2014-13"),
        (PLAIN, "2014-00"),
        (PLAIN, "2014-Q5"),
        (PLAIN, "2014-H3"),
        (PLAIN, "2014-T1"),
        (SCHOOL, "2014-T3"),
        (PLAIN, "14"),
        (PLAIN, ""),
        (PLAIN, "主题月"),
        (PLAIN, "2014-2M0"),
        (PLAIN, "2014-2M7"),
        (PLAIN, "2014-2M01"),
        (PLAIN, "2014-1M1"),
        (PLAIN, "2014-3M1"),
        (PLAIN, "2014-5M1"),
        (PLAIN, "2014-2W00"),
        (PLAIN, "2014-2W1"),
        (PLAIN, "2014-2W27"),
        (PLAIN, "2014-1W01"),
        (PLAIN, "2014-27W01"),
        (PLAIN, "9999-2W01"),
        # The ends of the calendar that dates know.
        (PLAIN, "0000"),
        (PLAIN, "9999"),
        (PLAIN, "9999-12"),
        (PLAIN, "9999-W52"),
        (SUNDAY, "0001-W01"),
        (DECEMBER, "0001"),
    ],
)
def test_period_that_a_name_does_not_mean(calendar: Calendar, name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        calendar.period(name)


@pytest.mark.parametrize(
    ("calendar", "name", "level", "expected"),
    [
        (PLAIN, "2014", "quarter", ["2014-Q1", "2014-Q2", "2014-Q3", "2014-Q4"]),
        (PLAIN, "2014-Q2", "month", ["2014-04", "2014-05", "2014-06"]),
        (PLAIN, "2014-05", "month", ["2014-05"]),
        (PLAIN, "2014-05", "period", ["2014-05"]),
        (PLAIN, "2014-05", "quarter", []),
        # A longer period belongs to the shorter one that holds its last day: none looks so.
        (PLAIN, "2014-06", "quarter", ["2014-Q2"]),
        (PLAIN, "2014-02", "week", ["2014-W06", "2014-W07", "2014-W08", "2014-W09"]),
        (Calendar(week_owner=0), "2014-02", "week", ["2014-W06", "2014-W07", "2014-W08", "2014-W09"]),
        (Calendar(week_owner=6), "2014-02", "week", ["2014-W05", "2014-W06", "2014-W07", "2014-W08"]),
        (SUNDAY, "2014-02", "week", ["2014-W06", "2014-W07", "2014-W08", "2014-W09"]),
        (DECEMBER, "2014-Q1", "month", ["2013-12", "2014-01", "2014-02"]),
        (SCHOOL, "2014", "term", ["2014-T1", "2014-T2"]),
        (SCHOOL, "2014-T1", "quarter", ["2014-Q1"]),
        (SCHOOL, "2014-T2", "quarter", ["2014-Q2", "2014-Q3", "2014-Q4"]),
        (PLAIN, "2014", "4 months", ["2014-4M1", "2014-4M2", "2014-4M3"]),
        # March and April end in the second quarter.
        (PLAIN, "2014-Q1", "2 months", ["2014-2M1"]),
        (PLAIN, "2014-Q2", "2 months", ["2014-2M2", "2014-2M3"]),
        (PLAIN, "2014-2M1", "month", ["2014-01", "2014-02"]),
        # Weeks 9 and 10 belong where week 10 does.
        (PLAIN, "2014-02", "2 weeks", ["2014-2W03", "2014-2W04"]),
        (PLAIN, "2014-03", "2 weeks", ["2014-2W05", "2014-2W06"]),
        # The last day but three of weeks 43 and 44 is Thursday 30 October.
        (PLAIN, "2014-10", "2 weeks", ["2014-2W20", "2014-2W21", "2014-2W22"]),
        (Calendar(week_owner=6), "2014-10", "2 weeks", ["2014-2W20", "2014-2W21"]),
        (PLAIN, "2014-2W05", "week", ["2014-W09", "2014-W10"]),
        (CROSSING, "2014", "term", ["2013-T2", "2014-T1"]),
        (CROSSING, "2015", "term", ["2014-T2", "2015-T1"]),
        (WINDOW, "2015-06", "2014", ["2014"]),
        (WINDOW, "2015-05", "2014", []),
    ],
)  # fmt: skip
def test_parts_of_a_period(calendar: Calendar, name: str, level: str, expected: list[str]) -> None:
    assert [part.id for part in calendar.parts(calendar.period(name), level)] == expected


@pytest.mark.parametrize(
    ("calendar", "day", "level", "expected"),
    [
        (PLAIN, "2014-12-31", "week", "2015-W01"),
        (PLAIN, "2016-01-03", "week", "2015-W53"),
        (PLAIN, "2014-06-30", "half", "2014-H1"),
        (DECEMBER, "2013-12-01", "year", "2014"),
        (DECEMBER, "2014-11-30", "quarter", "2014-Q4"),
        (DECEMBER, "2014-12-01", "quarter", "2015-Q1"),
        (SCHOOL, "2015-01-31", "term", "2014-T1"),
        (SCHOOL, "2015-02-01", "term", "2014-T2"),
        (CROSSING, "2015-01-15", "term", "2014-T2"),
        (CROSSING, "2014-08-01", "term", None),
        (PLAIN, "2014-08-01", "term", None),
        (MID, "2014-12-15", "month", "2014-11"),
        (MID, "2014-12-16", "month", "2014-12"),
        (PLAIN, "2014-03-01", "2 months", "2014-2M2"),
        (PLAIN, "2015-01-03", "2 weeks", "2015-2W01"),
        (PLAIN, "2016-01-03", "2 weeks", "2015-2W27"),
    ],
)
def test_period_that_holds_a_day(
    calendar: Calendar, day: str, level: str, expected: str | None
) -> None:
    found = calendar.containing(date.fromisoformat(day), level)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize("calendar", [PLAIN, DECEMBER, SCHOOL, LEAP, MID, SUNDAY])
@pytest.mark.parametrize(
    "level",
    ["month", "quarter", "half", "year", "week", "2 months", "4 months", "2 weeks", "26 weeks"],
)
def test_periods_of_a_level_hold_every_day_once_and_are_found_by_name(
    calendar: Calendar, level: str
) -> None:
    day, last = date(2013, 1, 1), date(2017, 1, 1)
    while day < last:
        period = calendar.containing(day, level)
        assert period is not None
        assert day in period
        if level != "year":
            assert calendar.period(period.id) == period
        following = calendar.containing(period.last + timedelta(days=1), level)
        assert following is not None
        assert following.first == period.last + timedelta(days=1)
        day = following.first


@pytest.mark.parametrize("calendar", [PLAIN, DECEMBER, SCHOOL, MID, SUNDAY, Calendar(week_owner=6)])
@pytest.mark.parametrize("level", ["week", "month", "quarter", "2 months", "2 weeks"])
def test_every_part_belongs_to_one_year(calendar: Calendar, level: str) -> None:
    years = [calendar.period(str(year)) for year in range(2012, 2018)]
    found = [part.id for year in years for part in calendar.parts(year, level)]
    assert len(found) == len(set(found))
    counts = {"month": [72], "quarter": [24], "2 months": [36], "2 weeks": [157, 158]}
    assert len(found) in (counts.get(level) or [313, 314])


def test_levels_named_by_a_calendar() -> None:
    assert PLAIN.levels() == ("week", "month", "quarter", "half", "year")
    assert SCHOOL.levels() == ("week", "month", "quarter", "half", "term", "year")


def test_levels_rank_from_short_to_long_and_windows_are_longest() -> None:
    ranks = [
        rank_of_level(level)
        for level in (
            "week",
            "2 weeks",
            "month",
            "6 weeks",
            "2 months",
            "quarter",
            "4 months",
            "half",
            "term",
            "year",
            "window",
        )
    ]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("day", "number"), [("1970-01-01", 0), ("1969-12-31", -1), ("2014-01-01", 16071)]
)
def test_days_as_numbers_and_back(day: str, number: int) -> None:
    assert to_number(date.fromisoformat(day)) == number
    assert from_number(number).isoformat() == day


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("2 months", (2, "month")),
        ("4 months", (4, "month")),
        ("2 weeks", (2, "week")),
        ("26 weeks", (26, "week")),
        ("27 weeks", None),
        ("1 weeks", None),
        ("1 months", None),
        ("3 months", None),
        ("6 months", None),
        ("2 month", None),
        ("02 weeks", None),
        ("2 quarters", None),
        ("month", None),
    ],
)
def test_several_of_a_level(level: str, expected: tuple[int, str] | None) -> None:
    assert several(level) == expected
    assert is_level(level) == (expected is not None or level == "month")
