"""A closed period stays as it is; what changes later is booked by the next one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gov_comms.closing.close import booked_in, close, closing_for, replayed, statement
from gov_comms.closing.corrections import correct, retract
from gov_comms.closing.figures import adjusted, balance
from gov_comms.errors import Refused
from gov_comms.facts.recorded import facts_of
from gov_comms.record.signing import make_key, verifies
from gov_comms.review.desk import Desk
from gov_comms.settlement import score
from tests.closing.offices import NEXT_OVER, QUARTER_OVER, Desks, founded


@pytest.fixture
def desks(record_url: str, tmp_path: Path) -> Desks:
    return founded(record_url, tmp_path / "office")


@pytest.fixture
def sqlite_desks(tmp_path: Path) -> Desks:
    return founded(str(tmp_path / "record.db"), tmp_path / "office")


def refusal(found: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [f"{each.code}: {each.what.text('en')}" for each in found.value.problems]


def closed_balance(desk: Desk, period: str) -> dict[str, str]:
    result = replayed(desk.view, closing_for(desk.view, period))
    found = adjusted(balance(result), booked_in(desk.view, period), desk.agency.measures)
    return {
        f"{subject} {measure}": f"{amount:f}"
        for (measure, _, subject), amount in found.items()
        if amount
    }


def test_a_closing_keeps_facts_rules_and_figures(desks: Desks, tmp_path: Path) -> None:
    key = make_key(tmp_path / "office.key")
    desks.do("结", close, period="2026-Q1", key=key)

    def look(desk: Desk) -> Any:
        closing = closing_for(desk.view, "2026-Q1")
        figures = json.loads(desk.view.file(closing.figures) or b"")
        return closing, figures, statement(desk.agency.id, closing)

    closing, figures, text = desks.ask("审", look)
    assert (closing.closed_by, closing.level, closing.seq) == ("结", "quarter", 7)
    assert verifies(key.public, text, closing.signature)
    assert not verifies(key.public, text.replace("2026-Q1", "2026-Q2"), closing.signature)
    assert figures["totals"][:3] == [
        ["points", "unit", "甲局", "7", None],
        ["points", "unit", "乙局", "5", None],
        ["points", "unit", "政府办", "0", None],
    ]
    assert desks.ask("审", closed_balance, period="2026-Q1") == {
        "甲局 points": "7",
        "乙局 points": "5",
        "甲局 money": "70.50",
        "乙局 money": "50.00",
        "甲 money": "70.50",
        "乙 money": "50.00",
    }


def test_a_period_is_closed_once_and_when_it_is_over(desks: Desks) -> None:
    with pytest.raises(Refused) as running:
        desks.do("结", close, period="2026-Q2", key=None)
    assert refusal(running) == ["not-over: 2026-Q2 runs until 2026-06-30"]
    desks.do("结", close, period="2026-Q1", key=None)
    with pytest.raises(Refused) as again:
        desks.do("结", close, period="2026-Q1", key=None)
    assert refusal(again) == ["closed-already: 2026-Q1 was closed by 结"]


def test_only_who_settles_closes(desks: Desks) -> None:
    with pytest.raises(Refused) as found:
        desks.do("登", close, period="2026-Q1", key=None)
    assert [each.code for each in found.value.problems] == ["no-power"]


def test_what_changes_later_is_booked_by_the_next_closing(desks: Desks) -> None:
    desks.do("结", close, period="2026-Q1", key=None)
    desks.do("登", retract, table="adoption", fact="A1", reason="撤稿")
    desks.do("登", correct, table="adoption", fact="A3", said={"form": "综合"}, reason="误登")
    desks.adopted(4, "乙局", "乙", "2026-03-30", "全文")
    desks.adopted(5, "甲局", "甲", "2026-05-05", "全文")
    assert desks.ask("审", closed_balance, period="2026-Q1")["甲局 points"] == "7"
    desks.do("结", close, NEXT_OVER, period="2026-Q2", key=None)

    def look(desk: Desk) -> list[tuple[str, str, str, bool, str]]:
        return [
            (each.subject, each.measure, each.fact, each.reverses, f"{each.amount:f}")
            for each in booked_in(desk.view, "2026-Q2")
        ]

    assert desks.ask("审", look) == [
        ("乙", "money", "A3", True, "-50.00"),
        ("乙", "money", "A3", False, "20.50"),
        ("乙", "money", "A4", False, "50.00"),
        ("甲", "money", "A1", True, "-50.00"),
        ("乙局", "points", "A3", True, "-5"),
        ("乙局", "points", "A3", False, "2"),
        ("乙局", "points", "A4", False, "5"),
        ("甲局", "points", "A1", True, "-5"),
    ]
    # Nothing of the first quarter moved, and both together are what all facts come to.
    first = desks.ask("审", closed_balance, period="2026-Q1")
    second = desks.ask("审", closed_balance, period="2026-Q2")
    assert first["甲局 points"] == "7"
    assert (second.get("甲局 points"), second["乙局 points"]) == (None, "2")
    assert (second.get("甲 money"), second["乙 money"]) == (None, "20.50")

    def stateless(desk: Desk) -> dict[str, str]:
        result = score(desk.opened, facts_of(desk.agency, desk.view), "2026-H1")
        return {f"{t.subject.id} {t.measure}": f"{t.total:f}" for t in result.totals if t.total}

    whole = desks.ask("审", stateless)
    assert whole == {
        "甲局 points": "7",
        "乙局 points": "7",
        "甲局 money": "70.50",
        "乙局 money": "70.50",
        "甲 money": "70.50",
        "乙 money": "70.50",
    }


def test_a_closing_books_each_change_once(desks: Desks) -> None:
    desks.do("结", close, period="2026-01", key=None)
    desks.do("登", retract, table="adoption", fact="A1", reason="撤稿")
    desks.do("结", close, period="2026-02", key=None)
    desks.do("结", close, period="2026-03", key=None)
    booked = desks.ask("审", lambda desk: [len(booked_in(desk.view, f"2026-0{n}")) for n in (2, 3)])
    assert booked == [2, 0]


def test_correcting_needs_a_reason_and_a_difference(desks: Desks) -> None:
    for said, reason, told in (
        ({"form": "综合"}, " ", "no-reason: a reason is needed"),
        ({"form": "全文"}, "误登", "nothing-said: nothing is different"),
    ):
        with pytest.raises(Refused) as found:
            desks.do("登", correct, table="adoption", fact="A1", said=said, reason=reason)
        assert refusal(found) == [told]


PAPER = """
[[evidence]]
id = "paper"
clause = "第九条"
when = { form = "综合" }
kinds = ["样报"]
"""


@pytest.mark.parametrize(
    ("table", "fact", "said", "code"),
    [
        ("person", "甲@", {"roles": "系统管理员"}, "roster"),
        ("outlet", "县报@", {"tier": "省级"}, "roster"),
        ("adoption", "A1", {"verified_by": "登"}, "filled-by-evidence"),
        ("adoption", "A1", {"id": "A9"}, "number-kept"),
        ("adoption", "A9", {"form": "综合"}, "unknown-fact"),
        ("prize", "A1", {"form": "综合"}, "unknown-table"),
    ],
)
def test_a_correction_writes_no_roster_and_no_proof(
    sqlite_desks: Desks, table: str, fact: str, said: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as found:
        sqlite_desks.do("登", correct, table=table, fact=fact, said=said, reason="误登")
    assert [each.code for each in found.value.problems] == [code]
    with pytest.raises(Refused):
        sqlite_desks.do("登", retract, table=table, fact="甲@", reason="误登")


def test_a_corrected_adoption_counts_only_if_it_is_proved(tmp_path: Path) -> None:
    desks = founded(str(tmp_path / "record.db"), tmp_path / "office", PAPER)
    desks.do("登", correct, table="adoption", fact="A1", said={"form": "综合"}, reason="误登")
    assert desks.ask("审", lambda desk: desk.view.row("adoption", "A1").state) == "lacking"


def test_a_replay_that_differs_is_refused(desks: Desks) -> None:
    desks.do("结", close, period="2026-Q1", key=None)

    def forged(desk: Desk) -> Any:
        from dataclasses import replace

        return replayed(desk.view, replace(closing_for(desk.view, "2026-Q1"), seq=4))

    with pytest.raises(Refused) as found:
        desks.ask("审", forged)
    assert refusal(found) == ["replay-differs: replaying 2026-Q1 does not give the figures closed"]


def test_a_period_is_over_at_midnight_where_the_office_is(desks: Desks) -> None:
    """In Beijing the second quarter begins at 16:00 in UTC of the day before."""
    before, after = (QUARTER_OVER.replace(month=3, day=31, hour=hour) for hour in (15, 16))
    with pytest.raises(Refused) as found:
        desks.do("结", close, before, period="2026-Q1", key=None)
    assert refusal(found) == ["not-over: 2026-Q1 runs until 2026-03-31"]
    assert desks.do("结", close, after, period="2026-Q1", key=None).told
