"""Working days: which days of a year are worked, and where so many of them lead.

What a year is like is known only from its table; where there is none, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import tomli

TABLES = Path(__file__).parent / "holidays.toml"
"""The years that come with the program."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkYear:
    """One year's days that differ from the week: ``rest`` on weekdays, ``work`` on weekends.

    ``notice`` is the document that says so, empty where it is not known.
    """

    year: int
    rest: frozenset[date]
    work: frozenset[date]
    notice: str = ""

    def joined(self, more: WorkYear) -> WorkYear:
        """This year with the days that ``more`` adds or says otherwise."""
        rest = (self.rest - more.work) | more.rest
        work = (self.work - more.rest) | more.work
        return WorkYear(self.year, rest, work, more.notice or self.notice)


@dataclass(frozen=True, slots=True)
class Workdays:
    """The years that are known, by number."""

    years: Mapping[int, WorkYear] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool | None:
        """Whether a day is worked; None when its year is not known."""
        year = self.years.get(day.year)
        if year is None:
            return None
        return day in year.work or (day.weekday() < 5 and day not in year.rest)

    def moved(self, day: date, number: int) -> date | None:
        """The working day that many after ``day`` (before it, if negative), itself not counted.

        None when the count reaches a year that is not known.
        """
        step = _ONE_DAY if number > 0 else -_ONE_DAY
        left = abs(number)
        while left:
            day += step
            worked = self.is_workday(day)
            if worked is None:
                return None
            left -= worked
        return day

    def nearest(self, day: date, *, later: bool) -> date | None:
        """The day itself if it is worked, else the next one, or the one before."""
        worked = self.is_workday(day)
        if worked is None or worked:
            return day if worked else None
        return self.moved(day, 1 if later else -1)


def days_between(first: date, last: date) -> Iterable[date]:
    """Every day of a stretch, both ends included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def shipped_years() -> dict[int, WorkYear]:
    """The years that come with the program, by number."""
    with TABLES.open("rb") as file:
        years = tomli.load(file)["year"]
    return {
        each["year"]: WorkYear(
            each["year"],
            frozenset(
                day
                for stretch in each["rest"]
                for day in days_between(stretch["from"], stretch.get("to", stretch["from"]))
            ),
            frozenset(each["work"]),
            each.get("notice", ""),
        )
        for each in years
    }
