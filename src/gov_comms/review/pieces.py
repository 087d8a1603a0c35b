"""Pieces on their way: the whole resolved path, where it stands, and what was done on it so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from gov_comms.language.step import Deadline
from gov_comms.messages import Message, bilingual, msg
from gov_comms.procedure import ACTIONS, DECIDING, MAKING, REVIEWING
from gov_comms.record import Cells, Change, Held, Json, View
from gov_comms.record.journal import moment_of, moment_text
from gov_comms.review.items import Due
from gov_comms.review.people import refusal

TABLE = "@piece"
JUDGING = (*REVIEWING, *DECIDING)
"""What is done to a piece by judging it; no one does it to his own."""
WAITING, RETURNED, WITHDRAWN, DONE = "waiting", "returned", "withdrawn", "done"
"""How far a piece is: at a step of its way, back with its maker, taken back, or through."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of a chain as one piece comes to it; ``due`` is by when, on the office's own clock.

    ``fills`` are columns of the row that its doing fills.
    """

    role: str
    action: str
    body: str = ""
    people: int = 1
    checklist: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    deadline: Deadline | None = None
    due: Due = field(default_factory=Due)

    @property
    def judges(self) -> bool:
        """Whether somebody judges the piece here, of this office or of one outside."""
        return self.action in JUDGING

    @property
    def by_us(self) -> bool:
        """Whether its role judges the piece itself, and no office outside."""
        return self.judges and not self.body

    @property
    def makes(self) -> bool:
        """Whether the piece is made here, so that it is the own work of who does it."""
        return self.action in MAKING


@dataclass(frozen=True, slots=True)
class Deed:
    """What one person did at a stop: ``stop`` counts from 0, ``at`` is a moment in UTC.

    ``answer`` is the paper by which an office outside answered.
    """

    stop: int
    person: str
    at: datetime
    acting_for: str = ""
    answer: str = ""
    late: bool = False

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody in whose name it was done."""
        return (self.person, self.acting_for) if self.acting_for else (self.person,)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file of a piece: the digest under which it is stored, and what it was called."""

    digest: str
    name: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A row of a table on its way; ``at`` is the index of the stop where it is.

    ``makers`` are those whose own it is.  ``since`` is the moment in UTC since which it is there,
    ``handed`` the one person to whom the stop was given, ``returned`` why it was sent back.
    ``config`` is the digest of the rules by which its path was chosen.
    """

    id: str
    table: str
    chain: str
    clause: str
    config: str
    unit: str
    title: str
    submitter: str
    makers: tuple[str, ...]
    path: tuple[Stop, ...]
    at: int
    since: datetime
    deeds: tuple[Deed, ...] = ()
    handed: str = ""
    returned: str = ""
    withdrawn: bool = False
    release: str = ""
    papers: tuple[Paper, ...] = ()
    """Its manuscripts as they were handed in, the last one the one that holds."""

    @property
    def stop(self) -> Stop | None:
        """The stop where it is; None once it is through or was taken back."""
        if self.withdrawn or self.at >= len(self.path):
            return None
        return self.path[self.at]

    @property
    def state(self) -> str:
        """How far it is, one of `WAITING`, `RETURNED`, `WITHDRAWN`, `DONE`."""
        if self.withdrawn:
            return WITHDRAWN
        if self.at >= len(self.path):
            return DONE
        return RETURNED if self.returned else WAITING

    @property
    def passed(self) -> bool:
        """Whether nothing that judges it lies ahead, so that its row counts."""
        return not self.withdrawn and not any(stop.judges for stop in self.path[self.at :])

    def deeds_at(self, stop: int) -> tuple[Deed, ...]:
        """What was done at a stop."""
        return tuple(deed for deed in self.deeds if deed.stop == stop)


def piece_of(view: View, piece_id: str) -> Piece:
    """The piece of this id; raises `Refused` where there is none."""
    row = view.row(TABLE, piece_id)
    if row is None:
        what = msg("no piece {id} is on its way here", id=piece_id)
        raise refusal("unknown-piece", what, msg("look it up: todo, or open"))
    return from_row(row)


