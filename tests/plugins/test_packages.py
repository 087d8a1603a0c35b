"""The plugins beside the core: their pages come out, and they use only what is public."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from gov_comms.config import open_texts
from gov_comms.errors import Refused, Severity
from gov_comms.settlement import run_cases
from tests.docs.pages import ROOT, Example, examples, in_ticks, table_after

HOOKS = ROOT / "docs" / "reference" / "hooks.md"
PACKAGES = ROOT / "plugins"
PAGES = sorted(PACKAGES.glob("*/src/*/*.md"))
EXAMPLES = [each for page in PAGES for each in examples(page)]
MODULES = sorted(PACKAGES.glob("*/src/**/*.py"))


def texts(example: Example, further: str = "") -> dict[str, str]:
    """The files of an example, whose agency enables the plugin; a verb has its plugin's name."""
    found = example.texts(further)
    return {**found, "agency.toml": f'plugins = ["{example.file.stem}"]\n{found["agency.toml"]}'}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_example_of_the_page_comes_out(example: Example) -> None:
    opened = open_texts(texts(example))
    told = [each.text("en") for each in opened.problems if each.severity is not Severity.NOTICE]
    assert told == []
    assert [problem.text("en") for problem in run_cases(opened)] == []


@pytest.mark.parametrize(
    ("example", "wrong", "says"),
    [(each, wrong, says) for each in EXAMPLES for wrong, says in each.wrong],
)
def test_wrong_steps_of_the_page_are_refused_as_told(
    example: Example, wrong: str, says: str
) -> None:
    with pytest.raises(Refused) as refused:
        open_texts(texts(example, wrong))
    found = [each.text("en").partition(": ")[2] for each in refused.value.problems]
    assert found == says.splitlines()


def imported(path: Path) -> set[str]:
    """The modules of the core that a file imports from."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {
        each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names
    }
    return {name for name in names if name.split(".")[0] == "gov_comms"}


def public() -> set[str]:
    """The modules that the reference calls public."""
    return {in_ticks(name)[0] for name, _ in table_after(HOOKS, "What is public")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_plugin_uses_only_what_is_public(path: Path) -> None:
    assert imported(path) - public() == set()


@pytest.mark.parametrize("name", sorted(public()))
def test_public_module_is_there(name: str) -> None:
    parts = ROOT.joinpath("src", *name.split("."))
    assert parts.with_suffix(".py").is_file() or (parts / "__init__.py").is_file()
