"""What must not matter: the order of rows, and whether a table is small or large."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from gov_comms.facts import facts_from_rows
from gov_comms.facts.cells import parse_number
from gov_comms.facts.columns import (
    SMALL,
    apply_rule,
    apply_to,
    distinct,
    duplicates,
    ids_of,
    plain_rule,
    positions,
)
from gov_comms.facts.findings import SAID
from gov_comms.model import Column, ColumnType, Row, Text
from tests.facts.offices import complaints, office, plain, read, row

FIRST = date(2014, 3, 1)
NAMES = st.sampled_from(["甲", "乙", "丙", "丁"])


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Submissions, adoptions and metrics that cite each other, in any order."""
    works = draw(st.integers(1, 6))
    submissions = [
        row(
            10 + at,
            id=f"W{at}",
            day=FIRST + timedelta(days=draw(st.integers(0, 3))),
            unit=draw(st.sampled_from(["甲街道", "乙局"])),
            authors=tuple(draw(st.lists(NAMES, max_size=3, unique=True))),
            kind=draw(st.sampled_from(["消息", "调研", None])),
        )
        for at in range(works)
    ]
    adoptions = [
        row(
            30 + at,
            id=f"A{at}",
            work=f"W{draw(st.integers(0, works - 1))}",
            outlet=draw(st.sampled_from(["海淀报", "《市报》", "外地报", "《乡报》"])),
            day=FIRST + timedelta(days=draw(st.integers(0, 3))),
        )
        for at in range(draw(st.integers(0, 6)))
    ]
    return {"submission": submissions, "adoption": adoptions}


@given(tables(), st.randoms(use_true_random=False))
def test_row_order_changes_nothing(rows: dict[str, list[Row]], chance: Any) -> None:
    agency = office(unlisted_outlets="unpaid")
    before = plain(facts_from_rows(agency, rows))
    shuffled = {name: chance.sample(each, len(each)) for name, each in rows.items()}
    assert plain(facts_from_rows(agency, shuffled)) == before


TEXTS = st.one_of(st.none(), st.sampled_from(["1", "2.5", "０", "x", "0.125", "1e3", "W1", "Ｗ１"]))


@given(st.lists(TEXTS, min_size=1, max_size=20))
def test_large_columns_follow_the_same_rules(cells: list[str | None]) -> None:
    small = pl.Series("", cells, dtype=pl.String)
    times = SMALL // len(cells) + 1
    large = pl.concat([small] * times)
    values, bad = apply_rule(distinct(small), lambda text: parse_number(text, 2), pl.Int64)
    many, worse = apply_rule(distinct(large), lambda text: parse_number(text, 2), pl.Int64)
    assert many.to_list() == values.to_list() * times
    assert worse.count == bad.count * times
    assert worse.cells[: bad.count] == bad.cells[: len(worse.cells)]
    assert ids_of(large).to_list() == ids_of(small).to_list() * times
    ids = pl.Series("", ["W1", "2.5", "W1"], dtype=pl.String)
    assert positions(ids, large).to_list() == positions(ids, small).to_list() * times
    assert duplicates(large)[: len(duplicates(small))] == duplicates(small)


NUMBERS = st.one_of(
    st.none(),
    st.sampled_from(
        ["x", "1e3", "１２", "1,200", "+1", "-0.5", ".5", "5.", "007", "1.10", "0.125"]
    ),
    st.decimals(-(10**13), 10**13, allow_nan=False, places=3).map(str),
    st.integers(-(10**19), 10**19).map(str),
)


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.sampled_from([None, 0, 1, 2, 3]))
def test_large_columns_of_numbers_follow_the_same_rule(
    cells: list[str | None], scale: int | None
) -> None:
    kind = ColumnType.COUNT if scale is None else ColumnType.NUMBER
    column = Column("fee", kind, Text("稿费"), scale=scale or 0)
    rule = plain_rule(column)
    assert rule is not None
    small = pl.Series("", cells, dtype=pl.String)
    times = SMALL // len(cells) + 1
    values, bad = apply_to(small, column, rule)
    many, worse = apply_to(pl.concat([small] * times), column, rule)
    assert many.to_list() == values.to_list() * times
    assert many.dtype == values.dtype
    assert worse.count == bad.count * times
    assert worse.cells[: bad.count] == bad.cells[: len(worse.cells)]


def make_large(folder: Path, size: int) -> None:
    """Two tables of made-up records: ``size`` adoptions of half as many works."""
    folder.mkdir()
    works = pl.DataFrame({"稿件编号": pl.int_range(size // 2, eager=True)}).with_columns(
        ("W" + pl.col("稿件编号").cast(pl.String)).alias("稿件编号"),
        (pl.lit(FIRST) + pl.duration(days=pl.col("稿件编号") % 300))
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


def test_large_tables_are_read(tmp_path: Path) -> None:
    make_large(tmp_path / "p", 200_000)
    facts = read(tmp_path / "p")
    works, adoptions = facts.frames["submission"], facts.frames["adoption"]
    assert (works.height, adoptions.height) == (100_000, 200_000)
    assert works.select("day", "id").rows() == sorted(works.select("day", "id").rows())
    assert works["id"].gather(adoptions["work"]).to_list() == [
        f"W{int(name[1:]) // 2}" for name in adoptions["id"].to_list()
    ]
    assert facts.subjects["person"] == tuple(sorted(["丙", *(f"丁{at}" for at in range(700))]))
    homes = dict(
        zip(facts.subjects["person"], facts.frames["person"]["unit"].to_list(), strict=True)
    )
    assert homes["丙"] == 1
    assert homes["丁1"] == 0
    assert adoptions["outlet@"].unique().sort().to_list() == [0, 2]
    assert adoptions["fee"].sum() == sum(at % 9000 * 100 + 25 for at in range(200_000))


def test_large_tables_say_their_first_mistakes(tmp_path: Path) -> None:
    make_large(tmp_path / "p", 10_000)
    path = tmp_path / "p" / "采用.parquet"
    table = pl.read_parquet(path)
    table.with_columns(pl.lit("W1x").alias("稿件编号")).write_parquet(path)
    said = complaints(tmp_path / "p")
    assert said[0] == (
        "9000 more problems are not listed. hint: correct those listed and read the facts again"
    )
    assert said[1:] == [
        f"采用.parquet:采用:{at + 1}:稿件编号: no submission has the id 'W1x'. "
        "hint: did you mean 'W1'?"
        for at in range(SAID)
    ]


def test_large_tables_name_duplicates(tmp_path: Path) -> None:
    make_large(tmp_path / "p", 10_000)
    path = tmp_path / "p" / "报送.parquet"
    table = pl.read_parquet(path)
    pl.concat([table, table.slice(7, 1)]).write_parquet(path)
    assert complaints(tmp_path / "p") == [
        "报送.parquet:报送:5001:稿件编号: 'W7' is already the id of row 8"
    ]
