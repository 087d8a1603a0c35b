"""What waits once periods are over stands in the list of those who may do it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from gov_comms.closing.close import close
from gov_comms.closing.items import closing_items
from gov_comms.closing.pay import authorise_pay, pay_out, prepare_pay
from gov_comms.review.todo import todo
from tests.closing.offices import QUARTER_OVER, Desks, founded

BULLETINS = """
[[bulletin]]
id = "quarter"
period = "quarter"
title = "{period}通报"

[[bulletin]]
id = "month"
period = "month"
title = "{period}通报"
"""


def waiting(desks: Desks, at: datetime = QUARTER_OVER) -> list[tuple[str, tuple[str, ...], str]]:
    items = desks.ask("审", lambda desk: tuple(closing_items(desk)), at)
    return [(each.what.text("en"), each.whose, each.command) for each in items]


def test_the_last_period_that_is_over_waits_until_it_is_closed(tmp_path: Path) -> None:
    desks = founded(str(tmp_path / "record.db"), tmp_path / "office", BULLETINS)
    assert waiting(desks, datetime(2026, 1, 20, tzinfo=UTC)) == []
    assert waiting(desks) == [
        ("2026-Q1 is over and not closed", ("结",), "close 2026-Q1"),
        ("2026-03 is over and not closed", ("结",), "close 2026-03"),
    ]
    desks.do("结", close, period="2026-Q1", key=None)
    assert waiting(desks) == [("2026-03 is over and not closed", ("结",), "close 2026-03")]


def test_a_batch_waits_for_the_next_of_the_three(tmp_path: Path) -> None:
    desks = founded(str(tmp_path / "record.db"), tmp_path / "office")
    desks.do("结", close, period="2026-Q1", key=None)
    said = {"period": "2026-Q1", "rule_id": "稿酬", "basis": "第八条", "budget": "宣传经费"}
    desks.do("制", prepare_pay, **said)
    told = "batch P2026-0001 for 2026-Q1, 120.50"
    assert waiting(desks) == [(told, ("批",), "pay approve P2026-0001")]
    desks.do("批", authorise_pay, batch_id="P2026-0001")
    assert waiting(desks) == [(told, ("付",), "pay pay P2026-0001")]
    mine = desks.ask("付", lambda desk: todo(desk, closing_items(desk)))
    assert [item.command for item in mine] == ["pay pay P2026-0001"]
    desks.do("付", pay_out, batch_id="P2026-0001")
    assert waiting(desks) == []
