"""``audit expire``: the contents of files whose time is over are dropped; the journal stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from gov_comms.messages import msg
from gov_comms.record import Act, Cells, Change, View
from gov_comms.record.audit import EXPIRED
from gov_comms.review.desk import Desk
from gov_comms.review.people import need, refusal

LASTING = ("@config", "@closing", "@batch")
"""Tables whose rows name files that are kept for good: what was scored must score again."""


def expire(desk: Desk, reason: str) -> Act:
    """Drop the contents of files that no entry of the last ``retention_days`` names.

    Raises `Refused` where there are none.
    """
    need(desk, "system")
    days = desk.agency.retention_days
    since = desk.now - timedelta(days=days)
    old: set[str] = set()
    recent = set(lasting_files(desk.view))
    for entry in desk.view.entries():
        (old if entry.at < since else recent).update(entry.files)
    gone = {row.id for row in desk.view.rows(EXPIRED)}
    drops = tuple(sorted(old - recent - gone))
    if not drops:
        what = msg("no file is older than {days} days", days=days)
        raise refusal("nothing-expired", what)
    changes = tuple(Change(EXPIRED, digest, {"after_days": days}) for digest in drops)
    told = msg(
        "the contents of {count} files are dropped; the journal still names them", count=len(drops)
    )
    return Act("expired", desk.agency.id, changes, reason, told=(told,), drops=drops)


def lasting_files(view: View) -> Iterator[str]:
    """The digests of files that are never dropped."""
    for table in LASTING:
        for row in view.rows(table):
            yield from _texts(row.cells)


def _texts(cells: Cells) -> Iterator[str]:
    for cell in cells.values():
        if isinstance(cell, dict):
            yield from _texts(cell)
        elif isinstance(cell, str):
            yield cell
