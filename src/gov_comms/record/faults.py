"""What a database refuses, said in a sentence: where the record is, what is wrong, what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg
from gov_comms.record.engines import shown_address

Told = tuple[str, Message, Message | None]
"""The code of a problem, what is wrong, and a hint."""


@contextmanager
def refusing(address: URL) -> Iterator[None]:
    """Turn what the database raises into `Refused`; the transaction around it has been undone."""
    try:
        yield
    except SQLAlchemyError as error:
        code, what, hint = told(error)
        problem = Problem(code, Place(shown_address(address)), what, hint=hint)
        raise Refused([problem]) from error


def told(error: SQLAlchemyError) -> Told:
    """What an error of a database means to somebody at a desk."""
    original = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(original, sqlite3.Error):
        found = _BY_SQLITE.get(getattr(original, "sqlite_errorcode", 0) & 0xFF)
    else:
        state = getattr(original, "sqlstate", None)
        # A connection that never came about has no state.
        found = _BY_STATE.get(state[:2] if state else "08")
        found = _BY_STATE.get(state or "", found)
    return found or _other(original or error)


def _other(error: BaseException) -> Told:
    line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return "record-failed", msg("the database answers: {error}", error=line), None


_FULL: Told = (
    "record-full",
    msg("the disk where the record lies takes no more; nothing was written"),
    msg("make room there, or have the disk looked at, then do it again"),
)
_FORBIDDEN: Told = (
    "record-forbidden",
    msg("this account has no right to do this in the record; nothing was written"),
    msg("the system administrator gives the rights"),
)
_BUSY: Told = (
    "record-busy",
    msg("others have been writing for too long; nothing was written"),
    msg("do it again in a moment"),
)
_UNREACHABLE: Told = (
    "record-unreachable",
    msg("the record cannot be opened"),
    msg("look at the address, and whether this account may read there"),
)
_BROKEN: Told = (
    "record-broken",
    msg("this file is no record, or is damaged"),
    msg("restore it from a backup: gov-comms restore"),
)
_GUARDED: Told = (
    "record-guarded",
    msg("the record refuses this, since its journal is only ever added to; nothing was written"),
    None,
)
_BY_SQLITE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _FORBIDDEN,
    sqlite3.SQLITE_PERM: _FORBIDDEN,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _FULL,
    sqlite3.SQLITE_CANTOPEN: _UNREACHABLE,
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_NOTADB: _BROKEN,
    sqlite3.SQLITE_CONSTRAINT: _GUARDED,
}
_BY_STATE = {
    "08": _UNREACHABLE,  # no connection
    "28": _UNREACHABLE,  # no such account, or a wrong password
    "3D": _UNREACHABLE,  # no such database
    "53": _FULL,  # no room, no memory, too many connections
    "53300": _BUSY,
    "23": _GUARDED,
    "25006": _FORBIDDEN,
    "42501": _FORBIDDEN,
    "55P03": _BUSY,
    "40001": _BUSY,
    "40P01": _BUSY,
    "57": _UNREACHABLE,  # the server was shut down
}
"""By the first two letters of a server's SQLSTATE, or by all five."""
