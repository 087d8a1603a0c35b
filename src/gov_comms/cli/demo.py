"""``gov-comms demo``: the main job on a shipped year of records."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import check, contents, parameters, render_json
from gov_comms.cli.exits import DONE
from gov_comms.cli.output import unwritable, write_text
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_problems, echo_warnings
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from gov_comms.results import Result

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
        about=contents.about(NAME),
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
    from gov_comms.bulletin import compose, gather, write_bulletin
    from gov_comms.cli.bulletin import chosen_plan
    from gov_comms.cli.render_explanation import explanation_text
    from gov_comms.cli.render_result import result_text
    from gov_comms.config import open_agency
    from gov_comms.facts import read_facts
    from gov_comms.review.cases import run_cases
    from gov_comms.settlement import explain, score

    opened = open_agency(AGENCY)
    agency = opened.agency
    records, table, bulletins = folder / RECORDS, folder / "result.json", folder / "通报"
    _copy(Path(agency.folder) / RECORDS, records)
    asked = f"--facts {records} --period {PERIOD}"

    _heading(reader, msg("1. Check the regulation, and run its worked cases"), f"check {AGENCY}")
    echo_problems(opened.problems, reader, err=False)
    click.echo(reader.say(check.verdict(opened, len(run_cases(opened)))))

    _heading(reader, msg("2. Score the year"), f"score {AGENCY} {asked}")
    facts = read_facts(agency, opened.plugins, records)
    result = score(opened, facts, PERIOD)
    click.echo(result_text(agency, result, reader))
    echo_warnings(result.problems, reader)
    write_text(table, render_json.result(agency, result, reader.language))

    work = telling_work(result)
    _heading(reader, msg("3. Explain a submission"), f"explain {AGENCY} {work} {asked}")
    explained = explanation_text(agency, explain(opened, facts, PERIOD, work), reader)
    click.echo(explained)
    argument = folder / f"{work}.txt"
    write_text(argument, click.unstyle(explained) + "\n")

    written = [bulletins.with_suffix(suffix) for suffix in (".docx", ".html", ".xlsx", ".txt")]
    _heading(reader, msg("4. Write the bulletin"), f"bulletin {AGENCY} {asked} -o {written[0]}")
    plan = chosen_plan(agency, result.period, None)
    beside = gather(opened, facts, result, plan)
    composed = compose(agency, result, plan, reader.document_language(agency.language), beside)
    for path in written:
        write_bulletin(composed, opened.plugins, path)
    click.echo(reader.say(msg("The results lie in {folder}:", folder=folder)))
    for path in (records, table, argument, *written):
        click.echo(f"  {path}")
    click.echo(reader.say(msg("For records of your own, begin with an empty workbook:")))
    click.echo(f"  gov-comms template {AGENCY} -o 填报表.xlsx")
    return DONE


def telling_work(result: Result) -> str:
    """The submission on which most steps had a say; of several the shortest to tell, then by id."""
    steps: dict[str, list[str]] = {}
    for line in result.lines():
        if line.work:
            steps.setdefault(line.work, []).append(line.step)
    return min(steps, key=lambda work: (-len(set(steps[work])), len(steps[work]), work))


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copytree(source, target, dirs_exist_ok=True)
    except OSError as error:
        raise unwritable(target, error) from error


def _heading(reader: Reader, title: Message, call: str) -> None:
    click.echo(f"\n{click.style(reader.say(title), bold=True)}\n$ gov-comms {call}\n")
