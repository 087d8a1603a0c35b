"""``gov-comms file``: a piece filed with an office outside."""

from __future__ import annotations

import click

from gov_comms.cli import contents, taking
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "file"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return taking.command(
        reader,
        NAME,
        about=contents.about(NAME),
        details=msg("It is late after the day by which it had to be filed, and goes on."),
        example='file S2026-0001 --answer "备〔2026〕7号" --db record.db',
    )
