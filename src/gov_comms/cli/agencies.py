"""``gov-comms agencies``: what is shipped."""

from __future__ import annotations

import click

from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import DONE, WRONG
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_problems
from gov_comms.cli.render_table import table
from gov_comms.errors import Problem, Refused
from gov_comms.messages import msg

NAME = "agencies"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        example="agencies",
    )


def run(reader: Reader) -> int:
    """Print a row for each shipped agency; a broken one is named below the table."""
    from gov_comms.config import open_agency, shipped

    rows: list[tuple[object, ...]] = []
    problems: list[Problem] = []
    for folder in shipped():
        try:
            opened = open_agency(folder)
        except Refused as refusal:
            problems.extend(refusal.problems)
            continue
        agency = opened.agency
        editions = agency.editions
        clauses = len(opened.clauses.clauses) if opened.clauses else ""
        steps = len(editions[-1].steps)
        name = agency.name.text(reader.language)
        rows.append((folder.name, name, agency.source, len(editions), steps, clauses))
    headings = (
        msg("agency"),
        msg("name"),
        msg("source"),
        msg("editions"),
        msg("steps in the latest"),
        msg("clauses"),
    )
    click.echo(table([reader.say(each) for each in headings], rows, numbers=(3, 4, 5)))
    echo_problems(problems, reader)
    return WRONG if problems else DONE
