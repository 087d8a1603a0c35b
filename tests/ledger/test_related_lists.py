"""Related facts matched by lists: one of them is equal, and a row counts once however many are."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from tests.ledger.agency import lines, metrics, outcome, step, totals
from tests.ledger.test_related import derive

FACTS = """
people = [{ id = "甲", unit = "东镇" }, { id = "乙", unit = "东镇" }, { id = "丙", unit = "某局" }]
submissions = [
  { id = "W1", unit = "东镇", day = 2014-01-01, authors = ["甲", "乙"], tags = ["民生", "安全"], units = ["西镇", "某局"] },
  { id = "W2", unit = "东镇", day = 2014-01-01, authors = ["乙"], tags = ["安全"], kind = "民生", units = ["西镇"] },
  { id = "W3", unit = "东镇", day = 2014-01-01, authors = ["丙"], tags = ["民生", "安全"], kind = "安全" },
  { id = "W4", unit = "东镇", day = 2014-01-01 },
]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2014-02-02 },
  { id = "A2", work = "W2", outlet = "区报", day = 2014-02-02 },
  { id = "A3", work = "W3", outlet = "区报", day = 2014-02-02 },
  { id = "A4", work = "W4", outlet = "区报", day = 2014-02-02 },
]
incidents = [
  { id = "E1", unit = "东镇", person = "甲", kind = "差错", day = 2014-02-01 },
  { id = "E2", unit = "东镇", person = "乙", kind = "差错", day = 2014-02-02 },
  { id = "E3", unit = "东镇", person = "乙", kind = "泄密", day = 2014-03-01 },
]
"""
VALUES = metrics("西镇 2014-01-01 5", "某局 2014-02-01 7", "某局 2014-03-01 11", "东镇 2014-01-01 90")  # fmt: skip


@pytest.mark.parametrize(
    ("on", "how", "keys", "expected"),
    [
        # Nothing need be equal: all of them.
        ("adoption", "count", {"of": '"incident"', "match": "{}"}, {"A1": 3, "A2": 3, "A3": 3, "A4": 3}),
        ("adoption", "count", {"of": '"incident"', "match": "{}", "until": '{ of = "day" }'}, {"A1": 2, "A2": 2, "A3": 2, "A4": 2}),
        # Ours is a list: whatever befell one of the authors.
        ("adoption", "count", {"of": '"incident"', "match": '{ person = "authors" }'}, {"A1": 3, "A2": 2}),
        ("adoption", "count", {"of": '"incident"', "match": '{ person = "authors" }', "until": '{ of = "day" }'}, {"A1": 2, "A2": 1}),
        ("adoption", "count", {"of": '"incident"', "match": '{ person = "authors" }', "where": '{ kind = "泄密" }'}, {"A1": 1, "A2": 1}),
        ("adoption", "count", {"of": '"incident"', "match": '{ person = "authors", unit = "work.unit" }'}, {"A1": 3, "A2": 2}),
        # Theirs is a list.
        ("incident", "count", {"of": '"submission"', "match": '{ authors = "person" }'}, {"E1": 1, "E2": 2, "E3": 2}),
        # Both are: W1 shares two authors with itself and counts once.
        ("adoption", "count", {"of": '"submission"', "match": '"authors"'}, {"A1": 2, "A2": 2, "A3": 1}),
        ("adoption", "count", {"of": '"submission"', "match": '["authors", "tags"]'}, {"A1": 2, "A2": 2, "A3": 1}),
        ("adoption", "count", {"of": '"submission"', "match": '"tags"'}, {"A1": 3, "A2": 3, "A3": 3}),
        # Words of another list are compared as words.
        ("adoption", "count", {"of": '"submission"', "match": '{ kind = "tags" }'}, {"A1": 2, "A2": 1, "A3": 2}),
        ("adoption", "sum", {"of": '"metric"', "match": '{ unit = "work.units" }', "column": '"value"'}, {"A1": 23, "A2": 5}),
        ("adoption", "highest", {"of": '"metric"', "match": '{ unit = "work.units" }', "column": '"value"'}, {"A1": 11, "A2": 5}),
        ("adoption", "earliest", {"of": '"metric"', "match": '{ unit = "work.units" }', "column": '"value"'}, {"A1": 5, "A2": 5}),
        ("adoption", "latest", {"of": '"metric"', "match": '{ unit = "work.units" }', "column": '"value"'}, {"A1": 11, "A2": 5}),
    ],
)  # fmt: skip
def test_related_by_a_list(
    on: str, how: str, keys: dict[str, str], expected: dict[str, int]
) -> None:
    form = derive(on, how, dated='"any"', **keys)
    award = step("award", on=on, to="unit", give__points='{ field = "it" }')
    result = outcome(form + award, FACTS + VALUES, "2014")
    found = {line.split()[2]: int(line.split()[-1]) for line in lines(result)}
    assert {fact: amount for fact, amount in found.items() if amount} == expected


def test_related_exists_by_a_list_and_leaves_the_list_as_it_was() -> None:
    form = derive("adoption", "exists", of='"incident"', match='{ person = "authors" }', dated='"any"')  # fmt: skip
    award = step("award", on="adoption", to="authors", when="{ it = true }", give__points=1)
    assert lines(outcome(form + award, FACTS, "2014")) == [
        "award 甲 A1 2014-02-02 1",
        "award 乙 A1 2014-02-02 1",
        "award 乙 A2 2014-02-02 1",
    ]


def test_related_works_of_each_author_are_counted_on_totals() -> None:
    form = derive("totals", "count", of='"submission"', match='{ authors = "person" }', dated='"in_bucket"')  # fmt: skip
    award = step("award", on="totals", for_="person", give__points='{ field = "it" }')
    expected = {"甲": "1", "乙": "2", "丙": "1"}
    assert {k: v for k, v in totals(outcome(form + award, FACTS, "2014")).items() if k in expected} == expected  # fmt: skip
