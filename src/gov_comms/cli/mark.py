"""``gov-comms mark``: a recurring duty is done."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "mark"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        example="mark 培训 --note 省厅办班 --db record.db",
        takes=[
            click.Argument(["duty"], metavar="DUTY"),
            click.Option(
                ["--period"],
                metavar="P",
                default="",
                help=reader.say(msg("For which period; without it the one that holds today.")),
            ),
            click.Option(
                ["--note"],
                metavar="TEXT",
                default="",
                help=reader.say(msg("What was done; it is written down.")),
            ),
            *at_desk.options(reader),
        ],
    )


def run(reader: Reader, db: str, acting_for: str, duty: str, period: str, note: str) -> int:
    """Enter that it is done."""
    from gov_comms.review.duties import mark

    said = {"duty": duty, "period": period, "note": note}
    return at_desk.carried(reader, db, mark, acting_for, **said)
