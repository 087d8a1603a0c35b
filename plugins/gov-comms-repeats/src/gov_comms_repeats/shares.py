"""Shares: what the first, second, third claim of a group counts for."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any

from pydantic import PlainValidator

from gov_comms.language.faults import Faults, Keys
from gov_comms.language.value import parse_number
from gov_comms.messages import bilingual


def _read(raw: Any, keys: Keys, faults: Faults) -> Fraction:
    share = parse_number(raw)
    if share is None or not 0 <= share <= 1:
        what = bilingual(
            "{raw} 不是 0 到 1 之间的数", "{raw} is no number from 0 to 1", raw=repr(raw)
        )
        faults.add(keys, what, bilingual('写作 1、"50%" 或 "1/3"', 'write 1, "50%" or "1/3"'))
        return Fraction(0)
    return share


def parse_share(raw: Any) -> Fraction:
    """One share, from 0 to 1; raises pydantic's ``ValidationError`` with what is wrong."""
    faults = Faults()
    share = raw if isinstance(raw, Fraction) else _read(raw, (), faults)
    faults.refuse()
    return share


def parse_shares(raw: Any) -> tuple[Fraction, ...]:
    """Shares that never rise; raises pydantic's ``ValidationError`` with all that is wrong."""
    if isinstance(raw, tuple):
        return raw
    faults = Faults()
    if not isinstance(raw, list) or not raw:
        what = bilingual("这里要一个列表", "a list is needed here")
        faults.add((), what, bilingual('例如 [1, "50%"]', 'such as [1, "50%"]'))
        raw = []
    shares = tuple(_read(each, (index,), faults) for index, each in enumerate(raw))
    faults.refuse()
    for index, (earlier, later) in enumerate(pairwise(shares), start=1):
        if later > earlier:
            faults.add((index,), bilingual("比例不得上升", "shares must not rise"))
    faults.refuse()
    return shares


ShareField = Annotated[Fraction, PlainValidator(parse_share)]
"""The type of a key that holds a share."""
SharesField = Annotated[tuple[Fraction, ...], PlainValidator(parse_shares)]
"""The type of a key that holds shares in their order."""
