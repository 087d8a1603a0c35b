"""The program: its commands, and what becomes of a refusal."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

import gov_comms
from gov_comms.cli import (
    agencies,
    bulletin,
    check,
    coverage,
    demo,
    diff,
    doctor,
    explain,
    new,
    parameters,
    schema,
    score,
    simulate,
    template,
)
from gov_comms.cli.exits import ANSWER_IS_NO, DONE, WRONG
from gov_comms.cli.reader import Reader, reader_of, teach_click
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.errors import Refused
from gov_comms.messages import msg

COMMANDS = (
    demo,
    agencies,
    new,
    check,
    coverage,
    score,
    explain,
    diff,
    simulate,
    bulletin,
    template,
    schema,
    doctor,
)
"""The modules of the commands; each imports engines only when it runs."""

ABOUT = msg(
    "Score an office's reporting by its own regulation, and explain each number to the clause."
)


def program(reader: Reader) -> click.Group:
    """The whole command line in the reader's language."""
    return click.Group(
        "gov-comms",
        commands={each.NAME: each.command(reader) for each in COMMANDS},
        params=[
            parameters.language(reader),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_say_version,
                help=reader.say(msg("Show the version and exit.")),
            ),
        ],
        help=parameters.help_text(reader, ABOUT),
        epilog=parameters.example_text(reader, "demo"),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; answers with the exit code.

    0 is done, 1 says that the answer is no (findings, failed cases), 2 that the call or a file is
    wrong.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    reader = reader_of(arguments)
    teach_click(reader)
    try:
        code = program(reader).main(arguments, prog_name="gov-comms", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo(reader.say(msg("Stopped.")), err=True)
        return ANSWER_IS_NO
    except Refused as refusal:
        echo_warnings(refusal.problems, reader)
        return WRONG
    return int(code or DONE)


def _say_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"gov-comms {gov_comms.__version__}")
        context.exit()
