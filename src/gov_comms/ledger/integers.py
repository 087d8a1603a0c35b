"""Whole numbers in columns, none of which is ever another one for want of room.

Columns hold 64 bits.  How large their numbers can be is known before any of them is worked out,
from the facts and the rule, and in nearly every office it is little: then nothing is asked.  Only
where a product or a sum might not fit does each row tell whether its own does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.cells import LIMIT
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, settled, worked_out
from gov_comms.messages import Message, msg

_HALF = 1 << 32
"""Sums of more than 64 bits are made of two: of so many, and of what is left."""


class TooLarge(Refused):
    """A number does not fit; ``what`` says which, and the run names the step."""

    def __init__(self, what: Message) -> None:
        self.what = what
        said = msg("{what} is too large to be counted exactly", what=what)
        super().__init__([Problem("too-large", Place(), said, hint=too_large_hint())])


def too_large_hint() -> Message:
    """What to do about a number that does not fit."""
    return msg(
        "a number goes up to 9223372036854775807 of its last decimal place; "
        "see whether a cell of the records is wrong, or give the measure fewer decimals"
    )


@dataclass(frozen=True, slots=True)
class Integers:
    """Whole numbers in a column, at most ``most`` from zero.

    ``beyond`` is true where a number did not fit and is null instead; None where all fit.
    """

    column: nw.Expr
    most: int = LIMIT
    beyond: nw.Expr | None = None


def times(left: Integers, right: Integers | int, engine: Engine) -> Integers:
    """``left × right``, null where one of them is."""
    if isinstance(right, int):
        return _multiplied(left, right)
    most, beyond = left.most * right.most, either(left.beyond, right.beyond)
    if most <= LIMIT:
        return Integers(left.column * right.column, most, beyond)
    room = engine.whole(nw.lit(LIMIT, nw.Int64), right.column.abs())
    # There is room for anything beside a zero.
    fits = (left.column.abs() <= room).fill_null(True)
    column = nw.when(fits).then(left.column) * right.column
    return Integers(column, LIMIT, either(beyond, ~fits))


def _multiplied(whole: Integers, factor: int) -> Integers:
    most = whole.most * abs(factor)
    if factor == 1 or most <= LIMIT:
        column = whole.column if factor == 1 else whole.column * factor
        return Integers(column, most, whole.beyond)
    fits = (whole.column.abs() <= LIMIT // abs(factor)).fill_null(True)
    # Beside a factor of more than 64 bits only zeros fit.
    held = factor if abs(factor) <= LIMIT else 1
    column = nw.when(fits).then(whole.column) * held
    return Integers(column, LIMIT, either(whole.beyond, ~fits))


def plus(left: Integers, right: Integers) -> Integers:
    """``left + right``, null where one of them is."""
    a, b = left.column, right.column
    most = left.most + right.most
    if most <= LIMIT:
        return Integers(a + b, most, either(left.beyond, right.beyond))
    above = nw.when(b > 0).then(b).otherwise(b * 0)
    over = ((a > above * -1 + LIMIT) | (a < (b - above) * -1 - LIMIT)).fill_null(False)
    return Integers(nw.when(~over).then(a) + b, LIMIT, either(left.beyond, right.beyond, over))


def minus(left: Integers, right: Integers) -> Integers:
    """``left - right``, null where one of them is."""
    if left.most + right.most <= LIMIT:
        most = left.most + right.most
        return Integers(left.column - right.column, most, either(left.beyond, right.beyond))
    return plus(left, Integers(right.column * -1, right.most, right.beyond))


def fitting(number: int) -> int:
    """A number that a rule works with; raises `TooLarge` where 64 bits do not hold it."""
    if abs(number) > LIMIT:
        raise TooLarge(msg("a number or a denominator that the rule works with"))
    return number


def either(*parts: nw.Expr | None) -> nw.Expr | None:
    """Where one of several columns of yes and no is true; None where none of them is there."""
    there = [part for part in parts if part is not None]
    return reduce(or_, there) if there else None


def halves(column: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """Two columns whose sums always fit, and which tell the sum of the whole column."""
    low = column % _HALF
    return ((column - low) / _HALF).cast(nw.Int64), low


def whole_of(high: nw.Expr, low: nw.Expr) -> Integers:
    """The sum of a column from the sums of its halves."""
    high, low = high.cast(nw.Int64), low.cast(nw.Int64)
    rest = low % _HALF
    top = high + ((low - rest) / _HALF).cast(nw.Int64)
    edge = _HALF // 2
    over = (top >= edge) | (top < -edge) | ((top == -edge) & (rest == 0))
    over = over.fill_null(False)
    return Integers(nw.when(~over).then(top) * _HALF + rest, LIMIT, over)


def summed(
    frame: Frame,
    by: Sequence[str],
    value: str,
    name: str,
    most: int,
    what: Message,
    *more: nw.Expr,
) -> Frame:
    """The sum of a column for each group; ``most`` is how far from zero a sum may be.

    ``more`` is asked of each group as well.  Raises `TooLarge` of ``what`` where one does not fit.
    """
    if most <= LIMIT:
        return frame.group_by(*by).agg(nw.col(value).sum().alias(name), *more)
    high, low = halves(nw.col(value))
    parts = frame.with_columns(high.alias("upper:"), low.alias("lower:"))
    sums = parts.group_by(*by).agg(nw.col("upper:").sum(), nw.col("lower:").sum(), *more)
    whole = whole_of(nw.col("upper:"), nw.col("lower:"))
    return told(sums, whole, name, what).drop("upper:", "lower:")


def exact_sums(frame: Frame, by: Sequence[str], value: str) -> Mapping[tuple[Any, ...], int]:
    """The sum of a column for each group, however large, as Python counts."""
    upper, lower = halves(nw.col(value))
    parts = frame.with_columns(upper.alias("upper:"), lower.alias("lower:"))
    sums = parts.group_by(*by).agg(nw.col("upper:").sum(), nw.col("lower:").sum())
    rows = worked_out(sums.select(*by, "upper:", "lower:")).rows()
    return {tuple(key): high * _HALF + low for *key, high, low in rows}


def running(
    frame: Frame,
    value: str,
    group: Sequence[str],
    order: str | None,
    name: str,
    most: int,
    what: Message,
) -> Frame:
    """Rows with the sum of a column so far in their group, all of it without an order.

    ``most`` is how far from zero a sum may be.
    Raises `TooLarge` of ``what`` where one does not fit.
    """

    def so_far(column: str) -> nw.Expr:
        if order is None:
            return nw.col(column).sum().over(*group)
        return nw.col(column).cum_sum().over(*group, order_by=order)

    if most <= LIMIT:
        return frame.with_columns(so_far(value).alias(name))
    high, low = halves(nw.col(value))
    parts = frame.with_columns(high.alias("upper:"), low.alias("lower:"))
    sums = parts.with_columns(so_far("upper:").alias("uppers:"), so_far("lower:").alias("lowers:"))
    rows = told(sums, whole_of(nw.col("uppers:"), nw.col("lowers:")), name, what)
    return rows.drop("upper:", "lower:", "uppers:", "lowers:")


def told(frame: Frame, whole: Integers, name: str, what: Message) -> Frame:
    """Rows with a whole number under ``name``; raises `TooLarge` of ``what`` where one is."""
    if whole.beyond is None:
        return frame.with_columns(whole.column.alias(name))
    rows = settled(frame.with_columns(whole.column.alias(name), whole.beyond.alias("beyond:")))
    refuse_beyond(rows, nw.col("beyond:"), what)
    return rows.drop("beyond:")


def refuse_beyond(frame: Frame, beyond: nw.Expr | None, what: Message) -> None:
    """Raise `TooLarge` of ``what`` where a number of some row does not fit."""
    if beyond is not None and len(worked_out(frame.filter(beyond).head(1))):
        raise TooLarge(what)
