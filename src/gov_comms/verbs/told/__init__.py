"""What each verb does, in whole sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from gov_comms.telling import Told, Words
from gov_comms.verbs.told import changing, comparing, giving, requiring

TELLS: Mapping[str, Callable[[Any, Words], Iterator[Told]]] = {
    "award": giving.award,
    "base": giving.base,
    "clamp": comparing.clamp,
    "convert": giving.convert,
    "exclude": changing.exclude,
    "flag": comparing.flag,
    "keep": changing.keep,
    "multiply": changing.multiply,
    "quota": comparing.quota,
    "rank": comparing.rank,
    "require": requiring.require,
    "round": comparing.round_,
    "set": giving.set_,
    "skip": comparing.skip,
    "split": giving.split,
    "void": changing.void,
    "weigh": comparing.weigh,
}
