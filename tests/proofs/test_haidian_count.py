"""Haidian's totals and ranks agree with a count of the same rule that shares no code with them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from gov_comms.config import Opened, open_agency, shipped
from gov_comms.facts import read_facts
from gov_comms.facts.frames import Facts
from gov_comms.model import SubjectKind
from gov_comms.settlement import score

from . import haidian_count, haidian_records

SIZE = haidian_records.Size(works=8_000, adoptions=20_000, endorsements=1_500, units=60)
YEAR, SEED = 2014, 7
HAIDIAN = next(path for path in shipped() if path.name == "haidian")
PERIODS = {
    "2014": ("2014-01-01", "2014-12-31"),
    "2014-Q1": ("2014-01-01", "2014-03-31"),
    "2014-Q4": ("2014-10-01", "2014-12-31"),
    "2014-02": ("2014-02-01", "2014-02-28"),
}


@dataclass(frozen=True, slots=True)
class Both:
    """The same records for the program and for the count by hand."""

    opened: Opened
    facts: Facts
    records: haidian_count.Records
    units: tuple[str, ...]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("records")
    for name, columns in haidian_records.make_tables(SIZE, YEAR, SEED).items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(zip(*columns.values(), strict=True))
    return read_both(folder, haidian_records.outlet_tiers(SIZE.outlets))


@pytest.fixture(scope="module")
def demo() -> Both:
    agency = open_agency(HAIDIAN).agency
    tiers = {}
    for outlet in agency.rosters["outlet"]:
        aliases = outlet.cells.get("aliases") or ()
        assert isinstance(aliases, tuple)
        for name in (outlet.cells["id"], *aliases):
            tiers[str(name)] = str(outlet.cells["tier"])
    return read_both(HAIDIAN / "records", tiers)


def read_both(folder: Path, tiers: dict[str, str]) -> Both:
    opened = open_agency(HAIDIAN)
    facts = read_facts(opened.agency, opened.plugins, folder)
    records = haidian_count.read_records(folder, tiers)
    return Both(opened, facts, records, haidian_count.read_units(folder))


def standing(both: Both, period: str) -> dict[str, tuple[int, int]]:
    """What the program says: every unit's points and place among all units."""
    result = score(both.opened, both.facts, period)
    places = {each.subject.id: each.rank for each in result.ranks if each.step == "rank.all"}
    return {
        total.subject.id: (int(total.total), places[total.subject.id])
        for total in result.totals
        if total.measure == "points" and total.subject.kind is SubjectKind.UNIT
    }


def counted(both: Both, period: str) -> dict[str, tuple[int, int]]:
    """The same by hand."""
    totals = haidian_count.count(both.records, both.units, *PERIODS[period])
    places = haidian_count.rank(totals)
    return {unit: (totals[unit], places[unit]) for unit in both.units}


@pytest.mark.parametrize("period", PERIODS)
def test_score_of_generated_records_equals_the_count_by_hand(generated: Both, period: str) -> None:
    expected = counted(generated, period)
    assert len(expected) == SIZE.units
    assert standing(generated, period) == expected


@pytest.mark.parametrize("period", PERIODS)
def test_score_of_the_shipped_year_equals_the_count_by_hand(demo: Both, period: str) -> None:
    assert standing(demo, period) == counted(demo, period)


def test_rank_by_hand_shares_places() -> None:
    assert haidian_count.rank({"甲": 3, "乙": 9, "丙": 5, "丁": 5, "戊": 0, "己": 0}) == {
        "乙": 1,
        "丙": 2,
        "丁": 2,
        "甲": 4,
        "戊": 5,
        "己": 5,
    }


def test_count_by_hand_takes_the_highest_of_a_work_in_the_period() -> None:
    records = haidian_count.Records(
        submissions=(("W1", "甲", "2014-01-31"), ("W2", "乙", "2014-02-01")),
        adoptions=(
            ("W1", "区级", "全文", "2014-01-31"),
            ("W1", "市级", "综合", "2014-02-01"),
            ("W1", "区级", "综合", "2014-02-28"),
            ("W2", "国家级", "全文", "2014-03-01"),
        ),
        endorsements=(
            ("W2", "区级", "2014-02-02"),
            ("W2", "首都级", "2014-02-03"),
            ("W2", "市级", "2014-02-04"),
        ),
    )
    january = haidian_count.count(records, ["甲", "乙", "丙"], "2014-01-01", "2014-01-31")
    february = haidian_count.count(records, ["甲", "乙", "丙"], "2014-02-01", "2014-02-28")
    assert january == {"甲": 1 + 5, "乙": 0, "丙": 0}
    assert february == {"甲": 10, "乙": 1 + 50, "丙": 0}
