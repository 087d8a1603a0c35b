"""Published regulations counted by hand before the docs were tried on them: every figure agrees.

The facts and what they come to stand in ``tests/fresh_regulations``; the regulations were written
from the docs alone, and ``agency.txt`` names the folder that came of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gov_comms.config import open_agency
from gov_comms.facts import read_facts
from gov_comms.results import Result
from gov_comms.settlement import score

FOLDER = Path(__file__).parents[1] / "fresh_regulations"
NUMBERS = sorted(each.name for each in FOLDER.iterdir() if each.is_dir())


@dataclass(frozen=True)
class Counted:
    """One regulation's facts scored, run by run, and what was counted by hand."""

    expected: Mapping[str, Any]
    runs: Mapping[str, Result]

    def of(self, kind: str) -> list[tuple[Result, Mapping[str, Any]]]:
        """The entries of a kind, each with the run that answers it."""
        entries = self.expected.get(kind, [])
        return [(self.runs[self.period(kind, each)], each) for each in entries]

    def period(self, kind: str, entry: Mapping[str, Any]) -> str:
        """The run an entry speaks of; what a quota found in a part of the year is in the year's."""
        return (
            self.expected["period"]
            if kind == "quota"
            else entry.get("period", self.expected["period"])
        )


@pytest.fixture(scope="module", params=NUMBERS)
def counted(request: pytest.FixtureRequest) -> Counted:
    folder = FOLDER / request.param
    opened = open_agency((folder / "agency.txt").read_text(encoding="utf-8").strip())
    facts = read_facts(opened.agency, opened.plugins, folder)
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    periods = {expected["period"]} | {
        each["period"]
        for kind in ("total", "flag")
        for each in expected.get(kind, [])
        if "period" in each
    }
    return Counted(expected, {each: score(opened, facts, each) for each in periods})


def test_totals_counted_by_hand_agree(counted: Counted) -> None:
    found, wanted = [], []
    for run, entry in counted.of("total"):
        key = (entry["subject"], entry["measure"])
        totals = [each.total for each in run.totals if (each.subject.id, each.measure) == key]
        found.append((run.period.id, *key, *(totals or [Decimal(0)])))
        wanted.append((run.period.id, *key, Decimal(entry["total"])))
    assert found == wanted
    assert wanted


def test_ranks_counted_by_hand_agree(counted: Counted) -> None:
    entries = [(run, entry) for run, entry in counted.of("total") if "rank" in entry]
    for run, entry in entries:
        ranks = {
            each.rank
            for each in run.totals
            if (each.subject.id, each.measure) == (entry["subject"], entry["measure"])
        }
        assert ranks == {entry["rank"]}, entry


def test_flags_counted_by_hand_are_the_only_ones(counted: Counted) -> None:
    if "flag" not in counted.expected:
        return
    named = {entry["flag"] for _, entry in counted.of("flag")}
    run = counted.runs[counted.expected["period"]]
    found = {(each.flag, each.subject.id) for each in run.flags if each.flag in named}
    assert found == {(entry["flag"], entry["subject"]) for _, entry in counted.of("flag")}


def test_quotas_counted_by_hand_agree(counted: Counted) -> None:
    for run, entry in counted.of("quota"):
        numbers = ("required", "actual", "missing")
        wanted = {key: Decimal(entry[key]) for key in numbers if key in entry}
        period = entry.get("period", run.period.id)
        assert any(
            each.subject.id == entry["subject"]
            and each.period == period
            and each.outcome == entry["outcome"]
            and all(getattr(each, key) == number for key, number in wanted.items())
            for each in run.quotas
        ), entry
