"""What plugins say of a piece: findings that a reviewer should see, objections that stop an act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gov_comms.errors import Place, Problem, Refused, Severity
from gov_comms.messages import Message, msg
from gov_comms.model import Cell
from gov_comms.plugins import nouns
from gov_comms.review.desk import Desk


def piece_shown(
    desk: Desk, table: str, row_id: str, cells: Mapping[str, Cell], text: str = ""
) -> nouns.Piece:
    """A piece as plugins see it."""
    told = {name: str(cell) for name, cell in cells.items() if cell is not None}
    day = told.get(desk.agency.tables[table].day or "", "")
    return nouns.Piece(
        id=row_id,
        title=told.get("title", ""),
        text=text,
        unit=told.get("unit", ""),
        day=date.fromisoformat(day) if day else None,
        kind=told.get("kind", table),
        tags=tuple(filter(None, told.get("tags", "").split("、"))),
    )


def findings(desk: Desk, piece: nouns.Piece) -> tuple[Message, ...]:
    """What a reviewer should see about a piece; raises `Refused` where one of it is an error."""
    heard = desk.opened.plugins.ask_submission(desk.agency, piece)
    found = [
        Problem(
            "finding", Place(), _said(each.what, each.clause, each.plugin), severity=each.severity
        )
        for each in heard.answers
    ]
    if any(each.severity is Severity.ERROR for each in found):
        raise Refused([*found, *heard.problems])
    return tuple(each.what for each in (*found, *heard.problems))


def refuse_objections(desk: Desk, action: str, piece: nouns.Piece, reason: str) -> None:
    """Raise `Refused` with everything for which plugins object to an act."""
    act = nouns.Act(action, desk.actor.whose, piece, reason)
    heard = desk.opened.plugins.ask_act(desk.agency, act)
    objections = [
        Problem("objection", Place(), _said(each.what, each.clause, each.plugin))
        for each in heard.answers
    ]
    if objections or heard.problems:
        raise Refused([*objections, *heard.problems])


def _said(what: Message, clause: str, plugin: str) -> Message:
    return msg("{what} ({clause}; plugin {plugin})", what=what, clause=clause, plugin=plugin)
