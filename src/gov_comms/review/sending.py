"""Sending in: a piece gets its number, its row and its way, and leaves its maker's hands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from gov_comms.facts.entering import checked_cells
from gov_comms.messages import Message, msg
from gov_comms.model import Cell, Table
from gov_comms.procedure import MAKING, Release
from gov_comms.record import Act, Upload
from gov_comms.review.cells import put, row_of, written
from gov_comms.review.desk import Desk
from gov_comms.review.happenings import LETTERS, by_column
from gov_comms.review.likeness import alike
from gov_comms.review.numbers import next_number
from gov_comms.review.opinions import findings, piece_shown, refuse_objections
from gov_comms.review.paths import Way
from gov_comms.review.people import (
    acting_person,
    acting_roles,
    holds,
    need,
    need_role,
    refusal,
)
from gov_comms.review.pieces import Paper, Piece, Stop, piece_of
from gov_comms.review.reading import Manuscript
from gov_comms.review.secrecy import refuse_secret
from gov_comms.review.starting import new_piece, way_for
from gov_comms.review.steps import may_take, refuse_unchecked, under_way, where, with_deed

STARTING = (*MAKING, "submit", "register")
"""The steps that are done by handing a piece in."""


def submit(
    desk: Desk,
    *,
    table: str = "submission",
    cells: Mapping[str, Cell] | None = None,
    manuscript: Manuscript | None = None,
    checked: Collection[str] = (),
    note: str = "",
    release: Release | None = None,
) -> Act:
    """Send a piece in.

    ``cells`` are those of its row; what the desk knows (unit, day, author) and what the manuscript
    tells (title, length, pictures) need not be said.  ``checked`` are the points of the checklists
    that were looked at.  ``release`` is the form in which the office speaks, if it does.
    Raises `Refused` with everything that is wrong, and where no chain takes the piece.
    """
    noun = desk.agency.tables[table]
    given = by_column(noun, cells or {})
    said = {**_known(desk, noun, given), **_read(noun, manuscript), **given}
    refuse_secret(_texts(said, manuscript))
    number, taken = next_number(desk, LETTERS.get(table, "F"))
    row = checked_cells(desk.agency, desk.view, table, {**said, "id": number})
    way = way_for(desk, table, number, row, release)
    _may_start(desk, way, row.get("unit", ""), (release and release.host) or "")
    shown = piece_shown(desk, table, number, row, manuscript.text if manuscript else "")
    refuse_objections(desk, "submit", shown, note)
    seen = findings(desk, shown)
    new = new_piece(desk, table, number, row, way, release)
    piece, after = handed_in(desk, new, row, {}, checked)
    piece, uploads = with_paper(piece, manuscript)
    piece, changes = put(desk, piece, row, after)
    likened, alike_ones = alike(desk, shown) if table == "submission" else ((), ())
    told = (_told(number, row, manuscript), *seen, *alike_ones, where(desk, piece))
    return Act("submitted", number, (taken, *changes, *likened), note, uploads, told)


def submit_again(
    desk: Desk,
    piece_id: str,
    *,
    cells: Mapping[str, Cell] | None = None,
    manuscript: Manuscript | None = None,
    checked: Collection[str] = (),
    note: str = "",
) -> Act:
    """Send a piece in again that came back, or do a step by which it is made.

    Cells and manuscript take the place of those that stood.  Raises `Refused` like `submit`, and
    where the piece is not at a step of making.
    """
    piece = piece_of(desk.view, piece_id)
    stop = under_way(piece)
    if stop.action not in STARTING:
        what = msg(
            "{id} is not back with its maker: {where}", id=piece.id, where=where(desk, piece)
        )
        raise refusal("other-step", what, msg("ask who has it to return it"))
    may_take(desk, piece, stop)
    noun = desk.agency.tables[piece.table]
    said = {**_read(noun, manuscript), **by_column(noun, cells or {})}
    refuse_secret(_texts(said, manuscript))
    held = row_of(desk, piece)
    shown = piece_shown(
        desk, piece.table, piece.id, {**held, **said}, manuscript.text if manuscript else ""
    )
    refuse_objections(desk, "submit", shown, note)
    seen = findings(desk, shown) if manuscript is not None else ()
    after, row = handed_in(desk, piece, held, said, checked)
    after, uploads = with_paper(after, manuscript)
    after, changes = put(desk, after, held, row)
    told = (_told(piece.id, row, manuscript), *seen, where(desk, after))
    return Act("submitted-again", piece.id, changes, note, uploads, told)


def handed_in(
    desk: Desk,
    piece: Piece,
    held: Mapping[str, Cell],
    said: Mapping[str, Cell],
    checked: Collection[str],
) -> tuple[Piece, dict[str, Cell]]:
    """A piece after the steps of making where it is, with its row's cells after them."""
    stops = _making(desk, piece)
    refuse_unchecked(stops, checked, "")
    row = {**held, **said}
    for stop in stops:
        row = written(desk, piece.table, stop, row, {})
        piece = with_deed(desk, piece)
    return piece, row


