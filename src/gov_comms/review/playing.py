"""Playing a case in which people act at the desk, in memory, against what the case expects."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from gov_comms.config import Opened
from gov_comms.config.expected import AT_THE_DESK
from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.recorded import facts_of
from gov_comms.language.faults import nearest
from gov_comms.messages import Message, msg
from gov_comms.model import Case, CaseAct, Cell
from gov_comms.record import Act
from gov_comms.review.adoptions import adopt, verify
from gov_comms.review.delegating import delegate
from gov_comms.review.deliveries import deliver, deliveries, undelivered
from gov_comms.review.desk import Desk
from gov_comms.review.duties import mark
from gov_comms.review.happenings import count, endorse, happen, register
from gov_comms.review.items import Due, Item
from gov_comms.review.pieces import Piece, from_row, row_state
from gov_comms.review.rehearsal import Command, Rehearsal, carried_out, desk_of, rehearse
from gov_comms.review.releases import open_release, take_question
from gov_comms.review.requests import answer, ask
from gov_comms.review.returns import reassign, return_piece, withdraw
from gov_comms.review.rulings import rule
from gov_comms.review.sending import submit, submit_again
from gov_comms.review.steps import COMMANDS as STEPS
from gov_comms.review.steps import take
from gov_comms.review.todo import todo
from gov_comms.settlement.cases import case_failed, run_case


def _step(name: str) -> Command:
    """The command that takes steps under a name."""

    def command(
        desk: Desk,
        piece_id: str,
        *,
        checked: Collection[str] = (),
        answer: str = "",
        note: str = "",
        cells: Mapping[str, Cell] | None = None,
    ) -> Act:
        return take(desk, name, piece_id, checked=checked, answer=answer, note=note, cells=cells)

    return command


_COMMANDS: Mapping[str, Command] = {
    "submit": submit,
    "submit again": submit_again,
    **{name: _step(name) for name in (*STEPS, "handle")},
    "return": return_piece,
    "withdraw": withdraw,
    "reassign": reassign,
    "delegate": delegate,
    "deliver": deliver,
    "release": open_release,
    "question": take_question,
    "adopt": adopt,
    "verify": verify,
    "endorse": endorse,
    "incident": happen,
    "metric": count,
    "register": register,
    "request": ask,
    "answer": answer,
    "rule": rule,
    "mark": mark,
}
"""What people of a case may do; a list of what is to do is looked up with ``todo``."""
_TODO = "todo"
_NUMBERS = ("piece_id", "number", "adoption")
"""What a command calls the thing it is about, which a case calls ``of``."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """A case as far as it was played: the office, and what the case calls things by number."""

    case: Case
    office: Rehearsal
    names: Mapping[str, str]

    def number(self, name: str) -> str:
        """The number of what the case calls ``name``; other words stay."""
        return self.names.get(name, name)

    def failed(self, place: Place, what: Message) -> Problem:
        return case_failed(self.case, place, what)


def play(opened: Opened, case: Case) -> Iterator[Problem]:
    """The failures of one case with acts; what stands below an act that fails is not looked at."""
    scene = _Scene(case, rehearse(opened, case.rows, case.acts[0].at), {})
    for act in case.acts:
        found = _looked_up(scene, act) if act.do == _TODO else _acted(scene, act)
        if not isinstance(found, _Scene):
            yield from found
            return
        scene = found
    desk = desk_of(scene.office, case.acts[-1].by, case.acts[-1].at)
    for each in case.expectations:
        if each.kind in AT_THE_DESK:
            wrong = _CHECKS[each.kind](_renamed(scene, each.fields), desk)
            if wrong is not None:
                yield scene.failed(each.place, wrong)
    rest = tuple(
        replace(each, fields=_renamed(scene, each.fields))
        for each in case.expectations
        if each.kind not in AT_THE_DESK
    )
    if rest:
        facts = facts_of(opened.agency, scene.office.memory)
        yield from run_case(opened, replace(case, expectations=rest), facts)


# -- what people do ------------------------------------------------------------------------


def _acted(scene: _Scene, act: CaseAct) -> _Scene | list[Problem]:
    """The scene after an act, or what went otherwise than the case says."""
    command = _COMMANDS.get(act.do)
    if command is None:
        what = msg("there is no command {name} at the desk", name=act.do)
        return [_hinted(scene.failed(act.place, what), nearest(act.do, (*_COMMANDS, _TODO)))]
    said = _said(scene, act, command)
    if isinstance(said, Message):
        return [scene.failed(act.place, said)]
    before = len(scene.office.memory.journal)
    try:
        desk = desk_of(scene.office, act.by, act.at, act.acting_for)
        office = carried_out(scene.office, desk, command, **said)
    except Refused as refused:
        return _refused(scene, act, refused)
    if act.refused:
        return [scene.failed(act.place, msg("{act} was not refused", act=_told(act)))]
    names = dict(scene.names)
    if act.named:
        names[act.named] = office.memory.journal[before].subject
    return replace(scene, office=office, names=names)


def _refused(scene: _Scene, act: CaseAct, refused: Refused) -> _Scene | list[Problem]:
    if act.refused and act.refused in {problem.code for problem in refused.problems}:
        return scene
    return [
        _hinted(
            scene.failed(
                act.place,
                msg(
                    "{act} was refused: {why} ({code})",
                    act=_told(act),
                    why=each.what,
                    code=each.code,
                ),
            ),
            each.hint,
        )
        for each in refused.problems
    ]


def _told(act: CaseAct) -> Message:
    return msg("{do} by {by} at {at}", do=act.do, by=act.by, at=act.at.isoformat(" ", "minutes"))


def _hinted(problem: Problem, hint: Message | None) -> Problem:
    return replace(problem, hint=hint)


def _said(scene: _Scene, act: CaseAct, command: Command) -> dict[str, Any] | Message:
    """What a command is told: its own words by name, all others as cells of a row."""
    taken = [name for name in inspect.signature(command).parameters if name != "desk"]
    said: dict[str, Any] = {}
    cells: dict[str, Any] = {}
    for name, raw in _renamed(scene, act.said).items():
        own = name if name in taken else None
        if name == "of" and own is None:
            own = next((each for each in _NUMBERS if each in taken), None)
        if own is not None:
            said[own] = raw
        elif "cells" in taken:
            cells[name] = raw
        else:
            return msg("{command} is not told any {name}", command=act.do, name=name)
    return {**said, "cells": {**said.get("cells", {}), **cells}} if "cells" in taken else said


def _renamed(scene: _Scene, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with numbers in the place of what the case calls things; lists become tuples."""
    return {name: _number(scene, raw) for name, raw in fields.items()}


