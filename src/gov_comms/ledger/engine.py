"""The engine of a run: the few things that an engine does in a way of its own.

All else is said once, in the language of `narwhals`, for every engine.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

import narwhals as nw

from gov_comms.facts.room import Room, open_database, refuse_without
from gov_comms.ledger.frame import Frame, settled, worked_out

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ENGINES = ("polars", "duckdb", "spark")
"""The engines that a call can name; the first comes with the program."""
MANY = 100_000
"""From so many facts on, Polars works faster in pipelines than in one piece."""


class Engine(Protocol):
    """What the ledger asks of an engine beyond the common language of columns."""

    def at_work(self, rows: int) -> AbstractContextManager[object]:
        """The engine as it is best set while it works on so many facts."""
        ...

    def passing(self) -> AbstractContextManager[object]:
        """What is worked out inside is kept no longer than that."""
        ...

    def take(self, rows: nw.DataFrame[Any]) -> Frame:
        """Rows that are here in memory as rows of the engine."""
        ...

    def read(self, files: Sequence[Path]) -> Frame:
        """Coded rows that lie in Parquet files."""
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

    def whole(self, top: nw.Expr, bottom: int | nw.Expr) -> nw.Expr:
        """How many whole times ``bottom`` goes into ``top``; null where it is zero."""
        ...

    def numbered(self, frame: Frame, name: str, order_by: Sequence[str] = ()) -> Frame:
        """Rows numbered from 0 in the order of columns that tell them apart, or in any order."""
        ...

    def dated(self, frame: Frame, day: str, low: int | None, high: int | None) -> Frame:
        """Rows of a table that have a day, between two days (None: no bound)."""
        ...

    def write(self, frame: Frame, folder: Path) -> None:
        """Write rows as Parquet files into a folder that is not there yet."""
        ...


def engine_named(name: str, room: Room | None = None) -> Engine:
    """Polars or DuckDB, which keeps in its ``room`` what memory does not hold.

    Raises `Refused` where it is not installed, and `ValueError` for Spark, which is not at hand
    without a session (`engine_at_hand`).
    """
    if name == "polars":
        return PolarsEngine()
    if name != "duckdb":
        raise ValueError(name)
    refuse_without(name, "duckdb", "pyarrow")
    return DuckDBEngine(open_database(room, "ledger"))


@contextmanager
def engine_at_hand(
    name: str, room: Room | None = None, master: str | None = None
) -> Iterator[Engine]:
    """The engine of a name in `ENGINES` for one run, ended after it.

    ``master`` is where Spark runs; without one it runs here.  Raises `Refused` where the engine is
    not installed, cannot be started or fails.
    """
    if name != "spark":
        yield engine_named(name, room)
        return
    from gov_comms.ledger.spark import SparkEngine
    from gov_comms.ledger.spark_session import HERE, failures_told, spark_session

    with (
        nullcontext(str(room.folder)) if room else TemporaryDirectory() as folder,
        spark_session(master or HERE, Path(folder)) as session,
        failures_told(),
    ):
        yield SparkEngine(session)


def integers(columns: Mapping[str, list[Any]]) -> nw.DataFrame[Any]:
    """A small table of integers, here in memory."""
    import polars as pl

    return nw.from_native(pl.DataFrame(dict(columns), dict.fromkeys(columns, pl.Int64)))


def followed(frame: Frame, key: str, target: Frame, columns: Mapping[str, str]) -> Frame:
    """Rows with columns of the rows they refer to, by a join."""
    row = nw.col("row").cast(nw.Int64).alias("follow:")
    there = target.select(row, *(nw.col(column).alias(n) for n, column in columns.items()))
    keyed = frame.with_columns(nw.col(key).cast(nw.Int64).alias("follow:"))
    return keyed.join(there, on="follow:", how="left").drop("follow:")


def dated(frame: Frame, day: str, low: int | None, high: int | None) -> Frame:
    """Rows that have a day, between two days, by looking at each of them."""
    column = nw.col(day)
    bounds = [column >= low] if low is not None else []
    bounds += [column <= high] if high is not None else []
    return frame.filter(*(bounds or [~column.is_null()]))


def picked(
    engine: Engine, frame: Frame, index: nw.Expr, values: Sequence[int | None], name: str
) -> Frame:
    """Rows with the value at a place of a list, by a join."""
    listed = engine.small({"pick:": list(range(len(values))), name: list(values)})
    found = frame.with_columns(index.alias("pick:"))
    return found.join(listed, on="pick:", how="left").drop("pick:")


@dataclass(frozen=True, slots=True)
class PolarsEngine:
    """The embedded engine: references are followed by position, which spares a join."""

    def at_work(self, rows: int) -> AbstractContextManager[object]:
        """Few facts are worked out in one piece: to start its pipelines would cost more."""
        import polars as pl

        return pl.Config(set_engine_affinity="in-memory") if rows < MANY else nullcontext()

    def passing(self) -> AbstractContextManager[object]:
        """Memory is let go of anyway."""
        return nullcontext()

    def take(self, rows: nw.DataFrame[Any]) -> Frame:
        """The rows as they are."""
        return rows.lazy()

    def read(self, files: Sequence[Path]) -> Frame:
        """The files, scanned."""
        import polars as pl

        rows: Frame = nw.from_native(pl.scan_parquet(list(files)))
        return rows

    def small(self, columns: Mapping[str, list[Any]]) -> Frame:
        """A small table of integers."""
        return self.take(integers(columns))

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

    def whole(self, top: nw.Expr, bottom: int | nw.Expr) -> nw.Expr:
        """As integers are divided."""
        return top // bottom

    def numbered(self, frame: Frame, name: str, order_by: Sequence[str] = ()) -> Frame:
        """Number them where they stand, or in order."""
        if order_by:
            rows = frame.with_row_index(name, order_by=order_by)
        else:
            rows = nw.from_native(frame.to_native().with_row_index(name))
        return rows.with_columns(nw.col(name).cast(nw.Int64))

    def dated(self, frame: Frame, day: str, low: int | None, high: int | None) -> Frame:
        """Those of facts, which stand in the order of their days, are one piece of their table."""
        held = worked_out(frame)
        days = held[day].to_native()
        if days.null_count() or not days.is_sorted():
            return dated(frame, day, low, high)
        first = 0 if low is None else bisect_left(days, low)
        last = len(days) if high is None else bisect_right(days, high)
        return held[first:last].lazy()

    def write(self, frame: Frame, folder: Path) -> None:
        """Write one file."""
        folder.mkdir()
        frame.sink_parquet(folder / "lines.parquet")


@dataclass(frozen=True, slots=True)
class DuckDBEngine:
    """DuckDB: references are followed, and lists picked from, by joins."""

    connection: DuckDBPyConnection

    def at_work(self, rows: int) -> AbstractContextManager[object]:  # noqa: ARG002
        """The engine as it is."""
        return nullcontext()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Drop the tables that came to be."""
        standing = self._tables()
        try:
            yield
        finally:
            for name in self._tables() - standing:
                self.connection.execute(f"DROP TABLE {name}")

    def _tables(self) -> set[str]:
        rows = self.connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {name for (name,) in rows}

    def take(self, rows: nw.DataFrame[Any]) -> Frame:
        """The rows in a table of DuckDB's."""
        return settled(nw.from_native(self.connection.from_arrow(rows.to_arrow())))

    def read(self, files: Sequence[Path]) -> Frame:
        """The files, read anew for each step that asks."""
        rows: Frame = nw.from_native(self.connection.read_parquet([str(each) for each in files]))
        return rows

    def small(self, columns: Mapping[str, list[Any]]) -> Frame:
        """A small table of integers."""
        return self.take(integers(columns))

    def follow(self, frame: Frame, key: str, target: Frame, columns: Mapping[str, str]) -> Frame:
        """Join the target by its row."""
        return followed(frame, key, target, columns)

    def pick(self, frame: Frame, index: nw.Expr, values: Sequence[int | None], name: str) -> Frame:
        """Join the list by its places."""
        return picked(self, frame, index, values, name)

    def whole(self, top: nw.Expr, bottom: int | nw.Expr) -> nw.Expr:
        """As integers are divided."""
        return top // bottom

    def numbered(self, frame: Frame, name: str, order_by: Sequence[str] = ()) -> Frame:
        """Number them as they come, or in order."""
        if order_by:
            return frame.with_row_index(name, order_by=order_by)
        counted = f'SELECT *, row_number() OVER () - 1 AS "{name}" FROM rows'
        rows: Frame = nw.from_native(frame.to_native().query("rows", counted))
        return rows

    def dated(self, frame: Frame, day: str, low: int | None, high: int | None) -> Frame:
        """Look at the day of each row."""
        return dated(frame, day, low, high)

    def write(self, frame: Frame, folder: Path) -> None:
        """Write one file."""
        folder.mkdir()
        frame.sink_parquet(folder / "lines.parquet")
