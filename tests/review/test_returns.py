"""Pieces sent back, taken back and handed on."""

from __future__ import annotations

import pytest

from gov_comms.review.returns import reassign, return_piece, withdraw
from gov_comms.review.sending import submit, submit_again
from gov_comms.review.steps import take
from tests.review.chained import Office

PLAIN = {"title": "秋粮过半", "kind": "信息"}
IMPORTANT = {"title": "防汛部署", "kind": "信息", "tags": "重要"}
POINTS = ["不涉密", "无个人信息"]


@pytest.fixture(name="signing")
def signing_fixture(office: Office) -> str:
    """An important piece that waits for the head's signature."""
    number = office.does("甲", submit, cells=IMPORTANT).subject
    office.does("乙", take, "approve", number)
    office.does("戊", take, "approve", number, checked=POINTS)
    return number


def test_return_goes_to_the_maker_who_sends_it_in_again(office: Office, signing: str) -> None:
    act = office.does("己", return_piece, signing, reason="补充数据来源")
    assert (act.kind, act.reason) == ("returned", "补充数据来源")
    assert [told.text("en") for told in act.told] == ["S2026-0001 is back at 信息员: draft (甲)"]
    piece = office.piece(signing)
    assert (piece.state, piece.returned, piece.deeds) == ("returned", "补充数据来源", ())
    assert office.row(signing)[0] == "returned"
    office.does("甲", submit_again, signing, cells={"title": "防汛部署到位"})
    piece = office.piece(signing)
    assert (piece.state, piece.title, piece.at, piece.returned) == (
        "waiting",
        "防汛部署到位",
        1,
        "",
    )


@pytest.mark.parametrize("step", ["2", "review", "审核", "科长"])
def test_return_goes_to_any_earlier_step(office: Office, signing: str, step: str) -> None:
    office.does("己", return_piece, signing, to=step, reason="再核实")
    piece = office.piece(signing)
    assert (piece.at, piece.handed, piece.state) == (1, "乙", "returned")
    office.does("乙", take, "approve", signing)
    assert office.piece(signing).at == 2


@pytest.mark.parametrize(
    ("step", "reason", "text"),
    [
        (
            "sign",
            "再核实",
            "S2026-0001 came by no step sign."
            " hint: its steps so far: 1 信息员 draft; 2 科长 review; 3 保密员 secrecy",
        ),
        ("2", " ", 'a reason is needed. hint: say it: --reason "…"'),
    ],
)
def test_return_is_refused(office: Office, signing: str, step: str, reason: str, text: str) -> None:
    assert office.refuses("己", return_piece, signing, to=step, reason=reason) == text


def test_only_who_could_do_the_step_returns_a_piece(office: Office, signing: str) -> None:
    assert office.refuses("庚", return_piece, signing, reason="不好") == (
        "庚 does not have the role 局长 of 东镇. hint: those who do: 己"
    )


def test_withdraw_takes_a_piece_off_its_way(office: Office, signing: str) -> None:
    assert office.refuses("乙", withdraw, signing, reason="有误") == (
        "S2026-0001 is not a piece of 乙. hint: those who may: 甲"
    )
    office.does("甲", withdraw, signing, reason="有误")
    assert (office.piece(signing).state, office.row(signing)[0]) == ("withdrawn", "withdrawn")
    assert office.refuses("己", take, "sign", signing) == "S2026-0001 was withdrawn"
    assert office.refuses("甲", withdraw, signing, reason="有误") == "S2026-0001 was withdrawn"


def test_what_counts_is_not_withdrawn(office: Office) -> None:
    number = office.does("甲", submit, cells=PLAIN).subject
    office.does("乙", take, "approve", number)
    assert office.refuses("甲", withdraw, number, reason="有误") == (
        "S2026-0001 was approved and counts. hint: ask those who have it to return it"
    )


def test_a_returned_piece_does_not_count_any_more(office: Office) -> None:
    number = office.does("甲", submit, cells=PLAIN).subject
    office.does("乙", take, "approve", number)
    office.does("庚", return_piece, number, reason="重写")
    assert office.row(number)[0] == "returned"


def test_reassign_gives_the_step_to_one_colleague(office: Office) -> None:
    number = office.does("甲", submit, cells=IMPORTANT).subject
    office.does("乙", take, "approve", number)
    assert office.refuses("戊", reassign, number, "己", reason="出差") == (
        "己 cannot do 保密员: secrecy. hint: those who can: 戊、辛"
    )
    office.does("戊", reassign, number, "辛", reason="出差")
    assert office.refuses("戊", take, "approve", number, checked=POINTS) == (
        "S2026-0001 was handed to 辛. hint: it can be handed on: reassign"
    )
    office.does("辛", take, "approve", number, checked=POINTS)
    piece = office.piece(number)
    assert (piece.handed, piece.at) == ("", 3)


def test_a_step_of_several_people_is_not_handed_on(office: Office) -> None:
    cells = {"title": "镇村调研", "kind": "调研"}
    number = office.does("甲", submit, cells=cells, checked=["署名"]).subject
    assert office.refuses("戊", reassign, number, "辛", reason="出差") == (
        "2 people do this step; nobody hands it on"
    )
