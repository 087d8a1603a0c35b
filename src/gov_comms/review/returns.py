"""Off the straight way: a piece sent back, taken back, or handed to a colleague."""

from __future__ import annotations

from dataclasses import replace

from gov_comms.messages import msg
from gov_comms.procedure import ACTIONS
from gov_comms.record import Act
from gov_comms.review.cells import put, row_of
from gov_comms.review.desk import Desk
from gov_comms.review.opinions import piece_shown, refuse_objections
from gov_comms.review.people import need_role, refusal
from gov_comms.review.pieces import Piece, Stop, piece_of, stop_name
from gov_comms.review.steps import may_take, takers, under_way, where


def return_piece(desk: Desk, piece_id: str, *, reason: str, to: str = "") -> Act:
    """Send a piece back to a step before the one where it is; without ``to``, to its maker.

    ``to`` names the step by its number, its action or its role.  What was done from there on has
    to be done anew, and whoever did that step has it again.  Raises `Refused` where there is no
    such step or no reason, or the actor could not do the step where it is.
    """
    piece = piece_of(desk.view, piece_id)
    stop = under_way(piece)
    may_take(desk, piece, stop)
    _need_reason(reason)
    if piece.at == 0:
        what = msg("{id} is at its first step already", id=piece.id)
        raise refusal("no-step-before", what, msg("its maker can take it back: withdraw"))
    at = _step_called(piece, to) if to else 0
    row = row_of(desk, piece)
    refuse_objections(desk, "return", piece_shown(desk, piece.table, piece.id, row), reason)
    before = piece.deeds_at(at)
    deeds = tuple(deed for deed in piece.deeds if deed.stop < at)
    back = replace(piece, at=at, deeds=deeds, since=desk.now, returned=reason, handed="")
    doer = before[-1].acting_for or before[-1].person if before else ""
    handed = doer if doer in takers(desk, back) and piece.path[at].people == 1 else ""
    back, changes = put(desk, replace(back, handed=handed), row, row)
    return Act("returned", piece.id, changes, reason, told=(where(desk, back),))


def withdraw(desk: Desk, piece_id: str, *, reason: str) -> Act:
    """Take a piece back that is the actor's own, as long as somebody has yet to judge it."""
    piece = piece_of(desk.view, piece_id)
    under_way(piece)
    _need_reason(reason)
    if desk.actor.whose not in (piece.submitter, *piece.makers):
        what = msg("{id} is not a piece of {person}", id=piece.id, person=desk.actor.whose)
        hint = msg("those who may: {names}", names="、".join(piece.makers))
        raise refusal("not-own", what, hint)
    if piece.passed:
        what = msg("{id} was approved and counts", id=piece.id)
        raise refusal("counts", what, msg("ask those who have it to return it"))
    row = row_of(desk, piece)
    refuse_objections(desk, "withdraw", piece_shown(desk, piece.table, piece.id, row), reason)
    taken = replace(piece, withdrawn=True, since=desk.now, handed="", returned="")
    taken, changes = put(desk, taken, row, row)
    return Act("withdrawn", piece.id, changes, reason, told=(where(desk, taken),))


def reassign(desk: Desk, piece_id: str, person: str, *, reason: str) -> Act:
    """Hand the step where a piece is to one colleague, who alone then may do it.

    Whoever holds the step's role may hand it on.  Raises `Refused` where the colleague could not
    do the step, or several people do it together.
    """
    piece = piece_of(desk.view, piece_id)
    stop = under_way(piece)
    _need_reason(reason)
    need_role(desk, stop.role, piece.unit)
    if stop.people > 1:
        what = msg("{count} people do this step; nobody hands it on", count=stop.people)
        raise refusal("several-people", what)
    able = takers(desk, replace(piece, handed=""))
    if person not in able:
        what = msg("{person} cannot do {step}", person=person, step=stop_name(stop))
        hint = msg("those who can: {names}", names="、".join(able) or "–")
        raise refusal("cannot-do", what, hint)
    given = replace(piece, handed=person, since=desk.now)
    row = row_of(desk, piece)
    given, changes = put(desk, given, row, row)
    return Act("reassigned", piece.id, changes, reason, told=(where(desk, given),))


def _step_called(piece: Piece, name: str) -> int:
    """The index of the step before the present one that somebody names."""
    before = list(enumerate(piece.path[: piece.at]))
    for index, stop in reversed(before):
        if name in _names(index, stop):
            return index
    what = msg("{id} came by no step {name}", id=piece.id, name=name)
    steps = "; ".join(f"{index + 1} {stop.role} {stop.action}" for index, stop in before)
    raise refusal("unknown-step", what, msg("its steps so far: {steps}", steps=steps or "–"))


def _names(index: int, stop: Stop) -> tuple[str, ...]:
    return str(index + 1), stop.action, ACTIONS[stop.action], stop.role


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise refusal("no-reason", msg("a reason is needed"), msg('say it: --reason "…"'))
