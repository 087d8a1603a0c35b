"""Places: the position of every claim in a declared order, as one integer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import narwhals as nw

from gov_comms.language.order import Order
from gov_comms.ledger.conditions import recoded
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, edges, settled
from gov_comms.ledger.postings import Selection
from gov_comms.ledger.scope import seen
from gov_comms.ledger.tables import FACT_BITS

_ROOM = 1 << 62
_NARROW = 1 << 31


def order_keys(orders: Sequence[Order]) -> list[nw.Expr]:
    """Declared orders as ascending keys for `placed`, and then the day; empty cells come last."""
    value, day = nw.col("value"), nw.col("day").cast(nw.Int64)
    keys: list[nw.Expr] = []
    for how, column in orders:
        if how in ("high", "low"):
            cell = nw.col(seen(column)).cast(nw.Int64)
            keys.append(cell.is_null().cast(nw.Int64))
            keys.append((cell * -1 if how == "high" else cell).fill_null(0))
        else:
            keys.append(
                {
                    "highest": value * -1,
                    "lowest": value,
                    "heaviest": value.abs() * -1,
                    "lightest": value.abs(),
                    "earliest": day,
                    "latest": day * -1,
                }[how]
            )
    dated = any(how in ("earliest", "latest") for how, _ in orders)
    return keys if dated else [*keys, day]


def comparable(name: str, selection: Selection, all_of: Sequence[Selection]) -> nw.Expr:
    """A column of a source so that it compares with that of the others: words coded alike."""
    column = nw.col(seen(name)).cast(nw.Int64)
    words = selection.scope.words
    abouts = [each.source.columns[name] for each in all_of if name in each.source.columns]
    keys = list(dict.fromkeys(about.vocabulary for about in abouts))
    if len(keys) == 1:
        return column
    every = dict.fromkeys(word for key in keys for word in words.vocabularies.get(key, {}))
    codes = {word: code for code, word in enumerate(every)}
    return recoded(column, selection.source.columns[name], codes, words).alias(seen(name))


@dataclass(frozen=True, slots=True)
class Placed:
    """Rows with their position in ``place:``, smaller is earlier, no two alike.

    ``group`` are the columns that say which rows compete.  Where the keys fit into one integer,
    the claim can be read back from it: it is ``place % span + first``; else it is found by a join.
    """

    frame: Frame
    group: tuple[str, ...]
    span: int | None
    first: int

    def with_claim(self, frame: Frame, place: str, name: str) -> Frame:
        """Rows with the claim that stands at the position in column ``place``, under ``name``."""
        if self.span is not None:
            claim = nw.col(place) % self.span + self.first
            return frame.with_columns(claim.alias(name))
        at = self.frame.select(nw.col("place:").alias(place), nw.col("claim").alias(name))
        return frame.join(at, on=place, how="left")


@dataclass(frozen=True, slots=True)
class _Range:
    """A key of integers with its smallest value, how many it may take, and if it may be empty."""

    key: nw.Expr
    low: int
    span: int
    gaps: bool = False

    def filled(self) -> _Range:
        """The key from 1 on, and 0 where it is empty."""
        return _Range((self.key - self.low + 1).fill_null(0), 0, self.span + 1)


def placed(
    frame: Frame,
    keys: Sequence[nw.Expr],
    group: Sequence[str],
    engine: Engine,
    *,
    one_source: bool = False,
) -> Placed:
    """Rows in the order of ascending ``keys``, then table and row of the fact, then claim.

    Packing all keys into one integer spares a sort of the whole table, and packing the group makes
    it quicker to find; both are done whenever the ranges allow it, and change no result.  Within
    one source claims are numbered in the order of facts, so that the fact adds nothing.
    """
    fact, claim = nw.col("fact").fill_null(0), nw.col("claim")
    within = [] if one_source else [fact // (1 << FACT_BITS), fact % (1 << FACT_BITS)]
    every = [*keys, *within, claim]
    ranges = _ranges(frame, [*every, *(nw.col(name).cast(nw.Int64) for name in group)])
    if ranges is None:
        none = nw.lit(0, nw.Int64)
        return Placed(frame.with_columns(none.alias("place:")), tuple(group), 1, 0)
    order, members = ranges[: len(every)], ranges[len(every) :]
    packed = []
    if group and (groups := prod(each.span + 1 for each in members)) < _ROOM:
        # Half as wide, groups are quicker to tell apart.
        kind = nw.Int32 if groups < _NARROW else nw.Int64
        filled = [each.filled() if each.gaps else each for each in members]
        packed, group = [_packed(filled).cast(kind).alias("group:")], ["group:"]
    if prod(each.span for each in order) < _ROOM:
        place = frame.with_columns(*packed, _packed(order).alias("place:"))
        return Placed(place, tuple(group), order[-1].span, order[-1].low)
    frame = frame.with_columns(*packed) if packed else frame
    names = [f"key{number}:" for number in range(len(order))]
    keyed = frame.with_columns(*(r.key.alias(n) for r, n in zip(order, names, strict=True)))
    ordered = engine.numbered(keyed, "place:", names).drop(names)
    return Placed(settled(ordered), tuple(group), None, 0)


def _ranges(frame: Frame, keys: Sequence[nw.Expr]) -> list[_Range] | None:
    """The ranges of keys over all rows; None when there are no rows."""
    names = [f"key{number}:" for number in range(len(keys))]
    named = frame.select(*(key.alias(name) for key, name in zip(keys, names, strict=True)))
    rows, found = edges(named, names)
    if not rows:
        return None
    return [
        _Range(key, each.low, each.high - each.low + 1, each.count < rows)
        for key, each in zip(keys, found.values(), strict=True)
    ]


def _packed(ranges: Sequence[_Range]) -> nw.Expr:
    """Several keys as one, in which the first weighs most; keys that never vary fall out."""
    varying = [each for each in ranges if each.span > 1]
    if not varying:
        return ranges[-1].key - ranges[-1].low
    place = varying[0].key - varying[0].low
    for each in varying[1:]:
        place = place * each.span + (each.key - each.low)
    return place
