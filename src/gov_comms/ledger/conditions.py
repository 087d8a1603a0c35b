"""Conditions as columns of yes and no; on an empty cell no test holds but ``present = false``."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import reduce
from math import floor
from typing import Any

import narwhals as nw

from gov_comms.facts.cells import LIMIT
from gov_comms.language.condition import ColumnRef, Compare, Condition, Join, Named, Test
from gov_comms.language.value import parse_number
from gov_comms.ledger.scope import Known, Scope, Words, seen
from gov_comms.model import ColumnType
from gov_comms.timeline import DAY_MINUTES, to_minutes, to_number

C = ColumnType
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "is": operator.eq,
    "not": operator.ne,
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
}
_LISTS = (C.WORDS, C.NUMBERS, C.UNITS, C.PEOPLE)


def holds(condition: Condition | None, scope: Scope) -> nw.Expr:
    """Where a condition holds that compares no values; never null.

    `gov_comms.ledger.values.judged` takes any condition.
    """
    assert not isinstance(condition, Compare)
    if condition is None:
        return nw.lit(True)
    if isinstance(condition, Named):
        return nw.col(seen(condition.name)).fill_null(False)
    if isinstance(condition, Test):
        return _test(condition, scope).fill_null(False)
    return _joined(condition, scope)


def _joined(join: Join, scope: Scope) -> nw.Expr:
    parts = [holds(part, scope) for part in join.parts]
    if not parts:
        return nw.lit(True)
    if join.how == "all":
        return reduce(operator.and_, parts)
    either = reduce(operator.or_, parts)
    return either if join.how == "any" else ~either


def _test(test: Test, scope: Scope) -> nw.Expr:
    column, about = nw.col(seen(test.column)), scope.columns[test.column]
    operand = test.operand
    if test.operator == "present":
        present = ~column.is_null()
        if about.type in _LISTS:
            present = present & (column.list.len() > 0)
        return present if operand else ~present.fill_null(False)
    if isinstance(operand, ColumnRef):
        return _compare_columns(test.operator, column, about, operand, scope)
    if about.type in _LISTS:
        return _test_list(test, column, about, scope)
    if test.operator in ("any_of", "none_of"):
        within = [_equals(column, about, each, scope) for each in _many(operand)]
        either = reduce(operator.or_, within)
        return either if test.operator == "any_of" else ~either & ~column.is_null()
    if test.operator == "between":
        low, high = _many(operand)
        return _against("at_least", column, about, low, scope) & _against(
            "at_most", column, about, high, scope
        )
    return _against(test.operator, column, about, operand, scope)


def _many(operand: Any) -> tuple[Any, ...]:
    return operand if isinstance(operand, tuple) else (operand,)


def _equals(column: nw.Expr, about: Known, literal: Any, scope: Scope) -> nw.Expr:
    return _against("is", column, about, literal, scope)


def _against(how: str, column: nw.Expr, about: Known, literal: Any, scope: Scope) -> nw.Expr:
    """A column against one literal; numbers are compared exactly, whatever their decimals."""
    compare = _COMPARE[how]
    if about.type in (C.COUNT, C.NUMBER):
        number = (parse_number(literal) or Fraction(0)) * 10**about.scale
        if number.denominator == 1 and abs(number) <= LIMIT:
            return compare(column, number.numerator)  # type: ignore[no-any-return]
        # No cell is the number: each lies below or above it.
        below = column <= min(max(floor(number), -LIMIT - 1), LIMIT)
        side = nw.when(below).then(column * 0 - 1).otherwise(column * 0 + 1)
        return compare(side, 0)  # type: ignore[no-any-return]
    if about.type is C.MOMENT and not isinstance(literal, datetime):
        # Held against a day, a moment counts as the day on which it lies.
        return compare(column // DAY_MINUTES, to_number(literal))  # type: ignore[no-any-return]
    return compare(column, _coded(about, literal, scope))  # type: ignore[no-any-return]


def _coded(about: Known, literal: Any, scope: Scope) -> Any:
    if about.type is C.DAY and isinstance(literal, date):
        return to_number(literal)
    if about.type is C.MOMENT:
        return to_minutes(literal)
    if about.type in (C.FLAG,):
        return bool(literal)
    if about.type in (C.TEXT, C.ID):
        return str(literal)
    return scope.words.code(about, str(literal))


def _test_list(test: Test, column: nw.Expr, about: Known, scope: Scope) -> nw.Expr:
    single = [
        column.list.contains(_coded(about, each, scope)).fill_null(False)
        for each in _many(test.operand)
    ]
    if test.operator == "has_all":
        return reduce(operator.and_, single)
    if test.operator in ("none_of", "not"):
        return ~reduce(operator.or_, single) & (column.list.len() > 0)
    return reduce(operator.or_, single)


def recoded(column: nw.Expr, about: Known, codes: Mapping[str, int], words: Words) -> nw.Expr:
    """A column of words under other ``codes``; -1 for words that have none of them."""
    code = nw.when(~column.is_null()).then(nw.lit(-1, nw.Int64))
    found = code.otherwise(nw.lit(None, nw.Int64))
    for word, place in words.vocabularies.get(about.vocabulary, {}).items():
        if word in codes:
            found = nw.when(column == place).then(nw.lit(codes[word], nw.Int64)).otherwise(found)
    return found


def _compare_columns(
    how: str, column: nw.Expr, about: Known, other: ColumnRef, scope: Scope
) -> nw.Expr:
    right, right_about = nw.col(seen(other.column)), scope.columns[other.column]
    if about.type is C.DAY:
        return _COMPARE[how](column, right + other.plus_days)  # type: ignore[no-any-return]
    if about.type is C.MOMENT:
        if right_about.type is C.DAY:
            column, shift = column // DAY_MINUTES, other.plus_days
        else:
            shift = other.plus_days * DAY_MINUTES
        return _COMPARE[how](column, right + shift)  # type: ignore[no-any-return]
    if about.vocabulary != right_about.vocabulary:
        codes = scope.words.vocabularies.get(about.vocabulary, {})
        right = recoded(right, right_about, codes, scope.words)
    compare = _COMPARE[how]
    if about.scale == right_about.scale:
        return compare(column, right)  # type: ignore[no-any-return]
    if about.scale > right_about.scale:
        return _with_more_decimals(right, right_about, about, lambda a, b: compare(b, a), column)
    return _with_more_decimals(column, about, right_about, compare, right)


def _with_more_decimals(
    column: nw.Expr,
    about: Known,
    finer: Known,
    compare: Callable[[Any, Any], Any],
    other: nw.Expr,
) -> nw.Expr:
    """How a column stands to another that has more decimals."""
    factor = 10 ** (finer.scale - about.scale)
    if about.most * factor <= LIMIT:
        return compare(column * factor, other)  # type: ignore[no-any-return]
    # What does not fit with more decimals is further from zero than any cell of the other.
    fits = column.abs() <= LIMIT // factor
    held = compare(nw.when(fits).then(column) * factor, other)
    return nw.when(fits).then(held).otherwise(compare(column, other * 0))
