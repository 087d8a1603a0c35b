"""What plugins say of a piece, and colleagues who act for others, at the steps of a chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gov_comms.errors import Severity
from gov_comms.messages import bilingual
from gov_comms.plugins.asking import Listener
from gov_comms.plugins.nouns import Act, Finding, Objection, Piece
from gov_comms.review.delegating import delegate
from gov_comms.review.returns import return_piece
from gov_comms.review.sending import submit
from gov_comms.review.steps import take
from tests.review.chained import Office

PLAIN = {"title": "秋粮过半", "kind": "信息", "tags": "民生"}


def listening(office: Office, hook: str, function: Callable[..., Any]) -> None:
    """Have a plugin answer a hook of the office."""
    plugins = office.opened.plugins
    listeners = (*plugins.listeners, Listener("typos", "1.0", hook, function))
    office.opened = replace(office.opened, plugins=replace(plugins, listeners=listeners))


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.NOTICE])
def test_what_a_plugin_finds_is_told_to_who_sends_in(office: Office, severity: Severity) -> None:
    def look(piece: Piece) -> list[Finding]:
        assert (piece.title, piece.unit, piece.kind) == ("秋粮过半", "东镇", "信息")
        assert (piece.day, piece.tags) == (date(2026, 3, 2), ("民生",))
        return [Finding(bilingual("有错字", "a typo"), "第八条", severity)]

    listening(office, "check_submission", look)
    act = office.does("甲", submit, cells=PLAIN)
    assert act.told[1].text("en") == "a typo (第八条; plugin typos)"


def test_an_error_that_a_plugin_finds_stops_the_piece(office: Office) -> None:
    found = Finding(bilingual("有错字", "a typo"), "第八条", Severity.ERROR)
    listening(office, "check_submission", lambda: [found])
    assert office.refuses("甲", submit, cells=PLAIN) == "a typo (第八条; plugin typos)"


def test_an_objection_stops_a_step_and_a_return(office: Office) -> None:
    number = office.does("甲", submit, cells=PLAIN).subject
    asked: list[tuple[str, str, str]] = []

    def object_to(act: Act) -> list[Objection]:
        asked.append((act.action, act.actor, act.reason))
        return [Objection(bilingual("缺附件", "an annex is missing"), "第八条")]

    listening(office, "object_to", object_to)
    text = "an annex is missing (第八条; plugin typos)"
    assert office.refuses("乙", take, "approve", number, note="可") == text
    assert office.refuses("乙", return_piece, number, reason="重写") == text
    assert office.refuses("甲", submit, cells=PLAIN) == text
    assert asked == [("approve", "乙", "可"), ("return", "乙", "重写"), ("submit", "甲", "")]


def test_a_plugin_that_fails_to_object_stops_the_step(office: Office) -> None:
    number = office.does("甲", submit, cells=PLAIN).subject

    def object_to(act: Act) -> list[Objection]:
        raise ValueError(act.action)

    listening(office, "object_to", object_to)
    assert office.refuses("乙", take, "approve", number).startswith(
        "plugins: plugin typos 1.0 failed: object_to: "
    )


def test_who_acts_for_another_is_recorded_under_both_names(office: Office) -> None:
    number = office.does("甲", submit, cells={**PLAIN, "kind": "专报"}).subject
    office.does("乙", take, "approve", number)
    office.does("己", delegate, to="辛", last=date(2026, 3, 6))
    office.does("辛 for 己", take, "sign", number)
    deed = office.piece(number).deeds[-1]
    assert (deed.person, deed.acting_for, deed.people) == ("辛", "己", ("辛", "己"))


def test_nobody_judges_his_own_by_way_of_another(office: Office) -> None:
    number = office.does("甲", submit, cells={**PLAIN, "authors": "甲、辛", "kind": "专报"}).subject
    office.does("乙", take, "approve", number)
    office.does("己", delegate, to="辛", last=date(2026, 3, 6))
    assert office.refuses("辛 for 己", take, "sign", number) == (
        "辛 may not do this to his own: 局长: sign. hint: somebody else must do it"
    )
