"""Who may do what at a server: writers add, auditors read, nobody changes the journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg
from gov_comms.record.engines import is_sqlite

TABLES = "journal, standing, files, alembic_version"
ADDING = ("INSERT ON journal, files", "INSERT, DELETE ON standing")


def grant(
    connection: Connection, writers: Sequence[str], auditors: Sequence[str]
) -> tuple[Message, ...]:
    """Give the roles of a server their rights to a record; tells what was given.

    Raises `Refused` where the record lies in a file, which knows no roles.
    """
    both = sorted({*writers} & {*auditors})
    if both:
        what = msg("whoever audits does not write: {roles}", roles=", ".join(both))
        raise Refused([Problem("separation", Place(), what, "--auditors")])
    if not writers and not auditors:
        return ()
    if is_sqlite(connection):
        what = msg("a record in a file has no roles; who may write is a right to the file")
        hint = msg("leave --writers and --auditors away")
        raise Refused([Problem("no-roles", Place(), what, hint=hint)])
    schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    for statement in _statements(connection, str(schema), writers, auditors):
        connection.exec_driver_sql(statement)
    return (
        *(msg("{role} may read and add", role=role) for role in writers),
        *(msg("{role} may read", role=role) for role in auditors),
    )


def _statements(
    connection: Connection, schema: str, writers: Sequence[str], auditors: Sequence[str]
) -> Iterator[str]:
    quoted = connection.dialect.identifier_preparer.quote_identifier
    for role in (*writers, *auditors):
        yield f"REVOKE ALL ON {TABLES} FROM {quoted(role)}"
        yield f"GRANT USAGE ON SCHEMA {quoted(schema)} TO {quoted(role)}"
        yield f"GRANT SELECT ON {TABLES} TO {quoted(role)}"
    for role in writers:
        for right in ADDING:
            yield f"GRANT {right} TO {quoted(role)}"
