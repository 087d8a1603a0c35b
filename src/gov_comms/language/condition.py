"""Conditions: a closed vocabulary of tests on columns, joined by all, any and none.

``when = { tier = "市级", length = { at_least = 800 } }`` asks that every test holds.  A bare value
means *is*, a list means *any of*; ``all``, ``any`` and ``none`` hold lists of conditions,
``compare`` holds one value against another; a string is the name of a condition declared with
``[[derive]]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import PlainValidator, ValidationInfo

from gov_comms.language.faults import Faults, Keys
from gov_comms.language.renamed import renamed
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.language.value import Value

Literal = str | bool | int | Decimal | date
JOINS = ("all", "any", "none")
COMPARE = "compare"
TAKEN = (*JOINS, COMPARE)
"""Keys of a condition that are no columns."""
COMPARISONS = ("is", "not", "at_least", "more_than", "at_most", "less_than")
"""The tests of one value against another; ``present`` asks whether there is one."""
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
_MISSPELT = 0.7
"""How alike two words are, of which one is the other misspelt."""
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
class Compare:
    """One value held against another, exactly; ``operator`` is one of `COMPARISONS` or ``present``.

    ``other`` is then whether a value shall be there.  No test holds of a value that is not defined.
    """

    of: Value
    operator: str
    other: Value | bool
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Join:
    """Conditions joined: ``all`` hold, ``any`` holds, or ``none`` holds."""

    how: str
    parts: tuple[Condition, ...]


Condition = Test | Named | Compare | Join
ALWAYS = Join("all", ())


def parse_condition(raw: Any, info: ValidationInfo) -> Condition:
    """The condition that TOML data says; raises pydantic's ``ValidationError`` with all faults."""
    if isinstance(raw, (Test, Named, Compare, Join)):
        return raw
    # Values hold conditions and conditions compare values: one of the two is read late.
    from gov_comms.language.value_syntax import operand_reader

    faults = Faults()
    condition = read_condition(raw, (), faults, operand_reader(faults, info))
    faults.refuse()
    return condition


def tests_of(condition: Condition) -> Iterator[Test | Named | Compare]:
    """Every test in a condition, in the order written."""
    if isinstance(condition, Join):
        for part in condition.parts:
            yield from tests_of(part)
    else:
        yield condition


ReadValue = Callable[[Any, Keys], "Value"]
"""Reads a value that stands under some keys."""


def read_condition(raw: Any, keys: Keys, faults: Faults, read: ReadValue) -> Condition:
    """The condition that TOML data says; faults under ``keys`` are noted, not raised.

    ``read`` reads the values that it compares.
    """
    if isinstance(raw, str):
        return Named(raw, keys)
    if isinstance(raw, list):
        each = (read_condition(part, (*keys, i), faults, read) for i, part in enumerate(raw))
        return Join("all", tuple(each))
    if not isinstance(raw, Mapping):
        faults.add(keys, msg("a condition is a table of column = test, or the name of one"))
        return ALWAYS
    parts: list[Condition] = []
    for name, test in raw.items():
        here = (*keys, name)
        if name in JOINS:
            parts.append(_join(name, test, here, faults, read))
        elif name == COMPARE:
            parts.extend(_compare(test, here, faults, read))
        else:
            parts.extend(_tests(name, test, here, faults))
    return parts[0] if len(parts) == 1 else Join("all", tuple(parts))


def _join(how: str, raw: Any, keys: Keys, faults: Faults, read: ReadValue) -> Condition:
    if not isinstance(raw, list) or not raw:
        faults.add(keys, msg("{how} takes a list of conditions", how=how))
        return ALWAYS
    parts = [read_condition(part, (*keys, i), faults, read) for i, part in enumerate(raw)]
    return Join(how, tuple(parts))


def _compare(raw: Any, keys: Keys, faults: Faults, read: ReadValue) -> Iterator[Compare]:
    known = (*COMPARISONS, "present")
    if not isinstance(raw, Mapping) or "of" not in raw or not raw.keys() & set(known):
        faults.add(
            keys,
            msg("compare needs of = value and a test, such as at_least = value"),
            msg("known: {words}", words=", ".join(known)),
        )
        return
    faults.unknown_keys(keys, raw, ("of", *known))
    of = read(raw["of"], (*keys, "of"))
    for operator in (name for name in raw if name in known):
        here = (*keys, operator)
        if operator == "present":
            yield Compare(of, operator, bool(_operand(operator, raw[operator], here, faults)), here)
        else:
            yield Compare(of, operator, read(raw[operator], here), here)


def _tests(column: str, raw: Any, keys: Keys, faults: Faults) -> Iterator[Test]:
    if isinstance(raw, list):
        yield Test(column, "any_of", _literals(raw, keys, faults), keys)
    elif not isinstance(raw, Mapping):
        yield Test(column, "is", raw, keys)
    elif not raw:
        faults.add(keys, msg("this test is empty"))
    else:
        _unknown_tests(column, raw, keys, faults)
        for operator in (name for name in raw if name in OPERATORS):
            here = (*keys, operator)
            operand = _operand(operator, raw[operator], here, faults)
            yield Test(column, _SAME.get(operator, operator), operand, here)


def _unknown_tests(column: str, raw: Mapping[str, Any], keys: Keys, faults: Faults) -> None:
    """Note tests that there are not; unless misspelt, a column was meant that needs quotes."""
    for name in (each for each in raw if each not in OPERATORS):
        if renamed(name, OPERATORS) or get_close_matches(name, OPERATORS, 1, _MISSPELT):
            faults.unknown_keys(keys, (name,), OPERATORS)
        else:
            hint = msg(
                "a column reached through another is quoted: {path}", path=f'"{column}.{name}"'
            )
            faults.add((*keys, name), msg("there is no test {name}", name=repr(name)), hint)


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
