"""``gov-comms score``: everybody's totals for a period."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import contents, engines, parameters, render_json, sources
from gov_comms.cli.exits import DONE, WRONG
from gov_comms.cli.output import write_text
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.cli.sources import Source
from gov_comms.cli.stopwatch import OPENED, READ, READ_OFF, READING, Stopwatch
from gov_comms.errors import Refused
from gov_comms.messages import msg
from gov_comms.timeline import LEVELS

if TYPE_CHECKING:
    from gov_comms.facts.room import Room
    from gov_comms.ledger.engine import Engine
    from gov_comms.model import Agency
    from gov_comms.results import Result

NAME = "score"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose figures are asked for: of which facts and period, and ``by`` which of its parts."""

    agency: str
    source: Source
    period: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """How they are handed over: as what, and where to, with a ``ledger`` and a ``profile``."""

    output_format: str
    rows: str
    output: Path | None
    ledger: Path | None
    profile: bool


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg("JSON holds all of it, CSV the totals or the duties."),
        example="score haidian --facts records.xlsx --period 2014 --by quarter",
        takes=[
            parameters.agency(reader),
            *sources.options(reader),
            parameters.period(reader),
            click.Option(
                ["--by"],
                type=click.Choice(LEVELS),
                help=reader.say(msg("Also the totals of each part of the period.")),
            ),
            parameters.output_format(reader, "table", "json", "csv"),
            click.Option(
                ["--rows"],
                type=click.Choice(["totals", "duties"]),
                default="totals",
                help=reader.say(msg("What the rows of CSV are.")),
            ),
            parameters.output(
                reader, required=False, about=msg("Write to a file instead of the terminal.")
            ),
            *engines.options(reader),
            click.Option(
                ["--ledger"],
                type=click.Path(path_type=Path, file_okay=False),
                metavar="FOLDER",
                help=reader.say(msg("Also write every line into a new folder, as Parquet.")),
            ),
            click.Option(
                ["--profile"],
                is_flag=True,
                help=reader.say(msg("Also where the time went, step by step.")),
            ),
        ],
    )


def run(
    reader: Reader,
    agency: str,
    facts: Path | None,
    db: str | None,
    period: str,
    by: str | None,
    output_format: str,
    rows: str,
    output: Path | None,
    engine: str,
    master: str | None,
    scratch: Path | None,
    memory: int | None,
    ledger: Path | None,
    profile: bool,
) -> int:
    """Print or write the result; what stands against it goes to the error stream, or into JSON.

    So does the profile, whatever the format.
    """
    asked = Asked(agency, sources.source_of(reader, facts, db), period, by)
    form = Form(output_format, rows, output, ledger, profile)
    try:
        # Lines are read from where they lie, so engine and room stay until all is written.
        with engines.engine_for(reader, engine, master, scratch, memory) as (named, room):
            return _told(reader, asked, form, named, room)
    except Refused as refusal:
        if output_format != "json":
            raise
        text = render_json.refused_result(agency, period, refusal.problems, reader.language)
        _hand_over(text, output)
        return WRONG


def _told(reader: Reader, asked: Asked, form: Form, engine: Engine, room: Room | None) -> int:
    stopwatch = Stopwatch(reader, terminal=sys.stderr.isatty())
    about, result = scored(reader, asked, engine, room, stopwatch)
    if form.ledger is not None:
        result.write_ledger(form.ledger)
    if form.profile:
        click.echo(stopwatch.profile(), err=True)
    if form.output_format == "json":
        _hand_over(render_json.result(about, result, reader.language), form.output)
        return DONE
    if form.output_format == "csv":
        from gov_comms.cli.render_csv import duties_csv, totals_csv

        text = duties_csv(result) if form.rows == "duties" else totals_csv(about, result)
        # Spreadsheet programs take a file for UTF-8 only by its mark; a pipe wants none.
        _hand_over(text, form.output, encoding="utf-8-sig")
    else:
        from gov_comms.cli.render_result import result_text

        _hand_over(result_text(about, result, reader), form.output)
    echo_warnings(result.problems, reader)
    return DONE


def scored(
    reader: Reader, asked: Asked, engine: Engine, room: Room | None, stopwatch: Stopwatch
) -> tuple[Agency, Result]:
    """Open, read and score; raises `Refused` with the problems of the first of them that fails."""
    from gov_comms.config import open_agency
    from gov_comms.settlement import score

    opened = open_agency(asked.agency, reader.care())
    stopwatch.stage(OPENED)
    try:
        stopwatch.doing(READING)
        facts = asked.source.read(opened, room)
        stopwatch.stage(READ)
        result = score(opened, facts, asked.period, asked.by, watch=stopwatch.watch, engine=engine)
        stopwatch.stage(READ_OFF)
    finally:
        stopwatch.done()
    return opened.agency, result


def _hand_over(text: str, output: Path | None, encoding: str = "utf-8") -> None:
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        text = click.unstyle(text)
        write_text(output, text if text.endswith("\n") else f"{text}\n", encoding)
