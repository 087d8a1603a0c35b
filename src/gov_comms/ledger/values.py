"""Values as columns: the whole value grammar, exact, undefined where a rule says nothing."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import lcm, prod

import narwhals as nw

from gov_comms.facts.cells import LIMIT
from gov_comms.language.condition import ALWAYS, Compare, Condition, Join, Named
from gov_comms.language.value import (
    Arithmetic,
    Bands,
    Cases,
    Cell,
    Each,
    Field,
    Lookup,
    Number,
    Ruling,
    Scaled,
    Total,
    Unknown,
    Value,
    Word,
    parse_number,
)
from gov_comms.ledger import quantity as q
from gov_comms.ledger.conditions import holds
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.integers import Integers, either, fitting, refuse_beyond
from gov_comms.ledger.quantity import Quantity
from gov_comms.ledger.scope import Known, Scope, seen
from gov_comms.messages import msg
from gov_comms.model import ColumnType

DENSE = 65_536
"""A table of so many places is kept as a list; a larger one is joined."""
TEMPORARY = "v:"
"""Columns that a value adds to the rows while it is worked out."""


def evaluate(value: Value, scope: Scope) -> tuple[Scope, Quantity]:
    """The value of every row, and the rows with what the value had to join to them."""
    match value:
        case Number(value=number):
            return scope, q.constant(number)
        case Word():
            code = scope.words.code(Known(ColumnType.WORD, vocabulary=WORDS), value.value)
            return scope, q.constant(Fraction(code))
        case Field(column=column):
            about = scope.columns[column]
            cell = Integers(nw.col(seen(column)).cast(nw.Int64), about.most)
            return scope, replace(q.counted(cell, 10**about.scale), plain=True)
        case Arithmetic():
            return _arithmetic(value, scope)
        case Lookup():
            return _lookup(value, scope)
        case Bands():
            return _bands(value, scope)
        case Cases():
            return _cases(value, scope)
        case Each():
            return _each(value, scope)
        case Unknown(office=office):
            return (scope, q.undefined()) if office is None else evaluate(office, scope)
        case Scaled(value=inner):
            return evaluate(inner, scope)
        case Total():
            return _joined(value, scope)
        case Ruling():
            return _joined(value, scope)


def narrowed(scope: Scope, condition: Condition | None) -> Scope:
    """The rows for which a condition holds."""
    if condition is None or condition == ALWAYS:
        return scope
    scope, mask = judged(condition, scope)
    return replace(scope, frame=scope.frame.filter(mask))


def judged(condition: Condition | None, scope: Scope) -> tuple[Scope, nw.Expr]:
    """Where a condition holds, never null, and the rows with what its values had to join."""
    if condition is None:
        return scope, holds(condition, scope)
    scope, plain = _settled(condition, scope)
    return scope, holds(plain, scope)


def _settled(condition: Condition, scope: Scope) -> tuple[Scope, Condition]:
    """A condition with the outcome of every comparison as a column of its own."""
    if isinstance(condition, Join):
        parts = []
        for each in condition.parts:
            scope, part = _settled(each, scope)
            parts.append(part)
        return scope, Join(condition.how, tuple(parts))
    if not isinstance(condition, Compare):
        return scope, condition
    scope, outcome = _compared(condition, scope)
    scope, name = _temporary(scope)
    return replace(scope, frame=scope.frame.with_columns(outcome.alias(seen(name)))), Named(name)


def _compared(compare: Compare, scope: Scope) -> tuple[Scope, nw.Expr]:
    """Where one value stands to another as said; null where one of them is not defined."""
    scope, left = pinned(*evaluate(compare.of, scope))
    if isinstance(compare.other, bool):
        return scope, left.top.is_null() != compare.other
    scope, right = pinned(*evaluate(compare.other, scope))
    match compare.operator:
        case "is" | "not":
            found = q.equal(left, right, scope.engine)
        case "at_least":
            found = q.at_least(left, right, scope.engine)
        case "at_most":
            found = q.at_least(right, left, scope.engine)
        case "more_than":
            found = q.less(right, left, scope.engine)
        case _:
            found = q.less(left, right, scope.engine)
    refuse_beyond(scope.frame, found.beyond, msg("a number that a condition compares"))
    return scope, ~found.holds if compare.operator == "not" else found.holds


WORDS = "*"
"""The vocabulary in which the words of a value of words are coded."""


def pinned(scope: Scope, quantity: Quantity) -> tuple[Scope, Quantity]:
    """The same quantity as columns of its own, so that it is worked out once however often used."""
    if quantity.plain:
        return scope, quantity
    scope, name = _temporary(scope)
    columns = [quantity.top.cast(nw.Int64).alias(name)]
    bottom = quantity.bottom
    if not isinstance(bottom, int):
        columns.append(bottom.cast(nw.Int64).alias(f"{name}/"))
        bottom = nw.col(f"{name}/")
    beyond = quantity.beyond
    if beyond is not None:
        columns.append(beyond.alias(f"{name}!"))
        beyond = nw.col(f"{name}!")
    scope = replace(scope, frame=scope.frame.with_columns(*columns))
    return scope, replace(quantity, top=nw.col(name), bottom=bottom, beyond=beyond)


def _temporary(scope: Scope) -> tuple[Scope, str]:
    """A name for one more column, and the scope that knows it is taken."""
    return replace(scope, joined=scope.joined + 1), f"{TEMPORARY}{scope.joined}"


def _each_of(values: tuple[Value, ...], scope: Scope) -> tuple[Scope, list[Quantity]]:
    found = []
    for value in values:
        scope, one = pinned(*evaluate(value, scope))
        found.append(one)
    return scope, found


def _arithmetic(value: Arithmetic, scope: Scope) -> tuple[Scope, Quantity]:
    scope, parts = _each_of(value.parts, scope)
    found = parts[0]
    for part in parts[1:]:
        found = _combined(value.how, found, part, scope.engine)
        if found.beyond is not None:
            # What is asked of every row is asked once.
            scope, found = pinned(scope, found)
    return scope, found


def _combined(how: str, left: Quantity, right: Quantity, engine: Engine) -> Quantity:
    match how:
        case "times":
            return q.multiply(left, right, engine)
        case "plus":
            return q.add(left, right, engine)
        case "minus":
            return q.add(left, right, engine, -1)
        case "divide":
            return q.divide(left, right, engine)
        case "highest":
            return _either(q.at_least(left, right, engine), left, right, engine)
        case _:
            return _either(q.at_least(right, left, engine), left, right, engine)


def _either(first: q.Judged, left: Quantity, right: Quantity, engine: Engine) -> Quantity:
    """``left`` where ``first`` is true, else ``right``; undefined if one of them is."""
    found = q.choose([(first.holds, left), (~first.holds, right)], None, engine)
    return replace(found, beyond=either(found.beyond, first.beyond))


def _lookup(value: Lookup, scope: Scope) -> tuple[Scope, Quantity]:
    scope, found = _looked_up(value, scope)
    if value.empty is None:
        return scope, found
    scope, empty = evaluate(value.empty, scope)
    gone = reduce(operator.or_, (nw.col(seen(column)).is_null() for column in value.by))
    return scope, q.choose([(gone, empty)], found, scope.engine)


def _looked_up(value: Lookup, scope: Scope) -> tuple[Scope, Quantity]:
    constants = [_constant(cell.value) for cell in value.cells]
    if all(constant is not None for constant in constants):
        return _lookup_constants(value, [c for c in constants if c is not None], scope)
    scope, results = _each_of(tuple(cell.value for cell in value.cells), scope)
    cases = [
        (_entry_matches(cell, value.by, scope), result)
        for cell, result in zip(value.cells, results, strict=True)
    ]
    if value.rest is None:
        return scope, q.choose(cases, None, scope.engine)
    scope, rest = evaluate(value.rest, scope)
    return scope, q.choose(cases, rest, scope.engine)


def _constant(value: Value) -> Fraction | None:
    if isinstance(value, Number):
        return value.value
    if isinstance(value, Unknown) and value.office is not None:
        return _constant(value.office)
    if isinstance(value, Scaled):
        return _constant(value.value)
    return None


def _lookup_constants(
    value: Lookup, constants: list[Fraction], scope: Scope
) -> tuple[Scope, Quantity]:
    """A table of plain numbers is read in one go, however many entries it has."""
    bottom = fitting(reduce(lcm, (number.denominator for number in constants), 1))
    scope, name = _temporary(scope)
    keys = [f"{name}-{i}" for i in range(len(value.by))]
    entries: dict[tuple[int, ...], int] = {}
    for cell, number in zip(value.cells, constants, strict=True):
        pairs = zip(value.by, cell.entry, strict=True)
        codes = tuple(entry_code(scope.columns[column], word, scope) for column, word in pairs)
        # Two keys may say the same number, such as 1 and 1.0; a row is paid once.
        entries.setdefault(codes, fitting(int(number * bottom)))
    axes = [_axis(scope, column, entries, i) for i, column in enumerate(value.by)]
    if prod(axis.size for axis in axes) <= DENSE:
        frame = _picked(scope, axes, entries, name)
    else:
        columns = {key: [codes[i] for codes in entries] for i, key in enumerate(keys)}
        table = scope.engine.small({**columns, name: list(entries.values())})
        casts = [axis.column.alias(key) for axis, key in zip(axes, keys, strict=True)]
        frame = scope.frame.with_columns(*casts).join(table, on=keys, how="left")
    scope = replace(scope, frame=frame)
    most = max((abs(entry) for entry in entries.values()), default=0)
    found = q.counted(Integers(nw.col(name), most), bottom)
    if value.rest is None:
        return scope, replace(found, plain=True)
    scope, rest = evaluate(value.rest, scope)
    return scope, q.choose([(~nw.col(name).is_null(), found)], rest, scope.engine)


@dataclass(frozen=True, slots=True)
class _Axis:
    """A column of a table: ``size`` codes from ``low`` upward, and no others if ``closed``."""

    column: nw.Expr
    low: int
    size: int
    closed: bool


def _axis(scope: Scope, column: str, entries: Iterable[tuple[int, ...]], number: int) -> _Axis:
    about = scope.columns[column]
    expression = nw.col(seen(column)).cast(nw.Int64)
    words = scope.words.vocabularies.get(about.vocabulary)
    if about.type is ColumnType.WORD and words is not None:
        return _Axis(expression, 0, len(words), closed=True)
    codes = [entry[number] for entry in entries]
    low = min(codes, default=0)
    return _Axis(expression, low, max(codes, default=0) - low + 1, closed=False)


def _picked(
    scope: Scope, axes: Sequence[_Axis], entries: Mapping[tuple[int, ...], int], name: str
) -> Frame:
    """The rows with their entry, read from a list by its place in the table."""
    values: list[int | None] = [None] * prod(axis.size for axis in axes)
    for codes, value in entries.items():
        place = 0
        for axis, code in zip(axes, codes, strict=True):
            place = -1 if place < 0 or code < axis.low else place * axis.size + code - axis.low
        if place >= 0:
            values[place] = value
    index = nw.lit(0, nw.Int64)
    for number, axis in enumerate(axes):
        step = axis.column
        if not axis.closed:
            step = nw.when((step >= axis.low) & (step < axis.low + axis.size)).then(step)
        step = step if axis.low == 0 else step - axis.low
        index = step if number == 0 else index * axis.size + step
    return scope.engine.pick(scope.frame, index, values, name)


def entry_code(about: Known, entry: str, scope: Scope) -> int:
    """The code that a key of a table stands for; keys of TOML are always text."""
    if about.type in (ColumnType.COUNT, ColumnType.NUMBER):
        number = _key_number(entry) * 10**about.scale
        known = number.denominator == 1 and abs(number) <= LIMIT
        return number.numerator if known else -LIMIT - 1
    if about.type is ColumnType.FLAG:
        return int(entry in ("true", "True", "是"))
    return scope.words.code(about, entry)


def _key_number(entry: str) -> Fraction:
    return parse_number(entry) or Fraction(entry)


def _entry_matches(cell: Cell, by: tuple[str, ...], scope: Scope) -> nw.Expr:
    tests = [
        nw.col(seen(column)).cast(nw.Int64) == entry_code(scope.columns[column], word, scope)
        for column, word in zip(by, cell.entry, strict=True)
    ]
    return reduce(lambda a, b: a & b, tests).fill_null(False)


def _bands(value: Bands, scope: Scope) -> tuple[Scope, Quantity]:
    scope, of = pinned(*evaluate(value.of, scope))
    scope, results = _each_of(tuple(band.value for band in value.bands), scope)
    rest = q.undefined()
    if value.rest is not None:
        scope, rest = evaluate(value.rest, scope)
    pairs = list(zip(value.bands, results, strict=True))
    opening = value.closed in ("at_least", "more_than")
    cases = [(of.top.is_null(), q.undefined())]
    beyond = of.beyond
    for band, result in reversed(pairs) if opening else pairs:
        edge = q.constant(band.edge)
        match value.closed:
            case "at_least":
                inside = q.at_least(of, edge, scope.engine)
            case "more_than":
                inside = q.less(edge, of, scope.engine)
            case "up_to":
                inside = q.at_least(edge, of, scope.engine)
            case _:
                inside = q.less(of, edge, scope.engine)
        beyond = either(beyond, inside.beyond)
        cases.append((inside.holds.fill_null(False), result))
    found = q.choose(cases, rest, scope.engine)
    return scope, replace(found, beyond=either(found.beyond, beyond))


def _cases(value: Cases, scope: Scope) -> tuple[Scope, Quantity]:
    scope, results = _each_of(tuple(case.value for case in value.cases), scope)
    rest = None
    if value.rest is not None:
        scope, rest = evaluate(value.rest, scope)
    conditions = []
    for case in value.cases:
        scope, mask = judged(case.when, scope)
        conditions.append(mask)
    return scope, q.choose(list(zip(conditions, results, strict=True)), rest, scope.engine)


def _each(value: Each, scope: Scope) -> tuple[Scope, Quantity]:
    scope, of = evaluate(value.of, scope)
    scope, give = evaluate(value.give, scope)
    engine = scope.engine
    scope, over = pinned(scope, q.add(of, q.constant(value.beyond), engine, -1))
    if value.count == "exact":
        positive = nw.when(over.top > 0).then(over.top).otherwise(over.top * 0)
        units = q.multiply(replace(over, top=positive), q.constant(1 / value.every), engine)
    else:
        count = q.floor_positive(over, value.every, engine, started=value.count == "started")
        units = q.counted(count)
    return scope, q.multiply(give, units, engine)


def _joined(value: Total | Ruling, scope: Scope) -> tuple[Scope, Quantity]:
    """A number that stands in another table and is joined to the rows."""
    join = scope.add_total if isinstance(value, Total) else scope.add_ruling
    if join is None:
        return scope, q.undefined()
    scope, name = _temporary(scope)
    frame, bottom, most = join(scope.frame, value, name)
    return replace(scope, frame=frame), q.counted(Integers(nw.col(name), most), bottom)
