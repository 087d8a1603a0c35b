"""The shipped year of records is what its generator makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "agency_configs" / "haidian" / "records"
MAKE = """
import pathlib, sys
from benchmarks.demo_records import make_records
for name, text in make_records().items():
    pathlib.Path(sys.argv[1], name).write_bytes(text.encode())
"""


def test_shipped_records_are_what_the_generator_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", MAKE, str(tmp_path)], cwd=ROOT, check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in RECORDS.iterdir()}
    assert {name: text.count(b"\n") - 1 for name, text in made.items()} == {
        "单位.csv": 25,
        "报送.csv": 600,
        "采用.csv": 900,
        "批示.csv": 40,
    }
