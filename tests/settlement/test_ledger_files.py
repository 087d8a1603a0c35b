"""The ledger as Parquet: the lines of a run, no more and no less, under a name only when whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gov_comms.config import open_agency
from gov_comms.errors import Refused
from gov_comms.facts import facts_from_rows
from gov_comms.ledger.engine import engine_named
from gov_comms.model import SubjectKind
from gov_comms.results import Line, Result
from gov_comms.settlement import score

ROOT = Path(__file__).parents[2]


def scored(agency: str, engine: str = "polars") -> Result:
    opened = open_agency(agency)
    case = opened.cases[0]
    facts = facts_from_rows(opened.agency, case.rows)
    return score(opened, facts, case.period, engine=engine_named(engine))


def read(folder: Path) -> list[dict[str, Any]]:
    files = folder / "**" / "*.parquet"
    return pl.scan_parquet(files, hive_partitioning=True).collect().rows(named=True)


def as_told(row: dict[str, Any]) -> tuple[Any, ...]:
    """What a line of the files says, as `as_read` says it."""
    amount = Decimal(row["amount"]).scaleb(-row["scale"])
    whose = row["person"] or row["work"] or row["unit"]
    said = (row["step"], row["clause"], row["measure"], amount, row["date"], row["claim"])
    return (*said, row["edition"], row["table"] or row["verb"], row["fact"] or "", whose)


def as_read(line: Line) -> tuple[Any, ...]:
    said = (line.step, line.clause, line.measure, line.amount, line.day, line.claim)
    return (*said, line.edition, line.kind, line.fact, line.subject.id)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("agency", ["county-court", "haidian"])
def test_files_hold_the_lines_of_the_run(tmp_path: Path, agency: str, engine: str) -> None:
    result = scored(agency, engine)
    result.write_ledger(tmp_path / "ledger")
    found = read(tmp_path / "ledger")
    assert sorted(map(as_told, found)) == sorted(map(as_read, result.lines()))
    units = [line.unit for line in result.lines() if line.subject.kind is not SubjectKind.WORK]
    assert sorted(row["unit"] or "" for row in found if row["work"] is None) == sorted(units)
    assert [each.name for each in tmp_path.iterdir()] == ["ledger"]


def test_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    with pytest.raises(Refused) as refused:
        scored("county-court").write_ledger(tmp_path / "ledger")
    assert [each.code for each in refused.value.problems] == ["ledger-exists"]
    assert list((tmp_path / "ledger").iterdir()) == []


def test_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        scored("county-court").write_ledger(tmp_path / "nowhere" / "ledger")
    assert [each.code for each in refused.value.problems] == ["unwritable"]


def test_run_that_is_killed_while_it_writes_leaves_no_ledger(tmp_path: Path) -> None:
    ledger, left = tmp_path / "ledger", tmp_path / ".ledger.unfinished"
    command = [sys.executable, "-m", "tests.settlement.dying", str(ledger)]
    killed = subprocess.run(command, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == [left]
    assert 0 < len(read(left)) < len(scored("county-court").lines())


def test_what_a_killed_run_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / ".ledger.unfinished" / "step=used").mkdir(parents=True)
    scored("county-court").write_ledger(tmp_path / "ledger")
    assert [each.name for each in tmp_path.iterdir()] == ["ledger"]
    assert not (tmp_path / "ledger" / "step=used").exists()
