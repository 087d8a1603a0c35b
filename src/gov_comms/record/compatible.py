"""Servers that speak PostgreSQL's language and call themselves otherwise."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg


class Compatible(PGDialect_psycopg):
    """A dialect that asks a server for the version of PostgreSQL that it stands for.

    SQLAlchemy reads it from ``version()``, where such servers tell their own name.
    """

    supports_statement_cache = True

    def _get_server_version_info(self, connection: Any) -> tuple[int, ...]:
        told = connection.exec_driver_sql("SHOW server_version").scalar_one()
        return numbers_of(str(told))


class OpenGauss(Compatible):
    """openGauss, and what is built on it."""

    supports_statement_cache = True


class Kingbase(Compatible):
    """KingbaseES in its PostgreSQL mode."""

    supports_statement_cache = True


def numbers_of(version: str) -> tuple[int, ...]:
    """The numbers that a version begins with: ``9.2.4`` of ``9.2.4 (build 1)``."""
    found: list[int] = []
    for part in version.split()[0].split(".") if version.split() else ():
        if not part.isdigit():
            break
        found.append(int(part))
    return tuple(found) or (9, 2)
