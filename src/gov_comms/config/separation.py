"""Separation of duties: what one person, or one role, may not be charged with at once.

Who makes pieces judges none of the same chain; who sends in, judges, verifies or pays does none of
the others; preparing, authorising and paying are three people's, and so are the three offices of
system, security and audit; and who audits writes nothing at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from gov_comms.messages import Message, msg
from gov_comms.procedure import DECIDING, MAKING, POWERS, REVIEWING, Chain, Procedure

APART = (
    ("make", "judge", "verify", "pay"),
    ("prepare", "authorise", "pay"),
    ("system", "security", "audit"),
)
"""Of each of these nobody has two; two steps of chains count where it is the same chain."""
CHARGES: Mapping[str, Message] = {
    "make": msg("make or send in pieces"),
    "judge": msg("review or decide pieces"),
    "handle": msg("handle pieces in a chain"),
    "register": msg("register"),
    "verify": msg("verify"),
    "request": msg("ask for pieces"),
    "rule": msg("rule"),
    "settle": msg("settle"),
    "decide": msg("decide appeals"),
    "prepare": msg("prepare payments"),
    "authorise": msg("authorise payments"),
    "pay": msg("pay"),
    "system": msg("administer the system"),
    "security": msg("administer security"),
    "audit": msg("audit"),
}
"""What somebody can be charged with, in words."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What a role is charged with: one of `CHARGES`; ``chain`` where a chain's step says so."""

    role: str
    what: str
    chain: str = ""


def roles_held(procedure: Procedure, roles: object, unit: object) -> tuple[str, ...]:
    """The roles that somebody holds: those of his row, and those that all of his unit hold."""
    own = map(str, roles) if isinstance(roles, (list, tuple)) else ()
    of_unit = (role.id for role in procedure.roles if role.unit is not None and role.unit == unit)
    return tuple(dict.fromkeys((*own, *of_unit)))


def charges(procedure: Procedure) -> tuple[Charge, ...]:
    """What the roles are charged with: their powers first, then their steps in chains."""
    of_powers = [
        Charge(role.id, "make" if power == "submit" else power)
        for role in procedure.roles
        for power in sorted(role.may, key=tuple(POWERS).index)
    ]
    of_steps = [charge for chain in procedure.chains for charge in _of_steps(chain)]
    return tuple(dict.fromkeys((*of_powers, *of_steps)))


def united(procedure: Procedure, roles: Collection[str]) -> Iterator[tuple[Charge, Charge]]:
    """Pairs of charges that whoever has these roles has, and nobody may have; a pair of roles once.

    A role that makes and judges on one chain is left to the check of that chain, which knows
    whether the two steps are ever about one piece.
    """
    held = [each for each in charges(procedure) if each.role in roles]
    told: set[frozenset[str]] = set()
    for one, other in combinations(held, 2):
        pair = frozenset((one.role, other.role))
        if pair not in told and _apart(one, other):
            told.add(pair)
            yield one, other


def mixed(
    procedure: Procedure, own: Collection[str], passed: Collection[str]
) -> Iterator[tuple[Charge, Charge]]:
    """Pairs of charges that come together only where somebody has other roles beside his own."""
    alone = {*united(procedure, own), *united(procedure, passed)}
    yield from (pair for pair in united(procedure, {*own, *passed}) if pair not in alone)


def _of_steps(chain: Chain) -> Iterator[Charge]:
    for step in chain.steps:
        judges = step.action in (*REVIEWING, *DECIDING) and not step.body
        what = "make" if step.action in MAKING else "judge" if judges else "handle"
        yield Charge(step.role, what, chain.id)


def _apart(one: Charge, other: Charge) -> bool:
    """Whether two charges must be different people's."""
    whats = {one.what, other.what}
    if len(whats) == 1:
        return False
    if "audit" in whats:
        return True
    if whats == {"make", "judge"} and one.chain and other.chain:
        return one.chain == other.chain and one.role != other.role
    return any(whats <= set(group) for group in APART)


def told(one: Charge, other: Charge, who: str) -> tuple[Message, Message]:
    """What is wrong with two charges in one person's hands, and what to do about it."""
    if one.chain and other.chain:
        made, judged = sorted((one, other), key=lambda each: each.what != "make")
        what = msg(
            "{person} makes pieces as {made} and judges them as {judged} in {chain}",
            person=who,
            made=made.role,
            judged=judged.role,
            chain=judged.chain,
        )
        return what, msg("nobody may judge his own work; take one of the roles from him")
    one_may, other_may = CHARGES[one.what], CHARGES[other.what]
    if one.role == other.role:
        what = msg("{role} may both {one} and {other}", role=one.role, one=one_may, other=other_may)
        return what, msg("these are for different people; give one of them to another role")
    what = msg(
        "{person} may {one} as {role} and {other} as {other_role}",
        person=who,
        one=one_may,
        role=one.role,
        other=other_may,
        other_role=other.role,
    )
    return what, msg("these are for different people; take one of the roles from him")
