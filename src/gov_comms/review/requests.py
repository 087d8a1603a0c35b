"""Requests (约稿): a piece asked of a unit by a day, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gov_comms.messages import msg
from gov_comms.model import Cell
from gov_comms.record import Act, Held
from gov_comms.review.desk import Desk
from gov_comms.review.happenings import enter
from gov_comms.review.items import Due, Item
from gov_comms.review.people import need, people_on, powers_of, roles_of

TABLE = "request"


def ask(desk: Desk, cells: Mapping[str, Cell]) -> Act:
    """Ask a unit for a piece; raises `Refused` with all that is wrong, by option."""
    need(desk, "request")
    return enter(desk, TABLE, cells)


def answer(desk: Desk, number: str, cells: Mapping[str, Cell] | None = None) -> Act:
    """Enter what became of a request; a day of answering that is not said is today."""
    need(desk, "request")
    return enter(desk, TABLE, {"answered": desk.today, **(cells or {})}, number)


def request_items(desk: Desk) -> Iterator[Item]:
    """The requests that wait for an answer, for those of the unit who may send in."""
    sent = {
        str(row.cells.get("request"))
        for table in ("submission", "@piece")
        for row in desk.view.rows(table)
    }
    for row in desk.view.rows(TABLE, state=""):
        if "answered" not in row.cells and row.id not in sent:
            yield _item(desk, row)


def _item(desk: Desk, row: Held) -> Item:
    cells = {name: str(cell) for name, cell in row.cells.items()}
    agency = desk.agency
    own = [p for p in people_on(desk.view, agency, desk.today) if p.unit == cells["unit"]]
    able = [p for p in own if "submit" in powers_of(agency, roles_of(agency, p))]
    due = Due(date.fromisoformat(cells["due"])) if "due" in cells else Due()
    return Item(
        "request",
        row.id,
        tuple(each.id for each in able or own),
        msg("a piece is asked for: {title}", title=cells.get("title", row.id)),
        since=date.fromisoformat(cells["day"]),
        due=due,
        command=f"submit --request {row.id}",
    )
