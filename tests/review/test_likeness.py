"""Pieces that may be one work: plugins liken them, a person decides, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from gov_comms.facts.recorded import facts_of
from gov_comms.plugins.asking import Listener
from gov_comms.plugins.nouns import Likeness, Piece
from gov_comms.record import Change
from gov_comms.review.adoptions import adopt
from gov_comms.review.likeness import Pair, alike, decide, look, open_pairs, pairs
from gov_comms.review.opinions import piece_shown
from gov_comms.review.rehearsal import Rehearsal
from gov_comms.review.todo import todo
from tests.review.bureau import refused, sit
from tests.review.proved import MONDAY, begun, did, holding


def same_titles(pieces: Sequence[Piece], others: Sequence[Piece]) -> Iterable[Likeness]:
    """Works of one title are alike."""
    for piece in pieces:
        for other in others or pieces:
            if piece.id < other.id and piece.title == other.title:
                yield Likeness(other.id, piece.id, Decimal("0.875"))


def work(name: str, title: str, day: str = "2014-03-05", state: str = "") -> Change:
    cells = {"id": name, "title": title, "day": day, "unit": "甲科", "authors": "甲"}
    return Change("submission", name, cells, state)


def office(*works: Change) -> Rehearsal:
    """The office with some works, and a plugin that likens titles."""
    found = holding(begun(), *works)
    plugins = found.opened.plugins
    listeners = (*plugins.listeners, Listener("titles", "1.0", "find_likeness", same_titles))
    return replace(
        found, opened=replace(found.opened, plugins=replace(plugins, listeners=listeners))
    )


TWO = (work("W2", "秋粮过半"), work("W3", "秋粮过半", "2014-03-04"), work("W4", "春耕"))
PAIR = Pair("W2", "W3", "88%", "titles")
DECISION = {"one": "W2", "other": "W3", "reason": "同一稿件"}


def test_plugins_liken_all_works_and_pairs_wait_for_a_person() -> None:
    found = did(office(*TWO), "丙", look)
    assert pairs(found.memory) == (PAIR,)
    ((pair, rows),) = open_pairs(sit(found, "丙", MONDAY))
    assert (pair, rows) == (
        PAIR,
        (
            ("稿件编号", "W2", "W3"),
            ("标题", "秋粮过半", "秋粮过半"),
            ("报送日期", "2014-03-05", "2014-03-04"),
            ("单位", "甲科", "甲科"),
            ("作者", "甲", "甲"),
        ),
    )


def test_pair_that_is_known_is_not_shown_again() -> None:
    found = did(did(office(*TWO), "丙", look), "丙", decide, **DECISION, same=False)
    act = look(sit(found, "丙", MONDAY))
    assert (act.changes, [each.text("en") for each in act.told]) == (
        (),
        ["0 further pairs to be decided"],
    )
    assert pairs(found.memory) == ()
    assert pairs(found.memory, "different") == (
        replace(PAIR, state="different", reason="同一稿件"),
    )


def test_new_piece_is_held_against_the_year_before() -> None:
    old = work("W5", "秋粮过半", "2013-03-01")
    cells = {"title": "秋粮过半", "day": "2014-03-10", "unit": "甲科"}
    desk = sit(office(*TWO, old), "丙", MONDAY)
    changes, told = alike(desk, piece_shown(desk, "submission", "W1A", cells))
    assert [each.id for each in changes] == ["W1A W2", "W1A W3"]
    assert [each.text("en") for each in told] == [
        "W1A and W2 may be one work (88%)",
        "W1A and W3 may be one work (88%)",
    ]


def test_earlier_of_two_that_are_one_stands_for_both() -> None:
    found = did(office(*TWO), "丙", adopt, cells={"work": "W2", "outlet": "区网"})
    found = did(found, "丙", adopt, cells={"work": "W3", "outlet": "区报"})
    found = did(found, "丙", decide, **DECISION, same=True)
    rows = found.memory.rows("adoption")
    assert [(row.id, row.about, row.cells["work"], row.state) for row in rows] == [
        ("A2014-0001", "W3", "W3", ""),
        ("A2014-0002", "W3", "W3", "lacking"),
    ]
    facts = facts_of(found.opened.agency, found.memory)
    assert facts.frames["submission"]["id"].to_list() == ["W1", "W3", "W4"]
    assert facts.frames["adoption"]["id"].to_list() == ["A2014-0001"]
    assert pairs(found.memory, "same") == (Pair("W2", "W3", "", "", "same", "同一稿件"),)


@pytest.mark.parametrize(
    ("said", "code", "told"),
    [
        ({"other": "W9"}, "unknown-fact", "no submission has the id 'W9'"),
        ({"other": "W2"}, "same-piece", "W2 is named twice"),
        ({"reason": " "}, "no-reason", "a reason is needed. hint: say why: --reason"),
        (
            {"other": "W6"},
            "not-released",
            "W6 is still on its way, or was taken back. hint: gov-comms open W6 tells",
        ),
    ],
)
def test_decision_that_cannot_be_meant_is_refused(
    said: dict[str, str], code: str, told: str
) -> None:
    found = office(*TWO, work("W6", "秋粮过半", state="waiting"))
    said = {**DECISION, **said}
    assert refused(found, "丙", MONDAY, decide, **said, same=True) == [(code, told)]


def test_pair_stands_in_the_list_of_those_who_decide() -> None:
    found = did(office(*TWO), "丙", look)
    listed = {name: todo(sit(found, name, MONDAY)) for name in "甲丙丁"}
    assert {name: [(i.kind, i.id, i.command) for i in items] for name, items in listed.items()} == {
        "甲": [],
        "丙": [("likeness", "W2 W3", "alike show")],
        "丁": [],
    }


def test_nobody_decides_on_his_own() -> None:
    own = replace(TWO[0], cells={**(TWO[0].cells or {}), "authors": "丙"})
    told = refused(office(own, *TWO[1:]), "丙", MONDAY, decide, **DECISION, same=True)
    assert [code for code, _ in told] == ["own-work"]


def test_nothing_is_likened_where_no_plugin_listens() -> None:
    act = look(sit(holding(begun(), *TWO), "丙", MONDAY))
    assert act.changes == ()
