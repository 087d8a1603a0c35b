"""The trail of one row: what it holds, its way step by step, and all that was written about it."""

from __future__ import annotations

from dataclasses import dataclass

from gov_comms.language.faults import nearest
from gov_comms.messages import msg
from gov_comms.model import Text
from gov_comms.record import Entry, Held
from gov_comms.review.deliveries import Delivery, deliveries
from gov_comms.review.desk import Desk
from gov_comms.review.people import refusal
from gov_comms.review.pieces import TABLE, Deed, Paper, Piece, Stop, from_row
from gov_comms.review.releases import TABLE as RELEASES
from gov_comms.review.releases import Occasion, occasion_of
from gov_comms.review.steps import takers


@dataclass(frozen=True, slots=True)
class Stage:
    """A stop of a way: what was done at it, or who may do it if the piece is there.

    ``state`` is ``done``, ``here`` or ``ahead``.
    """

    number: int
    stop: Stop
    state: str
    deeds: tuple[Deed, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """All that is known of one row; ``state`` is empty where it counts."""

    id: str
    table: Text
    state: str
    cells: tuple[tuple[Text, str], ...]
    entries: tuple[Entry, ...]
    piece: Piece | None = None
    stages: tuple[Stage, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    occasion: Occasion | None = None


def trail(desk: Desk, number: str) -> Trail:
    """The trail of the row of this number; raises `Refused` where there is none."""
    row = _row(desk, number)
    table = desk.agency.tables[row.table]
    held = desk.view.row(TABLE, number)
    piece = None if held is None else from_row(held)
    cells = tuple(
        (column.name, str(row.cells[column.id]))
        for column in table.columns
        if column.id in row.cells and column.id != "id"
    )
    return Trail(
        number,
        table.name,
        row.state,
        cells,
        desk.view.entries(number),
        piece,
        () if piece is None else tuple(_stage(desk, piece, at) for at in range(len(piece.path))),
        deliveries(desk.view, number),
        occasion_of(desk.view, number) if desk.view.row(RELEASES, number) else None,
    )


def paper(desk: Desk, number: str) -> tuple[Paper, bytes]:
    """The manuscript of a piece that holds; raises `Refused` where it has none."""
    held = desk.view.row(TABLE, number)
    papers = () if held is None else from_row(held).papers
    content = desk.view.file(papers[-1].digest) if papers else None
    if content is None:
        raise refusal("no-manuscript", msg("{id} has no manuscript", id=number))
    return papers[-1], content


def _row(desk: Desk, number: str) -> Held:
    for table in desk.agency.tables:
        row = desk.view.row(table, number)
        if row is not None:
            return row
    what = msg("nothing here has the number {number}", number=number)
    known = [row.id for row in desk.view.rows(TABLE)]
    raise refusal("unknown-number", what, nearest(number, known))


def _stage(desk: Desk, piece: Piece, at: int) -> Stage:
    stop, deeds = piece.path[at], piece.deeds_at(at)
    if at < piece.at:
        return Stage(at + 1, stop, "done", deeds)
    if at > piece.at or piece.stop is None:
        return Stage(at + 1, stop, "ahead")
    return Stage(at + 1, stop, "here", deeds, takers(desk, piece))
