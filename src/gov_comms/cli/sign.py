"""``gov-comms sign``: sign a piece for issue."""

from __future__ import annotations

import click

from gov_comms.cli import contents, taking
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "sign"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return taking.command(
        reader,
        NAME,
        about=contents.about(NAME),
        details=msg("Nobody signs his own piece."),
        example="sign S2026-0001 --db record.db",
    )
