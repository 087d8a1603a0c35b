"""Bringing a workbook, a file or a folder of tables into the record, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.arriving import Arrival, arriving
from gov_comms.facts.door import ROSTERS
from gov_comms.facts.sheets import files_of
from gov_comms.messages import Message, msg
from gov_comms.model import Agency
from gov_comms.record import Act, Change, Held, Upload, View
from gov_comms.record.journal import digest_of
from gov_comms.review.ahead import ahead
from gov_comms.review.desk import Desk
from gov_comms.review.happenings import about_of
from gov_comms.review.numbers import taken
from gov_comms.review.people import need, person_of, roster
from gov_comms.review.proof import states_of
from gov_comms.review.separation import refuse_united

SHOWN = 12
"""How many ids of a table a preview names."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring: new rows, and rows of rosters that it changes.

    ``same`` counts the rows that stand in the record already; ``waiting`` are the adoptions that
    will not count before they are proved.
    """

    new: tuple[Arrival, ...]
    changed: tuple[Arrival, ...]
    same: int
    waiting: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> tuple[Arrival, ...]:
        """The rows that will be written."""
        return (*self.new, *self.changed)


def preview(desk: Desk, path: Path) -> Preview:
    """What a file would bring into the record.

    Raises `Refused` with every row that is wrong, and every fact that the record has otherwise.
    """
    arrived = arriving(desk.agency, desk.opened.plugins.importers, desk.view, path)
    tables = {row.table for row in arrived.rows}
    if "person" in tables:
        need(desk, "security")  # the roster says who may do what
    if tables != {"person"}:
        need(desk, "register")
    held = {
        (table, row.id): row
        for table in dict.fromkeys(row.table for row in arrived.rows)
        for row in desk.view.rows(table)
    }
    new, changed, problems = [], [], []
    for row in arrived.rows:
        known = held.get((row.table, row.id))
        if known is None:
            new.append(row)
        elif dict(known.cells) == row.cells:
            continue
        elif row.table in ROSTERS:
            changed.append(row)
        else:
            problems.append(_otherwise(row, known))
    if problems:
        raise Refused((*problems, *arrived.problems))
    same = len(arrived.rows) - len(new) - len(changed)
    rows = (*new, *changed)
    will_stand = ahead(desk.view, (_change(desk.agency, row) for row in rows))
    if any(row.table == "person" for row in rows):
        refuse_united(desk.agency, roster(will_stand, desk.agency))
        _refuse_locking_out(desk, will_stand, path)
    adoptions = {row.id: row.cells for row in new if row.table == "adoption"}
    states = states_of(replace(desk, view=will_stand), adoptions)
    waiting = {name: state for name, state in states.items() if state}
    return Preview(tuple(new), tuple(changed), same, waiting, arrived.problems)


def bring_in(desk: Desk, path: Path) -> tuple[Act, ...]:
    """Bring all rows of a file into the record, each as an entry, and keep the file itself.

    Raises `Refused` like `preview`.
    """
    found = preview(desk, path)
    if not found.rows:
        what = msg("everything in it stands in the record already")
        raise Refused([Problem("nothing-new", Place(str(path)), what)])
    contents = [each.read_bytes() for each in files_of(desk.opened.plugins.importers, path)]
    uploads = tuple(Upload(digest_of(content), content) for content in contents)
    told = (*summary(desk.agency, found), msg("written: {count} rows", count=len(found.rows)))
    numbers = taken(desk.view, (row.id for row in found.rows))
    received = Act("file-received", path.name, numbers, "", uploads, told=told)
    acts = (
        Act("imported", row.id, (_change(desk.agency, row, found.waiting),), path.name)
        for row in found.rows
    )
    return (received, *acts)


def summary(agency: Agency, found: Preview) -> tuple[Message, ...]:
    """The preview in words: for each table how many rows, and their ids."""
    told: list[Message] = []
    for rows, new in ((found.new, True), (found.changed, False)):
        for table, ids in _by_table(rows).items():
            name = agency.tables[table].name.said
            shown = _listed(ids)
            told.append(
                msg("{table}: {count} new: {ids}", table=name, count=len(ids), ids=shown)
                if new
                else msg("{table}: {count} changed: {ids}", table=name, count=len(ids), ids=shown)
            )
    if found.same:
        told.append(msg("{count} rows stand in the record already", count=found.same))
    if found.waiting:
        names = sorted(found.waiting)
        what = msg(
            "{count} adoptions count once they are proved: {ids}",
            count=len(names),
            ids=_listed(names),
        )
        told.append(what)
    return tuple(told)


def _change(agency: Agency, row: Arrival, states: Mapping[str, str] | None = None) -> Change:
    """The change that puts a row; ``states`` are those of adoptions that do not count yet."""
    state = (states or {}).get(row.id, "") if row.table == "adoption" else ""
    about = about_of(agency.tables[row.table], row.cells)
    return Change(row.table, row.id, row.cells, state, about)


def _otherwise(row: Arrival, known: Held) -> Problem:
    """The problem of a fact that the record has, but not so."""
    cells = known.cells
    names = sorted({*row.cells, *cells}, key=str)
    name = next(each for each in names if row.cells.get(each) != cells.get(each))
    what = msg(
        "{id} stands in the record already, with {column} = {value}",
        id=row.id,
        column=name,
        value=str(cells.get(name) or "-"),
    )
    hint = msg("an import adds facts; put one right with: correct")
    return Problem("stands-otherwise", replace(row.place, heading=None), what, "", hint)


def _refuse_locking_out(desk: Desk, will_stand: View, path: Path) -> None:
    """Raise `Refused` where whoever brings in a roster would no longer be known by his account."""
    before, after = (
        person_of(view, desk.agency, desk.actor.account, desk.today)
        for view in (desk.view, will_stand)
    )
    if before is not None and (after is None or after.id != before.id):
        what = msg(
            "by this roster the account {account} is no longer that of {person}",
            account=desk.actor.account,
            person=desk.actor.person,
        )
        hint = msg("fill in the column account (账号) of the people who work with the record")
        raise Refused([Problem("locked-out", Place(str(path)), what, hint=hint)])


def _by_table(rows: Iterable[Arrival]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.table, []).append(row.cells["id"])
    return found


def _listed(ids: list[str]) -> str:
    shown = "、".join(ids[:SHOWN])
    return shown if len(ids) <= SHOWN else f"{shown} … {ids[-1]}"
