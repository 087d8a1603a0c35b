"""The command delegate (委托): somebody lets another act for him, from a day to a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gov_comms.config.separation import mixed, told
from gov_comms.errors import Place, Problem, Refused
from gov_comms.language.faults import nearest
from gov_comms.messages import Message, msg
from gov_comms.record import Act, Change
from gov_comms.review.delegations import (
    ENDED,
    IN_FORCE,
    TABLE,
    Delegation,
    delegation_cells,
    delegation_of,
)
from gov_comms.review.desk import Desk
from gov_comms.review.numbers import next_number
from gov_comms.review.people import (
    Person,
    acting_person,
    need,
    passed_to,
    people_on,
    person_called,
    refusal,
    roles_of,
)


def delegate(
    desk: Desk,
    to: str,
    *,
    last: date,
    first: date | None = None,
    roles: Sequence[str] = (),
    by: str = "",
    reason: str = "",
) -> Act:
    """Let ``to`` act for the actor, or for ``by`` where the actor looks after security.

    It holds from ``first``, today if left out, to ``last``, in the roles named or in all.  Raises
    `Refused` with all that is wrong with it.
    """
    giver = _giver(desk, by)
    given = Delegation(giver.id, to, first or desk.today, last, tuple(roles))
    problems = [*_wrong_days(desk, given), *_wrong_hands(desk, giver, given)]
    if problems:
        raise Refused(problems)
    number, taken = next_number(desk, "W")
    put = Change(TABLE, number, delegation_cells(given), IN_FORCE, giver.id)
    return Act("delegated", number, (taken, put), reason, told=(_said(number, given),))


def end_delegation(desk: Desk, to: str, *, by: str = "", reason: str = "") -> Act:
    """End what the actor, or ``by`` where the actor looks after security, has delegated to ``to``.

    Raises `Refused` where nothing is in force, or still to come.
    """
    giver = _giver(desk, by)
    rows = desk.view.rows(TABLE, state=IN_FORCE, about=giver.id)
    given = {row.id: delegation_of(row) for row in rows}
    open_ones = {
        number: each for number, each in given.items() if each.to == to and each.last >= desk.today
    }
    if not open_ones:
        known = [each.to for each in given.values() if each.last >= desk.today]
        what = msg("{by} has delegated nothing to {to} that is in force", by=giver.id, to=to)
        raise refusal("unknown-delegation", what, nearest(to, known))
    changes = tuple(
        Change(TABLE, number, delegation_cells(each), ENDED, giver.id)
        for number, each in open_ones.items()
    )
    said = msg("{to} no longer acts for {by}", to=to, by=giver.id)
    return Act("delegation-ended", next(iter(open_ones)), changes, reason, told=(said,))


def _giver(desk: Desk, by: str) -> Person:
    """The person for whom another shall act."""
    _for_himself(desk)
    person = acting_person(desk)
    if by in ("", person.id):
        return person
    need(desk, "security")
    found = person_called(desk.view, desk.agency, by, desk.today)
    if found is None:
        what = msg("{person} is not on the roster on {day}", person=by, day=desk.today)
        raise refusal("not-on-roster", what)
    return found


def _for_himself(desk: Desk) -> None:
    """What was delegated cannot be handed on."""
    if desk.actor.acting_for:
        what = msg("{person} acts for another and cannot hand that on", person=desk.actor.person)
        raise refusal("delegated-on", what, msg("leave out --as"))


def _wrong_days(desk: Desk, given: Delegation) -> Iterator[Problem]:
    if given.last < given.first:
        what = msg("the last day lies before the first")
        yield Problem("days", Place(), what, "--until")
    if given.first < desk.today:
        what = msg("{day} is past; nothing can be delegated afterwards", day=given.first)
        yield Problem("days", Place(), what, "--from")


def _wrong_hands(desk: Desk, giver: Person, given: Delegation) -> Iterator[Problem]:
    """What is wrong with the one who receives, and with the roles that he is to have."""
    agency = desk.agency
    held = roles_of(agency, giver)
    for role in given.roles:
        if role not in held:
            what = msg("{person} does not have the role {role}", person=giver.id, role=role)
            yield Problem("not-your-role", Place(), what, "--role", nearest(role, held))
    if given.to == giver.id:
        what = msg("nobody acts for himself by delegation")
        yield Problem("own-work", Place(), what, "TO")
        return
    other = person_called(desk.view, agency, given.to, given.first)
    if other is None:
        known = [each.id for each in people_on(desk.view, agency, given.first)]
        what = msg("{person} is not on the roster on {day}", person=given.to, day=given.first)
        yield Problem("not-on-roster", Place(), what, "TO", nearest(given.to, known))
        return
    own, passed = roles_of(agency, other), [each for each in given.roles or held if each in held]
    beside = (*own, *passed_to(desk.view, agency, other.id, given.first))
    for pair in mixed(agency.procedure, beside, passed):
        what, _ = told(*pair, other.id)
        hint = msg("let somebody else act, or name the roles: --role")
        yield Problem("own-work", Place(), what, "TO", hint)


def _said(number: str, given: Delegation) -> Message:
    roles = "、".join(given.roles)
    return msg(
        "{id}: {to} may act for {by} from {first} to {last} ({roles})",
        id=number,
        to=given.to,
        by=given.by,
        first=given.first,
        last=given.last,
        roles=roles or msg("all roles"),
    )
