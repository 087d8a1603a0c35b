"""Recurring duties: what a role owes in each period, what of it is done, and what is late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import narwhals as nw

from gov_comms.language.condition import Condition
from gov_comms.language.faults import nearest
from gov_comms.language.value import columns_of
from gov_comms.messages import msg
from gov_comms.procedure import RecurringDuty
from gov_comms.record import Act, Change, Held
from gov_comms.review.desk import Desk
from gov_comms.review.items import Due, Item, due_from
from gov_comms.review.paths import Rows, holding, rows_with, times
from gov_comms.review.people import acting_person, holders, need_role, people_on, refusal, roles_of
from gov_comms.timeline import ONE_DAY, Period, to_number

TABLE = "@mark"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose a duty is from ``first`` to ``last``: a unit, a person; empty for the agency.

    ``people`` are those who may do it, ``about`` the row as long as which it recurs.
    """

    whose: str
    people: tuple[str, ...]
    first: date = date.min
    last: date = date.max
    about: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty of a bearer in one period, and how often it is done."""

    duty: RecurringDuty
    period: Period
    bearer: Bearer
    done: int
    due: Due

    @property
    def met(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.done >= self.duty.times


def owed(desk: Desk) -> Iterator[Owed]:
    """Every duty of every period of this year that has begun since the record has."""
    for duty in desk.agency.procedure.duties:
        bearers = _bearers(desk, duty) if duty.during is None else _as_long_as(desk, duty)
        days = _done(desk, duty)
        for period in periods_begun(desk, duty.each):
            due = _due(desk, duty, period)
            for bearer in bearers:
                if period.first <= bearer.last and bearer.first <= period.last:
                    found = days.get((bearer.whose, bearer.about), ())
                    yield Owed(duty, period, bearer, sum(day in period for day in found), due)


def _due(desk: Desk, duty: RecurringDuty, period: Period) -> Due:
    """By when a duty of a period is due; unknown where nobody can tell whether a day is worked."""
    calendar = desk.agency.calendar
    if duty.each == "workday" and calendar.workdays.is_workday(period.first) is None:
        return Due(unknown=period.first.year)
    if duty.deadline is None:
        return Due(period.last)
    return due_from(calendar, duty.deadline, period.last)


def duty_items(desk: Desk) -> Iterator[Item]:
    """The duties of which something is left, for those who may do it."""
    for each in owed(desk):
        if not each.met:
            yield _item(each)


def mark(desk: Desk, duty: str, *, period: str = "", note: str = "") -> Act:
    """Say that a duty is done; ``period`` is the one that holds today unless another is named.

    Raises `Refused` where it is not the actor's, is met already, or rows of a table fulfil it.
    """
    noun = _duty_called(desk, duty)
    if noun.on is not None:
        what = msg("{duty} is done by rows of {table}", duty=duty, table=noun.on)
        raise refusal("done-by-rows", what, msg("enter one of them"))
    person = acting_person(desk)
    whose = {"agency": "", "unit": person.unit, "person": person.id}[noun.per]
    need_role(desk, noun.role, person.unit if noun.per == "unit" else "")
    own = [each for each in owed(desk) if each.duty is noun and each.bearer.whose == whose]
    chosen = next((each for each in own if each.period.id == period), None) if period else None
    if chosen is None and not period and own:
        chosen = own[-1]
    if chosen is None:
        what = msg("{duty} is not owed in {period}", duty=duty, period=period or desk.today)
        raise refusal("not-owed", what, nearest(period, [each.period.id for each in own]))
    if chosen.met:
        what = msg("{duty} is already done for {period}", duty=duty, period=chosen.period.id)
        raise refusal("already-done", what)
    number = f"{duty}|{chosen.period.id}|{whose}|{chosen.done + 1}"
    day = min(desk.today, chosen.period.last)
    cells = {"whose": whose, "day": day.isoformat(), "by": person.id, "note": note}
    told = msg("{duty} is done for {period}", duty=duty, period=chosen.period.id)
    return Act("duty-done", duty, (Change(TABLE, number, cells, about=duty),), note, told=(told,))


def _duty_called(desk: Desk, name: str) -> RecurringDuty:
    duties = desk.agency.procedure.duties
    for duty in duties:
        if duty.id == name:
            return duty
    what = msg("no recurring duty is called {name}", name=name)
    raise refusal("unknown-duty", what, nearest(name, [duty.id for duty in duties]))


def _item(each: Owed) -> Item:
    duty, bearer = each.duty, each.bearer
    what = msg(
        "{duty}, {period}: {done} of {times} done",
        duty=f"{bearer.about} {duty.text or duty.id}".strip(),
        period=each.period.id,
        done=each.done,
        times=duty.times,
    )
    command = f"mark {duty.id} --period {each.period.id}" if duty.on is None else ""
    since = max(each.period.first, bearer.first)
    number = bearer.about or duty.id
    return Item("duty", number, bearer.people, what, duty.clause, since, each.due, command)


# -- whose it is ---------------------------------------------------------------------------


def _bearers(desk: Desk, duty: RecurringDuty) -> tuple[Bearer, ...]:
    """Those whose duty it is today."""
    view, agency, today = desk.view, desk.agency, desk.today
    if duty.per == "agency":
        people = tuple(each.id for each in holders(view, agency, duty.role, today))
        return (Bearer("", people),)
    able = _able(desk, duty)
    if duty.per == "person":
        kept = _subjects(
            desk, "person", duty.when, [name for each in able.values() for name in each]
        )
        return tuple(Bearer(name, (name,)) for name in kept)
    return tuple(
        Bearer(unit, able[unit]) for unit in _subjects(desk, "unit", duty.when, list(able))
    )


def _as_long_as(desk: Desk, duty: RecurringDuty) -> tuple[Bearer, ...]:
    """The units of rows that last or lasted, each from its row's first day to the last."""
    during = duty.during
    assert during is not None
    cells = {row.id: row.cells for row in desk.view.rows(during.on, state="")}
    names = [during.first, during.until, *(columns_of(during.when) if during.when else ())]
    rows = rows_with(desk, during.on, cells, names)
    kept = holding(rows, during.when)
    first, until = times(rows, during.first), times(rows, during.until)
    able, found = _able(desk, duty), []
    for row_id in kept:
        begin, end = _day(first[row_id]), _day(until[row_id])
        unit = str(cells[row_id].get("unit") or "")
        if begin is not None:
            found.append(Bearer(unit, able.get(unit, ()), begin, end or date.max, row_id))
    return tuple(found)


