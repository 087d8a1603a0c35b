"""What the engines of this process say in their own way, held against Python."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl
import pytest

from gov_comms.ledger.engine import engine_named
from gov_comms.ledger.frame import Edges, edges, worked_out

MUCH = 1 << 62
TOPS = (0, 1, 6, 7, 8, MUCH - 1, MUCH, (1 << 53) + 1, None)
BOTTOMS = (1, 3, 10**9 + 7, (1 << 53) + 1, MUCH - 1, 0)


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_whole_numbers_are_divided_exactly(name: str) -> None:
    engine = engine_named(name)
    pairs = [(top, bottom) for top in TOPS for bottom in BOTTOMS]
    columns = {"top": [top for top, _ in pairs], "bottom": [bottom for _, bottom in pairs]}
    whole = engine.whole(nw.col("top"), nw.col("bottom")).alias("whole")
    found = worked_out(engine.small(columns).with_columns(whole).select("top", "bottom", "whole"))
    expected = [
        (top, bottom, None if top is None or bottom == 0 else top // bottom)
        for top, bottom in pairs
    ]
    assert set(found.rows()) == set(expected)


@pytest.mark.parametrize("name", ["polars", "duckdb"])
@pytest.mark.parametrize("order", [("group", "key"), ()])
def test_rows_are_numbered_without_a_gap(name: str, order: tuple[str, ...]) -> None:
    engine = engine_named(name)
    keys = Random(7).sample(range(50), 50)
    rows = pl.DataFrame({"key": keys, "group": [key % 3 for key in keys]})
    frame = engine.numbered(engine.take(nw.from_native(rows)), "place", order)
    found = worked_out(frame.select("place", "group", "key")).rows()
    assert sorted(place for place, *_ in found) == list(range(50))
    assert sorted(key for *_, key in found) == list(range(50))
    if order:
        assert [rest for _, *rest in sorted(found)] == sorted(rest for _, *rest in found)


@pytest.mark.parametrize("name", ["polars", "duckdb"])
@pytest.mark.parametrize(
    "days", [[], [3], [1, 2, 2, 4, 7], [4, 1, 7, 2, 2], [1, None, 4], [None], [None, 1, 2]]
)
@pytest.mark.parametrize(
    ("low", "high"), [(2, 4), (None, 2), (3, None), (None, None), (5, 6), (4, 2), (0, 9)]
)
def test_rows_between_two_days_are_those_that_have_one(
    name: str, days: list[int | None], low: int | None, high: int | None
) -> None:
    """However the rows stand: in the order of their days, which facts do, or in none."""
    engine = engine_named(name)
    rows = pl.DataFrame({"day": days, "row": range(len(days))}, {"day": pl.Int32, "row": pl.Int64})
    found = engine.dated(engine.take(nw.from_native(rows)), "day", low, high)
    expected = [
        row
        for row, day in enumerate(days)
        if day is not None and (low is None or day >= low) and (high is None or day <= high)
    ]
    assert sorted(worked_out(found)["row"].to_list()) == expected


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_edges_of_columns_leave_empty_cells_out(name: str) -> None:
    columns = {"some": [3, None, -2], "none": [None, None, None]}
    frame = engine_named(name).small(columns)
    assert edges(frame, ["some", "none"]) == (3, {"some": Edges(-2, 3, 2), "none": Edges(0, 0, 0)})
    assert edges(frame.filter(nw.col("some") > 5), ["some"]) == (0, {"some": Edges(0, 0, 0)})
    assert edges(frame, []) == (3, {})
