"""Which column a name means: a table's own, or one of what its rows refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gov_comms.kinds import REFERENCES
from gov_comms.model import Column, ColumnType, Table

ONE = (ColumnType.UNIT, ColumnType.PERSON, ColumnType.WORK, ColumnType.OUTLET, ColumnType.REQUEST)
"""The types that refer to exactly one row, so that its columns can be read through them."""
DEPTH = 3


@dataclass(frozen=True, slots=True)
class Path:
    """A column reached through references: ``hops`` are the referring columns on the way."""

    hops: tuple[str, ...]
    column: Column
    table: str
    """The table that holds the column."""

    @property
    def name(self) -> str:
        """The path in full, such as ``work.unit.class``."""
        return ".".join((*self.hops, self.column.id))


class NameUnknown(Exception):
    """A name means no column; ``known`` are the names that would."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known = name, known
        super().__init__(name)


class NameAmbiguous(Exception):
    """A name means several columns; ``paths`` are the ways to say which."""

    def __init__(self, name: str, paths: tuple[str, ...]) -> None:
        self.name, self.paths = name, paths
        super().__init__(name)


def last_name(name: str) -> str:
    """The column's own name, without the way to it."""
    return name.rpartition(".")[2]


def resolve(tables: Mapping[str, Table], table: str, name: str) -> Path:
    """The column that ``name`` means for rows of ``table``.

    A table's own column wins; else the nearest column reached through references; else, if two
    lie equally near, `NameAmbiguous`.  A dotted name says the way: ``work.kind``.
    """
    *hops, last = name.split(".")
    start = tables[table]
    for hop in hops:
        column = start.column(hop)
        if column is None or column.type not in ONE:
            raise NameUnknown(name, known(tables, table))
        start = tables[REFERENCES[column.type]]
    ways = [(tuple(hops), start)]
    for _ in range(DEPTH):
        found = [
            Path(way, column, each.id)
            for way, each in ways
            if (column := each.column(last)) is not None
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise NameAmbiguous(name, tuple(path.name for path in found))
        if hops:
            break
        ways = list(_one_further(tables, ways))
    raise NameUnknown(name, known(tables, table))


def ways_ending_in(tables: Mapping[str, Table], table: str, name: str) -> tuple[str, ...]:
    """The full ways from rows of ``table`` that end in a dotted ``name``, the shortest ones."""
    ways: list[tuple[tuple[str, ...], Table]] = [((), tables[table])]
    for _ in range(DEPTH):
        found = [".".join((*way, name)) for way, each in ways if _leads(tables, each.id, name)]
        if found:
            return tuple(found)
        ways = list(_one_further(tables, ways))
    return ()


def _leads(tables: Mapping[str, Table], table: str, name: str) -> bool:
    try:
        resolve(tables, table, name)
    except NameUnknown:
        return False
    return True


def _one_further(
    tables: Mapping[str, Table], ways: Iterable[tuple[tuple[str, ...], Table]]
) -> Iterator[tuple[tuple[str, ...], Table]]:
    """What the rows at the end of each way refer to."""
    for way, each in ways:
        for column in each.columns:
            if column.type in ONE and REFERENCES[column.type] in tables:
                yield (*way, column.id), tables[REFERENCES[column.type]]


def known(tables: Mapping[str, Table], table: str) -> tuple[str, ...]:
    """The names that can be said for rows of ``table``: its own and one reference away."""
    names = [column.id for column in tables[table].columns]
    for column in tables[table].columns:
        if column.type in ONE:
            names += [f"{column.id}.{each.id}" for each in tables[REFERENCES[column.type]].columns]
            names += [each.id for each in tables[REFERENCES[column.type]].columns]
    return tuple(dict.fromkeys(names))
