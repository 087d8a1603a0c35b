"""Exact numbers in columns: a scaled integer over a whole denominator, rounded only when told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import NamedTuple

import narwhals as nw

from gov_comms.facts.cells import LIMIT
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.integers import Integers, either, fitting, minus, plus, times


@dataclass(frozen=True, slots=True)
class Quantity:
    """The number ``top / bottom``; an undefined number has a null ``top``.

    ``bottom`` is positive: a plain integer where all rows share it, else a column.  ``top`` is at
    most ``most`` from zero, a column of bottoms at most ``deepest``: as far as a column goes where
    nothing better is known.  ``beyond`` is true where a number does not fit into 64 bits and is
    null instead; None where all fit.
    """

    top: nw.Expr
    bottom: int | nw.Expr = 1
    most: int = LIMIT
    deepest: int = LIMIT
    beyond: nw.Expr | None = None
    plain: bool = False
    """Whether it is a number or a column as it stands, which costs nothing however often used."""


def constant(number: Fraction) -> Quantity:
    """The same number in every row; raises `TooLarge` where it does not fit."""
    top, bottom = fitting(number.numerator), fitting(number.denominator)
    return Quantity(nw.lit(top, nw.Int64), bottom, abs(top), plain=True)


def undefined() -> Quantity:
    """No number in any row."""
    return Quantity(nw.lit(None, nw.Int64), most=0)


def counted(whole: Integers, bottom: int = 1) -> Quantity:
    """Integers numbers over a bottom that all rows share."""
    return Quantity(whole.column, fitting(bottom), whole.most, beyond=whole.beyond)


def add(left: Quantity, right: Quantity, engine: Engine, sign: int = 1) -> Quantity:
    """``left + right``, or ``left - right`` when ``sign`` is -1."""
    top = (plus if sign == 1 else minus)(*_crossed(left, right, engine))
    if isinstance(left.bottom, int) and isinstance(right.bottom, int):
        return _over(top, fitting(lcm(left.bottom, right.bottom)))
    return _over(top, _product(left, right, engine))


def multiply(left: Quantity, right: Quantity, engine: Engine) -> Quantity:
    """``left × right``."""
    return _over(times(_top(left), _top(right), engine), _product(left, right, engine))


def divide(left: Quantity, right: Quantity, engine: Engine) -> Quantity:
    """``left ÷ right``; undefined where ``right`` is zero."""
    sign = nw.when(right.top < 0).then(nw.lit(-1, nw.Int64)).otherwise(nw.lit(1, nw.Int64))
    above, below = _without_common(_bottom(right), _bottom(left))
    top = times(_top(left), above, engine)
    bottom = times(Integers(right.top.abs(), right.most, right.beyond), below, engine)
    known = right.top != 0
    return Quantity(
        nw.when(known).then(top.column * sign),
        nw.when(known).then(bottom.column).otherwise(nw.lit(1, nw.Int64)),
        top.most,
        bottom.most,
        either(top.beyond, bottom.beyond),
    )


class Judged(NamedTuple):
    """Where something holds, null where a number is undefined; and where it cannot be told.

    It cannot be told ``beyond`` 64 bits; None where all numbers fit.
    """

    holds: nw.Expr
    beyond: nw.Expr | None


def less(left: Quantity, right: Quantity, engine: Engine) -> Judged:
    """Where ``left < right``."""
    a, b = _crossed(left, right, engine)
    return Judged(a.column < b.column, either(a.beyond, b.beyond))


def at_least(left: Quantity, right: Quantity, engine: Engine) -> Judged:
    """Where ``left >= right``."""
    a, b = _crossed(left, right, engine)
    return Judged(a.column >= b.column, either(a.beyond, b.beyond))


def equal(left: Quantity, right: Quantity, engine: Engine) -> Judged:
    """Where the two are the same number."""
    a, b = _crossed(left, right, engine)
    return Judged(a.column == b.column, either(a.beyond, b.beyond))


def choose(
    cases: Sequence[tuple[nw.Expr, Quantity]], rest: Quantity | None, engine: Engine
) -> Quantity:
    """The quantity of the first case whose condition is true, else ``rest``, else undefined."""
    every = [quantity for _, quantity in cases] + [rest or undefined()]
    conditions = [condition for condition, _ in cases]
    bottom: int | nw.Expr
    if all(isinstance(quantity.bottom, int) for quantity in every):
        shared = fitting(reduce(lcm, (int(each.bottom) for each in every)))  # type: ignore[arg-type]
        tops = [times(_top(each), shared // int(each.bottom), engine) for each in every]  # type: ignore[arg-type]
        bottom, deepest = shared, shared
    else:
        tops = [_top(each) for each in every]
        bottoms = [_bottom(each) for each in every]
        lows = [nw.lit(b, nw.Int64) if isinstance(b, int) else b.column for b in bottoms]
        bottom = _first(conditions, lows)
        deepest = max(b if isinstance(b, int) else b.most for b in bottoms)
    beyond = None
    if any(each.beyond is not None for each in tops):
        none = nw.lit(False)
        beyond = _first(conditions, [none if t.beyond is None else t.beyond for t in tops])
    top = _first(conditions, [each.column for each in tops])
    return Quantity(top, bottom, max(each.most for each in tops), deepest, beyond)


def _first(conditions: Sequence[nw.Expr], values: Sequence[nw.Expr]) -> nw.Expr:
    """The value of the first condition that is true, else the last one."""
    *each, found = values
    for condition, value in reversed(list(zip(conditions, each, strict=True))):
        found = nw.when(condition).then(value).otherwise(found)
    return found


def floor_positive(
    quantity: Quantity, every: Fraction, engine: Engine, *, started: bool
) -> Integers:
    """How many whole (or started) times ``every`` goes into a quantity; zero below zero."""
    top = times(_top(quantity), every.denominator, engine)
    bottom = times(_bottom_column(quantity), every.numerator, engine)
    over, low = top.column, bottom.column
    count = engine.whole(over, low)
    if started:
        count = count + (over % low > 0).cast(nw.Int64)
    beyond = either(top.beyond, bottom.beyond)
    return Integers(nw.when(over > 0).then(count).otherwise(over * 0), top.most, beyond)


def scaled(
    quantity: Quantity, scale: int, rounding: str | None, engine: Engine
) -> tuple[Integers, nw.Expr | None]:
    """A quantity as an integer of ``scale`` decimals, and where it does not fit exactly.

    With ``rounding`` (``half_up`` away from zero at the half, ``half_even``, ``down`` towards
    zero, ``up`` away from it) everything fits the decimals; the second value is then None.
    """
    power, low = 10**scale, quantity.bottom
    common = gcd(power, low) if isinstance(low, int) else 1
    top = times(_top(quantity), power // common, engine)
    bottom = low // common if isinstance(low, int) else low
    if isinstance(bottom, int) and bottom == 1:
        return top, None
    size = top.column.abs()
    whole, rest = engine.whole(size, bottom), size % bottom
    most = top.most // bottom + 1 if isinstance(bottom, int) else top.most
    if rounding is None:
        return Integers(_signed(top.column, whole), most, top.beyond), rest != 0
    # What is left is held against what lacks, since twice of it might not fit.
    lacks = rest * -1 + bottom
    if rounding == "half_up":
        more = rest >= lacks
    elif rounding == "half_even":
        more = (rest > lacks) | ((rest == lacks) & (whole % 2 == 1))
    elif rounding == "up":
        more = rest > 0
    else:
        more = rest < 0
    return Integers(_signed(top.column, whole + more.cast(nw.Int64)), most, top.beyond), None


def _signed(sign: nw.Expr, size: nw.Expr) -> nw.Expr:
    return nw.when(sign < 0).then(size * -1).otherwise(size)


def _top(quantity: Quantity) -> Integers:
    return Integers(quantity.top, quantity.most, quantity.beyond)


def _bottom(quantity: Quantity) -> int | Integers:
    low = quantity.bottom
    return low if isinstance(low, int) else Integers(low, quantity.deepest)


def _bottom_column(quantity: Quantity) -> Integers:
    low = quantity.bottom
    if isinstance(low, int):
        return Integers(nw.lit(low, nw.Int64), low)
    return Integers(low, quantity.deepest)


def _product(left: Quantity, right: Quantity, engine: Engine) -> int | Integers:
    """The bottoms of two quantities, multiplied."""
    a, b = _bottom(left), _bottom(right)
    if isinstance(a, int):
        return fitting(a * b) if isinstance(b, int) else times(b, a, engine)
    return times(a, b, engine)


def _crossed(left: Quantity, right: Quantity, engine: Engine) -> tuple[Integers, Integers]:
    """The tops of two quantities over a bottom that both share."""
    a, b = _without_common(_bottom(left), _bottom(right))
    return times(_top(left), b, engine), times(_top(right), a, engine)


def _without_common(
    left: int | Integers, right: int | Integers
) -> tuple[int | Integers, int | Integers]:
    """Two bottoms without the factor that both of them have."""
    if not isinstance(left, int) or not isinstance(right, int):
        return left, right
    common = gcd(left, right)
    return left // common, right // common


def _over(top: Integers, bottom: int | Integers) -> Quantity:
    if isinstance(bottom, int):
        return Quantity(top.column, bottom, top.most, beyond=top.beyond)
    beyond = either(top.beyond, bottom.beyond)
    return Quantity(top.column, bottom.column, top.most, bottom.most, beyond)
