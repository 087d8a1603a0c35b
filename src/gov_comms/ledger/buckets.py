"""Buckets: the stretches of days in which a step works, and which of them a run sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gov_comms.language.step import Step
from gov_comms.timeline import LEVELS, Calendar, Period, rank_of_level, to_number


@dataclass(frozen=True, slots=True)
class Bucket:
    """One stretch of days with its number in the run; ``day`` dates what is found in it."""

    number: int
    period: Period
    day: int

    @property
    def first(self) -> int:
        """Its first day, as days since 1970-01-01."""
        return to_number(self.period.first)

    @property
    def last(self) -> int:
        """Its last day."""
        return to_number(self.period.last)


def runs_in(step: Step, period: Period) -> bool:
    """Whether a step belongs to a run of ``period``: nothing longer than the run takes part."""
    level = step.within
    if level in LEVELS and rank_of_level(level) > rank_of_level(period.level):
        return False
    post = step.post
    return not (post in LEVELS and rank_of_level(post) > rank_of_level(period.level))


def next_level(step: Step) -> str | None:
    """The level into whose next bucket a step posts, if it does."""
    post = step.post or ""
    return post.removeprefix("next ") if post.startswith("next ") else None


def buckets_of(
    step: Step, calendar: Calendar, period: Period, first: date, last: date | None, known: date
) -> tuple[Bucket, ...]:
    """The buckets in which a step works in a run of ``period``.

    Only those whose last day lies between ``first`` and ``last``, the span of the step's edition.
    A step that posts into the next bucket also works in the one before the period, if facts are
    known from its days or earlier (``known`` is the first day of which facts are known); what its
    last bucket brings then lies outside the period.
    """
    if step.within in ("period", "ever"):
        parts: tuple[Period, ...] = (period,)
    else:
        parts = calendar.parts(period, step.within)
    level = next_level(step)
    if level is not None and step.within == level:
        before = calendar.containing(period.first - timedelta(days=1), level)
        if before is not None and before.last >= known:
            parts = (before, *parts)
    inside = [part for part in parts if first <= part.last and (last is None or part.last <= last)]
    return tuple(
        Bucket(number, part, _posting_day(calendar, part, level))
        for number, part in enumerate(inside)
    )


def _posting_day(calendar: Calendar, part: Period, level: str | None) -> int:
    if level is None:
        return to_number(part.last)
    return to_number(_next(calendar, part, level).first)


def _next(calendar: Calendar, part: Period, level: str) -> Period:
    """The bucket of ``level`` after the one that holds the last day of ``part``."""
    holding = calendar.containing(part.last, level) or part
    found = calendar.containing(holding.last + timedelta(days=1), level)
    return found or holding


def posted_day(calendar: Calendar, level: str, day: date) -> int:
    """The day to which a fact of ``day`` is posted: the first of the next bucket of ``level``."""
    holding = calendar.containing(day, level)
    return to_number(_next(calendar, holding, level).first) if holding else to_number(day)
