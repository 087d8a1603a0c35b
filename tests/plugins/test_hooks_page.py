"""The reference of the hooks: it names all of them, and its examples do what it says."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from gov_comms.bulletin import compose, write_bulletin
from gov_comms.config import Opened, open_agency
from gov_comms.facts import read_facts
from gov_comms.plugins import Act, News, Piece, Sheet, hookspecs
from gov_comms.plugins.api import API
from gov_comms.settlement import run_cases, score
from gov_comms.trials.judging import CONTRACTS
from tests.docs.pages import ROOT, Block, blocks, in_ticks, table_after
from tests.plugins.conftest import Install

PAGE = ROOT / "docs" / "reference" / "hooks.md"
BLOCKS = blocks(PAGE)
MARK = f"{hookspecs.PROJECT}_spec"


def section(hook: str) -> dict[str, Block]:
    """The blocks under the heading of a hook, by role."""
    return {block.role: block for block in BLOCKS if block.heading == hook}


def told(hook: str) -> str:
    """What the section of a hook says is printed."""
    return section(hook)["prints"].text


def opened(hook: str, install: Install, folder: Path) -> Opened:
    """The agency of the page with the plugin of a section; files of the section replace others."""
    found = section(hook)
    (role,) = (role for role in found if role.startswith("plugin="))
    name = role.removeprefix("plugin=")
    install(name, found[role].text)
    common = section("register_verbs")
    files: Mapping[str, Block] = common if hook == "register_verbs" else plain(common) | found
    for role, block in files.items():
        if role.startswith("file="):
            place = folder / role.removeprefix("file=")
            place.parent.mkdir(parents=True, exist_ok=True)
            text = block.text.replace('"double"]', f'"{name}"]')
            if role == "file=agency.toml" and f"settings={name}" in found:
                text += found[f"settings={name}"].text
            place.write_text(text, encoding="utf-8")
    return open_agency(folder)


def plain(found: Mapping[str, Block]) -> dict[str, Block]:
    """The agency of the first example, with the regulation of the last, which needs no verb."""
    role = "file=regulations/2014-01-01.toml"
    return {
        "file=agency.toml": found["file=agency.toml"],
        role: section("register_checks")[role],
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "示例局"
    place.mkdir()
    return place


def test_page_names_every_hook_and_its_answer() -> None:
    rows = table_after(PAGE, "Hooks")
    named = {in_ticks(hook)[0]: in_ticks(noun) for hook, noun, *_ in rows}
    nouns = {hook: [noun.__name__] for hook, noun in (hookspecs.WORDS | hookspecs.OPINIONS).items()}
    assert named == nouns | {hook: [] for hook in hookspecs.NEWS}
    assert [each.heading for each in BLOCKS if each.role.startswith("plugin=")] == list(named)


SPECS = {
    "register_settings": ("", "Iterable[Settings]"),
    "register_verbs": ("settings: Any", "Iterable[Verb]"),
    "register_importers": ("settings: Any", "Iterable[Importer]"),
    "register_documents": ("settings: Any", "Iterable[Document]"),
    "register_checks": ("settings: Any", "Iterable[Check]"),
    "check_submission": ("agency: Agency, piece: Piece", "Iterable[Finding]"),
    "object_to": ("agency: Agency, act: Act", "Iterable[Objection]"),
    "find_likeness": (
        "agency: Agency, pieces: Sequence[Piece], others: Sequence[Piece]",
        "Iterable[Likeness]",
    ),
    "on_event": ("agency: Agency, news: News", "None"),
}
"""What each hook is handed, and what it is answered with."""


def test_every_hook_has_its_spec_and_there_are_no_others() -> None:
    marked = {name for name in dir(hookspecs) if hasattr(getattr(hookspecs, name), MARK)}
    assert marked == set(hookspecs.HOOKS) == set(SPECS)
    assert len(marked) <= 10
    for hook, (takes, answer) in SPECS.items():
        found = signature(getattr(hookspecs, hook))
        handed = [f"{each.name}: {each.annotation}" for each in found.parameters.values()]
        assert ", ".join(handed) == takes
        assert (found.return_annotation, len(found.parameters) <= 3) == (answer, True)


def test_every_hook_has_an_example_that_is_run_here() -> None:
    """Under its heading, by a test of this file."""
    tests = Path(__file__).read_text("utf-8")
    for hook in hookspecs.HOOKS:
        (example,) = [b for b in BLOCKS if b.heading == hook and b.role.startswith("plugin=")]
        assert f"@hookimpl\ndef {hook}(" in example.text
        assert f'opened("{hook}", install, folder)' in tests, hook


def test_every_hook_has_a_user_among_the_packages() -> None:
    """The one that the page names answers it."""
    for hook, *_, user in table_after(PAGE, "Hooks"):
        name = user.partition("]")[0].removeprefix("[")
        assert in_ticks(hook)[0] in hookspecs.marked(import_module(f"gov_comms_{name}")), name


def test_page_names_the_version_of_the_hooks() -> None:
    assert table_after(PAGE, "Versions")[-1][0] == API


def test_page_names_every_contract() -> None:
    rows = table_after(PAGE, "Contracts")
    assert [in_ticks(row[0])[0] for row in rows] == list(CONTRACTS)


NOUNS = [*hookspecs.WORDS.values(), *hookspecs.OPINIONS.values(), Sheet, Piece, Act, News]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_page_names_every_field(noun: type[Any]) -> None:
    lines = PAGE.read_text("utf-8").splitlines()
    start = lines.index(f"| field of `{noun.__name__}` | meaning |")
    named = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        named += in_ticks(line.split("|")[1])
    assert named == [field.name for field in dataclasses.fields(noun)]


def test_example_of_a_verb_comes_out(install: Install, folder: Path) -> None:
    assert [p.text("en") for p in run_cases(opened("register_verbs", install, folder))] == []


def test_example_of_an_importer_comes_out(install: Install, folder: Path) -> None:
    agency = opened("register_importers", install, folder)
    facts = read_facts(agency.agency, agency.plugins, folder / "records")
    (total,) = (t for t in score(agency, facts, "2014").totals if t.measure == "points")
    assert (total.subject.id, str(total.total)) == ("甲街道", "10")


def test_example_of_a_document_comes_out(install: Install, folder: Path) -> None:
    agency = opened("register_documents", install, folder)
    records = folder / "submissions.csv"
    records.write_text("id,unit,day\nW1,甲街道,2014-03-05\n", encoding="utf-8")
    result = score(agency, read_facts(agency.agency, agency.plugins, records), "2014")
    place = folder / "bulletin.md"
    write_bulletin(compose(agency.agency, result, None, "zh-CN"), agency.plugins, place)
    assert place.read_text(encoding="utf-8") == told("register_documents")


def test_example_of_a_check_comes_out(install: Install, folder: Path) -> None:
    agency = opened("register_checks", install, folder)
    problems = [problem.text("en") for problem in agency.problems if problem.code == "no-article"]
    assert [text.removeprefix(f"{folder}/") for text in problems] == told(
        "register_checks"
    ).splitlines()


def test_example_of_settings_comes_out(install: Install, folder: Path) -> None:
    agency = opened("register_settings", install, folder)
    said = [each.text("en") for each in agency.problems if each.code == "long-name"]
    assert said == told("register_settings").splitlines()


def test_example_of_a_finding_comes_out(install: Install, folder: Path) -> None:
    agency = opened("check_submission", install, folder)
    heard = agency.plugins.ask_submission(agency.agency, Piece("W1", "长" * 21))
    (finding,) = heard.answers
    said = f"{finding.plugin}: {finding.clause}: {finding.what.text('en')}\n"
    assert said == told("check_submission")


def test_example_of_an_objection_comes_out(install: Install, folder: Path) -> None:
    agency = opened("object_to", install, folder)
    heard = agency.plugins.ask_act(
        agency.agency, Act("publish", "甲", Piece("W1", "题目", tags=("夜间",)))
    )
    (objection,) = heard.answers
    said = f"{objection.plugin}: {objection.clause}: {objection.what.text('en')}\n"
    assert said == told("object_to")


def test_example_of_likeness_comes_out(install: Install, folder: Path) -> None:
    agency = opened("find_likeness", install, folder)
    pieces = [Piece("W1", "题目"), Piece("W2", "题目"), Piece("W3", "别的")]
    (pair,) = agency.plugins.ask_likeness(agency.agency, pieces).answers
    assert f"{pair.plugin}: {pair.piece} {pair.other} {pair.share}\n" == told("find_likeness")


def test_example_of_news_comes_out(install: Install, folder: Path) -> None:
    agency = opened("on_event", install, folder)
    news = News(7, datetime(2014, 3, 5, tzinfo=UTC), "submitted", "W1")
    assert agency.plugins.tell(agency.agency, news) == ()
    assert (folder / "diary.txt").read_text("utf-8") == told("on_event")
