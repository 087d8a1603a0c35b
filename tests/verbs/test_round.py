"""``round``: totals and claims brought to fewer decimals."""

from __future__ import annotations

import pytest

from tests.ledger.agency import lines, metrics, outcome, step, totals

PAID = step("award", id="paid", on="metric", give__yuan='{ field = "value" }')
FACTS = metrics(
    "东镇 2014-01-10 1.25", "东镇 2014-02-10 1.25", "西镇 2014-01-10 -2.25", "某局 2014-01-10 3.15"
)


@pytest.mark.parametrize(
    ("each", "places", "rounding", "expected"),
    [
        ("total", 0, "half_up", {"东镇": "3.00", "西镇": "-2.00", "某局": "3.00"}),
        ("total", 0, "half_even", {"东镇": "2.00", "西镇": "-2.00", "某局": "3.00"}),
        ("total", 0, "down", {"东镇": "2.00", "西镇": "-2.00", "某局": "3.00"}),
        ("total", 0, "up", {"东镇": "3.00", "西镇": "-3.00", "某局": "4.00"}),
        ("total", 1, "half_up", {"东镇": "2.50", "西镇": "-2.30", "某局": "3.20"}),
        ("total", 1, "half_even", {"东镇": "2.50", "西镇": "-2.20", "某局": "3.20"}),
        ("total", 2, "up", {"东镇": "2.50", "西镇": "-2.25", "某局": "3.15"}),
        ("total", 5, "up", {"东镇": "2.50", "西镇": "-2.25", "某局": "3.15"}),
        ("claim", 0, "half_up", {"东镇": "2.00", "西镇": "-2.00", "某局": "3.00"}),
        ("claim", 1, "half_up", {"东镇": "2.60", "西镇": "-2.30", "某局": "3.20"}),
        ("claim", 1, "half_even", {"东镇": "2.40", "西镇": "-2.20", "某局": "3.20"}),
        ("claim", 0, "up", {"东镇": "4.00", "西镇": "-3.00", "某局": "4.00"}),
    ],
)  # fmt: skip
def test_round_to_places(each: str, places: int, rounding: str, expected: dict[str, str]) -> None:
    rounded = step(
        "round", of='["paid"]', measure="yuan", each=each, places=places, rounding=rounding
    )
    assert totals(outcome(PAID + rounded, FACTS, "2014"), "yuan") == expected


def test_round_of_totals_within_months_adds_a_line_to_each() -> None:
    rounded = step(
        "round",
        of='["paid"]',
        measure="yuan",
        each="total",
        places=0,
        rounding="half_up",
        within="month",
    )
    assert lines(outcome(PAID + rounded, FACTS, "2014"), "round") == [
        "round 东镇 - 2014-01-31 -0.25",
        "round 西镇 - 2014-01-31 0.25",
        "round 某局 - 2014-01-31 -0.15",
        "round 东镇 - 2014-02-28 -0.25",
    ]


def test_round_when_picks_whose_totals_are_rounded() -> None:
    rounded = step(
        "round",
        of='["paid"]',
        measure="yuan",
        each="total",
        places=0,
        rounding="up",
        when='{ class = "局" }',
    )
    assert totals(outcome(PAID + rounded, FACTS, "2014"), "yuan") == {
        "东镇": "2.50",
        "西镇": "-2.25",
        "某局": "4.00",
    }