def _day(time: date | datetime | None) -> date | None:
    return time.date() if isinstance(time, datetime) else time


def _able(desk: Desk, duty: RecurringDuty) -> dict[str, tuple[str, ...]]:
    """The people who have a duty's role today, by unit."""
    found: dict[str, tuple[str, ...]] = {}
    for each in people_on(desk.view, desk.agency, desk.today):
        if duty.role in roles_of(desk.agency, each):
            found[each.unit] = (*found.get(each.unit, ()), each.id)
    return found


def _subjects(desk: Desk, kind: str, when: Condition | None, ids: list[str]) -> tuple[str, ...]:
    """Those units or people for whom a condition holds today."""
    if when is None or not ids:
        return tuple(ids)
    rows = rows_with(desk, kind, {}, columns_of(when))
    today = to_number(desk.today)
    valid = (nw.col("from") <= today) & (nw.col("to") >= today)
    frames = {**rows.tables.frames, kind: rows.tables.frames[kind].filter(valid)}
    tables = replace(rows.tables, frames=frames)
    return holding(Rows(tables, kind, tuple(ids), rows.year), when)


# -- what is done --------------------------------------------------------------------------


def _done(desk: Desk, duty: RecurringDuty) -> dict[tuple[str, str], list[date]]:
    """The days on which a duty was done, by whose it is and what it is about."""
    if duty.on is None:
        rows, day, whose = desk.view.rows(TABLE, about=duty.id), "day", "whose"
    else:
        day = desk.agency.tables[duty.on].day or ""
        whose = duty.per
        rows = _fulfilling(desk, duty, desk.view.rows(duty.on, state=""))
    match = duty.during.match if duty.during is not None else ""
    found: dict[tuple[str, str], list[date]] = {}
    for row in rows:
        name = "" if duty.per == "agency" else str(row.cells.get(whose) or "")
        about = str(row.cells.get(match) or "") if match else ""
        found.setdefault((name, about), []).append(date.fromisoformat(str(row.cells[day])))
    return found


def _fulfilling(desk: Desk, duty: RecurringDuty, rows: tuple[Held, ...]) -> tuple[Held, ...]:
    """The rows of a table that fulfil a duty."""
    if duty.where is None or duty.on is None:
        return rows
    cells = {row.id: row.cells for row in rows}
    kept = set(holding(rows_with(desk, duty.on, cells, columns_of(duty.where)), duty.where))
    return tuple(row for row in rows if row.id in kept)


# -- periods -------------------------------------------------------------------------------


def periods_begun(desk: Desk, each: str) -> Iterator[Period]:
    """The periods of a level that began this year, since the record did, and by today."""
    calendar = desk.agency.calendar
    day = max(calendar.year_of(desk.today).first, began(desk))
    while day <= desk.today:
        if each in ("day", "workday"):
            if each == "day" or calendar.workdays.is_workday(day) is not False:
                yield Period(day.isoformat(), "day", day, day)
            day += ONE_DAY
            continue
        period = calendar.containing(day, each)
        if period is not None:
            yield period
        day = day + ONE_DAY if period is None else period.last + ONE_DAY


def began(desk: Desk) -> date:
    """The day on which the record began, where the office is."""
    first = desk.view.first()
    return desk.today if first is None else replace(desk, now=first.at).today
