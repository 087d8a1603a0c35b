"""``gov-comms bulletin``: the notice that an office signs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.model import Agency, BulletinPlan
    from gov_comms.timeline import Period

NAME = "bulletin"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=msg("Write the bulletin of a period."),
        details=msg(
            "Word, Excel or plain text by the ending of the file's name, in the agency's language "
            "unless --lang is given."
        ),
        example="bulletin haidian --facts records.xlsx --period 2014 -o 通报.docx",
        takes=[
            parameters.agency(reader),
            parameters.facts(reader),
            parameters.period(reader),
            parameters.output(
                reader, required=True, about=msg("The file to write: .docx, .xlsx or .txt.")
            ),
            click.Option(
                ["--kind"],
                metavar="ID",
                help=reader.say(msg("Which of the agency's bulletins, if it has several.")),
            ),
        ],
    )


def run(
    reader: Reader, agency: str, facts: Path, period: str, output: Path, kind: str | None
) -> int:
    """Score the period and write its bulletin."""
    from gov_comms.bulletin import compose, write_bulletin
    from gov_comms.config import open_agency
    from gov_comms.facts import read_facts
    from gov_comms.settlement import score

    opened = open_agency(agency)
    about = opened.agency
    result = score(opened, read_facts(about, opened.plugins, facts), period)
    plan = chosen_plan(about, result.period, kind)
    language = reader.document_language(about.language)
    write_bulletin(compose(about, result, plan, language), opened.plugins, output)
    echo_warnings(result.problems, reader)
    click.echo(reader.say(msg("written: {path}", path=output)))
    return DONE


def chosen_plan(agency: Agency, period: Period, kind: str | None) -> BulletinPlan | None:
    """The bulletin called ``kind``, else the first one made for periods of this length."""
    from gov_comms.language.faults import nearest

    if kind is None:
        return next((each for each in agency.bulletins if each.period == period.level), None)
    plans = {each.id: each for each in agency.bulletins}
    if kind not in plans:
        what = msg("{agency} has no bulletin called {kind}", agency=agency.id, kind=repr(kind))
        raise Refused([Problem("bulletin-missing", Place(), what, "--kind", nearest(kind, plans))])
    return plans[kind]
