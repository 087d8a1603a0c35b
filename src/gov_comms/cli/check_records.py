"""``gov-comms check-records``: a filled workbook looked through before anybody scores it."""

from __future__ import annotations

from pathlib import Path

import click

from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import ANSWER_IS_NO, DONE
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.errors import Problem, Refused, errors_in
from gov_comms.messages import msg

NAME = "check-records"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "With -o a copy of the workbook says beside each wrong cell what is wrong with it. "
            "Mended, it can be handed in as it is."
        ),
        example="check-records haidian --facts 填报表.xlsx -o 批注.xlsx",
        takes=[
            parameters.agency(reader),
            parameters.facts(reader),
            parameters.output(
                reader, required=False, about=msg("Where the workbook with its remarks goes.")
            ),
            click.Option(
                ["--good"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help=reader.say(msg("Where a workbook of the right rows alone goes.")),
            ),
        ],
    )


def run(reader: Reader, agency: str, facts: Path, output: Path | None, good: Path | None) -> int:
    """Say every problem; the answer is no when one of them is an error."""
    from gov_comms.config import open_agency
    from gov_comms.facts import good_rows, mark_workbook, read_facts

    opened = open_agency(agency)
    problems: tuple[Problem, ...]
    try:
        problems = read_facts(opened.agency, opened.plugins, facts).problems
    except Refused as refused:
        problems = refused.problems
    echo_warnings(problems, reader)
    if output is not None:
        language = reader.document_language(opened.agency.language)
        marked = mark_workbook(facts, problems, output, language)
        said = msg("written: {path}; rows with remarks: {count}", path=output, count=marked)
        click.echo(reader.say(said))
    if good is not None:
        left_out = good_rows(opened.agency, opened.plugins, facts, good)
        said = msg("written: {path}; rows left out: {count}", path=good, count=left_out)
        click.echo(reader.say(said))
    if errors_in(problems):
        return ANSWER_IS_NO
    click.echo(reader.say(msg("the records can be scored")))
    return DONE
