"""The program: its commands, and what becomes of a refusal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, MutableMapping, Sequence
from gettext import gettext
from importlib import import_module

import click

import gov_comms
from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import ANSWER_IS_NO, DONE, WRONG
from gov_comms.cli.reader import Reader, reader_of, teach_click
from gov_comms.errors import Refused
from gov_comms.messages import msg

ABOUT = msg(
    "Score an office's reporting by its own regulation, and explain each number to the clause."
)


class Commands(MutableMapping[str, click.Command]):
    """The commands by name; each is made, and its module imported, once it is asked for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._modules = {each.name: each.module for each in contents.COMMANDS}
        self._made: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._made:
            module = import_module(f"gov_comms.cli.{self._modules[name]}")
            command: click.Command = module.command(self._reader)
            _say_who(self._reader, name, command)
            self._made[name] = command
        return self._made[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._modules[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


class Program(click.Group):
    """The program's group, which lists its commands from the table of contents."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without making them."""
        reader: Reader = ctx.obj
        rows = sorted((each.name, reader.say(each.about)) for each in contents.COMMANDS)
        with formatter.section(gettext("Commands")):  # click's own heading, in its catalogue
            formatter.write_dl(rows)


def program(reader: Reader) -> Program:
    """The whole command line in the reader's language."""
    return Program(
        "gov-comms",
        commands=Commands(reader),
        context_settings={"obj": reader},
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


def _say_who(reader: Reader, name: str, command: click.Command) -> None:
    """Say in the help of a command of the desk, and of its own commands, who may call it."""
    from gov_comms.review import commands as desk

    for each in desk.COMMANDS:
        first, *rest = each.name.split()
        if first != name:
            continue
        found = command
        for word in rest:
            assert isinstance(found, click.Group)
            found = found.commands[word]
        found.help = f"{found.help}\n\n{parameters.help_text(reader, desk.who_may(each))}"


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
        from gov_comms.cli.render_problems import echo_warnings

        echo_warnings(refusal.problems, reader)
        return WRONG
    finally:
        if reader.trace is not None:
            from gov_comms.cli.render_trace import echo_trace

            echo_trace(reader)
    return int(code or DONE)


def _say_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"gov-comms {gov_comms.__version__}")
        context.exit()
