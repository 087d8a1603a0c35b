"""A year of made-up records on disk, as the program and the plain count read them.

``python -m benchmarks.data FOLDER RECORDS`` writes it, in a process of its own so that the memory
it takes is not counted.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl

from tests.proofs.haidian_records import Size, make_tables, outlet_tiers

YEAR = 2014
"""The year of Haidian's first edition."""
SEED = 20140101
OUTLETS = 30


def write_records(folder: Path, records: int) -> None:
    """Write the year twice below a folder, as ``parquet`` and as ``csv``."""
    command = [sys.executable, "-m", "benchmarks.data", str(folder), str(records)]
    subprocess.run(command, check=True)


def tiers() -> dict[str, str]:
    """The tier of each outlet."""
    return outlet_tiers(OUTLETS)


def size_of(records: int) -> Size:
    """The proportions of the benchmark: 400,000 works and 500 units for a million adoptions."""
    return Size(
        works=records * 2 // 5,
        adoptions=records,
        endorsements=records // 50,
        units=500,
        outlets=OUTLETS,
    )


def _write(folder: Path, records: int) -> None:
    for kind in ("parquet", "csv"):
        (folder / kind).mkdir()
    for name, columns in make_tables(size_of(records), YEAR, SEED).items():
        frame = pl.DataFrame(dict(columns))
        frame.write_parquet(folder / "parquet" / f"{name}.parquet")
        frame.write_csv(folder / "csv" / f"{name}.csv")


if __name__ == "__main__":
    _write(Path(sys.argv[1]), int(sys.argv[2]))
