"""Deliveries: what was sent to whom, when and by whom, and what of it is still to be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.entering import checked_cells
from gov_comms.language.faults import nearest
from gov_comms.messages import msg
from gov_comms.model import Cell
from gov_comms.procedure import Distribution
from gov_comms.record import Act, Cells, Change, Held, View
from gov_comms.record.journal import moment_of, moment_text
from gov_comms.review.cells import filling
from gov_comms.review.desk import Desk
from gov_comms.review.duties import began, periods_begun
from gov_comms.review.items import Due, Item
from gov_comms.review.numbers import next_numbers
from gov_comms.review.paths import due_on, holding, names_in, rows_with
from gov_comms.review.people import (
    acting_person,
    having,
    holders,
    need_role,
    refusal,
)

TABLE = "@delivery"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A document that was sent to one recipient; ``at`` is a moment in UTC.

    ``of`` is the row with which, or the period in which it was due; empty where it is sent
    whenever it is out.
    """

    id: str
    distribution: str
    document: str
    of: str
    to: str
    at: datetime
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What is still to be sent with one row or in one period; ``to`` are those who wait for it."""

    distribution: Distribution
    of: str
    to: tuple[str, ...]
    unit: str
    since: date
    due: Due


def deliver(
    desk: Desk, document: str, of: str = "", *, to: Sequence[str] = (), note: str = ""
) -> Act:
    """Say that a document was sent.

    ``document`` is the distribution's id or what it calls its document; ``of`` the row or period;
    ``to`` some of its recipients, all that still wait if nobody is named.  Raises `Refused` where
    nothing of it is to be sent, or the actor does not send it.
    """
    noun = _called(desk, document)
    due = _due(desk, noun, of)
    of, waiting = due.of, due.to
    if noun.by is not None:
        need_role(desk, noun.by, due.unit)
    strangers = [name for name in to if name not in noun.to]
    if strangers:
        raise Refused(_no_recipient(name, noun) for name in strangers)
    chosen = [name for name in to or waiting if name in waiting]
    if not chosen:
        what = msg("{document} {of} was sent already", document=noun.document, of=of)
        raise refusal("sent-already", what)
    numbers, taken = next_numbers(desk, "D", len(chosen))
    by = acting_person(desk).id
    sent = [
        Delivery(number, noun.id, noun.document, of, name, desk.now, by, note)
        for number, name in zip(numbers, chosen, strict=True)
    ]
    names = "、".join(chosen)
    told = msg("{document} {of} was sent to {names}", document=noun.document, of=of, names=names)
    changes = (taken, *(change_of(each) for each in sent))
    if set(waiting) <= set(chosen):
        changes += _filled(desk, noun, of)
    return Act("delivered", of or noun.id, changes, note, told=(told,))


def _filled(desk: Desk, noun: Distribution, of: str) -> tuple[Change, ...]:
    """The row with the columns that its distribution fills, once all have it."""
    held = None if noun.on is None or not noun.fills else desk.view.row(noun.on, of)
    if held is None:
        return ()
    table = desk.agency.tables[held.table]
    cells: dict[str, Cell] = {name: str(cell) for name, cell in held.cells.items() if cell}
    columns = [each for each in table.columns if each.id in noun.fills and each.id not in cells]
    cells |= {each.id: filling(desk, each) for each in columns}
    checked = checked_cells(desk.agency, desk.view, table.id, {**cells, "id": of})
    return (Change(table.id, of, checked, held.state, held.about),)


def undelivered(desk: Desk) -> Iterator[Undelivered]:
    """Everything that is to be sent with rows that count and in periods that have begun."""
    sent = _sent(desk)
    for noun in desk.agency.procedure.distributions:
        rows = _with_rows(desk, noun, _standing(desk, noun), began(desk))
        for each in (*rows, *_in_periods(desk, noun)):
            left = tuple(name for name in noun.to if (noun.id, each.of, name) not in sent)
            if left:
                yield Undelivered(noun, each.of, left, each.unit, each.since, each.due)


def delivery_items(desk: Desk) -> Iterator[Item]:
    """What is still to be sent, for those who send it."""
    for each in undelivered(desk):
        what = msg(
            "send {document} {of} to {names}",
            document=each.distribution.document,
            of=each.of,
            names="、".join(each.to),
        )
        command = f"deliver {each.distribution.id} {each.of}"
        number, clause = each.of or each.distribution.id, each.distribution.clause
        whose = _senders(desk, each)
        yield Item("delivery", number, whose, what, clause, each.since, each.due, command)


def deliveries(view: View, about: str) -> tuple[Delivery, ...]:
    """What was sent with a row or in a period."""
    return tuple(from_row(row) for row in view.rows(TABLE, about=about))


def _called(desk: Desk, name: str) -> Distribution:
    nouns = desk.agency.procedure.distributions
    for noun in nouns:
        if name in (noun.id, noun.document):
            return noun
    what = msg("no distribution is called {name}", name=name)
    raise refusal("unknown-distribution", what, nearest(name, [noun.id for noun in nouns]))


def _due(desk: Desk, noun: Distribution, of: str) -> Undelivered:
    """What is to be sent with a row or in a period, by default the last, and to whom still.

    Raises `Refused` where nothing is.
    """
    if noun.on is None and noun.each is None:
        return Undelivered(noun, of, noun.to, "", desk.today, Due())
    row = None if noun.on is None else desk.view.row(noun.on, of)
    rows = [row] if row is not None and row.state == "" else []
    found = [*_with_rows(desk, noun, rows, date.min), *_in_periods(desk, noun)]
    chosen = [each for each in found if each.of == of] if of else found
    if not chosen:
        ids = [each.of for each in found] or [each.id for each in _standing(desk, noun)]
        what = msg("{document} is not to be sent with {of}", document=noun.document, of=of or "–")
        raise refusal("nothing-to-send", what, nearest(of, ids))
    sent, due = _sent(desk), chosen[-1]
    return replace(due, to=tuple(each for each in noun.to if (noun.id, due.of, each) not in sent))


def _standing(desk: Desk, noun: Distribution) -> tuple[Held, ...]:
    """The rows that count of the table with which something is sent."""
    return () if noun.on is None else desk.view.rows(noun.on, state="")


def _with_rows(
    desk: Desk, noun: Distribution, standing: Sequence[Held], first: date
) -> Iterator[Undelivered]:
    """What is sent with those rows that are of a first day or later."""
    if noun.on is None:
        return
    table = desk.agency.tables[noun.on]
    days = {row.id: _day(row, table.day, first) for row in standing}
    cells = {row.id: row.cells for row in standing if days[row.id] >= first}
    if not cells:
        return
    rows = rows_with(desk, noun.on, cells, names_in([noun]))
    for row_id in holding(rows, noun.when):
        unit = str(cells[row_id].get("unit") or "")
        due = due_on(desk.agency, rows, row_id, noun.deadline)
        yield Undelivered(noun, row_id, noun.to, unit, days[row_id], due)


def _day(row: Held, column: str | None, otherwise: date) -> date:
    day = row.cells.get(column) if column is not None else None
    return date.fromisoformat(day) if isinstance(day, str) else otherwise


def _in_periods(desk: Desk, noun: Distribution) -> Iterator[Undelivered]:
    """What is sent in each period that has begun, by its last day."""
    if noun.on is None and noun.each is not None:
        for period in periods_begun(desk, noun.each):
            yield Undelivered(noun, period.id, noun.to, "", period.first, Due(period.last))


def _senders(desk: Desk, each: Undelivered) -> tuple[str, ...]:
    """The people who send it: of its role; else those of the row's unit who send in."""
    view, agency, today = desk.view, desk.agency, desk.today
    if each.distribution.by is not None:
        found = holders(view, agency, each.distribution.by, today, each.unit)
        return tuple(person.id for person in found)
    power = "submit" if each.unit else "register"
    return having(view, agency, power, today, each.unit)


