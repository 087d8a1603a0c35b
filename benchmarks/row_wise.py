"""The engines that judge one record at a time: their seconds, and how much quicker the program is.

Each record is judged once for all periods, which is the best that can be done for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks import by_rows, data, ours, timing
from benchmarks.peers import OURS
from gov_comms.config import Opened
from gov_comms.facts import read_facts
from gov_comms.timeline import Period
from tests.proofs.haidian_count import ADOPTED, Records

READ = "plain Python, read CSV, s"
PLAIN = "plain Python"
TRACED = 10_000
"""So many records are judged with a trace."""


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


def with_trace(rows: Records, figures: dict[str, float]) -> list[str]:
    """How many records an engine judges that notes what it did, as our ledger does; and whether
    it finds what the table says.

    It is slow enough that some of the records tell it.
    """
    if find_spec("zen") is None:
        return []
    price = by_rows.traced_by_zen(("tier", "form"), ADOPTED)
    some = rows.adoptions[:TRACED]
    asked = [{"tier": tier, "form": form} for _, tier, form, _ in some]
    found, seconds = timing.timed(lambda: [price(each) for each in asked])
    figures[f"{by_rows.TRACING}, records/s"] = len(some) / seconds
    ours = figures[f"year, {OURS}, records/s"]
    figures[f"year, times as fast as {by_rows.TRACING}"] = ours * seconds / len(some)
    right = [ADOPTED[tier, form] for _, tier, form, _ in some]
    return [] if found == right else [by_rows.TRACING]


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
