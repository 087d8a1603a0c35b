"""``gov-comms todo``: what is due, late or stuck, for whoever asks."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "todo"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg("Everybody sees his own; nobody is named to others."),
        example="todo --db record.db",
        takes=[*at_desk.options(reader), parameters.output_format(reader, "table", "json")],
    )


def run(reader: Reader, db: str, acting_for: str, output_format: str) -> int:
    """Print the list."""
    from gov_comms.cli.render_todo import todo_json, todo_text
    from gov_comms.closing.items import closing_items
    from gov_comms.review.todo import todo

    with at_desk.visited(db, acting_for) as desk:
        items = todo(desk, closing_items(desk))
        if output_format == "json":
            click.echo(todo_json(items, desk, reader))
        else:
            click.echo(todo_text(items, desk, reader))
    return DONE
