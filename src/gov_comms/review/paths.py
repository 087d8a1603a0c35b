"""The way of a piece: the first chain that takes its row, and the steps of it that are for it.

Conditions are those of the ledger, held against a few rows of the record and what they cite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import narwhals as nw

from gov_comms.config.dated import dated_derives
from gov_comms.errors import Place
from gov_comms.facts import facts_from_rows
from gov_comms.facts.recorded import CITING, counting
from gov_comms.kinds import REFERENCES, ROSTERS
from gov_comms.language.condition import Condition
from gov_comms.language.names import NameAmbiguous, NameUnknown, resolve
from gov_comms.language.reading import names_read
from gov_comms.language.step import Deadline, Derive
from gov_comms.language.value import columns_of
from gov_comms.ledger.engine import PolarsEngine
from gov_comms.ledger.scope import Scope, seen
from gov_comms.ledger.tables import Tables, attach, open_tables
from gov_comms.ledger.values import narrowed
from gov_comms.model import Agency, ColumnType, Row
from gov_comms.procedure import Chain, ChainStep
from gov_comms.record import Cells, View
from gov_comms.review.desk import Desk
from gov_comms.review.items import Due, due_from
from gov_comms.review.pieces import Stop
from gov_comms.timeline import Period, from_minutes, from_number


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of one table, with all that conditions on them read."""

    tables: Tables
    table: str
    ids: tuple[str, ...]
    year: Period
    """The year in which they are looked at."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way of a row: its chain, and the stops of it that are for this row."""

    chain: Chain
    path: tuple[Stop, ...]


def way_of(desk: Desk, table: str, row_id: str, cells: Cells, called: str = "") -> Way | None:
    """The way that a row takes by the rules in force; None where no chain takes it.

    ``called`` names the chain of a form of release.  Raises `Refused` if the row does not fit its
    table.
    """
    chains = _chains(desk.agency, table, called)
    if not chains:
        return None
    parts = (*chains, *(step for chain in chains for step in chain.steps))
    rows = rows_with(desk, table, {row_id: cells}, names_in(parts))
    chain = next((each for each in chains if holding(rows, each.when)), None)
    if chain is None:
        return None
    steps = [step for step in chain.steps if holding(rows, step.when)]
    return Way(chain, tuple(_stop(desk.agency, rows, row_id, step) for step in steps))


def _chains(agency: Agency, table: str, called: str) -> tuple[Chain, ...]:
    """The chains that may take a row: the one that is called, or all that are nobody's own."""
    chains = [chain for chain in agency.procedure.chains if chain.on == table]
    if called:
        return tuple(chain for chain in chains if chain.id == called)
    return tuple(chain for chain in chains if not chain.called)


def _stop(agency: Agency, rows: Rows, row_id: str, step: ChainStep) -> Stop:
    return Stop(
        step.role,
        step.action,
        step.body,
        step.people,
        step.checklist,
        step.fills,
        step.deadline,
        due_on(agency, rows, row_id, step.deadline),
    )


def due_on(agency: Agency, rows: Rows, row_id: str, deadline: Deadline | None) -> Due:
    """By when something is due that a deadline counts from a column of a row."""
    if deadline is None:
        return Due()
    return due_from(agency.calendar, deadline, times(rows, deadline.of).get(row_id))


# -- conditions on a few rows ----------------------------------------------------------------


def rows_with(desk: Desk, table: str, cells: Mapping[str, Cells], names: Iterable[str]) -> Rows:
    """Rows by id, ready for conditions that read ``names``; raises `Refused` if one is wrong.

    What the rows cite comes along, and of tables to which they are related all that counts.
    """
    agency = desk.agency
    derives = dated_derives(agency)
    found: dict[str, dict[str, Cells]] = {table: dict(cells)}
    for related in _related(agency, derives, table, names):
        rows = {row.id: row.cells for row in desk.view.rows(related, state="")}
        found[related] = {**rows, **found.get(related, {})}
    _add_cited(agency, desk.view, found)
    given = {
        name: [_row(row_id, held) for row_id, held in each.items()] for name, each in found.items()
    }
    for roster in ROSTERS:
        given[roster.id] = [_row(row.id, row.cells) for row in counting(desk.view, roster.id)]
    facts = facts_from_rows(agency, given)
    year = agency.calendar.year_of(desk.today)
    opened = open_tables(agency, facts, derives, PolarsEngine())
    return Rows(opened, table, tuple(cells), year)


