"""Buckets: the stretches of days in which a step works, and which of them a run sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gov_comms.language.step import Step
from gov_comms.timeline import (
    Calendar,
    Period,
    from_number,
    in_weeks,
    is_level,
    rank_of_level,
    to_number,
)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One stretch of days with its number in the run.

    ``ended`` is the day on which it ends, ``day`` dates what is found in it: the same day, or the
    day to which its step posts.
    """

    number: int
    period: Period
    ended: int
    day: int

    @property
    def first(self) -> int:
        """Its first day, as days since 1970-01-01."""
        return to_number(self.period.first)

    @property
    def last(self) -> int:
        """Its last day."""
        return to_number(self.period.last)


def runs_in(step: Step, calendar: Calendar, period: Period) -> bool:
    """Whether a step belongs to a run of ``period``: nothing longer than the run takes part.

    A window is as long as the longest level of which it holds a whole bucket.
    """
    return all(
        rank_of_level(level) <= rank_of_level(period.level)
        and (is_level(period.level) or bool(calendar.parts(period, level)))
        for level in (step.within, step.post or "")
        if is_level(level)
    )


def next_level(step: Step) -> str | None:
    """The level into whose next bucket a step posts, if it does."""
    post = step.post or ""
    return post.removeprefix("next ") if post.startswith("next ") else None


def buckets_of(
    step: Step, calendar: Calendar, period: Period, first: date, last: date | None, known: date
) -> tuple[Bucket, ...]:
    """The buckets in which a step works in a run of ``period``.

    Only those whose last day lies between ``first`` and ``last``, the span of the step's edition.
    A step that posts into the next bucket of a level also works in those before the period whose
    findings are posted into it, if facts are known from their days or earlier (``known`` is the
    first day of which facts are known); what its last bucket brings then lies outside the period.
    """
    if step.within in ("period", "ever"):
        parts: tuple[Period, ...] = (period,)
    else:
        parts = calendar.parts(period, step.within)
    level = next_level(step)
    if level is not None and is_level(step.within):
        parts = (*_before(step.within, calendar, period, level, known), *parts)
    inside = [part for part in parts if first <= part.last and (last is None or part.last <= last)]
    found = []
    for number, part in enumerate(inside):
        ended = min(_ended(calendar, part), period.last) if in_weeks(part.level) else part.last
        day = to_number(ended) if level is None else posted_day(calendar, level, ended)
        found.append(Bucket(number, part, to_number(ended), day))
    return tuple(found)


def _before(
    within: str, calendar: Calendar, period: Period, level: str, known: date
) -> Iterator[Period]:
    """The buckets before ``period`` of which facts are known, and whose findings it gets."""
    eve = period.first - timedelta(days=1)
    longer = max((level, within), key=rank_of_level)
    before = calendar.containing(eve, longer)
    for part in calendar.parts(before, within) if before else ():
        ended = _ended(calendar, part)
        if known <= ended <= eve and from_number(posted_day(calendar, level, ended)) in period:
            yield part


def _ended(calendar: Calendar, part: Period) -> date:
    """The day on which a bucket ends.

    A week belongs to one month, so one that reaches into the next ends with the month it is in;
    several weeks end with their last.
    """
    if not in_weeks(part.level):
        return part.last
    month = calendar.containing(part.last - timedelta(days=6 - calendar.week_owner), "month")
    return part.last if month is None else min(part.last, month.last)


def posted_day(calendar: Calendar, level: str, day: date) -> int:
    """The day to which a fact of ``day`` is posted: the first of the next bucket of ``level``."""
    holding = calendar.containing(day, level)
    if holding is None:
        return to_number(day)
    found = calendar.containing(holding.last + timedelta(days=1), level)
    return to_number((found or holding).first)


def covers(buckets: Iterable[Bucket], period: Period) -> bool:
    """Whether every day of a period lies in one of the buckets."""
    first, last = to_number(period.first), to_number(period.last)
    days = (min(each.last, last) - max(each.first, first) + 1 for each in buckets)
    return sum(number for number in days if number > 0) == last - first + 1
