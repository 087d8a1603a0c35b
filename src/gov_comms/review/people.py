"""Who somebody is at the desk, which roles he holds on a day, and what he may therefore do.

People stand on the roster: of the record where it has one, else of ``agency.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gov_comms.config.separation import mixed, roles_held, told
from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.cells import Fault, cell_text, parse_day, split_list
from gov_comms.messages import Message, bilingual, msg
from gov_comms.model import Agency
from gov_comms.procedure import MAKING, POWERS
from gov_comms.record import Actor, View
from gov_comms.review.delegations import IN_FORCE, TABLE, Delegation, delegation_of
from gov_comms.review.desk import Desk
from gov_comms.timeline import from_number

ACCOUNT = "@account"
"""Rows that say whose an account is beside the roster: that of the record's founder."""


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the roster of people; ``first`` and ``last`` are the days for which it holds.

    ``account`` is the account of the machine (``os:…``) or database (``db:…``) that is his.
    """

    id: str
    unit: str
    roles: tuple[str, ...] = ()
    account: str = ""
    name: str = ""
    first: date = date.min
    last: date = date.max
    certified_until: date | None = None
    registered: date | None = None

    def on(self, day: date) -> bool:
        """Whether the row holds on a day."""
        return self.first <= day <= self.last

    def certified(self, day: date) -> bool:
        """Whether he has a certificate in force on a day."""
        return self.certified_until is not None and day <= self.certified_until


# -- the roster ------------------------------------------------------------------------------


def roster(view: View, agency: Agency) -> tuple[Person, ...]:
    """Every dated row of the roster of people, in its order."""
    held = view.rows("person", state="")
    if held:
        return tuple(person_from(row.cells) for row in sorted(held, key=lambda row: row.seq))
    return tuple(person_from(row.cells) for row in agency.rosters.get("person", ()))


def people_on(view: View, agency: Agency, day: date) -> tuple[Person, ...]:
    """Everybody on the roster on a day."""
    return tuple(each for each in roster(view, agency) if each.on(day))


def person_called(view: View, agency: Agency, name: str, day: date) -> Person | None:
    """The person of this id on a day, if he is on the roster then."""
    return next((each for each in people_on(view, agency, day) if each.id == name), None)


def person_of(view: View, agency: Agency, account: str, day: date) -> Person | None:
    """The person whose account it is on a day; None where it is nobody's, or several people's.

    An account that the roster gives to nobody may be that of the record's founder.
    """
    found = [each for each in people_on(view, agency, day) if account and each.account == account]
    if len(found) > 1:
        return None
    founder = view.row(ACCOUNT, account)
    if found or founder is None:
        return found[0] if found else None
    return person_called(view, agency, str(founder.cells["person"]), day)


def person_from(cells: Mapping[str, object]) -> Person:
    """The person that a row of the roster tells."""
    texts = {name: cell_text(cell) or "" for name, cell in cells.items()}
    return Person(
        id=texts.get("id", ""),
        unit=texts.get("unit", ""),
        roles=tuple(split_list(texts.get("roles", ""))),
        account=texts.get("account", ""),
        name=texts.get("name", ""),
        first=_day(texts.get("from", "")) or date.min,
        last=_day(texts.get("to", "")) or date.max,
        certified_until=_day(texts.get("certified_until", "")),
        registered=_day(texts.get("registered", "")),
    )


def _day(text: str) -> date | None:
    """The day of a cell that has passed the door."""
    number = parse_day(text) if text else None
    return None if number is None or isinstance(number, Fault) else from_number(number)


# -- roles and powers ------------------------------------------------------------------------


def roles_of(agency: Agency, person: Person) -> tuple[str, ...]:
    """The roles that somebody holds: those of his row, and those that all of his unit hold."""
    return roles_held(agency.procedure, person.roles, person.unit)


def powers_of(agency: Agency, roles: Iterable[str]) -> frozenset[str]:
    """What roles may do on the record: what ``may`` says, and ``submit`` for those who make pieces.

    A role makes pieces where it stands for drafting or collecting, or sends in as the first step.
    """
    held = set(roles)
    powers = {power for role in agency.procedure.roles if role.id in held for power in role.may}
    for chain in agency.procedure.chains:
        for index, step in enumerate(chain.steps):
            makes = step.action in MAKING or (index == 0 and step.action == "submit")
            if makes and step.role in held:
                powers.add("submit")
    return frozenset(powers)


def holders(view: View, agency: Agency, role: str, day: date, unit: str = "") -> tuple[Person, ...]:
    """Everybody who may act in a role on a day; ``unit`` narrows a role that each unit has."""
    certified = any(each.id == role and each.certificate for each in agency.procedure.roles)
    found = (each for each in people_on(view, agency, day) if role in roles_of(agency, each))
    able = (each for each in found if each.certified(day) or not certified)
    return tuple(each for each in able if _there(agency, role, each, unit))


def _there(agency: Agency, role: str, person: Person, unit: str) -> bool:
    """Whether somebody holds a role for a unit's pieces."""
    per_unit = any(each.id == role and each.per == "unit" for each in agency.procedure.roles)
    return not (per_unit and unit) or person.unit == unit


