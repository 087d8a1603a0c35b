"""Whether the cost of a record stays the same: the same work at sizes ten times apart.

``python -m benchmarks.linear 10000 100000 1000000 10000000`` prints the table.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks import data, ours, report, timing
from gov_comms.config import Opened, open_agency
from gov_comms.facts import read_facts

SMALLEST = 10_000
REPEATS = 5


def sizes_to(records: int) -> list[int]:
    """Sizes ten times apart, from ten thousand on, up to so many records."""
    sizes = [records]
    while sizes[0] >= 10 * SMALLEST:
        sizes.insert(0, sizes[0] // 10)
    return sizes


def measure(
    opened: Opened, folder: Path, sizes: Sequence[int], repeats: int, figures: dict[str, float]
) -> None:
    """Seconds for a million records at each size: reading, and the year with its whole ledger."""
    rule, costs = ours.with_rule_only(opened), []
    for size in sizes:
        place, name = folder / str(size), f"linear, {size:,}"
        place.mkdir()
        data.write_records(place, size)
        read = partial(read_facts, opened.agency, opened.plugins, place / "parquet")
        facts, seconds = timing.timed(read)
        figures[f"{name}, read, s a million"] = seconds / size * 1e6
        took = timing.in_turn({name: partial(ours.ledgers, rule, facts, [str(data.YEAR)])}, repeats)
        figures[f"{name}, year, s a million"] = took[name] / size * 1e6
        costs.append(took[name] / size)
    if len(costs) > 1:
        figures["linear, ratio"] = costs[-1] / costs[-2]


def main(*sizes: str) -> None:
    """Print the table of some sizes."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        measure(
            open_agency("haidian"), Path(folder), [int(size) for size in sizes], REPEATS, figures
        )
    print(report.table(figures), end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
