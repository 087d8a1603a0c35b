"""Problems in a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable

import click

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import shown
from gov_comms.errors import Problem, Severity
from gov_comms.messages import Message, msg

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


def severity_name(severity: Severity) -> Message:
    """What a severity is called."""
    if severity is Severity.ERROR:
        return msg("error")
    return msg("warning") if severity is Severity.WARNING else msg("note")


def echo_problems(problems: Iterable[Problem], reader: Reader, *, err: bool = True) -> None:
    """Print one line for each problem, in the order given."""
    for problem in problems:
        name = click.style(reader.say(severity_name(problem.severity)), COLOURS[problem.severity])
        click.echo(f"{name}: {shown(problem.text(reader.language))}", err=err)


def echo_warnings(problems: Iterable[Problem], reader: Reader) -> None:
    """Print what may change how an answer is read; notices are left to ``check``."""
    told = (each for each in problems if each.severity is not Severity.NOTICE)
    echo_problems(told, reader)


def problem_objects(problems: Iterable[Problem], language: str) -> list[dict[str, str | None]]:
    """Problems as JSON objects."""
    return [
        {
            "severity": problem.severity.value,
            "code": problem.code,
            "place": problem.place.text(),
            "key": problem.key,
            "what": problem.what.text(language),
            "hint": problem.hint.text(language) if problem.hint else None,
        }
        for problem in problems
    ]
