"""Deadlines: the day or moment that follows from another, by the office's calendar."""

from __future__ import annotations

from datetime import date, timedelta

from gov_comms.language.step import Deadline
from gov_comms.timeline import DAY_MINUTES, ONE_DAY, Calendar, from_number, to_number


def due(calendar: Calendar, deadline: Deadline, start: int, *, moment: bool) -> int | None:
    """The deadline that follows from one start; None where nobody can tell.

    ``start`` is a day since 1970-01-01 or, with ``moment``, a minute since then; so is the answer
    where the deadline is a moment.
    """
    if deadline.in_hours:
        return start + (deadline.plus_hours or 0) * 60 + (deadline.plus_minutes or 0)
    day = _before_workdays(calendar, deadline, start, moment=moment)
    if day is not None and deadline.plus_working_days:
        day = calendar.workdays.moved(day, deadline.plus_working_days)
    if day is not None and deadline.rest_day is not None:
        day = calendar.workdays.nearest(day, later=deadline.rest_day == "next")
    if day is None:
        return None
    number = to_number(day)
    return number if deadline.at is None else number * DAY_MINUTES + deadline.at


def unknown_year(calendar: Calendar, deadline: Deadline, start: int, *, moment: bool) -> int | None:
    """The year for want of whose holidays a deadline cannot be told, if that is why."""
    day = _before_workdays(calendar, deadline, start, moment=moment)
    if day is None or due(calendar, deadline, start, moment=moment) is not None:
        return None
    backward = deadline.plus_working_days < 0 or deadline.rest_day == "previous"
    years = (day.year, day.year - 1 if backward else day.year + 1)
    return next(year for year in years if year not in calendar.workdays.years)


def _before_workdays(
    calendar: Calendar, deadline: Deadline, start: int, *, moment: bool
) -> date | None:
    day = from_number(start // DAY_MINUTES if moment else start)
    if deadline.period is not None:
        turned = _in_period(calendar, deadline, day, deadline.period)
        if turned is None:
            return None
        day = turned
    return day + timedelta(days=deadline.plus_days)


def _in_period(calendar: Calendar, deadline: Deadline, day: date, level: str) -> date | None:
    """The day of the period that the deadline names; None where no period holds the day."""
    period = calendar.containing(day, level)
    if period is None:
        return None
    if level == "week":
        return period.first + timedelta(days=(deadline.day or 7) - 1)
    if deadline.month == "next":
        month = calendar.containing(period.last + ONE_DAY, "month")
    else:
        edge = period.first if deadline.month == "first" else period.last
        month = calendar.containing(edge, "month")
    assert month is not None
    if deadline.day is None:
        return month.last
    return min(month.first + timedelta(days=deadline.day - 1), month.last)
