"""The engine of a run: the few things that an engine does in a way of its own.

All else is said once, in the language of `narwhals`, for every engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

import narwhals as nw

from gov_comms.errors import Place, Problem, Refused
from gov_comms.ledger.frame import Frame, settled, worked_out
from gov_comms.messages import msg

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ENGINES = ("polars", "duckdb")
"""The engines that a call can name; the first comes with the program."""
MANY = 100_000
"""From so many facts on, Polars works faster in pipelines than in one piece."""


class Engine(Protocol):
    """What the ledger asks of an engine beyond the common language of columns."""

    def at_work(self, rows: int) -> AbstractContextManager[object]:
        """The engine as it is best set while it works on so many facts."""
        ...

    def take(self, rows: nw.DataFrame[Any]) -> Frame:
        """Rows that are here in memory as rows of the engine."""
        ...

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


def engine_named(name: str) -> Engine:
    """The engine of a name in `ENGINES`; raises `Refused` where it is not installed."""
    if name == "polars":
        return PolarsEngine()
    if find_spec("duckdb") is None or find_spec("pyarrow") is None:
        what = msg("the engine {name} is not installed", name=name)
        hint = msg("install it with pip: {package}", package=f"gov-comms[{name}]")
        raise Refused([Problem("engine-missing", Place(), what, hint=hint)])
    import duckdb

    return DuckDBEngine(duckdb.connect())


def _integers(columns: Mapping[str, list[Any]]) -> nw.DataFrame[Any]:
    import polars as pl

    return nw.from_native(pl.DataFrame(dict(columns), dict.fromkeys(columns, pl.Int64)))


@dataclass(frozen=True, slots=True)
class PolarsEngine:
    """The embedded engine: references are followed by position, which spares a join."""

    def at_work(self, rows: int) -> AbstractContextManager[object]:
        """Few facts are worked out in one piece: to start its pipelines would cost more."""
        import polars as pl

        return pl.Config(set_engine_affinity="in-memory") if rows < MANY else nullcontext()

    def take(self, rows: nw.DataFrame[Any]) -> Frame:
        """The rows as they are."""
        return rows.lazy()

    def small(self, columns: Mapping[str, list[Any]]) -> Frame:
        """A small table of integers."""
        return self.take(_integers(columns))

    def follow(self, frame: Frame, key: str, target: Frame, columns: Mapping[str, str]) -> Frame:
        """Gather from the target's columns."""
        import polars as pl

        there = worked_out(target.select("row", *dict.fromkeys(columns.values()))).to_native()
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


@dataclass(frozen=True, slots=True)
class DuckDBEngine:
    """DuckDB: references are followed, and lists picked from, by joins."""

    connection: DuckDBPyConnection

    def at_work(self, rows: int) -> AbstractContextManager[object]:  # noqa: ARG002
        """The engine as it is."""
        return nullcontext()

    def take(self, rows: nw.DataFrame[Any]) -> Frame:
        """The rows in a table of DuckDB's."""
        return settled(nw.from_native(self.connection.from_arrow(rows.to_arrow())))

    def small(self, columns: Mapping[str, list[Any]]) -> Frame:
        """A small table of integers."""
        return self.take(_integers(columns))

    def follow(self, frame: Frame, key: str, target: Frame, columns: Mapping[str, str]) -> Frame:
        """Join the target by its row."""
        row = nw.col("row").cast(nw.Int64).alias("follow:")
        there = target.select(row, *(nw.col(column).alias(n) for n, column in columns.items()))
        keyed = frame.with_columns(nw.col(key).cast(nw.Int64).alias("follow:"))
        return keyed.join(there, on="follow:", how="left").drop("follow:")

    def pick(self, frame: Frame, index: nw.Expr, values: Sequence[int | None], name: str) -> Frame:
        """Join the list by its places."""
        listed = self.small({"pick:": list(range(len(values))), name: list(values)})
        found = frame.with_columns(index.alias("pick:"))
        return found.join(listed, on="pick:", how="left").drop("pick:")
