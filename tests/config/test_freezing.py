"""Frozen rules: all files that make an agency, and the same agency from what was kept of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gov_comms.config import open_agency
from gov_comms.config.freezing import Frozen, freeze, open_frozen
from gov_comms.config.opening import shipped
from gov_comms.errors import Refused
from gov_comms.plugins.trust import trust
from gov_comms.settlement import run_cases
from tests.config.agencies import SOUND
from tests.config.test_extending import MAIN, OWN, OWN_CASE
from tests.config.test_opening import write
from tests.plugins.test_trust import office

SCALE = """
[[scale]]
id = "稿费"
title = "稿费标准"
version = "2014"
file = "tables/稿费.csv"
by = "form"
amount = "分值"
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """An agency with a table in a spreadsheet, which rests on another one beside it."""
    write(tmp_path, {f"county/{name}": text for name, text in SOUND.items()})
    own = OWN.replace('{ by = "form", table = { "全文" = 3.5, "综合" = 1 } }', '{ scale = "稿费" }')
    files = {
        "agency.toml": MAIN.replace("./base", "../county"),
        "regulations/2014.toml": own + SCALE,
        "tables/稿费.csv": "form,分值\n全文,3.5\n综合,1\n",
        "cases/own.toml": OWN_CASE,
    }
    return write(tmp_path / "town", files)


@pytest.mark.parametrize("folder", shipped()[::10], ids=lambda each: each.name)
def test_shipped_agency_is_the_same_from_its_frozen_files(folder: Path) -> None:
    opened, kept = open_agency(folder), open_frozen(freeze(folder))
    assert (kept.agency.id, len(kept.cases)) == (opened.agency.id, len(opened.cases))
    steps = [[step.id for step in edition.steps] for edition in opened.agency.editions]
    assert [[step.id for step in edition.steps] for edition in kept.agency.editions] == steps
    assert run_cases(kept) == ()


def test_frozen_agency_needs_no_folder(town: Path) -> None:
    frozen = freeze(town)
    for file in sorted(town.parent.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    opened = open_frozen(frozen)
    assert (opened.agency.id, opened.agency.name.zh) == ("town", "甲局")
    assert run_cases(opened) == ()


def test_frozen_files_are_named_from_the_folder_that_holds_all(town: Path) -> None:
    above = town.parent.name
    frozen = freeze(town)
    assert frozen.folder == f"{above}/town"
    assert list(frozen.files) == sorted(
        [*(f"{above}/county/{name}" for name in SOUND)]
        + [
            f"{above}/town/{name}"
            for name in (
                "agency.toml",
                "cases/own.toml",
                "regulations/2014.toml",
                "tables/稿费.csv",
            )
        ]
    )


def test_shipped_agency_below_is_frozen_with_its_own(tmp_path: Path) -> None:
    place = write(tmp_path / "town", {"agency.toml": 'extends = "haidian"\nname = "乙区"\n'})
    frozen = freeze(place)
    assert frozen.folder == "town"
    changed = {
        name: text.replace("每报送一条记1分".encode(), "每条1分".encode())
        for name, text in frozen.files.items()
    }
    opened = open_frozen(Frozen(frozen.folder, changed))
    assert opened.agency.editions[0].steps[0].text.startswith("每条1分")


def test_files_that_are_no_rules_are_left(town: Path) -> None:
    before = freeze(town)
    write(town, {"records/采用.csv": "x", ".hidden": "x", "~lock": "x"})
    assert freeze(town) == before


def test_folder_without_an_agency_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        freeze(tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["no-agency"]


def test_agency_that_rests_on_nothing_is_refused(town: Path) -> None:
    main = (town / "agency.toml").read_text("utf-8")
    (town / "agency.toml").write_text(main.replace("../county", "../nowhere"), "utf-8")
    with pytest.raises(Refused) as refused:
        freeze(town)
    assert [problem.code for problem in refused.value.problems] == ["no-agency"]


def test_file_that_is_no_toml_is_refused(town: Path) -> None:
    (town / "agency.toml").write_text("name = ", "utf-8")
    with pytest.raises(Refused) as refused:
        freeze(town)
    assert [problem.code for problem in refused.value.problems] == ["syntax"]


def test_plugin_of_a_single_file_is_frozen_with_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOV_COMMS_TRUSTED", str(tmp_path / "machine" / "trusted.toml"))
    place = office(tmp_path / "ju", more="[settings.short]\nlongest = 1\n")
    trust(place / "plugins" / "short.py", tmp_path / "machine" / "trusted.toml")
    frozen = freeze(place)
    shutil.rmtree(place)
    opened = open_frozen(frozen)
    assert [problem.what.text("en") for problem in opened.problems] == ["the name is long"]
