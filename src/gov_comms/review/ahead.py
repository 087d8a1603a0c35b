"""The record as it will stand once some rows are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gov_comms.record import Change, Entry, Held, View
from gov_comms.record.memory import in_texts


@dataclass(frozen=True, slots=True)
class Ahead:
    """A view with rows put on top of it; ``put`` holds them by table and id."""

    present: View
    put: Mapping[str, Mapping[str, Held]]

    def row(self, table: str, row_id: str) -> Held | None:
        """One row, if it will stand."""
        found = self.put.get(table, {}).get(row_id)
        return self.present.row(table, row_id) if found is None else found

    def rows(
        self, table: str, *, state: str | None = None, about: str | None = None
    ) -> tuple[Held, ...]:
        """The rows of a table in the order of their ids."""
        put = self.put.get(table, {})
        if not put:
            return self.present.rows(table, state=state, about=about)
        standing = self.present.rows(table, state=state, about=about)
        found = [row for row in standing if row.id not in put]
        found += [
            row for row in put.values() if state in (None, row.state) and about in (None, row.about)
        ]
        return tuple(sorted(found, key=lambda row: row.id))

    def texts(self, table: str, *, state: str) -> tuple[tuple[str, str], ...]:
        """The ids and the cells in JSON of a table's rows, in the order written."""
        return in_texts(self.rows(table, state=state))

    def entries(self, subject: str | None = None, after: int = 0) -> tuple[Entry, ...]:
        """The entries that are written."""
        return self.present.entries(subject, after)

    def replay(self, until: int) -> Iterator[Entry]:
        """The entries that are written up to ``until``, one by one."""
        return self.present.replay(until)

    def first(self) -> Entry | None:
        """The entry with which the record began."""
        return self.present.first()

    def head(self) -> Entry | None:
        """The last entry that is written."""
        return self.present.head()

    def file(self, digest: str) -> bytes | None:
        """A stored file."""
        return self.present.file(digest)


def ahead(view: View, changes: Iterable[Change]) -> Ahead:
    """The view with rows put on top of it; they stand behind all that is written."""
    head = view.head()
    after = head.seq if head is not None else 0
    put: dict[str, dict[str, Held]] = {}
    for number, change in enumerate(changes, after + 1):
        if change.cells is not None:
            held = Held(change.table, change.id, number, change.cells, change.state, change.about)
            put.setdefault(change.table, {})[change.id] = held
    return Ahead(view, put)
