"""``gov-comms submit``: send a piece in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import at_desk, contents, parameters, taking
from gov_comms.cli.cells import cells_of, columns
from gov_comms.cli.reader import Reader
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.review.reading import Manuscript

NAME = "submit"
_COLUMNS = (
    *("title", "kind", "tags", "route", "unit", "units", "authors", "shares"),
    *("day", "length", "pictures", "request"),
)


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Title, length and pictures are read from the file; your unit, the day and you as the"
            " author are known. What bears a mark of secrecy is refused."
        ),
        example="submit 秋粮.docx --kind 信息 --db record.db",
        takes=[
            manuscript(reader),
            *columns(reader, "submission", *_COLUMNS),
            click.Option(
                ["--table"],
                metavar="TABLE",
                default="submission",
                help=reader.say(msg("Another table whose rows have a chain.")),
            ),
            click.Option(
                ["--again"],
                metavar="PIECE",
                default="",
                help=reader.say(msg("A piece that came back, or that is being made.")),
            ),
            taking.checked(reader),
            taking.note(reader),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    file: str | None,
    pairs: tuple[str, ...],
    table: str,
    again: str,
    checked: tuple[str, ...],
    note: str,
    **named: str | None,
) -> int:
    """Send it in, and tell its number and where it goes."""
    from gov_comms.review.sending import submit, submit_again

    path, rest = file_in(file, pairs)
    said = {
        "cells": cells_of(reader, rest, named.items()),
        "manuscript": manuscript_in(path),
        "checked": checked,
        "note": note,
    }
    if again:
        return at_desk.carried(reader, db, submit_again, acting_for, piece_id=again, **said)
    return at_desk.carried(reader, db, submit, acting_for, table=table, **said)


def manuscript(reader: Reader) -> click.Argument:
    """``FILE``."""
    return click.Argument(
        ["file"],
        metavar="FILE",
        required=False,
        help=reader.say(msg("A Word or text file; its title, length and pictures are read.")),
    )


def file_in(file: str | None, pairs: tuple[str, ...]) -> tuple[Path | None, tuple[str, ...]]:
    """The file of a call and its ``COLUMN=VALUE``, of which one may stand where a file would."""
    if file is not None and "=" in file:
        return None, (file, *pairs)
    return (None if file is None else Path(file)), pairs


def manuscript_in(path: Path | None) -> Manuscript | None:
    """What the file holds, if there is one; no more of it is read than a manuscript may have."""
    from gov_comms.review.reading import LARGEST, read_manuscript

    if path is None:
        return None
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        what = msg("cannot be read: {error}", error=error.strerror or str(error))
        raise Refused([Problem("unreadable", Place(str(path)), what)]) from None
    return read_manuscript(path.name, content)
