"""``gov-comms endorse``: a leader's remark on a work."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.cells import cells_of, columns
from gov_comms.cli.reader import Reader

NAME = "endorse"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        example="endorse --work S2026-0001 --level 市级 --db record.db",
        takes=[
            *columns(reader, "endorsement", "work", "level", "day"),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader, db: str, acting_for: str, pairs: tuple[str, ...], **named: str | None
) -> int:
    """Enter it, and tell its number."""
    from gov_comms.review.happenings import endorse

    cells = cells_of(reader, pairs, named.items())
    return at_desk.carried(reader, db, endorse, acting_for, cells=cells)
