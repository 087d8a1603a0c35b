"""Rulings (裁量): what no rule can compute, decided by a person within the bounds a step states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from gov_comms.facts.cells import split_list
from gov_comms.facts.entering import checked_cells
from gov_comms.language.faults import nearest
from gov_comms.language.reading import rulings_in, table_read
from gov_comms.language.step import Step
from gov_comms.ledger.rulings import ruled
from gov_comms.messages import msg
from gov_comms.model import Cell, ColumnType, Table
from gov_comms.record import Act, Change, Held
from gov_comms.review.desk import Desk
from gov_comms.review.happenings import LETTERS
from gov_comms.review.numbers import next_number
from gov_comms.review.people import need, not_own, refusal

TABLE = "ruling"
_PEOPLE = (ColumnType.PERSON, ColumnType.PEOPLE)


def rule(desk: Desk, step: str, cells: Mapping[str, Cell]) -> Act:
    """Decide what a step leaves to a person, on a fact or on a unit's or person's period.

    Raises `Refused` with all that is wrong, beyond the bounds, on one's own or decided already.
    """
    need(desk, "rule")
    noun = _step_called(desk, step)
    fact = str(cells.get("fact") or "")
    held = _fact(desk, noun, fact)
    owners = set(_owners(desk, held)) if held is not None else set()
    owners |= {str(cells[name]) for name in ("person",) if cells.get(name)}
    not_own(desk, owners, msg("a ruling under step {step}", step=step))
    number, taken = next_number(desk, LETTERS[TABLE])
    said = {**cells, "id": number, "step": step, "by": desk.actor.whose}
    checked = checked_cells(desk.agency, desk.view, TABLE, {"day": desk.today, **said})
    _refuse_beyond(noun, checked.get("amount"), checked.get("word"))
    if fact:
        _refuse_decided(desk, step, fact)
    told = msg("ruling {number} under step {step} is entered", number=number, step=step)
    put = Change(TABLE, number, checked, about=held.about if held is not None else "")
    return Act("ruled", number, (put, taken), checked["reason"], told=(told,))


def _step_called(desk: Desk, name: str) -> Step:
    """The step of that id in the latest edition that has it, if it leaves something to a person."""
    steps = {step.id: step for edition in desk.agency.editions for step in edition.steps}
    open_ones = {each.id: each for each in steps.values() if any(rulings_in(each))}
    if name in open_ones:
        return open_ones[name]
    if name in steps:
        what = msg("step {step} leaves nothing to decide", step=name)
    else:
        what = msg("no step is called {name}", name=name)
    raise refusal("unknown-step", what, nearest(name, open_ones))


def _fact(desk: Desk, step: Step, fact: str) -> Held | None:
    """The row that is ruled on; None where the step asks on units or people."""
    on = table_read(step)
    table = desk.agency.tables.get(on.table) if on is not None else None
    if table is None:
        return None
    held = desk.view.row(table.id, fact)
    if held is None:
        what = msg("{table} has no {number}", table=table.name.said, number=fact or "-")
        known = [row.id for row in desk.view.rows(table.id)]
        raise refusal("unknown-fact", what, nearest(fact, known))
    return held


def _owners(desk: Desk, held: Held) -> Iterator[str]:
    """Whose own a fact is: those it names, the authors of its work, and who entered it."""
    yield from _named(desk.agency.tables[held.table], held)
    work = desk.view.row("submission", held.about) if held.about else None
    if work is not None:
        yield from _named(desk.agency.tables["submission"], work)
    for entry in desk.view.entries(held.id)[:1]:
        yield from (entry.actor.person, entry.actor.acting_for)


def _named(table: Table, held: Held) -> Iterator[str]:
    for column in table.columns:
        cell = held.cells.get(column.id)
        if column.type in _PEOPLE and isinstance(cell, str):
            yield from split_list(cell)


def _refuse_beyond(step: Step, amount: str | None, word: str | None) -> None:
    number = None if amount is None else Fraction(amount)
    if all(ruled(each, number, word) is None for each in rulings_in(step)):
        what = msg("step {step} does not allow {decision}", step=step.id, decision=word or amount)
        hint = msg("the step states the bounds or the words that may be ruled")
        raise refusal("ruling-out-of-bounds", what, hint)


def _refuse_decided(desk: Desk, step: str, fact: str) -> None:
    for row in desk.view.rows(TABLE, state=""):
        if (row.cells.get("step"), row.cells.get("fact")) == (step, fact):
            what = msg(
                "{fact} is decided under step {step} by {ruling}",
                fact=fact,
                step=step,
                ruling=row.id,
            )
            raise refusal("ruling-twice", what, msg("an appeal may change it"))
