"""The record in a database: one writer at a time, many readers, journal and rows in one stroke."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg
from gov_comms.record.engines import PATIENCE, WRITES, is_sqlite
from gov_comms.record.faults import refusing
from gov_comms.record.journal import canonical, entry_of, moment_text, new_entry, text_of
from gov_comms.record.nouns import Act, Change, Entry, Held, Stamp
from gov_comms.record.schema import files, journal, standing

DRIFT = timedelta(seconds=60)
"""How far a clock may lag behind the last entry before it is called wrong."""
AT_ONCE = 500
"""Lines that are fetched together where not all are held."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The record as one connection sees it."""

    connection: Connection

    def row(self, table: str, row_id: str) -> Held | None:
        """One row, if it stands."""
        query = select(standing).where(standing.c.kind == table, standing.c.id == row_id)
        found = self.connection.execute(query).one_or_none()
        return None if found is None else _held(found)

    def rows(
        self, table: str, *, state: str | None = None, about: str | None = None
    ) -> tuple[Held, ...]:
        """The rows of a table in the order of their ids."""
        query = select(standing).where(standing.c.kind == table)
        if state is not None:
            query = query.where(standing.c.state == state)
        if about is not None:
            query = query.where(standing.c.about == about)
        return tuple(sorted(map(_held, self.connection.execute(query)), key=lambda row: row.id))

    def texts(self, table: str, *, state: str) -> tuple[tuple[str, str], ...]:
        """The ids and the cells in JSON of a table's rows, in the order written."""
        query = select(standing.c.id, standing.c.cells).where(
            standing.c.kind == table, standing.c.state == state
        )
        found = self.connection.execute(query.order_by(standing.c.seq, standing.c.id))
        return tuple((row_id, cells) for row_id, cells in found)

    def entries(self, subject: str | None = None, after: int = 0) -> tuple[Entry, ...]:
        """The entries after ``after``, all or those about one subject, in their order."""
        query = select(journal.c.body, journal.c.digest).where(journal.c.seq > after)
        if subject is not None:
            query = query.where(journal.c.subject == subject)
        found = self.connection.execute(query.order_by(journal.c.seq))
        return tuple(read_entry(body, digest) for body, digest in found)

    def replay(self, until: int) -> Iterator[Entry]:
        """The entries up to ``until``, one by one, so that a long journal need not be held."""
        query = select(journal.c.body, journal.c.digest).where(journal.c.seq <= until)
        query = query.order_by(journal.c.seq).execution_options(yield_per=AT_ONCE)
        for body, digest in self.connection.execute(query):
            yield read_entry(body, digest)

    def first(self) -> Entry | None:
        """The entry with which it began."""
        query = select(journal.c.body, journal.c.digest).where(journal.c.seq == 1)
        found = self.connection.execute(query).one_or_none()
        return None if found is None else read_entry(found.body, found.digest)

    def head(self) -> Entry | None:
        """The last entry."""
        query = select(journal.c.body, journal.c.digest).order_by(journal.c.seq.desc()).limit(1)
        found = self.connection.execute(query).one_or_none()
        return None if found is None else read_entry(found.body, found.digest)

    def digest_at(self, seq: int) -> str | None:
        """The digest of an entry."""
        query = select(journal.c.digest).where(journal.c.seq == seq)
        return self.connection.execute(query).scalar_one_or_none()

    def file(self, digest: str) -> bytes | None:
        """A stored file."""
        query = select(files.c.content).where(files.c.digest == digest)
        return self.connection.execute(query).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Writer(Reader):
    """The record in the hands of the one who writes."""

    algorithm: str

    def write(self, acts: Sequence[Act], stamp: Stamp) -> tuple[Entry, ...]:
        """Write acts as entries with their rows; raises `Refused` where the clock is wrong."""
        head = self.head()
        stamp = _on_time(stamp, head)
        entries: list[Entry] = []
        for act in acts:
            head = new_entry(act, stamp, head, self.algorithm)
            entries.append(head)
        self.enter(entries)
        self._store(acts)
        return tuple(entries)

    def enter(self, entries: Sequence[Entry]) -> None:
        """Add entries as they are, and bring the rows to where they leave them."""
        self._insert(journal, [_line(entry) for entry in entries])
        self._project(entries)

    def keep(self, content: Mapping[str, bytes]) -> None:
        """Store files under their digests; those that are there stay."""
        query = select(files.c.digest).where(files.c.digest.in_(content))
        known = set(self.connection.execute(query).scalars())
        new = {digest: each for digest, each in content.items() if digest not in known}
        rows = [{"digest": k, "size": len(v), "content": v} for k, v in new.items()]
        self._insert(files, rows)

    def _insert(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)

    def _store(self, acts: Sequence[Act]) -> None:
        uploads = {each.digest: each.content for act in acts for each in act.uploads}
        if uploads:
            self.keep(uploads)
        drops = [{"dropped": digest} for act in acts for digest in act.drops]
        if drops:
            gone = delete(files).where(files.c.digest == bindparam("dropped"))
            self.connection.execute(gone, drops)

    def _project(self, entries: Sequence[Entry]) -> None:
        """Bring the rows to where the entries leave them."""
        last = final_changes(entries)
        if last:
            gone = delete(standing).where(
                standing.c.kind == bindparam("table"), standing.c.id == bindparam("row_id")
            )
            self.connection.execute(
                gone, [{"table": table, "row_id": row_id} for table, row_id in last]
            )
        self._insert(
            standing,
            [
                {
                    "kind": table,
                    "id": row_id,
                    "seq": seq,
                    "state": change.state,
                    "about": change.about,
                    "cells": canonical(change.cells),
                }
                for (table, row_id), (seq, change) in last.items()
                if change.cells is not None
            ],
        )


