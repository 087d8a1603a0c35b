"""The record as it stood after one of its entries, folded anew from the journal."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gov_comms.record.journal import canonical
from gov_comms.record.nouns import Entry, Held, View
from gov_comms.record.store import final_changes


@dataclass(frozen=True, slots=True)
class Left:
    """What an entry left of a row: its cells are held as JSON, which takes the least room."""

    id: str
    seq: int
    state: str
    about: str
    cells: str


@dataclass(frozen=True, slots=True)
class Past:
    """A view of the record as it stood after the entry ``seq``.

    Its rows are held, by table and id; entries and files, which never change, are asked of the
    present record.
    """

    present: View
    seq: int
    left: Mapping[str, Mapping[str, Left]]

    def row(self, table: str, row_id: str) -> Held | None:
        """One row, if it stood."""
        found = self.left.get(table, {}).get(row_id)
        return None if found is None else _held(table, found)

    def rows(
        self, table: str, *, state: str | None = None, about: str | None = None
    ) -> tuple[Held, ...]:
        """The rows of a table in the order of their ids."""
        found = (
            row
            for row in self.left.get(table, {}).values()
            if state in (None, row.state) and about in (None, row.about)
        )
        return tuple(_held(table, row) for row in sorted(found, key=lambda row: row.id))

    def texts(self, table: str, *, state: str) -> tuple[tuple[str, str], ...]:
        """The ids and the cells in JSON of a table's rows, in the order written."""
        found = (row for row in self.left.get(table, {}).values() if row.state == state)
        ordered = sorted(found, key=lambda row: (row.seq, row.id))
        return tuple((row.id, row.cells) for row in ordered)

    def entries(self, subject: str | None = None, after: int = 0) -> tuple[Entry, ...]:
        """The entries after ``after``, all or those about one subject, in their order."""
        return tuple(each for each in self.present.entries(subject, after) if each.seq <= self.seq)

    def replay(self, until: int) -> Iterator[Entry]:
        """The entries up to ``until``, one by one."""
        return self.present.replay(min(until, self.seq))

    def first(self) -> Entry | None:
        """The entry with which it began."""
        return next(self.replay(1), None)

    def head(self) -> Entry | None:
        """The last entry."""
        last = deque(self.replay(self.seq), maxlen=1)
        return last.pop() if last else None

    def file(self, digest: str) -> bytes | None:
        """A stored file."""
        return self.present.file(digest)


def as_of(view: View, seq: int) -> Past:
    """The record as it stood after the entry ``seq``."""
    left: dict[str, dict[str, Left]] = {}
    for entry in view.replay(seq):
        for (table, row_id), (number, change) in final_changes([entry]).items():
            rows = left.setdefault(table, {})
            if change.cells is None:
                rows.pop(row_id, None)
            else:
                cells = canonical(change.cells)
                rows[row_id] = Left(row_id, number, change.state, change.about, cells)
    return Past(view, seq, left)


def _held(table: str, row: Left) -> Held:
    return Held(table, row.id, row.seq, json.loads(row.cells), row.state, row.about)
