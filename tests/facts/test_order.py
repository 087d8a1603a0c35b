"""What must not matter: the order of rows, and whether a table is small or large."""

from __future__ import annotations

import random
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
    in_order,
    picked,
    plain_rule,
    positions,
    texts_of,
)
from gov_comms.facts.findings import SAID
from gov_comms.model import Column, ColumnType, Row, Text
from tests.facts.offices import complaints, make_large, office, plain, read, row

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


BLANKS = st.sampled_from(
    [None, "", " ", "\u3000", "W1", " W1", "W1\t", "甲", "\u3000甲", "甲\ufeff", "W 1"]
)


@given(
    st.lists(BLANKS, min_size=1, max_size=20),
    st.sampled_from([ColumnType.ID, ColumnType.TEXT, ColumnType.UNIT]),
)
def test_large_columns_are_trimmed_alike(cells: list[str | None], kind: ColumnType) -> None:
    small = pl.Series("", cells, dtype=pl.String)
    times = SMALL // len(cells) + 1
    trimmed = texts_of(small, kind)
    large = texts_of(pl.concat([small] * times), kind)
    assert large.to_list() == trimmed.to_list() * times
    column = distinct(large)
    assert sorted(column.texts) == sorted(distinct(trimmed).texts)
    rows = pl.Series([0, 0, len(large) - 1])
    assert picked(large, rows).to_list() == picked(trimmed, rows % len(cells)).to_list()
    assert set(distinct(picked(large, rows)).texts) == set(picked(large, rows).drop_nulls())


def test_large_tables_are_put_in_the_same_order() -> None:
    chance = random.Random(20140101)
    size = SMALL + 50
    names = chance.sample(range(size), size)
    days = chance.choices([None, 3, 1, 2], k=size)
    day = pl.Series("", days, dtype=pl.Int32)
    ids = pl.Series("", [f"A{name:06}" for name in names], dtype=pl.String)
    expected = sorted(range(size), key=lambda at: (days[at] is None, days[at], names[at]))
    assert in_order(day, ids).to_list() == expected
    few = [at for at in expected if at < SMALL]
    assert in_order(day[:SMALL], ids[:SMALL]).to_list() == few


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


def test_large_tables_know_where_a_name_stands_first(tmp_path: Path) -> None:
    make_large(tmp_path / "p", 10_000)
    facts = read(tmp_path / "p")
    rows = [facts.place("person", row).row for row in range(facts.height("person"))]
    first = dict(zip(facts.subjects["person"], rows, strict=True))
    assert first == {"丙": 1} | {f"丁{at}": at + 1 for at in range(700)}


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


def test_positions_of_one_id_given_over_and_over_are_its_first() -> None:
    many = 60_000
    ids = pl.Series(["W0", *["W1"] * many, *[None] * many])
    assert positions(ids, ids).to_list() == [0, *[1] * many, *[None] * many]
