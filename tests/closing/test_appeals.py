"""Appeals: who may raise one, until when, who decides, and what stays of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gov_comms.closing.appeals import appeals, decide_appeal, raise_appeal
from gov_comms.closing.close import close
from gov_comms.closing.items import closing_items
from gov_comms.closing.nouns import Appeal
from gov_comms.errors import Refused
from tests.closing.offices import Desks, founded

CLOSED = datetime(2026, 4, 28, 2, tzinfo=UTC)
"""A Tuesday; Labour Day and its make-up days lie within the five working days after it."""


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    desks = founded(str(tmp_path / "record.db"), tmp_path / "office")
    desks.do("结", close, CLOSED, period="2026-Q1", key=None)
    return desks


def codes(found: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [f"{each.code}: {each.what.text('en')}" for each in found.value.problems]


@pytest.mark.parametrize(
    ("moment", "in_time"),
    [
        # 29 and 30 April, 6, 7 and 8 May: the holiday lasts from 1 to 5 May.
        ("2026-05-08T15:59:00+00:00", True),
        ("2026-05-08T16:00:00+00:00", False),
    ],
)
def test_the_window_counts_working_days_of_the_office(
    desks: Desks, moment: str, in_time: bool
) -> None:
    at = datetime.fromisoformat(moment)
    if in_time:
        assert desks.do("甲", raise_appeal, at, period="2026-Q1", reason="漏登").entries
        return
    with pytest.raises(Refused) as found:
        desks.do("甲", raise_appeal, at, period="2026-Q1", reason="漏登")
    assert codes(found) == [
        "window-over: an appeal against 2026-Q1 could be raised until 2026-05-08"
    ]


@pytest.mark.parametrize(
    ("who", "said", "told"),
    [
        ("甲", {"subject": "乙"}, "not-yours: 甲 is not of 乙局"),
        ("甲", {"subject": "乙局"}, "not-yours: 甲 is not of 乙局"),
        ("甲", {"reason": ""}, "no-reason: a reason is needed"),
        ("甲", {"period": "2026-Q2"}, "not-closed: 2026-Q2 is not closed"),
    ],
)
def test_an_appeal_is_about_ones_own_closed_figure(
    desks: Desks, who: str, said: dict[str, str], told: str
) -> None:
    with pytest.raises(Refused) as found:
        desks.do(who, raise_appeal, CLOSED, **{"period": "2026-Q1", "reason": "漏登", **said})
    assert codes(found) == [told]


def test_an_appeal_is_decided_by_another_and_traced(desks: Desks) -> None:
    desks.do("甲", raise_appeal, CLOSED, period="2026-Q1", reason="漏登一篇")
    items = desks.ask("裁", lambda desk: tuple(closing_items(desk)), CLOSED)
    assert [(each.id, each.whose, each.command) for each in items] == [
        ("C2026-0001", ("裁",), "appeal decide C2026-0001")
    ]
    said = {"appeal_id": "C2026-0001", "outcome": "upheld"}
    with pytest.raises(Refused) as own:
        desks.do("甲", decide_appeal, CLOSED, **said, ground="属实")
    assert codes(own) == ["no-power: 甲 may not do this: decide is needed"]
    desks.do("裁", decide_appeal, CLOSED, **said, ground="补登采用")
    with pytest.raises(Refused) as again:
        desks.do("裁", decide_appeal, CLOSED, **said, ground="补登采用")
    assert codes(again) == ["decided-already: appeal C2026-0001 was decided by 裁: upheld"]
    assert desks.ask("审", lambda desk: appeals(desk.view)) == (
        Appeal(
            id="C2026-0001",
            period="2026-Q1",
            kind="unit",
            subject="甲局",
            reason="漏登一篇",
            raised_by="甲",
            raised_at="2026-04-28 10:00",
            outcome="upheld",
            decided_by="裁",
            decided_at="2026-04-28 10:00",
            ground="补登采用",
        ),
    )
    trail = desks.ask("审", lambda desk: desk.view.entries("C2026-0001"))
    assert [(entry.kind, entry.actor.person) for entry in trail] == [
        ("appealed", "甲"),
        ("decided", "裁"),
    ]
    assert desks.ask("裁", lambda desk: tuple(closing_items(desk)), CLOSED) == ()


def test_who_closed_the_period_does_not_decide(tmp_path: Path) -> None:
    """Somebody who may close and decide decides no appeal against what he closed."""
    both = '\n[[role]]\nid = "主任"\nclause = "第二条"\nmay = ["settle", "decide"]\n'
    both += '\n[[person]]\nid = "主"\nunit = "政府办"\nroles = ["主任"]\naccount = "os:主"\n'
    desks = founded(str(tmp_path / "record.db"), tmp_path / "office", both)
    desks.do("主", close, CLOSED, period="2026-Q1", key=None)
    desks.do("甲", raise_appeal, CLOSED, period="2026-Q1", reason="漏登")
    said = {"appeal_id": "C2026-0001", "outcome": "dismissed", "ground": "无据"}
    with pytest.raises(Refused) as found:
        desks.do("主", decide_appeal, CLOSED, **said)
    assert [each.code for each in found.value.problems] == ["own-work"]
