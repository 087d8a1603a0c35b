"""What a record promises, on every database: acts in, entries and rows out, in one stroke."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gov_comms.errors import Refused
from gov_comms.record import Act, Actor, Change, Entry, Held, Stamp, Upload
from gov_comms.record.journal import digest_of
from gov_comms.record.store import Record

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SOMEBODY = Actor("os:jia", "甲")


def stamp(minutes: int = 0, actor: Actor = SOMEBODY) -> Stamp:
    return Stamp(MONDAY + timedelta(minutes=minutes), actor, "c" * 64, {"repeats": "1.0"})


def put(row: str, state: str = "", table: str = "submission", **cells: str) -> Act:
    return Act("submitted", row, (Change(table, row, cells, state, row),))


def written(record: Record, *acts: Act, minutes: int = 0) -> tuple[Entry, ...]:
    with record.writing() as writer:
        return writer.write(acts, stamp(minutes))


def test_act_becomes_an_entry_and_a_row(record: Record) -> None:
    (entry,) = written(record, put("S1", "open", title="秋粮收购过半"))
    with record.reading() as reader:
        assert reader.head() == entry
        assert reader.row("submission", "S1") == Held(
            "submission", "S1", 1, {"title": "秋粮收购过半"}, "open", "S1"
        )
    assert (entry.seq, entry.at, entry.actor, entry.before) == (1, MONDAY, SOMEBODY, "")


def test_entries_are_chained(record: Record) -> None:
    first, second = written(record, put("S1"), put("S2"))
    (third,) = written(record, put("S3"), minutes=1)
    assert [each.seq for each in (first, second, third)] == [1, 2, 3]
    assert (second.before, third.before) == (first.digest, second.digest)
    with record.reading() as reader:
        assert reader.entries() == (first, second, third)
        assert reader.entries(after=1) == (second, third)
        assert reader.entries("S2") == (second,)


def test_rows_are_found_by_state_and_by_what_they_hang_on(record: Record) -> None:
    written(record, put("S2", "open"), put("S1", "open"), put("S3", "done"))
    with record.reading() as reader:
        assert [row.id for row in reader.rows("submission")] == ["S1", "S2", "S3"]
        assert [row.id for row in reader.rows("submission", state="open")] == ["S1", "S2"]
        assert [row.id for row in reader.rows("submission", about="S3")] == ["S3"]
        assert reader.rows("adoption") == ()


def test_later_change_stands(record: Record) -> None:
    written(record, put("S1", "open"), put("S1", "done", title="二"))
    gone = Act("withdrawn", "S2", (Change("submission", "S2", None),))
    written(record, put("S2"), gone)
    with record.reading() as reader:
        assert [(row.id, row.seq, row.state) for row in reader.rows("submission")] == [
            ("S1", 2, "done")
        ]


def test_nothing_stands_of_what_was_broken_off(record: Record) -> None:
    def broken_off() -> None:
        with record.writing() as writer:
            writer.write([put("S1")], stamp())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    with record.reading() as reader:
        assert (reader.head(), reader.rows("submission")) == (None, ())


def test_file_is_kept_under_its_digest(record: Record) -> None:
    content = "样报".encode()
    digest = digest_of(content)
    act = Act("attached", "A1", (), uploads=(Upload(digest, content),))
    written(record, act, act)
    with record.reading() as reader:
        assert reader.file(digest) == content
        assert reader.file("0" * 64) is None
        assert [entry.files for entry in reader.entries()] == [(digest,), (digest,)]


def test_entry_bears_the_actor_the_rules_and_the_plugins(record: Record) -> None:
    actor = Actor("db:yi", "乙", "甲")
    with record.writing() as writer:
        writer.write([put("S1")], stamp(actor=actor))
    with record.reading() as reader:
        head = reader.head()
    assert head is not None
    assert (head.actor, head.config, head.plugins) == (actor, "c" * 64, {"repeats": "1.0"})


def test_clock_a_little_behind_is_held_at_the_last_entry(record: Record) -> None:
    written(record, put("S1"), minutes=1)
    (entry,) = written(record, put("S2"), minutes=0)
    assert entry.at == MONDAY + timedelta(minutes=1)


def test_clock_that_goes_back_is_refused(record: Record) -> None:
    written(record, put("S1"), minutes=10)
    with pytest.raises(Refused) as refused:
        written(record, put("S2"), minutes=8)
    assert str(refused.value) == (
        "the clock says 2026-11-23T01:38:00.000000Z, but the last entry was written at "
        "2026-11-23T01:40:00.000000Z. hint: set the clock of this machine right; "
        "nothing was written"
    )
    with record.reading() as reader:
        assert len(reader.entries()) == 1
