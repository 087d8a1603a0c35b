"""The benchmark's ways of counting agree, and it runs to its end; times are nobody's business."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

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
    assert json.loads(figures.read_text(encoding="utf-8"))["records"] == 20000


@pytest.mark.slow
def test_benchmark_measures_every_work_and_leaves_history_and_chart(tmp_path: Path) -> None:
    history, chart = tmp_path / "history.jsonl", tmp_path / "chart.svg"
    size = ("--records", "500", "--offices", "1")
    done = run_benchmark(*size, "--history", str(history), "--chart", str(chart))
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = history.read_text(encoding="utf-8").splitlines()
    figures = json.loads(line)["figures"]
    for work in ("forty steps", "explain", "import a workbook", "cold score", "check", "--help"):
        assert any(work in name for name in figures), work
    assert "gov_comms, full ledger" in chart.read_text(encoding="utf-8")


def test_benchmark_too_large_for_the_machine_says_what_it_needs() -> None:
    done = run_benchmark("--records", "10000000000000")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: 10,000,000,000,000 records need 2328306 GiB of disk")
