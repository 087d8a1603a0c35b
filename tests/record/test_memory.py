"""A record in memory keeps what a record in a database keeps."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gov_comms.record import Act, Actor, Change, Stamp, Upload, View
from gov_comms.record.memory import Memory, written
from gov_comms.record.past import as_of
from gov_comms.record.store import Record

STAMP = Stamp(datetime(2026, 11, 23, 1, 30, tzinfo=UTC), Actor("os:jia", "甲"), "c" * 64)
ACTS = (
    Act("put", "S1", (Change("submission", "S1", {"title": "一"}, "open", "W1"),)),
    Act("put", "S2", (Change("submission", "S2", {"title": "二"}),), uploads=(Upload("d", b"x"),)),
    Act("taken", "S1", (Change("submission", "S1", None),), "误报"),
    Act("put", "S3", (Change("submission", "S3", {"title": "三"}, "open"),)),
)


def seen(view: View) -> tuple[object, ...]:
    """All that a view tells."""
    return (
        view.rows("submission"),
        view.rows("submission", state="open"),
        view.rows("submission", about=""),
        view.row("submission", "S1"),
        view.row("submission", "S2"),
        view.entries(),
        view.entries("S1"),
        view.entries(after=2),
        tuple(view.replay(2)),
        view.first(),
        view.head(),
        view.file("d"),
        view.file("e"),
    )


def test_memory_tells_what_a_database_tells(sqlite_record: Record) -> None:
    memory = written(written(Memory(), ACTS[:2], STAMP), ACTS[2:], STAMP)
    with sqlite_record.writing() as writer:
        writer.write(ACTS, STAMP)
    with sqlite_record.reading() as reader:
        assert seen(memory) == seen(reader)


@pytest.mark.parametrize("seq", [0, 2, 3, 4])
def test_past_tells_what_a_database_told_then(sqlite_record: Record, seq: int) -> None:
    with sqlite_record.writing() as writer:
        entries = writer.write(ACTS[:seq], STAMP)
        then = seen(writer)
        writer.write(ACTS[seq:], STAMP)
    with sqlite_record.reading() as reader:
        past = as_of(reader, seq)
        # Files are never changed, so that one that came later may be there.
        assert seen(past)[:-2] == then[:-2]
        assert tuple(past.replay(9)) == entries


def test_empty_memory_has_nothing() -> None:
    memory = Memory()
    assert (memory.first(), memory.head(), memory.entries(), memory.rows("unit")) == (
        None,
        None,
        (),
        (),
    )
