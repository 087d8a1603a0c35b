"""The one type of table that the ledger works on, whatever engine holds it, and working it out."""

from __future__ import annotations

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
