"""``clamp``: totals and claims held between a floor and a cap."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from tests.ledger.agency import COUNTED, TEAM, lines, metrics, outcome, step, totals

FACTS = metrics("东镇 2014-01-10 8", "东镇 2014-01-20 5", "东镇 2014-03-05 4", "西镇 2014-02-01 -6")
"""东镇: 13 in January, 4 in March, 17 together; 西镇: -6 in February."""


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"at_most": 10}, {"东镇": "10", "西镇": "-6"}),
        ({"at_least": 0}, {"东镇": "17"}),
        ({"at_least": 0, "at_most": 10}, {"东镇": "10"}),
        ({"at_least": 3, "at_most": 10}, {"东镇": "10", "西镇": "3", "某局": "3"}),
        ({"at_most": 17}, {"东镇": "17", "西镇": "-6"}),
        ({"at_most": 10, "within": "month"}, {"东镇": "14", "西镇": "-6"}),
        # Twelve months of three at least, January's thirteen capped at ten, March's four kept.
        ({"at_least": 3, "at_most": 10, "within": "month"}, {"东镇": "44", "西镇": "36", "某局": "36"}),
        ({"at_most": '{ by = "class", table = { "镇" = 12, "局" = 1 } }'}, {"东镇": "12", "西镇": "-6"}),
        # A bound that is not defined for a unit does not hold it.
        ({"at_most": '{ by = "class", table = { "局" = 1 } }'}, {"东镇": "17", "西镇": "-6"}),
        ({"at_most": '{ times = [{ field = "headcount" }, 3] }'}, {"东镇": "12", "西镇": "-6"}),
        ({"at_most": 10, "when": '{ class = "局" }'}, {"东镇": "17", "西镇": "-6"}),
    ],
)  # fmt: skip
def test_clamp_on_totals(keys: dict[str, object], expected: dict[str, str]) -> None:
    clamp = step("clamp", of='["counted"]', measure="points", each="total", **keys)
    assert totals(outcome(COUNTED + clamp, FACTS, "2014")) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"at_most": 5}, {"东镇": "14", "西镇": "-6"}),
        ({"at_least": 5}, {"东镇": "18", "西镇": "5"}),
        ({"at_most": 5, "at_least": -2}, {"东镇": "14", "西镇": "-2"}),
        ({"at_most": '{ field = "value" }'}, {"东镇": "17", "西镇": "-6"}),
        ({"at_most": 5, "when": "{ day = { before = 2014-01-15 } }"}, {"东镇": "14", "西镇": "-6"}),
    ],
)
def test_clamp_on_claims(keys: dict[str, object], expected: dict[str, str]) -> None:
    clamp = step("clamp", of='["counted"]', measure="points", each="claim", **keys)
    result = outcome(COUNTED + clamp, FACTS, "2014")
    assert totals(result) == expected
    # Each difference hangs on the claim's own fact and day.
    assert all(" M" in line for line in lines(result, "clamp"))


def test_clamp_line_on_a_total_is_dated_the_last_day_of_its_bucket() -> None:
    clamp = step(
        "clamp", of='["counted"]', measure="points", each="total", at_most=10, within="quarter"
    )
    result = outcome(COUNTED + clamp, FACTS, "2014")
    assert lines(result, "clamp") == ["clamp 东镇 - 2014-03-31 -7"]


def test_clamp_looks_only_at_what_it_is_of() -> None:
    other = COUNTED.replace('"counted"', '"other"') + 'adds_to = ["counted"]\n'
    clamp = step("clamp", of='["counted"]', measure="points", each="total", at_most=10)
    result = outcome(COUNTED + other + clamp, metrics("东镇 2014-01-10 12"), "2014")
    assert totals(result) == {"东镇": "22"}


def test_clamp_of_a_part_holds_what_all_its_steps_give() -> None:
    base = step("base", for_="unit", when='{ class = "局" }', part="甲部", give__points=4)
    counted = COUNTED + 'part = "甲部"\n'
    clamp = step("clamp", of='["甲部"]', measure="points", each="total", at_most=10)
    facts = metrics("某局 2014-05-01 9", "东镇 2014-05-01 9")
    assert totals(outcome(base + counted + clamp, facts, "2014")) == {"某局": "10", "东镇": "9"}


def test_clamp_belongs_to_its_own_part_and_later_steps_find_it_by_that() -> None:
    cap = step("clamp", of='["甲部"]', measure="points", each="total", at_most=10, part="甲部")
    again = step("clamp", id="again", of='["甲部"]', measure="points", each="total", at_least=12)
    counted = COUNTED + 'part = "甲部"\n'
    result = outcome(counted + cap + again, metrics("东镇 2014-05-01 15"), "2014")
    # 15 - 5 = 10 in the part, lifted by 2; everyone else is lifted from nothing.
    assert lines(result, "again")[0] == "again 东镇 - 2014-12-31 2"
    assert totals(result) == {"东镇": "12", "西镇": "12", "某局": "12"}


def test_clamp_for_people_holds_their_own_totals() -> None:
    counted = COUNTED.replace("give.points", 'to = "person"\ngive.team')
    clamp = step("clamp", of='["counted"]', measure="team", each="total", for_="person", at_most=5)
    facts = metrics("东镇 2014-01-10 甲 8", "东镇 2014-01-10 乙 3")
    result = outcome(counted + clamp, facts, "2014", extra=TEAM)
    assert totals(result, "team") == {"甲": "5", "乙": "3", "东镇": "8"}


def test_clamp_for_units_holds_what_their_members_have() -> None:
    counted = COUNTED.replace("give.points", 'to = "person"\ngive.every')
    clamp = step("clamp", of='["counted"]', measure="every", each="total", for_="unit", at_most=5)
    facts = metrics("东镇 2014-01-10 甲 8", "东镇 2014-01-10 乙 3")
    result = outcome(counted + clamp, facts, "2014", extra=TEAM)
    assert totals(result, "every") == {"甲": "8", "乙": "3", "东镇": "5"}


def test_clamp_to_a_share_of_another_total() -> None:
    other = step("award", id="other", on="metric", give__yuan='{ field = "value" }')
    cap = '{ times = [{ total = "yuan" }, "50%"] }'
    clamp = step(
        "clamp", of='["counted"]', measure="points", each="total", at_most=cap, rounding="down"
    )
    result = outcome(COUNTED + other + clamp, metrics("东镇 2014-01-10 9"), "2014")
    # Half of nine yuan is 4.5, rounded down to four points.
    assert totals(result) == {"东镇": "4"}
