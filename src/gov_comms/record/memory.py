"""A record that lives in memory only, for what is rehearsed and not kept: the same journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gov_comms.record.journal import canonical, new_entry
from gov_comms.record.nouns import Act, Entry, Held, Stamp

Rows = dict[tuple[str, str], Held]
"""Rows by table and id."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A record as it stands after its entries; writing gives another one."""

    journal: tuple[Entry, ...] = ()
    held: Mapping[tuple[str, str], Held] = field(default_factory=dict)
    stored: Mapping[str, bytes] = field(default_factory=dict)

    def row(self, table: str, row_id: str) -> Held | None:
        """One row, if it stands."""
        return self.held.get((table, row_id))

    def rows(
        self, table: str, *, state: str | None = None, about: str | None = None
    ) -> tuple[Held, ...]:
        """The rows of a table in the order of their ids."""
        found = (
            row
            for row in self.held.values()
            if row.table == table
            and (state is None or row.state == state)
            and (about is None or row.about == about)
        )
        return tuple(sorted(found, key=lambda row: row.id))

    def texts(self, table: str, *, state: str) -> tuple[tuple[str, str], ...]:
        """The ids and the cells in JSON of a table's rows, in the order written."""
        return in_texts(self.rows(table, state=state))

    def entries(self, subject: str | None = None, after: int = 0) -> tuple[Entry, ...]:
        """The entries after ``after``, all or those about one subject, in their order."""
        later = self.journal[after:]
        return tuple(entry for entry in later if subject is None or entry.subject == subject)

    def replay(self, until: int) -> Iterator[Entry]:
        """The entries up to ``until``, one by one."""
        return iter(self.journal[:until])

    def first(self) -> Entry | None:
        """The entry with which it began."""
        return self.journal[0] if self.journal else None

    def head(self) -> Entry | None:
        """The last entry."""
        return self.journal[-1] if self.journal else None

    def file(self, digest: str) -> bytes | None:
        """A stored file."""
        return self.stored.get(digest)


def in_texts(rows: Iterable[Held]) -> tuple[tuple[str, str], ...]:
    """The ids of rows and their cells as JSON, in the order written."""
    ordered = sorted(rows, key=lambda row: (row.seq, row.id))
    return tuple((row.id, canonical(row.cells)) for row in ordered)


def written(memory: Memory, acts: Sequence[Act], stamp: Stamp) -> Memory:
    """The record after some acts, entered as a database would enter them."""
    journal = list(memory.journal)
    for act in acts:
        journal.append(new_entry(act, stamp, journal[-1] if journal else None, "sha256"))
    held = folded(journal[len(memory.journal) :], dict(memory.held))
    files = {each.digest: each.content for act in acts for each in act.uploads}
    return Memory(tuple(journal), held, {**memory.stored, **files})


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
