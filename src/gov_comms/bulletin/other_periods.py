"""What a bulletin tells of other periods than its own: of the year to date, of the one before.

A period that is closed has the figures that were closed, however its facts stand today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from gov_comms.model import Agency
from gov_comms.results import Result, Total
from gov_comms.timeline import ONE_DAY, Calendar, Period, is_level, to_number

if TYPE_CHECKING:
    from gov_comms.config import Opened
    from gov_comms.facts import Facts

Closed = Callable[[str], Result | None]
"""The closed figures of a period by its name; None where it is not closed."""


@dataclass(frozen=True, slots=True)
class Told:
    """A result of other days, and the periods of which it gives the closed figures."""

    result: Result | None = None
    closed: tuple[Period, ...] = ()


def nothing_closed(_: str) -> None:
    """What facts without a record know of closed periods."""


def of_period_before(opened: Opened, facts: Facts, period: Period, closed: Closed) -> Told:
    """The period before: as closed, else worked out from the facts.

    One of which nothing is recorded is not told of: its zeros would say nothing.
    """
    agency = opened.agency
    earlier = period_before(agency.calendar, period)
    if earlier is None:
        return Told()
    found = closed(earlier.id)
    if found is not None:
        return Told(found, (earlier,))
    return Told(_run(opened, facts, earlier) if _recorded(agency, facts, earlier) else None)


def of_year_to_date(opened: Opened, facts: Facts, result: Result, closed: Closed) -> Told:
    """The year up to the last day of ``result``.

    Where periods of its own level are closed, the sum of their figures and of those of the days
    between, so that a reader who adds up what was announced comes to the same.
    """
    calendar, own = opened.agency.calendar, result.period
    stretch = year_to_date(calendar, own)
    if (own.first, own.last) == (stretch.first, stretch.last):
        return Told(result)
    parts = tuple(_parts(calendar, stretch, own.level)) if is_level(own.level) else ()
    found = {part: closed(part.id) for part in parts if part.level == own.level}
    frozen = tuple(part for part, figures in found.items() if figures is not None)
    if frozen:
        pieces = [
            found.get(part) or (result if part == own else _run(opened, facts, part))
            for part in _joined(parts, frozen)
        ]
        return Told(_added(stretch, pieces), tuple(part for part in frozen if part != own))
    whole = closed(stretch.id) if is_level(stretch.level) else None
    if whole is not None:
        return Told(whole, (stretch,))
    return Told(_run(opened, facts, stretch))


def period_before(calendar: Calendar, period: Period) -> Period | None:
    """The period of the same level that ends where this one begins; a window has none."""
    return (
        calendar.containing(period.first - ONE_DAY, period.level)
        if is_level(period.level)
        else None
    )


def year_to_date(calendar: Calendar, period: Period) -> Period:
    """From the first day of the assessment year to the period's last, by its name if it has one."""
    first = min(calendar.year_of(period.last).first, period.first)
    for level in calendar.levels():
        named = calendar.containing(period.last, level)
        if named is not None and (named.first, named.last) == (first, period.last):
            return named
    return _days(first, period.last)


def _days(first: date, last: date) -> Period:
    """A stretch of days that has no name of its own."""
    return Period(f"{first}/{last}", "window", first, last)


def _parts(calendar: Calendar, stretch: Period, level: str) -> Iterator[Period]:
    """A stretch cut into the periods of a level, and the days that belong to none of them."""
    day = stretch.first
    while day <= stretch.last:
        part = calendar.containing(day, level)
        if part is None or part.first < day or part.last > stretch.last:
            part = _days(day, min(part.last, stretch.last) if part else day)
        yield part
        day = part.last + ONE_DAY


def _joined(parts: Iterable[Period], frozen: Sequence[Period]) -> Iterator[Period]:
    """The closed parts as they are, and those between them joined: rules may reach across them."""
    for is_closed, run in groupby(parts, key=lambda part: part in frozen):
        between = tuple(run)
        if is_closed or len(between) == 1:
            yield from between
        else:
            yield _days(between[0].first, between[-1].last)


def _added(stretch: Period, results: Sequence[Result]) -> Result:
    """The totals of several results together, as those of one stretch of days."""
    sums: dict[tuple[str, str, str], Total] = {}
    for total in (each for result in results for each in result.totals if not each.period):
        key = (total.measure, str(total.subject.kind), total.subject.id)
        before = sums[key].total if key in sums else 0
        sums[key] = replace(total, total=before + total.total, rank=None)
    return replace(results[-1], period=stretch, totals=tuple(sums.values()))


def _run(opened: Opened, facts: Facts, period: Period) -> Result:
    from gov_comms.settlement.revising import prepare_run, run_period
    from gov_comms.settlement.scoring import read_result

    outcome = run_period(opened, facts, prepare_run(opened, facts), period)
    return read_result(opened, outcome, [])


def _recorded(agency: Agency, facts: Facts, period: Period) -> bool:
    """Whether an edition holds in a period, and anything is dated in it."""
    if not agency.editions or period.last < agency.editions[0].first_day:
        return False
    first, last = to_number(period.first), to_number(period.last)
    return any(
        facts.frames[name][table.day].is_between(first, last).any()
        for name, table in agency.tables.items()
        if table.day is not None and name in facts.frames
    )
