"""The reference of the hooks: it names all of them, and its examples do what it says."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gov_comms.bulletin import compose, write_bulletin
from gov_comms.config import Opened, open_agency
from gov_comms.facts import read_facts
from gov_comms.plugins import Sheet, hookspecs
from gov_comms.settlement import run_cases, score
from tests.docs.pages import ROOT, Block, blocks, in_ticks, table_after
from tests.plugins.conftest import Install

PAGE = ROOT / "docs" / "reference" / "hooks.md"
BLOCKS = blocks(PAGE)


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
            place.write_text(block.text.replace('"double"]', f'"{name}"]'), encoding="utf-8")
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
    named = {in_ticks(hook)[0]: in_ticks(noun)[0] for hook, noun, _ in rows}
    assert named == {hook: noun.__name__ for hook, noun in hookspecs.ANSWERS.items()}
    assert [each.heading for each in BLOCKS if each.role.startswith("plugin=")] == list(named)


@pytest.mark.parametrize("noun", [*hookspecs.ANSWERS.values(), Sheet], ids=lambda n: n.__name__)
def test_page_names_every_field(noun: type[Any]) -> None:
    lines = PAGE.read_text("utf-8").splitlines()
    start = lines.index(f"| field of `{noun.__name__}` | meaning |")
    named = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        named.append(in_ticks(line)[0])
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
