"""``gov-comms deliver``: a document was sent to those who are to have it."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters, taking
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "deliver"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "OF is the row with which, or the period in which it is due; todo has what waits."
        ),
        example="deliver copy S2026-0001 --to 区委办 --note 机要交换 --db record.db",
        takes=[
            click.Argument(["document"], metavar="DISTRIBUTION"),
            click.Argument(["of"], metavar="OF", default="", required=False),
            click.Option(
                ["--to"],
                metavar="RECIPIENT",
                multiple=True,
                help=reader.say(
                    msg("One of those who are to have it, if not all; may be given again.")
                ),
            ),
            taking.note(reader),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    document: str,
    of: str,
    to: tuple[str, ...],
    note: str,
) -> int:
    """Write the deliveries down."""
    from gov_comms.review.deliveries import deliver

    said = {"document": document, "of": of, "to": to, "note": note}
    return at_desk.carried(reader, db, deliver, acting_for, **said)
