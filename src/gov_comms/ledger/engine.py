"""The engine of a run: the few things that an engine does in a way of its own.

All else is said once, in the language of `narwhals`, for every engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import narwhals as nw

from gov_comms.ledger.frame import Frame


class Engine(Protocol):
    """What the ledger asks of an engine beyond the common language of columns."""

    def small(self, columns: Mapping[str, list[Any]]) -> Frame:
        """A small table of integers."""
        ...

    def follow(self, frame: Frame, key: str, target: Frame, columns: Mapping[str, str]) -> Frame:
        """Rows with columns of the rows they refer to.

        ``key`` holds the ``row`` in ``target``, numbered from 0 without a gap, or null; ``columns``
        maps new names to columns of ``target``.
        """
        ...

    def pick(self, frame: Frame, index: nw.Expr, values: Sequence[int | None], name: str) -> Frame:
        """Rows with the value at ``index`` of a list under ``name``, null where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class PolarsEngine:
    """The embedded engine: references are followed by position, which spares a join."""

    def small(self, columns: Mapping[str, list[Any]]) -> Frame:
        """A small table of integers."""
        import polars as pl

        return nw.from_native(pl.DataFrame(dict(columns), dict.fromkeys(columns, pl.Int64)).lazy())

    def follow(self, frame: Frame, key: str, target: Frame, columns: Mapping[str, str]) -> Frame:
        """Gather from the target's columns."""
        import polars as pl

        there = target.select("row", *dict.fromkeys(columns.values())).collect().to_native()
        if not there["row"].is_sorted():
            there = there.sort("row")
        gathered = [
            pl.lit(there[column]).gather(pl.col(key)).alias(name)
            for name, column in columns.items()
        ]
        rows: Frame = nw.from_native(frame.to_native().with_columns(gathered))
        return rows

    def pick(self, frame: Frame, index: nw.Expr, values: Sequence[int | None], name: str) -> Frame:
        """Gather from the list."""
        import polars as pl

        found = frame.with_columns(index.alias("pick:")).to_native()
        listed = pl.lit(pl.Series(values, dtype=pl.Int64)).gather(pl.col("pick:"))
        rows: Frame = nw.from_native(found.with_columns(listed.alias(name)).drop("pick:"))
        return rows
