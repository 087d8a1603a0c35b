"""``gov-comms simulate``: a draft edition tried on real records; nothing is written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from gov_comms.cli import contents, parameters, sources
from gov_comms.cli.exits import DONE, WRONG
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.errors import Refused
from gov_comms.messages import msg

NAME = "simulate"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Who gains, who loses, what it costs, beside the regulation in force. The draft is "
            "checked first, and nothing is written. A draft that begins after the period is tried "
            "from the first day of its year."
        ),
        example="simulate haidian --draft new.toml --facts records --period 2014",
        takes=[
            parameters.agency(reader),
            click.Option(
                ["--draft"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                required=True,
                help=reader.say(msg("The draft: a file like those in regulations.")),
            ),
            *sources.options(reader),
            parameters.period(reader),
            click.Option(
                ["--from", "since"],
                type=click.DateTime(["%Y-%m-%d"]),
                metavar="DAY",
                help=reader.say(msg("The day from which to try it, instead of its own.")),
            ),
            parameters.output_format(reader, "table", "json", "csv"),
        ],
    )


def run(
    reader: Reader,
    agency: str,
    draft: Path,
    facts: Path | None,
    db: str | None,
    period: str,
    since: datetime | None,
    output_format: str,
) -> int:
    """Print what changes; what stands against draft and records goes to the error stream."""
    from gov_comms.cli import render_simulation
    from gov_comms.config import open_agency
    from gov_comms.config.drafts import open_draft
    from gov_comms.settlement.simulation import simulate

    source = sources.source_of(reader, facts, db)
    day = since.date() if since else None
    try:
        opened = open_agency(agency, reader.care())
        drafted = open_draft(agency, draft)
        found = simulate(opened, drafted, source.read(opened), period, day)
    except Refused as refusal:
        if output_format != "json":
            raise
        told = (agency, period, refusal.problems, reader.language)
        click.echo(render_simulation.refused_simulation(*told))
        return WRONG
    own = [each for each in drafted.opened.problems if each.place.file == drafted.edition.file]
    if output_format == "json":
        click.echo(render_simulation.simulation_json(opened.agency, found, own, reader.language))
        return DONE
    if output_format == "csv":
        click.echo(render_simulation.changes_csv(opened.agency, found), nl=False)
    else:
        click.echo(render_simulation.simulation_text(opened.agency, found, reader))
        if found.edition.first_day != drafted.edition.first_day:
            tried = msg(
                "The draft begins on {begins}; it was tried as if it held from {since}.",
                begins=drafted.edition.first_day,
                since=found.edition.first_day,
            )
            click.echo("\n" + reader.say(tried))
    echo_warnings((*own, *found.after.problems), reader)
    return DONE
