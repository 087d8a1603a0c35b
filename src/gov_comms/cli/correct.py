"""``gov-comms correct``: put a fact right."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "correct"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg("Columns are called as in rules: form=综合. Nothing behind = empties one."),
        example="correct adoption A2014-0013 form=综合 --reason 误登 --db r.db",
        takes=[
            click.Argument(["table"], metavar="TABLE"),
            click.Argument(["fact"], metavar="ID"),
            click.Argument(["said"], metavar="COLUMN=VALUE…", nargs=-1, required=True),
            at_desk.reason(reader, required=True),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    table: str,
    fact: str,
    said: tuple[str, ...],
    reason: str,
) -> int:
    """Correct the fact."""
    from gov_comms.closing.corrections import correct

    for each in said:
        if "=" not in each:
            what = msg("{said} is no column=value", said=each)
            raise click.UsageError(reader.say(what))
    cells = dict(each.split("=", 1) for each in said)
    return at_desk.carried(
        reader, db, correct, acting_for, table=table, fact=fact, said=cells, reason=reason
    )
