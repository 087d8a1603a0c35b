"""Chains run: who may take which step, what he has to say for it, and where the piece then is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gov_comms.record.store import Record
from gov_comms.review.pieces import Piece, from_row, to_cells
from gov_comms.review.sending import submit, submit_again
from gov_comms.review.steps import take
from tests.review.chained import OFFICE, Office

PLAIN = {"title": "秋粮过半", "kind": "信息"}
IMPORTANT = {"title": "防汛部署", "kind": "信息", "tags": "重要", "publish_on": "2026-03-20"}
RESEARCH = {"title": "镇村调研", "kind": "调研"}


def sent(office: Office, who: str = "甲", **more: object) -> str:
    """A piece that somebody sent in."""
    said = {"cells": PLAIN, **more}
    return office.does(who, submit, **said).subject


def at(office: Office, piece_id: str) -> tuple[str, str]:
    """How far a piece is: its state, and the action that comes next."""
    piece = office.piece(piece_id)
    return piece.state, piece.stop.action if piece.stop else ""


def test_submit_takes_the_chain_of_its_class(office: Office) -> None:
    ways = {
        "ordinary": PLAIN,
        "important": IMPORTANT,
        "research": RESEARCH,
    }
    for chain, cells in ways.items():
        checked = ["署名"] if chain == "research" else []
        piece = office.piece(sent(office, cells=cells, checked=checked))
        assert piece.chain == chain


def test_submit_takes_only_the_steps_for_the_row(office: Office) -> None:
    plain, paper = (
        [stop.action for stop in office.piece(sent(office, cells={**PLAIN, "kind": kind})).path]
        for kind in ("信息", "专报")
    )
    assert plain == ["draft", "approve", "edit"]
    assert paper == ["draft", "approve", "sign", "edit"]


def test_submit_knows_number_day_unit_and_author(office: Office) -> None:
    act = office.does("甲", submit, cells=PLAIN)
    assert act.subject == "S2026-0001"
    assert [message.text("en") for message in act.told] == [
        "S2026-0001: 秋粮过半",
        "S2026-0001 → 科长: approve (乙)",
    ]
    assert office.row("S2026-0001") == (
        "waiting",
        {
            "id": "S2026-0001",
            "title": "秋粮过半",
            "kind": "信息",
            "day": "2026-03-02",
            "unit": "东镇",
            "authors": "甲",
        },
    )
    assert sent(office) == "S2026-0002"


def test_a_row_counts_once_nothing_judges_it_any_more(office: Office) -> None:
    number = sent(office)
    act = office.does("乙", take, "approve", number)
    assert [message.text("en") for message in act.told] == ["S2026-0001 → 办公室: edit (庚)"]
    assert at(office, number) == ("waiting", "edit")
    assert office.row(number)[0] == ""
    office.does("庚", take, "handle", number, cells={"title": "秋粮收购过半"})
    assert at(office, number) == ("done", "")
    state, cells = office.row(number)
    assert (state, cells["title"]) == ("", "秋粮收购过半")
    assert (cells["reviewer"], cells["editor"]) == ("乙", "庚")


def test_a_long_way_step_by_step(office: Office) -> None:
    number = sent(office, cells=IMPORTANT)
    office.does("乙", take, "approve", number)
    office.does("戊", take, "approve", number, checked=["不涉密", "无个人信息"])
    office.does("己", take, "sign", number)
    office.does("庚", take, "file", number, answer="新闻办备〔2026〕7号")
    act = office.does("庚", take, "handle", number, note="局网站")
    assert (act.kind, act.reason) == ("handled", "局网站")
    assert at(office, number) == ("done", "")
    cells = office.row(number)[1]
    assert (cells["reviewed_at"], cells["signed"]) == ("2026-03-02 09:00", "2026-03-02")
    assert [deed.answer for deed in office.piece(number).deeds][4] == "新闻办备〔2026〕7号"


def test_steps_are_refused_to_who_may_not(office: Office) -> None:
    number = sent(office)
    cases = [
        ("丁", "approve", "丁 does not have the role 科长 of 东镇. hint: those who do: 乙"),
        ("己", "approve", "己 does not have the role 科长 of 东镇. hint: those who do: 乙"),
        (
            "乙",
            "sign",
            "S2026-0001 is at another step: 科长: approve."
            " hint: the command for it: approve S2026-0001",
        ),
        ("壬", "approve", "壬 is not on the roster on 2026-03-02"),
    ]
    for who, command, text in cases:
        assert office.refuses(who, take, command, number) == text
    assert at(office, number) == ("waiting", "approve")


def test_an_unknown_piece_is_refused(office: Office) -> None:
    assert office.refuses("乙", take, "approve", "S2026-0099") == (
        "no piece S2026-0099 is on its way here. hint: look it up: todo, or open"
    )


def test_a_step_is_decided_once(office: Office) -> None:
    number = sent(office, cells={**PLAIN, "kind": "专报"})
    office.does("乙", take, "approve", number)
    assert office.refuses("乙", take, "approve", number) == (
        "S2026-0001: 科长: approve was done by 乙 at 2026-03-02 09:00."
        " hint: it is now at 局长: sign"
    )
    office.does("己", take, "sign", number)
    office.does("庚", take, "handle", number)
    assert office.refuses("乙", take, "approve", number) == (
        "S2026-0001 is through its way: 庚 did the last step"
    )


def test_nobody_judges_his_own(office: Office) -> None:
    number = sent(office, cells={**RESEARCH, "authors": "甲、戊"}, checked=["署名"])
    assert office.refuses("戊", take, "approve", number) == (
        "戊 may not do this to his own: 评审员: review. hint: somebody else must do it"
    )


def test_several_people_are_distinct(office: Office) -> None:
    number = sent(office, cells=RESEARCH, checked=["署名"])
    assert office.piece(number).at == 2
    office.does("戊", take, "approve", number)
    assert at(office, number) == ("waiting", "review")
    assert office.refuses("戊", take, "approve", number) == (
        "戊 has done this step of S2026-0001. hint: 1 more people are needed"
    )
    office.does("辛", take, "approve", number)
    assert office.piece(number).at == 3


def test_nobody_judges_one_piece_in_two_roles(office: Office) -> None:
    old = 'role = "办公室"\naction = "approve"\nwith = "市委办"'
    office.under("second", OFFICE.replace(old, 'role = "保密员"\naction = "secrecy"'))
    number = sent(office, cells=RESEARCH, checked=["署名"])
    office.does("戊", take, "approve", number)
    office.does("辛", take, "approve", number)
    assert office.refuses("戊", take, "approve", number) == (
        "戊 judged S2026-0001 already: 评审员: review. hint: nobody judges one piece in two roles"
    )


def test_a_checklist_is_said_point_by_point(office: Office) -> None:
    number = sent(office, cells=IMPORTANT)
    office.does("乙", take, "approve", number)
    text = office.refuses("戊", take, "approve", number, checked=["不涉秘"])
    assert text.splitlines() == [
        '--checked: not looked at: 不涉密. hint: when it was: --checked "不涉密"',
        '--checked: not looked at: 无个人信息. hint: when it was: --checked "无个人信息"',
        "--checked: no point of this step's checklist is called 不涉秘."
        " hint: did you mean '不涉密'?",
    ]


def test_an_office_outside_decides_by_its_paper(office: Office) -> None:
    number = sent(office, cells=RESEARCH, checked=["署名"])
    for who in ("戊", "辛"):
        office.does(who, take, "approve", number)
    assert office.refuses("庚", take, "approve", number) == (
        "--answer: 市委办 decides; say by which paper it did."
        ' hint: --answer "…", the number and date of its paper'
    )
    office.does("庚", take, "approve", number, answer="市委办〔2026〕3号")
    assert office.row(number)[0] == ""


def test_a_step_fills_in_what_is_empty_and_changes_nothing(office: Office) -> None:
    number = sent(office, cells=IMPORTANT)
    assert office.refuses("乙", take, "approve", number, cells={"title": "别的"}) == (
        "标题: filled in already, and this step changes nothing."
        " hint: return it to the step that may"
    )
    office.does("乙", take, "approve", number, cells={"route": "门户"})
    assert office.row(number)[1]["route"] == "门户"


def test_a_mark_of_secrecy_is_refused_at_any_step(office: Office) -> None:
    number = sent(office)
    office.does("乙", take, "approve", number)
    text = office.refuses("庚", take, "handle", number, cells={"title": "【秘密】防汛"})
    assert text.startswith("it bears a mark of secrecy (【秘密】)")


def test_a_bad_cell_is_told_by_its_option(office: Office) -> None:
    text = office.refuses("甲", submit, cells={**PLAIN, "kind": "信消", "publish_on": "明天"})
    assert [line.split(":")[0] for line in text.splitlines()] == ["--kind", "--publish-on"]


def test_deadlines_count_working_days_and_are_kept_with_the_piece(office: Office) -> None:
    number = sent(office, cells=RESEARCH, checked=["署名"])
    due = office.piece(number).path[2].due
    assert due.text() == "2026-03-04 09:00"
    office.at += timedelta(days=2, minutes=1)
    act = office.does("戊", take, "approve", number)
    assert [message.text("en") for message in act.told] == [
        "S2026-0001: 评审员: review was due 2026-03-04 09:00 and is late",
        "S2026-0001 → 评审员: review (辛), due 2026-03-04 09:00",
    ]
    assert [deed.late for deed in office.piece(number).deeds_at(2)] == [True]


def test_filing_ahead_of_a_date_is_late_after_it(office: Office) -> None:
    number = sent(office, cells=IMPORTANT)
    assert office.piece(number).path[4].due.text() == "2026-03-17"
    office.does("乙", take, "approve", number)
    office.does("戊", take, "approve", number, checked=["不涉密", "无个人信息"])
    office.does("己", take, "sign", number)
    office.at += timedelta(days=16)
    act = office.does("庚", take, "file", number)
    assert act.told[0].text("en") == (
        "S2026-0001: 办公室: file (市政府新闻办) was due 2026-03-17 and is late"
    )


def test_a_date_that_is_not_known_yet_gives_no_deadline(office: Office) -> None:
    number = sent(office, cells={k: v for k, v in IMPORTANT.items() if k != "publish_on"})
    assert office.piece(number).path[4].due.at is None
    office.does("乙", take, "approve", number, cells={"publish_on": "2026-04-10"})
    assert office.piece(number).path[4].due.at == date(2026, 4, 7)


def test_a_year_without_holidays_is_unknown(office: Office) -> None:
    office.at = office.at.replace(year=2029, month=12, day=31)
    number = sent(office, cells=RESEARCH, checked=["署名"])
    due = office.piece(number).path[2].due
    assert due.at is None
    assert due.unknown in (2029, 2030)


def test_an_edit_that_changes_the_class_changes_the_way(office: Office) -> None:
    number = sent(office)
    office.does("乙", take, "approve", number)
    office.does("庚", take, "handle", number, cells={"tags": "重要"})
    piece = office.piece(number)
    assert (piece.chain, at(office, number)) == ("important", ("waiting", "review"))
    assert office.row(number)[0] == "waiting"


def test_a_piece_keeps_its_chain_when_the_rules_change(office: Office) -> None:
    number = sent(office)
    before = office.piece(number)
    office.under("second", OFFICE.replace('  { role = "科长", action = "approve" },\n', ""))
    office.does("乙", take, "approve", number)
    assert office.piece(number).path == before.path
    assert [stop.action for stop in office.piece(sent(office)).path] == ["draft", "edit"]


def test_a_piece_is_the_same_after_it_was_stored(office: Office) -> None:
    number = sent(office, cells=RESEARCH, checked=["署名"])
    office.does("戊", take, "approve", number)
    piece: Piece = office.piece(number)
    with office.record.reading() as reader:
        row = reader.row("@piece", number)
    assert row is not None
    assert to_cells(from_row(row)) == row.cells
    assert from_row(row) == piece


@pytest.mark.parametrize(
    ("who", "cells", "text"),
    [
        ("乙", PLAIN, "乙 does not have the role 信息员 of 东镇. hint: those who do: 甲"),
        (
            "甲",
            {**PLAIN, "unit": "西镇"},
            "甲 sends in for 东镇 only. hint: the power register sends in for others",
        ),
        (
            "甲",
            {"title": "访谈", "kind": "访谈"},
            "no chain of approval takes this row of Submissions."
            " hint: say its kind, its route or its tags",
        ),
    ],
)
def test_submit_is_refused(office: Office, who: str, cells: dict[str, str], text: str) -> None:
    assert office.refuses(who, submit, cells=cells) == text


def test_who_registers_sends_in_for_others(office: Office) -> None:
    number = sent(office, who="庚", cells={**PLAIN, "unit": "西镇", "authors": "丙"})
    piece = office.piece(number)
    assert (piece.unit, piece.submitter, piece.makers) == ("西镇", "庚", ("庚", "丙"))
    assert at(office, number) == ("waiting", "approve")


def test_submit_again_is_for_pieces_that_came_back(office: Office) -> None:
    number = sent(office)
    assert office.refuses("甲", submit_again, number) == (
        "S2026-0001 is not back with its maker: S2026-0001 → 科长: approve (乙)."
        " hint: ask who has it to return it"
    )


def test_a_long_way_on_each_database(record: Record) -> None:
    office = Office(record)
    office.under("first", OFFICE)
    number = sent(office, cells=IMPORTANT)
    office.does("乙", take, "approve", number)
    assert office.refuses("乙", take, "approve", number).startswith("S2026-0001: 科长: review was")
    office.does("戊", take, "approve", number, checked=["不涉密", "无个人信息"])
    office.does("己", take, "sign", number)
    assert office.row(number)[0] == ""
    piece = office.piece(number)
    assert [deed.person for deed in piece.deeds] == ["甲", "乙", "戊", "己"]
    assert piece.deeds[-1].at == office.at
