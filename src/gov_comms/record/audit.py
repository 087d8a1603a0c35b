"""Proving a journal: every line as it was written, every row as the lines leave it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, select

from gov_comms.errors import Place, Problem
from gov_comms.messages import Message, msg
from gov_comms.record.engines import is_sqlite
from gov_comms.record.journal import ALGORITHMS, canonical, digest_of
from gov_comms.record.nouns import Entry
from gov_comms.record.schema import files, journal, standing
from gov_comms.record.store import AT_ONCE, Record, final_changes, read_entry

COLUMNS: Mapping[str, str] = {
    "seq": "seq",
    "at": "at",
    "kind": "kind",
    "subject": "subject",
    "account": "account",
    "person": "person",
    "acting_for": "for",
    "reason": "reason",
    "config": "config",
}
"""The columns of the journal that repeat what an entry's text says, and its keys there."""
EXPIRED = "@expired"
"""The rows of files whose content was dropped when its time was over; their id is the digest."""
Key: TypeAlias = tuple[str, str]
"""A table and the id of a row in it."""
Left: TypeAlias = tuple[int, str, str, str]
"""What an entry leaves of a row: its number, the row's state, what it is about, cells as JSON."""
GUARDS = ("journal_change", "journal_insert", "journal_truncate")
GUARDS_OF_SQLITE = ("journal_delete", "journal_insert", "journal_update")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the journal as the database holds it, whether or not it is sound."""

    seq: int
    columns: Mapping[str, Any]
    body: str
    digest: str

    @property
    def raw(self) -> bytes:
        """The text as its bytes stand in the database."""
        return _bytes(self.body)

    def told(self) -> dict[str, Any] | None:
        """What the text says; None where it is no text of an entry any more."""
        try:
            told = json.loads(self.body)
        except ValueError:
            return None
        return told if isinstance(told, dict) else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an audit came to: how many entries it read, the last of them, and what is wrong."""

    entries: int
    head: str
    problems: tuple[Problem, ...] = ()


def verify(record: Record) -> Verdict:
    """Whether each entry is as it was written, below the one before, with its files.

    What is wrong is located by the entry's number and, where it can be told, the field.
    """
    with record.reading() as reader:
        connection = reader.connection
        _read_anything(connection)
        walk = _Walk(connection, record.algorithm)
        walk.problems.extend(_guards(connection))
        for line, below in pairwise(chain(_lines(connection), (None,))):
            assert line is not None
            walk.step(line, below)
        walk.problems.extend(_files(connection, walk))
    return Verdict(walk.entries, walk.head, tuple(walk.problems))


def rebuild(record: Record) -> Verdict:
    """Whether replaying the journal gives the rows that stand.

    Both are read once, in the order written, and neither is held: a journal may be long.
    """
    with record.reading() as reader:
        connection = reader.connection
        head = reader.head()
        replay = _Replay()
        for entry, rows in _paired(_entries(connection), _rows(connection)):
            replay.step(entry, rows)
        problems = [
            _row(key, replay.open.get(key), _found(connection, key))
            for key in sorted({*replay.open, *replay.stray})
        ]
    wrong = tuple(each for each in problems if each is not None)
    return Verdict(head.seq if head else 0, head.digest if head else "", wrong)


# -- the lines -------------------------------------------------------------------------------


def _read_anything(connection: Connection) -> None:
    """Have broken texts handed over as they are: they are what is looked for."""
    if is_sqlite(connection):
        driver: Any = connection.connection.dbapi_connection
        driver.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    """A text as it was read, whether or not it is one."""
    return text.encode("utf-8", "surrogateescape")


def _lines(connection: Connection) -> Iterator[Line]:
    query = select(journal).order_by(journal.c.seq).execution_options(yield_per=AT_ONCE)
    for row in connection.execute(query):
        columns = {key: getattr(row, name) for name, key in COLUMNS.items()}
        yield Line(row.seq, columns, row.body, row.digest)


def _entries(connection: Connection) -> Iterator[Entry]:
    return (read_entry(line.body, line.digest) for line in _lines(connection))


@dataclass(slots=True)
class _Walk:
    """A walk down the journal: where it stands, which files it met, and what is wrong so far."""

    connection: Connection
    algorithm: str
    entries: int = 0
    last: int = 0
    head: str = ""
    named: dict[str, int] = field(default_factory=dict)
    """Files and the entries that first name them."""
    dropped: set[str] = field(default_factory=set)
    """Files whose time was over."""
    problems: list[Problem] = field(default_factory=list)

    def step(self, line: Line, below: Line | None) -> None:
        told = line.told() or {}
        if line.seq != self.last + 1:
            gap = (self.last + 1, line.seq - 1)
            what = msg("entries are missing: {first} to {last}", first=gap[0], last=gap[1])
            self.problems.append(_problem("journal-gap", gap[0], "seq", what))
            self.head = str(told.get("before", ""))
        fields, self.head = _changed(self.connection, line, self.head, below, self.algorithm)
        for name in fields:
            what = msg("this entry is not as it was written: {field} was changed", field=name)
            self.problems.append(_problem("journal-changed", line.seq, name, what))
        self.entries, self.last = self.entries + 1, line.seq
        for digest in told.get("files", ()):
            self.named.setdefault(digest, line.seq)
        self.dropped |= {each[1] for each in told.get("changes", ()) if each[0] == EXPIRED}


