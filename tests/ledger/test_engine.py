"""What the engines of this process say in their own way, held against Python."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl
import pytest

from gov_comms.ledger.engine import engine_named
from gov_comms.ledger.frame import worked_out

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
