"""Facts as columns: what the ledger works on, and the way back to words, names and places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gov_comms.errors import Place, Problem
from gov_comms.model import Agency, Column

if TYPE_CHECKING:
    import polars as pl

FIRST_DAY = -719_162
"""1 January of the year 1, for rows that are valid from ever."""
LAST_DAY = 2_932_896
"""31 December 9999, for rows that are valid for ever."""
SOURCE = "source:"
"""In files of coded rows, the index of the row behind each, where it was read."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A table larger than memory: its coded rows in Parquet files, in the order of ``row``."""

    files: tuple[Path, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Every table of an agency as coded columns.

    ``frames`` holds one frame for each table id, all columns of the table present (null where the
    source had none); a table larger than memory is in ``stored`` instead, never in both.  In every
    frame ``row`` (Int64) numbers the rows from 0.  Columns are coded:

    ============  ===========================================================================
    id, text      String
    word          Int32, the word's place in ``vocabulary(table, column)``
    words         List(Int32), the same
    count         Int64
    number        Int64, scaled by the column's ``scale``
    numbers       List(Int64), the same
    day           Int32, days since 1970-01-01
    moment        Int64, minutes since 1970-01-01 00:00
    flag          Boolean
    work          Int64, the ``row`` of the submission
    request       Int64, the ``row`` of the request
    unit, person  Int32, the subject's place in ``subjects["unit"]`` or ``["person"]``
    units, people List(Int32), the same, in the order written
    outlet        Int32, the outlet's place in ``subjects["outlet"]``
    ============  ===========================================================================

    Fact frames are sorted by (their day, id), so that ``row`` is the order of facts.  A roster
    frame (``unit``, ``person``, ``outlet``) has a row for each dated version, ``entity`` (Int32)
    says whose, ``from`` and ``to`` are never null (`FIRST_DAY`, `LAST_DAY`) and ``to`` is the last
    day included.  Beside each column of type unit, person and outlet a fact frame has
    ``<column>@`` (Int32): the ``row`` of the version valid on the fact's day.  ``person`` rows
    have ``unit@`` as of their own first day.
    """

    frames: Mapping[str, pl.DataFrame]
    vocabularies: Mapping[str, tuple[str, ...]]
    """Words by key: the id of a declared list, or ``table.column``."""
    subjects: Mapping[str, tuple[str, ...]]
    """Ids of units, persons and outlets in roster order."""
    names: Mapping[str, tuple[str, ...]]
    """Display names in the same order."""
    place: Callable[[str, int], Place]
    """Where row number so-and-so of a table was read."""
    problems: tuple[Problem, ...] = ()
    """Warnings and notices said while reading; errors never get this far."""
    stored: Mapping[str, Stored] = field(default_factory=dict)

    def knows(self, table: str) -> bool:
        """Whether there is such a table, with rows or without."""
        return table in self.frames or table in self.stored

    def height(self, table: str) -> int:
        """How many rows a table has, none where there is no such table."""
        if table in self.stored:
            return self.stored[table].height
        return self.frames[table].height if table in self.frames else 0

    def rows(self, table: str) -> pl.LazyFrame:
        """The rows of a table, wherever they lie; to be narrowed before they are collected."""
        import polars as pl

        if table in self.stored:
            return pl.scan_parquet(list(self.stored[table].files)).drop(SOURCE)
        return self.frames[table].lazy()

    def size(self) -> int:
        """How many rows all tables have together."""
        return sum(self.height(table) for table in (*self.frames, *self.stored))

    def days(self, table: str, day: str) -> tuple[int, int] | None:
        """The first and the last day in a column of days; None where it has none."""
        if table in self.frames:
            column: Any = self.frames[table][day]
            ends = column.min(), column.max()
        else:
            import polars as pl

            column = pl.col(day)
            asked = self.rows(table).select(first=column.min(), last=column.max())
            ends = asked.collect().row(0)
        return None if ends[0] is None else ends

    def largest(self, table: str, column: str) -> int:
        """How far from zero the numbers of a column go, those of its lists included."""
        import polars as pl

        ends: tuple[Any, ...]
        if table in self.frames:
            cells = self.frames[table][column]
            cells = cells.explode() if cells.dtype == pl.List else cells
            ends = cells.min(), cells.max()
        else:
            rows = self.rows(table).select(column)
            rows = rows.explode(column) if rows.collect_schema()[column] == pl.List else rows
            ends = rows.select(low=pl.min(column), high=pl.max(column)).collect().row(0)
        return max((abs(end) for end in ends if end is not None), default=0)

    def cell(self, table: str, column: str, row: int) -> Any:
        """One coded cell."""
        if table in self.frames:
            return self.frames[table][column][row]
        return self.rows(table).select(column).slice(row, 1).collect().item()


def vocabulary_key(agency: Agency, table: str, column: Column) -> str:
    """The key of the vocabulary in which a column's words are coded."""
    declared = column.words is not None and column.words in agency.words
    return str(column.words) if declared else f"{table}.{column.id}"
