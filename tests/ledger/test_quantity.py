"""Quantities: exact numbers in columns, and the four ways of rounding them."""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gov_comms.ledger import quantity as q
from gov_comms.ledger.engine import PolarsEngine
from gov_comms.ledger.quantity import Quantity

WAYS = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
}
numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=12)
optional = st.none() | numbers
HERE = PolarsEngine()


def in_column(number: Fraction | None, *, shared: bool) -> Quantity:
    """A number as one row's quantity, over a plain denominator or one in a column."""
    if number is None:
        return q.undefined()
    if shared:
        return q.constant(number)
    top, bottom = (nw.lit(each, nw.Int64) for each in number.as_integer_ratio())
    return Quantity(top, bottom)


def worked_out(*expressions: nw.Expr) -> list[int | bool | None]:
    """What expressions come to on a single row."""
    frame = nw.from_native(pl.DataFrame({"row": [0]}).lazy())
    named = [each.alias(str(number)) for number, each in enumerate(expressions)]
    return [column[0] for column in frame.with_columns(*named).drop("row").collect().iter_columns()]


def read(quantity: Quantity) -> Fraction | None:
    """The number behind a quantity of one row."""
    bottom = quantity.bottom
    top, low = worked_out(
        quantity.top, nw.lit(bottom, nw.Int64) if isinstance(bottom, int) else bottom
    )
    return None if top is None or low is None else Fraction(int(top), int(low))


def compared(a: Quantity, b: Quantity) -> list[nw.Expr]:
    """Whether one number is less than another, at least as much, and the same."""
    return [each(a, b, HERE).holds for each in (q.less, q.at_least, q.equal)]


@given(left=optional, right=optional, one=st.booleans(), other=st.booleans())
def test_arithmetic_is_exact_and_undefined_where_a_part_is(
    left: Fraction | None, right: Fraction | None, one: bool, other: bool
) -> None:
    a, b = in_column(left, shared=one), in_column(right, shared=other)
    if left is None or right is None:
        assert [read(joined(a, b, HERE)) for joined in (q.add, q.multiply, q.divide)] == [None] * 3
        assert worked_out(*compared(a, b)) == [None] * 3
        return
    assert read(q.add(a, b, HERE)) == left + right
    assert read(q.add(a, b, HERE, -1)) == left - right
    assert read(q.multiply(a, b, HERE)) == left * right
    assert read(q.divide(a, b, HERE)) == (left / right if right else None)
    assert worked_out(*compared(a, b)) == [left < right, left >= right, left == right]


@given(
    number=numbers, scale=st.integers(0, 3), way=st.sampled_from(sorted(WAYS)), one=st.booleans()
)
def test_rounding_is_that_of_decimals(number: Fraction, scale: int, way: str, one: bool) -> None:
    top, inexact = q.scaled(in_column(number, shared=one), scale, way, HERE)
    assert inexact is None
    exact = number * 10**scale
    # Far more digits than any half of these fractions needs.
    digits = Decimal(exact.numerator) / Decimal(exact.denominator)
    if exact.denominator in (1, 2, 4, 5, 8, 10):
        assert Fraction(digits) == exact
    assert worked_out(top.column) == [int(digits.quantize(Decimal(1), rounding=WAYS[way]))]


@given(number=numbers, scale=st.integers(0, 3), one=st.booleans())
def test_what_does_not_fit_is_marked(number: Fraction, scale: int, one: bool) -> None:
    top, inexact = q.scaled(in_column(number, shared=one), scale, None, HERE)
    exact = number * 10**scale
    fits = exact.denominator == 1
    marked = False if inexact is None else worked_out(inexact)[0]
    assert marked is not fits
    if fits:
        assert worked_out(top.column) == [exact.numerator]


@given(
    number=numbers,
    every=st.fractions(min_value="1/4", max_value=50, max_denominator=4),
    one=st.booleans(),
)
def test_whole_and_started_times_are_none_below_zero(
    number: Fraction, every: Fraction, one: bool
) -> None:
    quantity = in_column(number, shared=one)
    whole = q.floor_positive(quantity, every, HERE, started=False)
    started = q.floor_positive(quantity, every, HERE, started=True)
    times = max(number, Fraction(0)) / every
    assert worked_out(whole.column, started.column) == [math.floor(times), math.ceil(times)]


@given(
    cases=st.lists(st.tuples(st.booleans(), optional, st.booleans()), min_size=1, max_size=4),
    rest=st.none() | numbers,
)
def test_first_case_that_holds_is_chosen(
    cases: list[tuple[bool, Fraction | None, bool]], rest: Fraction | None
) -> None:
    written = [(nw.lit(when), in_column(value, shared=shared)) for when, value, shared in cases]
    found = q.choose(written, None if rest is None else q.constant(rest), HERE)
    assert read(found) == next((value for when, value, _ in cases if when), rest)


@pytest.mark.parametrize(
    ("top", "bottom", "way", "rounded"),
    [
        (5, 2, "half_up", 3),
        (-5, 2, "half_up", -3),
        (5, 2, "half_even", 2),
        (7, 2, "half_even", 4),
        (-5, 2, "half_even", -2),
        (-7, 2, "half_even", -4),
        (7, 3, "half_up", 2),
        (8, 3, "half_even", 3),
        (1, 3, "up", 1),
        (-1, 3, "up", -1),
        (5, 3, "down", 1),
        (-5, 3, "down", -1),
        (6, 3, "up", 2),
        (0, 3, "up", 0),
    ],
)
def test_halves_and_thirds_round_as_declared(top: int, bottom: int, way: str, rounded: int) -> None:
    for shared in (True, False):
        value, _ = q.scaled(in_column(Fraction(top, bottom), shared=shared), 0, way, HERE)
        assert worked_out(value.column) == [rounded]
