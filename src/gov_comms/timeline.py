"""Days and periods: which stretch of days a name like ``2014-Q1`` means, and how periods nest."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from gov_comms.workdays import Workdays

ONE_DAY = timedelta(days=1)
LEVELS = ("week", "month", "quarter", "half", "term", "year")
"""The levels of recurring periods, shortest first."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = {"month": 1, "quarter": 3, "half": 6}
_DAYS = {"week": 7, "month": 30, "quarter": 91, "half": 182, "term": 183, "year": 365}
_SEVERAL = re.compile(r"([1-9]\d?) (month|week)s")
_SEVERAL_MONTHS = (2, 4)
"""Three months are a quarter and six a half; others do not divide a year."""
_SEVERAL_WEEKS = range(2, 27)
_PATTERNS = {
    "year": re.compile(r"(\d{4})"),
    "half": re.compile(r"(\d{4})-H([12])"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    "week": re.compile(r"(\d{4})-W(\d{2})"),
    "term": re.compile(r"(\d{4})-T([1-9])"),
}
_SEVERAL_NAMED = re.compile(r"(\d{4})-([1-9]\d?)([MW])(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of days, both ends included.

    ``level`` is one of `LEVELS`, several of one such as ``2 months``, or ``window``.
    """

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
    """A part of the year that returns every year, such as a school term.

    ``names`` say what it is called, in Chinese and in English, if it has a name of its own.
    """

    first: MonthDay
    last: MonthDay
    names: tuple[str, str] = ("", "")


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
    workdays: Workdays = field(default_factory=Workdays)

    def period(self, name: str) -> Period:
        """The period that ``name`` means; raises `ValueError` when it means none."""
        for window in self.windows:
            if window.id == name:
                return window
        try:
            for level, pattern in _PATTERNS.items():
                match = pattern.fullmatch(name)
                if match:
                    number, *rest = (int(part) for part in match.groups())
                    return self._named(name, level, number, rest[0] if rest else 0)
            return self._several(name)
        except OverflowError:
            # A week at an end of the calendar that Python knows.
            raise ValueError(name) from None

    def parts(self, period: Period, level: str) -> tuple[Period, ...]:
        """The periods of ``level`` that belong to ``period``, in order of days.

        A part belongs to the period that holds its owning day: a week its declared day, several
        weeks that of the last, every other level its last day.
        """
        if level in ("period", period.level):
            return (period,)
        if not is_level(level):
            return tuple(w for w in self.windows if w.id == level and w.last in period)
        # The days of its last week that lie behind the one that decides.
        behind = timedelta(days=6 - self.week_owner if in_weeks(level) else 0)
        return tuple(part for part in self._around(period, level) if part.last - behind in period)

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
        if level != "term" and not in_weeks(level):
            return self._months_of(year, day, level)
        return next((part for part in self._around(year, level) if day in part), None)

    def _months_of(self, year: Period, day: date, level: str) -> Period:
        """The month, or the stretch of months, of an assessment year that holds ``day``."""
        months = (day.year - year.first.year) * 12 + day.month - year.first.month
        index = min(months, 11) // _months_in(level)
        part = self._slice(int(year.id), level, index)
        # Where a year starts late in a month, so do its months.
        return part if day in part else self._slice(int(year.id), level, index - 1)

    def levels(self) -> tuple[str, ...]:
        """The levels this calendar can name: terms only when it has some."""
        return tuple(level for level in LEVELS if level != "term" or self.terms)

    def _around(self, period: Period, level: str) -> Iterator[Period]:
        """Periods of ``level`` that touch ``period``, in order."""
        if in_weeks(level):
            part = self._weeks_of(period.first, level)
            while part.first <= period.last:
                yield part
                part = self._weeks_of(part.last + ONE_DAY, level)
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
            for index in range(12 // _months_in(level)):
                yield self._slice(number, level, index)

    def _year(self, number: int) -> Period:
        start = self.year_starts.in_year(number - (self.named_for == "end"))
        end = self.year_starts.in_year(start.year + 1) - ONE_DAY
        return Period(f"{number:04}", "year", start, end)

    def _slice(self, number: int, level: str, index: int) -> Period:
        """The ``index``-th month, quarter, half or few months of assessment year ``number``."""
        year = self._year(number)
        size = _months_in(level)
        first = _add_months(year.first, index * size)
        last = _add_months(year.first, (index + 1) * size) - ONE_DAY
        if (index + 1) * size == 12:
            # A year that starts on 29 February may be a day longer than its months.
            last = year.last
        if level == "month":
            name = f"{first.year:04}-{first.month:02}"
        else:
            letter = {"quarter": "Q", "half": "H"}.get(level, f"{size}M")
            name = f"{number:04}-{letter}{index + 1}"
        return Period(name, level, first, last)

    def _named(self, name: str, level: str, year: int, index: int) -> Period:
        """The period that the numbers in a name stand for."""
        match level:
            case "year":
                return self._year(year)
            case "month":
                return self._month(name)
            case "week":
                return self._weeks(year, "week", index - 1)
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

    def _several(self, name: str) -> Period:
        """The period that a name such as ``2014-2M1`` or ``2014-2W05`` stands for."""
        match = _SEVERAL_NAMED.fullmatch(name)
        if match:
            year, index = int(match[1]), int(match[4]) - 1
            level = f"{match[2]} {'months' if match[3] == 'M' else 'weeks'}"
            part = None
            if several(level) and in_weeks(level):
                part = self._weeks(year, level, index)
            elif several(level) and 0 <= index < 12 // _months_in(level):
                part = self._slice(year, level, index)
            if part is not None and part.id == name:
                return part
        raise ValueError(name)

    def _weeks_of(self, day: date, level: str) -> Period:
        """The week, or the stretch of weeks, that holds ``day``."""
        start = day - timedelta(days=(day.weekday() - self.week_starts) % 7)
        year = (start + timedelta(days=3)).year
        week = (start - self._first_week(year)).days // 7
        return self._weeks(year, level, week // (several(level) or (1, ""))[0])

    def _weeks(self, year: int, level: str, index: int) -> Period:
        """The ``index``-th week or stretch of weeks of a year; its last stretch may be shorter."""
        size, _ = several(level) or (1, level)
        first = self._first_week(year) + timedelta(weeks=index * size)
        following = self._first_week(year + 1)
        if index < 0 or first >= following:
            raise ValueError(index)
        last = min(first + timedelta(weeks=size), following) - ONE_DAY
        letter = "W" if level == "week" else f"{size}W"
        return Period(f"{year:04}-{letter}{index + 1:02}", level, first, last)

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


def several(level: str) -> tuple[int, str] | None:
    """The number and the level behind ``2 months`` or ``2 weeks``; None for any other level.

    Months are counted from the start of the assessment year, 2 or 4 of them; weeks from week 1, 2
    to 26 of them.
    """
    match = _SEVERAL.fullmatch(level)
    if match is None:
        return None
    count, unit = int(match[1]), match[2]
    return (
        (count, unit) if count in (_SEVERAL_MONTHS if unit == "month" else _SEVERAL_WEEKS) else None
    )


def is_level(name: str) -> bool:
    """Whether periods of this name recur: one of `LEVELS`, or several of one."""
    return name in LEVELS or several(name) is not None


def in_weeks(level: str) -> bool:
    """Whether the periods of a level are made of weeks."""
    return level == "week" or (several(level) or (0, ""))[1] == "week"


def straddles(level: str) -> bool:
    """Whether periods of a level may reach over the edges of longer ones."""
    return level == "week" or several(level) is not None


def rank_of_level(level: str) -> int:
    """How long a level is, as a number to compare; windows and whole runs are longest."""
    count, unit = several(level) or (1, level)
    return count * _DAYS.get(unit, max(_DAYS.values()) + 1)


def _months_in(level: str) -> int:
    return (several(level) or (_MONTHS.get(level, 0), ""))[0]


def to_number(day: date) -> int:
    """Days since 1970-01-01, the form in which columns hold a day."""
    return day.toordinal() - 719163


def from_number(number: int) -> date:
    """The day behind a number of `to_number`."""
    return date.fromordinal(number + 719163)


DAY_MINUTES = 24 * 60
"""How many minutes a day has."""


def to_minutes(moment: datetime) -> int:
    """Minutes since 1970-01-01 00:00, the form in which columns hold a moment."""
    return to_number(moment.date()) * DAY_MINUTES + moment.hour * 60 + moment.minute


def from_minutes(number: int) -> datetime:
    """The moment behind a number of `to_minutes`."""
    day, minute = divmod(number, DAY_MINUTES)
    return datetime.combine(from_number(day), time(*divmod(minute, 60)))


def moment_text(number: int) -> str:
    """A moment as it is written, such as ``2014-03-05 09:30``."""
    return from_minutes(number).isoformat(" ", "minutes")