def _changed(
    connection: Connection, line: Line, above: str, below: Line | None, algorithm: str
) -> tuple[list[str], str]:
    """The fields of a line that were changed, and the digest that it was written with."""
    found, told = digest_of(line.raw, algorithm), line.told()
    expected = {**line.columns, "before": above}
    if found == line.digest:
        assert told is not None
        return [key for key, value in expected.items() if told.get(key) != value], found
    if below is not None and (below.told() or {}).get("before") == found:
        return ["digest"], found
    for fields, text in _repairs(connection, line, told, expected):
        if digest_of(_bytes(text), algorithm) == line.digest:
            return fields, line.digest
    return ["body"], line.digest


def _repairs(
    connection: Connection, line: Line, told: dict[str, Any] | None, expected: Mapping[str, Any]
) -> Iterator[tuple[list[str], str]]:
    """Texts that the entry may have had, each with the fields in which it differs."""
    if told is None:
        return
    differing = [key for key, value in expected.items() if told.get(key) != value]
    yield differing, canonical({**told, **expected})
    rows = {
        (row.kind, row.id): row
        for row in connection.execute(select(standing).where(standing.c.seq == line.seq))
    }
    try:
        changes = [
            [each.kind, each.id, each.state, each.about, json.loads(each.cells)]
            if (each := rows.get((table, row_id))) is not None
            else [table, row_id, *rest]
            for table, row_id, *rest in told.get("changes", ())
        ]
    except (TypeError, ValueError):
        return
    yield ["changes"], canonical({**told, "changes": changes})


def _guards(connection: Connection) -> Iterator[Problem]:
    """Whether the triggers are there that keep the journal from being changed."""
    if is_sqlite(connection):
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        wanted: tuple[str, ...] = GUARDS_OF_SQLITE
    else:
        query = (
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal'::regclass "
            "AND NOT tgisinternal AND tgenabled <> 'D'"
        )
        wanted = GUARDS
    there = set(connection.exec_driver_sql(query).scalars())
    for name in wanted:
        if name not in there:
            what = msg("the guard {name} of the journal is gone", name=name)
            yield _problem("guard-gone", None, "", what)


def _files(connection: Connection, walk: _Walk) -> Iterator[Problem]:
    """Whether the files that entries name are there, and are what they were."""
    there: set[str] = set()
    for row in connection.execute(select(files).execution_options(yield_per=1)):
        there.add(row.digest)
        if row.digest not in (digest_of(row.content, each) for each in ALGORITHMS):
            what = msg("the stored file {digest} was changed", digest=row.digest[:16])
            yield _problem("file-changed", walk.named.get(row.digest), "files", what)
    for digest, seq in walk.named.items():
        if digest not in there and digest not in walk.dropped:
            what = msg("the stored file {digest} is gone", digest=digest[:16])
            yield _problem("file-gone", seq, "files", what)


# -- the rows --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Replay:
    """A walk down the journal beside the rows that stand, and what does not agree so far.

    What an entry leaves stands under its number, or a later entry changes it.
    """

    open: dict[Key, Left | None] = field(default_factory=dict)
    """What entries left that does not stand so, and that none below changed; None: no row."""
    stray: set[Key] = field(default_factory=set)
    """Rows under the number of an entry that did not leave them."""

    def step(self, entry: Entry | None, rows: Mapping[Key, Left]) -> None:
        """Hold what an entry changes against the rows under its number."""
        changes = final_changes([] if entry is None else [entry])
        for key, (seq, change) in changes.items():
            self.open.pop(key, None)
            if change.cells is None:
                self.open[key] = None
                continue
            left = (seq, change.state, change.about, canonical(change.cells))
            if rows.get(key) != left:
                self.open[key] = left
        self.stray.update(rows.keys() - changes.keys())


def _paired(
    entries: Iterator[Entry], rows: Iterator[tuple[Key, Left]]
) -> Iterator[tuple[Entry | None, dict[Key, Left]]]:
    """Each entry with the rows under its number; rows under that of no entry with None."""
    entered: Iterator[tuple[int, Entry | tuple[Key, Left]]] = ((e.seq, e) for e in entries)
    stand: Iterator[tuple[int, Entry | tuple[Key, Left]]] = ((row[1][0], row) for row in rows)
    for _, step in groupby(merge(entered, stand, key=itemgetter(0)), key=itemgetter(0)):
        found = [each for _, each in step]
        entry = next((each for each in found if isinstance(each, Entry)), None)
        yield entry, dict(each for each in found if not isinstance(each, Entry))


def _rows(connection: Connection) -> Iterator[tuple[Key, Left]]:
    """The rows that stand, by the entries that put them there."""
    query = select(standing).order_by(standing.c.seq).execution_options(yield_per=AT_ONCE)
    for row in connection.execute(query):
        yield (row.kind, row.id), _left(row)


def _left(row: Row[Any]) -> Left:
    return row.seq, row.state, row.about, row.cells


def _found(connection: Connection, key: Key) -> Left | None:
    """What stands of one row."""
    query = select(standing).where(standing.c.kind == key[0], standing.c.id == key[1])
    row = connection.execute(query).one_or_none()
    return None if row is None else _left(row)


def _row(key: Key, left: Left | None, found: Left | None) -> Problem | None:
    if left == found:
        return None
    table, row_id = key
    if left is None:
        what = msg("no entry put this row here")
    elif found is None:
        what = msg("entry {seq} put this row here, and it is gone", seq=left[0])
    else:
        what = msg("this row is not what entry {seq} left", seq=left[0])
    return Problem("row-differs", Place("", sheet=table, heading=row_id), what)


def _problem(code: str, seq: int | None, field: str, what: Message) -> Problem:
    return Problem(code, Place("", sheet="journal", row=seq, heading=field), what)
