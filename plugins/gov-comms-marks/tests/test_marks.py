"""Which marks are found, and what may still be done with a piece that bears one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from gov_comms.plugins import Act, Piece
from gov_comms.testing import Desk
from gov_comms_marks.marks import mark_in

Open = Callable[[Mapping[str, str]], Desk]
AGENCY = """\
name = "甲办"
plugins = ["marks"]
[measures.points]
label = "积分"
"""
REGULATION = """\
title = "办法"
from = 2014-01-01
[[step]]
id = "sent"
clause = "一"
do = "award"
on = "submission"
give.points = 1
"""


def office(agency: Open, more: str = "") -> Desk:
    return agency({"agency.toml": AGENCY + more, "regulations/2014-01-01.toml": REGULATION})


@pytest.mark.parametrize(
    ("title", "text", "mark"),
    [
        ("关于防汛的报告", "今天下雨。", ""),
        ("秘密★1年", "", "秘密★1年"),
        ("关于防汛的报告", "机密 ★ 长期\n正文", "机密★长期"),
        ("【绝密】", "", "绝密"),
        ("报告", "（内部资料）\n正文", "内部资料"),
        ("报告", "机密\n正文", "机密"),
        ("保守国家秘密的宣传", "大家都要保守秘密。", ""),
        ("报告", f"{'正文。' * 40}\n机密\n", ""),
    ],
)
def test_mark_of_a_piece(title: str, text: str, mark: str) -> None:
    assert mark_in((title, text)) == mark


def test_reviewer_is_told(agency: Open) -> None:
    desk = office(agency)
    heard = desk.opened.plugins.ask_submission(desk.opened.agency, Piece("W1", "秘密★1年"))
    assert heard.problems == ()
    assert [each.what.text("zh-CN") for each in heard.answers] == ["稿件上有密级标志“秘密★1年”"]


@pytest.mark.parametrize(
    ("action", "objections"), [("approve", 1), ("publish", 1), ("return", 0), ("secrecy", 0)]
)
def test_marked_piece_only_goes_back(agency: Open, action: str, objections: int) -> None:
    desk = office(agency)
    heard = desk.opened.plugins.ask_act(
        desk.opened.agency, Act(action, "甲", Piece("W1", "题目", "秘密★\n正文"))
    )
    assert (len(heard.answers), heard.problems) == (objections, ())


def test_piece_without_a_mark_goes_on(agency: Open) -> None:
    desk = office(agency)
    heard = desk.opened.plugins.ask_act(desk.opened.agency, Act("publish", "甲", Piece("W1", "题")))
    assert (heard.answers, heard.problems) == ((), ())


def test_office_has_further_marks(agency: Open) -> None:
    desk = office(agency, '[settings.marks]\nwords = ["工作秘密"]\nmay = ["withdraw"]\n')
    plugins, own = desk.opened.plugins, desk.opened.agency
    piece: Any = Piece("W1", "题目", "本件属工作秘密。")
    assert len(plugins.ask_submission(own, piece).answers) == 1
    assert len(plugins.ask_act(own, Act("return", "甲", piece)).answers) == 1
    assert plugins.ask_act(own, Act("withdraw", "甲", piece)).answers == ()
