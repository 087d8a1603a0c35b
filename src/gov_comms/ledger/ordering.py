"""Places: the position of every claim in a declared order, as one integer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw

from gov_comms.ledger.postings import CLAIM_BITS

FACT_BITS = 40
_ROOM = 1 << 62


@dataclass(frozen=True, slots=True)
class Placed:
    """Rows with their position in ``place:``, smaller is earlier, no two alike.

    Where the keys fit into one integer, the claim can be read back from it: it is
    ``place % span + first``; else the claim is found by a join.
    """

    frame: nw.LazyFrame
    span: int | None
    first: int

    def with_claim(self, frame: nw.LazyFrame, place: str, name: str) -> nw.LazyFrame:
        """Rows with the claim that stands at the position in column ``place``, under ``name``."""
        if self.span is not None:
            claim = nw.col(place) % self.span + self.first
            return frame.with_columns(claim.alias(name))
        at = self.frame.select(nw.col("place:").alias(place), nw.col("claim").alias(name))
        return frame.join(at, on=place, how="left")


def placed(frame: nw.LazyFrame, keys: Sequence[nw.Expr]) -> Placed:
    """Rows in the order of ascending ``keys``, then table and row of the fact, then claim.

    Packing all keys into one integer spares a sort of the whole table; it is done whenever their
    ranges allow it, and gives the same order.
    """
    fact = nw.col("fact").fill_null(0)
    every = [
        *keys,
        fact // (1 << FACT_BITS),
        fact % (1 << FACT_BITS),
        nw.col("claim") // (1 << CLAIM_BITS),
        nw.col("claim") % (1 << CLAIM_BITS),
    ]
    edges = frame.select(
        *(key.min().alias(f"low{i}") for i, key in enumerate(every)),
        *(key.max().alias(f"high{i}") for i, key in enumerate(every)),
    ).collect()
    row = {name: edges[name].to_list()[0] for name in edges.columns}
    if row["low0"] is None:
        return Placed(frame.with_columns(nw.lit(0, nw.Int64).alias("place:")), 1, 0)
    lows = [int(row[f"low{i}"]) for i in range(len(every))]
    spans = [int(row[f"high{i}"]) - low + 1 for i, low in enumerate(lows)]
    # Within one source claims are numbered in the order of facts, so the fact adds nothing.
    one_source = spans[-2] == 1
    used = [i for i in range(len(every)) if spans[i] > 1]
    if one_source:
        used = [i for i in used if i not in (len(every) - 4, len(every) - 3)]
    size = 1
    for i in used:
        size *= spans[i]
    if one_source and size < _ROOM:
        place = nw.lit(0, nw.Int64)
        for i in used:
            place = place * spans[i] + (every[i] - lows[i])
        span = spans[-1]
        first = (lows[-2] << CLAIM_BITS) + lows[-1]
        if span == 1:
            place = place * 1
        return Placed(frame.with_columns(place.alias("place:")), span, first)
    names = [f"key{i}:" for i in used]
    keyed = frame.with_columns(*(every[i].alias(n) for i, n in zip(used, names, strict=True)))
    ordered = keyed.with_row_index("place:", order_by=names or ["claim"]).drop(names)
    ordered = ordered.with_columns(nw.col("place:").cast(nw.Int64))
    return Placed(ordered.collect().lazy(), None, 0)
