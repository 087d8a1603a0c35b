"""Deadlines: whether what they are counted from and moved by goes together."""

from __future__ import annotations

from gov_comms.config.ground import Ground
from gov_comms.config.reference import References
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.step import Deadline
from gov_comms.messages import msg
from gov_comms.model import ColumnType

C = ColumnType
_OF_DAYS = ("period", "month", "day", "plus_days", "plus_working_days", "rest_day", "at")
_OF_HOURS = ("plus_hours", "plus_minutes")
WEEK = 7


def check_deadline(deadline: Deadline, ground: Ground, references: References) -> None:
    """Check what a deadline is counted from, and that its keys go together."""
    _check_source(deadline, ground, references)
    _check_period(deadline, references)
    if not deadline.in_hours:
        return
    fields = Deadline.model_fields
    for key in (each for each in _OF_DAYS if getattr(deadline, each) != fields[each].default):
        what = msg("{key} counts days and cannot stand with hours", key=key)
        hint = msg("write a deadline of its own, and count the hours from that")
        references.error(("deadline", key), "deadline-forms", what, hint)


def _check_source(deadline: Deadline, ground: Ground, references: References) -> None:
    keys: Keys = ("deadline", "of")
    for path in references.paths(deadline.of, ground, keys):
        kind = path.column.type
        if kind not in (C.DAY, C.MOMENT):
            what = msg(
                "{column} is a column of the type {type}, not of days",
                column=deadline.of,
                type=kind.value,
            )
            references.error(keys, "wrong-type", what)
        elif deadline.in_hours and kind is C.DAY:
            what = msg("{column} is a day, from which no hours can be counted", column=deadline.of)
            hint = msg("count from a moment, or name the time with at")
            references.error(keys, "wrong-type", what, hint)


def _check_period(deadline: Deadline, references: References) -> None:
    levels = references.agency.calendar.levels()
    if deadline.period is None:
        for key in (each for each in ("month", "day") if getattr(deadline, each)):
            what = msg("{key} needs a period", key=key)
            hint = msg("write {example}", example='period = "month"')
            references.error(("deadline", key), "deadline-forms", what, hint)
    elif deadline.period not in levels:
        what = msg("{name} is no level of periods", name=deadline.period)
        keys: Keys = ("deadline", "period")
        references.error(keys, "unknown-period", what, nearest(deadline.period, levels))
    elif deadline.period == "week":
        if deadline.month is not None:
            what = msg("a week has no month; leave this key out")
            references.error(("deadline", "month"), "deadline-forms", what)
        if deadline.day is not None and deadline.day > WEEK:
            what = msg("a week has {days} days", days=WEEK)
            references.error(("deadline", "day"), "deadline-forms", what)
