"""``gov-comms register``: a row of one of the agency's own tables."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.cells import cells_of, further
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "register"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        example="register 刊物出刊 刊物=信息快报 送达日期=2026-03-05 --db record.db",
        takes=[
            click.Argument(["table"], metavar="TABLE"),
            click.Option(
                ["--number"],
                metavar="NUMBER",
                default="",
                help=reader.say(msg("One that is entered already, to which this is added.")),
            ),
            further(reader),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader, db: str, acting_for: str, table: str, number: str, pairs: tuple[str, ...]
) -> int:
    """Enter it, and tell its number."""
    from gov_comms.review.happenings import register

    cells = cells_of(reader, pairs)
    said = {"table": table, "number": number, "cells": cells}
    return at_desk.carried(reader, db, register, acting_for, **said)
