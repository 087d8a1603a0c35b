"""The benchmark's three ways of counting agree; times are nobody's business in CI."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_benchmark_of_a_small_year_agrees_to_the_digit(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", "--records", "20000", "--repeats", "1"]
    command += ["--digits-only", "--json", str(figures)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("digits: all totals and ranks agree\n")
    assert json.loads(figures.read_text(encoding="utf-8"))["records"] == 20000
