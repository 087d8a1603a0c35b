"""The cells of a row in a call: an option for each column, and COLUMN=VALUE for any other."""

from __future__ import annotations

from collections.abc import Iterable

import click

from gov_comms.cli.reader import Reader
from gov_comms.kinds import BUILT_IN
from gov_comms.messages import msg


def columns(reader: Reader, table: str, *names: str) -> tuple[click.Parameter, ...]:
    """An option for each of these columns of a built-in table, and ``COLUMN=VALUE`` for others."""
    found = {column.id: column for column in BUILT_IN[table].columns}
    options = (
        click.Option(
            ["--" + name.replace("_", "-"), name],
            metavar=found[name].type.upper(),
            help=found[name].name.text(reader.language),
        )
        for name in names
    )
    return (*options, further(reader))


def further(reader: Reader) -> click.Argument:
    """``COLUMN=VALUE``: cells of columns that have no option."""
    return click.Argument(
        ["pairs"],
        metavar="COLUMN=VALUE…",
        nargs=-1,
        help=reader.say(msg("Further columns, also those that the agency adds.")),
    )


def cells_of(
    reader: Reader, pairs: Iterable[str], named: Iterable[tuple[str, str | None]] = ()
) -> dict[str, str]:
    """The cells that a call gives, by column; raises `click.UsageError` for what is no pair."""
    cells = {name: value for name, value in named if value is not None}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise click.UsageError(reader.say(msg("{said} is no column=value", said=pair)))
        cells[name] = value
    return cells
