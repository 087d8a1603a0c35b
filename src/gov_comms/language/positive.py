"""Numbers above 0: weights, shares and rates, written as plain numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainValidator

from gov_comms.language.faults import Faults
from gov_comms.language.value import parse_number
from gov_comms.messages import msg


def parse_positive(raw: Any) -> Fraction:
    """A number above 0, exact; raises pydantic's ``ValidationError`` for anything else."""
    number = raw if isinstance(raw, Fraction) else parse_number(raw)
    if number is not None and number > 0:
        return number
    faults = Faults()
    if isinstance(raw, str) and number is None:
        hint = msg('write 5, 2.5, "30%" or "1/3"')
        faults.add((), msg("{raw} is not a number", raw=repr(raw)), hint)
    else:
        faults.add((), msg("a number above 0 is needed"))
    faults.refuse()
    raise AssertionError


Positive = Annotated[Any, PlainValidator(parse_positive)]
"""The type of a key that holds a number above 0."""
