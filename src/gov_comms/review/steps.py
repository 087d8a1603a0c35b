"""The steps of a chain: who may take one, what has to be said for it, where the piece then is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from gov_comms.errors import Place, Problem, Refused
from gov_comms.language.faults import nearest
from gov_comms.messages import Message, msg
from gov_comms.model import Cell
from gov_comms.procedure import REVIEWING
from gov_comms.record import Act
from gov_comms.review.cells import put, row_of, written
from gov_comms.review.desk import Desk
from gov_comms.review.happenings import by_column
from gov_comms.review.items import due_words
from gov_comms.review.opinions import piece_shown, refuse_objections
from gov_comms.review.people import holders, holds, need_role, not_own, refusal
from gov_comms.review.pieces import (
    RETURNED,
    WITHDRAWN,
    Deed,
    Piece,
    Stop,
    piece_of,
    stop_name,
)
from gov_comms.review.secrecy import refuse_secret

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "approve": (*REVIEWING, "approve"),
    "countersign": ("countersign",),
    "sign": ("sign",),
    "file": ("file",),
}
"""The commands that take steps, and the actions of each; ``handle`` takes all others."""
_PAST = {
    "approve": "approved",
    "countersign": "countersigned",
    "sign": "signed",
    "file": "filed",
    "handle": "handled",
}


def command_of(stop: Stop) -> str:
    """The command that takes a stop."""
    return next((name for name, actions in COMMANDS.items() if stop.action in actions), "handle")


def take(
    desk: Desk,
    command: str,
    piece_id: str,
    *,
    checked: Collection[str] = (),
    answer: str = "",
    note: str = "",
    cells: Mapping[str, Cell] | None = None,
) -> Act:
    """Do the step at which a piece is, by the command that takes it.

    ``checked`` are the points of its checklist that were looked at, ``answer`` the paper by which
    an office outside answered, ``cells`` what is written into the piece's row.  Raises `Refused`
    where the piece is elsewhere, the actor may not, or something is left out.
    """
    piece = piece_of(desk.view, piece_id)
    stop = stop_for(desk, piece, command)
    may_take(desk, piece, stop)
    refuse_unchecked([stop], checked, answer)
    after = with_deed(desk, piece, answer)
    held = row_of(desk, piece)
    said = by_column(desk.agency.tables[piece.table], cells or {})
    refuse_secret(cell for cell in said.values() if isinstance(cell, str))
    row = written(desk, piece.table, stop, held, said)
    refuse_objections(desk, stop.action, piece_shown(desk, piece.table, piece.id, row), note)
    after, changes = put(desk, after, held, row)
    late = msg("{id}: {step} was due {due} and is late", id=piece.id, **_due(stop))
    told = (*((late,) if after.deeds and after.deeds[-1].late else ()), where(desk, after))
    return Act(_PAST[command], piece.id, changes, note, told=told)


def stop_for(desk: Desk, piece: Piece, command: str) -> Stop:
    """The stop where a piece is; raises `Refused` unless the command is the one that takes it."""
    stop = under_way(piece)
    if command_of(stop) != command:
        _refuse_decided(desk, piece, stop)
        what = msg("{id} is at another step: {step}", id=piece.id, step=stop_name(stop))
        hint = msg("the command for it: {command}", command=f"{command_of(stop)} {piece.id}")
        raise refusal("other-step", what, hint)
    return stop


def under_way(piece: Piece) -> Stop:
    """The stop where a piece is; raises `Refused` where it is on its way no more."""
    if piece.stop is None:
        raise refusal("not-under-way", _ended(piece))
    return piece.stop


def _ended(piece: Piece) -> Message:
    if piece.state == WITHDRAWN:
        return msg("{id} was withdrawn", id=piece.id)
    if not piece.deeds:
        return msg("{id} is through its way", id=piece.id)
    last = piece.deeds[-1]
    return msg(
        "{id} is through its way: {person} did the last step", id=piece.id, person=last.person
    )


def may_take(desk: Desk, piece: Piece, stop: Stop) -> None:
    """Raise `Refused` unless the actor may do the stop where a piece is.

    Nobody judges his own piece, nor one piece twice in two roles; of several people that a step
    needs, each does it once.
    """
    _refuse_decided(desk, piece, stop)
    need_role(desk, stop.role, piece.unit)
    names = {desk.actor.person, desk.actor.whose}
    if piece.handed and desk.actor.whose != piece.handed:
        what = msg("{id} was handed to {person}", id=piece.id, person=piece.handed)
        raise refusal("handed-on", what, msg("it can be handed on: reassign"))
    for deed in piece.deeds_at(piece.at):
        if names & set(deed.people):
            what = msg("{person} has done this step of {id}", person=deed.person, id=piece.id)
            left = stop.people - len(piece.deeds_at(piece.at))
            raise refusal("done-already", what, msg("{count} more people are needed", count=left))
    if not stop.by_us:
        return
    not_own(desk, piece.makers, stop_name(stop))
    for deed in piece.deeds:
        other = piece.path[deed.stop]
        if other.by_us and other.role != stop.role and names & set(deed.people):
            what = msg(
                "{person} judged {id} already: {step}",
                person=deed.person,
                id=piece.id,
                step=stop_name(other),
            )
            raise refusal("judged-before", what, msg("nobody judges one piece in two roles"))


def _refuse_decided(desk: Desk, piece: Piece, stop: Stop) -> None:
    """Tell who comes too late that his step is done."""
    if holds(desk, stop.role, piece.unit):
        return
    for deed in reversed(piece.deeds):
        other = piece.path[deed.stop]
        if deed.stop < piece.at and holds(desk, other.role, piece.unit):
            what = msg(
                "{id}: {step} was done by {person} at {time}",
                id=piece.id,
                step=stop_name(other),
                person=deed.person,
                time=desk.local(deed.at).isoformat(" ", "minutes"),
            )
            hint = msg("it is now at {step}", step=stop_name(stop))
            raise refusal("decided", what, hint)


def refuse_unchecked(stops: Collection[Stop], checked: Collection[str], answer: str) -> None:
    """Raise `Refused` with the points nobody looked at, those unknown, and an answer left out."""
    points = [point for stop in stops for point in stop.checklist]
    raised = [*_unchecked(points, checked)]
    for stop in stops:
        if stop.body and stop.judges and not answer:
            what = msg("{body} decides; say by which paper it did", body=stop.body)
            hint = msg('--answer "…", the number and date of its paper')
            raised.append(Problem("no-answer", Place(), what, "--answer", hint))
    if raised:
        raise Refused(raised)


def _unchecked(points: list[str], checked: Collection[str]) -> Iterator[Problem]:
    for point in points:
        if point not in checked:
            what = msg("not looked at: {point}", point=point)
            hint = msg('when it was: --checked "{point}"', point=point)
            yield Problem("not-checked", Place(), what, "--checked", hint)
    for point in checked:
        if point not in points:
            what = msg("no point of this step's checklist is called {point}", point=point)
            yield Problem("unknown-point", Place(), what, "--checked", nearest(point, points))


def with_deed(desk: Desk, piece: Piece, answer: str = "") -> Piece:
    """The piece after its stop was done by the actor, who may be one of several."""
    stop = under_way(piece)
    late = stop.due.late(desk.clock) is True
    actor = desk.actor
    deed = Deed(piece.at, actor.person, desk.now, actor.acting_for, answer, late)
    makers = piece.makers
    if stop.makes:
        makers = tuple(dict.fromkeys((*makers, *deed.people)))
    piece = replace(piece, deeds=(*piece.deeds, deed), makers=makers)
    if len(piece.deeds_at(piece.at)) < stop.people:
        return replace(piece, handed="")
    return replace(piece, at=piece.at + 1, since=desk.now, handed="", returned="")


def where(desk: Desk, piece: Piece) -> Message:
    """Where a piece is, who may take it on, and by when."""
    stop = piece.stop
    if stop is None:
        return _ended(piece) if piece.state == WITHDRAWN else msg("{id} is through", id=piece.id)
    people = "、".join(takers(desk, piece)) or "–"
    if piece.state == RETURNED:
        return msg(
            "{id} is back at {step} ({people})", id=piece.id, step=stop_name(stop), people=people
        )
    if stop.deadline is None:
        return msg("{id} → {step} ({people})", id=piece.id, step=stop_name(stop), people=people)
    return msg("{id} → {step} ({people}), due {due}", id=piece.id, people=people, **_due(stop))


def takers(desk: Desk, piece: Piece) -> tuple[str, ...]:
    """The people who may do the stop where a piece is, by id."""
    stop = piece.stop
    if stop is None:
        return ()
    if piece.handed:
        return (piece.handed,)
    did = {name for deed in piece.deeds_at(piece.at) for name in deed.people}
    if stop.by_us:
        did |= set(piece.makers)
        for deed in piece.deeds:
            other = piece.path[deed.stop]
            did |= set(deed.people) if other.by_us and other.role != stop.role else set()
    found = holders(desk.view, desk.agency, stop.role, desk.today, piece.unit)
    return tuple(each.id for each in found if each.id not in did)


def _due(stop: Stop) -> dict[str, object]:
    return {"step": stop_name(stop), "due": due_words(stop.due)}