def holding(rows: Rows, condition: Condition | None) -> tuple[str, ...]:
    """The ids of those rows for which a condition holds."""
    if condition is None:
        return rows.ids
    frame, about = _attached(rows, columns_of(condition))
    scope = Scope(frame, about, rows.tables.words, rows.tables.engine)
    kept = set(narrowed(scope, condition).frame.collect()["id"].to_list())
    return tuple(each for each in rows.ids if each in kept)


def times(rows: Rows, column: str) -> dict[str, date | datetime | None]:
    """The day or moment that each row has in a column."""
    frame, about = _attached(rows, [column])
    is_moment = about[column].type is ColumnType.MOMENT
    told = frame.select("id", seen(column)).collect().iter_rows()
    return {row_id: _time(number, is_moment) for row_id, number in told}


def names_in(parts: Iterable[Any]) -> list[str]:
    """The columns that conditions and deadlines of an office's procedure read."""
    found: list[str] = []
    for part in parts:
        if part.when is not None:
            found += columns_of(part.when)
        deadline = getattr(part, "deadline", None)
        found += [deadline.of] if deadline is not None else []
    return found


def _attached(rows: Rows, names: Iterable[str]) -> tuple[Any, Any]:
    """The rows as a frame with the named columns, and what is known of these."""
    frame = rows.tables.frames[rows.table]
    frame = frame.filter(nw.col("id").is_in(list(rows.ids)))
    return attach(rows.tables, rows.table, frame, names, lambda _, every: every, rows.year)


def _time(number: int | None, is_moment: bool) -> date | datetime | None:
    if number is None:
        return None
    return from_minutes(number) if is_moment else from_number(number)


def _row(row_id: str, cells: Cells) -> Row:
    texts = {name: str(cell) for name, cell in cells.items() if cell is not None}
    return Row({"id": row_id, **texts}, Place(heading=row_id))


def _add_cited(agency: Agency, view: View, found: dict[str, dict[str, Cells]]) -> None:
    """Add the works and requests that rows cite, and those that these cite."""
    left = [(table, cells) for table, each in found.items() for cells in each.values()]
    while left:
        table, cells = left.pop()
        for column in agency.tables[table].columns:
            cited = cells.get(column.id)
            if column.type not in CITING or column.computed or not isinstance(cited, str):
                continue
            other = REFERENCES[column.type]
            held = view.row(other, cited)
            if held is not None and cited not in found.setdefault(other, {}):
                found[other][cited] = held.cells
                left.append((other, held.cells))


def _related(
    agency: Agency, derives: Iterable[Derive], table: str, names: Iterable[str]
) -> Iterator[str]:
    """The tables whose rows decide about columns that are derived from related facts."""
    by_name = {(derive.on, derive.name): derive for derive in derives}
    left, met = [(table, name) for name in names], set()
    while left:
        on, name = left.pop()
        try:
            way = resolve(agency.tables, on, name)
        except (NameUnknown, NameAmbiguous):
            continue  # the condition is meant for rows of another table
        derive = by_name.get((way.table, way.column.id))
        if derive is None or (way.table, way.column.id) in met:
            continue
        met.add((way.table, way.column.id))
        left += [(way.table, each) for each in names_read(derive)]
        if derive.related is not None:
            yield derive.related.of
            where = derive.related.where
            left += [(derive.related.of, each) for each in columns_of(where)] if where else []
