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

from benchmarks import (
    data,
    journal,
    likeness,
    linear,
    offices,
    plugin_verb,
    report,
    room,
    row_wise,
    targets,
    timing,
    workloads,
)
from benchmarks.peers import BY_HAND, Peer, peers, ways
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
@click.option("--entries", default=(10_000,), multiple=True, help="Sizes of journals.")
@click.option("--works", default=100_000, show_default=True, help="How many works to liken.")
@click.option("--repeats", default=5, show_default=True, help="Rounds of each measurement.")
@click.option("--digits-only", is_flag=True, help="Only what compares digits, and its times.")
@click.option("--json", "json_file", type=FILE, help="Write the figures.")
@click.option("--history", type=FILE, help="Add the figures to a file, a line for each run.")
@click.option("--chart", type=FILE, help="Draw records a second, as SVG.")
def main(
    records: int,
    many: int,
    entries: tuple[int, ...],
    works: int,
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
        wrong = _compare(every, facts, folder / "csv", periods, figures)
        row_wise.end_to_end(opened, folder / "csv", records, figures)
        (folder / "offices").mkdir()
        wrong += offices.measure(opened, folder / "offices", many, figures)
        if not digits_only:
            wrong += _measure_the_rest(opened, facts, folder, entries, works, figures)
    judged = targets.judged(figures)
    print(report.table(figures), report.ways(ways()), report.targets(judged), sep="\n", end="")
    run = report.told(figures, judged, ways())
    if json_file is not None:
        report.write_json(json_file, run)
    if history is not None:
        report.add_to_history(history, run, datetime.now(UTC).date())
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
    figures: dict[str, float],
) -> list[str]:
    """The ways of counting, and the periods, in which they differ by as much as a digit.

    What judges records one by one is timed here, once, for the year and for all periods.
    """
    units = facts.subjects["unit"]
    rows, figures[row_wise.READ] = timing.timed(
        lambda: haidian_count.read_records(folder, data.tiers())
    )
    asked = [_by_loops(rows, units, period) for period in periods]
    wrong = [
        f"{name} {period.id}"
        for name, found in row_wise.standings(rows, units, periods, figures)
        for period, right, counted in zip(periods, asked, found, strict=True)
        if right != counted
    ]
    wrong += row_wise.with_trace(rows, figures)
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
    entries: Sequence[int],
    works: int,
    figures: dict[str, float],
) -> list[str]:
    records, repeats = int(figures["records"]), int(figures["repeats"])
    for name in ("linear", "plugin", "journal"):
        (folder / name).mkdir()
    linear.measure(opened, folder / "linear", linear.sizes_to(records), repeats, figures)
    wrong = plugin_verb.measure(facts, folder / "plugin", repeats, figures)
    wrong += likeness.measure(works, figures)
    workloads.measure_steps(folder, records, figures)
    workloads.measure_explanation(opened, facts, records, figures)
    workloads.measure_workbook(opened, folder, 50_000, figures)
    workloads.measure_processes(folder, repeats, figures)
    return wrong + journal.measure(folder / "journal", entries, figures)


if __name__ == "__main__":
    main()
