"""The nearest name, for names that nobody knows; quick also where there are very many names."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from typing import TYPE_CHECKING

from gov_comms.language.faults import nearest
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    import polars as pl

MANY = 2_000
"""Beyond so many names most are left out before they are compared letter by letter."""


def nearest_name(name: str, names: Collection[str]) -> Message | None:
    """The hint ``did you mean …``.

    Among very many names only those are looked at that begin or end alike and are about as long.
    """
    if len(names) <= MANY:
        return nearest(name, names)
    head, tail = ends_of(name)
    alike = [
        each
        for each in names
        if abs(len(each) - len(name)) <= 1 and (each.startswith(head) or each.endswith(tail))
    ]
    return nearest(name, alike[:MANY])


def ids_alike(rows: pl.LazyFrame, name: str) -> list[str]:
    """The ids in a column ``id`` among which `nearest_name` would look, in their order."""
    import polars as pl

    ids = rows.select("id").filter(pl.col("id").is_not_null())
    first = ids.head(MANY + 1).collect()
    if len(first) > MANY:
        head, tail = ends_of(name)
        near = (pl.col("id").str.len_chars().cast(pl.Int64) - len(name)).abs() <= 1
        ends = pl.col("id").str.starts_with(head) | pl.col("id").str.ends_with(tail)
        first = ids.filter(near & ends).head(MANY).collect()
    return first["id"].to_list()


def ends_of(name: str) -> tuple[str, str]:
    """How a name has to begin or to end to be looked at among very many."""
    half = max(1, len(name) // 2)
    return name[:half], name[-half:]


def close_name(name: str, names: Collection[str]) -> Message | None:
    """The same hint, and nothing at all where no name is near."""
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return msg("did you mean {word}?", word=repr(close[0])) if close else None