def _number(scene: _Scene, raw: Any) -> Any:
    if isinstance(raw, str):
        return scene.number(raw)
    if isinstance(raw, (list, tuple)):
        return tuple(_number(scene, each) for each in raw)
    return {k: _number(scene, v) for k, v in raw.items()} if isinstance(raw, dict) else raw


# -- what they see -------------------------------------------------------------------------


def _looked_up(scene: _Scene, act: CaseAct) -> _Scene | list[Problem]:
    """The scene again, or what somebody's list of things to do has otherwise than the case says."""
    try:
        desk = desk_of(scene.office, act.by, act.at, act.acting_for)
        items = todo(desk)
    except Refused as refused:
        return _refused(scene, act, refused)
    wrong = [_not_shown(_renamed(scene, each), items, desk) for each in act.shows]
    for name in act.hides:
        if any(item.id == scene.number(name) for item in items):
            wrong.append(msg("{name} stands on the list", name=name))
    found = [
        scene.failed(act.place, msg("{act}: {wrong}", act=_told(act), wrong=each))
        for each in wrong
        if each is not None
    ]
    return found or scene


def _not_shown(fields: Mapping[str, Any], items: tuple[Item, ...], desk: Desk) -> Message | None:
    """What is wrong with what a list shows; None if an item is just so."""
    same = [item for item in items if item.id == fields["id"]]
    same = [item for item in same if fields.get("kind", item.kind) == item.kind]
    if not same:
        ids = ", ".join(item.id for item in items)
        return msg("{id} does not stand on the list: {ids}", id=fields["id"], ids=ids or "-")
    first: Message | None = None
    for item in same:
        seen = {"due": item.due.at, "late": item.due.late(desk.clock), "since": item.since}
        wrong = _differing(fields, seen)
        if wrong is None:
            return None
        first = first or wrong
    return first


def _differing(fields: Mapping[str, Any], seen: Mapping[str, Any]) -> Message | None:
    for name, found in seen.items():
        if name in fields and _time(fields[name]) != _time(found):
            return msg(
                "{id}: {name}: expected {expected}, found {found}",
                id=fields["id"],
                name=name,
                expected=_time(fields[name]),
                found=_time(found),
            )
    return None


def _time(raw: object) -> str:
    """A day or moment as both sides write it."""
    if isinstance(raw, datetime):
        return raw.isoformat(" ", "minutes")
    return raw.isoformat() if isinstance(raw, date) else str(raw)


# -- what is left at the end -----------------------------------------------------------------


def _piece(fields: Mapping[str, Any], desk: Desk) -> Message | None:
    row = desk.view.row("@piece", fields["id"])
    if row is None:
        return msg("no piece {id} is on its way here", id=fields["id"])
    return _differing(fields, _seen(from_row(row)))


def _seen(piece: Piece) -> dict[str, Any]:
    """What a case may expect of a piece."""
    stop = piece.stop
    return {
        "state": piece.state,
        "chain": piece.chain,
        "role": stop.role if stop else None,
        "action": stop.action if stop else None,
        "with": stop.body if stop else None,
        "due": (stop.due if stop else Due()).at,
        "counts": row_state(piece) == "",
    }


def _delivery(fields: Mapping[str, Any], desk: Desk) -> Message | None:
    found = [each for each in deliveries(desk.view, fields["of"]) if each.to == fields["to"]]
    found = [each for each in found if each.distribution == fields["id"]]
    if not found:
        return msg("{id} of {of} was not sent to {to}", **_three(fields))
    return _differing(fields, {"by": found[0].by})


def _undelivered(fields: Mapping[str, Any], desk: Desk) -> Message | None:
    for each in undelivered(desk):
        same = (each.distribution.id, each.of) == (fields["id"], fields["of"])
        if same and fields["to"] in each.to:
            return None
    return msg("{id} of {of} to {to} is not still to be sent", **_three(fields))


def _three(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in ("id", "of", "to")}


_CHECKS: Mapping[str, Callable[[Mapping[str, Any], Desk], Message | None]] = {
    "pieces": _piece,
    "deliveries": _delivery,
    "undelivered": _undelivered,
}
