"""What changes from one value, condition or noun to another, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from gov_comms.language.value import Bands, Cases, Lookup, Number, Scaled, Unknown, Value
from gov_comms.messages import msg
from gov_comms.telling.steps import plain
from gov_comms.telling.values import branches, value_text
from gov_comms.telling.words import Words

PLACES = ("keys", "place", "file", "folder", "source")
"""Fields that say where something stands in a file, which is no part of what it says."""


def meaning(noun: Any) -> Any:
    """A noun without the places it was read from, so that equal rules are equal."""
    if isinstance(noun, BaseModel):
        keys = type(noun).model_fields
        return (type(noun).__name__, *((key, meaning(getattr(noun, key))) for key in keys))
    if is_dataclass(noun) and not isinstance(noun, type):
        named = (each.name for each in fields(noun) if each.name not in PLACES)
        return (type(noun).__name__, *((name, meaning(getattr(noun, name))) for name in named))
    if isinstance(noun, Mapping):
        return {key: meaning(each) for key, each in noun.items()}
    if isinstance(noun, (tuple, list)):
        return tuple(meaning(each) for each in noun)
    return noun


def changed(old: Any, new: Any, before: Words, after: Words) -> Iterator[str]:
    """What changes, one phrase each: ``市级·全文 20 → 25``; nothing where both mean the same."""
    if meaning(old) == meaning(new):
        return
    match old, new:
        case Scaled(), Scaled():
            if old.scale != new.scale:
                yield arrow(
                    f"{before.text(old.scale.title)} {old.scale.version}",
                    f"{after.text(new.scale.title)} {new.scale.version}",
                    after,
                )
            yield from changed(old.value, new.value, before, after)
        case Unknown(office=was), Unknown(office=is_) if was is not None and is_ is not None:
            yield from changed(was, is_, before, after)
        case (Lookup(by=was), Lookup(by=is_)) if was == is_:
            yield from _matched(_cells(old, before), _cells(new, after), after)
        case (Bands(), Bands()) | (Cases(), Cases()):
            yield from _matched(dict(branches(old, before)), dict(branches(new, after)), after)
        case dict(), dict():
            yield from _mapped(old, new, before, after)
        case Number(), Number():
            yield arrow(before.number(old.value), after.number(new.value), after)
        case _:
            yield arrow(_shown(old, before), _shown(new, after), after)


def arrow(old: str, new: str, words: Words) -> str:
    """``20 → 25``"""
    return words.say(msg("{old} → {new}", old=old, new=new))


def _cells(value: Lookup, words: Words) -> dict[str, str]:
    found = {"·".join(cell.entry): value_text(cell.value, words) for cell in value.cells}
    if value.rest is not None:
        found[words.say(msg("else"))] = value_text(value.rest, words)
    if value.empty is not None:
        found[words.say(msg("empty"))] = value_text(value.empty, words)
    return found


def _matched(old: dict[str, str], new: dict[str, str], words: Words) -> Iterator[str]:
    """Entries by name: those that change, then those that are gone, then those that come."""
    for name, was in old.items():
        if name in new and new[name] != was:
            yield words.say(msg("{name} {old} → {new}", name=name, old=was, new=new[name]))
    for name, was in old.items():
        if name not in new:
            yield words.say(msg("without {name} (was {old})", name=name, old=was))
    for name, amount in new.items():
        if name not in old:
            yield words.say(msg("also {name} {new}", name=name, new=amount))


def _mapped(
    old: Mapping[str, Any], new: Mapping[str, Any], before: Words, after: Words
) -> Iterator[str]:
    """Values by measure."""
    for name in dict.fromkeys((*old, *new)):
        label = after.measure(name)
        if name not in new:
            gone, was = before.measure(name), _shown(old[name], before)
            yield after.say(msg("without {name} (was {old})", name=gone, old=was))
        elif name not in old:
            yield after.say(msg("also {name} {new}", name=label, new=_shown(new[name], after)))
        else:
            for each in changed(old[name], new[name], before, after):
                yield after.say(msg("{name}: {change}", name=label, change=each))


def _shown(value: Any, words: Words) -> str:
    if value is None or value == ():
        return words.say(msg("nothing"))
    if isinstance(value, Value):
        return value_text(value, words)
    return plain(value, words)
