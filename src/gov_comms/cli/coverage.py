"""``gov-comms coverage``: what became of each clause of the sources."""

from __future__ import annotations

import click

from gov_comms.cli import contents, parameters, render_coverage
from gov_comms.cli.exits import ANSWER_IS_NO, DONE, WRONG
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_problems
from gov_comms.errors import Place, Problem, Refused, Severity, in_order
from gov_comms.messages import msg

NAME = "coverage"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Which clauses run, which are told as duties, which are left out and why, as the "
            "clauses.toml of each agency says. Their cases are run, so that nothing is claimed "
            "that does not hold. Without an agency, all that are shipped."
        ),
        example="coverage haidian",
        takes=[
            click.Argument(["agencies"], nargs=-1, metavar="AGENCY…", required=False),
            parameters.output_format(reader, "table", "json", "markdown"),
        ],
    )


def run(reader: Reader, agencies: tuple[str, ...], output_format: str) -> int:
    """Print the table; what is missing or does not hold is said on the error stream."""
    from gov_comms.config import open_agency, shipped
    from gov_comms.review.cases import run_cases

    covered: list[render_coverage.Covered] = []
    refused: list[Problem] = []
    failed: list[Problem] = []
    for each in agencies or shipped():
        try:
            opened = open_agency(each)
        except Refused as refusal:
            refused.extend(refusal.problems)
            continue
        failed.extend(run_cases(opened))
        agency = opened.agency
        if opened.clauses is None:
            what = msg("this agency has no clauses.toml")
            place = Place(agency.folder)
            failed.append(Problem("no-clauses", place, what, severity=Severity.NOTICE))
            continue
        covered.append(render_coverage.Covered(agency.id, agency.name, opened.clauses))
    covered.sort(key=lambda each: (each.table.source, each.agency))
    write = render_coverage.FORMATS[output_format]
    click.echo(write(reader, covered, bool(agencies)), nl=False)
    echo_problems(in_order((*refused, *failed)), reader)
    if refused:
        return WRONG
    errors = any(problem.severity is Severity.ERROR for problem in failed)
    return ANSWER_IS_NO if errors else DONE
