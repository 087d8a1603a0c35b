"""What goes wrong with a database is one clear sentence: full, forbidden, not there, no record."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from gov_comms.errors import Refused
from gov_comms.record.audit import rebuild, verify
from gov_comms.record.compatible import numbers_of
from gov_comms.record.engines import account_of, address_of, engine_of, shown_address
from gov_comms.record.faults import told
from gov_comms.record.opening import make_record, open_record
from gov_comms.record.store import Record
from tests.docs.pages import ROOT
from tests.record.test_contract import put, written

NOBODY = 65534
FULL = (
    "the disk where the record lies takes no more; nothing was written. "
    "hint: make room there, or have the disk looked at, then do it again"
)


def said(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return str(refused.value)


# -- no room ---------------------------------------------------------------------------------


def test_full_file_is_refused_and_stays_whole(sqlite_record: Record) -> None:
    written(sqlite_record, put("S1"))
    path = sqlite_record.engine.url.database

    def narrow(connection: Any, _: Any) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")

    event.listen(sqlite_record.engine, "connect", narrow)
    long = put("S2", title="长" * 20_000)
    assert said(lambda: written(sqlite_record, long)) == f"{path}: {FULL}"
    event.remove(sqlite_record.engine, "connect", narrow)
    assert (verify(sqlite_record).entries, verify(sqlite_record).problems) == (1, ())
    assert rebuild(sqlite_record).problems == ()
    written(sqlite_record, long)


def test_disk_that_takes_no_more_is_one_sentence(tmp_path: Path) -> None:
    """A process whose files may not grow: the writer is refused by the system itself."""
    path = tmp_path / "record.db"
    written(make_record(str(path)), put("S1"))
    code = (
        "from tests.record.test_contract import *; from gov_comms.record.opening import *\n"
        "import resource, sys\n"
        f"record = open_record({str(path)!r})\n"
        "_, most = resource.getrlimit(resource.RLIMIT_FSIZE)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size + 8192}, most))\n"
        "try: written(record, put('S2', title='x' * 100_000))\n"
        "except Refused as refusal: sys.exit(str(refusal))\n"
        # What else the process has to write at its end, as when coverage is measured, may grow.
        "finally: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (1, f"{path}: {FULL}\n")
    assert (verify(make_record(str(path))).entries, rebuild(make_record(str(path))).problems) == (
        1,
        (),
    )


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (psycopg.errors.DiskFull, "record-full"),
        (psycopg.errors.OutOfMemory, "record-full"),
        (psycopg.errors.TooManyConnections, "record-busy"),
        (psycopg.errors.LockNotAvailable, "record-busy"),
        (psycopg.errors.SerializationFailure, "record-busy"),
        (psycopg.errors.ReadOnlySqlTransaction, "record-forbidden"),
        (psycopg.errors.InsufficientPrivilege, "record-forbidden"),
        (psycopg.errors.InvalidPassword, "record-unreachable"),
        (psycopg.errors.AdminShutdown, "record-unreachable"),
        (psycopg.OperationalError, "record-unreachable"),
        (psycopg.errors.SyntaxError, "record-failed"),
    ],
)
def test_what_a_server_refuses_has_a_code(error: type[psycopg.Error], code: str) -> None:
    assert told(DBAPIError("", {}, error("said")))[0] == code


# -- no right --------------------------------------------------------------------------------


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """A deed done by an account that may only read; what it imports has to be known before."""
    if os.geteuid() != 0:
        yield
        return
    groups = os.getgroups()
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(groups)


@pytest.fixture
def for_reading() -> Iterator[Record]:
    """A record that everybody may read and only its owner may write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        record = make_record(str(path))
        written(record, put("S1"))
        written(record, put("S2"))  # which reads what stands, and so imports what that needs
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        yield record
        Path(folder).chmod(0o755)


def test_ordinary_user_who_may_only_read_is_told_so(for_reading: Record) -> None:
    with as_somebody_else():
        told_so = said(lambda: written(for_reading, put("S3")))
    assert told_so == (
        f"{for_reading.engine.url.database}: this account has no right to do this in the record; "
        "nothing was written. hint: the system administrator gives the rights"
    )
    assert verify(for_reading).entries == 2