def with_paper(piece: Piece, manuscript: Manuscript | None) -> tuple[Piece, tuple[Upload, ...]]:
    """A piece with a further manuscript, and the file to be stored."""
    if manuscript is None:
        return piece, ()
    paper = Paper(manuscript.upload.digest, manuscript.name)
    return replace(piece, papers=(*piece.papers, paper)), (manuscript.upload,)


def _making(desk: Desk, piece: Piece) -> list[Stop]:
    """The steps of making from where a piece is, as far as they are the actor's."""
    found: list[Stop] = []
    for stop in piece.path[piece.at :]:
        mine = not found or (holds(desk, stop.role, piece.unit) and found[-1].people == 1)
        if stop.action not in STARTING or not mine:
            break
        found.append(stop)
    return found


def _may_start(desk: Desk, way: Way | None, unit: str, host: str) -> None:
    """Raise `Refused` unless the actor may send in a piece of this way for this unit.

    He may who has its first role or holds the release; or whose role may send in or register
    whatever there is, the latter for other units, too.
    """
    person, roles = acting_person(desk), acting_roles(desk)
    may = {power for role in desk.agency.procedure.roles if role.id in roles for power in role.may}
    if "register" in may:
        return
    if unit not in ("", person.unit):
        what = msg("{person} sends in for {own} only", person=person.id, own=person.unit)
        raise refusal("other-unit", what, msg("the power register sends in for others"))
    if "submit" in may or (host and holds(desk, host, unit)):
        return
    if way is not None and way.path and way.path[0].action in STARTING:
        need_role(desk, way.path[0].role, unit)
    else:
        need(desk, "submit")


def _known(desk: Desk, table: Table, said: Mapping[str, Cell]) -> dict[str, Cell]:
    """What nobody needs to be asked: the day, the actor's unit, and that he wrote it."""
    person = acting_person(desk)
    known: dict[str, Cell] = {}
    if table.day is not None and table.column(table.day) is not None:
        known[table.day] = desk.today.isoformat()
    if table.column("unit") is not None:
        known["unit"] = person.unit
    if table.column("authors") is not None and said.get("unit", person.unit) == person.unit:
        known["authors"] = person.id
    return known


def _read(table: Table, manuscript: Manuscript | None) -> dict[str, Cell]:
    """What a manuscript tells of itself, in the columns that the table has for it."""
    if manuscript is None:
        return {}
    told: dict[str, Cell] = {
        "title": manuscript.title,
        "length": str(manuscript.length),
        "pictures": str(manuscript.pictures),
    }
    return {name: cell for name, cell in told.items() if table.column(name) is not None}


def _texts(said: Mapping[str, Cell], manuscript: Manuscript | None) -> Iterator[str]:
    """Everything in which a mark of secrecy may stand."""
    yield from (cell for cell in said.values() if isinstance(cell, str))
    if manuscript is not None:
        yield from (manuscript.text, manuscript.margins)


def _told(number: str, row: Mapping[str, Cell], manuscript: Manuscript | None) -> Message:
    """What was sent in."""
    title = row.get("title") or number
    if manuscript is None:
        return msg("{number}: {title}", number=number, title=title)
    return msg(
        "{number}: {title}; length {length}, pictures {pictures}",
        number=number,
        title=title,
        length=manuscript.length,
        pictures=manuscript.pictures,
    )
