"""Releases: the office speaks in public in a form that its rules know, and what was asked there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gov_comms.language.faults import nearest
from gov_comms.messages import msg
from gov_comms.model import Cell, Column, ColumnType
from gov_comms.procedure import Release
from gov_comms.record import Act, Cells, Change, Held, View
from gov_comms.review.desk import Desk
from gov_comms.review.people import need_role, refusal
from gov_comms.review.pieces import Piece, piece_of
from gov_comms.review.reading import Manuscript
from gov_comms.review.secrecy import refuse_secret
from gov_comms.review.sending import submit

TABLE = "@release"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked at a release, and the answer; without one it was declined."""

    asked: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A release as it is held: ``id`` is its piece's, ``form`` what the rules call it.

    ``level`` says in whose name, ``host`` is the role that holds it.
    """

    id: str
    form: str
    level: str = ""
    host: str = ""
    invitees: tuple[str, ...] = ()
    interpreter: str = ""
    questions: tuple[Question, ...] = ()


def open_release(
    desk: Desk,
    form: str,
    *,
    table: str = "",
    cells: Mapping[str, Cell] | None = None,
    manuscript: Manuscript | None = None,
    invitees: Sequence[str] = (),
    interpreter: str = "",
    checked: Collection[str] = (),
    note: str = "",
) -> Act:
    """Send in a release of a form, on the way that the form or its class has.

    ``invitees`` are those of the form unless some are named.  Raises `Refused` like `submit`, and
    where no form is called so.
    """
    noun = form_called(desk, form)
    table, column = _table_of(desk, noun, table)
    said = {**({column.id: noun.id} if column else {}), **(cells or {})}
    act = submit(
        desk,
        table=table,
        cells=said,
        manuscript=manuscript,
        checked=checked,
        note=note,
        release=noun,
    )
    occasion = Occasion(
        act.subject,
        noun.id,
        noun.level,
        noun.host or "",
        tuple(invitees) or noun.invitees,
        interpreter,
    )
    return replace(act, changes=(*act.changes, change_of(occasion)))


def take_question(
    desk: Desk, piece_id: str, asked: str, *, answer: str = "", declined: bool = False
) -> Act:
    """Write down a question that was asked at a release, and its answer.

    Raises `Refused` where it is declined though the form of release does not allow it.
    """
    piece, occasion = piece_of(desk.view, piece_id), occasion_of(desk.view, piece_id)
    noun = form_called(desk, occasion.form)
    need_role(desk, _answering(piece, occasion), piece.unit)
    refuse_secret((asked, answer))
    if declined == bool(answer):
        what = msg("a question is answered or declined")
        raise refusal("no-answer", what, msg('--answer "…", or --decline'))
    if declined and noun.may_decline is not True:
        what = msg("at a {form} no question is left unanswered ({clause})", **_said(noun))
        raise refusal("must-answer", what, msg("answer it, if need be in writing afterwards"))
    asked_so_far = (*occasion.questions, Question(asked, answer))
    told = msg("{id}: question {count}", id=piece.id, count=len(asked_so_far))
    change = change_of(replace(occasion, questions=asked_so_far))
    return Act("question-taken", piece.id, (change,), told=(told,))


def form_called(desk: Desk, name: str) -> Release:
    """The form of release of this name; raises `Refused` where there is none."""
    forms = desk.agency.procedure.releases
    for form in forms:
        if form.id == name:
            return form
    what = msg("no form of release is called {name}", name=name)
    raise refusal("unknown-release", what, nearest(name, [form.id for form in forms]))


def occasion_of(view: View, piece_id: str) -> Occasion:
    """What is known of the release that a piece is; raises `Refused` where it is none."""
    row = view.row(TABLE, piece_id)
    if row is None:
        raise refusal("no-release", msg("{id} is no release", id=piece_id))
    return from_row(row)


def _said(noun: Release) -> dict[str, object]:
    return {"form": noun.id, "clause": noun.clause}


def _answering(piece: Piece, occasion: Occasion) -> str:
    """The role that answers at a release: its host's, else that of the step by which it is held."""
    if occasion.host:
        return occasion.host
    held = [stop.role for stop in piece.path if stop.action == "host"]
    if not held and piece.path:
        held = [piece.path[-1].role]
    if not held:
        raise refusal("no-host", msg("nobody is said to hold {id}", id=piece.id))
    return held[0]


def _table_of(desk: Desk, noun: Release, table: str) -> tuple[str, Column | None]:
    """The table whose rows are releases of a form, and the column that holds the form's name."""
    agency = desk.agency
    chains = agency.procedure.chains
    on = [chain.on for chain in chains if chain.id == noun.chain]
    # Rows that have a way of their own come first: others may be told by the same words.
    every = dict.fromkeys((*(chain.on for chain in chains), *agency.tables))
    named = [table] if table else on or list(every)
    for name in named:
        if name not in agency.tables:
            break
        for column in agency.tables[name].columns:
            words = agency.words.get(column.words or "")
            is_form = column.type is ColumnType.WORD and not column.computed
            if is_form and words is not None and noun.id in words.words:
                return name, column
        if table or on:
            return name, None
    what = msg("no table holds releases of the form {form}", form=noun.id)
    raise refusal("unknown-table", what, msg("say which one: --table TABLE"))


# -- cells -----------------------------------------------------------------------------------


def change_of(occasion: Occasion) -> Change:
    """The change that puts what is known of a release."""
    return Change(TABLE, occasion.id, to_cells(occasion), about=occasion.id)


def to_cells(occasion: Occasion) -> Cells:
    """A release as the cells of its row."""
    return {
        "form": occasion.form,
        "level": occasion.level,
        "host": occasion.host,
        "invitees": list(occasion.invitees),
        "interpreter": occasion.interpreter,
        "questions": [[each.asked, each.answer] for each in occasion.questions],
    }


def from_row(row: Held) -> Occasion:
    """The release that a row of the record tells."""
    cells: Mapping[str, Any] = row.cells
    return Occasion(
        row.id,
        cells["form"],
        cells["level"],
        cells["host"],
        tuple(cells["invitees"]),
        cells["interpreter"],
        tuple(Question(asked, answer) for asked, answer in cells["questions"]),
    )
