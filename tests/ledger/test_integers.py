"""Integers in columns: every product and sum is the exact one, or told to be beyond 64 bits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import TypeVar

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gov_comms.facts.cells import LIMIT
from gov_comms.ledger import integers as i
from gov_comms.ledger.engine import Engine, engine_named
from gov_comms.ledger.frame import worked_out
from gov_comms.ledger.integers import Integers, TooLarge
from gov_comms.messages import msg

ROOT = 3_037_000_499
"""The largest number whose square fits."""
EDGES = (0, 1, 2, 3, ROOT, ROOT + 1, 1 << 32, 1 << 62, LIMIT // 3, LIMIT // 2 + 1, LIMIT - 1, LIMIT)
FACTORS = (1, -1, 2, -3, ROOT, 1 << 62, LIMIT, LIMIT + 1, -(10**30))
WHAT = msg("it")
T = TypeVar("T")

numbers = st.sampled_from([*EDGES, *(-edge for edge in EDGES)]) | st.integers(-LIMIT, LIMIT)
cells = st.none() | numbers
groups = st.lists(st.tuples(st.integers(0, 2), numbers), min_size=1, max_size=8)
law = settings(max_examples=25)


def exact(number: int | None) -> tuple[int | None, bool]:
    """What a column holds of a number, and whether the number is beyond it."""
    beyond = number is not None and abs(number) > LIMIT
    return (None if beyond else number), beyond


def held(pairs: list[tuple[int | None, int | None]], engine: Engine) -> None:
    """Holds products, sums and differences of pairs of numbers against Python's."""
    a, b = Integers(nw.col("a")), Integers(nw.col("b"))
    found = {
        "product": (i.times(a, b, engine), [_each(x, y, lambda x, y: x * y) for x, y in pairs]),
        "sum": (i.plus(a, b), [_each(x, y, lambda x, y: x + y) for x, y in pairs]),
        "difference": (i.minus(a, b), [_each(x, y, lambda x, y: x - y) for x, y in pairs]),
        **{
            f"times {factor}": (
                i.times(a, factor, engine),
                [_each(x, factor, lambda x, y: x * y) for x, _ in pairs],
            )
            for factor in FACTORS
        },
    }
    rows = {"row": list(range(len(pairs)))}
    rows |= {"a": [x for x, _ in pairs], "b": [y for _, y in pairs]}
    columns = []
    for name, (whole, _) in found.items():
        beyond = nw.lit(False) if whole.beyond is None else whole.beyond
        columns += [whole.column.alias(name), beyond.alias(f"{name} beyond")]
    frame = worked_out(engine.small(rows).with_columns(*columns)).sort("row")
    for name, (_, expected) in found.items():
        told = list(zip(frame[name].to_list(), frame[f"{name} beyond"].to_list(), strict=True))
        assert told == [exact(each) for each in expected], name


def _each(x: int | None, y: int | None, joined: Callable[[int, int], int]) -> int | None:
    return None if x is None or y is None else joined(x, y)


def held_together(rows: list[tuple[int, int]], engine: Engine) -> None:
    """Holds sums by group, all at once and one after the other, against Python's."""
    columns = {"row": list(range(len(rows)))}
    columns |= {"group": [group for group, _ in rows], "value": [value for _, value in rows]}
    frame, most = engine.small(columns), LIMIT * len(rows)
    grouped: dict[int, list[int]] = defaultdict(list)
    for group, value in rows:
        grouped[group].append(value)
    sums = {group: sum(values) for group, values in grouped.items()}
    assert i.exact_sums(frame, ["group"], "value") == {(g,): total for g, total in sums.items()}

    def all_at_once() -> dict[int, int]:
        found = worked_out(i.summed(frame, ["group"], "value", "sum", most, WHAT))
        return dict(found.select("group", "sum").iter_rows())

    def one_after_the_other() -> dict[int, list[int]]:
        found = i.running(frame, "value", ["group"], "row", "sum", most, WHAT)
        told: dict[int, list[int]] = defaultdict(list)
        for group, total in worked_out(found.sort("row")).select("group", "sum").iter_rows():
            told[group].append(total)
        return dict(told)

    steps = {group: list(accumulate(values)) for group, values in grouped.items()}
    assert _or_refused(all_at_once) == (sums if _fit(sums.values()) else None)
    fits = all(_fit(each) for each in steps.values())
    assert _or_refused(one_after_the_other) == (steps if fits else None)


def _fit(values: Iterable[int]) -> bool:
    return all(abs(value) <= LIMIT for value in values)


def _or_refused(found: Callable[[], T]) -> T | None:
    try:
        return found()
    except TooLarge:
        return None


@pytest.fixture(params=["polars", pytest.param("duckdb", marks=pytest.mark.slow)], scope="module")
def engine(request: pytest.FixtureRequest) -> Engine:
    return engine_named(request.param)


def test_numbers_at_the_edge_are_exact_or_told(engine: Engine) -> None:
    signed = [None, *EDGES, *(-edge for edge in EDGES)]
    held([(a, b) for a in signed for b in signed], engine)


@law
@given(pairs=st.lists(st.tuples(cells, cells), min_size=1, max_size=8))
def test_products_and_sums_are_exact_or_told(
    engine: Engine, pairs: list[tuple[int | None, int | None]]
) -> None:
    held(pairs, engine)


@law
@given(rows=groups)
def test_sums_of_groups_are_exact_or_refused(engine: Engine, rows: list[tuple[int, int]]) -> None:
    held_together(rows, engine)


def test_sums_that_meet_zero_again_fit(engine: Engine) -> None:
    held_together([(0, LIMIT), (1, -LIMIT), (0, LIMIT), (0, -LIMIT), (1, -1), (1, 1)], engine)


def test_what_must_fit_is_not_asked(engine: Engine) -> None:
    small = Integers(nw.col("a"), LIMIT // 2)
    asked = [i.plus(small, small), i.minus(small, small), i.times(small, 2, engine)]
    assert [(each.most, each.beyond) for each in asked] == [(LIMIT - 1, None)] * 3
