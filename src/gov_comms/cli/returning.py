"""``gov-comms return``: send a piece back."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters, taking
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "return"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg("What was done from there on is done anew."),
        example='return S2026-0001 --reason "补充数据来源" --db record.db',
        takes=[
            taking.piece(),
            click.Option(
                ["--to"],
                metavar="STEP",
                default="",
                help=reader.say(msg("The step: its number, its action or its role.")),
            ),
            at_desk.reason(reader, required=True),
            *at_desk.options(reader),
        ],
    )


def run(reader: Reader, db: str, acting_for: str, piece: str, to: str, reason: str) -> int:
    """Send it back, and tell where it is."""
    from gov_comms.review.returns import return_piece

    said = {"piece_id": piece, "to": to, "reason": reason}
    return at_desk.carried(reader, db, return_piece, acting_for, **said)