def having(view: View, agency: Agency, power: str, day: date, unit: str = "") -> tuple[str, ...]:
    """Everybody who has a power on a day; ``unit`` narrows it to its people."""
    return tuple(
        dict.fromkeys(
            person.id
            for person in people_on(view, agency, day)
            if unit in ("", person.unit) and power in powers_of(agency, roles_of(agency, person))
        )
    )


# -- who acts --------------------------------------------------------------------------------


def actor_of(view: View, agency: Agency, account: str, day: date, acting_for: str = "") -> Actor:
    """Who acts from an account, for another where a delegation allows it.

    Raises `Refused` where the account is nobody's, or no delegation is in force.
    """
    person = person_of(view, agency, account, day)
    if person is None:
        raise refusal("unknown-account", *_nobody(view, agency, account, day))
    return for_another(view, agency, Actor(account, person.id), acting_for, day)


def for_another(view: View, agency: Agency, actor: Actor, other: str, day: date) -> Actor:
    """The actor as he acts for ``other``.

    Raises `Refused` where no delegation is in force, or he would have what is two people's.
    """
    if other in ("", actor.person):
        return actor
    if not may_act_for(view, actor.person, other, day):
        what = msg(
            "{person} has no delegation from {other} in force on {day}",
            person=actor.person,
            other=other,
            day=day,
        )
        raise refusal("no-delegation", what, msg("{other} gives one: delegate", other=other))
    person = person_called(view, agency, actor.person, day)
    own = () if person is None else roles_of(agency, person)
    for pair in mixed(agency.procedure, own, passed_to(view, agency, actor.person, day)):
        raise refusal("own-work", *told(*pair, actor.person))
    return replace(actor, acting_for=other)


def _nobody(view: View, agency: Agency, account: str, day: date) -> tuple[Message, Message]:
    """Why an account leads to nobody, and what to do."""
    sharing = [each.id for each in people_on(view, agency, day) if each.account == account]
    if account and sharing:
        names = "、".join(sharing)
        what = msg("the account {account} is that of {names}", account=account, names=names)
        return what, msg("give each an account of his own")
    what = msg("the account {account} is nobody's on the roster of {day}", account=account, day=day)
    return what, msg("enter it in the column account (账号) of people")


def may_act_for(view: View, person: str, other: str, day: date) -> tuple[Delegation, ...]:
    """The delegations by which one person acts for another on a day; none where he may not."""
    found = (delegation_of(row) for row in view.rows(TABLE, state=IN_FORCE, about=other))
    return tuple(each for each in found if each.to == person and each.on(day))


def passed_to(view: View, agency: Agency, person: str, day: date) -> tuple[str, ...]:
    """The roles that others have delegated to somebody on a day."""
    roles: list[str] = []
    for each in map(delegation_of, view.rows(TABLE, state=IN_FORCE)):
        giver = person_called(view, agency, each.by, day)
        if each.to == person and each.on(day) and giver is not None:
            held = roles_of(agency, giver)
            roles += [role for role in held if not each.roles or role in each.roles]
    return tuple(dict.fromkeys(roles))


def may_act_as(view: View, person: str, day: date) -> tuple[str, ...]:
    """The people for whom somebody may act on a day."""
    found = (delegation_of(row) for row in view.rows(TABLE, state=IN_FORCE))
    return tuple(dict.fromkeys(each.by for each in found if each.to == person and each.on(day)))


