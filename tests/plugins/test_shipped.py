"""Shipped agencies that enable a plugin: where it is not installed they count the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from gov_comms.config import Opened, open_agency, open_texts
from gov_comms.config.reading import source_of_folder
from gov_comms.errors import Refused, Severity
from gov_comms.facts import facts_from_rows
from gov_comms.settlement import score
from tests.docs.pages import ROOT

USERS = {"hospital-publicity": "monitoring", "district-government-info": "notify"}


def figures(opened: Opened) -> list[tuple[object, ...]]:
    """Every total, flag, quota, duty and line of every case."""
    found: list[tuple[object, ...]] = []
    for case in opened.cases:
        try:
            result = score(opened, facts_from_rows(opened.agency, case.rows), case.period)
        except Refused as refused:
            found.append(tuple(each.code for each in refused.problems))
            continue
        found.append((result.totals, result.flags, result.quotas, result.duties, result.lines()))
    return found


def without_plugins(folder: Path) -> Opened:
    source, _ = source_of_folder(folder)
    texts = dict(source.texts)
    texts["agency.toml"] = texts["agency.toml"].replace(
        'optional_plugins = ["', 'optional_plugins = ["no-'
    )
    texts["agency.toml"] = texts["agency.toml"].replace("[settings.", "[settings.no-")
    return open_texts(texts, folder.name)


@pytest.mark.parametrize("name", USERS)
def test_figures_are_the_same_without_the_plugin(name: str) -> None:
    folder = ROOT / "agency_configs" / name
    with_it, without = open_agency(folder), without_plugins(folder)
    assert list(with_it.plugins.versions) == [USERS[name]]
    assert without.plugins.versions == {}
    assert figures(with_it) == figures(without) != []
    assert without.plugins.absent == (f"no-{USERS[name]}",)
    absent = [each for each in without.problems if each.code == "plugin-absent"]
    assert [each.severity for each in absent] == [Severity.NOTICE]


def test_no_other_agency_enables_one() -> None:
    for path in ROOT.glob("agency_configs/*/agency.toml"):
        text = path.read_text("utf-8")
        assert ("plugins = [" in text) == (path.parent.name in USERS), path
