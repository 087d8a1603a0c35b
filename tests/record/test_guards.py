"""A journal that refuses to be changed, by whatever way in; who may write at a server."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from gov_comms.errors import Refused
from gov_comms.record import Act, Actor
from gov_comms.record.audit import rebuild, verify
from gov_comms.record.engines import account_of
from gov_comms.record.grants import grant
from gov_comms.record.opening import make_record, open_record
from gov_comms.record.store import Record
from tests.record.test_contract import put, stamp, written

TOLD = "the journal is only ever added to"


def refused(record: Record, statement: str) -> str:
    """What the database says to a statement of somebody who may do everything there."""
    with pytest.raises(Refused) as refusal, record.writing() as writer:
        writer.connection.execute(text(statement))
    (problem,) = refusal.value.problems
    assert problem.code == "record-guarded"
    return str(refusal.value.__cause__.orig)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET kind = 'approved' WHERE seq = 1",
        "UPDATE journal SET seq = 9 WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 2",
        "DELETE FROM journal",
    ],
)
def test_journal_refuses_change(record: Record, statement: str) -> None:
    written(record, put("S1"), put("S2"))
    assert TOLD in refused(record, statement)
    assert verify(record).problems == ()


def test_journal_at_a_server_refuses_truncate(new_url: Callable[[str], str]) -> None:
    record = make_record(new_url("postgresql"))
    written(record, put("S1"))
    assert TOLD in refused(record, "TRUNCATE journal")


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_journal_takes_only_the_next_entry(record: Record, seq: int) -> None:
    written(record, put("S1"), put("S2"))
    replaces = "OR REPLACE " if record.engine.dialect.name == "sqlite" else ""
    statement = (
        f"INSERT {replaces}INTO journal (seq, at, kind, subject, body, digest) "
        f"VALUES ({seq}, '', '', '', '{{}}', 'd')"
    )
    assert TOLD in refused(record, statement)
    assert verify(record).entries == 2


# -- the rights of a server's roles ----------------------------------------------------------


@pytest.fixture
def granted(new_url: Callable[[str], str]) -> Callable[[str], str]:
    """A record with an entry; gives the address by which a role of its server comes to it."""
    url = new_url("postgresql")
    with psycopg.connect(url, autocommit=True) as connection:
        for role in ("writer", "auditor", "stranger"):
            connection.execute(
                f"DO $$ BEGIN CREATE ROLE {role} LOGIN; "
                f"EXCEPTION WHEN duplicate_object THEN NULL; END $$".encode()
            )
    record = make_record(url)
    written(record, put("S1"))
    with record.writing() as writer:
        grant(writer.connection, ["writer"], ["auditor"])

    def address(role: str) -> str:
        return make_url(url).set(username=role).render_as_string(hide_password=False)

    return address


def by_writer(record: Record, account: str) -> None:
    """Two entries under an account, by whoever has opened the record."""
    with record.writing() as writer:
        acts = [put("S1", "done"), Act("nothing", "S1", ())]
        writer.write(acts, stamp(actor=Actor(account, "甲")))


def test_writer_adds(granted: Callable[[str], str]) -> None:
    record = open_record(granted("writer"))
    by_writer(record, "db:writer")
    assert (verify(record).entries, verify(record).problems) == (3, ())
    with record.reading() as reader:
        assert account_of(reader.connection) == "db:writer"


@pytest.mark.parametrize("account", ["db:root", "os:jia", "db:auditor", ""])
def test_writer_adds_under_no_account_but_his_own(
    granted: Callable[[str], str], account: str
) -> None:
    record = open_record(granted("writer"))
    with pytest.raises(Refused) as refusal:
        by_writer(record, account)
    assert [problem.code for problem in refusal.value.problems] == ["record-guarded"]
    assert "under the account that writes it" in str(refusal.value.__cause__)
    assert verify(record).entries == 1


@pytest.mark.parametrize("told", ['{"account":"db:root"}', "{}", '{"account":"db:writer"}'])
def test_forged_line_is_refused_or_found(granted: Callable[[str], str], told: str) -> None:
    """Somebody who may add, and adds by hand what no act of his was."""
    line = b"INSERT INTO journal VALUES (2, '', 'x', 'S1', %s, 'd', 'db:writer')"
    with psycopg.connect(granted("writer").replace("+psycopg", "")) as connection:
        try:
            connection.execute(line, [told])
        except psycopg.errors.RestrictViolation:
            connection.rollback()
    entries = verify(open_record(granted("writer")))
    codes = {problem.code for problem in entries.problems}
    assert (entries.entries, codes) in [(1, set()), (2, {"journal-changed"})]


@pytest.mark.parametrize(
    "statement",
    [
        b"UPDATE journal SET kind = 'x'",
        b"DELETE FROM journal",
        b"TRUNCATE journal",
        b"ALTER TABLE journal DISABLE TRIGGER ALL",
        b"DROP TABLE journal",
        b"UPDATE files SET content = ''",
        b"DELETE FROM files",
    ],
)
@pytest.mark.parametrize("role", ["writer", "auditor"])
def test_nobody_changes_the_journal_over_a_direct_connection(
    granted: Callable[[str], str], role: str, statement: bytes
) -> None:
    with (
        psycopg.connect(granted(role).replace("+psycopg", "")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        b"INSERT INTO journal VALUES (2, '', '', '', '', '')",
        b"INSERT INTO standing VALUES ('submission', 'S2', 1, '', '', '{}')",
        b"INSERT INTO files VALUES ('', 0, '')",
        b"DELETE FROM standing",
        b"UPDATE standing SET state = ''",
        b"LOCK TABLE standing IN EXCLUSIVE MODE",
        b"CREATE TABLE mine (id int)",
    ],
)
def test_auditor_writes_nothing_over_a_direct_connection(
    granted: Callable[[str], str], statement: bytes
) -> None:
    with (
        psycopg.connect(granted("auditor").replace("+psycopg", "")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_auditor_reads_and_verifies(granted: Callable[[str], str]) -> None:
    record = open_record(granted("auditor"))
    assert (verify(record).entries, verify(record).problems) == (1, ())
    assert rebuild(record).problems == ()


def test_auditor_who_would_write_is_refused(granted: Callable[[str], str]) -> None:
    record = open_record(granted("auditor"))
    with pytest.raises(Refused) as refusal:
        written(record, put("S2"))
    assert [problem.code for problem in refusal.value.problems] == ["record-forbidden"]


def test_stranger_reads_nothing(granted: Callable[[str], str]) -> None:
    with pytest.raises(Refused) as refusal:
        open_record(granted("stranger"))
    assert [problem.code for problem in refusal.value.problems] == ["record-forbidden"]


def test_role_that_writes_does_not_audit(record: Record) -> None:
    with pytest.raises(Refused) as refusal, record.writing() as writer:
        grant(writer.connection, ["a", "b"], ["b"])
    assert str(refusal.value) == "--auditors: whoever audits does not write: b"


def test_file_has_no_roles(sqlite_record: Record) -> None:
    with pytest.raises(Refused) as refusal, sqlite_record.writing() as writer:
        grant(writer.connection, ["a"], [])
    assert [problem.code for problem in refusal.value.problems] == ["no-roles"]


def test_role_that_is_none_is_refused(new_url: Callable[[str], str]) -> None:
    record = make_record(new_url("postgresql"))
    with pytest.raises(Refused) as refusal, record.writing() as writer:
        grant(writer.connection, ['no"body'], [])
    assert 'role "no"body" does not exist' in str(refusal.value)
