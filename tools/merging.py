"""The cases of an agency merged into a few sets of facts, so that one run witnesses many cases."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gov_comms.facts.cells import split_list
from gov_comms.kinds import REFERENCES
from gov_comms.model import Agency, Case, Cell, Column, ColumnType, Row, Table

SHARED = "outlet"
"""The roster whose names regulations know, so that all cases have it in common."""
SUBJECTS = ("unit", "person")


@dataclass(frozen=True, slots=True)
class Merged:
    """Cases that are scored together; ``rows`` are theirs by table, under names of their own."""

    period: str
    titles: tuple[str, ...]
    rows: Mapping[str, tuple[Row, ...]]

    def shuffled(self, seed: str) -> Merged:
        """The same with facts in another order; that of rosters is the order of results."""
        chance = random.Random(seed)
        rows = {
            table: each if table in (*SUBJECTS, SHARED) else tuple(chance.sample(each, len(each)))
            for table, each in self.rows.items()
        }
        return replace(self, rows=rows)


def alone(case: Case) -> Merged:
    """A case by itself."""
    return Merged(case.period, (case.title,), case.rows)


def merged(agency: Agency, cases: Iterable[Case]) -> tuple[Merged, ...]:
    """The cases in as few sets as there are periods, lists of outlets and ways to list people.

    Every case but the first of a set brings its units, its people and its facts under names of its
    own, so that none clash and nothing of one case counts for another.
    """
    groups: dict[object, list[Case]] = {}
    for case in cases:
        outlets = repr([row.cells for row in case.rows.get(SHARED, ())])
        enrolled = not _listed(agency, case, "person")
        groups.setdefault((case.period, outlets, enrolled), []).append(case)
    return tuple(_together(agency, group) for group in groups.values())


def _together(agency: Agency, cases: Sequence[Case]) -> Merged:
    rows: dict[str, list[Row]] = {}
    for number, case in enumerate(cases):
        for name, each in _rows_of(agency, case, number):
            rows.setdefault(name, []).extend(each)
    titles = tuple(case.title for case in cases)
    return Merged(cases[0].period, titles, {name: tuple(each) for name, each in rows.items()})


def _rows_of(agency: Agency, case: Case, number: int) -> Iterator[tuple[str, Sequence[Row]]]:
    """The tables of a case with those of its agency's rosters that it does not bring itself."""
    prefix = f"{number}-" if number else ""
    for name, table in agency.tables.items():
        listed = _listed(agency, case, name)
        if name != SHARED:
            yield name, [_renamed(table, row, prefix) for row in listed]
        elif not number:
            yield name, listed


def _listed(agency: Agency, case: Case, table: str) -> Sequence[Row]:
    return case.rows.get(table) or agency.rosters.get(table, ())


def _renamed(table: Table, row: Row, prefix: str) -> Row:
    cells = {
        name: _cell(cell, prefix) if _names_something(table, table.column(name)) else cell
        for name, cell in row.cells.items()
    }
    return replace(row, cells=cells)


def _names_something(table: Table, column: Column | None) -> bool:
    """Whether a column holds ids, of its own rows or of others that are not shared."""
    if column is None:
        return False
    cited = table.id == "ruling" and column.id == "fact"
    if cited or column.type is ColumnType.ID:
        return True
    return REFERENCES.get(column.type, SHARED) != SHARED


def _cell(cell: Cell, prefix: str) -> Cell:
    if cell is None or cell == "":
        return cell
    parts = cell if isinstance(cell, tuple) else split_list(str(cell))
    return tuple(f"{prefix}{part}" for part in parts)
