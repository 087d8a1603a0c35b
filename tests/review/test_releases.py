"""Releases: their form, their way, and the questions that were asked."""

from __future__ import annotations

from gov_comms.review.releases import Question, occasion_of, open_release, take_question
from gov_comms.review.sending import submit
from gov_comms.review.steps import take
from tests.review.chained import OFFICE, Office

FORUM = """
[[release]]
id = "座谈"
clause = "第七条"

[[release]]
id = "茶会"
clause = "第七条"

[[chain]]
id = "forum"
clause = "第七条"
when = { kind = "座谈" }
step = [{ role = "办公室", action = "register" }, { role = "局长", action = "approve" }]
"""
TALK = {"title": "局长访谈", "kind": "访谈"}


def opened(office: Office, form: str, **more: object) -> str:
    """A release that the office registered."""
    said = {"cells": TALK, "checked": ["不匿名"], "table": "submission", **more}
    return office.does("庚", open_release, form, **said).subject


def test_a_release_takes_the_chain_of_its_form(office: Office) -> None:
    number = opened(office, "采访", interpreter="壬")
    piece = office.piece(number)
    assert (piece.chain, piece.release, piece.at) == ("interview", "采访", 1)
    occasion = office.looks("庚", lambda desk: occasion_of(desk.view, number))
    assert (occasion.form, occasion.host, occasion.invitees, occasion.interpreter) == (
        "采访",
        "办公室",
        ("市级媒体",),
        "壬",
    )
    office.does("己", take, "approve", number)
    office.does("庚", take, "handle", number)
    assert office.piece(number).state == "done"


def test_a_checklist_of_the_form_is_asked_for(office: Office) -> None:
    assert office.refuses("庚", open_release, "采访", cells=TALK) == (
        '--checked: not looked at: 不匿名. hint: when it was: --checked "不匿名"'
    )


def test_an_unknown_form_is_refused(office: Office) -> None:
    assert office.refuses("庚", open_release, "采风", cells=TALK) == (
        "no form of release is called 采风. hint: did you mean '采访'?"
    )


def test_questions_are_kept_with_their_answers(office: Office) -> None:
    number = opened(office, "通报会")
    office.does("庚", take_question, number, "何时完工？", answer="年底前。")
    office.does("庚", take_question, number, "花了多少？", declined=True)
    questions = office.looks("庚", lambda desk: occasion_of(desk.view, number).questions)
    assert questions == (Question("何时完工？", "年底前。"), Question("花了多少？"))


def test_a_question_is_declined_only_where_the_form_allows_it(office: Office) -> None:
    number = opened(office, "采访")
    assert office.refuses("庚", take_question, number, "花了多少？", declined=True) == (
        "at a 采访 no question is left unanswered (第六条)."
        " hint: answer it, if need be in writing afterwards"
    )
    assert office.refuses("庚", take_question, number, "花了多少？") == (
        'a question is answered or declined. hint: --answer "…", or --decline'
    )
    assert office.refuses("甲", take_question, number, "花了多少？", answer="一万元") == (
        "甲 does not have the role 办公室 of 局机关. hint: those who do: 庚"
    )


def test_the_table_of_a_form_is_the_one_that_knows_its_word(office: Office) -> None:
    words = '[words.kind]\nname = "体裁"\nwords = ["信息", "调研", "专报", "访谈"'
    assert words in OFFICE
    office.under("second", OFFICE.replace(words, words + ', "采访", "座谈"') + FORUM)
    number = office.does("庚", open_release, "座谈", cells={"title": "座谈"}).subject
    piece = office.piece(number)
    assert (piece.chain, office.row(number)[1]["kind"]) == ("forum", "座谈")
    assert office.refuses("庚", open_release, "茶会", cells={"title": "茶会"}) == (
        "no table holds releases of the form 茶会. hint: say which one: --table TABLE"
    )
    assert office.refuses("庚", open_release, "茶会", table="teas", cells={}) == (
        "no table holds releases of the form 茶会. hint: say which one: --table TABLE"
    )


def test_a_question_is_asked_at_a_release_only(office: Office) -> None:
    cells = {"title": "秋粮", "kind": "信息"}
    number = office.does("甲", submit, cells=cells).subject
    assert office.refuses("甲", take_question, number, "何时？", answer="明天") == (
        "S2026-0001 is no release"
    )
