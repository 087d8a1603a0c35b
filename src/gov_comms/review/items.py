"""What somebody has to do: one item of a list of things due, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gov_comms.language.step import Deadline
from gov_comms.ledger.deadlines import due, unknown_year
from gov_comms.messages import Message, msg
from gov_comms.timeline import Calendar, from_minutes, from_number, to_minutes, to_number

_END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True)
class Due:
    """By when a thing is due, on the office's own clock: a day, a moment, or nobody can tell.

    ``unknown`` is the year for want of whose holidays it cannot be told; with neither, the rule
    names no time.
    """

    at: date | datetime | None = None
    unknown: int | None = None

    @property
    def moment(self) -> datetime | None:
        """The last minute that is in time; a day lasts to its end."""
        if self.at is None or isinstance(self.at, datetime):
            return self.at
        return datetime.combine(self.at, _END_OF_DAY)

    def late(self, clock: datetime) -> bool | None:
        """Whether it is past at a time of day; None where nobody can tell."""
        if self.moment is None:
            return None if self.unknown is not None else False
        return clock >= self.moment + timedelta(minutes=1)

    def text(self) -> str:
        """The day or moment as it is written; empty where there is none."""
        if isinstance(self.at, datetime):
            return self.at.isoformat(" ", "minutes")
        return "" if self.at is None else self.at.isoformat()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that somebody has to do.

    ``kind`` says what it is (``step``, ``returned``, ``delivery``, ``request``, ``duty`` …), ``id``
    which one, ``whose`` the people who may do it, ``since`` the day from which it is theirs or, on
    the office's clock, the moment.  ``command`` is what they call, without the program's name.
    """

    kind: str
    id: str
    whose: tuple[str, ...]
    what: Message
    clause: str = ""
    since: date | datetime | None = None
    due: Due = Due()
    command: str = ""


def due_from(calendar: Calendar, deadline: Deadline | None, start: date | datetime | None) -> Due:
    """When a deadline falls that is counted from a day or moment of the office's own clock.

    Without a deadline, or where there is nothing yet to count from, no time is named.
    """
    if deadline is None or start is None:
        return Due()
    moment = isinstance(start, datetime)
    number = to_minutes(start) if isinstance(start, datetime) else to_number(start)
    found = due(calendar, deadline, number, moment=moment)
    if found is None:
        return Due(unknown=unknown_year(calendar, deadline, number, moment=moment))
    return Due(from_minutes(found) if deadline.is_moment else from_number(found))


def due_words(found: Due) -> Message:
    """A time as people read it."""
    if found.unknown is not None:
        return msg("unknown: the holidays of {year} are not known", year=found.unknown)
    return msg("{time}", time=found.text() or "-")
