"""Databases for tests: SQLite in a folder of the test, PostgreSQL in a server of the test run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from gov_comms.record.opening import make_record
from gov_comms.record.store import Record

KINDS = ("sqlite", "postgresql")
_NUMBERS = count(1)


def server_folder() -> Path:
    """Where the programs of the server lie: the newest that Debian has, or those on the path."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.fail("a PostgreSQL server is needed: make machine")
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


def as_server() -> Sequence[str]:
    """What stands before a command of the server, which does not run as root."""
    if os.getuid() != 0:
        return ()
    return ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[str]:
    """A server of its own behind a socket, without any network; gives the address of its root.

    A ``durable`` one waits for the disk, as one at work does; tests need not.
    """
    programs = server_folder()
    # A socket's path has to be short, so that pytest's own folders will not do.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    initdb = (programs / "initdb", "-D", data, "-U", "root", "-A", "trust", "-E", "UTF8")
    fsync = "on" if durable else "off"
    options = f"-k {folder} -c listen_addresses= -c fsync={fsync} -c max_connections=200"
    control = (programs / "pg_ctl", "-D", data, "-w", "-s")

    def run(*command: object) -> None:
        subprocess.run(
            [*as_server(), *map(str, command)], check=True, cwd=folder, stdout=subprocess.DEVNULL
        )

    run(*initdb, "--locale=C", "--no-sync")
    run(*control, "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://root@/postgres?host={folder}"
    finally:
        run(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a running PostgreSQL server."""
    with running_server() as address:
        yield address


def fresh_database(address: str) -> str:
    """A new database at a server."""
    name = f"record_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return address.replace("/postgres?", f"/{name}?")


def clone_database(address: str) -> str:
    """A new database at a server, with all that another one holds."""
    origin = address.partition("?")[0].rpartition("/")[2]
    name = f"record_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(address.replace(f"/{origin}?", "/postgres?"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {origin}".encode())
    return address.replace(f"/{origin}?", f"/{name}?")


@pytest.fixture
def new_url(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], str]:
    """The address of a new, empty database of a kind: ``sqlite`` or ``postgresql``."""

    def address(kind: str) -> str:
        if kind == "sqlite":
            return str(tmp_path / f"record{next(_NUMBERS)}.db")
        return fresh_database(request.getfixturevalue("postgresql"))

    return address


@pytest.fixture(params=KINDS)
def record_url(new_url: Callable[[str], str], request: pytest.FixtureRequest) -> str:
    """The address of a new, empty database, once for each kind."""
    return new_url(request.param)


@pytest.fixture
def record(record_url: str) -> Record:
    """An empty record with its tables, once for each kind of database."""
    return make_record(record_url)


@pytest.fixture
def sqlite_record(tmp_path: Path) -> Record:
    """An empty record in a file."""
    return make_record(str(tmp_path / "record.db"))
