"""The record in a database: one writer at a time, many readers, journal and rows in one stroke."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, select, text

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg
from gov_comms.record.journal import canonical, entry_of, moment_text, new_entry, text_of
from gov_comms.record.nouns import Act, Change, Entry, Held, Stamp
from gov_comms.record.schema import files, journal, standing

PATIENCE = 60
"""Seconds that a writer waits for the one before."""
DRIFT = timedelta(seconds=60)
"""How far a clock may lag behind the last entry before it is called wrong."""


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

    def entries(self, subject: str | None = None, after: int = 0) -> tuple[Entry, ...]:
        """The entries after ``after``, all or those about one subject, in their order."""
        query = select(journal.c.body, journal.c.digest).where(journal.c.seq > after)
        if subject is not None:
            query = query.where(journal.c.subject == subject)
        found = self.connection.execute(query.order_by(journal.c.seq))
        return tuple(entry_of(body, digest) for body, digest in found)

    def head(self) -> Entry | None:
        """The last entry."""
        query = select(journal.c.body, journal.c.digest).order_by(journal.c.seq.desc()).limit(1)
        found = self.connection.execute(query).one_or_none()
        return None if found is None else entry_of(found.body, found.digest)

    def file(self, digest: str) -> bytes | None:
        """A stored file."""
        query = select(files.c.content).where(files.c.digest == digest)
        return self.connection.execute(query).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Writer(Reader):
    """The record in the hands of the one who writes."""

    algorithm: str

    def write(self, acts: Sequence[Act], stamp: Stamp) -> tuple[Entry, ...]:
        """Write acts as entries with the rows they change; raises `Refused` if the clock is wrong."""
        head = self.head()
        stamp = _on_time(stamp, head)
        entries: list[Entry] = []
        for act in acts:
            head = new_entry(act, stamp, head, self.algorithm)
            entries.append(head)
        self._insert(journal, [_line(entry) for entry in entries])
        self._store(acts)
        self._project(entries)
        return tuple(entries)

    def _insert(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)

    def _store(self, acts: Sequence[Act]) -> None:
        uploads = {each.digest: each.content for act in acts for each in act.uploads}
        if not uploads:
            return
        query = select(files.c.digest).where(files.c.digest.in_(uploads))
        known = set(self.connection.execute(query).scalars())
        new = [key for key in uploads if key not in known]
        rows = [{"digest": k, "size": len(uploads[k]), "content": uploads[k]} for k in new]
        self._insert(files, rows)

    def _project(self, entries: Sequence[Entry]) -> None:
        """Bring the rows to where the entries leave them."""
        last = final_changes(entries)
        for table, row_id in last:
            self.connection.execute(
                delete(standing).where(standing.c.kind == table, standing.c.id == row_id)
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
        with self.engine.connect() as connection, connection.begin():
            yield Reader(connection)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The record in one writer's hands; all that is written stands at the end, or nothing."""
        with self.engine.connect() as connection:
            connection = connection.execution_options(gov_comms_writes=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text("LOCK TABLE journal IN EXCLUSIVE MODE"))
                yield Writer(connection, self.algorithm)


def final_changes(entries: Sequence[Entry]) -> dict[tuple[str, str], tuple[int, Change]]:
    """Where entries leave each row: the entry that last changed it, and its change."""
    return {
        (change.table, change.id): (entry.seq, change)
        for entry in entries
        for change in entry.changes
    }


def engine_of(url: str) -> Engine:
    """An engine for a record's address; a bare path is an SQLite file."""
    if "://" not in url:
        url = f"sqlite:///{url}"
    if not url.startswith("sqlite"):
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("gov_comms_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _held(row: Any) -> Held:
    return Held(row.kind, row.id, row.seq, json.loads(row.cells), row.state, row.about)


def _line(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": moment_text(entry.at),
        "kind": entry.kind,
        "subject": entry.subject,
        "body": text_of(entry),
        "digest": entry.digest,
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
