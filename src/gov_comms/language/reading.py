"""What a step reads: the names of columns in every key that holds a condition or a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gov_comms.language.condition import Compare, Join, Named, Test, tests_of
from gov_comms.language.step import Deadline, Derive, Due, On, Related, Step, Strict, To
from gov_comms.language.value import (
    Ruling,
    Scaled,
    Total,
    Value,
    columns_in,
    columns_of,
    values_compared,
    walk,
)
from gov_comms.model import Scale

_COLUMN_KEYS = ("per", "groups", "match", "reads")


def names_read(shape: Step | Derive) -> tuple[str, ...]:
    """Every column a step or derivation reads, once each, in the order of its keys."""
    return tuple(dict.fromkeys(_names(shape)))


def _names(shape: Step | Derive) -> Iterator[str]:
    for key in type(shape).model_fields:
        value = getattr(shape, key)
        if key in _COLUMN_KEYS and isinstance(value, tuple):
            yield from value
        elif key == "done" and isinstance(value, str):
            yield value
        elif key == "order" and isinstance(value, tuple):
            yield from (column for how, column in value if how in ("high", "low"))
        else:
            yield from _in_value(value)


def _in_value(value: Any) -> Iterator[str]:
    if isinstance(value, (Join, Named, Compare, Test)):
        yield from columns_of(value)
    elif isinstance(value, Value):
        yield from columns_in(value)
    elif isinstance(value, Deadline):
        yield value.of
    elif isinstance(value, Related):
        yield from () if value.until is None else (value.until.of,)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _in_value(each)
    elif isinstance(value, tuple):
        for each in value:
            if isinstance(each, Due):
                yield each.deadline
            if isinstance(each, Strict):
                each = tuple(getattr(each, key) for key in type(each).model_fields)
            yield from _in_value(each)


def scales_read(shape: Step | Derive) -> tuple[Scale, ...]:
    """The scales to which a step's or derivation's values refer, once each."""
    values = (value for key in type(shape).model_fields for value in _values(getattr(shape, key)))
    found = (node.scale for value in values for node in walk(value) if isinstance(node, Scaled))
    return tuple(dict.fromkeys(found))


def totals_read(shape: Step | Derive) -> tuple[Total, ...]:
    """The totals of subjects that a step's or derivation's values read."""
    values = (value for key in type(shape).model_fields for value in _values(getattr(shape, key)))
    return tuple(node for value in values for node in walk(value) if isinstance(node, Total))


def _values(raw: Any) -> Iterator[Value]:
    if isinstance(raw, Value):
        yield raw
    elif isinstance(raw, Strict):
        yield from (value for key in type(raw).model_fields for value in _values(getattr(raw, key)))
    elif isinstance(raw, (Join, Compare)):
        yield from (v for test in tests_of(raw) for v in values_compared(test))
    elif isinstance(raw, (dict, tuple)):
        for each in raw.values() if isinstance(raw, dict) else raw:
            yield from _values(each)


def receivers_read(to: To) -> tuple[str, ...]:
    """The columns from which a receiver is taken."""
    return (to.members_of,) if to.members_of else to.paths


def rulings_in(step: Step) -> Iterator[Ruling]:
    """The rulings that a step's values ask for."""
    for key in type(step).model_fields:
        value = getattr(step, key)
        for each in value.values() if isinstance(value, dict) else (value,):
            if isinstance(each, Value):
                yield from (node for node in walk(each) if isinstance(node, Ruling))


def receiver_of(step: Step) -> To | None:
    """Who receives what a step gives; None when a row's own subject does, or nobody.

    A row of facts that says nothing else gives to its unit, or to its person where the step is for
    people.
    """
    to: To | None = getattr(step, "to", None)
    on = table_read(step)
    if to is not None or on is None or on.table in ("totals", "results"):
        return to
    return To((getattr(step, "subjects", None) or "unit",)) if hasattr(step, "to") else None


def table_read(step: Step) -> On | None:
    """Which rows a step looks at, if it looks at rows rather than at claims or subjects."""
    on = vars(step).get("on")  # pydantic takes its time to say that a shape has no such key
    return on if isinstance(on, On) else None
