"""``gov-comms explain``: one work, unit or person, down to the clauses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import parameters, render_json
from gov_comms.cli.exits import DONE, WRONG
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.errors import Problem, Refused
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.model import Agency
    from gov_comms.results import Explanation

NAME = "explain"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=msg("Explain every number of a work, a unit or a person."),
        details=msg("Which clause gave it, on which facts, and what it cancels."),
        example="explain haidian W1 --facts records.xlsx --period 2014",
        takes=[
            parameters.agency(reader),
            click.Argument(
                ["subject"],
                metavar="ID",
                help=reader.say(msg("A submission's number, a unit or a person.")),
            ),
            parameters.facts(reader),
            parameters.period(reader),
            click.Option(
                ["--all", "every_step"],
                is_flag=True,
                help=reader.say(msg("Also the steps that did not apply, and why.")),
            ),
            parameters.output_format(reader, "table", "json"),
        ],
    )


def run(
    reader: Reader,
    agency: str,
    subject: str,
    facts: Path,
    period: str,
    every_step: bool,
    output_format: str,
) -> int:
    """Print the explanation."""
    try:
        about, explained, problems = explanation_of(agency, subject, facts, period, every_step)
    except Refused as refusal:
        if output_format != "json":
            raise
        click.echo(render_json.refused_explanation(refusal.problems, reader.language))
        return WRONG
    if output_format == "json":
        click.echo(render_json.explanation(about, explained, problems, reader.language))
        return DONE
    from gov_comms.cli.render_explanation import explanation_text

    click.echo(explanation_text(about, explained, reader))
    echo_warnings(problems, reader)
    return DONE


def explanation_of(
    agency: str, subject: str, facts: Path, period: str, every_step: bool
) -> tuple[Agency, Explanation, tuple[Problem, ...]]:
    """Open, read and explain; raises `Refused` with the problems of the first that fails."""
    from gov_comms.config import open_agency
    from gov_comms.facts import read_facts
    from gov_comms.settlement import explain

    opened = open_agency(agency)
    read = read_facts(opened.agency, opened.plugins, facts)
    explained = explain(opened, read, period, subject, every_step)
    return opened.agency, explained, opened.problems
