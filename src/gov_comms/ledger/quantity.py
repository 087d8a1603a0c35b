"""Exact numbers in columns: a scaled integer over a whole denominator, rounded only when told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

import narwhals as nw

from gov_comms.ledger.engine import Engine


@dataclass(frozen=True, slots=True)
class Quantity:
    """The number ``top / bottom``; an undefined number has a null ``top``.

    ``bottom`` is positive: a plain integer where all rows share it, else a column.
    """

    top: nw.Expr
    bottom: int | nw.Expr = 1


def constant(number: Fraction) -> Quantity:
    """The same number in every row."""
    return Quantity(nw.lit(number.numerator, nw.Int64), number.denominator)


def undefined() -> Quantity:
    """No number in any row."""
    return Quantity(nw.lit(None, nw.Int64))


def add(left: Quantity, right: Quantity, sign: int = 1) -> Quantity:
    """``left + right``, or ``left - right`` when ``sign`` is -1."""
    if isinstance(left.bottom, int) and isinstance(right.bottom, int):
        bottom = lcm(left.bottom, right.bottom)
        a, b = bottom // left.bottom, bottom // right.bottom
        return Quantity(_times(left.top, a) + _times(right.top, b * sign), bottom)
    top = left.top * right.bottom + right.top * left.bottom * sign
    return Quantity(top, _product(left.bottom, right.bottom))


def multiply(left: Quantity, right: Quantity) -> Quantity:
    """``left × right``."""
    return Quantity(left.top * right.top, _product(left.bottom, right.bottom))


def divide(left: Quantity, right: Quantity) -> Quantity:
    """``left ÷ right``; undefined where ``right`` is zero."""
    sign = nw.when(right.top < 0).then(nw.lit(-1, nw.Int64)).otherwise(nw.lit(1, nw.Int64))
    top = left.top * right.bottom * sign
    bottom = right.top.abs() * left.bottom
    known = right.top != 0
    return Quantity(
        nw.when(known).then(top),
        nw.when(known).then(bottom).otherwise(nw.lit(1, nw.Int64)),
    )


def less(left: Quantity, right: Quantity) -> nw.Expr:
    """Where ``left < right``; null where one of them is undefined."""
    return left.top * right.bottom < right.top * left.bottom


def at_least(left: Quantity, right: Quantity) -> nw.Expr:
    """Where ``left >= right``; null where one of them is undefined."""
    return left.top * right.bottom >= right.top * left.bottom


def equal(left: Quantity, right: Quantity) -> nw.Expr:
    """Where the two are the same number."""
    return left.top * right.bottom == right.top * left.bottom


def choose(cases: Sequence[tuple[nw.Expr, Quantity]], rest: Quantity | None) -> Quantity:
    """The quantity of the first case whose condition is true, else ``rest``, else undefined."""
    rest = rest or undefined()
    every = [quantity for _, quantity in cases] + [rest]
    if all(isinstance(quantity.bottom, int) for quantity in every):
        bottom = reduce(lcm, (int(quantity.bottom) for quantity in every))  # type: ignore[arg-type]
        top = _times(rest.top, bottom // int(rest.bottom))  # type: ignore[arg-type]
        for condition, quantity in reversed(cases):
            scaled = _times(quantity.top, bottom // int(quantity.bottom))  # type: ignore[arg-type]
            top = nw.when(condition).then(scaled).otherwise(top)
        return Quantity(top, bottom)
    top, low = rest.top, _column(rest.bottom)
    for condition, quantity in reversed(cases):
        top = nw.when(condition).then(quantity.top).otherwise(top)
        low = nw.when(condition).then(_column(quantity.bottom)).otherwise(low)
    return Quantity(top, low)


def floor_positive(
    quantity: Quantity, every: Fraction, engine: Engine, *, started: bool
) -> nw.Expr:
    """How many whole (or started) times ``every`` goes into a quantity; zero below zero."""
    top = quantity.top * every.denominator
    bottom = quantity.bottom * every.numerator
    if started:
        top = top + bottom - 1
    return nw.when(top > 0).then(engine.whole(top, bottom)).otherwise(_zero(quantity.top))


def scaled(
    quantity: Quantity, scale: int, rounding: str | None, engine: Engine
) -> tuple[nw.Expr, nw.Expr | None]:
    """A quantity as an integer of ``scale`` decimals, and where it does not fit exactly.

    With ``rounding`` (``half_up`` away from zero at the half, ``half_even``, ``down`` towards
    zero, ``up`` away from it) everything fits; the second value is then None.
    """
    power = 10**scale
    if isinstance(quantity.bottom, int):
        common = gcd(power, quantity.bottom)
        top = _times(quantity.top, power // common)
        bottom: int | nw.Expr = quantity.bottom // common
        if bottom == 1:
            return top, None
    else:
        top, bottom = _times(quantity.top, power), quantity.bottom
    size = top.abs()
    whole, rest = engine.whole(size, bottom), size % bottom
    if rounding is None:
        return _signed(top, whole), rest != 0
    if rounding == "half_up":
        more = rest * 2 >= bottom
    elif rounding == "half_even":
        more = (rest * 2 > bottom) | ((rest * 2 == bottom) & (whole % 2 == 1))
    elif rounding == "up":
        more = rest > 0
    else:
        more = rest < 0
    return _signed(top, whole + more.cast(nw.Int64)), None


def _signed(sign: nw.Expr, size: nw.Expr) -> nw.Expr:
    return nw.when(sign < 0).then(size * -1).otherwise(size)


def _zero(column: nw.Expr) -> nw.Expr:
    return column * 0


def _times(column: nw.Expr, factor: int) -> nw.Expr:
    return column if factor == 1 else column * factor


def _product(left: int | nw.Expr, right: int | nw.Expr) -> int | nw.Expr:
    return left * right


def _column(bottom: int | nw.Expr) -> nw.Expr:
    return nw.lit(bottom, nw.Int64) if isinstance(bottom, int) else bottom
