"""A desk on which commands are tried out: a record in memory, people of a case, moments it names.

What a case does here is what people do: the same commands, on the same journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from gov_comms.config import Opened
from gov_comms.facts.cells import cell_text
from gov_comms.kinds import ROSTERS
from gov_comms.model import Cell, ColumnType, Row, Table
from gov_comms.record import Act, Actor, Change, Stamp
from gov_comms.record.memory import Memory, written
from gov_comms.review.desk import Desk
from gov_comms.review.people import for_another, may_write

Command = Callable[..., Act | Sequence[Act]]
_ROSTERS = tuple(roster.id for roster in ROSTERS)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """An office whose record is in memory, as far as things have come."""

    opened: Opened
    memory: Memory


def rehearse(opened: Opened, rows: Mapping[str, Sequence[Row]], at: datetime) -> Rehearsal:
    """An office that begins with some rows; ``at`` is a moment of its own clock."""
    empty = Rehearsal(opened, Memory())
    changes = tuple(
        _put(opened.agency.tables[table], row) for table, each in rows.items() for row in each
    )
    return _entered(empty, desk_of(empty, "", at), [Act("imported", "rows", changes)])


def desk_of(office: Rehearsal, person: str, at: datetime, acting_for: str = "") -> Desk:
    """The desk of a person at a moment of the office's own clock.

    Raises `Refused` where he acts for another without a delegation.
    """
    now = at.replace(tzinfo=ZoneInfo(office.opened.agency.timezone))
    actor = Actor(f"rehearsal:{person}", person)
    actor = for_another(office.memory, office.opened.agency, actor, acting_for, at.date())
    return Desk(office.memory, office.opened, "rehearsal", actor, now)


def carried_out(office: Rehearsal, desk: Desk, command: Command, /, **said: Any) -> Rehearsal:
    """The office after a command; raises `Refused` where the command does."""
    may_write(desk)
    acts = command(desk, **said)
    return _entered(office, desk, [acts] if isinstance(acts, Act) else acts)


def _entered(office: Rehearsal, desk: Desk, acts: Iterable[Act]) -> Rehearsal:
    stamp = Stamp(desk.now, desk.actor, desk.config, office.opened.plugins.versions)
    return replace(office, memory=written(office.memory, tuple(acts), stamp))


def _put(table: Table, row: Row) -> Change:
    """The change that puts a row as an import would; a roster's rows are dated."""
    texts = {name: _text(table, name, cell) for name, cell in row.cells.items()}
    cells = {name: text for name, text in texts.items() if text}
    row_id = cells.get("id", "")
    if table.id in _ROSTERS:
        row_id = f"{row_id}@{cells.get('from', '')}"
    works = (c.id for c in table.columns if c.type is ColumnType.WORK and c.id in cells)
    return Change(table.id, row_id, cells, about=cells.get(next(works, ""), ""))


def _text(table: Table, name: str, cell: Cell) -> str | None:
    """A cell as a text file would hold it; midnight is a time of day among moments."""
    column = table.column(name)
    if isinstance(cell, datetime) and column is not None and column.type is ColumnType.MOMENT:
        return cell.isoformat(" ", "minutes")
    return cell_text(cell)
