"""``gov-comms check``: shape, words, law, then the agency's own cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import ANSWER_IS_NO, DONE, WRONG
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_problems
from gov_comms.errors import Refused, errors_in, in_order
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from gov_comms.config import Opened

NAME = "check"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "The shape of the files, the words they use, whether the rules can be followed; then "
            "the cases. All problems are said at once."
        ),
        example="check haidian",
        takes=[
            parameters.agency(reader),
        ],
    )


def run(reader: Reader, agency: str) -> int:
    """Print every problem in reading order and then the verdict."""
    from gov_comms.config import open_agency
    from gov_comms.review.cases import run_cases

    try:
        opened = open_agency(agency, reader.care())
    except Refused as refusal:
        echo_problems(refusal.problems, reader, err=False)
        count = len(errors_in(refusal.problems))
        click.echo(reader.say(msg("{agency}: {count} errors", agency=agency, count=count)))
        return WRONG
    failed = run_cases(opened)
    echo_problems(in_order((*opened.problems, *failed)), reader, err=False)
    click.echo(reader.say(verdict(opened, len(failed))))
    return ANSWER_IS_NO if failed else DONE


def verdict(opened: Opened, failed: int) -> Message:
    """One line: what was looked at, and whether it holds."""
    agency = opened.agency
    found = msg(
        "{agency}: {editions} editions, {steps} steps, {cases} cases with {expected} expectations",
        agency=agency.id,
        editions=len(agency.editions),
        steps=len(agency.editions[-1].steps),
        cases=len(opened.cases),
        expected=sum(len(case.expectations) for case in opened.cases),
    )
    if failed:
        return msg("{found}: {failed} do not hold", found=found, failed=failed)
    return msg("{found}: all hold", found=found)
