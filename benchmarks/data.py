"""A year of made-up records on disk, as the program and the plain count read them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tests.proofs.haidian_records import Columns, Size

YEAR = 2014
"""The year of Haidian's first edition."""
SEED = 20140101


def size_of(records: int) -> Size:
    """The proportions of the benchmark: 400,000 works and 500 units for a million adoptions."""
    return Size(
        works=records * 2 // 5,
        adoptions=records,
        endorsements=records // 50,
        units=500,
    )


def write_parquet(tables: dict[str, Columns], folder: Path) -> None:
    """One Parquet file for each table, days as days."""
    for name, columns in tables.items():
        pl.DataFrame(dict(columns)).write_parquet(folder / f"{name}.parquet")


def write_csv(tables: dict[str, Columns], folder: Path) -> None:
    """One CSV file for each table."""
    for name, columns in tables.items():
        pl.DataFrame(dict(columns)).write_csv(folder / f"{name}.csv")
