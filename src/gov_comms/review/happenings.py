"""Facts entered one by one: endorsements, incidents, metrics, and rows of the agency's own tables.

A fact that is entered may be added to later, as more of it becomes known; its number stays.
"""

from __future__ import annotations

from collections.abc import Mapping

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.entering import checked_cells
from gov_comms.kinds import ROSTERS
from gov_comms.language.faults import near_or_listed, nearest
from gov_comms.messages import msg
from gov_comms.model import Cell, ColumnType, Table
from gov_comms.record import Act, Change
from gov_comms.review.desk import Desk
from gov_comms.review.numbers import next_number
from gov_comms.review.people import acting_person, need, refusal
from gov_comms.review.starting import on_its_way, refuse_under_way

LETTERS: Mapping[str, str] = {
    "submission": "S",
    "adoption": "A",
    "endorsement": "E",
    "request": "R",
    "incident": "I",
    "metric": "M",
    "ruling": "J",
}
"""The letters of running numbers; facts of an agency's own tables have F."""
_ELSEWHERE = (*(each.id for each in ROSTERS), "submission", "adoption", "request", "ruling")
"""Tables whose rows come into the record by commands of their own, or with the rosters."""


def endorse(desk: Desk, cells: Mapping[str, Cell]) -> Act:
    """Enter a leader's remark on a work; raises `Refused` with all that is wrong."""
    need(desk, "register")
    return enter(desk, "endorsement", cells)


def happen(desk: Desk, cells: Mapping[str, Cell], number: str = "") -> Act:
    """Enter an incident, or add to one what became known since."""
    need(desk, "register")
    return enter(desk, "incident", cells, number)


def count(desk: Desk, cells: Mapping[str, Cell]) -> Act:
    """Enter a metric: something counted on a day."""
    need(desk, "register")
    return enter(desk, "metric", cells)


def register(desk: Desk, table: str, cells: Mapping[str, Cell], number: str = "") -> Act:
    """Enter a row of one of the agency's own tables, or add to one.

    ``table`` is its id, its plural or its name.
    """
    need(desk, "register")
    tables = [each for each in desk.agency.tables.values() if each.id not in _ELSEWHERE]
    for each in tables:
        if table in (each.id, each.plural, each.name.zh, each.name.en):
            return enter(desk, each.id, cells, number)
    what = msg("no table of facts entered by hand is called {name}", name=table)
    raise refusal("unknown-table", what, nearest(table, [each.name.zh for each in tables]))


def enter(
    desk: Desk, table: str, cells: Mapping[str, Cell], number: str = "", *, reason: str = ""
) -> Act:
    """The act that enters a fact, or adds cells to the one of that number.

    A unit that is not said is the actor's own, a day that is not said is today.  Raises `Refused`
    with everything that is wrong, by option.
    """
    noun = desk.agency.tables[table]
    said = by_column(noun, cells)
    taken: tuple[Change, ...] = ()
    if number:
        refuse_under_way(desk, number)
        said = {**_standing(desk, noun, number), **said}
        kind = f"{table}-added-to"
    else:
        said = {**_known(desk, noun, said), **said}
        number, change = next_number(desk, LETTERS.get(table, "F"))
        taken, kind = (change,), f"{table}-entered"
    checked = checked_cells(desk.agency, desk.view, table, {**said, "id": number})
    put = Change(table, number, checked, about=about_of(noun, checked))
    changes = on_its_way(desk, put) if taken else (put,)
    told = msg("{table} {number} is entered", table=noun.name.said, number=number)
    return Act(kind, number, (*changes, *taken), reason, told=(told,))


def _standing(desk: Desk, table: Table, number: str) -> dict[str, Cell]:
    """The cells of the fact of that number."""
    held = desk.view.row(table.id, number)
    if held is None:
        what = msg("{table} has no {number}", table=table.name.said, number=number)
        raise refusal(
            "unknown-fact", what, nearest(number, [row.id for row in desk.view.rows(table.id)])
        )
    return {name: str(cell) for name, cell in held.cells.items() if cell is not None}


def _known(desk: Desk, table: Table, said: Mapping[str, Cell]) -> dict[str, Cell]:
    """What nobody needs to be asked: the day it is, and the actor's own unit."""
    known: dict[str, Cell] = {}
    if table.day is not None and table.column(table.day) is not None:
        known[table.day] = desk.today
    unit = table.column("unit")
    if unit is not None and (unit.required or not said.get("person")):
        known["unit"] = acting_person(desk).unit
    return known


def by_column(table: Table, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Cells by column id; columns may be called by their names, too."""
    found: dict[str, Cell] = {}
    problems = []
    for name, cell in cells.items():
        for column in table.columns:
            if name in (column.id, column.name.zh, column.name.en, *column.aliases):
                found |= {column.id: cell} if cell not in (None, "") else {}
                break
        else:
            what = msg("the table {table} has no such column", table=table.name.said)
            columns = [column for column in table.columns if not column.computed]
            hint = near_or_listed(
                name,
                [each for column in columns for each in (column.id, column.name.zh)],
                [column.name.zh for column in columns],
            )
            problems.append(Problem("unknown-column", Place(), what, name, hint))
    if problems:
        raise Refused(problems)
    return found


def about_of(table: Table, cells: Mapping[str, str]) -> str:
    """The work that a fact is about, if it names one."""
    works = (column.id for column in table.columns if column.type is ColumnType.WORK)
    return next((cells[name] for name in works if name in cells), "")
