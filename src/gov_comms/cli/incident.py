"""``gov-comms incident``: something that happened."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.cells import cells_of, columns
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "incident"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg("With its number: what became known of it since, such as its end."),
        example="incident --kind 差错 件数=2 --db record.db",
        takes=[
            click.Option(
                ["--number"],
                metavar="NUMBER",
                default="",
                help=reader.say(msg("One that is entered already, to which this is added.")),
            ),
            *columns(
                reader,
                "incident",
                "unit",
                "person",
                "work",
                "kind",
                "severity",
                "day",
                "reported",
                "happened_at",
                "reported_at",
                "count",
            ),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    pairs: tuple[str, ...],
    number: str,
    **named: str | None,
) -> int:
    """Enter it, and tell its number."""
    from gov_comms.review.happenings import happen

    cells = cells_of(reader, pairs, named.items())
    return at_desk.carried(reader, db, happen, acting_for, cells=cells, number=number)
