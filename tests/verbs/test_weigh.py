"""``weigh``: a component that counts for a part of itself, or in proportion to full marks."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from gov_comms.errors import Refused
from tests.ledger.agency import lines, metrics, outcome, step, totals

PAID = step("award", id="paid", on="metric", part="写", give__yuan='{ field = "value" }')
FACTS = metrics("东镇 2014-01-10 30", "东镇 2014-02-10 10", "西镇 2014-01-10 90")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"share": '"60%"'}, {"东镇": "24.00", "西镇": "54.00"}),
        ({"share": '"1/4"'}, {"东镇": "10.00", "西镇": "22.50"}),
        ({"share": 0}, {}),
        ({"share": 1}, {"东镇": "40.00", "西镇": "90.00"}),
        ({"share": 2}, {"东镇": "80.00", "西镇": "180.00"}),
        # 40 of 60 makes two thirds of 100 marks, 90 of 60 makes all of them.
        ({"share": 1, "full": 60, "marks": 100, "rounding": "half_up"}, {"东镇": "66.67", "西镇": "100.00"}),
        ({"share": 1, "full": 60, "marks": 100, "rounding": "down"}, {"东镇": "66.66", "西镇": "100.00"}),
        ({"share": '"60%"', "full": 60, "marks": 100}, {"东镇": "40.00", "西镇": "60.00"}),
        ({"share": '"1/3"', "rounding": "half_up"}, {"东镇": "13.33", "西镇": "30.00"}),
        ({"share": '"50%"', "when": '{ headcount = { at_least = 3 } }'}, {"东镇": "20.00", "西镇": "90.00"}),
        ({"share": '{ by = "class", table = { "局" = 2 } }'}, {"东镇": "40.00", "西镇": "90.00"}),
    ],
)  # fmt: skip
def test_weigh_of_a_total(keys: dict[str, object], expected: dict[str, str]) -> None:
    weigh = step("weigh", of='["写"]', measure="yuan", **keys)
    assert totals(outcome(PAID + weigh, FACTS, "2014"), "yuan") == expected


@pytest.mark.parametrize(
    ("rounding", "value", "share", "line"),
    [
        # Half of 0.25 is 0.125: what counts is rounded, not the line that brings it there.
        ("half_up", "0.25", "50%", "-0.12"),
        ("half_even", "0.25", "50%", "-0.13"),
        ("down", "10", "1/30", "-9.67"),
        ("up", "10", "1/30", "-9.66"),
    ],
)
def test_weigh_rounds_what_the_total_counts_for(
    rounding: str, value: str, share: str, line: str
) -> None:
    weigh = step("weigh", of='["写"]', measure="yuan", share=f'"{share}"', rounding=rounding)
    result = outcome(PAID + weigh, metrics(f"东镇 2014-01-10 {value}"), "2014")
    assert lines(result, "weigh") == [f"weigh 东镇 - 2014-12-31 {line}"]


def test_weigh_of_exact_thirds_without_a_rounding_is_refused() -> None:
    weigh = step("weigh", of='["写"]', measure="yuan", share='"1/3"')
    with pytest.raises(Refused) as refused:
        outcome(PAID + weigh, FACTS, "2014")
    assert [problem.code for problem in refused.value.problems] == ["needs-rounding"]


def test_weigh_of_exact_thirds_that_divide_needs_no_rounding() -> None:
    weigh = step("weigh", of='["写"]', measure="yuan", share='"1/3"')
    assert totals(outcome(PAID + weigh, metrics("东镇 2014-01-10 9"), "2014"), "yuan") == {
        "东镇": "3.00"
    }


def test_weigh_with_nothing_full_gives_all_marks() -> None:
    full = '{ field = "target" }'
    weigh = step(
        "weigh", of='["写"]', measure="yuan", share=1, full=full, marks=10, rounding="half_up"
    )
    result = outcome(PAID + weigh, metrics("东镇 2014-01-10 2", "西镇 2014-01-10 2"), "2014")
    # 东镇 has 2 of 3, 西镇 2 of 1, and of 某局 nothing is asked.
    assert totals(result, "yuan") == {"东镇": "6.67", "西镇": "10.00", "某局": "10.00"}


def test_weigh_within_months_weighs_each_by_itself() -> None:
    weigh = step("weigh", of='["写"]', measure="yuan", share='"50%"', within="month")
    assert lines(outcome(PAID + weigh, FACTS, "2014"), "weigh") == [
        "weigh 东镇 - 2014-01-31 -15.00",
        "weigh 西镇 - 2014-01-31 -45.00",
        "weigh 东镇 - 2014-02-28 -5.00",
    ]


def test_weigh_of_two_components_makes_the_whole() -> None:
    base = step("base", for_="unit", part="底", give__yuan=100)
    one = step("weigh", id="w1", of='["写"]', measure="yuan", share='"60%"')
    two = step("weigh", id="w2", of='["底"]', measure="yuan", share='"40%"')
    assert totals(outcome(base + PAID + one + two, FACTS, "2014"), "yuan") == {
        "东镇": "64.00",
        "西镇": "94.00",
        "某局": "40.00",
    }
