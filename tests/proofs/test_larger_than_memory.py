"""Facts that lie on disk give the totals, the lines and the explanations of those in memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from gov_comms.cli.engines import work_folder
from gov_comms.config import Opened, open_agency
from gov_comms.errors import Refused
from gov_comms.facts import Facts, read_facts
from gov_comms.facts.findings import SAID, Findings
from gov_comms.facts.heaps import larger_than_memory
from gov_comms.facts.large import read_large
from gov_comms.facts.room import Room
from gov_comms.ledger.engine import DuckDBEngine, engine_named
from gov_comms.ledger.frame import worked_out
from gov_comms.settlement import explain, score
from tests.proofs.haidian_records import Size, make_tables

YEAR = "2014"
SIZE = Size(works=80, adoptions=200, endorsements=12, units=9)


@dataclass(frozen=True, slots=True)
class Year:
    """Made-up records of Haidian, in memory and on disk."""

    opened: Opened
    whole: Facts
    pieces: Facts
    room: Room
    records: Path


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    records = write_year(tmp_path_factory.mktemp("records"))
    opened = open_agency("haidian")
    importers = opened.plugins.importers
    whole = read_facts(opened.agency, opened.plugins, records)
    room = Room(tmp_path_factory.mktemp("room"), 1 << 30)
    large = larger_than_memory(importers, records, 0)
    pieces = read_large(opened.agency, importers, records, large, Findings(), room, 37, 0)
    return Year(opened, whole, pieces, room, records)


def write_year(folder: Path) -> Path:
    """Every table of a year, with authors, as Parquet."""
    for name, columns in make_tables(SIZE, int(YEAR), seed=7).items():
        frame = pl.DataFrame(dict(columns))
        if name == "报送":
            authors = pl.Series(["甲、乙", "乙", None, "丙"] * (len(frame) // 4))
            frame = frame.with_columns(authors.alias("作者"))
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_facts_on_disk_score_as_those_in_memory(year: Year, engine: str) -> None:
    assert sorted(year.pieces.stored) == ["adoption", "endorsement", "submission"]
    room = replace(year.room, folder=year.room.folder / engine)
    room.folder.mkdir()
    one = score(year.opened, year.whole, YEAR)
    other = score(year.opened, year.pieces, YEAR, engine=engine_named(engine, room))
    assert one == other
    assert one.lines() == other.lines()
    assert len(one.lines()) > SIZE.adoptions


def test_what_a_part_of_the_period_needed_is_dropped_after_it(tmp_path: Path) -> None:
    engine = engine_named("duckdb", Room(tmp_path))
    assert isinstance(engine, DuckDBEngine)
    kept = engine.small({"a": [1]})
    with engine.passing():
        engine.small({"a": [2]})
        assert _tables(engine) == 2
    assert _tables(engine) == 1
    assert worked_out(kept)["a"].to_list() == [1]


def _tables(engine: DuckDBEngine) -> int:
    return len(engine.connection.execute("SHOW TABLES").fetchall())


@pytest.mark.parametrize("subject", ["W00000003", "单位0001", "乙"])
def test_facts_on_disk_are_explained_as_those_in_memory(year: Year, subject: str) -> None:
    one = explain(year.opened, year.whole, YEAR, subject, every_step=True)
    assert one == explain(year.opened, year.pieces, YEAR, subject, every_step=True)
    assert one.lines


def test_unknown_subject_is_refused_in_the_same_words(year: Year) -> None:
    said = []
    for facts in (year.whole, year.pieces):
        with pytest.raises(Refused) as refused:
            explain(year.opened, facts, YEAR, "W00000999")
        said.append([each.text("en") for each in refused.value.problems])
    assert said[0] == said[1]
    assert "did you mean 'W000000" in said[0][0]


def test_days_of_another_year_are_refused_in_the_same_words(year: Year) -> None:
    said = []
    for facts in (year.whole, year.pieces):
        with pytest.raises(Refused) as refused:
            score(year.opened, facts, "2016")
        said.append([each.text("en") for each in refused.value.problems])
    assert said[0] == said[1]
    assert len(said[0]) == SIZE.works + SIZE.adoptions + SIZE.endorsements


def test_very_many_days_of_another_year_are_counted(tmp_path: Path) -> None:
    opened = open_agency("haidian")
    sent = [f"W{number}" for number in range(SAID + 7)]
    columns = {"稿件编号": sent, "报送日期": date(2014, 1, 6), "单位": "甲"}
    pl.DataFrame(columns).write_parquet(tmp_path / "报送.parquet")
    pl.DataFrame({"单位": ["甲"], "类别": ["街镇"]}).write_parquet(tmp_path / "单位.parquet")
    with pytest.raises(Refused) as refused:
        score(opened, read_facts(opened.agency, opened.plugins, tmp_path), "2016")
    problems = refused.value.problems
    assert [each.code for each in problems] == ["more-problems", *["day-outside-period"] * SAID]
    assert problems[0].what.text("en") == "7 more problems are not listed"


@pytest.mark.slow
def test_killed_run_leaves_nothing_that_looks_complete(tmp_path: Path) -> None:
    records = write_year(_made(tmp_path / "records"))
    work, output = _made(tmp_path / "work"), tmp_path / "result.csv"
    program = [sys.executable, "-m", "gov_comms", "score", "haidian", "--facts", str(records)]
    program += ["--period", YEAR, "--format", "csv", "-o", str(output)]
    program += ["--engine", "duckdb", "--scratch", str(work)]
    killed = subprocess.Popen(program)
    while not list(work.glob("gov-comms-run-*/ledger.duckdb")) and killed.poll() is None:
        time.sleep(0.01)
    os.kill(killed.pid, signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    assert not output.exists()
    (left,) = work.iterdir()
    with work_folder(work) as folder:
        assert list(work.iterdir()) == [folder]
        assert folder != left
        with work_folder(work) as other:
            assert sorted(work.iterdir()) == sorted([folder, other])
    assert list(work.iterdir()) == []


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
