"""Bulletins beside closed periods: what was announced stands, also in the columns of later ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from gov_comms.bulletin import compose, gather
from gov_comms.bulletin.nouns import Bulletin
from gov_comms.bulletin.plain import cell_text
from gov_comms.closing.close import close
from gov_comms.closing.closed import closed_result
from gov_comms.closing.corrections import retract
from gov_comms.facts.recorded import facts_of
from gov_comms.results import Result
from gov_comms.review.desk import Desk
from gov_comms.settlement import score
from tests.closing.offices import NEXT_OVER, Desks, founded

PLANS = "".join(
    f"""
[[bulletin]]
id = "{level}"
period = "{level}"
title = "通报"
columns = [
  {{ measure = "points" }},
  {{ measure = "points", show = "before" }},
  {{ measure = "points", show = "to_date" }},
]
"""
    for level in ("month", "quarter")
)


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    """The office in which A1 was taken back, and A4 carried, after January or the quarter."""
    return founded(str(tmp_path / "record.db"), tmp_path / "office", PLANS)


def bulletin(desk: Desk, period: str) -> Bulletin:
    agency, facts = desk.agency, facts_of(desk.agency, desk.view)

    def closed(name: str) -> Result | None:
        return closed_result(desk.view, agency, name)

    result = closed(period) or score(desk.opened, facts, period)
    plan = next(each for each in agency.bulletins if each.period == result.period.level)
    beside = gather(desk.opened, facts, result, plan, closed=closed)
    return compose(agency, result, plan, "zh-CN", beside)


def told(desks: Desks, period: str) -> tuple[dict[str, list[str]], list[str]]:
    """Points, those of the period before and to date, by unit; and what the notes say of them."""
    found: Bulletin = desks.ask("审", bulletin, NEXT_OVER, period=period)
    (table,) = found.sections[0].tables
    rows = {str(row.cells[1]): [cell_text(c, "—") for c in row.cells[2:]] for row in table.rows}
    return rows, [note for note in found.notes if "上期" in note or "用结账" in note]


def test_period_before_and_year_to_date_come_from_closed_figures(desks: Desks) -> None:
    desks.do("结", close, period="2026-Q1", key=None)
    desks.do("登", retract, table="adoption", fact="A1", reason="撤稿")
    desks.adopted(4, "甲局", "甲", "2026-05-05", "全文")
    assert told(desks, "2026-Q2") == (
        {"甲局": ["5", "7", "12"], "乙局": ["0", "5", "5"], "政府办": ["0", "0", "0"]},
        ["注：上期为2026年第一季度。", "注：2026年第一季度用结账时的数。"],
    )


def test_what_the_next_closing_books_is_in_its_year_to_date(desks: Desks) -> None:
    desks.do("结", close, period="2026-Q1", key=None)
    desks.do("登", retract, table="adoption", fact="A1", reason="撤稿")
    desks.adopted(4, "甲局", "甲", "2026-05-05", "全文")
    desks.do("结", close, NEXT_OVER, period="2026-Q2", key=None)
    rows, notes = told(desks, "2026-Q2")
    assert rows["甲局"] == ["0", "7", "7"]
    assert notes == ["注：上期为2026年第一季度。", "注：2026年第一季度用结账时的数。"]


def test_open_days_between_closed_periods_are_worked_out_together(desks: Desks) -> None:
    desks.do("结", close, period="2026-01", key=None)
    desks.do("登", retract, table="adoption", fact="A1", reason="撤稿")
    rows, notes = told(desks, "2026-03")
    assert rows == {"甲局": ["0", "2", "7"], "乙局": ["5", "0", "5"], "政府办": ["0", "0", "0"]}
    assert notes == ["注：上期为2026年2月。", "注：2026年1月用结账时的数。"]


def test_year_to_date_takes_a_closed_stretch_where_no_part_of_its_level_is_closed(
    desks: Desks,
) -> None:
    desks.do("结", close, period="2026-Q1", key=None)
    desks.do("登", retract, table="adoption", fact="A1", reason="撤稿")
    rows, notes = told(desks, "2026-03")
    assert rows["甲局"] == ["0", "2", "7"]
    assert notes == ["注：上期为2026年2月。", "注：2026年第一季度用结账时的数。"]


def test_without_closed_periods_the_facts_of_today_are_told(desks: Desks) -> None:
    desks.do("登", retract, table="adoption", fact="A1", reason="撤稿")
    rows, notes = told(desks, "2026-03")
    assert rows["甲局"] == ["0", "2", "2"]
    assert notes == ["注：上期为2026年2月。"]
