"""Made-up records of Haidian's shape larger than memory, as Parquet in parts.

``python -m benchmarks.large_data FOLDER RECORDS`` writes them, in a process of its own so that the
memory it takes is not counted.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.data import SEED, YEAR, size_of
from tests.proofs.haidian_records import FORMS, LEVELS, Size, make_tables, outlet_tiers, unit_names

PART = 2_000_000
"""Rows of a part."""
LONGEST = 41
"""Works are adopted within fewer days than these."""


def write_large(folder: Path, records: int) -> None:
    """Write the year below a folder: each large table a folder of parts."""
    command = [sys.executable, "-m", "benchmarks.large_data", str(folder), str(records)]
    subprocess.run(command, check=True)


def write_parts(folder: Path, size: Size, seed: int) -> None:
    """Write a year of some size, the small tables as files and the large ones as folders."""
    folder.mkdir(parents=True)
    nothing = Size(0, 0, 0, size.units, size.outlets)
    for name in ("单位", "媒体"):
        columns = make_tables(nothing, YEAR, seed)[name]
        pl.DataFrame(dict(columns)).write_parquet(folder / f"{name}.parquet")
    chance = np.random.default_rng(seed)
    days = (date(YEAR, 12, 31) - date(YEAR, 1, 1)).days + 1
    sent = chance.integers(0, days, size.works, dtype=np.int16)
    for name, parts in (
        ("报送", _submissions(sent, size, chance)),
        ("采用", _adoptions(sent, size, chance)),
        ("批示", _endorsements(sent, size, chance)),
    ):
        (folder / f"{name}.parquet").mkdir()
        for number, part in enumerate(parts):
            part.write_parquet(folder / f"{name}.parquet" / f"part-{number:05}.parquet")


def _submissions(
    sent: np.ndarray, size: Size, chance: np.random.Generator
) -> Iterator[pl.DataFrame]:
    units = unit_names(size.units)
    for first, count in _stretches(size.works):
        yield pl.DataFrame(
            {
                "稿件编号": _names("W", np.arange(first, first + count)),
                "报送日期": _dates(sent[first : first + count]),
                "单位": _picked(units, count, chance),
            }
        )


def _adoptions(sent: np.ndarray, size: Size, chance: np.random.Generator) -> Iterator[pl.DataFrame]:
    outlets = tuple(outlet_tiers(size.outlets))
    for first, count in _stretches(size.adoptions):
        works = chance.integers(0, size.works, count)
        yield pl.DataFrame(
            {
                "采用编号": _names("A", np.arange(first, first + count)),
                "稿件编号": _names("W", works),
                "采用媒体": _picked(outlets, count, chance),
                "采用日期": _later(sent, works, chance),
                "采用形式": _picked(FORMS, count, chance),
            }
        )


def _endorsements(
    sent: np.ndarray, size: Size, chance: np.random.Generator
) -> Iterator[pl.DataFrame]:
    for first, count in _stretches(size.endorsements):
        works = chance.integers(0, size.works, count)
        yield pl.DataFrame(
            {
                "批示编号": _names("B", np.arange(first, first + count)),
                "稿件编号": _names("W", works),
                "批示级别": _picked(LEVELS, count, chance),
                "批示日期": _later(sent, works, chance),
            }
        )


def _stretches(rows: int) -> Iterator[tuple[int, int]]:
    for first in range(0, rows, PART):
        yield first, min(PART, rows - first)


def _names(letter: str, numbers: np.ndarray) -> pl.Series:
    digits = pl.Series(numbers).cast(pl.String).str.zfill(8)
    return pl.select(pl.concat_str(pl.lit(letter), digits)).to_series()


def _picked(names: tuple[str, ...], count: int, chance: np.random.Generator) -> pl.Series:
    return pl.Series(names).gather(chance.integers(0, len(names), count))


def _later(sent: np.ndarray, works: np.ndarray, chance: np.random.Generator) -> pl.Series:
    """A day up to forty days after each work's own, within the days there are."""
    last = (date(YEAR, 12, 31) - date(YEAR, 1, 1)).days
    return _dates(np.minimum(sent[works] + chance.integers(0, LONGEST, len(works)), last))


def _dates(shifts: np.ndarray) -> pl.Series:
    first = date(YEAR, 1, 1).toordinal() - date(1970, 1, 1).toordinal()
    return pl.Series(shifts.astype(np.int32) + first).cast(pl.Date)


if __name__ == "__main__":
    write_parts(Path(sys.argv[1]), size_of(int(sys.argv[2])), SEED)
