"""Facts as columns: what the ledger works on, and the way back to words, names and places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gov_comms.errors import Place, Problem
from gov_comms.model import Agency, Column

if TYPE_CHECKING:
    import polars as pl

FIRST_DAY = -719_162
"""1 January of the year 1, for rows that are valid from ever."""
LAST_DAY = 2_932_896
"""31 December 9999, for rows that are valid for ever."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Every table of an agency as coded columns.

    ``frames`` holds one frame for each table id, all columns of the table present (null where the
    source had none).  In every frame ``row`` (Int64) numbers the rows from 0.  Columns are coded:

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


def vocabulary_key(agency: Agency, table: str, column: Column) -> str:
    """The key of the vocabulary in which a column's words are coded."""
    declared = column.words is not None and column.words in agency.words
    return str(column.words) if declared else f"{table}.{column.id}"
