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


def write_tables(folder: Path, size: Size, seed: int) -> None:
    """Write a year of some size twice below a folder, as ``parquet`` and as ``csv``."""
    for kind in ("parquet", "csv"):
        (folder / kind).mkdir()
    for name, columns in make_tables(size, YEAR, seed).items():
        frame = pl.DataFrame(dict(columns))
        frame.write_parquet(folder / "parquet" / f"{name}.parquet")
        frame.write_csv(folder / "csv" / f"{name}.csv")


def write_workbook(file: Path, size: Size) -> None:
    """Write a year of some size as one workbook, a sheet for each table."""
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, columns in make_tables(size, YEAR, SEED).items():
            sheet = book.add_worksheet(name)
            for at, (heading, cells) in enumerate(columns.items()):
                sheet.write_column(0, at, [heading, *cells])


if __name__ == "__main__":
    write_tables(Path(sys.argv[1]), size_of(int(sys.argv[2])), SEED)
