"""Logic: what is called impossible is impossible, tried on every row there can be."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from gov_comms.config import open_texts
from gov_comms.config.ground import Ground
from gov_comms.config.logic import Logic, both, logic_of
from gov_comms.language.condition import ColumnRef, Condition, ConditionField, Join, Named
from tests.config.agencies import SOUND

AGENCY = open_texts(SOUND).agency
LOGIC: Logic = logic_of(AGENCY, Ground(AGENCY.tables, ("adoption",)))
TIERS = AGENCY.words["tier"].words
COLUMNS: dict[str, tuple[Any, ...]] = {
    "tier": (None, *TIERS),
    "length": (None, 0, 1, 2, 3, 4),
    "headline": (None, True, False),
    "page": (None, 1, 2, 3),
}
read = TypeAdapter[Condition](ConditionField).validate_python
ROWS = [dict(zip(COLUMNS, values, strict=True)) for values in product(*COLUMNS.values())]

orders = st.sampled_from(["at_least", "more_than", "at_most", "less_than", "is", "not"])
tests = st.one_of(
    st.tuples(st.just("tier"), orders, st.sampled_from(TIERS)),
    st.tuples(st.just("tier"), st.sampled_from(["any_of", "none_of"]), st.just(list(TIERS[:2]))),
    st.tuples(st.just("length"), orders, st.integers(0, 3)),
    st.tuples(st.just("length"), st.just("between"), st.just([1, 3])),
    st.tuples(st.just("headline"), st.sampled_from(["is", "not"]), st.booleans()),
    st.tuples(st.sampled_from(sorted(COLUMNS)), st.just("present"), st.booleans()),
).map(lambda each: {each[0]: {each[1]: each[2]}})
comparisons = st.builds(
    lambda order, turned: {
        ("page", "length")[turned]: {order: {"column": ("length", "page")[turned]}}
    },
    orders,
    st.booleans(),
)
conditions = st.recursive(
    tests | comparisons,
    lambda inner: st.builds(
        lambda how, parts: {how: parts},
        st.sampled_from(["all", "any", "none"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
).map(read)


def holds(condition: Condition, row: dict[str, Any]) -> bool:
    """The reference: a condition on one row, read straight from the language's description."""
    if isinstance(condition, Join):
        parts = [holds(part, row) for part in condition.parts]
        return {"all": all(parts), "any": any(parts), "none": not any(parts)}[condition.how]
    assert not isinstance(condition, (Join, Named))
    value, operand = row[condition.column], condition.operand
    if condition.operator == "present":
        return (value is not None) == operand
    if isinstance(operand, ColumnRef):
        operand = row[operand.column]
    if value is None or operand is None:
        return False
    if condition.operator in ("is", "not"):
        return (value == operand) == (condition.operator == "is")
    operands = operand if isinstance(operand, tuple) else (operand,)
    if condition.operator in ("any_of", "none_of"):
        return (value in operands) == (condition.operator == "any_of")
    place = TIERS.index(value) if isinstance(value, str) else value
    low, high = [TIERS.index(o) if isinstance(o, str) else o for o in (operands[0], operands[-1])]
    return {
        "at_least": place >= low,
        "more_than": place > low,
        "at_most": place <= low,
        "less_than": place < low,
        "between": low <= place <= high,
    }[condition.operator]


@given(conditions)
def test_what_can_never_hold_holds_of_no_row(condition: Condition) -> None:
    possible = LOGIC.possible(LOGIC.alternatives(condition))
    assert possible or not any(holds(condition, row) for row in ROWS)


@given(conditions)
def test_what_always_holds_fails_of_no_row(condition: Condition) -> None:
    possible = LOGIC.possible(LOGIC.alternatives(condition, holds=False))
    assert possible or all(holds(condition, row) for row in ROWS)


@given(tests.map(read), tests.map(read))
def test_two_tests_are_apart_just_when_no_row_fulfils_both(
    one: Condition, other: Condition
) -> None:
    apart = not LOGIC.possible(both(LOGIC.alternatives(one), LOGIC.alternatives(other)))
    seen = [row for row in ROWS if holds(one, row) and holds(other, row)]
    beyond = dict.fromkeys(COLUMNS) | {"length": 5}
    assert apart == (not seen and not (holds(one, beyond) and holds(other, beyond)))


@pytest.mark.parametrize(
    ("raw", "possible"),
    [
        ({"length": {"more_than": 5, "less_than": 6}}, False),
        ({"minutes": {"more_than": 5, "less_than": 6}}, True),
        ({"tier": {"not": "区级", "less_than": "市级"}}, False),
        ({"tier": {"none_of": list(TIERS)}}, False),
        ({"outlet": {"none_of": ["海淀报"]}}, True),
        ({"headline": True, "none": [{"headline": True}]}, False),
        ({"all": ["key_piece", {"page": 2, "length": 5}]}, False),
        ({"tags": {"has": "a", "none_of": ["a"]}}, True),
        ({"tier": {"present": False, "is": "市级"}}, False),
        (
            {
                "all": [
                    {"page": {"more_than": {"column": "length"}}},
                    {"length": {"at_least": {"column": "page"}}},
                ]
            },
            False,
        ),
        (
            {
                "all": [
                    {"page": {"at_least": {"column": "length"}}},
                    {"length": {"at_least": {"column": "page"}}},
                ]
            },
            True,
        ),
        ({"day": {"after": {"column": "work.day"}, "on_or_before": {"column": "work.day"}}}, False),
        (
            {
                "day": {
                    "after": {"column": "work.day", "plus_days": 5},
                    "before": {"column": "work.day", "plus_days": 6},
                }
            },
            False,
        ),
        (
            {
                "day": {
                    "after": {"column": "work.day", "plus_days": 5},
                    "before": {"column": "work.day", "plus_days": 7},
                }
            },
            True,
        ),
        (
            {
                "day": {"after": {"column": "work.day"}},
                "none": [{"work.day": {"before": {"column": "day"}}}],
            },
            False,
        ),
        ({"tier": {"is": {"column": "form"}, "not": {"column": "form"}}}, True),
    ],
)
def test_condition_is_possible(raw: Any, possible: bool) -> None:
    assert LOGIC.possible(LOGIC.alternatives(read(raw))) is possible


def test_too_many_ways_prove_nothing() -> None:
    wide = {"any": [{"length": number} for number in range(300)]}
    never = {"all": [{"length": {"less_than": 0}}, {"length": {"more_than": 0}}, wide]}
    assert LOGIC.alternatives(read(wide)) is None
    assert not LOGIC.possible(LOGIC.alternatives(read(never)))
