"""The revisions of a record's tables: none is lost on the way, and they end where we are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text

from gov_comms.errors import Refused
from gov_comms.record import Act, Actor, Change, Stamp
from gov_comms.record.engines import engine_of
from gov_comms.record.journal import moment_text, new_entry, text_of
from gov_comms.record.opening import make_record, open_record
from gov_comms.record.schema import REVISION, journal, metadata, standing
from gov_comms.record.store import Record
from gov_comms.record.upgrading import MIGRATIONS, upgrade

ACT = Act("submitted", "S1", (Change("submission", "S1", {"title": "一"}, "open"),), "按时")
STAMP = Stamp(datetime(2026, 1, 5, tzinfo=UTC), Actor("os:jia", "甲", "乙"), "c" * 64)
ENTRY = new_entry(ACT, STAMP, None, "sha256")


def older(url: str) -> None:
    """A record as the first revision made it, with an entry and a row."""
    with Record(engine_of(url)).writing() as writer:
        upgrade(writer.connection, "0001")
        line = {"seq": 1, "at": moment_text(ENTRY.at), "kind": ENTRY.kind, "subject": "S1"}
        line |= {"body": text_of(ENTRY), "digest": ENTRY.digest}
        writer.connection.execute(insert(journal).values(line))
        row = {"kind": "submission", "id": "S1", "seq": 1, "state": "open", "about": ""}
        writer.connection.execute(insert(standing).values(row | {"cells": '{"title":"一"}'}))


def test_tables_are_what_the_revisions_leave(record: Record) -> None:
    with record.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_last_revision_is_the_one_that_the_program_asks_for() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == REVISION


def test_older_record_keeps_its_entries_and_rows(record_url: str) -> None:
    older(record_url)
    record = make_record(record_url)
    with record.reading() as reader:
        assert reader.entries() == (ENTRY,)
        assert [row.cells for row in reader.rows("submission", state="open")] == [{"title": "一"}]
        columns = (journal.c.account, journal.c.person, journal.c.acting_for, journal.c.reason)
        drawn = reader.connection.execute(select(*columns, journal.c.config)).one()
    assert tuple(drawn) == ("os:jia", "甲", "乙", "按时", "c" * 64)


def test_older_record_goes_on_once_it_is_brought_up_to_date(record_url: str) -> None:
    older(record_url)
    with make_record(record_url).writing() as writer:
        (entry,) = writer.write([ACT], STAMP)
    assert (entry.seq, entry.before) == (2, ENTRY.digest)


def test_bringing_up_to_date_twice_changes_nothing(record_url: str) -> None:
    older(record_url)
    make_record(record_url)
    with make_record(record_url).reading() as reader:
        assert reader.entries() == (ENTRY,)


def test_older_record_is_not_opened(record_url: str) -> None:
    older(record_url)
    with pytest.raises(Refused) as refused:
        open_record(record_url)
    assert [problem.code for problem in refused.value.problems] == ["record-older"]


@pytest.mark.parametrize("opening", [open_record, make_record])
def test_newer_record_is_left_alone(record_url: str, opening: object) -> None:
    with make_record(record_url).writing() as writer:
        writer.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused) as refused:
        opening(record_url)  # type: ignore[operator]
    assert [problem.code for problem in refused.value.problems] == ["record-newer"]
