"""Connections to the database of a record: its address, its dialect, whose account it is."""

from __future__ import annotations

import os
import pwd
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, StaticPool

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg

PATIENCE = 60
"""Seconds that a writer waits for the one before."""
WRITES = "gov_comms_writes"
"""The option of a connection that will write."""
DIALECTS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "opengauss": "opengauss+psycopg",
    "kingbase": "kingbase+psycopg",
}
"""The schemes of addresses, and the dialect and driver for each."""


def engine_of(url: str) -> Engine:
    """An engine for a record's address; a bare path is an SQLite file, ``:memory:`` is no file.

    Raises `Refused` for an address that is none.
    """
    address = address_of(url)
    if address.drivername != "sqlite":
        for name, dialect in (("opengauss", "OpenGauss"), ("kingbase", "Kingbase")):
            registry.register(f"{name}.psycopg", "gov_comms.record.compatible", dialect)
        return create_engine(address, poolclass=NullPool)
    engine = create_engine(
        address,
        connect_args={"timeout": PATIENCE},
        poolclass=NullPool if file_of(address) else StaticPool,
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def address_of(url: str) -> URL:
    """What an address says; raises `Refused` where no database can be meant."""
    try:
        address = make_url(url) if "://" in url else URL.create("sqlite", database=url)
    except (ArgumentError, ValueError):
        raise _no_address(url) from None
    scheme = address.drivername.partition("+")[0]
    if scheme not in DIALECTS:
        raise _no_address(url)
    return address.set(drivername=DIALECTS[scheme])


def file_of(address: URL) -> str | None:
    """The file of an SQLite record that lies on disk."""
    on_disk = address.drivername == "sqlite" and address.database not in (None, "", ":memory:")
    return address.database if on_disk else None


def is_sqlite(connection: Connection) -> bool:
    """Whether the database is a file of SQLite, and not a server."""
    return connection.dialect.name == "sqlite"


def account_of(connection: Connection) -> str:
    """Whose account this is: ``os:…`` of the process, or ``db:…`` of the session at a server."""
    if is_sqlite(connection):
        uid = os.getuid()
        try:
            return f"os:{pwd.getpwuid(uid).pw_name}"
        except KeyError:
            return f"os:{uid}"
    return f"db:{connection.exec_driver_sql('SELECT session_user').scalar_one()}"


def shown_address(address: URL) -> str:
    """An address as it may be shown: without its password."""
    if address.drivername == "sqlite":
        return str(address.database)
    return address.render_as_string(hide_password=True)


def _no_address(url: str) -> Refused:
    # An address may hold a password, so only its scheme is told.
    scheme = url.partition("://")[0] if "://" in url else ""
    what = msg("{scheme} is no address of a record", scheme=repr(f"{scheme}://…"))
    hint = msg("write the path of a file, or postgresql://HOST/NAME")
    return Refused([Problem("no-address", Place(), what, "--db", hint)])


def _on_connect(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late
    connection.execute("PRAGMA synchronous = FULL")


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
