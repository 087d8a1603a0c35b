"""Help: in both languages, with an example that is a call of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from gov_comms.cli import main
from gov_comms.cli.contents import COMMANDS
from gov_comms.cli.program import program
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import width

NAMES = [each.name for each in COMMANDS]
INNER = [
    [name, inner]
    for name, command in program(Reader("en")).commands.items()
    if isinstance(command, click.Group)
    for inner in command.commands
]
"""The commands of commands, as they are typed."""
COLUMNS = 80


def example_of(command: click.Command) -> list[str]:
    """The call that stands below a command's options."""
    assert command.epilog is not None
    line = command.epilog.splitlines()[-1]
    program_name, *arguments = shlex.split(line)
    assert program_name == "gov-comms"
    return arguments


@pytest.mark.parametrize("name", NAMES)
def test_example_is_a_call_of_that_command(name: str) -> None:
    group = program(Reader("en"))
    command = group.commands[name]
    first, *rest = example_of(command)
    assert first == name
    command.make_context(name, rest)


@pytest.mark.parametrize("words", INNER, ids=" ".join)
def test_example_is_a_call_of_that_inner_command(words: list[str]) -> None:
    group = program(Reader("en")).commands[words[0]]
    assert isinstance(group, click.Group)
    command = group.commands[words[1]]
    first, second, *rest = example_of(command)
    assert [first, second] == words
    command.make_context(words[1], rest)


def test_examples_name_a_shipped_agency() -> None:
    root = Path(__file__).parents[2]
    named = {
        example_of(command)[1]
        for command in program(Reader("en")).commands.values()
        if any(
            isinstance(each, click.Argument) and each.name == "agency" for each in command.params
        )
    }
    assert named
    assert all((root / "agency_configs" / each / "agency.toml").is_file() for each in named)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("arguments", [[], *([name] for name in NAMES), *INNER])
def test_help_fits_the_terminal(
    language: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--help", "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if width(line) > COLUMNS] == []


@pytest.mark.parametrize("arguments", [[], *([name] for name in NAMES), *INNER])
def test_help_in_chinese_is_chinese(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Only names that are typed stay in Latin letters: no English sentence is left."""
    assert main([*arguments, "--help", "--lang", "zh"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "gov-comms " not in line]
    assert [line for line in lines if re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", line)] == []
