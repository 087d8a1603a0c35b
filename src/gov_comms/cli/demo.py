"""``gov-comms demo``: the main job on a shipped year of records."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import check, parameters, render_json
from gov_comms.cli.exits import DONE
from gov_comms.cli.output import unwritable, write_text
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_problems
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from gov_comms.settlement.results import Result

NAME = "demo"
AGENCY = "haidian"
PERIOD = "2014"
RECORDS = "records"
"""The folder of tables beside the agency's own files, and its copy among the results."""


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=msg("Do the main job on a shipped year of records."),
        details=msg(
            "Check the regulation, score the year, explain one submission, write the bulletin. The "
            "records are made up."
        ),
        example="demo",
        takes=[
            click.Argument(
                ["folder"],
                metavar="DIR",
                type=click.Path(file_okay=False, path_type=Path),
                default="demo-output",
                help=reader.say(msg("Where the results go.")),
            ),
        ],
    )


def run(reader: Reader, folder: Path) -> int:
    """Do each job as its own command would, and show that command."""
    from gov_comms.bulletin import compose, write_bulletin
    from gov_comms.cli.bulletin import chosen_plan
    from gov_comms.cli.render_explanation import explanation_text
    from gov_comms.cli.render_result import result_text
    from gov_comms.config import open_agency
    from gov_comms.facts import read_facts
    from gov_comms.settlement import explain, run_cases, score

    opened = open_agency(AGENCY)
    agency = opened.agency
    records = _copied(Path(agency.folder) / RECORDS, folder / RECORDS)
    asked = f"--facts {records} --period {PERIOD}"

    _heading(reader, msg("1. Check the regulation, and run its worked cases"), f"check {AGENCY}")
    echo_problems(opened.problems, reader, err=False)
    click.echo(reader.say(check.verdict(opened, len(run_cases(opened)))))

    _heading(reader, msg("2. Score the year"), f"score {AGENCY} {asked}")
    facts = read_facts(agency, opened.plugins, records)
    result = score(opened, facts, PERIOD)
    click.echo(result_text(agency, result, reader))
    echo_problems(result.problems, reader, err=False)
    write_text(folder / "result.json", render_json.result(agency, result, reader.language))

    work = telling_work(result)
    _heading(reader, msg("3. Explain a submission"), f"explain {AGENCY} {work} {asked}")
    explained = explanation_text(agency, explain(opened, facts, PERIOD, work), reader)
    click.echo(explained)
    write_text(folder / f"{work}.txt", click.unstyle(explained) + "\n")

    _heading(
        reader, msg("4. Write the bulletin"), f"bulletin {AGENCY} {asked} -o {folder / '通报.docx'}"
    )
    plan = chosen_plan(agency, result.period, None)
    composed = compose(agency, result, plan, reader.document_language(agency.language))
    for suffix in (".docx", ".xlsx", ".txt"):
        write_bulletin(composed, opened.plugins, folder / f"通报{suffix}")
    click.echo(reader.say(msg("The results lie in {folder}:", folder=folder)))
    for path in sorted(folder.iterdir()):
        click.echo(f"  {path}")
    return DONE


def telling_work(result: Result) -> str:
    """The submission with the most lines, and among equals the first by its number."""
    counts: dict[str, int] = {}
    for line in result.lines():
        if line.work:
            counts[line.work] = counts.get(line.work, 0) + 1
    return min(counts, key=lambda work: (-counts[work], work))


def _copied(source: Path, target: Path) -> Path:
    try:
        shutil.copytree(source, target, dirs_exist_ok=True)
    except OSError as error:
        raise unwritable(target, error) from error
    return target


def _heading(reader: Reader, title: Message, call: str) -> None:
    click.echo(f"\n{click.style(reader.say(title), bold=True)}\n$ gov-comms {call}\n")
