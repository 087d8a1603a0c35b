"""Separation of duties on the record: what its roster may not unite, whoever entered it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from gov_comms.config.rosters import ACCOUNTS
from gov_comms.config.separation import told, united
from gov_comms.errors import Place, Problem, refuse_errors
from gov_comms.messages import msg
from gov_comms.model import Agency
from gov_comms.review.people import Person, roles_of


def refuse_united(agency: Agency, people: Sequence[Person]) -> None:
    """Raise `Refused` where rows of a roster give one person what is two people's, or an account.

    ``people`` are all rows that stand, or will once they are written.
    """
    refuse_errors([*_united(agency, people), *_accounts(people)])


def _united(agency: Agency, people: Sequence[Person]) -> Iterator[Problem]:
    for person in people:
        for one, other in united(agency.procedure, roles_of(agency, person)):
            if one.role != other.role:
                what, hint = told(one, other, person.id)
                yield Problem("own-work", _place(person, "角色"), what, hint=hint)


def _accounts(people: Sequence[Person]) -> Iterator[Problem]:
    having = [each for each in people if each.account]
    for person in having:
        if not person.account.startswith(ACCOUNTS):
            what = msg("{account} is no account", account=person.account)
            hint = msg("write os:NAME for a user of the machine, db:NAME for one of the database")
            yield Problem("account", _place(person, "账号"), what, hint=hint)
    for one, other in combinations(having, 2):
        meet = one.first <= other.last and other.first <= one.last
        if one.account == other.account and one.id != other.id and meet:
            what = msg(
                "{account} is the account of {owner} already", account=one.account, owner=one.id
            )
            yield Problem("name-taken", _place(other, "账号"), what)


def _place(person: Person, column: str) -> Place:
    return Place(sheet=f"人员 {person.id}", heading=column)