def test_ordinary_user_reads_a_record_that_is_not_his(for_reading: Record) -> None:
    with as_somebody_else():
        assert verify(open_record(str(for_reading.engine.url.database))).entries == 2


# -- no record -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "told_so"),
    [
        ("none.db", None, "there is no record here. hint: make one: gov-comms init AGENCY --db "),
        ("empty.db", b"", "there is no record here. hint: make one: gov-comms init AGENCY --db "),
        (
            "text.db",
            b"some text, which no database is" * 9,
            "this file is no record, or is damaged. "
            "hint: restore it from a backup: gov-comms restore",
        ),
    ],
)
def test_file_that_is_no_record(
    tmp_path: Path, name: str, content: bytes | None, told_so: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    at = str(path) if told_so.endswith("--db ") else ""
    assert said(lambda: open_record(str(path))) == f"{path}: {told_so}{at}"


def test_record_is_made_in_no_folder_that_is_not_there(tmp_path: Path) -> None:
    url = str(tmp_path / "no" / "record.db")
    assert said(lambda: make_record(url)) == f"{tmp_path}/no: there is no such folder"


def test_server_that_is_not_there(tmp_path: Path) -> None:
    url = f"postgresql://somebody:secret@/office?host={tmp_path}"
    told_so = said(lambda: open_record(url))
    assert told_so.endswith(
        ": the record cannot be opened. "
        "hint: look at the address, and whether this account may read there"
    )
    assert "secret" not in told_so


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql+oracle//", "://", "a://b:c:d"])
def test_address_that_is_none(url: str) -> None:
    scheme = url.partition("://")[0] if "://" in url else None
    if scheme is None:
        assert address_of(url).database == url  # a file may be called anything
    else:
        assert said(lambda: engine_of(url)).startswith(f"--db: '{scheme}://…' is no address")


@pytest.mark.parametrize(
    ("url", "dialect", "shown"),
    [
        ("office.db", "sqlite", "office.db"),
        ("sqlite:///office.db", "sqlite", "office.db"),
        (":memory:", "sqlite", ":memory:"),
        ("postgres://a:b@h/n", "postgresql+psycopg", "postgresql+psycopg://a:***@h/n"),
        ("postgresql://h/n", "postgresql+psycopg", "postgresql+psycopg://h/n"),
        ("opengauss://h/n", "opengauss+psycopg", "opengauss+psycopg://h/n"),
        ("kingbase://h/n", "kingbase+psycopg", "kingbase+psycopg://h/n"),
    ],
)
def test_address_names_a_dialect(url: str, dialect: str, shown: str) -> None:
    assert (address_of(url).drivername, shown_address(address_of(url))) == (dialect, shown)


# -- servers that speak the language of PostgreSQL -------------------------------------------


@pytest.mark.parametrize("scheme", ["opengauss", "kingbase"])
def test_compatible_dialect_keeps_a_record(new_url: Callable[[str], str], scheme: str) -> None:
    url = make_url(new_url("postgresql")).set(drivername=scheme)
    record = make_record(url.render_as_string(hide_password=False))
    written(record, put("S1"))
    assert (verify(record).entries, verify(record).problems) == (1, ())
    with record.reading() as reader:
        assert account_of(reader.connection) == "db:root"
        assert reader.connection.dialect.name == "postgresql"


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("9.2.4", (9, 2, 4)), ("12.1 (build 7)", (12, 1)), ("15.18", (15, 18)), ("V8", (9, 2))],
)
def test_version_of_a_compatible_server(version: str, numbers: tuple[int, ...]) -> None:
    assert numbers_of(version) == numbers


def test_account_of_a_file_is_that_of_the_process(sqlite_record: Record) -> None:
    told_by_system = subprocess.run(["id", "-un"], capture_output=True, text=True).stdout.strip()
    with sqlite_record.reading() as reader:
        assert account_of(reader.connection) == f"os:{told_by_system}"
