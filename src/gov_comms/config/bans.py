"""Bans: rules about rules, which no step of the agency, nor of one that extends it, may break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gov_comms.config.ground import Above, Ground
from gov_comms.config.logic import both
from gov_comms.config.reference import References
from gov_comms.config.standing import Standing, applies
from gov_comms.config.values import check_condition
from gov_comms.errors import Problem
from gov_comms.language.condition import Condition, Join, Test
from gov_comms.language.faults import Keys
from gov_comms.language.reading import receiver_of
from gov_comms.language.step import Ban, Step
from gov_comms.language.value import (
    Arithmetic,
    Bands,
    Cases,
    Each,
    Lookup,
    Number,
    Ruling,
    Scaled,
    Unknown,
    Value,
    columns_of,
)
from gov_comms.messages import Message, msg
from gov_comms.model import ColumnType, Edition

C = ColumnType
_KINDS: Mapping[ColumnType, frozenset[str]] = {
    **dict.fromkeys((C.UNIT, C.UNITS), frozenset({"unit"})),
    **dict.fromkeys((C.PERSON, C.PEOPLE), frozenset({"person"})),
    C.WORK: frozenset({"unit", "person"}),
}
_FORBIDDEN: Mapping[tuple[str, str], Message] = {
    ("targets", "unit"): msg("units may be set no targets"),
    ("targets", "person"): msg("people may be set no targets"),
    ("fines", "unit"): msg("nothing may be taken off units"),
    ("fines", "person"): msg("nothing may be taken off people"),
}


def check_ban(ban: Ban, above: Above, references: References) -> None:
    """Check every name in a ban, whose condition is read on the roster."""
    for index, measure in enumerate(ban.measures):
        references.measure(measure, ("measures", index))
    if ban.when is not None:
        ground = Ground(above.tables, (f"subjects:{ban.on}",), subjects=True)
        check_condition(ban.when, ground, above, references, ("when",))


def bans_of(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """Steps that set a target or take something off where a ban forbids it."""
    for standing in steps:
        for ban, file in _in_force(standing.above.agency.editions):
            for keys in _broken_by(standing, ban):
                if _concerns(standing, keys, ban, steps):
                    what = msg(
                        "{forbidden}: {clause} (ban {id} of {file})",
                        forbidden=_FORBIDDEN[ban.of, ban.on],
                        clause=ban.clause,
                        id=ban.id,
                        file=file,
                    )
                    yield standing.problem(keys, "banned", what)


def _in_force(editions: Iterable[Edition]) -> tuple[tuple[Ban, str], ...]:
    """The bans that hold under the last of some editions, and the file that states each."""
    found: dict[str, tuple[Ban, str]] = {}
    for edition in editions:
        for name in edition.repeals:
            found.pop(name, None)
        found |= {ban.id: (ban, file) for ban, file in edition.bans}
    return tuple(found.values())


def _broken_by(standing: Standing, ban: Ban) -> Iterator[Keys]:
    """The keys of a step that do what a ban forbids, to whomever."""
    step = standing.step
    if ban.of == "targets":
        counted = not ban.measures or getattr(step, "count", None) in ban.measures
        if step.do == "quota" and (getattr(step, "subjects", None) or "unit") == ban.on and counted:
            yield ("target",)
    elif ban.on in _receivers(standing.above, step):
        for keys, measure, value in standing.given():
            if (not ban.measures or measure in ban.measures) and _takes_off(value):
                yield keys


def _receivers(above: Above, step: Step) -> frozenset[str]:
    """Whether a step gives to units, to people, or to either."""
    to = receiver_of(step)
    if to is None and not hasattr(step, "subjects"):
        return _KINDS[C.WORK]
    if to is None:
        return frozenset({getattr(step, "subjects", None) or "unit"})
    if to.members_of is not None:
        return _KINDS[C.PERSON]
    paths = (above.rows(step).path(name) for name in to.paths)
    kinds = (_KINDS.get(path.column.type, frozenset()) for path in paths if path is not None)
    return frozenset().union(*kinds)


def _takes_off(value: Value) -> bool:
    """Whether a value can come out below zero by what is written in it."""
    match value:
        case Number(value=number):
            return number < 0
        case Arithmetic(how="minus", parts=(first, *_)):
            return isinstance(first, Number) and first.value <= 0
        case Arithmetic(parts=parts):
            return any(map(_takes_off, parts))
        case Lookup(cells=cells, rest=rest):
            return any(_takes_off(cell.value) for cell in cells) or _rest(rest)
        case Bands(bands=bands, rest=rest):
            return any(_takes_off(band.value) for band in bands) or _rest(rest)
        case Cases(cases=cases, rest=rest):
            return any(_takes_off(case.value) for case in cases) or _rest(rest)
        case Each(give=inner) | Scaled(value=inner):
            return _takes_off(inner)
        case Unknown(office=rest):
            return _rest(rest)
        case Ruling(low=low, choices=choices, words=words):
            below = (low is not None and low < 0) or any(choice < 0 for choice in choices)
            return below or any(_takes_off(each) for _, each in words)
    return False


def _rest(value: Value | None) -> bool:
    return value is not None and _takes_off(value)


def _concerns(standing: Standing, keys: Keys, ban: Ban, steps: tuple[Standing, ...]) -> bool:
    """Whether a step can reach somebody of whom the ban's condition holds."""
    if ban.when is None:
        return True
    logic = standing.logic(keys)
    when = _said_on(ban.when, logic.ground, ban.on)
    if any(logic.ground.path(name) is None for name in columns_of(when)):
        return True
    return logic.possible(both(applies(standing, logic, steps), logic.alternatives(when)))


def _said_on(condition: Condition, ground: Ground, subject: str) -> Condition:
    """A condition on a roster, said of rows that only refer to the subject: its ``unit.class``."""
    match condition:
        case Join(how=how, parts=parts):
            return Join(how, tuple(_said_on(part, ground, subject) for part in parts))
        case Test(column=column) if ground.path(column) is None:
            return replace(condition, column=f"{subject}.{column}")
    return condition
