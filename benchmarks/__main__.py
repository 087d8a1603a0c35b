"""``python -m benchmarks``: one year of records, scored by the program and by others, side by side.

Prints seconds, ratios, records a second and memory; fails when a total or a rank differs.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from benchmarks import by_rows, data, offices, report, room, timing, workloads
from benchmarks.peers import BY_HAND, OURS, Peer, peers
from gov_comms.config import Opened, open_agency, shipped
from gov_comms.facts import read_facts
from gov_comms.facts.frames import Facts
from gov_comms.timeline import Period
from tests.proofs import haidian_count

MONTHS = tuple(f"{data.YEAR}-{month:02}" for month in range(1, 13))
QUARTERS = tuple(f"{data.YEAR}-Q{quarter}" for quarter in range(1, 5))
ALL_PERIODS = (str(data.YEAR), *QUARTERS, *MONTHS)
FILE = click.Path(path_type=Path)


@click.command()
@click.option("--records", default=1_000_000, show_default=True, help="How many adoptions.")
@click.option("--offices", "many", default=50, show_default=True, help="How many small offices.")
@click.option("--repeats", default=5, show_default=True, help="Rounds of each measurement.")
@click.option("--digits-only", is_flag=True, help="Only what compares digits, and its times.")
@click.option("--json", "json_file", type=FILE, help="Write the figures.")
@click.option("--history", type=FILE, help="Add the figures to a file, a line for each run.")
@click.option("--chart", type=FILE, help="Draw records a second, as SVG.")
def main(
    records: int,
    many: int,
    repeats: int,
    digits_only: bool,
    json_file: Path | None,
    history: Path | None,
    chart: Path | None,
) -> None:
    """Score made-up records of Haidian's shape and compare times and digits."""
    opened = open_agency(next(path for path in shipped() if path.name == "haidian"))
    figures: dict[str, float] = {"records": records, "repeats": repeats}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        room.refuse_too_little(folder, records)
        data.write_records(folder, records)
        facts, figures["read facts, s"] = timing.timed(
            lambda: read_facts(opened.agency, opened.plugins, folder / "parquet")
        )
        periods = [opened.agency.calendar.period(name) for name in ALL_PERIODS]
        every = peers(opened, facts, str(folder))
        _measure(every, periods, records, repeats, figures)
        figures["peak memory, MiB"] = timing.peak_memory()
        wrong = _compare(every, facts, folder / "csv", periods, records, figures)
        (folder / "offices").mkdir()
        wrong += offices.measure(opened, folder / "offices", many, figures)
        if not digits_only:
            _measure_the_rest(opened, facts, folder, records, repeats, figures)
    print(report.table(figures), end="")
    if json_file is not None:
        report.write_json(json_file, figures)
    if history is not None:
        report.add_to_history(history, figures, datetime.now(UTC).date())
    if chart is not None:
        report.draw(chart, figures)
    print(f"digits: {', '.join(wrong) or 'all totals and ranks agree'}")
    sys.exit(1 if wrong else 0)


def _measure(
    every: Sequence[Peer],
    periods: Sequence[Period],
    records: int,
    repeats: int,
    figures: dict[str, float],
) -> None:
    """The year alone, then all seventeen periods, each way in turn.

    All count the same rule; the whole of Haidian's regulation, with its quotas, its second table
    for authors and its prizes, is timed beside them.
    """
    for name, asked in (("year", periods[:1]), (f"{len(periods)} periods", periods)):
        took = timing.in_turn({peer.name: partial(peer.work, asked) for peer in every}, repeats)
        for who, seconds in took.items():
            figures[f"{name}, {who}, s"] = seconds
            figures[f"{name}, {who}, records/s"] = records / seconds
            if who != BY_HAND:
                figures[f"{name}, {who}, ratio"] = seconds / took[BY_HAND]


def _compare(
    every: Sequence[Peer],
    facts: Facts,
    folder: Path,
    periods: Sequence[Period],
    records: int,
    figures: dict[str, float],
) -> list[str]:
    """The ways of counting, and the periods, in which they differ by as much as a digit.

    What judges records one by one is timed here, once, for all seventeen periods.
    """
    units = facts.subjects["unit"]
    rows, figures["plain Python, read, s"] = timing.timed(
        lambda: haidian_count.read_records(folder, data.tiers())
    )
    asked = [_by_loops(rows, units, period) for period in periods]
    wrong = []
    rates = {}
    for engine in by_rows.engines():
        found, seconds = timing.timed(partial(by_rows.standings, engine, rows, units, periods))
        figures[f"{len(periods)} periods, {engine.name}, s"] = seconds
        rates[engine.name] = figures[f"{len(periods)} periods, {engine.name}, records/s"] = (
            records / seconds
        )
        wrong += [
            f"{engine.name} {period.id}"
            for period, right, counted in zip(periods, asked, found, strict=True)
            if right != counted
        ]
    ours = figures[f"{len(periods)} periods, {OURS}, records/s"]
    for name, rate in rates.items():
        figures[f"{len(periods)} periods, times as fast as {name}"] = ours / rate
    for peer in every:
        if peer.standing is not None:
            wrong += [
                f"{peer.name} {period.id}"
                for period, right in zip(periods, asked, strict=True)
                if peer.standing(period) != right
            ]
    return wrong


def _by_loops(
    records: haidian_count.Records, units: tuple[str, ...], period: Period
) -> dict[str, tuple[int, int]]:
    totals = haidian_count.count(records, units, period.first.isoformat(), period.last.isoformat())
    ranks = haidian_count.rank(totals)
    return {unit: (totals[unit], ranks[unit]) for unit in units}


def _measure_the_rest(
    opened: Opened,
    facts: Facts,
    folder: Path,
    records: int,
    repeats: int,
    figures: dict[str, float],
) -> None:
    workloads.measure_steps(folder, records, figures)
    workloads.measure_explanation(opened, facts, records, figures)
    workloads.measure_workbook(opened, folder, 50_000, figures)
    workloads.measure_processes(folder, repeats, figures)


if __name__ == "__main__":
    main()
