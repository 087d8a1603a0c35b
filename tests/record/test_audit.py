"""What an audit finds: one changed byte, a missing line, a forged row, a journal written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from gov_comms.errors import Refused
from gov_comms.record import Act, Actor, Change, Stamp, Upload
from gov_comms.record.audit import rebuild, verify
from gov_comms.record.heads import check_head, head_text, read_head, sign_head
from gov_comms.record.journal import digest_of
from gov_comms.record.memory import folded
from gov_comms.record.opening import make_record
from gov_comms.record.signing import make_key
from gov_comms.record.store import Record

FILE = "样报".encode()
NAMES = ("一", "二", "三", "四")


def fill(record: Record, reasons: Sequence[str] = NAMES) -> None:
    """Four entries about four rows, the third with a file."""
    for number, reason in enumerate(reasons, start=1):
        change = Change("submission", f"S{number}", {"title": f"t{number}"}, "open", f"W{number}")
        uploads = (Upload(digest_of(FILE), FILE),) if number == 3 else ()
        at = datetime(2026, 1, number, tzinfo=UTC)
        with record.writing() as writer:
            writer.write(
                [Act("submitted", f"S{number}", (change,), reason, uploads)],
                Stamp(at, Actor("os:jia", "甲"), "c" * 64, {"repeats": "1.0"}),
            )


def tamper(record: Record, *statements: str) -> None:
    """Change a record as somebody could who owns the database: without its guards."""
    with record.writing() as writer:
        connection = writer.connection
        if connection.dialect.name == "sqlite":
            guards = list(
                connection.execute(
                    text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                )
            )
            for name, _ in guards:
                connection.execute(text(f"DROP TRIGGER {name}"))
            for statement in statements:
                connection.exec_driver_sql(statement)
            for _, sql in guards:
                connection.exec_driver_sql(sql)
        else:
            connection.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.execute(text("ALTER TABLE journal ENABLE TRIGGER USER"))


def found(record: Record) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.text()) for problem in verify(record).problems]


def test_untouched_record_verifies_and_rebuilds(record: Record) -> None:
    fill(record)
    with record.reading() as reader:
        head = reader.head()
    assert head is not None
    for verdict in (verify(record), rebuild(record)):
        assert (verdict.entries, verdict.head, verdict.problems) == (4, head.digest, ())


def test_empty_record_verifies(record: Record) -> None:
    assert (verify(record).entries, rebuild(record).problems) == (0, ())


def in_body(old: str, new: str) -> str:
    return f"UPDATE journal SET body = replace(body, '{old}', '{new}') WHERE seq = 2"


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        (in_body('"seq":2', '"seq":8'), "seq"),
        (in_body("2026-01-02", "2026-01-03"), "at"),
        (in_body("submitted", "submittex"), "kind"),
        (in_body('"subject":"S2"', '"subject":"S9"'), "subject"),
        (in_body("os:jia", "os:jib"), "account"),
        (in_body('"甲"', '"乙"'), "person"),
        (in_body('"for":""', '"for":"乙"'), "for"),
        (in_body('"二"', '"三"'), "reason"),
        (in_body("cccc", "cccd"), "config"),
        (in_body('"t2"', '"t9"'), "changes"),
        (in_body('"open"', '"done"'), "changes"),
        (in_body('"1.0"', '"1.1"'), "body"),
        (in_body('"seq"', '"seq'), "body"),
        (
            "UPDATE journal SET digest = replace(digest, substr(digest, 1, 1), 'x') WHERE seq = 2",
            "digest",
        ),
        ("UPDATE journal SET at = '2026-01-02T00:00:00.000001Z' WHERE seq = 2", "at"),
        ("UPDATE journal SET kind = 'returned' WHERE seq = 2", "kind"),
        ("UPDATE journal SET subject = 'S9' WHERE seq = 2", "subject"),
        ("UPDATE journal SET account = 'os:yi' WHERE seq = 2", "account"),
        ("UPDATE journal SET person = '乙' WHERE seq = 2", "person"),
        ("UPDATE journal SET acting_for = '乙' WHERE seq = 2", "for"),
        ("UPDATE journal SET reason = '三' WHERE seq = 2", "reason"),
        ("UPDATE journal SET config = 'd' WHERE seq = 2", "config"),
    ],
)
def test_changed_entry_is_found_with_its_field(
    sqlite_record: Record, statement: str, field: str
) -> None:
    fill(sqlite_record)
    tamper(sqlite_record, statement)
    assert found(sqlite_record) == [("journal-changed", f"journal:2:{field}")]


def test_changed_link_to_the_entry_above_is_found(record: Record) -> None:
    fill(record)
    tamper(
        record,
        'UPDATE journal SET body = replace(body, \'"before":"\', \'"before":"0\') WHERE seq = 3',
    )
    assert found(record) == [("journal-changed", "journal:3:before")]


def test_every_changed_byte_of_a_file_of_sqlite_is_found(tmp_path: Path) -> None:
    """Any byte of an entry, as it lies on the disk, changed to any of a few others."""
    path = tmp_path / "record.db"
    fill(make_record(str(path)))
    content = path.read_bytes()
    with make_record(str(path)).reading() as reader:
        body = reader.connection.execute(text("SELECT body FROM journal WHERE seq = 2")).scalar()
    start = content.index(str(body).encode())
    for offset in range(0, len(str(body).encode()), 7):
        spoiled = bytearray(content)
        spoiled[start + offset] ^= 0x11 if offset % 2 else 0x80
        path.write_bytes(bytes(spoiled))
        problems = verify(make_record(str(path))).problems
        assert [(p.code, p.place.row) for p in problems] == [("journal-changed", 2)], offset


def test_missing_entry_is_found(record: Record) -> None:
    fill(record)
    tamper(record, "DELETE FROM journal WHERE seq = 2")
    assert found(record) == [("journal-gap", "journal:2:seq")]


def test_guard_that_was_taken_away_is_found(record: Record) -> None:
    sqlite = record.engine.dialect.name == "sqlite"
    name = "journal_update" if sqlite else "journal_change"
    with record.writing() as writer:
        rest = "" if sqlite else " ON journal"
        writer.connection.execute(text(f"DROP TRIGGER {name}{rest}"))
    assert [problem.text("en") for problem in verify(record).problems] == [
        f"journal: the guard {name} of the journal is gone"
    ]


def test_changed_and_missing_files_are_found(record: Record) -> None:
    fill(record)
    with record.writing() as writer:
        writer.connection.execute(text("UPDATE files SET content = :other"), {"other": b"x"})
    assert found(record) == [("file-changed", "journal:3:files")]
    with record.writing() as writer:
        writer.connection.execute(text("DELETE FROM files"))
    assert found(record) == [("file-gone", "journal:3:files")]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE standing SET cells = '{\"title\":\"x\"}' WHERE id = 'S2'",
            "submission:S2: this row is not what entry 2 left",
        ),
        (
            "UPDATE standing SET state = 'done' WHERE id = 'S2'",
            "submission:S2: this row is not what entry 2 left",
        ),
        (
            "DELETE FROM standing WHERE id = 'S2'",
            "submission:S2: entry 2 put this row here, and it is gone",
        ),
        (
            "INSERT INTO standing (kind, id, seq, state, about, cells) "
            "VALUES ('adoption', 'A1', 1, '', '', '{}')",
            "adoption:A1: no entry put this row here",
        ),
    ],
)
def test_forged_row_is_found(record: Record, statement: str, said: str) -> None:
    fill(record)
    with record.writing() as writer:
        writer.connection.exec_driver_sql(statement)
    assert [problem.text("en") for problem in rebuild(record).problems] == [said]
    assert verify(record).problems == ()


def changed(rows: Mapping[str, int | None]) -> tuple[Change, ...]:
    return tuple(
        Change("submission", row, None if cell is None else {"title": cell})
        for row, cell in rows.items()
    )


CELLS = st.integers(0, 1)
ROWS = st.sampled_from(["S1", "S2", "S3"])


@given(
    st.lists(st.dictionaries(ROWS, st.none() | CELLS), min_size=1, max_size=6),
    st.dictionaries(ROWS, st.none() | st.tuples(st.integers(0, 7), CELLS)),
)
def test_rebuild_finds_each_row_that_a_replay_in_memory_does_not_leave(
    acts: list[dict[str, int | None]], forged: dict[str, tuple[int, int] | None]
) -> None:
    record = make_record(":memory:")
    stamp = Stamp(datetime(2026, 1, 1, tzinfo=UTC), Actor("os:jia"), "c")
    with record.writing() as writer:
        entries = writer.write([Act("changed", "S", changed(rows)) for rows in acts], stamp)
        for row, stands in forged.items():
            writer.connection.execute(text("DELETE FROM standing WHERE id = :id"), {"id": row})
            if stands is not None:
                seq, title = stands
                writer.connection.execute(
                    text("INSERT INTO standing VALUES ('submission', :id, :seq, '', '', :cells)"),
                    {"id": row, "seq": seq, "cells": f'{{"title":{title}}}'},
                )
    with record.reading() as reader:
        found = {(row.table, row.id): row for row in reader.rows("submission")}
    replayed = folded(entries)
    differing = {key for key in {*found, *replayed} if found.get(key) != replayed.get(key)}
    wrong = [problem.place.text() for problem in rebuild(record).problems]
    assert wrong == [f"{table}:{row}" for table, row in sorted(differing)]


def test_signed_head_finds_a_journal_written_anew(tmp_path: Path) -> None:
    record, forged = (make_record(str(tmp_path / name)) for name in ("a.db", "b.db"))
    key = make_key(tmp_path / "office.key")
    fill(record)
    with record.reading() as reader:
        entry = reader.entries(after=2)[0]
    file = tmp_path / "head.json"
    file.write_text(head_text(sign_head(entry, key)), "utf-8")
    head = read_head(file)
    with record.reading() as reader:
        assert check_head(reader, head, key.public) == ()
    fill(forged, ("一", "二二", "三", "四"))
    assert (verify(forged).problems, rebuild(forged).problems) == ((), ())
    with forged.reading() as reader:
        assert [problem.text("en") for problem in check_head(reader, head)] == [
            "journal:3: the journal was written anew: the entry that was signed at "
            "2026-01-03T00:00:00.000000Z is another"
        ]


def test_signed_head_finds_a_journal_cut_short(tmp_path: Path) -> None:
    record, cut = (make_record(str(tmp_path / name)) for name in ("a.db", "b.db"))
    key = make_key(tmp_path / "office.key")
    fill(record)
    fill(cut, NAMES[:2])
    with record.reading() as reader:
        head = reader.head()
    assert head is not None
    signed = sign_head(head, key)
    assert verify(cut).problems == ()
    with cut.reading() as reader:
        assert [problem.code for problem in check_head(reader, signed)] == ["journal-cut"]


def test_head_signed_by_somebody_else_is_refused(tmp_path: Path, sqlite_record: Record) -> None:
    ours, theirs = (make_key(tmp_path / name) for name in ("ours", "theirs"))
    fill(sqlite_record)
    with sqlite_record.reading() as reader:
        head = reader.head()
        assert head is not None
        (problem,) = check_head(reader, sign_head(head, theirs), ours.public)
    assert problem.code == "head-signer"


def test_signature_that_was_tampered_with_does_not_hold(
    tmp_path: Path, sqlite_record: Record
) -> None:
    key = make_key(tmp_path / "key")
    fill(sqlite_record)
    with sqlite_record.reading() as reader:
        entries = reader.entries()
    file = tmp_path / "head.json"
    signed = head_text(sign_head(entries[1], key))
    file.write_text(signed.replace(entries[1].digest, entries[2].digest), "utf-8")
    with sqlite_record.reading() as reader:
        (problem,) = check_head(reader, read_head(file))
    assert problem.code == "head-forged"


def test_later_entries_leave_a_signed_head_as_it_is(tmp_path: Path, sqlite_record: Record) -> None:
    key = make_key(tmp_path / "key")
    fill(sqlite_record, NAMES[:2])
    with sqlite_record.reading() as reader:
        head = reader.head()
        assert head is not None
    change = Change("submission", "S9", {})
    stamp = Stamp(head.at + timedelta(days=1), Actor("os:jia"), "")
    with sqlite_record.writing() as writer:
        writer.write([Act("submitted", "S9", (change,))], stamp)
    with sqlite_record.reading() as reader:
        assert check_head(reader, sign_head(head, key)) == ()


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"seq": 1}', "{", "null"])
def test_entry_that_is_none_is_refused_when_read_and_found_by_an_audit(
    sqlite_record: Record, body: str
) -> None:
    fill(sqlite_record)
    tamper(sqlite_record, f"UPDATE journal SET body = '{body}' WHERE seq = 2")
    assert found(sqlite_record) == [("journal-changed", "journal:2:body")]
    with pytest.raises(Refused) as refused, sqlite_record.reading() as reader:
        reader.entries()
    with pytest.raises(Refused) as refused_again:
        rebuild(sqlite_record)
    assert (
        str(refused.value)
        == str(refused_again.value)
        == ("an entry of the journal cannot be read. hint: gov-comms audit verify tells which one")
    )


def test_row_that_is_none_is_refused_when_read(sqlite_record: Record) -> None:
    fill(sqlite_record)
    tamper(sqlite_record, "UPDATE standing SET cells = '{' WHERE id = 'S2'")
    with pytest.raises(Refused) as refused, sqlite_record.reading() as reader:
        reader.rows("submission")
    assert str(refused.value) == (
        "submission S2 cannot be read. hint: gov-comms audit rebuild tells what it should be"
    )
    assert [problem.place.text() for problem in rebuild(sqlite_record).problems] == [
        "submission:S2"
    ]
