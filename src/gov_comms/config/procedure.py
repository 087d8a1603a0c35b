"""Roles, chains, distributions, releases and recurring duties, as ``agency.toml`` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeVar

from pydantic import Field

from gov_comms.config.reading import Document
from gov_comms.config.report import Report
from gov_comms.config.shape import Flag, MonthDayField, Whole
from gov_comms.errors import Place
from gov_comms.language.condition import ConditionField
from gov_comms.language.faults import Keys
from gov_comms.language.step import Deadline, Strict
from gov_comms.messages import msg
from gov_comms.model import Text, WordList
from gov_comms.procedure import (
    Chain,
    ChainStep,
    Distribution,
    During,
    Procedure,
    RecurringDuty,
    Release,
    Role,
)

Action = Literal[
    "draft",
    "collect",
    "submit",
    "register",
    "edit",
    "proofread",
    "review",
    "secrecy",
    "consult",
    "countersign",
    "approve",
    "sign",
    "file",
    "copy",
    "invite",
    "host",
    "upload",
    "publish",
    "report",
    "feedback",
    "archive",
]
Power = Literal[
    "submit",
    "register",
    "verify",
    "request",
    "rule",
    "settle",
    "decide",
    "prepare",
    "authorise",
    "pay",
    "system",
    "security",
    "audit",
]
ROLES = "roles"
"""The list of words that closes the column of people's roles once roles are declared."""
_Shape = TypeVar("_Shape", bound=Strict)
_Named = Role | Chain | Distribution | Release | RecurringDuty


class RoleShape(Strict):
    """``[[role]]``"""

    id: str = Field(min_length=1)
    clause: str = Field(min_length=1)
    duties: tuple[str, ...] = ()
    who: str = ""
    unit: str | None = None
    per: Literal["agency", "unit"] = "agency"
    when: ConditionField | None = None
    at_least: Whole = Field(0, ge=0)
    at_most: Whole | None = Field(None, ge=1)
    may: tuple[Power, ...] = ()
    certificate: Flag = False
    renew: Literal["year", "change"] | None = None
    due: MonthDayField | None = None


class ChainStepShape(Strict):
    """``[[chain.step]]``"""

    role: str = Field(min_length=1)
    action: Action
    body: str = Field("", alias="with")
    people: Whole = Field(1, ge=1)
    when: ConditionField | None = None
    checklist: tuple[str, ...] = ()
    deadline: Deadline | None = None
    fills: tuple[str, ...] = ()


class ChainShape(Strict):
    """``[[chain]]``"""

    id: str = Field(min_length=1)
    clause: str = Field(min_length=1)
    on: str = "submission"
    when: ConditionField | None = None
    step: tuple[ChainStepShape, ...] = Field(min_length=1)


class DistributionShape(Strict):
    """``[[distribution]]``"""

    id: str = Field(min_length=1)
    clause: str = Field(min_length=1)
    document: str = Field(min_length=1)
    to: tuple[str, ...] = Field(min_length=1)
    by: str | None = None
    on: str | None = None
    when: ConditionField | None = None
    each: str | None = None
    deadline: Deadline | None = None
    bulletin: str | None = None
    fills: tuple[str, ...] = ()


class ReleaseShape(Strict):
    """``[[release]]``"""

    id: str = Field(min_length=1)
    clause: str = Field(min_length=1)
    level: str = ""
    host: str | None = None
    invitees: tuple[str, ...] = ()
    may_decline: Flag | None = None
    chain: str | None = None
    each: str | None = None
    times: Whole = Field(1, ge=1)


class DuringShape(Strict):
    """``[duty.during]``"""

    on: str = Field(min_length=1)
    first: str = Field(min_length=1, alias="from")
    until: str = Field(min_length=1)
    match: str = Field(min_length=1)
    when: ConditionField | None = None


class DutyShape(Strict):
    """``[[duty]]``"""

    id: str = Field(min_length=1)
    clause: str = Field(min_length=1)
    role: str = Field(min_length=1)
    each: str = Field(min_length=1)
    text: str = ""
    per: Literal["agency", "unit", "person"] = "agency"
    when: ConditionField | None = None
    times: Whole = Field(1, ge=1)
    on: str | None = None
    where: ConditionField | None = None
    deadline: Deadline | None = None
    during: DuringShape | None = None


def read_procedure(document: Document, report: Report) -> Procedure:
    """Who does the work; parts of a wrong shape are noted and left out."""
    called = {each.get("chain") for each in document.data.get("release", ())}
    procedure = Procedure(
        tuple(
            _role(shape, keys, report.places.of(document, keys))
            for shape, keys in _shapes(RoleShape, "role", document, report)
        ),
        tuple(
            _chain(shape, keys, shape.id in called)
            for shape, keys in _shapes(ChainShape, "chain", document, report)
        ),
        tuple(
            Distribution(keys=keys, **_fields(shape))
            for shape, keys in _shapes(DistributionShape, "distribution", document, report)
        ),
        tuple(
            Release(keys=keys, **_fields(shape))
            for shape, keys in _shapes(ReleaseShape, "release", document, report)
        ),
        tuple(_duty(shape, keys) for shape, keys in _shapes(DutyShape, "duty", document, report)),
    )
    listed: tuple[tuple[_Named, ...], ...] = (
        procedure.roles,
        procedure.chains,
        procedure.distributions,
        procedure.releases,
        procedure.duties,
    )
    for named in listed:
        seen: set[str] = set()
        for each in named:
            if each.id in seen:
                what = msg("the name {name} is taken", name=each.id)
                report.add(document, (*each.keys, "id"), "name-taken", what)
            seen.add(each.id)
    return procedure


def role_words(document: Document) -> dict[str, WordList]:
    """The list that closes the column of people's roles; none where no role is declared."""
    names = names_of("role", document)
    return {ROLES: WordList(ROLES, Text("角色", "Roles"), names)} if names else {}


def names_of(name: str, document: Document) -> tuple[str, ...]:
    """The ids written in a list of tables, also in those of a wrong shape."""
    ids = (raw.get("id") for raw in document.data.get(name, ()))
    return tuple(dict.fromkeys(each for each in ids if isinstance(each, str)))


def _shapes(
    shape: type[_Shape], name: str, document: Document, report: Report
) -> Iterator[tuple[_Shape, Keys]]:
    for index, raw in enumerate(document.data.get(name, ())):
        keys: Keys = (name, index)
        found = report.read(shape, raw, document, keys)
        if found is not None:
            yield found, keys


def _fields(shape: Strict) -> dict[str, Any]:
    return {name: getattr(shape, name) for name in type(shape).model_fields}


def _role(shape: RoleShape, keys: Keys, place: Place) -> Role:
    return Role(keys=keys, place=place, **_fields(shape))


def _chain(shape: ChainShape, keys: Keys, called: bool) -> Chain:
    steps = tuple(
        ChainStep(keys=(*keys, "step", index), **_fields(step))
        for index, step in enumerate(shape.step)
    )
    return Chain(shape.id, shape.clause, keys, steps, shape.on, shape.when, called)


def _duty(shape: DutyShape, keys: Keys) -> RecurringDuty:
    during = None if shape.during is None else During(**_fields(shape.during))
    return RecurringDuty(keys=keys, **{**_fields(shape), "during": during})
