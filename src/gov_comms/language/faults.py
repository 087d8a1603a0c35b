"""Gathering what is wrong with one part of a regulation, so that all of it is said at once."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from gov_comms.language.renamed import renamed
from gov_comms.messages import Message, msg

Key = str | int
Keys = tuple[Key, ...]


class Faults:
    """Faults found while reading one value; raised together as a pydantic error."""

    def __init__(self) -> None:
        self._details: list[InitErrorDetails] = []

    def add(self, keys: Keys, what: Message, hint: Message | None = None) -> None:
        """Note that the part under ``keys`` is wrong."""
        context = {"what": what, "hint": hint}
        error = PydanticCustomError("language", "{what}", context)
        self._details.append(InitErrorDetails(type=error, loc=keys, input=None))

    def refuse(self) -> None:
        """Raise what was gathered, if anything was."""
        if self._details:
            raise ValidationError.from_exception_data("language", self._details)

    def unknown_keys(self, keys: Keys, found: Iterable[str], allowed: Collection[str]) -> None:
        """Note every key that this part does not know, with the nearest one it does."""
        for name in found:
            if name not in allowed:
                hint = renamed(name, allowed) or nearest(name, allowed)
                self.add((*keys, name), msg("unknown key"), hint)


LISTED = 12
"""How many names a hint lists."""


def near_or_listed(word: str, words: Iterable[str], own: Iterable[str]) -> Message | None:
    """The hint ``did you mean …`` for a slip of the pen; else what there is, the first of ``own``.

    For names of columns: one that is only remotely alike leads astray.
    """
    words, own = list(words), list(dict.fromkeys(own))
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.75)
    close = close or [each for each in words if sorted(each) == sorted(word)]
    if close:
        return msg("did you mean {word}?", word=repr(close[0]))
    if not own:
        return None
    more = ", …" if len(own) > LISTED else ""
    return msg("known: {words}", words=", ".join(own[:LISTED]) + more)


def nearest(word: str, words: Iterable[str]) -> Message | None:
    """The hint ``did you mean …`` for a word that is not among ``words``."""
    words = [str(each) for each in words]
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.5)
    if close:
        return msg("did you mean {word}?", word=repr(close[0]))
    if 0 < len(words) <= LISTED:
        return msg("known: {words}", words=", ".join(words))
    return None
