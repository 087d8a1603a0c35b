"""The engines that judge one record at a time: their seconds, and how much quicker the program is.

Each record is judged once for all periods, which is the best that can be done for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks import by_rows, data, ours, timing
from benchmarks.peers import OURS
from gov_comms.config import Opened
from gov_comms.facts import read_facts
from gov_comms.timeline import Period
from tests.proofs.haidian_count import Records

READ = "plain Python, read CSV, s"
PLAIN = "plain Python"


def standings(
    rows: Records, units: Sequence[str], periods: Sequence[Period], figures: dict[str, float]
) -> Iterator[tuple[str, list[by_rows.Standing]]]:
    """What each engine finds for each period; the first of them is the year."""
    records = figures["records"]
    for engine in by_rows.engines():
        worth, judging = timing.timed(partial(by_rows.worth, engine, rows))
        found, loops = [], []
        for period in periods:
            each, seconds = timing.timed(partial(by_rows.standing, worth, units, period))
            found.append(each)
            loops.append(seconds)
        for name, took in (
            ("year", judging + loops[0]),
            (f"{len(periods)} periods", judging + sum(loops)),
        ):
            figures[f"{name}, {engine.name}, s"] = took
            figures[f"{name}, {engine.name}, records/s"] = records / took
            times = took / figures[f"{name}, {OURS}, s"]
            figures[f"{name}, times as fast as {engine.name}"] = times
        yield engine.name, found


def end_to_end(opened: Opened, folder: Path, records: int, figures: dict[str, float]) -> None:
    """From the same CSV files to the year's ranks, by the program and by each engine.

    The program checks every cell on the way, the engines are handed what the csv module reads.
    """
    rule = ours.with_rule_only(opened)

    def whole() -> object:
        facts = read_facts(rule.agency, rule.plugins, folder)
        return ours.standing(rule, facts, str(data.YEAR))

    took = timing.in_turn({OURS: whole}, 1)[OURS]
    figures[f"end to end, {OURS}, s"] = took
    figures[f"end to end, {OURS}, records/s"] = records / took
    ratios = []
    for engine in by_rows.engines():
        theirs = figures[READ] + figures[f"year, {engine.name}, s"]
        figures[f"end to end, {engine.name}, s"] = theirs
        if engine.name != PLAIN:
            ratios.append(theirs / took)
    if ratios:
        figures["end to end, times as fast as the fastest row-wise peer"] = min(ratios)
