"""The page of the architecture names the parts in their order, and files that are there."""

from __future__ import annotations

import re

import pytest
import tomli

from tests.docs.pages import ROOT, in_ticks, prose, table_after

PAGE = ROOT / "ARCHITECTURE.md"
PACKAGE = ROOT / "src" / "gov_comms"


def test_parts_stand_in_the_order_of_the_imports() -> None:
    settings = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    told = [name for row in table_after(PAGE, "Architecture") for name in in_ticks(row[0])]
    assert told == [layer.strip("()") for layer in reversed(layers)]


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`([\w/-]+\.(?:py|toml|csv))`", prose(PAGE))))
)
def test_named_files_are_there(name: str) -> None:
    if name != "agency.toml":
        places = (ROOT / name, PACKAGE / name, ROOT / "agency_configs" / "haidian" / name)
        assert [each for each in places if each.is_file()]


@pytest.mark.parametrize("row", table_after(PAGE, "Architecture"), ids=lambda row: row[0])
def test_named_nouns_and_functions_are_there(row: list[str]) -> None:
    source = "".join(
        path.read_text("utf-8")
        for part in in_ticks(row[0])
        for path in (
            [PACKAGE / f"{part}.py"]
            if (PACKAGE / f"{part}.py").is_file()
            else (PACKAGE / part).rglob("*.py")
        )
    )
    nouns = in_ticks(row[2])
    functions = [re.match(r"[\w.]+", call).group().split(".")[-1] for call in in_ticks(row[3])]  # type: ignore[union-attr]
    wanted = [*nouns, *(name for name in functions if name not in ("raise", "register_verbs"))]
    assert [
        n for n in wanted if not re.search(rf"^\s*(class|def) {n}\b|^{n} = ", source, re.MULTILINE)
    ] == []
