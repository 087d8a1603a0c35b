"""Every command by every kind of person: allowed or refused as the page of the desk says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import click
import pytest

from gov_comms.cli import main
from gov_comms.cli.program import program
from gov_comms.cli.reader import Reader
from gov_comms.config.procedure import Power
from gov_comms.errors import Refused
from gov_comms.procedure import POWERS
from gov_comms.review import delegating, people, separation
from gov_comms.review.commands import COMMANDS, WHO, WITHOUT_A_DESK, Command, allowed
from gov_comms.review.office import Office, visit
from gov_comms.review.people import may_write
from tests.docs.pages import ROOT, in_ticks, table_after
from tests.review.matrix import Situation, prepared

PAGE = ROOT / "docs" / "reference" / "desk.md"
TABLE = {
    in_ticks(name)[0]: dict(zip(WHO, cells, strict=True))
    for name, *cells in table_after(PAGE, "Who may do what")
}
NOT_HIS = {"no-power", "not-your-role", "not-own", "own-work", "audit-writes"}
"""The codes of a refusal that is about who asks."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, dict[str, Situation]]:
    return prepared(tmp_path_factory.mktemp("matrix"))


def test_page_tells_every_command_of_the_desk() -> None:
    told = {name: {who for who, cell in row.items() if cell} for name, row in TABLE.items()}
    assert told == {each.name: {w for w in WHO if allowed(each, w)} for each in COMMANDS}


def test_page_tells_every_power() -> None:
    told = {in_ticks(row[0])[0]: row[1] for row in table_after(PAGE, "Powers")}
    assert told == POWERS
    assert get_args(Power) == tuple(POWERS)


def test_page_tells_every_refusal_about_people() -> None:
    texts = (
        Path(str(each.__file__)).read_text("utf-8") for each in (people, delegating, separation)
    )
    said = {
        code for text in texts for code in re.findall(r'(?:refusal|Problem)\(\s*"([a-z-]+)"', text)
    }
    told = {in_ticks(row[0])[0] for row in table_after(PAGE, "Refusals")}
    assert said - told == set()


def paths(commands: Mapping[str, click.Command], above: str = "") -> Iterator[str]:
    """The commands that need a record, by their names with those of their groups before them."""
    for name, command in commands.items():
        if isinstance(command, click.Group):
            yield from paths(command.commands, f"{above}{name} ")
        elif any(option.name == "db" and option.required for option in command.params):
            yield above + name


def test_list_has_every_command_of_the_record() -> None:
    named = [*(each.name for each in COMMANDS), *WITHOUT_A_DESK]
    assert sorted(paths(program(Reader("en")).commands)) == sorted(named)


def test_help_says_who_may(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "pay", "sheet", "--help"]) == 0
    out = capsys.readouterr().out
    assert "  Who may: prepare, authorise, pay, audit.\n" in out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_command_is_allowed_or_refused_as_the_page_says(
    office: tuple[Office, dict[str, Situation]], command: Command
) -> None:
    tried = office[1][command.name]
    codes = {who: refused(office[0], tried, who, reads=command.reads) for who in WHO}
    assert {code for each in codes.values() for code in each} <= NOT_HIS
    told = {who for who, cell in TABLE[command.name].items() if cell}
    assert {who for who in WHO if not codes[who]} == told


def refused(office: Office, tried: Situation, who: str, *, reads: bool) -> set[str]:
    """The codes with which a person is refused; none where he may."""
    with visit(office, f"os:{who}", at=tried.at) as desk:
        try:
            if not reads:
                may_write(desk)
            tried.command(desk, **tried.said)
        except Refused as refusal:
            return {problem.code for problem in refusal.problems}
    return set()
