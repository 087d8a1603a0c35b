"""``gov-comms rule``: what a step leaves to a person."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.cells import cells_of, columns
from gov_comms.cli.reader import Reader

NAME = "rule"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        example="rule bonus --fact M2026-0001 --amount 10 --reason 得力 --db r.db",
        takes=[
            click.Argument(["step"], metavar="STEP"),
            *columns(reader, "ruling", "fact", "unit", "person", "amount", "word", "reason", "day"),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader, db: str, acting_for: str, step: str, pairs: tuple[str, ...], **named: str | None
) -> int:
    """Enter the ruling, and tell its number."""
    from gov_comms.review.rulings import rule

    cells = cells_of(reader, pairs, named.items())
    return at_desk.carried(reader, db, rule, acting_for, step=step, cells=cells)
