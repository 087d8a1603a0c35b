"""Keys under other names: those of the first design and those that people try, and ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gov_comms.messages import Message, msg

OURS: Mapping[str, tuple[str, ...]] = {
    "action": ("do",),
    "amount": ("give",),
    "amounts": ("give",),
    "bands": ("at_least",),
    "cap": ("at_most",),
    "date_by": ("dated_by",),
    "decimals": ("scale",),
    "default": ("rest",),
    "description": ("text",),
    "else": ("rest",),
    "end": ("to",),
    "fallback": ("rest",),
    "filter": ("when", "where"),
    "floor": ("at_least",),
    "group_by": ("per", "groups"),
    "if": ("when",),
    "inherits": ("extends",),
    "max": ("at_most",),
    "maximum": ("at_most",),
    "min": ("at_least", "target"),
    "minimum": ("target", "at_least"),
    "missing": ("each_missing",),
    "otherwise": ("rest",),
    "per_missing": ("each_missing",),
    "per_piece": ("give",),
    "points": ("give",),
    "precision": ("scale", "places"),
    "quota": ("target",),
    "receiver": ("to",),
    "recipient": ("to",),
    "required": ("target",),
    "seats": ("top",),
    "since": ("from",),
    "sort": ("order",),
    "sort_by": ("order",),
    "start": ("from",),
    "subject": ("for",),
    "subjects": ("for",),
    "table_by": ("by",),
    "threshold": ("beyond", "target"),
    "ties_by": ("then",),
    "until": ("to",),
    "valid_from": ("from",),
    "valid_to": ("to",),
    "value": ("give",),
    "verb": ("do",),
    "weight": ("share",),
    "where": ("when",),
}
"""Each name with ours, the likelier first; which is meant depends on the keys that are known."""


def renamed(name: str, known: Collection[str]) -> Message | None:
    """The hint for a key that is there under another name; None where there is none."""
    ours = next((each for each in OURS.get(name, ()) if each in known), None)
    return msg("it is called {name} here", name=ours) if ours is not None else None
