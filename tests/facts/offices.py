"""A small made-up office, and tables written in each format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from gov_comms.errors import Place, Refused
from gov_comms.facts import Facts, read_facts
from gov_comms.facts.importers import importers
from gov_comms.kinds import BUILT_IN
from gov_comms.model import Agency, Column, ColumnType, Row, Text, WordList
from gov_comms.plugins import Plugins
from gov_comms.timeline import Calendar

PLUGINS = Plugins({}, {each.name: each for each in importers()}, {}, {}, {})
TIERS = WordList("tier", Text("级别"), ("区级", "市级", "国家级"), ordered=True)
FORMS = WordList("form", Text("采用形式"), ("全文", "综合", "简讯"))

Table = Sequence[Sequence[object]]
"""Rows of cells, the headings first."""


def row(line: int, **cells: Any) -> Row:
    """A row as the config's reader makes it."""
    return Row(cells, Place("agency.toml", line, 1))


def office(**changes: Any) -> Agency:
    """An office with two units, three outlets, no people, and tiers and forms closed."""
    tables = dict(BUILT_IN)
    key = Column("key", ColumnType.FLAG, Text("重点"))
    parent = Column("parent", ColumnType.UNIT, Text("所属"))
    tables["unit"] = replace(tables["unit"], columns=(*tables["unit"].columns, key, parent))
    rosters = {
        "unit": (
            row(1, id="甲街道", **{"class": "街镇"}, parent="乙局"),
            row(2, id="乙局", **{"class": "部门"}),
        ),
        "person": (),
        "outlet": (
            row(3, id="海淀报", tier="区级", aliases=("海淀日报",)),
            row(4, id="市报", tier="市级", to=date(2013, 12, 31)),
            row(5, id="市报", tier="国家级", **{"from": date(2014, 3, 1)}),
        ),
    }
    agency = Agency(
        "office",
        "",
        Text("某区创建办"),
        "zh-CN",
        Calendar(),
        tables,
        {"tier": TIERS, "form": FORMS},
        {},
        rosters,
        (),
    )
    return replace(agency, **changes)


SUBMISSIONS: Table = (
    ("稿件编号", "标题", "报送日期", "单位", "作者", "字数"),
    ("W2", "=1+1", date(2014, 3, 6), "乙局", "乙、甲", 1200),
    ("W1", "一", date(2014, 3, 5), "甲街道", "甲", 800),
)
ADOPTIONS: Table = (
    ("采用编号", "稿件编号", "采用媒体", "采用日期", "采用形式", "稿费"),
    ("A1", "W1", "《海淀报》", date(2014, 3, 8), "全文", Decimal("12.5")),
    ("A2", "W2", "市报", date(2014, 3, 8), "综合", None),
)


def write_workbook(path: Path, sheets: Mapping[str, Table], top: int = 0) -> Path:
    """A workbook with one sheet for each table, ``top`` rows below the top."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
    )
    for name, table in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(table, top):
            for at, cell in enumerate(cells):
                sheet.write(number, at, cell)
    book.close()
    return path


def write_csv(folder: Path, sheets: Mapping[str, Table], encoding: str = "utf-8") -> Path:
    """A folder with one text file for each table."""
    folder.mkdir(exist_ok=True)
    for name, table in sheets.items():
        lines = (",".join("" if cell is None else str(cell) for cell in cells) for cells in table)
        (folder / f"{name}.csv").write_bytes("\r\n".join(lines).encode(encoding))
    return folder


def write_parquet(folder: Path, sheets: Mapping[str, Table]) -> Path:
    """A folder with one typed Parquet file for each table."""
    folder.mkdir(exist_ok=True)
    for name, (headings, *rows) in sheets.items():
        columns = {str(head): [cells[at] for cells in rows] for at, head in enumerate(headings)}
        pl.DataFrame(columns).write_parquet(folder / f"{name}.parquet")
    return folder


def read(path: Path, agency: Agency | None = None) -> Facts:
    """The facts of a file or folder."""
    return read_facts(agency or office(), PLUGINS, path)


def complaints(path: Path, agency: Agency | None = None) -> list[str]:
    """What is wrong with a file or folder, in English and without its folder's name."""
    try:
        problems = read(path, agency).problems
    except Refused as refused:
        problems = refused.problems
    base = path if path.is_dir() else path.parent
    return [problem.text("en").replace(f"{base}/", "") for problem in problems]


def plain(facts: Facts) -> dict[str, Any]:
    """All that facts hold, as values that compare."""
    return {
        "frames": {name: frame.to_dict(as_series=False) for name, frame in facts.frames.items()},
        "dtypes": {name: frame.schema for name, frame in facts.frames.items()},
        "vocabularies": facts.vocabularies,
        "subjects": facts.subjects,
        "names": facts.names,
    }


def make_large(folder: Path, size: int) -> None:
    """Two tables of made-up records: ``size`` adoptions of half as many works."""
    folder.mkdir()
    works = pl.DataFrame({"稿件编号": pl.int_range(size // 2, eager=True)}).with_columns(
        ("W" + pl.col("稿件编号").cast(pl.String)).alias("稿件编号"),
        (pl.lit(date(2014, 3, 1)) + pl.duration(days=pl.col("稿件编号") % 300))
        .cast(pl.Date)
        .alias("报送日期"),
        pl.when(pl.col("稿件编号") % 3 == 0)
        .then(pl.lit("乙局"))
        .otherwise(pl.lit("甲街道"))
        .alias("单位"),
        ("丙、丁" + (pl.col("稿件编号") % 700).cast(pl.String)).alias("作者"),
        (pl.col("稿件编号") % 5000).alias("字数"),
    )
    at = pl.int_range(size, eager=True)
    adoptions = pl.DataFrame({"at": at}).select(
        ("A" + pl.col("at").cast(pl.String)).alias("采用编号"),
        ("W" + (pl.col("at") // 2).cast(pl.String)).alias("稿件编号"),
        pl.when(pl.col("at") % 2 == 0)
        .then(pl.lit("《海淀报》"))
        .otherwise(pl.lit("市报"))
        .alias("采用媒体"),
        pl.lit(date(2015, 1, 1)).alias("采用日期"),
        ((pl.col("at") % 9000).cast(pl.String) + ".25").alias("稿费"),
    )
    works.write_parquet(folder / "报送.parquet")
    adoptions.write_parquet(folder / "采用.parquet")
