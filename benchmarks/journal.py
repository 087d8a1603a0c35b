"""The record's journal: acts a second, and what reading, proving and looking back cost.

``python -m benchmarks.journal 10000 1000000`` measures journals of these sizes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import report, timing
from benchmarks.journal_run import TASKS
from gov_comms.record import Act, Change, Entry, Stamp
from gov_comms.review.office import Office, carry_out, found, open_office
from gov_comms.review.sending import submit
from tests.databases import fresh_database, running_server

MOMENT = datetime(2026, 3, 2, 1, tzinfo=UTC)
WRITER = "os:yi"
AT_ONCE = 5_000
"""Entries that are written in one stroke while a journal is filled."""
ONE_BY_ONE = 50
"""Acts that are written, and pieces that are looked up, each in a stroke of its own."""
OFFICE = {
    "agency.toml": """\
name = "甲局"

[measures.points]
label = "积分"

[[role]]
id = "登记员"
clause = "一"
may = ["register", "system"]

[[role]]
id = "科长"
clause = "一"

[[unit]]
id = "甲科"

[[person]]
id = "乙"
unit = "甲科"
account = "os:yi"
roles = ["登记员"]

[[chain]]
id = "审核"
clause = "二"
step = [{ role = "科长", action = "approve" }]
""",
    "regulations/2026-01-01.toml": """\
title = "办法"
from = 2026-01-01

[[step]]
id = "sent"
clause = "三"
do = "award"
on = "submission"
give.points = 1
""",
}


def measure(folder: Path, sizes: Sequence[int], figures: dict[str, float]) -> list[str]:
    """Journals of some sizes, in a file and at a server; tells which of them do not hold."""
    for name, text in OFFICE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    wrong = []
    for entries in sizes:
        for kind, address in databases(folder, entries):
            name = f"journal of {entries:,}, {kind}"
            found(address, str(folder), WRITER, at=MOMENT)
            office = open_office(address)
            figures[f"{name}, filled, entries/s"] = entries / fill(office, entries)
            _one_by_one(office, name, figures)
            for task in TASKS:
                told = _alone(task, address)
                figures[f"{name}, {task}, s"] = told["seconds"]
                figures[f"{name}, {task}, MiB"] = told["MiB"]
                if not told["holds"]:
                    wrong.append(f"{name}, {task}")
    return wrong


@contextmanager
def _file(folder: Path, entries: int) -> Iterator[str]:
    file = folder / f"{entries}.db"
    yield str(file)
    file.unlink()


@contextmanager
def _server() -> Iterator[str]:
    with running_server(durable=True) as address:
        yield fresh_database(address)


def databases(folder: Path, entries: int) -> Iterator[tuple[str, str]]:
    """A file, and a database at a server that waits for its disk as a file does."""
    for kind, place in (("SQLite", _file(folder, entries)), ("PostgreSQL", _server())):
        with place as address:
            yield kind, address


def fill(office: Office, entries: int) -> float:
    """Write so many entries, each like that of a piece sent in; the seconds it took."""
    done = carry_out(office, submit, WRITER, at=MOMENT, cells={"title": "甲"})
    sent = done.entries[0]
    stamp = Stamp(MOMENT, sent.actor, sent.config)

    def write() -> None:
        for first in range(2, entries, AT_ONCE):
            acts = [_like(sent, number) for number in range(first, min(first + AT_ONCE, entries))]
            with office.record.writing() as writer:
                writer.write(acts, stamp)

    return timing.timed(write)[1]


def _like(sent: Entry, number: int) -> Act:
    """The act of sending in another piece."""
    piece = f"S2026-{number:04}"
    changes = tuple(
        Change(each.table, each.id, {"last": number})
        if each.table == "@number"
        else _renamed(each, piece)
        for each in sent.changes
    )
    return Act(sent.kind, piece, changes)


def _renamed(change: Change, piece: str) -> Change:
    cells = dict(change.cells or {})
    return replace(change, id=piece, cells={**cells, "id": piece} if "id" in cells else cells)


def _one_by_one(office: Office, name: str, figures: dict[str, float]) -> None:
    """Acts and look-ups one at a time, each in a stroke of its own, at the end of a journal."""
    with office.record.reading() as reader:
        sent = reader.entries("S2026-0001")[0]
    stamp = Stamp(MOMENT, sent.actor, sent.config)

    def write(number: int) -> None:
        with office.record.writing() as writer:
            writer.write([_like(sent, 10_000_000 + number)], stamp)

    def read(number: int) -> None:
        piece = f"S2026-{number + 1:04}"
        with office.record.reading() as reader:
            reader.row("submission", piece)
            reader.entries(piece)

    def hand_in(_: int) -> None:
        carry_out(office, submit, WRITER, at=MOMENT, cells={"title": "甲"})

    for what, deed in (("write", write), ("read", read), ("submit at the desk", hand_in)):
        figures[f"{name}, {what}, acts/s"] = 1 / _each(deed)


def _each(deed: Callable[[int], None]) -> float:
    """The median seconds of a deed."""
    return median(timing.timed_alone(lambda n=n: deed(n))[1] for n in range(ONE_BY_ONE))


def _alone(task: str, url: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.journal_run", task, url]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def main(*sizes: str) -> None:
    """Measure journals of some sizes; fails when one of them does not hold."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        wrong = measure(Path(folder), [int(size) for size in sizes], figures)
    print(report.table(figures), end="")
    sys.exit(", ".join(wrong) or 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
