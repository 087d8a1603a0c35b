"""Naming: how problems write the keys, values and numbers of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from gov_comms.language.faults import Key, Keys
from gov_comms.messages import Message, msg

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def key_text(data: object, keys: Keys) -> str:
    """Keys as TOML writes them, elements of a list by their id, or counted from 1."""
    parts: list[Key] = []
    for key in keys:
        parts.append(_name_of(data, key))
        data = inside(data, key)
    return dotted(parts)


def dotted(keys: Iterable[Key]) -> str:
    """Keys joined by dots, quoted where TOML needs it; places in a list are counted from 1."""
    parts = [str(key + 1) if isinstance(key, int) else key for key in keys]
    return ".".join(part if _BARE.fullmatch(part) else f'"{part}"' for part in parts)


def keys_of_text(
    data: object, text: str, scales: Mapping[str, object] = MappingProxyType({})
) -> Keys:
    """The keys behind what `key_text` wrote; those that are not there are left out.

    ``scales`` are the data of what a scale says, in which its keys go on.
    """
    keys: list[Key] = []
    while text:
        found = re.match(r'"([^"]*)"|[^.]+', text)
        part = found[0] if found else text
        text = text[len(part) :].removeprefix(".")
        name = part.strip('"')
        key: Key | None = name
        if isinstance(data, list):
            elements = range(len(data))
            key = next((index for index in elements if _name_of(data, index) == name), None)
        if key is None:
            break
        of_scale = keys[-1:] == ["scale"] and key in scales
        data = scales[name] if of_scale else inside(data, key)
        keys.append(key)
    return tuple(keys)


def shown(raw: object) -> Message:
    """A value as TOML writes it, lists and tables by their kind."""
    match raw:
        case bool():
            return msg("{value}", value=str(raw).lower())
        case str():
            return msg("{value}", value=f'"{raw}"')
        case int() | Decimal() | date():
            return msg("{value}", value=str(raw))
        case list():
            return msg("a list")
    return msg("a table")


def since_then(key: str, file: str, what: Message) -> Message:
    """What a later edition brings to a key that an earlier one wrote."""
    return msg("from this edition on, {key} of {file}: {what}", key=key, file=file, what=what)


def number_text(number: Fraction) -> str:
    """A number as an officer writes it: a decimal where it ends, else a fraction."""
    decimal = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{decimal.normalize():f}" if Fraction(decimal) == number else str(number)


def _name_of(data: object, key: Key) -> str:
    if isinstance(key, str):
        return key
    element = inside(data, key)
    if isinstance(element, Mapping):
        named = element.get("id", element.get("name"))
        if isinstance(named, str):
            return named
    return str(key + 1)


def inside(data: object, key: Key) -> object:
    """What stands under a key, None where nothing does."""
    if isinstance(data, Mapping):
        return data.get(key)
    if isinstance(data, Sequence) and isinstance(key, int) and key < len(data):
        return data[key]
    return None
