"""Holidays: the years that come with the program, and what an agency says of its own."""

from __future__ import annotations

from collections.abc import Sequence

from gov_comms.config.reading import Document
from gov_comms.config.report import Report
from gov_comms.config.shape import HolidaysShape
from gov_comms.language.faults import Keys
from gov_comms.messages import msg
from gov_comms.workdays import Workdays, WorkYear, days_between, shipped_years

_LONGEST = 366


def read_workdays(shapes: Sequence[HolidaysShape], document: Document, report: Report) -> Workdays:
    """The working days that an agency knows.

    An entry adds to what comes with the program, and its word goes before that; with ``replaces``
    the year is taken as it says.
    """
    years = shipped_years()
    said: set[int] = set()
    for index, shape in enumerate(shapes):
        keys: Keys = ("calendar", "holidays", index)
        if shape.year in said:
            what = msg("the year {year} stands twice", year=shape.year)
            report.add(document, (*keys, "year"), "year-twice", what)
        said.add(shape.year)
        own = _year(shape, keys, document, report)
        known = years.get(shape.year)
        if shape.replaces and known is None:
            what = msg("there is nothing to replace: {year} is not known", year=shape.year)
            report.add(document, (*keys, "replaces"), "year-unknown", what)
        years[shape.year] = own if known is None or shape.replaces else known.joined(own)
    return Workdays(years)


def _year(shape: HolidaysShape, keys: Keys, document: Document, report: Report) -> WorkYear:
    rest = set()
    for number, stretch in enumerate(shape.rest):
        here: Keys = (*keys, "rest", number)
        last = stretch.last or stretch.first
        if not 0 <= (last - stretch.first).days < _LONGEST:
            what = msg("the last day lies before the first")
            report.add(document, (*here, "to"), "days", what)
            continue
        for each in (stretch.first, last):
            if each.year != shape.year:
                _say_other_year(each.isoformat(), shape.year, here, document, report)
                break
        rest |= set(days_between(stretch.first, last))
    for number, day in enumerate(shape.work):
        here = (*keys, "work", number)
        if day.year != shape.year:
            _say_other_year(day.isoformat(), shape.year, here, document, report)
        elif day in rest:
            what = msg("{day} is a day of rest and of work", day=day.isoformat())
            report.add(document, here, "days", what)
    return WorkYear(shape.year, frozenset(rest), frozenset(shape.work), shape.notice)


def _say_other_year(day: str, year: int, keys: Keys, document: Document, report: Report) -> None:
    what = msg("{day} does not lie in {year}", day=day, year=year)
    report.add(document, keys, "days", what)
