"""``gov-comms withdraw``: take one's own piece back."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters, taking
from gov_comms.cli.reader import Reader

NAME = "withdraw"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        example='withdraw S2026-0001 --reason "数字有误" --db record.db',
        takes=[
            taking.piece(),
            at_desk.reason(reader, required=True),
            *at_desk.options(reader),
        ],
    )


def run(reader: Reader, db: str, acting_for: str, piece: str, reason: str) -> int:
    """Take it back."""
    from gov_comms.review.returns import withdraw

    return at_desk.carried(reader, db, withdraw, acting_for, piece_id=piece, reason=reason)
