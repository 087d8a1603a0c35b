"""Days and periods: which stretch of days a name like ``2014-Q1`` means, and how periods nest."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
LEVELS = ("week", "month", "quarter", "half", "term", "year")
"""The levels of recurring periods, shortest first."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = {"month": 1, "quarter": 3, "half": 6}
_PATTERNS = {
    "year": re.compile(r"(\d{4})"),
    "half": re.compile(r"(\d{4})-H([12])"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    "week": re.compile(r"(\d{4})-W(\d{2})"),
    "term": re.compile(r"(\d{4})-T([1-9])"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of days, both ends included; ``level`` is one of `LEVELS` or ``window``."""

    id: str
    level: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day that returns every year; a day past the month's end means the month's last day."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """The day in ``year``."""
        return date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class Term:
    """A part of the year that returns every year, such as a school term."""

    first: MonthDay
    last: MonthDay


@dataclass(frozen=True, slots=True)
class Calendar:
    """How an office cuts its years.

    ``year_starts`` is the first day of its assessment year, which is named for the calendar year
    in which it starts or ends (``named_for``).  ``week_starts`` counts from Monday = 0; a week
    belongs to the longer period that holds its ``week_owner`` day, counted from its start.
    """

    year_starts: MonthDay = MonthDay(1, 1)
    named_for: str = "start"
    week_starts: int = 0
    week_owner: int = 3
    terms: tuple[Term, ...] = ()
    windows: tuple[Period, ...] = ()

    def period(self, name: str) -> Period:
        """The period that ``name`` means; raises `ValueError` when it means none."""
        for window in self.windows:
            if window.id == name:
                return window
        for level, pattern in _PATTERNS.items():
            match = pattern.fullmatch(name)
            if match:
                number, *rest = (int(part) for part in match.groups())
                try:
                    return self._named(name, level, number, rest[0] if rest else 0)
                except OverflowError:
                    # A week at an end of the calendar that Python knows.
                    raise ValueError(name) from None
        raise ValueError(name)

    def parts(self, period: Period, level: str) -> tuple[Period, ...]:
        """The periods of ``level`` that belong to ``period``, in order of days.

        A part belongs to the period that holds its owning day: a week its declared day, every
        other level its last day.
        """
        if level in ("period", period.level):
            return (period,)
        if level not in LEVELS:
            return tuple(w for w in self.windows if w.id == level and w.last in period)
        found = []
        for part in self._around(period, level):
            owner = part.first + timedelta(days=self.week_owner) if level == "week" else part.last
            if owner in period:
                found.append(part)
        return tuple(found)

    def year_of(self, day: date) -> Period:
        """The assessment year that holds ``day``."""
        start = self.year_starts.in_year(day.year)
        year = day.year if day >= start else day.year - 1
        return self._year(year + (self.named_for == "end"))

    def containing(self, day: date, level: str) -> Period | None:
        """The period of ``level`` that holds ``day``, if there is one."""
        year = self.year_of(day)
        if level == "year":
            return year
        return next((part for part in self._around(year, level) if day in part), None)

    def levels(self) -> tuple[str, ...]:
        """The levels this calendar can name: terms only when it has some."""
        return tuple(level for level in LEVELS if level != "term" or self.terms)

    def _around(self, period: Period, level: str) -> Iterator[Period]:
        """Periods of ``level`` that touch ``period``, in order."""
        if level == "week":
            start = period.first - timedelta(days=(period.first.weekday() - self.week_starts) % 7)
            while start <= period.last:
                thursday = start + timedelta(days=3)
                week = (thursday - self._first_week(thursday.year)).days // 7 + 1
                yield Period(
                    f"{thursday.year}-W{week:02}", "week", start, start + timedelta(days=6)
                )
                start += timedelta(days=7)
            return
        first = int(self.year_of(period.first).id)
        last = int(self.year_of(period.last).id)
        # A term may end in the year after the one it is named for.
        for number in range(first - (level == "term"), last + 1):
            for part in self._of_year(number, level):
                if part.last >= period.first and part.first <= period.last:
                    yield part

    def _of_year(self, number: int, level: str) -> Iterator[Period]:
        if level == "year":
            yield self._year(number)
        elif level == "term":
            for index in range(len(self.terms)):
                yield self._term("", number, index + 1)
        else:
            for index in range(12 // _MONTHS[level]):
                yield self._slice(number, level, index)

    def _year(self, number: int) -> Period:
        start = self.year_starts.in_year(number - (self.named_for == "end"))
        end = self.year_starts.in_year(start.year + 1) - ONE_DAY
        return Period(f"{number:04}", "year", start, end)

    def _slice(self, number: int, level: str, index: int) -> Period:
        """The ``index``-th month, quarter or half of assessment year ``number``."""
        year = self._year(number)
        size = _MONTHS[level]
        first = _add_months(year.first, index * size)
        last = _add_months(year.first, (index + 1) * size) - ONE_DAY
        if (index + 1) * size == 12:
            # A year that starts on 29 February may be a day longer than its months.
            last = year.last
        if level == "month":
            name = f"{first.year:04}-{first.month:02}"
        else:
            name = f"{number:04}-{'Q' if level == 'quarter' else 'H'}{index + 1}"
        return Period(name, level, first, last)

    def _named(self, name: str, level: str, year: int, index: int) -> Period:
        """The period that the numbers in a name stand for."""
        match level:
            case "year":
                return self._year(year)
            case "month":
                return self._month(name)
            case "week":
                return self._week(name, year, index)
            case "term":
                return self._term(name, year, index)
            case _:
                return self._slice(year, level, index - 1)

    def _month(self, name: str) -> Period:
        year = int(name[:4])
        for number in (year - 1, year, year + 1):
            for part in self._of_year(number, "month"):
                if part.id == name:
                    return part
        raise ValueError(name)

    def _week(self, name: str, year: int, week: int) -> Period:
        start = self._first_week(year) + timedelta(weeks=week - 1)
        if week < 1 or (start + timedelta(days=3)).year != year:
            raise ValueError(name)
        return Period(name, "week", start, start + timedelta(days=6))

    def _first_week(self, year: int) -> date:
        """The start of week 1: the week that holds most days of the new year (as ISO 8601)."""
        fourth = date(year, 1, 4)
        return fourth - timedelta(days=(fourth.weekday() - self.week_starts) % 7)

    def _term(self, name: str, number: int, index: int) -> Period:
        if index > len(self.terms):
            raise ValueError(name)
        year = self._year(number)
        term = self.terms[index - 1]
        first = next(d for d in _yearly(term.first, year.first) if d >= year.first)
        last = next(d for d in _yearly(term.last, first) if d >= first)
        return Period(f"{number:04}-T{index}", "term", first, last)


def _yearly(day: MonthDay, around: date) -> Iterator[date]:
    return (day.in_year(year) for year in range(around.year - 1, around.year + 3))


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def rank_of_level(level: str) -> int:
    """How long a level is, as a number to compare; windows and whole runs are longest."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def to_number(day: date) -> int:
    """Days since 1970-01-01, the form in which columns hold a day."""
    return day.toordinal() - 719163


def from_number(number: int) -> date:
    """The day behind a number of `to_number`."""
    return date.fromordinal(number + 719163)
