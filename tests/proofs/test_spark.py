"""Spark is the third engine: a cluster of its own on loopback, the same plan, the same digits.

Every case of every shipped agency on every engine is ``make witnesses``.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyspark.sql import SparkSession

from gov_comms.cli import main
from gov_comms.cli.exits import WRONG
from gov_comms.config import open_agency
from gov_comms.errors import Refused
from gov_comms.facts import facts_from_rows, read_facts
from gov_comms.facts.cells import LIMIT
from gov_comms.facts.findings import Findings
from gov_comms.facts.heaps import larger_than_memory
from gov_comms.facts.large import read_large
from gov_comms.facts.room import Room
from gov_comms.ledger.engine import PolarsEngine, engine_at_hand
from gov_comms.ledger.frame import settled, worked_out
from gov_comms.ledger.spark import SparkEngine, tables_of
from gov_comms.ledger.spark_session import failures_told
from gov_comms.ledger.watching import Ran
from gov_comms.settlement import score
from tests.ledger.agency import totals
from tests.ledger.test_integers import EDGES, held, held_together
from tests.ledger.test_too_large import CASES, refusal
from tests.ledger.test_too_large import facts as text_of
from tests.ledger.test_too_large import scored as scored_on
from tools.witnesses import MixedSpark

from .generated import opened as opened_under
from .generated import regulations
from .test_engines import AGENCIES, MONTHLY, SENT, first_case
from .test_larger_than_memory import write_year
from .test_properties import Tables, periods, records, scored, shuffled

RECORDS = Path(open_agency("haidian").agency.folder) / "records"
MUCH = 1 << 62

pytestmark = pytest.mark.slow


def test_spark_divides_and_numbers_as_polars_does(cluster: SparkSession) -> None:
    numbers = [0, 1, 6, 7, 8, MUCH - 1, MUCH, MUCH + 7, (1 << 53) + 1, -1, -7, None]
    bottoms = [1, 3, 7, 10**9 + 7, (1 << 53) + 1, MUCH - 1, 0]
    columns = [(top, bottom) for top in numbers for bottom in bottoms]
    rows = pl.DataFrame(columns, {"top": pl.Int64, "bottom": pl.Int64}, orient="row")
    rows = (
        rows.with_row_index("key").cast({"key": pl.Int64}).sample(fraction=1, seed=3, shuffle=True)
    )

    def found(engine: PolarsEngine | SparkEngine) -> list[tuple[Any, ...]]:
        frame = engine.take(nw.from_native(rows)).with_columns(
            engine.whole(nw.col("top"), nw.col("bottom")).alias("whole"),
            engine.whole(nw.col("top"), 7).alias("sevenths"),
        )
        numbered = engine.numbered(frame, "place", ["bottom", "key"])
        return sorted(worked_out(numbered.select("key", "place", "whole", "sevenths")).rows())

    engine = MixedSpark(cluster)
    assert found(engine) == found(PolarsEngine())
    anyhow = worked_out(engine.numbered(engine.take(nw.from_native(rows)), "place"))
    assert sorted(anyhow["place"].to_list()) == list(range(len(rows)))


def test_integers_at_the_edge_are_exact_or_told(cluster: SparkSession) -> None:
    engine, signed = MixedSpark(cluster), [None, *EDGES, *(-edge for edge in EDGES)]
    held([(a, b) for a in signed for b in signed], engine)
    held_together([(0, LIMIT), (1, -LIMIT), (0, LIMIT), (0, -LIMIT), (1, -1), (1, 1)], engine)


@pytest.mark.parametrize("name", ["award, a square", "weigh"])
def test_number_beyond_64_bits_is_refused_by_name(name: str, cluster: SparkSession) -> None:
    regulation, values, total, beyond, where, what = CASES[name]
    engine = MixedSpark(cluster)
    assert totals(scored_on(regulation, text_of(*values), engine), "yuan") == {"东镇": total}
    said = refusal(regulation, text_of(*beyond), engine)
    assert f"step {where} (某条): {what} is too large to be counted exactly" in said


def test_what_does_not_fit_into_an_integer_is_told_in_a_sentence(cluster: SparkSession) -> None:
    engine = SparkEngine(cluster)
    with pytest.raises(Refused) as refused, failures_told():
        worked_out(engine.small({"most": [MUCH]}).select(nw.col("most") * 4))
    (problem,) = refused.value.problems
    said = problem.what.text("en")
    assert problem.code == "engine-failed"
    assert said.startswith("Spark failed: [ARITHMETIC_OVERFLOW")
    assert "\n" not in said


@pytest.mark.parametrize("agency", AGENCIES)
def test_spark_gives_what_polars_gives_in_any_order_of_rows(
    cluster: SparkSession, agency: str
) -> None:
    opened = open_agency(agency)
    case = first_case(opened)
    mixed = facts_from_rows(opened.agency, case.shuffled(agency).rows)
    one = score(opened, facts_from_rows(opened.agency, case.rows), case.period)
    other = score(opened, mixed, case.period, engine=MixedSpark(cluster))
    assert one == other
    assert one.lines() == other.lines()


def test_facts_that_lie_on_disk_are_read_by_the_workers(
    cluster: SparkSession, tmp_path: Path
) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "room").mkdir()
    haidian, files = open_agency("haidian"), write_year(tmp_path / "records")
    importers, room = haidian.plugins.importers, Room(tmp_path / "room", 1 << 30)
    large = larger_than_memory(importers, files, 0)
    stored = read_large(haidian.agency, importers, files, large, Findings(), room, 37, 0)
    one = score(haidian, read_facts(haidian.agency, haidian.plugins, files), "2014")
    other = score(haidian, stored, "2014", engine=SparkEngine(cluster))
    assert stored.stored
    assert one == other
    assert one.lines() == other.lines()


@given(regulation=regulations(), tables=records(), period=periods, seed=st.integers(0, 999))
@settings(
    max_examples=3,
    phases=(Phase.generate,),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_regulation_gives_the_same_digits_and_lines_in_any_order_of_rows(
    cluster: SparkSession, regulation: str, tables: Tables, period: str, seed: int
) -> None:
    office = opened_under(regulation)
    one = scored(office, tables, period)
    other = scored(office, shuffled(tables, seed), period, MixedSpark(cluster))
    assert one == other
    assert one.lines() == other.lines()


def test_what_a_part_of_the_period_needed_is_removed_after_it(cluster: SparkSession) -> None:
    engine, folder = SparkEngine(cluster), tables_of(cluster)
    kept = settled(engine.small({"a": [1]}))
    standing = set(folder.iterdir())
    with engine.passing():
        gone = settled(engine.small({"a": [2]}))
        assert worked_out(gone)["a"].to_list() == [2]
        assert len(set(folder.iterdir()) - standing) == 1
    assert set(folder.iterdir()) == standing
    assert worked_out(kept)["a"].to_list() == [1]


def test_parts_of_a_period_leave_no_more_than_the_period(cluster: SparkSession) -> None:
    office, folder = opened_under(MONTHLY), tables_of(cluster)
    facts = facts_from_rows(office.agency, {"submission": SENT})
    left, engine = [len(list(folder.iterdir()))], SparkEngine(cluster)
    for by in (None, "half"):
        assert score(office, facts, "2014", by, engine=engine) == score(office, facts, "2014", by)
        left.append(len(list(folder.iterdir())))
    alone, with_parts = (after - before for before, after in pairwise(left))
    assert with_parts == alone


def test_worker_that_is_killed_changes_no_digit(cluster: SparkSession, tmp_path: Path) -> None:
    opened = open_agency("county-court")
    case = first_case(opened)
    facts, period = facts_from_rows(opened.agency, case.rows), case.period
    killed: list[int] = []

    def kill_one(ran: Ran) -> None:
        if ran.lines and not killed:
            killed.append(executors(cluster)[0])
            os.kill(killed[0], signal.SIGKILL)

    one = score(opened, facts, period)
    other = score(opened, facts, period, watch=kill_one, engine=SparkEngine(cluster))
    assert one == other
    assert one.lines() == other.lines()
    assert killed
    one.write_ledger(tmp_path / "one")
    os.kill(executors(cluster)[0], signal.SIGKILL)
    other.write_ledger(tmp_path / "另 册")
    assert lines_in(tmp_path / "另 册").equals(lines_in(tmp_path / "one"))


def test_run_that_fails_while_it_writes_leaves_no_ledger(
    cluster: SparkSession, tmp_path: Path
) -> None:
    office, folder = opened_under(MONTHLY), tables_of(cluster)
    standing = set(folder.iterdir())
    facts = facts_from_rows(office.agency, {"submission": SENT})
    result = score(office, facts, "2014", engine=SparkEngine(cluster))
    for table in set(folder.iterdir()) - standing:
        shutil.rmtree(table)
    with pytest.raises(Refused) as refused, failures_told():
        result.write_ledger(tmp_path / "ledger")
    assert [each.code for each in refused.value.problems] == ["engine-failed"]
    assert list(tmp_path.iterdir()) == []


def lines_in(ledger: Path) -> pl.DataFrame:
    """The lines that a run wrote as files, in an order of their own."""
    lines = pl.scan_parquet(ledger / "**" / "*.parquet", hive_partitioning=True).collect()
    return lines.sort(lines.columns)


def executors(session: SparkSession) -> list[int]:
    """The processes of a session's workers, by the name of its application."""
    asked = session.sparkContext.applicationId.encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if asked in words and any(each.endswith(b"CoarseGrainedExecutorBackend") for each in words):
            found.append(int(folder.name))
    return sorted(found)


