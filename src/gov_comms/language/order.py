"""Orders: which of several claims come first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import PlainValidator

from gov_comms.language.faults import Faults
from gov_comms.messages import msg

ORDERS = ("highest", "lowest", "heaviest", "lightest", "earliest", "latest")
Order = tuple[str, str]
"""A word of `ORDERS` and an empty text, or ``high`` or ``low`` and the name of a column."""


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
    faults.add(
        (),
        msg("an order is one of {orders}, or {{ high = column }}", orders=", ".join(ORDERS)),
    )
    faults.refuse()
    raise AssertionError


OrderField = Annotated[Any, PlainValidator(parse_order)]
"""The type of an element of a key ``order``."""
