"""``gov-comms open``: everything about one row."""

from __future__ import annotations

from pathlib import Path

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.output import write_bytes
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "open"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        example="open S2026-0001 --db record.db",
        takes=[
            click.Argument(["number"], metavar="NUMBER"),
            parameters.output(
                reader, required=False, about=msg("Write its manuscript into this file.")
            ),
            *at_desk.options(reader),
            parameters.output_format(reader, "table", "json"),
        ],
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    number: str,
    output: Path | None,
    output_format: str,
) -> int:
    """Print the trail, or write the manuscript."""
    from gov_comms.cli.render_trail import trail_json, trail_text
    from gov_comms.review.trail import paper, trail

    with at_desk.visited(db, acting_for) as desk:
        if output is not None:
            kept, content = paper(desk, number)
            write_bytes(output, content)
            click.echo(reader.say(msg("{name} is in {file}", name=kept.name, file=str(output))))
            return DONE
        found = trail(desk, number)
        as_json = output_format == "json"
        click.echo(trail_json(found, desk) if as_json else trail_text(found, desk, reader))
    return DONE