def _no_recipient(name: str, noun: Distribution) -> Problem:
    what = msg("{document} is not sent to {name}", document=noun.document, name=name)
    return Problem("unknown-recipient", Place(), what, "--to", nearest(name, noun.to))


def _sent(desk: Desk) -> set[tuple[str, str, str]]:
    """What was sent: the distribution, the row or period, the recipient."""
    found = (from_row(row) for row in desk.view.rows(TABLE))
    return {(each.distribution, each.of, each.to) for each in found}


# -- cells -----------------------------------------------------------------------------------


def change_of(each: Delivery) -> Change:
    """The change that puts a delivery."""
    return Change(TABLE, each.id, to_cells(each), about=each.of or each.distribution)


def to_cells(each: Delivery) -> Cells:
    """A delivery as the cells of its row."""
    return {
        "distribution": each.distribution,
        "document": each.document,
        "of": each.of,
        "to": each.to,
        "at": moment_text(each.at),
        "by": each.by,
        "note": each.note,
    }


def from_row(row: Held) -> Delivery:
    """The delivery that a row of the record tells."""
    cells = {name: str(cell) for name, cell in row.cells.items()}
    return Delivery(
        row.id,
        cells["distribution"],
        cells["document"],
        cells["of"],
        cells["to"],
        moment_of(cells["at"]),
        cells["by"],
        cells["note"],
    )
