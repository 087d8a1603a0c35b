"""What a step writes into the row that is on its way, and what the piece's path is after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from gov_comms.config.freezing import open_frozen
from gov_comms.facts.cells import split_list
from gov_comms.facts.entering import checked_cells
from gov_comms.messages import msg
from gov_comms.model import Cell, Column, ColumnType, Table
from gov_comms.procedure import MAKING
from gov_comms.record import Cells, Change
from gov_comms.review.desk import Desk
from gov_comms.review.happenings import about_of
from gov_comms.review.office import CONFIG, rules_of
from gov_comms.review.paths import way_of
from gov_comms.review.people import acting_person, person_called, refusal
from gov_comms.review.pieces import Piece, Stop, change_of, row_state

C = ColumnType
REWRITING = (*MAKING, "edit")
"""What may change a cell that is filled; every other step only fills in what is empty."""


def row_of(desk: Desk, piece: Piece) -> dict[str, Cell]:
    """The cells of the row that is on its way."""
    row = desk.view.row(piece.table, piece.id)
    assert row is not None, piece.id
    return {name: str(cell) for name, cell in row.cells.items() if cell is not None}


def written(
    desk: Desk, table: str, stop: Stop, held: Mapping[str, Cell], said: Mapping[str, Cell]
) -> dict[str, Cell]:
    """A row's cells after a stop: those it held, those the stop fills, those that were said.

    Raises `Refused` where somebody would change what is not his to change.
    """
    noun = desk.agency.tables[table]
    taken = [name for name, cell in said.items() if str(held.get(name, cell)) != str(cell)]
    if taken and stop.action not in REWRITING:
        names = "、".join(_heading(noun, name) for name in taken)
        what = msg("{names}: filled in already, and this step changes nothing", names=names)
        raise refusal("not-yours-to-change", what, msg("return it to the step that may"))
    cells = {**held, **said}
    return {**cells, **_filled(desk, noun, stop, cells)}


def put(
    desk: Desk, piece: Piece, before: Mapping[str, Cell], cells: Mapping[str, Cell]
) -> tuple[Piece, tuple[Change, ...]]:
    """A piece that goes on with these cells in its row, and the changes that put both.

    ``before`` are the cells by which its path was chosen: where the new ones choose another, it
    goes back to the first step that is new.  Raises `Refused` with all that is wrong with a cell.
    """
    checked = {name: str(cell) for name, cell in before.items() if cell is not None}
    if cells != before:
        given = {**cells, "id": piece.id}
        checked = checked_cells(desk.agency, desk.view, piece.table, given)
        piece = rerouted(desk, _told_anew(piece, checked), checked)
    about = about_of(desk.agency.tables[piece.table], checked)
    own = Change(piece.table, piece.id, checked, row_state(piece), about)
    held = desk.view.row(piece.table, piece.id)
    same = held is not None and (held.cells, held.state) == (checked, own.state)
    return piece, (change_of(piece),) if same else (change_of(piece), own)


def rerouted(desk: Desk, piece: Piece, cells: Cells) -> Piece:
    """The piece on the way that its row now takes, by the rules with which it started."""
    desk = _as_started(desk, piece.config)
    called = any(each.id == piece.chain and each.called for each in desk.agency.procedure.chains)
    way = way_of(desk, piece.table, piece.id, cells, piece.chain if called else "")
    if way is None:
        return piece
    pairs = zip(piece.path, way.path, strict=False)
    shared = next((i for i, (old, new) in enumerate(pairs) if not same_step(old, new)), None)
    if shared is None:
        shared = min(len(piece.path), len(way.path))
    if shared == len(piece.path) == len(way.path):
        return replace(piece, path=way.path)
    at = min(piece.at, shared)
    deeds = tuple(deed for deed in piece.deeds if deed.stop < at)
    return replace(
        piece, chain=way.chain.id, clause=way.chain.clause, path=way.path, at=at, deeds=deeds
    )


def _told_anew(piece: Piece, cells: Mapping[str, str]) -> Piece:
    """The piece with the title, unit and authors that its row now has."""
    authors = split_list(cells.get("authors", ""))
    return replace(
        piece,
        title=cells.get("title", piece.title),
        unit=cells.get("unit", piece.unit),
        makers=tuple(dict.fromkeys((*piece.makers, *authors))),
    )


def _as_started(desk: Desk, config: str) -> Desk:
    """The desk under the rules of this digest, whatever is in force now."""
    if config == desk.config:
        return desk
    row = desk.view.row(CONFIG, config)
    assert row is not None, config
    return replace(desk, opened=open_frozen(rules_of(desk.view, row.cells)), config=config)


def same_step(one: Stop, other: Stop) -> bool:
    """Whether two stops ask the same of the same role, whenever they are due."""
    return replace(one, due=other.due, deadline=other.deadline) == other


def _filled(desk: Desk, table: Table, stop: Stop, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """The columns that a stop fills by being done, and those of who reviewed and who edited."""
    names = list(stop.fills)
    names += ["reviewer"] if stop.by_us and "reviewer" not in cells else []
    names += ["editor"] if stop.action == "edit" and "editor" not in cells else []
    columns = [column for name in names if (column := table.column(name)) is not None]
    listed = _is_listed(desk, str(cells.get(table.day or "", desk.today)))
    return {
        column.id: filling(desk, column)
        for column in columns
        if column.type is not C.PERSON or listed
    }


def _is_listed(desk: Desk, day: str) -> bool:
    """Whether the roster lists the actor for the day of a row, so that the row may name him."""
    on = date.fromisoformat(day)
    return person_called(desk.view, desk.agency, desk.actor.whose, on) is not None


def filling(desk: Desk, column: Column) -> Cell:
    """What a column says of something that is done: when, by whom, or that it was."""
    match column.type:
        case C.DAY:
            return desk.today.isoformat()
        case C.MOMENT:
            return desk.clock.isoformat(" ", "minutes")
        case C.FLAG:
            return "是"
        case C.UNIT:
            return acting_person(desk).unit
        case _:
            return desk.actor.whose


def _heading(table: Table, name: str) -> str:
    column = table.column(name)
    return name if column is None else column.name.zh