def test_run_that_is_killed_leaves_nothing_that_looks_complete(tmp_path: Path) -> None:
    result, ledger, work = tmp_path / "result.json", tmp_path / "ledger", tmp_path / "work"
    work.mkdir()
    asked = ["score", "haidian", "--facts", str(RECORDS), "--period", "2014", "--format", "json"]
    kept = ["-o", str(result), "--ledger", str(ledger), "--scratch", str(work)]
    command = [sys.executable, "-m", "gov_comms", *asked, *kept, "--engine", "spark"]
    with subprocess.Popen([*command, "--master", "local[1]"]) as running:
        while not list(work.glob("*/tables/*/_SUCCESS")):
            assert running.poll() is None
            time.sleep(0.05)
        running.kill()
    assert not result.exists()
    assert not ledger.exists()


def test_master_that_does_not_answer_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["score", "haidian", "--facts", str(RECORDS), "--period", "2014", "--lang", "en"]
    code = main([*asked, "--engine", "spark", "--master", "spark://127.0.0.1:9"])
    said = capsys.readouterr()
    assert (code, said.out) == (WRONG, "")
    assert "no Spark master answers at spark://127.0.0.1:9" in said.err
    assert "\tat " not in said.err


@pytest.mark.parametrize("missing", ["pyspark", "java"])
def test_spark_that_is_not_installed_is_refused(
    missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if missing == "pyspark":
        monkeypatch.setitem(sys.modules, "pyspark", None)
    else:
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(Refused) as refused, engine_at_hand("spark"):
        pass
    hints = {
        "pyspark": "install it with pip: gov-comms[spark]",
        "java": "install Java 17 or later, or name its folder in JAVA_HOME",
    }
    found = [(each.code, each.hint.text("en")) for each in refused.value.problems if each.hint]
    assert found == [("engine-missing", hints[missing])]
