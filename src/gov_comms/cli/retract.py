"""``gov-comms retract``: take a fact back."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.reader import Reader

NAME = "retract"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        example='retract adoption A2014-0013 --reason "撤稿" --db record.db',
        takes=[
            click.Argument(["table"], metavar="TABLE"),
            click.Argument(["fact"], metavar="ID"),
            at_desk.reason(reader, required=True),
            *at_desk.options(reader),
        ],
    )


def run(reader: Reader, db: str, acting_for: str, table: str, fact: str, reason: str) -> int:
    """Take the fact back."""
    from gov_comms.closing.corrections import retract

    return at_desk.carried(reader, db, retract, acting_for, table=table, fact=fact, reason=reason)
