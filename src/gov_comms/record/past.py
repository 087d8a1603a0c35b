"""The record as it stood: the rows that the journal left up to an entry, folded anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gov_comms.record.nouns import Entry, Held, View

Rows = dict[tuple[str, str], Held]
"""Rows by table and id."""


@dataclass(frozen=True, slots=True)
class Past:
    """A view of the record as it stood after one of its entries."""

    present: View
    last: int
    held: Mapping[tuple[str, str], Held]

    def row(self, table: str, row_id: str) -> Held | None:
        """One row, if it stood."""
        return self.held.get((table, row_id))

    def rows(
        self, table: str, *, state: str | None = None, about: str | None = None
    ) -> tuple[Held, ...]:
        """The rows of a table in the order of their ids."""
        found = (
            row
            for (name, _), row in self.held.items()
            if name == table
            and (state is None or row.state == state)
            and (about is None or row.about == about)
        )
        return tuple(sorted(found, key=lambda row: row.id))

    def entries(self, subject: str | None = None, after: int = 0) -> tuple[Entry, ...]:
        """The entries after ``after``, all or those about one subject, in their order."""
        found = self.present.entries(subject, after)
        return tuple(entry for entry in found if entry.seq <= self.last)

    def first(self) -> Entry | None:
        """The entry with which it began."""
        return self.present.first()

    def head(self) -> Entry | None:
        """The last entry of that time."""
        found = self.entries(after=self.last - 1)
        return found[-1] if found else None

    def file(self, digest: str) -> bytes | None:
        """A stored file; files are stored under their digests and never change."""
        return self.present.file(digest)


def as_of(view: View, seq: int) -> Past:
    """The record as it stood after the entry ``seq``."""
    entries = (entry for entry in view.entries() if entry.seq <= seq)
    return Past(view, seq, folded(entries))


def folded(entries: Iterable[Entry], rows: Rows | None = None) -> Rows:
    """The rows that entries leave, on top of ``rows``."""
    rows = dict(rows or {})
    for entry in entries:
        for change in entry.changes:
            key = (change.table, change.id)
            if change.cells is None:
                rows.pop(key, None)
            else:
                rows[key] = Held(
                    change.table, change.id, entry.seq, change.cells, change.state, change.about
                )
    return rows
