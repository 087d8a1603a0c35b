"""``gov-comms explain``: a work, a unit or a person, down to the clauses; or the regulation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import contents, engines, parameters, render_json, sources
from gov_comms.cli.exits import DONE, WRONG
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.cli.sources import Source
from gov_comms.errors import Problem, Refused
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.facts.room import Room
    from gov_comms.ledger.engine import Engine
    from gov_comms.model import Agency
    from gov_comms.results import Explanation

NAME = "explain"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Which clause gave it, on which facts, and what it cancels. With --plan: the whole "
            "regulation as it runs, in words, to be read beside the paper."
        ),
        example="explain haidian W1 --facts records.xlsx --period 2014",
        takes=[
            parameters.agency(reader),
            click.Argument(
                ["subjects"],
                metavar="ID…",
                required=False,
                nargs=-1,
                help=reader.say(msg("Numbers of submissions, units or people.")),
            ),
            *sources.options(reader),
            parameters.period(reader, required=False),
            click.Option(
                ["--plan"],
                is_flag=True,
                help=reader.say(msg("The regulation as it runs, step by step, in words.")),
            ),
            click.Option(
                ["--on", "day"],
                type=click.DateTime(["%Y-%m-%d"]),
                metavar="DAY",
                help=reader.say(msg("With --plan: the regulation as it stands on this day.")),
            ),
            click.Option(
                ["--all", "every_step"],
                is_flag=True,
                help=reader.say(msg("Also the steps that did not apply, and why.")),
            ),
            *engines.options(reader),
            parameters.output_format(reader, "table", "json"),
        ],
    )


def run(
    reader: Reader,
    agency: str,
    subjects: tuple[str, ...],
    facts: Path | None,
    db: str | None,
    period: str | None,
    plan: bool,
    day: datetime | None,
    every_step: bool,
    engine: str,
    master: str | None,
    scratch: Path | None,
    memory: int | None,
    output_format: str,
) -> int:
    """Print the explanation, or the regulation."""
    if plan:
        if subjects or sources.named(facts) or every_step or (period and day):
            said = msg("--plan goes with --period or --on, and with nothing else")
            raise click.UsageError(reader.say(said))
        return tell(reader, agency, period, day.date() if day else None, output_format)
    without = facts is None and db is None
    if not subjects or period is None or without or day is not None:
        said = msg(
            "an explanation needs ID, --period, and --facts or --db; a regulation needs --plan"
        )
        raise click.UsageError(reader.say(said))
    source = sources.source_of(reader, facts, db)
    try:
        with engines.engine_for(reader, engine, master, scratch, memory) as (named, room):
            about, explained, problems = explanation_of(
                reader, agency, subjects, source, period, every_step, named, room
            )
    except Refused as refusal:
        if output_format != "json":
            raise
        click.echo(render_json.refused_explanation(refusal.problems, reader.language))
        return WRONG
    if output_format == "json":
        click.echo(render_json.explanations(about, explained, problems, reader.language))
        return DONE
    from gov_comms.cli.render_explanation import explanation_text

    click.echo("\n\n\n".join(explanation_text(about, each, reader) for each in explained))
    echo_warnings(problems, reader)
    return DONE


def tell(
    reader: Reader, agency: str, period: str | None, day: date | None, output_format: str
) -> int:
    """Print the regulation in words."""
    from gov_comms.cli.render_plan import plan_json, plan_text
    from gov_comms.config import open_agency
    from gov_comms.settlement.telling import tell_plan

    opened = open_agency(agency, reader.care())
    plan = tell_plan(opened, reader.document_language(opened.agency.language), period, day)
    speaker = replace(reader, language=reader.document_language(opened.agency.language))
    click.echo(
        plan_json(plan, speaker.language) if output_format == "json" else plan_text(plan, speaker)
    )
    return DONE


def explanation_of(
    reader: Reader,
    agency: str,
    subjects: tuple[str, ...],
    source: Source,
    period: str,
    every_step: bool,
    engine: Engine,
    room: Room | None,
) -> tuple[Agency, tuple[Explanation, ...], tuple[Problem, ...]]:
    """Open, read and explain; raises `Refused` with the problems of the first that fails."""
    from gov_comms.config import open_agency
    from gov_comms.settlement import explain_each

    opened = open_agency(agency, reader.care())
    facts = source.read(opened, room)
    explained = explain_each(opened, facts, period, subjects, every_step, engine=engine)
    return opened.agency, explained, opened.problems
