"""What is due about people: certificates that run out, lists of holders, roles without holders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gov_comms.messages import msg
from gov_comms.procedure import Role
from gov_comms.review.desk import Desk
from gov_comms.review.items import Due, Item
from gov_comms.review.paths import rows_with
from gov_comms.review.people import Person, people_on, powers_of, roles_of
from gov_comms.settlement.staffing import role_counts
from gov_comms.timeline import Period

NOTICE = timedelta(days=60)
"""How long before a certificate runs out it is said."""


def people_items(desk: Desk) -> Iterator[Item]:
    """Certificates, registrations and numbers of holders that want something done today.

    They are for the person himself and for those who register; numbers of holders for these alone.
    """
    people = people_on(desk.view, desk.agency, desk.today)
    clerks = tuple(p.id for p in people if "register" in _powers(desk, p))
    for role in desk.agency.procedure.roles:
        holders = [each for each in people if role.id in roles_of(desk.agency, each)]
        for person in holders:
            whose = tuple(dict.fromkeys((person.id, *clerks)))
            if role.certificate:
                yield from _certificate(desk, role, person, whose)
            if role.renew is not None:
                yield from _registration(desk, role, person, whose)
    yield from _numbers(desk, clerks)


def _powers(desk: Desk, person: Person) -> frozenset[str]:
    return powers_of(desk.agency, roles_of(desk.agency, person))


def _certificate(desk: Desk, role: Role, person: Person, whose: tuple[str, ...]) -> Iterator[Item]:
    until = person.certified_until
    if until is not None and until > desk.today + NOTICE:
        return
    if until is None:
        what = msg("{person} has no certificate as {role}", person=person.id, role=role.id)
    else:
        what = msg(
            "the certificate of {person} as {role} is good until {day}",
            person=person.id,
            role=role.id,
            day=until,
        )
    yield Item("certificate", person.id, whose, what, role.clause, due=Due(until))


def _registration(desk: Desk, role: Role, person: Person, whose: tuple[str, ...]) -> Iterator[Item]:
    """A holder who is to be registered: anew in each year, or once since he is what he is."""
    year = desk.agency.calendar.year_of(desk.today)
    since = year.first if role.renew == "year" else person.first
    if person.registered is not None and person.registered >= since:
        return
    what = msg("{person} is to be registered as {role}", person=person.id, role=role.id)
    yield Item(
        "registration",
        person.id,
        whose,
        what,
        role.clause,
        since=None if since == date.min else since,
        due=Due(_due_day(role, year)),
    )


def _due_day(role: Role, year: Period) -> date | None:
    """The day of a year by which the list of a role's holders is due."""
    if role.due is None:
        return year.last if role.renew == "year" else None
    days = (role.due.in_year(number) for number in (year.first.year, year.last.year))
    return next((day for day in days if day in year), None)


def _numbers(desk: Desk, clerks: tuple[str, ...]) -> Iterator[Item]:
    """Roles with too few or too many holders today."""
    roles = {f"role.{role.id}": role for role in desk.agency.procedure.roles}
    today = Period(desk.today.isoformat(), "day", desk.today, desk.today)
    for problem in role_counts(rows_with(desk, "person", {}, ()).tables, today):
        role = roles[problem.key]
        yield Item("role-count", role.id, clerks, problem.what, role.clause)
