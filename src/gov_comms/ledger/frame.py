"""The one type of table that the ledger works on, whatever engine holds it, and working it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import uuid4

import narwhals as nw
import narwhals.selectors as ncs

Frame: TypeAlias = nw.LazyFrame[Any]
"""Rows as columns, worked out when they are needed."""


def worked_out(frame: Frame) -> nw.DataFrame[Any]:
    """The rows themselves, here in memory.

    DuckDB widens sums to numbers that no column of ours needs.
    """
    if frame.implementation.is_polars():
        return frame.collect("polars")
    return frame.collect("polars").with_columns(ncs.by_dtype(nw.Decimal).cast(nw.Int64))


def settled(frame: Frame) -> Frame:
    """The same rows, worked out, so that later steps do not work them out again.

    DuckDB keeps them in a table of its own, whose name nobody reads, Spark in its work folder.
    """
    if frame.implementation.is_polars():
        return worked_out(frame).lazy()
    if frame.implementation.is_pyspark():
        from gov_comms.ledger.spark import kept as keep

        return keep(frame)
    rows, name = frame.to_native(), f"settled_{uuid4().hex}"
    rows.create(name)
    kept: Frame = nw.from_native(rows.query("settled", f"FROM {name}"))
    return kept


@dataclass(frozen=True, slots=True)
class Edges:
    """The least and the greatest number of a column, both 0 without one, and how many it has."""

    low: int
    high: int
    count: int


def edges(frame: Frame, names: Sequence[str]) -> tuple[int, dict[str, Edges]]:
    """How many rows there are, and the edges of some of their columns."""
    if frame.implementation.is_polars():
        held = worked_out(frame)
        height, columns = len(held), [held[name] for name in names]
        found = [(each.min(), each.max(), height - each.null_count()) for each in columns]
    else:
        asked = [(nw.col(name).min(), nw.col(name).max(), nw.col(name).count()) for name in names]
        flat = [expr.alias(f"e{i}") for i, expr in enumerate(e for each in asked for e in each)]
        height, *row = worked_out(frame.select(nw.len().alias("rows"), *flat)).row(0)
        found = [tuple(row[at : at + 3]) for at in range(0, len(row), 3)]
    return height, {
        name: Edges(low or 0, high or 0, count)
        for name, (low, high, count) in zip(names, found, strict=True)
    }
