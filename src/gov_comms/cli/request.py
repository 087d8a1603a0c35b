"""``gov-comms request``: a piece asked of a unit, and what became of it."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.cells import cells_of, columns
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "request"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg("With its number: the request is answered, today or on the day that is said."),
        example="request --unit 甲科 --title 供暖 --due 2026-11-27 --db r.db",
        takes=[
            click.Option(
                ["--number"],
                metavar="NUMBER",
                default="",
                help=reader.say(msg("The request that is answered.")),
            ),
            *columns(reader, "request", "unit", "title", "day", "due", "answered", "outcome"),
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
    """Enter the request or its answer, and tell its number."""
    from gov_comms.review.requests import answer, ask

    cells = cells_of(reader, pairs, named.items())
    if number:
        return at_desk.carried(reader, db, answer, acting_for, number=number, cells=cells)
    return at_desk.carried(reader, db, ask, acting_for, cells=cells)
