"""A work carried by six outlets, composite in two of them and endorsed twice, line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gov_comms.config import open_agency
from gov_comms.results import Explanation
from gov_comms.testing import Desk

ADOPTIONS = (
    ("A1", "海淀报", date(2014, 3, 3), "综合", 2),
    ("A2", "海淀有线", date(2014, 3, 4), "全文", 5),
    ("A3", "市委信息", date(2014, 3, 5), "综合", 10),
    ("A4", "北京日报", date(2014, 3, 6), "全文", 20),
    ("A5", "人民日报", date(2014, 3, 10), "全文", 40),
    ("A6", "新华社", date(2014, 3, 12), "全文", 40),
)
"""Id, outlet, day, form, and what the table gives: 2, 5, 10, 20, 40, 40."""


@pytest.fixture(scope="module")
def explained() -> Explanation:
    return Desk(open_agency("haidian")).explain(
        "2014",
        "W1",
        units=[{"id": "甲街道", "class": "街镇", "key": True}],
        submissions=[{"id": "W1", "day": date(2014, 3, 1), "unit": "甲街道", "title": "某事"}],
        adoptions=[
            {"id": key, "work": "W1", "outlet": outlet, "day": day, "form": form}
            for key, outlet, day, form, _ in ADOPTIONS
        ],
        endorsements=[
            {"id": "B1", "work": "W1", "level": "市级", "day": date(2014, 3, 8)},
            {"id": "B2", "work": "W1", "level": "首都级", "day": date(2014, 3, 20)},
        ],
    )


def points(explained: Explanation) -> list[tuple[str, str, Decimal, str]]:
    return [
        (line.step, line.fact, line.amount, line.supersedes)
        for line in explained.lines
        if line.measure == "points"
    ]


def test_explanation_has_a_line_for_each_step_of_the_argument(explained: Explanation) -> None:
    paid = [("used", key, Decimal(worth), "") for key, *_, worth in ADOPTIONS]
    # A5 and A6 both give 40; the earlier one counts, and takes the place of all others.
    cancelled = [
        ("used.highest", key, Decimal(-worth), "A5") for key, *_, worth in ADOPTIONS if key != "A5"
    ]
    assert sorted(points(explained)) == sorted(
        [
            ("sent", "W1", Decimal(1), ""),
            *paid,
            *cancelled,
            ("remark", "B1", Decimal(40), ""),
            ("remark", "B2", Decimal(50), ""),
            ("remark.highest", "B1", Decimal(-40), "B2"),
        ]
    )


def test_explanation_sums_to_the_value_of_the_work(explained: Explanation) -> None:
    value = sum(amount for _, _, amount, _ in points(explained))
    assert (value, dict(explained.totals)["points"]) == (Decimal(91), Decimal(91))


def test_explanation_names_a_clause_in_every_line(explained: Explanation) -> None:
    clauses = {line.step: line.clause[:10] for line in explained.lines if line.measure == "points"}
    assert clauses == {
        "sent": "S001-07-02",
        "used": "S001-07-02",
        "used.highest": "S001-07-03",
        "remark": "S001-07-04",
        "remark.highest": "S001-07-04",
    }
