"""``audit export``: the journal for inspectors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from gov_comms.record import Entry
from gov_comms.record.journal import canonical, text_of
from gov_comms.review.desk import Desk
from gov_comms.review.people import need


def exported(
    desk: Desk, first: date | None = None, last: date | None = None, subject: str | None = None
) -> tuple[Entry, ...]:
    """The entries of some days of the office's own calendar, of all or about one subject.

    Raises `Refused` for somebody without the power ``audit``.
    """
    need(desk, "audit")
    zone, since, until = zone_of(desk), first or date.min, last or date.max
    return tuple(
        entry
        for entry in desk.view.entries(subject)
        if since <= entry.at.astimezone(zone).date() <= until
    )


def json_lines(entries: Iterable[Entry]) -> str:
    """A line of JSON for each entry: its text, and the digest of that text."""
    return "".join(
        canonical({**json.loads(text_of(entry)), "digest": entry.digest}) + "\n"
        for entry in entries
    )


def zone_of(desk: Desk) -> ZoneInfo:
    """Where the office's clock hangs."""
    return ZoneInfo(desk.agency.timezone)
