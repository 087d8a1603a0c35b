"""One large year scored through the adapter for more than memory holds, in a process of its own.

``python -m benchmarks.large_run FOLDER WORK MEMORY SUBJECT`` prints JSON: seconds, the most memory
held, bytes on disk, and every unit's points and rank.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import data, timing
from benchmarks.ours import standing_of, with_rule_only
from gov_comms.config import open_agency
from gov_comms.facts import Facts
from gov_comms.facts.findings import Findings
from gov_comms.facts.heaps import PIECE, larger_than_memory
from gov_comms.facts.large import read_large
from gov_comms.facts.room import Room
from gov_comms.ledger.engine import engine_named
from gov_comms.ledger.outcome import Outcome
from gov_comms.results import Explanation, Result
from gov_comms.settlement.explaining import explained, find
from gov_comms.settlement.reading import Reader
from gov_comms.settlement.scoring import named_period, read_result, settle


def measured(folder: Path, work: Path, memory: int, subject: str) -> Mapping[str, object]:
    """What reading, scoring and explaining took; every table with a row lies on disk."""
    opened = with_rule_only(open_agency("haidian"))
    importers, year = opened.plugins.importers, str(data.YEAR)
    room = Room(work, memory)
    large = larger_than_memory(importers, folder, 0)

    def read() -> Facts:
        found = Findings()
        return read_large(opened.agency, importers, folder, large, found, room, PIECE, 0)

    facts, reading = timing.timed(read)
    engine = engine_named("duckdb", room)

    def scored() -> tuple[Outcome, Result]:
        period = named_period(opened, year)
        outcome, problems = settle(opened, facts, period, engine=engine)
        return outcome, read_result(opened, outcome, problems)

    def told_of_one() -> Explanation:
        return explained(outcome, Reader(outcome.prepared), find(facts, subject))

    (outcome, result), scoring = timing.timed(scored)
    peak = timing.peak_memory()
    told, explaining = timing.timed(told_of_one)
    return {
        "read, s": reading,
        "score, s": scoring,
        "explain one work of this run, s": explaining,
        "peak memory to score, MiB": peak,
        "peak memory, MiB": timing.peak_memory(),
        "disk, MiB": sum(each.stat().st_size for each in work.rglob("*") if each.is_file()) >> 20,
        "lines of the work": len(told.lines),
        "standing": standing_of(result),
    }


if __name__ == "__main__":
    place, room_folder, limit, who = sys.argv[1:5]
    print(json.dumps(measured(Path(place), Path(room_folder), int(limit), who)))