def pieces(view: View, state: str | None = None) -> tuple[Piece, ...]:
    """All pieces, or those in one state."""
    return tuple(from_row(row) for row in view.rows(TABLE, state=state))


def change_of(piece: Piece) -> Change:
    """The change that puts a piece."""
    return Change(TABLE, piece.id, to_cells(piece), piece.state, piece.chain)


def row_state(piece: Piece) -> str:
    """The state of the row that is on its way: none once it counts."""
    return "" if piece.passed else piece.state


# -- cells -----------------------------------------------------------------------------------


def to_cells(piece: Piece) -> Cells:
    """A piece as the cells of its row."""
    return {
        "table": piece.table,
        "chain": piece.chain,
        "clause": piece.clause,
        "config": piece.config,
        "unit": piece.unit,
        "title": piece.title,
        "submitter": piece.submitter,
        "makers": list(piece.makers),
        "path": [_stop_cells(stop) for stop in piece.path],
        "at": piece.at,
        "since": moment_text(piece.since),
        "deeds": [_deed_cells(deed) for deed in piece.deeds],
        "handed": piece.handed,
        "returned": piece.returned,
        "withdrawn": piece.withdrawn,
        "release": piece.release,
        "papers": [[paper.digest, paper.name] for paper in piece.papers],
    }


def from_row(row: Held) -> Piece:
    """The piece that a row of the record tells."""
    cells: Mapping[str, Any] = row.cells
    return Piece(
        id=row.id,
        makers=tuple(cells["makers"]),
        path=tuple(_stop(raw) for raw in cells["path"]),
        since=moment_of(cells["since"]),
        deeds=tuple(_deed(raw) for raw in cells["deeds"]),
        papers=tuple(Paper(*each) for each in cells["papers"]),
        **{name: cells[name] for name in _PLAIN},
    )


_PLAIN = (
    "table",
    "chain",
    "clause",
    "config",
    "unit",
    "title",
    "submitter",
    "at",
    "handed",
    "returned",
    "withdrawn",
    "release",
)


def _stop_cells(stop: Stop) -> Json:
    deadline = None
    if stop.deadline is not None:
        deadline = cast(Json, stop.deadline.model_dump(exclude_none=True))
    at = stop.due.at
    return {
        "role": stop.role,
        "action": stop.action,
        "body": stop.body,
        "people": stop.people,
        "checklist": list(stop.checklist),
        "fills": list(stop.fills),
        "deadline": deadline,
        "due": at.isoformat() if at is not None else None,
        "unknown": stop.due.unknown,
    }


def _stop(raw: Mapping[str, Any]) -> Stop:
    deadline = raw["deadline"]
    return Stop(
        raw["role"],
        raw["action"],
        raw["body"],
        raw["people"],
        tuple(raw["checklist"]),
        tuple(raw["fills"]),
        None if deadline is None else Deadline.model_validate(deadline),
        Due(_time(raw["due"]), raw["unknown"]),
    )


def _time(text: str | None) -> Any:
    """A day or a moment of the office's own clock, as ISO 8601 writes it."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if "T" in text else moment.date()


def _deed_cells(deed: Deed) -> Json:
    return {
        "stop": deed.stop,
        "person": deed.person,
        "at": moment_text(deed.at),
        "for": deed.acting_for,
        "answer": deed.answer,
        "late": deed.late,
    }


def _deed(raw: Mapping[str, Any]) -> Deed:
    return Deed(
        raw["stop"], raw["person"], moment_of(raw["at"]), raw["for"], raw["answer"], raw["late"]
    )


# -- telling ---------------------------------------------------------------------------------


def action_name(action: str) -> Message:
    """What a step does, in the words of the office."""
    return bilingual(ACTIONS[action], action)


def stop_name(stop: Stop) -> Message:
    """A stop as people call it: who does what, and with whom."""
    action = action_name(stop.action)
    if stop.body:
        return msg("{role}: {action} ({body})", role=stop.role, action=action, body=stop.body)
    return msg("{role}: {action}", role=stop.role, action=action)
