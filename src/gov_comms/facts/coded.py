"""A table coded piece by piece: its ids, what it cites, and its order, over all of its pieces.

These need the whole of a table at once, which memory may not hold, so DuckDB does them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from gov_comms.facts.build import CITED
from gov_comms.facts.columns import DTYPES
from gov_comms.facts.door import SEVERAL, Door, hinted_by, read_columns, repeated, uncited
from gov_comms.facts.findings import SAID, Bad, Raw
from gov_comms.facts.frames import SOURCE
from gov_comms.facts.heaps import Heap
from gov_comms.facts.hints import MANY as MANY_NAMES
from gov_comms.facts.hints import ends_of
from gov_comms.facts.people import Naming
from gov_comms.facts.room import Room
from gov_comms.kinds import REFERENCES
from gov_comms.language.faults import nearest
from gov_comms.messages import Message
from gov_comms.model import Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Coded:
    """A table coded piece by piece, in files of their own; cited ids are still text.

    ``columns`` has all columns in order with their types, ``filled`` those of which some row has
    a value; a piece has only those it fills.
    """

    heap: Heap
    pieces: tuple[Path, ...]
    columns: Mapping[str, pl.DataType]
    filled: frozenset[str]

    @property
    def rows(self) -> str:
        """All rows, as SQL reads them."""
        files = ", ".join(_text(str(each)) for each in self.pieces)
        return f"read_parquet([{files}], union_by_name = true)"


def check_ids(door: Door, connection: DuckDBPyConnection, table: Coded) -> None:
    """Ids stand once in all pieces."""
    if "id" not in table.filled:
        return
    twice = f"""
        SELECT id, min("{SOURCE}") AS first FROM {table.rows}
        WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1
    """
    found = f"""
        FROM {table.rows} AS each JOIN ({twice}) AS twice ON each.id = twice.id
        WHERE each."{SOURCE}" > twice.first
    """
    count = connection.execute(f"SELECT count(*) {found}").fetchall()[0][0]
    if not count:
        return
    query = f'SELECT each."{SOURCE}", each.id, twice.first {found} ORDER BY 1 LIMIT {SAID}'
    said = [
        (source, repeated(name, table.heap.spot(first, "")[0]))
        for source, name, first in connection.execute(query).fetchall()
    ]
    _note(door, table, "id", Bad(tuple(said), count))


def check_cited(
    door: Door, connection: DuckDBPyConnection, table: Coded, tables: Mapping[str, Coded]
) -> None:
    """Works and requests that are cited are there."""
    for column in _citing(table):
        cited = tables[REFERENCES[column.type]]
        found = f'FROM {table.rows} AS each WHERE each."{column.id}" IS NOT NULL'
        if "id" in cited.filled:
            ids = f'SELECT 1 FROM {cited.rows} AS known WHERE known.id = each."{column.id}"'
            found += f" AND NOT EXISTS ({ids})"
        count = connection.execute(f"SELECT count(*) {found}").fetchall()[0][0]
        if not count:
            continue
        query = f'SELECT each."{SOURCE}", each."{column.id}" {found} ORDER BY 1 LIMIT {SAID}'
        rows = connection.execute(query).fetchall()
        bad = Bad(tuple((source, uncited(column.type, text)) for source, text in rows), count)
        near = partial(_near, connection, cited)
        _note(door, table, column.id, hinted_by(door, table.heap.table, column, bad, near))


def _note(door: Door, table: Coded, column: str, bad: Bad) -> None:
    nothing: dict[str, pl.Series] = {}
    door.findings.cells(Raw(table.heap.table, nothing, 0, table.heap.spot), column, bad)


def _citing(table: Coded) -> list[Column]:
    """The columns that cite works or requests by id, where some row does."""
    return [
        column
        for column in read_columns(table.heap.table)
        if column.type in CITED and column.id in table.filled
    ]


def cites_nothing(table: Coded, tables: Mapping[str, Coded]) -> bool:
    """Whether a table cites works or requests where there are none."""
    return any("id" not in tables[REFERENCES[column.type]].filled for column in _citing(table))


def _near(connection: DuckDBPyConnection, cited: Coded, name: str) -> Message | None:
    """The hint for an id that is not there; the ids are looked at in the order of facts."""
    if "id" not in cited.filled:
        return None
    ids = f"FROM {cited.rows} AS each WHERE id IS NOT NULL"
    count = connection.execute(f"SELECT count(*) {ids}").fetchall()[0][0]
    if count > MANY_NAMES:
        head, tail = (_text(end) for end in ends_of(name))
        ids += f"""
            AND abs(length(id) - {len(name)}) <= 1
            AND (starts_with(id, {head}) OR ends_with(id, {tail}))
        """
    query = f"SELECT id {ids} {_ordered(cited)} LIMIT {MANY_NAMES}"
    return nearest(name, (found for (found,) in connection.execute(query).fetchall()))


def is_lost(connection: DuckDBPyConnection, table: Coded, file: Path) -> bool:
    """Whether some cited id led to no row."""
    counted = ", ".join(f'count("{column.id}")' for column in _citing(table))
    if not counted:
        return False
    given, met = (
        connection.execute(f"SELECT {counted} FROM {rows}").fetchall()
        for rows in (table.rows, f"read_parquet({_text(str(file))})")
    )
    return given != met


def put_in_order(
    connection: DuckDBPyConnection, name: str, tables: Mapping[str, Coded], room: Room
) -> Path:
    """A table in the order of (day, id), numbered, with the works and requests that it cites."""
    table = tables[name]
    joins, chosen = [], []
    for filled in (each for each in table.columns if each in table.filled):
        chosen.append(f'each."{filled}"')
    for number, column in enumerate(_citing(table)):
        keys = _keys(connection, tables[REFERENCES[column.type]], room)
        joins.append(f'LEFT JOIN {keys} AS k{number} ON each."{column.id}" = k{number}.id')
        chosen[chosen.index(f'each."{column.id}"')] = f'k{number}.row AS "{column.id}"'
    ordered = f"""
        SELECT {", ".join([*chosen, f'each."{SOURCE}"'])} FROM {table.rows} AS each
        {" ".join(joins)} {_ordered(table)}
    """
    outer = [
        f'"{column}"' if column in table.filled else f'CAST(NULL AS {_sql(dtype)}) AS "{column}"'
        for column, dtype in _types(table).items()
    ]
    file = room.folder / f"{name}.parquet"
    connection.execute(f"""
        COPY (SELECT row_number() OVER () - 1 AS row, {", ".join(outer)}, "{SOURCE}"
              FROM ({ordered})) TO {_text(str(file))} (FORMAT parquet)
    """)
    return file


def _keys(connection: DuckDBPyConnection, cited: Coded, room: Room) -> str:
    """The ids of a table that is cited, each with its row; written once."""
    file = room.folder / f"{cited.heap.table.id}-ids.parquet"
    if not file.exists():
        ids = f"SELECT each.id FROM {cited.rows} AS each {_ordered(cited)}"
        connection.execute(f"""
            COPY (SELECT id, row_number() OVER () - 1 AS row FROM ({ids}))
            TO {_text(str(file))} (FORMAT parquet)
        """)
    return f"read_parquet({_text(str(file))})"


def _ordered(table: Coded) -> str:
    """The order of facts, as SQL says it."""
    names = [name for name in (table.heap.table.day, "id") if name in table.filled]
    keys = ", ".join(f'each."{name}" NULLS LAST' for name in names)
    return f"ORDER BY {keys}" if keys else ""


def _types(table: Coded) -> dict[str, Any]:
    """The columns of a table and their types, once what is cited is known by its row."""
    about = {column.id: column for column in read_columns(table.heap.table)}
    return {
        name: DTYPES[about[name].type] if name in about and about[name].type in CITED else dtype
        for name, dtype in table.columns.items()
    }


def first_namings(
    connection: DuckDBPyConnection, tables: Mapping[str, Coded], files: Mapping[str, Path]
) -> Iterator[Naming]:
    """For everybody whom a table names the first row that names a unit, too."""
    for name, table in tables.items():
        about = table.heap.table
        source = f"read_parquet({_text(str(files[name]))}) AS each"
        if "unit" in table.columns:
            unit = "each.unit"
        elif "work" in table.filled:
            works = f"read_parquet({_text(str(files['submission']))}) AS works"
            source, unit = f"{source} JOIN {works} ON works.row = each.work", "works.unit"
        else:
            continue
        day = f'each."{about.day}"' if about.day else "0"
        for column in read_columns(about):
            if REFERENCES.get(column.type) != "person" or column.id not in table.filled:
                continue
            who = f'each."{column.id}"'
            who = f"unnest({who})" if column.type in SEVERAL else who
            rows = f"SELECT {who} AS who, {unit} AS unit, {day} AS day, each.row FROM {source}"
            found = connection.execute(f"""
                SELECT who, arg_min(unit, row) AS unit, arg_min(day, row) AS day, min(row) AS row
                FROM ({rows}) WHERE who IS NOT NULL AND unit IS NOT NULL AND day IS NOT NULL
                GROUP BY who
            """).fetchall()
            schema = dict.fromkeys(("who", "unit", "day", "row"), pl.Int64)
            first = pl.DataFrame(found, schema, orient="row")
            yield Naming(about.number, first, several=False)


def _text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


_SQL: dict[Any, str] = {
    pl.String: "VARCHAR",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
    pl.Boolean: "BOOLEAN",
    pl.List(pl.Int32): "INTEGER[]",
    pl.List(pl.Int64): "BIGINT[]",
}


def _sql(dtype: Any) -> str:
    return _SQL[dtype]
