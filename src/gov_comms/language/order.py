"""Orders: which of several claims come first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import PlainValidator

from gov_comms.language.choice import Choice
from gov_comms.language.faults import Faults
from gov_comms.messages import msg

ORDERS = ("highest", "lowest", "heaviest", "lightest", "earliest", "latest")
Order = tuple[str, str]
"""A word of `ORDERS` and an empty text, or ``high`` or ``low`` and the name of a column."""

FIRST = Choice(
    msg("it is not said which come first"),
    (
        ("highest", msg("by amount, downward")),
        ("lowest", msg("by amount, upward")),
        ("heaviest", msg("by amount without its sign, downward")),
        ("lightest", msg("by amount without its sign, upward")),
        ("earliest", msg("by day, from the first")),
        ("latest", msg("by day, from the last")),
        ("{ high = column }", msg("by a column, downward")),
        ("{ low = column }", msg("by a column, upward")),
    ),
)
"""What a list of orders leaves open while it is not written."""


def parse_order(raw: Any) -> Order:
    """An order: a word of `ORDERS`, or ``{ high = column }`` or ``{ low = column }``."""
    if isinstance(raw, tuple):
        how, column = raw
        return how, column
    if raw in ORDERS:
        return (raw, "")
    if isinstance(raw, Mapping) and len(raw) == 1 and next(iter(raw)) in ("high", "low"):
        how, column = next(iter(raw.items()))
        return (how, str(column))
    faults = Faults()
    faults.add((), msg("this is no order"), FIRST.listed())
    faults.refuse()
    raise AssertionError


OrderField = Annotated[Any, PlainValidator(parse_order)]
"""The type of an element of a key ``order``."""
