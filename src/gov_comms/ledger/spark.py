"""Apache Spark as an engine: tables that lie on many machines, worked out step by step.

A table that is worked out lies as Parquet in the work folder of the run, which every worker must
reach: a worker that dies is replaced from there, and no step is planned together with all before.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import narwhals as nw

from gov_comms.ledger.engine import dated, followed, integers, picked
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.spark_session import WORK, address

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_LESS = 1 - 2**-50
"""What makes a floating number smaller by more than it may be wrong."""
PARTITION_BITS = 33
"""Spark numbers rows by their partition, shifted by so many bits, and their place in it."""


def kept(frame: Frame) -> Frame:
    """The same rows, written into the work folder and read from there."""
    rows: DataFrame = frame.to_native()
    session = rows.sparkSession
    place = address(tables_of(session) / uuid4().hex)
    rows.write.parquet(place)
    found: Frame = nw.from_native(session.read.schema(rows.schema).parquet(place))
    return found


def tables_of(session: SparkSession) -> Path:
    """Where the tables lie that a session has worked out, each in a folder of its own."""
    return Path(str(session.conf.get(WORK))) / "tables"


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """Spark: references are followed, and lists picked from, by joins."""

    session: SparkSession

    def at_work(self, rows: int) -> AbstractContextManager[object]:  # noqa: ARG002
        """The engine as it is."""
        return nullcontext()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Remove the tables that came to be; no plan that reads them may outlive this."""
        folder = tables_of(self.session)
        standing = set(folder.glob("*"))
        try:
            yield
        finally:
            for table in set(folder.glob("*")) - standing:
                shutil.rmtree(table, ignore_errors=True)

    def take(self, rows: nw.DataFrame[Any]) -> Frame:
        """The rows sent to Spark."""
        taken: Frame = nw.from_native(self.session.createDataFrame(rows.to_arrow()))
        return taken

    def small(self, columns: Mapping[str, list[Any]]) -> Frame:
        """A small table of integers, which stays with the plan."""
        return self.take(integers(columns))

    def read(self, files: Sequence[Path]) -> Frame:
        """The files, read by the workers."""
        places = [address(each) for each in files]
        rows: Frame = nw.from_native(self.session.read.parquet(*places))
        return rows

    def follow(self, frame: Frame, key: str, target: Frame, columns: Mapping[str, str]) -> Frame:
        """Join the target by its row."""
        return followed(frame, key, target, columns)

    def pick(self, frame: Frame, index: nw.Expr, values: Sequence[int | None], name: str) -> Frame:
        """Join the list by its places."""
        return picked(self, frame, index, values, name)

    def whole(self, top: nw.Expr, bottom: int | nw.Expr) -> nw.Expr:
        """By way of floating numbers, twice: the second makes up for what the first lost.

        Spark divides integers as such only in its own SQL, which columns of ours do not speak.
        """
        if not isinstance(bottom, int):
            bottom = nw.when(bottom != 0).then(bottom)
        even = top - top % bottom
        # A little less, so that no product with it is larger than what was divided.
        near = (even / bottom * _LESS).round().cast(nw.Int64)
        return near + ((even - near * bottom) / bottom).round().cast(nw.Int64)

    def numbered(self, frame: Frame, name: str, order_by: Sequence[str] = ()) -> Frame:
        """Number each partition by itself, and add how many rows stand before it.

        The rows are worked out, since Spark would number them anew each time it is asked.
        """
        from pyspark.sql import functions as f

        rows: DataFrame = frame.to_native()
        if order_by:
            rows = rows.repartitionByRange(*order_by).sortWithinPartitions(*order_by)
        placed = kept(nw.from_native(rows.withColumn("at:", f.monotonically_increasing_id())))
        rows = placed.to_native().withColumn("part:", f.shiftright("at:", PARTITION_BITS))
        counts = {row[0]: row[1] for row in rows.groupBy("part:").count().collect()}
        parts = sorted(counts)
        before = [sum(counts[each] for each in parts[:place]) for place in range(len(parts))]
        first = [
            start - (part << PARTITION_BITS) for part, start in zip(parts, before, strict=True)
        ]
        known = self.small({"part:": parts, "first:": first})
        joined = nw.from_native(rows).join(known, on="part:", how="inner")
        number = (nw.col("at:") + nw.col("first:")).alias(name)
        return joined.with_columns(number).drop(["at:", "part:", "first:"])

    def dated(self, frame: Frame, day: str, low: int | None, high: int | None) -> Frame:
        """Look at the day of each row."""
        return dated(frame, day, low, high)

    def write(self, frame: Frame, folder: Path) -> None:
        """Write a file for each partition, from the workers that hold them."""
        rows: DataFrame = frame.to_native()
        rows.write.parquet(address(folder))
