"""Conditions: a closed vocabulary of tests on columns, joined by all, any and none.

``when = { tier = "市级", length = { at_least = 800 } }`` asks that every test holds.  A bare value
means *is*, a list means *any of*; ``all``, ``any`` and ``none`` hold lists of conditions; a string
is the name of a condition declared with ``[[derive]]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainValidator

from gov_comms.language.faults import Faults, Keys
from gov_comms.messages import msg

Literal = str | bool | int | Decimal | date
JOINS = ("all", "any", "none")
OPERATORS = (
    "is",
    "not",
    "any_of",
    "none_of",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "between",
    "after",
    "before",
    "on_or_after",
    "on_or_before",
    "has",
    "has_any",
    "has_all",
    "present",
)
_LISTS = ("any_of", "none_of", "has_any", "has_all")
_SAME = {
    "after": "more_than",
    "before": "less_than",
    "on_or_after": "at_least",
    "on_or_before": "at_most",
}


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """Another column to compare with, moved by days or working days."""

    column: str
    plus_days: int = 0


Operand = Literal | tuple[Literal, ...] | ColumnRef


@dataclass(frozen=True, slots=True)
class Test:
    """One test of one column; ``operator`` is one of `OPERATORS` without the words for days."""

    column: str
    operator: str
    operand: Operand
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A condition declared under a name."""

    name: str
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Join:
    """Conditions joined: ``all`` hold, ``any`` holds, or ``none`` holds."""

    how: str
    parts: tuple[Condition, ...]


Condition = Test | Named | Join
ALWAYS = Join("all", ())


def parse_condition(raw: Any) -> Condition:
    """The condition that TOML data says; raises pydantic's ``ValidationError`` with all faults."""
    if isinstance(raw, (Test, Named, Join)):
        return raw
    faults = Faults()
    condition = read_condition(raw, (), faults)
    faults.refuse()
    return condition


def tests_of(condition: Condition) -> Iterator[Test | Named]:
    """Every test in a condition, in the order written."""
    if isinstance(condition, Join):
        for part in condition.parts:
            yield from tests_of(part)
    else:
        yield condition


def columns_of(condition: Condition) -> Iterator[str]:
    """Every column that a condition reads, named conditions by their name."""
    for test in tests_of(condition):
        if isinstance(test, Named):
            yield test.name
        else:
            yield test.column
            if isinstance(test.operand, ColumnRef):
                yield test.operand.column


def read_condition(raw: Any, keys: Keys, faults: Faults) -> Condition:
    """The condition that TOML data says; faults under ``keys`` are noted, not raised."""
    if isinstance(raw, str):
        return Named(raw, keys)
    if isinstance(raw, list):
        return Join("all", tuple(read_condition(p, (*keys, i), faults) for i, p in enumerate(raw)))
    if not isinstance(raw, Mapping):
        faults.add(keys, msg("a condition is a table of column = test, or the name of one"))
        return ALWAYS
    parts: list[Condition] = []
    for name, test in raw.items():
        here = (*keys, name)
        if name in JOINS:
            parts.append(_join(name, test, here, faults))
        else:
            parts.extend(_tests(name, test, here, faults))
    return parts[0] if len(parts) == 1 else Join("all", tuple(parts))


def _join(how: str, raw: Any, keys: Keys, faults: Faults) -> Condition:
    if not isinstance(raw, list) or not raw:
        faults.add(keys, msg("{how} takes a list of conditions", how=how))
        return ALWAYS
    return Join(how, tuple(read_condition(part, (*keys, i), faults) for i, part in enumerate(raw)))


def _tests(column: str, raw: Any, keys: Keys, faults: Faults) -> Iterator[Test]:
    if isinstance(raw, list):
        yield Test(column, "any_of", _literals(raw, keys, faults), keys)
    elif not isinstance(raw, Mapping):
        yield Test(column, "is", raw, keys)
    elif not raw:
        faults.add(keys, msg("this test is empty"))
    else:
        faults.unknown_keys(keys, raw, OPERATORS)
        for operator in (name for name in raw if name in OPERATORS):
            here = (*keys, operator)
            operand = _operand(operator, raw[operator], here, faults)
            yield Test(column, _SAME.get(operator, operator), operand, here)


def _operand(operator: str, raw: Any, keys: Keys, faults: Faults) -> Operand:
    if operator in _LISTS:
        if isinstance(raw, list):
            return _literals(raw, keys, faults)
        faults.add(keys, msg("{operator} takes a list", operator=operator))
        return ()
    if operator == "between":
        if isinstance(raw, list) and len(raw) == 2:
            return _literals(raw, keys, faults)
        faults.add(keys, msg("between takes two values, both included"))
        return (0, 0)
    if operator == "present":
        if not isinstance(raw, bool):
            faults.add(keys, msg("present takes true or false"))
        return bool(raw)
    if isinstance(raw, Mapping):
        faults.unknown_keys(keys, raw, ("column", "plus_days"))
        column = raw.get("column")
        if not isinstance(column, str):
            faults.add(keys, msg("compare with a value, or with {{ column = … }}"))
            return ""
        shift = raw.get("plus_days", 0)
        if not isinstance(shift, int) or isinstance(shift, bool):
            faults.add((*keys, "plus_days"), msg("a whole number of days is needed"))
            shift = 0
        return ColumnRef(column, shift)
    if isinstance(raw, list):
        faults.add(keys, msg("{operator} takes one value", operator=operator))
        return ""
    return raw  # type: ignore[no-any-return]


def _literals(raw: list[Any], keys: Keys, faults: Faults) -> tuple[Literal, ...]:
    for index, item in enumerate(raw):
        if isinstance(item, (list, Mapping)):
            faults.add((*keys, index), msg("a plain value is needed here"))
    if not raw:
        faults.add(keys, msg("this list is empty"))
    return tuple(item for item in raw if not isinstance(item, (list, Mapping)))


ConditionField = Annotated[Any, PlainValidator(parse_condition)]
"""The type of a key that holds a condition."""
