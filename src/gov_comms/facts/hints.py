"""The nearest name, for names that nobody knows; quick also where there are very many names."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from gov_comms.language.faults import nearest
from gov_comms.messages import Message, msg

MANY = 2_000
"""Beyond so many names most are left out before they are compared letter by letter."""


def nearest_name(name: str, names: Collection[str]) -> Message | None:
    """The hint ``did you mean …``.

    Among very many names only those are looked at that begin or end alike and are about as long.
    """
    if len(names) <= MANY:
        return nearest(name, names)
    half = max(1, len(name) // 2)
    head, tail = name[:half], name[-half:]
    alike = [
        each
        for each in names
        if abs(len(each) - len(name)) <= 1 and (each.startswith(head) or each.endswith(tail))
    ]
    return nearest(name, alike[:MANY])


def close_name(name: str, names: Collection[str]) -> Message | None:
    """The same hint, and nothing at all where no name is near."""
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return msg("did you mean {word}?", word=repr(close[0])) if close else None
