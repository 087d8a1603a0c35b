"""``python -m benchmarks``: one year of records, scored by the program and by hand, side by side.

Prints seconds, ratios, records a second and memory; fails when a total or a rank differs.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
import polars as pl

from benchmarks import by_hand, data, ours, timing
from gov_comms.config import Opened, open_agency, shipped
from gov_comms.facts import read_facts
from gov_comms.facts.frames import Facts
from gov_comms.settlement import prepare_run
from gov_comms.timeline import Period
from tests.proofs import haidian_count

MONTHS = tuple(f"{data.YEAR}-{month:02}" for month in range(1, 13))
QUARTERS = tuple(f"{data.YEAR}-Q{quarter}" for quarter in range(1, 5))
ALL_PERIODS = (str(data.YEAR), *QUARTERS, *MONTHS)

Standing = dict[str, tuple[int, int]]
"""Every unit's points and rank."""


@click.command()
@click.option("--records", default=1_000_000, show_default=True, help="How many adoptions.")
@click.option("--repeats", default=5, show_default=True, help="Rounds of each measurement.")
@click.option("--digits-only", is_flag=True, help="Leave out the times of whole processes.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures.")
def main(records: int, repeats: int, digits_only: bool, json_file: Path | None) -> None:
    """Score made-up records of Haidian's shape and compare times and digits."""
    opened = open_agency(next(path for path in shipped() if path.name == "haidian"))
    figures: dict[str, float] = {"records": records, "repeats": repeats}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        data.write_records(folder, records)
        facts, figures["read facts, s"] = timing.timed(
            lambda: read_facts(opened.agency, opened.plugins, folder / "parquet")
        )
        _measure(opened, facts, records, repeats, figures)
        figures["peak memory, MiB"] = timing.peak_memory()
        wrong = _compare(opened, facts, folder / "csv", figures)
    if not digits_only:
        _measure_processes(repeats, figures)
    for name, figure in figures.items():
        print(f"{name:<44}{figure:>16,.3f}")
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(f"digits: {wrong or 'all totals and ranks agree'}")
    sys.exit(1 if wrong else 0)


def _measure(
    opened: Opened, facts: Facts, records: int, repeats: int, figures: dict[str, float]
) -> None:
    """The year alone, then all seventeen periods, each in turn with the code by hand.

    Both sides count the same rule; the whole of Haidian's regulation, with its quotas, its second
    table for authors and its prizes, is timed beside them.
    """
    rule = ours.with_rule_only(opened)
    prepared = prepare_run(rule, facts)
    for name, periods in (("year", ALL_PERIODS[:1]), ("17 periods", ALL_PERIODS)):
        took = timing.in_turn(
            {
                "by hand": partial(_by_hand, opened, facts, periods),
                "gov_comms": partial(ours.ledgers, rule, facts, periods),
                "gov_comms, prepared": partial(ours.ledgers_of, prepared, periods),
                "whole regulation": partial(ours.ledgers, opened, facts, periods),
            },
            repeats,
        )
        for who, seconds in took.items():
            figures[f"{name}, {who}, s"] = seconds
        figures[f"{name}, ratio"] = took["gov_comms"] / took["by hand"]
        figures[f"{name}, prepared, ratio"] = took["gov_comms, prepared"] / took["by hand"]
        figures[f"{name}, records/s"] = records / took["gov_comms"]


def _compare(opened: Opened, facts: Facts, folder: Path, figures: dict[str, float]) -> list[str]:
    """The periods in which the three ways of counting differ by as much as a digit."""
    units = facts.subjects["unit"]
    records, figures["plain Python, read, s"] = timing.timed(
        lambda: haidian_count.read_records(folder, data.tiers())
    )
    rule = ours.with_rule_only(opened)
    wrong = []
    plain_seconds = 0.0
    for name in ALL_PERIODS:
        period = _period(opened, name)
        plain, took = timing.timed(partial(_by_loops, records, units, period))
        plain_seconds += took
        by_polars = {
            units[unit]: (points, rank)
            for unit, points, rank in _by_hand(opened, facts, [name])[0]
            .select("unit", "points", "rank")
            .iter_rows()
        }
        if not plain == by_polars == ours.standing(rule, facts, name):
            wrong.append(name)
    figures["plain Python, 17 periods, s"] = plain_seconds
    return wrong


def _by_hand(opened: Opened, facts: Facts, periods: Sequence[str]) -> list[pl.DataFrame]:
    return [
        by_hand.totals_and_ranks(facts, opened.agency, _period(opened, period))
        for period in periods
    ]


def _by_loops(records: haidian_count.Records, units: tuple[str, ...], period: Period) -> Standing:
    totals = haidian_count.count(records, units, period.first.isoformat(), period.last.isoformat())
    ranks = haidian_count.rank(totals)
    return {unit: (totals[unit], ranks[unit]) for unit in units}


def _measure_processes(repeats: int, figures: dict[str, float]) -> None:
    """Whole processes: help beside a bare click program, and the check of the largest agency."""
    program = [str(Path(sys.executable).with_name("gov-comms"))]
    bare = "import click; click.command(help='bare')(lambda: None)(['--help'])"
    took = timing.of_processes(
        {"bare click": [sys.executable, "-c", bare], "gov-comms --help": [*program, "--help"]},
        max(3 * repeats, 1),
    )
    for name, seconds in took.items():
        figures[f"{name}, s"] = seconds
    figures["gov-comms --help, ratio"] = took["gov-comms --help"] / took["bare click"]
    largest = max(shipped(), key=_bytes_of_law)
    took = timing.of_processes({"check": [*program, "check", str(largest)]}, max(repeats // 2, 1))
    figures[f"gov-comms check {largest.name}, s"] = took["check"]


def _bytes_of_law(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / "regulations").glob("*.toml"))


def _period(opened: Opened, name: str) -> Period:
    return opened.agency.calendar.period(name)


if __name__ == "__main__":
    main()
