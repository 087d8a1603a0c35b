"""The arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from gov_comms.cli.reader import CHOICES, Reader
from gov_comms.cli.render_table import folded
from gov_comms.messages import Message, msg

COLUMNS = 76
"""The width of help: eighty columns less click's indent."""


def command(
    reader: Reader,
    name: str,
    run: Callable[..., int],
    *,
    about: Message,
    example: str,
    details: Message | None = None,
    takes: Sequence[click.Parameter] = (),
) -> click.Command:
    """A command.  ``run`` gets the reader and what the command ``takes``; it answers the exit code.

    ``about`` is one short sentence, since it stands in the list of commands, too.
    """
    return click.Command(
        name,
        callback=partial(run, reader),
        params=[*takes, trace(reader), language(reader)],
        help=help_text(reader, about, details),
        short_help=reader.say(about),
        epilog=example_text(reader, example),
    )


def group(
    reader: Reader, name: str, *, about: Message, example: str, commands: Sequence[click.Command]
) -> click.Group:
    """A command that has commands of its own."""
    return click.Group(
        name,
        commands={str(each.name): each for each in commands},
        params=[language(reader)],
        help=help_text(reader, about),
        short_help=reader.say(about),
        epilog=example_text(reader, example),
    )


def help_text(reader: Reader, about: Message, details: Message | None = None) -> str:
    """What a command does; folded here, since click folds by characters and not by columns."""
    paragraphs = [reader.say(each) for each in (about, details) if each is not None]
    return "\n\n".join("\b\n" + "\n".join(folded(each, COLUMNS)) for each in paragraphs)


def example_text(reader: Reader, example: str) -> str:
    """What stands below a command's options."""
    head = reader.say(msg("Example:"))
    return f"\b\n{head}\n  gov-comms {example}"


def language(reader: Reader) -> click.Option:
    """``--lang``; read before the call is parsed, so here it is only declared and checked."""
    return click.Option(
        ["--lang"],
        type=click.Choice(tuple(CHOICES)),
        expose_value=False,
        help=reader.say(msg("Language of messages.")),
    )


def trace(reader: Reader) -> click.Option:
    """``--trace``; read before the call is parsed, so here it is only declared."""
    return click.Option(
        ["--trace"],
        is_flag=True,
        expose_value=False,
        help=reader.say(msg("Tell each call of a plugin, its answer and its time.")),
    )


def agency(reader: Reader, *, required: bool = True) -> click.Argument:
    """``AGENCY``."""
    return click.Argument(
        ["agency"],
        metavar="AGENCY",
        required=required,
        help=reader.say(msg("A folder, or the name of a shipped agency.")),
    )


def facts(reader: Reader, *, required: bool = True) -> click.Option:
    """``--facts``."""
    return click.Option(
        ["--facts"],
        type=click.Path(path_type=Path),
        metavar="PATH",
        required=required,
        help=reader.say(msg("A workbook, or a folder of tables.")),
    )


def record(reader: Reader, *, required: bool = True) -> click.Option:
    """``--db``, or the address that the environment names."""
    return click.Option(
        ["--db"],
        metavar="URL",
        envvar="GOV_COMMS_DB",
        required=required,
        help=reader.say(msg("The record: a file, or postgresql://HOST/NAME.")),
    )


def period(reader: Reader, *, required: bool = True) -> click.Option:
    """``--period``."""
    return click.Option(
        ["--period"],
        metavar="P",
        required=required,
        help=reader.say(msg("2014, 2014-H1, 2014-Q1, 2014-03, 2014-W12 …")),
    )


def output(reader: Reader, *, required: bool, about: Message) -> click.Option:
    """``-o``."""
    return click.Option(
        ["-o", "--output"],
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        required=required,
        help=reader.say(about),
    )


def output_format(reader: Reader, *formats: str) -> click.Option:
    """``--format``; the first is the default."""
    return click.Option(
        ["--format", "output_format"],
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=reader.say(msg("How the answer is written.")),
    )
