"""Names that facts use and nobody listed: people when no list exists, outlets that pay nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from gov_comms.errors import Place
from gov_comms.facts.cells import split_list
from gov_comms.facts.columns import SMALL
from gov_comms.facts.findings import Raw
from gov_comms.facts.rosters import spelling
from gov_comms.kinds import REFERENCES
from gov_comms.model import Column, ColumnType, Table

SEVERAL = (ColumnType.UNITS, ColumnType.PEOPLE)


def names_used(raws: Iterable[Raw], kind: str) -> dict[str, Place]:
    """The names of a kind that tables use, sorted, and a place where each stands first."""
    found: dict[str, Place] = {}
    for raw in raws:
        for column in raw.table.columns:
            series = raw.columns.get(column.id)
            if series is None or REFERENCES.get(column.type) != kind:
                continue
            for text, row in _first_rows(series):
                for name in split_list(text) if column.type in SEVERAL else (text,):
                    key = spelling(kind, name)
                    if key not in found:
                        found[key] = raw.spot(row, column.id)[0]
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Naming:
    """Rows of a table that name people: ``who`` (several: a list), ``unit``, ``day`` and ``row``.

    Any of them may be null; ``number`` is the table's.
    """

    number: int
    rows: pl.DataFrame
    several: bool


def homes(namings: Iterable[Naming], people: int) -> list[int | None]:
    """For each person the unit of the first row, by day, table and id, that names both."""
    first: dict[int, tuple[int, int, int, int]] = {}
    for naming in namings:
        for names, unit, day, row in naming.rows.iter_rows():
            if names is None or unit is None or day is None:
                continue
            for who in names if naming.several else (names,):
                key = (day, naming.number, row, unit)
                if who not in first or key < first[who]:
                    first[who] = key
    return [first[who][3] if who in first else None for who in range(people)]


def namings(frames: Mapping[str, pl.DataFrame], tables: Mapping[str, Table]) -> Iterator[Naming]:
    """The rows that name people; of large tables the first for each person."""
    for frame, table, column in _person_columns(frames, tables):
        several = column.type in SEVERAL
        rows = _with_unit(frame, frames, table, column)
        if len(rows) > SMALL:
            rows = (rows.explode("who") if several else rows).drop_nulls()
            rows, several = rows.unique("who", keep="first", maintain_order=True), False
        yield Naming(table.number, rows, several)


def _person_columns(
    frames: Mapping[str, pl.DataFrame], tables: Mapping[str, Table]
) -> Iterable[tuple[pl.DataFrame, Table, Column]]:
    for name, frame in frames.items():
        for column in tables[name].columns:
            if REFERENCES.get(column.type) == "person" and not column.computed and len(frame):
                yield frame, tables[name], column


def _with_unit(
    frame: pl.DataFrame, frames: Mapping[str, pl.DataFrame], table: Table, column: Column
) -> pl.DataFrame:
    """Person, unit, day and number of each row; the unit may be that of the row's work."""
    if "unit" in frame.columns:
        unit = frame["unit"]
    elif "work" in frame.columns:
        unit = frames["submission"]["unit"].gather(frame["work"])
    else:
        return pl.DataFrame()
    who = frame[column.id]
    day = frame[table.day] if table.day else frame["row"].cast(pl.Int32) * 0
    return pl.DataFrame({"who": who, "unit": unit, "day": day, "row": frame["row"]})


def _first_rows(series: pl.Series) -> list[tuple[str, int]]:
    """Each text of a column with the first row in which it stands."""
    if len(series) <= SMALL:
        first: dict[str, int] = {}
        for row, text in enumerate(series.to_list()):
            if text is not None:
                first.setdefault(text, row)
        return list(first.items())
    numbered = series.to_frame("text").with_row_index("row").drop_nulls()
    found = numbered.unique("text", keep="first", maintain_order=True)
    return found.select("text", "row").rows()
