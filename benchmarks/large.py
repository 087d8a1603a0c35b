"""``python -m benchmarks.large``: years larger than memory, through the adapter, beside plain SQL.

Prints seconds, memory and disk for each size; fails when a total or a rank differs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import duckdb

from benchmarks import large_data, report, room, targets, timing
from benchmarks.data import YEAR
from tests.proofs.haidian_count import ADOPTED, ENDORSED, SUBMITTED, rank

SIZES = (10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
DISK_EACH = 400
"""Bytes of disk for each adoption, with its share of works: records, coded rows, ledger, spill."""
REST = 3 << 30
"""Bytes of memory besides those of DuckDB: what reads a piece, what DuckDB does not count."""


@click.command()
@click.option("--records", "sizes", multiple=True, type=int, default=SIZES, help="How many.")
@click.option("--memory", default=8, show_default=True, help="GiB that a run shall fit in.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where there is disk for it.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures.")
def main(sizes: tuple[int, ...], memory: int, folder: Path | None, json_file: Path | None) -> None:
    """Score made-up records of Haidian's shape that need not fit into memory."""
    figures: dict[str, float] = {"memory, GiB": memory}
    wrong = []
    for records in sizes:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            room.refuse(Path(place), records, records * DISK_EACH, memory << 30)
            found = measure(Path(place), records, (memory << 30) - REST)
        wrong += [f"{records:,}"] if found.pop("wrong") else []
        own = {f"{records:,} records, {name}": each for name, each in found.items()}
        print(report.table(own), end="", flush=True)
        figures.update(own)
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(report.targets(targets.judged(figures, targets.LARGE)), end="")
    print(f"digits: {', '.join(wrong) or 'all totals and ranks agree'}")
    sys.exit(1 if wrong else 0)


def measure(folder: Path, records: int, memory: int) -> dict[str, Any]:
    """One size: seconds in all and for each million, memory and disk, and whether digits differ."""
    data, work = folder / "records", folder / "work"
    large_data.write_large(data, records)
    work.mkdir()
    command = [sys.executable, "-m", "benchmarks.large_run", str(data), str(work), str(memory)]
    done = subprocess.run([*command, "W00000000"], check=True, capture_output=True)
    found: dict[str, Any] = json.loads(done.stdout)
    shutil.rmtree(work)
    standing = {unit: tuple(each) for unit, each in found.pop("standing").items()}
    counted, found["plain SQL, totals, s"] = timing.timed(lambda: count(data, folder, memory))
    whole = found["read, s"] + found["score, s"]
    found["s for each million"] = whole / records * 1_000_000
    found["wrong"] = standing != counted
    return found


def count(data: Path, folder: Path, memory: int) -> Mapping[str, tuple[int, int]]:
    """Every unit's points and rank for the year, as plain SQL counts them from the records."""
    settings = {"memory_limit": f"{memory >> 20}MiB", "temp_directory": str(folder / "spill")}
    paid = _cases(
        f"WHEN 级别 = '{tier}' AND 采用形式 = '{form}' THEN {points}"
        for (tier, form), points in ADOPTED.items()
    )
    signed = _cases(f"WHEN 批示级别 = '{level}' THEN {n}" for level, n in ENDORSED.items())
    year = f"BETWEEN '{YEAR}-01-01' AND '{YEAR}-12-31'"
    with duckdb.connect(config=settings) as connection:  # type: ignore[arg-type]
        for name in ("单位", "媒体", "报送", "采用", "批示"):
            path = data / f"{name}.parquet"
            files = path / "*.parquet" if path.is_dir() else path
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{files}')")
        rows = connection.execute(f"""
            WITH best AS (
                SELECT 稿件编号, max({paid}) AS points
                FROM 采用 JOIN 媒体 ON 采用媒体 = 媒体.媒体
                WHERE 采用日期 {year} GROUP BY 稿件编号
                UNION ALL
                SELECT 稿件编号, max({signed}) FROM 批示 WHERE 批示日期 {year} GROUP BY 稿件编号
            ), given AS (
                SELECT 单位, points FROM best JOIN 报送 USING (稿件编号)
                UNION ALL
                SELECT 单位, {SUBMITTED} FROM 报送 WHERE 报送日期 {year}
            )
            SELECT 单位.单位, coalesce(sum(points), 0)::BIGINT
            FROM 单位 LEFT JOIN given ON given.单位 = 单位.单位 GROUP BY 单位.单位
        """).fetchall()
    totals: dict[str, int] = dict(rows)
    places = rank(totals)
    return {unit: (points, places[unit]) for unit, points in totals.items()}


def _cases(parts: Any) -> str:
    return f"CASE {' '.join(parts)} END"


if __name__ == "__main__":
    main()
