"""The trail of one row, as people and programs read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_entries import entries_text
from gov_comms.cli.render_table import shown, table
from gov_comms.messages import Message, msg
from gov_comms.review.desk import Desk
from gov_comms.review.items import Due, due_words
from gov_comms.review.pieces import Deed, stop_name
from gov_comms.review.releases import Occasion
from gov_comms.review.trail import Stage, Trail

STATES: Mapping[str, Message] = {
    "": msg("counts"),
    "waiting": msg("on its way"),
    "returned": msg("sent back"),
    "withdrawn": msg("taken back"),
    "done": msg("done"),
    "here": msg("here"),
    "ahead": msg("ahead"),
}
"""How far a row or a step is, in words; a state that is not listed is shown as it is."""


def trail_text(trail: Trail, desk: Desk, reader: Reader) -> str:
    """The trail for a terminal."""
    lines = [f"{trail.table.text(reader.language)} {trail.id}  {_state(trail.state, reader)}"]
    if trail.piece is not None and trail.piece.returned:
        lines.append(reader.say(msg("sent back: {why}", why=trail.piece.returned)))
    lines += [f"  {name.text(reader.language)}  {shown(cell)}" for name, cell in trail.cells]
    lines += [f"  {shown(each)}" for each in _more(trail, reader)]
    if trail.piece is not None and trail.stages:
        lines += ["", reader.say(msg("way: {chain} ({clause})", **_chain(trail)))]
        lines.append(_stages(trail, desk, reader))
    if trail.deliveries:
        lines += ["", reader.say(msg("sent")), _deliveries(trail, desk, reader)]
    lines += ["", reader.say(msg("written down"))]
    return "\n".join([*lines, entries_text(trail.entries, reader, desk.zone)])


def trail_json(trail: Trail, desk: Desk) -> str:
    """The trail for programs; times on the office's own clock."""
    piece = trail.piece
    return json.dumps(
        {
            "id": trail.id,
            "table": trail.table.zh,
            "state": trail.state,
            "cells": {name.zh: cell for name, cell in trail.cells},
            "chain": piece.chain if piece else None,
            "returned": (piece.returned or None) if piece else None,
            "steps": [
                {
                    "role": each.stop.role,
                    "action": each.stop.action,
                    "with": each.stop.body or None,
                    "state": each.state,
                    "due": each.stop.due.text() or None,
                    "done": [_deed(deed, desk) for deed in each.deeds],
                    "people": list(each.people),
                }
                for each in trail.stages
            ],
            "deliveries": [
                {"document": each.document, "to": each.to, "at": _time(desk.local(each.at))}
                for each in trail.deliveries
            ],
            "release": None if trail.occasion is None else _occasion(trail.occasion),
            "events": [
                {
                    "at": _time(desk.local(each.at)),
                    "kind": each.kind,
                    "person": each.actor.person,
                    "for": each.actor.acting_for or None,
                    "reason": each.reason,
                }
                for each in trail.entries
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _occasion(occasion: Occasion) -> dict[str, object]:
    return {
        "form": occasion.form,
        "level": occasion.level or None,
        "host": occasion.host or None,
        "invitees": list(occasion.invitees),
        "interpreter": occasion.interpreter or None,
        "questions": [
            {"asked": each.asked, "answer": each.answer or None} for each in occasion.questions
        ],
    }


def _deed(deed: Deed, desk: Desk) -> dict[str, object]:
    return {
        "person": deed.person,
        "for": deed.acting_for or None,
        "at": _time(desk.local(deed.at)),
        "answer": deed.answer or None,
        "late": deed.late,
    }


def _more(trail: Trail, reader: Reader) -> Iterator[str]:
    """The files of a piece, and what is known of a release."""
    if trail.piece is not None:
        for each in trail.piece.papers:
            name, digest = each.name, each.digest[:12]
            yield reader.say(msg("file {name}, SHA-256 {digest}…", name=name, digest=digest))
    occasion = trail.occasion
    if occasion is None:
        return
    yield reader.say(
        msg(
            "release {form}; level: {level}; host: {host}; invited: {names}",
            form=occasion.form,
            level=occasion.level or "–",
            host=occasion.host or "–",
            names="、".join(occasion.invitees) or "–",
        )
    )
    if occasion.interpreter:
        yield reader.say(msg("interpreter: {name}", name=occasion.interpreter))
    for question in occasion.questions:
        answer = question.answer or reader.say(msg("(declined)"))
        yield reader.say(msg("asked: {asked} {answer}", asked=question.asked, answer=answer))


def _stages(trail: Trail, desk: Desk, reader: Reader) -> str:
    headings = [
        reader.say(each)
        for each in (msg("no."), msg("step"), msg("how far"), msg("who"), msg("when"), msg("due"))
    ]
    return table(headings, [_stage(each, desk, reader) for each in trail.stages])


def _stage(each: Stage, desk: Desk, reader: Reader) -> tuple[str, ...]:
    who = "、".join([_who(deed.person, deed.acting_for) for deed in each.deeds] or each.people)
    when = "、".join(_time(desk.local(deed.at)) for deed in each.deeds)
    due = "" if each.stop.due == Due() else reader.say(due_words(each.stop.due))
    if any(deed.late for deed in each.deeds):
        due = reader.say(msg("{due}, late", due=due))
    answers = "、".join(deed.answer for deed in each.deeds if deed.answer)
    name = reader.say(stop_name(each.stop)) + (f" {answers}" if answers else "")
    return str(each.number), name, _state(each.state, reader), who, when, due


def _deliveries(trail: Trail, desk: Desk, reader: Reader) -> str:
    headings = [reader.say(each) for each in (msg("document"), msg("to"), msg("when"), msg("who"))]
    rows = [(e.document, e.to, _time(desk.local(e.at)), e.by) for e in trail.deliveries]
    return table(headings, rows)


def _chain(trail: Trail) -> dict[str, object]:
    assert trail.piece is not None
    return {"chain": trail.piece.chain, "clause": trail.piece.clause}


def _state(state: str, reader: Reader) -> str:
    return reader.say(STATES[state]) if state in STATES else state


def _who(person: str, acting_for: str) -> str:
    return f"{person} ({acting_for})" if acting_for else person


def _time(at: datetime) -> str:
    return at.isoformat(" ", "minutes")
