"""Bringing a database to the tables of this program, by revisions that are never changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect

from gov_comms.record.schema import REVISION

MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"


def revision_of(connection: Connection) -> str | None:
    """The revision that a database is at; None where it holds no record."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    told = connection.exec_driver_sql(f"SELECT version_num FROM {_VERSION_TABLE}")
    return told.scalar_one_or_none()


def upgrade(connection: Connection, to: str = REVISION) -> None:
    """Run the revisions that a database lacks, up to ``to``; part of the open transaction."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(MIGRATIONS))

    def missing(revision: Any, _: Any) -> Iterable[Any]:
        return script._upgrade_revs(to, revision)

    with EnvironmentContext(Config(), script, fn=missing, destination_rev=to) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()
