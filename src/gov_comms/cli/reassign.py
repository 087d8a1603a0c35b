"""``gov-comms reassign``: hand a step to a colleague."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters, taking
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "reassign"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg("The colleague alone then does it, or hands it on."),
        example='reassign S2026-0001 丁 --reason "出差" --db record.db',
        takes=[
            taking.piece(),
            click.Argument(["person"], metavar="PERSON"),
            at_desk.reason(reader, required=True),
            *at_desk.options(reader),
        ],
    )


def run(reader: Reader, db: str, acting_for: str, piece: str, person: str, reason: str) -> int:
    """Hand it over."""
    from gov_comms.review.returns import reassign

    said = {"piece_id": piece, "person": person, "reason": reason}
    return at_desk.carried(reader, db, reassign, acting_for, **said)
