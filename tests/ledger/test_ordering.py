"""Places: a declared order of claims, the same whichever way its keys are packed or sorted."""

from __future__ import annotations

import random
from itertools import groupby

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gov_comms.ledger.engine import PolarsEngine
from gov_comms.ledger.ordering import placed
from gov_comms.ledger.postings import CLAIM_BITS
from gov_comms.ledger.tables import FACT_BITS

WIDE = 1 << 61
"""A key so large that keys cannot be packed into one integer."""
Row = tuple[int, int, int, int | None, int]
"""Source, key, table of the fact, its group, and the row of the fact."""


def rows(sources: int, wide: bool) -> st.SearchStrategy[list[Row]]:
    keys = st.sampled_from([-WIDE, -3, 0, 1, WIDE]) if wide else st.integers(-3, 3)
    row = st.tuples(
        st.integers(0, sources - 1),
        keys,
        st.integers(3, 5),
        st.none() | st.integers(-1, 1),
        st.integers(0, 4),
    )
    return st.lists(row, max_size=12)


@pytest.mark.parametrize("sources", [1, 3])
@pytest.mark.parametrize("wide", [False, True])
@given(data=st.data())
def test_first_of_each_group_is_first_in_the_declared_order(
    sources: int, wide: bool, data: st.DataObject
) -> None:
    drawn = data.draw(rows(sources, wide))
    if sources == 1:
        # Within one source all facts are of one table, and claims are numbered in their order.
        drawn = [(0, key, 4, group, row) for _, key, _, group, row in drawn]
        drawn.sort(key=lambda row: row[4])
    claims = [
        {
            "claim": (source << CLAIM_BITS) + number,
            "fact": (table << FACT_BITS) + row,
            "key": key,
            "group": group,
            "also": 7,
        }
        for number, (source, key, table, group, row) in enumerate(drawn)
    ]
    shuffled = random.Random(len(drawn)).sample(claims, len(claims))
    schema = dict.fromkeys(("claim", "fact", "key", "group", "also"), pl.Int64)
    frame = nw.from_native(pl.DataFrame(shuffled, schema=schema).lazy())
    place = placed(frame, [nw.col("key")], ["group", "also"], PolarsEngine())
    first = nw.col("place:").min().over(*place.group)
    found = place.with_claim(place.frame.with_columns(first.alias("first:")), "first:", "winner")
    winners = dict(found.select("claim", "winner").collect().iter_rows())

    def order(claim: dict[str, int]) -> tuple[int, ...]:
        return (claim["key"], claim["fact"], claim["claim"])

    def group(claim: dict[str, int]) -> tuple[bool, int]:
        return (claim["group"] is None, claim["group"] or 0)

    expected = {}
    for _, members in groupby(sorted(claims, key=group), key=group):
        ordered = sorted(members, key=order)
        expected.update({each["claim"]: ordered[0]["claim"] for each in ordered})
    assert winners == expected


@given(data=st.data(), wide=st.booleans())
def test_places_rise_with_the_order_and_no_two_are_alike(data: st.DataObject, wide: bool) -> None:
    drawn = data.draw(rows(3, wide))
    claims = [
        {
            "claim": (source << CLAIM_BITS) + number,
            "fact": (table << FACT_BITS) + row,
            "key": key,
            "group": group,
        }
        for number, (source, key, table, group, row) in enumerate(drawn)
    ]
    schema = dict.fromkeys(("claim", "fact", "key", "group"), pl.Int64)
    frame = nw.from_native(pl.DataFrame(claims, schema=schema).lazy())
    place = placed(frame, [nw.col("key")], ["group"], PolarsEngine())
    found = place.frame.select("place:", "key", "fact", "claim").collect().rows()
    assert len({place for place, *_ in found}) == len(found)
    assert [rest for _, *rest in sorted(found)] == sorted(rest for _, *rest in found)
