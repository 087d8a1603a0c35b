"""One large year scored through the adapter for more than memory holds, in a process of its own.

``python -m benchmarks.large_run FOLDER WORK MEMORY SUBJECT`` prints JSON: seconds, the most memory
held, bytes on disk, and every unit's points and rank.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import partial
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
from gov_comms.settlement import explain, score


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
    result, scoring = timing.timed(partial(score, opened, facts, year, engine=engine))
    peak = timing.peak_memory()
    told, explaining = timing.timed(partial(explain, opened, facts, year, subject, engine=engine))
    return {
        "read, s": reading,
        "score, s": scoring,
        "explain one work, s": explaining,
        "peak memory to score, MiB": peak,
        "peak memory, MiB": timing.peak_memory(),
        "disk, MiB": sum(each.stat().st_size for each in work.rglob("*") if each.is_file()) >> 20,
        "lines of the work": len(told.lines),
        "standing": standing_of(result),
    }


if __name__ == "__main__":
    place, room_folder, limit, who = sys.argv[1:5]
    print(json.dumps(measured(Path(place), Path(room_folder), int(limit), who)))
