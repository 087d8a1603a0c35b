"""What is to do (待办): for each person what is due, late or stuck, by when, and since when.

It is private: everybody sees his own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from gov_comms.errors import Problem
from gov_comms.facts.recorded import facts_of
from gov_comms.messages import Message, msg
from gov_comms.results import Duty
from gov_comms.review.deliveries import delivery_items
from gov_comms.review.desk import Desk
from gov_comms.review.duties import duty_items, periods_begun
from gov_comms.review.items import Due, Item
from gov_comms.review.pending import evidence_items, likeness_items
from gov_comms.review.people import acting_person, holders, people_on
from gov_comms.review.pieces import DONE, RETURNED, WAITING, Piece, pieces, stop_name
from gov_comms.review.requests import request_items
from gov_comms.review.staffing import people_items
from gov_comms.review.steps import command_of, takers
from gov_comms.settlement import score

_UNKNOWN = "unknown-workdays"
"""What a run warns of when it needs a year whose holidays nobody told."""


def todo(desk: Desk, more: Iterable[Item] = ()) -> tuple[Item, ...]:
    """What the actor, or the one for whom he acts, has to do: what is late first, then by time.

    ``more`` are items of everybody that come from beyond the desk.
    """
    own = acting_person(desk).id
    found = [item for item in (*all_items(desk), *more) if own in item.whose]
    return tuple(sorted(found, key=lambda item: _pressing(item, desk.clock)))


def all_items(desk: Desk) -> Iterator[Item]:
    """Everything that somebody has to do."""
    yield from piece_items(desk)
    yield from delivery_items(desk)
    yield from request_items(desk)
    yield from duty_items(desk)
    yield from release_items(desk)
    yield from required_items(desk)
    yield from people_items(desk)
    yield from evidence_items(desk)
    yield from likeness_items(desk)


def piece_items(desk: Desk) -> Iterator[Item]:
    """The pieces on their way, each for those who may do its next step."""
    for piece in (*pieces(desk.view, WAITING), *pieces(desk.view, RETURNED)):
        stop = piece.stop
        if stop is not None:
            yield Item(
                "returned" if piece.state == RETURNED else "step",
                piece.id,
                takers(desk, piece),
                _step_said(piece),
                piece.clause,
                desk.local(piece.since),
                stop.due,
                f"{command_of(stop)} {piece.id}",
            )


def _step_said(piece: Piece) -> Message:
    assert piece.stop is not None
    title, step = piece.title or piece.id, stop_name(piece.stop)
    if piece.returned:
        return msg("{title}, {step}, sent back: {why}", title=title, step=step, why=piece.returned)
    return msg("{title}, {step}", title=title, step=step)


def release_items(desk: Desk) -> Iterator[Item]:
    """The releases of which so many are held in each period, for those who hold them."""
    for form in desk.agency.procedure.releases:
        if form.each is None or form.host is None:
            continue
        people = holders(desk.view, desk.agency, form.host, desk.today)
        whose = tuple(each.id for each in people)
        days = tuple(_held(desk, form.id))
        for period in periods_begun(desk, form.each):
            held = sum(day in period for day in days)
            if held < form.times:
                what = msg(
                    "{form}, {period}: {held} of {times} held",
                    form=form.id,
                    period=period.id,
                    held=held,
                    times=form.times,
                )
                command, due = f"release {form.id}", Due(period.last)
                yield Item("release", form.id, whose, what, form.clause, period.first, due, command)


def _held(desk: Desk, form: str) -> Iterator[date]:
    """The days of the releases of a form that are through their way."""
    for piece in pieces(desk.view, DONE):
        row = desk.view.row(piece.table, piece.id) if piece.release == form else None
        day = None if row is None else row.cells.get(desk.agency.tables[piece.table].day or "")
        if isinstance(day, str):
            yield date.fromisoformat(day)


# -- what the regulation requires ------------------------------------------------------------


def required_items(desk: Desk) -> Iterator[Item]:
    """What steps of the regulation require of this year's facts and is not done yet."""
    steps = (step for edition in desk.agency.editions for step in edition.steps)
    texts = {step.id: step.text for step in steps if step.do == "require"}
    if not texts:
        return
    year = desk.agency.calendar.year_of(desk.today).id
    result = score(desk.opened, facts_of(desk.agency, desk.view), year)
    unknown = next((_year(each) for each in result.problems if each.code == _UNKNOWN), None)
    for duty in result.duties:
        if duty.outcome in ("missing", "unknown") and not duty.done and _begun(desk, duty):
            yield _required(desk, duty, texts[duty.step], unknown)


def _year(problem: Problem) -> int | None:
    """The year whose holidays nobody told, as a warning of the run has it."""
    year = dict(problem.what.values)["year"]
    return year if isinstance(year, int) else None


def _begun(desk: Desk, duty: Duty) -> bool:
    """Whether a duty is on a fact, or its period has begun."""
    return bool(duty.fact) or desk.agency.calendar.period(duty.period).first <= desk.today


def _required(desk: Desk, duty: Duty, text: str, unknown: int | None) -> Item:
    subject = duty.subject
    people = people_on(desk.view, desk.agency, desk.today)
    whose = tuple(each.id for each in people if subject.id in (each.id, each.unit))
    what = msg("{about}: {text}", about=duty.fact or subject.name, text=text or duty.step)
    due = Due(unknown=unknown) if duty.outcome == "unknown" else _due(desk, duty)
    return Item("required", duty.fact or duty.step, whose, what, duty.clause, due=due)


def _due(desk: Desk, duty: Duty) -> Due:
    """By when a duty is due; one without a time of its own by the end of its period."""
    if duty.due:
        moment = datetime.fromisoformat(duty.due)
        return Due(moment if " " in duty.due else moment.date())
    return Due() if duty.fact else Due(desk.agency.calendar.period(duty.period).last)


def _pressing(item: Item, clock: datetime) -> tuple[int, str, str, str, str]:
    """What is late first, then what has a time, then the rest; earlier before later."""
    moment = item.due.moment
    rank = 0 if item.due.late(clock) else 2 if moment is None else 1
    due = "" if moment is None else moment.isoformat()
    return (rank, due, "" if item.since is None else item.since.isoformat(), item.kind, item.id)
