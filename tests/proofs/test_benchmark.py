"""The benchmark's ways of counting agree, and it runs to its end; times are nobody's business."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.linear import sizes_to
from benchmarks.targets import Target, judged

ROOT = Path(__file__).parents[2]


def run_benchmark(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", "--repeats", "1", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_benchmark_of_a_small_year_agrees_to_the_digit(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    size = ("--records", "20000", "--offices", "3", "--digits-only")
    done = run_benchmark(*size, "--json", str(figures))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("digits: all totals and ranks agree\n")
    run = json.loads(figures.read_text(encoding="utf-8"))
    assert run["figures"]["records"] == 20000
    assert {each["said"] for each in run["targets"]} <= {"met", "not met", "not measured"}


@pytest.mark.slow
def test_benchmark_measures_every_work_and_leaves_history_and_chart(tmp_path: Path) -> None:
    history, chart = tmp_path / "history.jsonl", tmp_path / "chart.svg"
    size = ("--records", "500", "--offices", "1", "--entries", "300", "--works", "1000")
    done = run_benchmark(*size, "--history", str(history), "--chart", str(chart))
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = history.read_text(encoding="utf-8").splitlines()
    figures = json.loads(line)["figures"]
    for work in (
        "linear",
        "plugin's toll",
        "plugin's worth",
        "works likened",
        "forty steps",
        "explain",
        "import a workbook",
        "cold score",
        "check",
        "--help",
        "SQLite, rebuild",
        "PostgreSQL, as of half-way",
    ):
        assert any(work in name for name in figures), work
    assert "gov_comms, full ledger" in chart.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("figures", "least", "said"),
    [
        ({"speed": 2.0}, False, "met"),
        ({"speed": 2.1}, False, "not met"),
        ({"speed": 2.0}, True, "met"),
        ({"speed": 1.9}, True, "not met"),
        ({}, True, "not measured"),
    ],
)
def test_target_is_met_up_to_its_bound(figures: dict[str, float], least: bool, said: str) -> None:
    target = Target("how fast", "speed", 2, least)
    assert [each.said for each in judged(figures, [target])] == [said]


def test_sizes_are_ten_times_apart_and_begin_at_ten_thousand() -> None:
    assert sizes_to(1_000_000) == [10_000, 100_000, 1_000_000]
    assert sizes_to(20_000) == [20_000]


def test_benchmark_too_large_for_the_machine_says_what_it_needs() -> None:
    done = run_benchmark("--records", "10000000000000")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: 10,000,000,000,000 records need 2328306 GiB of disk")


@pytest.mark.slow
def test_benchmark_larger_than_memory_agrees_with_plain_sql(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    done = run_large("--records", "3000", "--folder", str(tmp_path), "--json", str(figures))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("digits: all totals and ranks agree\n")
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert found["3,000 records, lines of the work"] > 1


def test_benchmark_larger_than_the_disk_says_what_it_needs(tmp_path: Path) -> None:
    done = run_large("--records", "10000000000000", "--folder", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("Error: 10,000,000,000,000 records need 3725290 GiB of disk")


def run_large(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.large", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
