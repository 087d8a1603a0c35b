"""The tables of a record, as its migrations leave them."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

REVISION = "0002"
"""The last of the migrations, which leaves the tables below."""
metadata = MetaData()

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(27), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("account", String(200), nullable=False, server_default=""),
    Column("person", String(200), nullable=False, server_default=""),
    Column("acting_for", String(200), nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("config", String(64), nullable=False, server_default=""),
    Index("journal_subject", "subject"),
)
"""One line for each act; ``body`` is the text that ``digest`` is of, the rest is drawn from it.

What is drawn from it is there to be asked for, and to tell which of the two was changed.
"""

standing = Table(
    "standing",
    metadata,
    Column("kind", String(60), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("state", String(40), nullable=False),
    Column("about", String(200), nullable=False),
    Column("cells", Text, nullable=False),
    Index("standing_state", "kind", "state"),
    Index("standing_about", "kind", "about"),
)
"""The rows as the journal leaves them; ``seq`` is the entry that put each there."""

files = Table(
    "files",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""Evidence and rule texts under their digests."""
