"""How a row gets on its way: the chain that takes it, and the piece that then stands for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gov_comms.facts.cells import split_list
from gov_comms.messages import msg
from gov_comms.procedure import Release
from gov_comms.record import Change
from gov_comms.review.desk import Desk
from gov_comms.review.paths import Way, way_of
from gov_comms.review.people import refusal
from gov_comms.review.pieces import DONE, TABLE, WITHDRAWN, Piece, change_of, row_state


def way_for(
    desk: Desk, table: str, number: str, row: Mapping[str, str], release: Release | None = None
) -> Way | None:
    """The way of a new row, in a form of release if it is one; None where its table has no chains.

    Raises `Refused` where there are some and none takes the row.
    """
    called = (release and release.chain) or ""
    way = way_of(desk, table, number, row, called)
    chains = [each for each in desk.agency.procedure.chains if each.on == table]
    if way is None and any(not each.called or each.id == called for each in chains):
        name = desk.agency.tables[table].name.said
        what = msg("no chain of approval takes this row of {table}", table=name)
        raise refusal("no-way", what, msg("say its kind, its route or its tags"))
    return way


def new_piece(
    desk: Desk,
    table: str,
    number: str,
    row: Mapping[str, str],
    way: Way | None,
    release: Release | None = None,
) -> Piece:
    """A piece before its first step; one without a way is through at once."""
    names = [desk.actor.person, desk.actor.acting_for, *split_list(row.get("authors", ""))]
    return Piece(
        id=number,
        table=table,
        chain=way.chain.id if way else "",
        clause=way.chain.clause if way else "",
        config=desk.config,
        unit=row.get("unit", ""),
        title=row.get("title", ""),
        submitter=desk.actor.person,
        makers=tuple(dict.fromkeys(filter(None, names))),
        path=way.path if way else (),
        at=0,
        since=desk.now,
        release=release.id if release else "",
    )


def on_its_way(desk: Desk, put: Change) -> tuple[Change, ...]:
    """The changes for a new row that somebody enters, with its piece where a chain takes it.

    What has to be made first is then made: nobody is its maker by entering it.
    """
    row = {name: str(cell) for name, cell in (put.cells or {}).items()}
    way = way_of(desk, put.table, put.id, row)
    if way is None:
        return (put,)
    piece = replace(new_piece(desk, put.table, put.id, row, way), makers=())
    return replace(put, state=row_state(piece)), change_of(piece)


def refuse_under_way(desk: Desk, number: str) -> None:
    """Raise `Refused` for a row that is on its way, into which only its steps write."""
    row = desk.view.row(TABLE, number)
    if row is None or row.state == DONE:
        return
    if row.state == WITHDRAWN:
        raise refusal("not-under-way", msg("{id} was withdrawn", id=number))
    what = msg("{id} is on its way, and only its steps write into it", id=number)
    raise refusal("on-its-way", what, msg("see which one: gov-comms open {id}", id=number))
