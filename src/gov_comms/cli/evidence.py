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
from gov_comms.cli.output import write_bytes, write_text
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_csv import harmless
from gov_comms.cli.render_table import table
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.bulletin.sheets import Sheet

NAME = "evidence"
WORKBOOK = ".xlsx"
AUDIENCES = ("office", "units", "public")


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Into a file that ends in .xlsx goes a workbook. For readers outside the office the "
            "register names nobody."
        ),
        example="evidence -o 凭证登记册.xlsx --db record.db",
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
            click.Option(
                ["--audience"],
                type=click.Choice(AUDIENCES),
                default=AUDIENCES[0],
                help=reader.say(msg("Who reads it.")),
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
    audience: str,
    output_format: str,
    output: Path | None,
) -> int:
    """Print or write the register."""
    from gov_comms.bulletin.evidence import register_file, register_sheet
    from gov_comms.review.register import evidence_register

    as_workbook = output is not None and output.suffix.lower() == WORKBOOK
    with at_desk.visited(db, acting_for) as desk:
        days = (first.date() if first else None, last.date() if last else None)
        found = evidence_register(desk, *days)
        agency = desk.agency
        language = reader.document_language(agency.language) if as_workbook else reader.language
        sheet = register_sheet(desk.view, agency, found, audience, language)
    if output is None:
        text = _table(sheet) if output_format == "table" else _csv(sheet)
        click.echo(text, nl=not text.endswith("\n"))
    elif as_workbook:
        write_bytes(output, register_file(sheet))
        click.echo(reader.say(msg("written: {path}", path=output)))
    else:
        text = _table(sheet) + "\n" if output_format == "table" else _csv(sheet)
        write_text(output, text, "utf-8-sig")
    return DONE


def _table(sheet: Sheet) -> str:
    """The register for a terminal, where no line has room for a digest: that is for machines."""
    headings = [column.heading for column in sheet.columns]
    return table(headings[:-1], [row[:-1] for row in _texts(sheet)])


def _csv(sheet: Sheet) -> str:
    file = io.StringIO()
    told = ([harmless(cell) for cell in row] for row in _texts(sheet))
    headings = [column.heading for column in sheet.columns]
    csv.writer(file, lineterminator="\n").writerows([headings, *told])
    return file.getvalue()


def _texts(sheet: Sheet) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.rows]