def acting_person(desk: Desk) -> Person:
    """The person whose powers are used; raises `Refused` where he is not on the roster."""
    person = person_called(desk.view, desk.agency, desk.actor.whose, desk.today)
    if person is None:
        who, day = desk.actor.whose or desk.actor.account, desk.today
        what = msg("{person} is not on the roster on {day}", person=who, day=day)
        raise refusal("not-on-roster", what)
    return person


def acting_roles(desk: Desk) -> tuple[str, ...]:
    """The roles in which the actor acts: his own, or those that were delegated to him.

    A role that needs a certificate takes the actor's own, also where he acts for another.
    """
    roles = certified_roles(desk, roles_of(desk.agency, acting_person(desk)))
    if not desk.actor.acting_for:
        return roles
    given = may_act_for(desk.view, desk.actor.person, desk.actor.acting_for, desk.today)
    whole = any(not each.roles for each in given)
    return tuple(role for role in roles if whole or any(role in each.roles for each in given))


def certified_roles(desk: Desk, roles: Iterable[str]) -> tuple[str, ...]:
    """Those of some roles for which the actor himself has the certificate that they need."""
    agency = desk.agency
    needing = {role.id for role in agency.procedure.roles if role.certificate}
    if needing.isdisjoint(roles):
        return tuple(roles)
    actor = person_called(desk.view, agency, desk.actor.person, desk.today)
    has = actor is not None and actor.certified(desk.today)
    return tuple(role for role in roles if has or role not in needing)


def holds(desk: Desk, role: str, unit: str = "") -> bool:
    """Whether the actor holds a role, for the pieces of ``unit`` where each unit has its own."""
    person = acting_person(desk)
    return role in acting_roles(desk) and _there(desk.agency, role, person, unit)


def need_role(desk: Desk, role: str, unit: str = "") -> Person:
    """The person whose powers are used; raises `Refused` unless he holds the role."""
    person = acting_person(desk)
    if holds(desk, role, unit):
        return person
    if role in roles_of(desk.agency, person) and role not in certified_roles(desk, (role,)):
        who = desk.actor.person
        what = msg("{person} has no certificate in force as {role}", person=who, role=role)
        hint = msg("enter it in the column certified_until (证书有效期至) of people")
        raise refusal("not-certified", what, hint)
    where = msg("{role} of {unit}", role=role, unit=unit) if unit else role
    what = msg("{person} does not have the role {role}", person=person.id, role=where)
    names = "、".join(each.id for each in holders(desk.view, desk.agency, role, desk.today, unit))
    raise refusal("not-your-role", what, msg("those who do: {names}", names=names or "–"))


def need(desk: Desk, power: str) -> Person:
    """The person whose powers are used; raises `Refused` unless one of his roles has the power."""
    person = acting_person(desk)
    if power not in powers_of(desk.agency, acting_roles(desk)):
        named = power_name(power)
        what = msg("{person} may not do this: {power} is needed", person=person.id, power=named)
        roles = (each.id for each in desk.agency.procedure.roles)
        able = [each for each in roles if power in powers_of(desk.agency, (each,))]
        hint = (
            msg("the roles that may: {roles}", roles="、".join(able))
            if able
            else msg('no role has it; give one may = ["{power}"]', power=power)
        )
        raise refusal("no-power", what, hint)
    return person


def power_name(power: str) -> Message:
    """A power as people call it, with the word that roles are given."""
    return bilingual("{zh}({power})", "{power}", zh=POWERS[power], power=power)


def may_write(desk: Desk) -> None:
    """Raise `Refused` for whoever audits: he reads everything, and writes nothing."""
    person = person_called(desk.view, desk.agency, desk.actor.whose, desk.today)
    roles = () if person is None else roles_of(desk.agency, person)
    if "audit" in powers_of(desk.agency, roles):
        what = msg("{person} audits; who audits writes nothing", person=desk.actor.whose)
        raise refusal("audit-writes", what, msg("somebody else must do it"))


def not_own(desk: Desk, owners: Iterable[str], doing: Message) -> None:
    """Raise `Refused` where the actor, or the one for whom he acts, is among the owners."""
    owners = set(owners)
    for who in (desk.actor.person, desk.actor.acting_for):
        if who and who in owners:
            what = msg("{person} may not do this to his own: {doing}", person=who, doing=doing)
            raise refusal("own-work", what, msg("somebody else must do it"))


def refusal(code: str, what: Message, hint: Message | None = None) -> Refused:
    """A refusal of one reason that stands in no file."""
    return Refused([Problem(code, Place(), what, hint=hint)])
