"""``gov-comms evidence``: the register of evidence, to read or to print."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.output import write_text
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_csv import harmless
from gov_comms.cli.render_table import table
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.review.desk import Desk
    from gov_comms.review.register import Registered

NAME = "evidence"
HEADINGS = (
    msg("adoption"),
    msg("work"),
    msg("title"),
    msg("outlet"),
    msg("day"),
    msg("file"),
    msg("kind"),
    msg("name"),
    msg("handed in by"),
    msg("at"),
    msg("state"),
    msg("looked at by"),
    msg("digest"),
)
STATES = {
    "unverified": msg("not yet verified"),
    "verified": msg("verified"),
    "rejected": msg("rejected"),
}


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        example="evidence --format csv -o 凭证登记册.csv --db record.db",
        takes=[
            click.Option(
                ["--from", "first"],
                type=click.DateTime(["%Y-%m-%d"]),
                metavar="DAY",
                help=reader.say(msg("Adoptions from this day on.")),
            ),
            click.Option(
                ["--to", "last"],
                type=click.DateTime(["%Y-%m-%d"]),
                metavar="DAY",
                help=reader.say(msg("Adoptions up to this day.")),
            ),
            parameters.output_format(reader, "table", "csv"),
            parameters.output(
                reader, required=False, about=msg("Write to a file instead of the terminal.")
            ),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    first: datetime | None,
    last: datetime | None,
    output_format: str,
    output: Path | None,
) -> int:
    """Print or write the register."""
    from gov_comms.review.register import evidence_register

    with at_desk.visited(db, acting_for) as desk:
        days = (first.date() if first else None, last.date() if last else None)
        rows = [_cells(each, desk, reader) for each in evidence_register(desk, *days)]
    headings = [reader.say(each) for each in HEADINGS]
    if output_format == "table":
        # A digest is for machines; a line on a terminal has no room for it.
        text = table(headings[:-1], [row[:-1] for row in rows])
    else:
        file = io.StringIO()
        told = ([harmless(cell) for cell in row] for row in rows)
        csv.writer(file, lineterminator="\n").writerows([headings, *told])
        text = file.getvalue()
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write_text(output, text if text.endswith("\n") else f"{text}\n", "utf-8-sig")
    return DONE


def _cells(each: Registered, desk: Desk, reader: Reader) -> list[str]:
    proof = each.proof
    return [
        proof.adoption,
        each.work,
        each.title,
        each.outlet,
        each.day,
        proof.id,
        proof.kind,
        proof.name,
        proof.by,
        desk.local(proof.at).isoformat(" ", "minutes"),
        reader.say(STATES[proof.state]),
        proof.judge,
        f"{proof.algorithm}:{proof.digest}",
    ]
