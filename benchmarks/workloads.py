"""What people do besides scoring a year: many steps, one explanation, a workbook, a command."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from benchmarks import data, offices, ours, timing
from benchmarks.forty import forty_steps
from gov_comms.config import Opened, shipped
from gov_comms.facts import read_facts
from gov_comms.facts.frames import Facts
from gov_comms.settlement import explain, run
from gov_comms.settlement.explaining import explained, find
from gov_comms.settlement.reading import Reader


def measure_steps(folder: Path, records: int, figures: dict[str, float]) -> None:
    """A regulation of forty steps on the records of the benchmark."""
    opened = forty_steps()
    facts = read_facts(opened.agency, opened.plugins, folder / "parquet")
    year = [str(data.YEAR)]
    _, seconds = timing.timed(partial(ours.ledgers, opened, facts, year))
    figures["forty steps, year, s"] = seconds
    figures["forty steps, records/s"] = records / seconds


def measure_explanation(
    opened: Opened, facts: Facts, records: int, figures: dict[str, float]
) -> None:
    """Everything that is to be said of one work among all, the records read before.

    The year is run for it, and told once more of a run that is there.
    """
    work, year = facts.frames["submission"]["id"][0], str(data.YEAR)
    _, seconds = timing.timed(partial(explain, opened, facts, year, work))
    figures[f"explain one work of {records:,} records, s"] = seconds
    outcome = run(opened, facts, year)
    reader = Reader(outcome.prepared)
    _, seconds = timing.timed(lambda: explained(outcome, reader, find(facts, work)))
    figures["explain one more work of the same run, s"] = seconds


def measure_workbook(opened: Opened, folder: Path, rows: int, figures: dict[str, float]) -> None:
    """A workbook of so many rows, read and checked cell by cell."""
    size = data.size_of(rows * 10 // 14)
    file = folder / "workbook.xlsx"
    data.write_workbook(file, size)
    _, seconds = timing.timed(partial(read_facts, opened.agency, opened.plugins, file))
    figures[f"import a workbook of {rows:,} rows, s"] = seconds


def measure_processes(folder: Path, repeats: int, figures: dict[str, float]) -> None:
    """Whole processes: help beside a bare click program, a cold score, the longest check."""
    program = [str(Path(sys.executable).with_name("gov-comms"))]
    bare = "import click; click.command(help='bare')(lambda: None)(['--help'])"
    took = timing.of_processes(
        {
            "bare click": [sys.executable, "-c", bare],
            "gov-comms --help": [*program, "--help"],
            "import gov_comms.cli": [sys.executable, "-c", "import gov_comms.cli"],
        },
        max(3 * repeats, 1),
    )
    figures.update({f"{name}, s": seconds for name, seconds in took.items()})
    figures["gov-comms --help, ratio"] = took["gov-comms --help"] / took["bare click"]
    data.write_workbook(folder / "small.xlsx", offices.SIZE)
    largest = max(shipped(), key=_bytes_of_law)
    score = [*program, "score", "haidian", "--facts", str(folder / "small.xlsx")]
    took = timing.of_processes(
        {
            "cold score of 500 rows": [*score, "--period", str(data.YEAR)],
            f"check {largest.name}": [*program, "check", str(largest)],
        },
        max(repeats // 2, 1),
    )
    figures.update({f"gov-comms {name}, s": seconds for name, seconds in took.items()})


def _bytes_of_law(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / "regulations").glob("*.toml"))
