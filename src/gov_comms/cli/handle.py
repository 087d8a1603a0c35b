"""``gov-comms handle``: any step that judges nothing."""

from __future__ import annotations

import click

from gov_comms.cli import contents, taking
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "handle"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return taking.command(
        reader,
        NAME,
        about=contents.about(NAME),
        details=msg("Further columns of the piece's row are filled in with COLUMN=VALUE."),
        example="handle S2026-0001 --note 局网站 --db record.db",
    )
