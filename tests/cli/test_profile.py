"""``score --profile`` and what a reader at a terminal is told of a long run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gov_comms.cli.reader import Reader
from gov_comms.cli.score import Asked, scored
from gov_comms.cli.sources import Source
from gov_comms.cli.stopwatch import CLEAR, READ, READING, Stopwatch
from gov_comms.config import open_texts
from gov_comms.errors import Refused
from gov_comms.facts import facts_from_rows
from gov_comms.ledger.engine import PolarsEngine
from gov_comms.ledger.watching import Ran
from gov_comms.settlement import score
from gov_comms.timeline import Calendar

Call = Callable[..., tuple[int, str, str]]

AGENCY = """
name = "甲办"
language = "zh-CN"

[measures.points]
label = "积分"
unit = "分"
"""
REGULATION = """
title = "计分办法"
from = 2014-01-01

[[step]]
id = "sent"
clause = "第一条"
do = "award"
on = "submission"
give.points = 1

[[step]]
id = "rank"
clause = "第二条"
do = "rank"
for = "unit"
by = "points"
ties = "share"
zeros = "in"
"""
RECORDS = "稿件编号,报送日期,单位\nW1,2014-01-06,甲局\nW2,2014-04-07,甲局\nW3,2014-04-08,乙局\n"
UNITS = "单位\n甲局\n乙局\n"
NUMBERS = re.compile(r"\d+(\.\d+)?")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    (folder / "regulations").mkdir(parents=True)
    (folder / "agency.toml").write_text(AGENCY, encoding="utf-8")
    (folder / "regulations" / "2014-01-01.toml").write_text(REGULATION, encoding="utf-8")
    return folder


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "报送.csv").write_text(RECORDS, encoding="utf-8")
    (folder / "单位.csv").write_text(UNITS, encoding="utf-8")
    return folder


def laps(said: str) -> list[tuple[str, ...]]:
    """The rows of a profile without seconds and shares, which are another time others."""
    _, _, *rows, _ = said.splitlines()
    return [tuple(re.split(r"  +", row.strip())[:-2]) for row in rows]


def test_profile_tells_every_step_and_leaves_the_result_alone(
    call: Call, office: Path, records: Path
) -> None:
    asked = ("score", office, "--facts", records, "--period", "2014", "--format", "json")
    plain, profiled = call(*asked), call(*asked, "--profile")
    assert plain[0] == profiled[0] == 0
    assert plain[1] == profiled[1]
    assert plain[2] == ""
    assert laps(profiled[2]) == [
        ("regulation read", "1"),
        ("records read", "1"),
        ("records made ready", "1"),
        ("sent", "award", "1", "3"),
        ("rank", "rank", "1", "0"),
        ("results read off", "1"),
    ]
    last = profiled[2].splitlines()[-1]
    assert NUMBERS.sub("#", last) == "# seconds in all, at most # MiB of memory"


def test_profile_of_several_periods_adds_up_the_runs_of_a_step(
    call: Call, office: Path, records: Path
) -> None:
    asked = ("score", office, "--facts", records, "--period", "2014", "--by", "quarter")
    code, _, said = call(*asked, "--profile")
    assert code == 0
    assert laps(said)[2:] == [
        ("records made ready", "1"),
        ("sent", "award", "5", "6"),
        ("rank", "rank", "5", "0"),
        ("results read off", "5"),
    ]


def test_watch_is_told_of_every_step_in_order() -> None:
    opened = open_texts({"agency.toml": AGENCY, "regulations/2014-01-01.toml": REGULATION})
    told: list[Ran] = []
    score(opened, facts_from_rows(opened.agency, {}), "2014", watch=told.append)
    period = Calendar().period("2014")
    assert told == [
        Ran(period, "", "", 0, 2, 0),
        Ran(period, "sent", "award", 1, 2, 0),
        Ran(period, "rank", "rank", 2, 2, 0),
    ]


def test_terminal_is_told_of_a_run_that_takes_long(capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter((0.0, 1.0, 1.5, 4.0))
    stopwatch = Stopwatch(Reader("en"), terminal=True, clock=lambda: next(moments))
    period = Calendar().period("2014")
    stopwatch.stage(READ)
    stopwatch.watch(Ran(period, "sent", "award", 1, 2, 3))
    assert capsys.readouterr().err == ""
    stopwatch.watch(Ran(period, "rank", "rank", 2, 2, 0))
    stopwatch.done()
    assert capsys.readouterr().err == f"{CLEAR}2014: step 2 of 2: rank{CLEAR}"


def test_terminal_is_told_that_records_are_read_and_the_line_is_cleared(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    stopwatch = Stopwatch(Reader("en"), terminal=True)
    asked = Asked("haidian", Source(tmp_path / "nothing.xlsx", None), "2014")
    with pytest.raises(Refused):
        scored(Reader("en"), asked, PolarsEngine(), None, stopwatch)
    assert capsys.readouterr().err == f"{CLEAR}reading the records …{CLEAR}"


def test_file_is_not_told_of_a_run_that_takes_long(capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter((0.0, 9.0))
    stopwatch = Stopwatch(Reader("en"), terminal=False, clock=lambda: next(moments))
    stopwatch.doing(READING)
    stopwatch.watch(Ran(Calendar().period("2014"), "sent", "award", 1, 2, 3))
    stopwatch.done()
    assert capsys.readouterr().err == ""
