"""Haidian's rule counted a second time, by hand, so that two readings of it can be compared.

Plain loops over CSV files; nothing of gov_comms is imported, and nothing is shared with it.
Rules: S001-07-02 (points), S001-07-03 (the highest adoption of a work only), S001-07-04 (the
highest endorsement of a work only).  Each fact counts in the period that holds its own day, and
the highest is sought among the facts of that period.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

SUBMITTED = 1
ADOPTED = {
    ("区级", "全文"): 5,
    ("区级", "综合"): 2,
    ("市级", "全文"): 20,
    ("市级", "综合"): 10,
    ("国家级", "全文"): 40,
    ("国家级", "综合"): 20,
}
ENDORSED = {"区级": 30, "市级": 40, "首都级": 50}


@dataclass(frozen=True, slots=True)
class Records:
    """The three tables as tuples of texts; days are ISO dates, which sort as they are written."""

    submissions: tuple[tuple[str, str, str], ...]
    """Work, unit, day."""
    adoptions: tuple[tuple[str, str, str, str], ...]
    """Work, tier of the outlet, form, day."""
    endorsements: tuple[tuple[str, str, str], ...]
    """Work, level, day."""


def read_records(folder: Path, tiers: Mapping[str, str]) -> Records:
    """The tables of a folder of CSV files; ``tiers`` tells the tier of each outlet."""
    return Records(
        tuple(
            (row["稿件编号"], row["单位"], row["报送日期"]) for row in _rows(folder / "报送.csv")
        ),
        tuple(
            (row["稿件编号"], tiers[row["采用媒体"]], row["采用形式"], row["采用日期"])
            for row in _rows(folder / "采用.csv")
        ),
        tuple(
            (row["稿件编号"], row["批示级别"], row["批示日期"])
            for row in _rows(folder / "批示.csv")
        ),
    )


def read_units(folder: Path) -> tuple[str, ...]:
    """The units listed in a folder of CSV files."""
    return tuple(row["单位"] for row in _rows(folder / "单位.csv"))


def count(records: Records, units: Iterable[str], first: str, last: str) -> dict[str, int]:
    """Every unit's points from ``first`` to ``last``, both days included."""
    totals = dict.fromkeys(units, 0)
    unit_of = {}
    for work, unit, day in records.submissions:
        unit_of[work] = unit
        if first <= day <= last:
            totals[unit] += SUBMITTED
    best_adoption: dict[str, int] = defaultdict(int)
    for work, tier, form, day in records.adoptions:
        if first <= day <= last:
            best_adoption[work] = max(best_adoption[work], ADOPTED[tier, form])
    best_endorsement: dict[str, int] = defaultdict(int)
    for work, level, day in records.endorsements:
        if first <= day <= last:
            best_endorsement[work] = max(best_endorsement[work], ENDORSED[level])
    for best in (best_adoption, best_endorsement):
        for work, points in best.items():
            totals[unit_of[work]] += points
    return totals


def rank(totals: Mapping[str, int]) -> dict[str, int]:
    """Places from the highest total down; equal totals share a place: 1, 2, 2, 4."""
    places: dict[str, int] = {}
    best_first = sorted(totals, key=lambda unit: -totals[unit])
    for position, unit in enumerate(best_first, start=1):
        above = best_first[position - 2] if position > 1 else None
        if above is not None and totals[above] == totals[unit]:
            places[unit] = places[above]
        else:
            places[unit] = position
    return places


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
