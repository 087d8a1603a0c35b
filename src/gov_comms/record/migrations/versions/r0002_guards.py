"""The journal refuses to be changed, and says who and why in columns of its own."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TOLD = "the journal is only ever added to"
OWN = "an entry is written under the account that writes it"

SQLITE = (
    f"CREATE TRIGGER journal_update BEFORE UPDATE ON journal "
    f"BEGIN SELECT RAISE(ABORT, '{TOLD}'); END",
    f"CREATE TRIGGER journal_delete BEFORE DELETE ON journal "
    f"BEGIN SELECT RAISE(ABORT, '{TOLD}'); END",
    # INSERT OR REPLACE takes a row away without any trigger of DELETE.
    f"CREATE TRIGGER journal_insert BEFORE INSERT ON journal "
    f"WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal) "
    f"BEGIN SELECT RAISE(ABORT, '{TOLD}'); END",
)

# PROCEDURE, since servers that speak an older PostgreSQL do not know FUNCTION here.
# The owner is let through: a restore writes down what others did.
POSTGRESQL = (
    f"""CREATE FUNCTION journal_takes() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE owner name;
    BEGIN
        IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal) THEN
            RAISE EXCEPTION '{TOLD}' USING ERRCODE = 'restrict_violation';
        END IF;
        SELECT pg_get_userbyid(relowner) INTO owner FROM pg_class WHERE oid = TG_RELID;
        IF session_user <> owner AND (NEW.account IS DISTINCT FROM 'db:' || session_user
                OR CAST(NEW.body AS json) ->> 'account' IS DISTINCT FROM NEW.account) THEN
            RAISE EXCEPTION '{OWN}' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$""",
    "CREATE TRIGGER journal_insert BEFORE INSERT ON journal "
    "FOR EACH ROW EXECUTE PROCEDURE journal_takes()",
    f"CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN RAISE EXCEPTION '{TOLD}' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER journal_change BEFORE UPDATE OR DELETE ON journal "
    "FOR EACH ROW EXECUTE PROCEDURE journal_refuses()",
    "CREATE TRIGGER journal_truncate BEFORE TRUNCATE ON journal "
    "FOR EACH STATEMENT EXECUTE PROCEDURE journal_refuses()",
)


DRAWN = {
    "account": ("account", sa.String(200)),
    "person": ("person", sa.String(200)),
    "acting_for": ("for", sa.String(200)),
    "reason": ("reason", sa.Text()),
    "config": ("config", sa.String(64)),
}
"""The new columns, the keys of an entry's text that they repeat, and their types."""


def upgrade() -> None:
    """Fill the new columns from the texts of the entries; then put the guards in place."""
    for name, (_, kind) in DRAWN.items():
        op.add_column("journal", sa.Column(name, kind, nullable=False, server_default=""))
    _draw()
    op.create_index("journal_subject", "journal", ["subject"])
    op.create_index("standing_state", "standing", ["kind", "state"])
    op.create_index("standing_about", "standing", ["kind", "about"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.execute(statement)


def _draw() -> None:
    connection = op.get_bind()
    journal = sa.table("journal", *map(sa.column, ("seq", "body", *DRAWN)))
    lines = connection.execute(sa.select(journal.c.seq, journal.c.body)).all()
    if not lines:
        return
    drawn: list[dict[str, Any]] = []
    for seq, body in lines:
        told = json.loads(body)
        drawn.append({"of": seq, **{name: told[key] for name, (key, _) in DRAWN.items()}})
    filled: dict[str, Any] = {name: sa.bindparam(name) for name in DRAWN}
    connection.execute(
        sa.update(journal).where(journal.c.seq == sa.bindparam("of")).values(filled), drawn
    )