@dataclass(frozen=True, slots=True)
class Record:
    """An open record; ``algorithm`` is what its journal is chained with."""

    engine: Engine
    algorithm: str = "sha256"

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """The record as it stands at one moment."""
        with refusing(self.engine.url), self.engine.connect() as connection:
            if not is_sqlite(connection):
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield Reader(connection)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The record in one writer's hands; all that is written stands at the end, or nothing."""
        with refusing(self.engine.url), self.engine.connect() as connection:
            connection.execution_options(**{WRITES: True})
            with connection.begin():
                if not is_sqlite(connection):
                    self._wait(connection)
                yield Writer(connection, self.algorithm)

    @staticmethod
    def _wait(connection: Connection) -> None:
        """Wait until the writer before is done; readers are not kept waiting."""
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
        if connection.dialect.has_table(connection, standing.name):
            # Not the journal: to lock it takes more than the right to add to it.
            connection.exec_driver_sql("LOCK TABLE standing IN EXCLUSIVE MODE")


def final_changes(entries: Sequence[Entry]) -> dict[tuple[str, str], tuple[int, Change]]:
    """Where entries leave each row: the entry that last changed it, and its change."""
    return {
        (change.table, change.id): (entry.seq, change)
        for entry in entries
        for change in entry.changes
    }


def read_entry(body: str, digest: str) -> Entry:
    """The entry that a line holds; raises `Refused` where it is none any more."""
    try:
        return entry_of(body, digest)
    except (AttributeError, KeyError, TypeError, ValueError):
        what = msg("an entry of the journal cannot be read")
        raise _damaged(what, msg("gov-comms audit verify tells which one")) from None


def _held(row: Any) -> Held:
    try:
        return Held(row.kind, row.id, row.seq, json.loads(row.cells), row.state, row.about)
    except ValueError:
        what = msg("{table} {id} cannot be read", table=row.kind, id=row.id)
        raise _damaged(what, msg("gov-comms audit rebuild tells what it should be")) from None


def _damaged(what: Message, hint: Message) -> Refused:
    return Refused([Problem("record-damaged", Place(), what, hint=hint)])


def _line(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": moment_text(entry.at),
        "kind": entry.kind,
        "subject": entry.subject,
        "body": text_of(entry),
        "digest": entry.digest,
        "account": entry.actor.account,
        "person": entry.actor.person,
        "acting_for": entry.actor.acting_for,
        "reason": entry.reason,
        "config": entry.config,
    }


def _on_time(stamp: Stamp, head: Entry | None) -> Stamp:
    """The stamp, not before the last entry; a clock that is far behind is refused."""
    if head is None or stamp.at >= head.at:
        return stamp
    if head.at - stamp.at <= DRIFT:
        return replace(stamp, at=head.at)
    what = msg(
        "the clock says {now}, but the last entry was written at {last}",
        now=moment_text(stamp.at),
        last=moment_text(head.at),
    )
    hint = msg("set the clock of this machine right; nothing was written")
    raise Refused([Problem("clock-behind", Place(), what, hint=hint)])
