"""Pieces by the command line: sent in, looked at, taken back, and refused with the reason."""

from __future__ import annotations

import getpass
import json
import re
from pathlib import Path

import pytest

from gov_comms.review.deliveries import deliver
from gov_comms.review.office import carry_out, found, open_office
from gov_comms.review.releases import open_release, take_question
from gov_comms.review.returns import return_piece
from gov_comms.review.sending import submit
from gov_comms.review.steps import take
from tests.cli.conftest import Call
from tests.review.chained import OFFICE, REGULATION

ADMINISTRATOR = """
[[role]]
id = "管理员"
clause = "第一条"
may = ["system"]

[[person]]
id = "壬"
unit = "局机关"
roles = ["管理员"]
"""


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record in which this machine's user is 甲, and everybody else has an account of his own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "office" / "regulations").mkdir(parents=True)
    text = OFFICE + ADMINISTRATOR
    for name in "甲乙戊己庚壬":
        account = getpass.getuser() if name == "甲" else name
        row = f'id = "{name}"\nunit'
        assert row in text
        text = text.replace(row, f'id = "{name}"\naccount = "os:{account}"\nunit')
    (tmp_path / "office" / "agency.toml").write_text(text, "utf-8")
    (tmp_path / "office" / "regulations" / "2020-01-01.toml").write_text(REGULATION, "utf-8")
    found("record.db", "office", "os:壬")
    return "record.db"


def timeless(text: str) -> str:
    """A text without the times of the day, and with the first number of any year."""
    text = re.sub(r"\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?", "TIME", text)
    return re.sub(r"S\d{4}-", "S-", text)


def sent(call: Call, db: str, text: str = "秋粮过半\n全县已收购。") -> str:
    """The number of a piece that was sent in as a file."""
    Path("秋粮.txt").write_text(text, "utf-8")
    code, out, err = call("submit", "秋粮.txt", "--kind", "信息", "标签=民生", "--db", db)
    assert (code, err) == (0, "")
    number = out.partition(":")[0]
    assert timeless(out) == (
        "S-0001: 秋粮过半; length 6, pictures 0\nS-0001 → 科长: approve (乙)\n"
    )
    return number


def test_a_file_is_sent_in_and_looked_at(call: Call, db: str) -> None:
    number = sent(call, db)
    code, out, err = call("open", number, "--db", db)
    assert (code, err) == (0, "")
    head, _, rest = timeless(out).partition("\n\n")
    assert head.splitlines()[:-1] == [
        "Submissions S-0001  on its way",
        "  Title  秋粮过半",
        "  Submitted on  TIME",
        "  Unit  东镇",
        "  Authors  甲",
        "  Kind  信息",
        "  Length in characters  6",
        "  Pictures  0",
        "  Tags  民生",
    ]
    assert [re.split(" {2,}", line) for line in rest.splitlines() if "─" not in line] == [
        ["way: ordinary (第四条 一般稿件)"],
        ["no.", "step", "how far", "who", "when", "due"],
        ["1", "信息员: draft", "done", "甲", "TIME"],
        ["2", "科长: approve", "here", "乙"],
        ["3", "办公室: edit", "ahead"],
        [""],
        ["written down"],
        ["entry", "time", "by", "what", "about", "reason"],
        ["", "2", "TIME", "甲", "submitted", "S-0001"],
    ]


def test_the_manuscript_is_given_back_as_it_was(call: Call, db: str) -> None:
    number = sent(call, db)
    code, out, _ = call("open", number, "-o", "copy.txt", "--db", db)
    assert (code, out) == (0, "秋粮.txt is in copy.txt\n")
    assert Path("copy.txt").read_bytes() == Path("秋粮.txt").read_bytes()


def test_a_piece_that_came_back_is_sent_in_again(call: Call, db: str) -> None:
    number = sent(call, db)
    office = open_office(db)
    carry_out(office, return_piece, "os:乙", piece_id=number, reason="补充数据来源")
    _, out, _ = call("open", number, "--format", "json", "--db", db)
    shown = json.loads(out)
    assert (shown["state"], shown["returned"]) == ("returned", "补充数据来源")
    assert [(step["state"], step["people"]) for step in shown["steps"]] == [
        ("here", ["甲"]),
        ("ahead", []),
        ("ahead", []),
    ]
    code, out, err = call("submit", "--again", number, "--title", "秋粮收购过半", "--db", db)
    assert (code, timeless(out), err) == (
        0,
        "S-0001: 秋粮收购过半\nS-0001 → 科长: approve (乙)\n",
        "",
    )
    carry_out(office, take, "os:乙", command="approve", piece_id=number)
    code, _, err = call("withdraw", number, "--reason", "有误", "--db", db)
    assert (code, timeless(err)) == (
        2,
        "error: S-0001 was approved and counts. hint: ask those who have it to return it\n",
    )


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("submit", "没有.txt"), "error: 没有.txt: cannot be read: No such file or directory\n"),
        (
            ("submit", "--title", "【机密】防汛"),
            "error: it bears a mark of secrecy (【机密】) and is not taken here."
            " hint: nothing of it was stored; send it the way of classified papers\n",
        ),
        (
            ("approve", "S2020-0001"),
            "error: no piece S2020-0001 is on its way here. hint: look it up: todo, or open\n",
        ),
        (
            ("return", "S2020-0001", "--reason", "重写"),
            "error: no piece S2020-0001 is on its way here. hint: look it up: todo, or open\n",
        ),
        (
            ("reassign", "S2020-0001", "乙", "--reason", "出差"),
            "error: no piece S2020-0001 is on its way here. hint: look it up: todo, or open\n",
        ),
        (
            ("release", "S2020-0001", "--question", "何时？", "--answer", "明天"),
            "error: no piece S2020-0001 is on its way here. hint: look it up: todo, or open\n",
        ),
        (("open", "S2020-0001"), "error: nothing here has the number S2020-0001\n"),
        (("open", "S2020-0001", "-o", "x"), "error: S2020-0001 has no manuscript\n"),
        (
            ("deliver", "journal"),
            "error: 甲 does not have the role 办公室. hint: those who do: 庚\n",
        ),
        (
            ("release", "采风"),
            "error: no form of release is called 采风. hint: did you mean '采访'?\n",
        ),
    ],
)
def test_a_call_is_refused(call: Call, db: str, arguments: tuple[str, ...], text: str) -> None:
    code, out, err = call(*arguments, "--db", db)
    assert (code, out, timeless(err)) == (2, "", timeless(text))


def test_cells_may_stand_without_a_file(call: Call, db: str) -> None:
    code, out, _ = call("submit", "体裁=信息", "标题=秋粮过半", "--db", db)
    assert (code, timeless(out).splitlines()[0]) == (0, "S-0001: 秋粮过半")


def test_a_piece_is_withdrawn_with_its_reason(call: Call, db: str) -> None:
    number = sent(call, db)
    code, out, _ = call("withdraw", number, "--reason", "数字有误", "--db", db)
    assert (code, timeless(out)) == (0, "S-0001 was withdrawn\n")
    _, out, _ = call("open", number, "--format", "json", "--db", db)
    assert [(event["kind"], event["reason"]) for event in json.loads(out)["events"]] == [
        ("submitted", ""),
        ("withdrawn", "数字有误"),
    ]


def test_a_release_is_shown_with_what_was_asked(call: Call, db: str) -> None:
    office = open_office(db)
    said = {"form": "通报会", "cells": {"kind": "访谈"}, "table": "submission"}
    done = carry_out(office, open_release, "os:庚", **said, interpreter="丙", checked=["不匿名"])
    number = done.entries[0].subject
    asked = {"piece_id": number, "asked": "花了多少？"}
    carry_out(office, take_question, "os:庚", **asked, declined=True)
    carry_out(office, take_question, "os:庚", **asked, answer="一万元。")
    _, out, _ = call("open", number, "--db", db)
    assert [line for line in out.splitlines() if line.startswith(("  rel", "  int", "  ask"))] == [
        "  release 通报会; level: –; host: –; invited: –",
        "  interpreter: 丙",
        "  asked: 花了多少？ (declined)",
        "  asked: 花了多少？ 一万元。",
    ]
    _, out, _ = call("open", number, "--format", "json", "--db", db)
    assert json.loads(out)["release"] == {
        "form": "通报会",
        "level": None,
        "host": None,
        "invitees": [],
        "interpreter": "丙",
        "questions": [
            {"asked": "花了多少？", "answer": None},
            {"asked": "花了多少？", "answer": "一万元。"},
        ],
    }


def test_what_was_sent_is_shown(call: Call, db: str) -> None:
    office = open_office(db)
    cells = {"title": "防汛部署", "kind": "信息", "tags": "重要"}
    number = carry_out(office, submit, f"os:{getpass.getuser()}", cells=cells).entries[0].subject
    for account, command in (("乙", "approve"), ("戊", "approve"), ("己", "sign")):
        points = ["不涉密", "无个人信息"] if account == "戊" else []
        carry_out(office, take, f"os:{account}", command=command, piece_id=number, checked=points)
    carry_out(office, deliver, "os:庚", document="copy", of=number)
    _, out, _ = call("open", number, "--db", db)
    shown = timeless(out).split("\n\n")[2].splitlines()
    assert [line.split() for line in shown if "─" not in line] == [
        ["sent"],
        ["document", "to", "when", "who"],
        ["签发的信息", "区委办", "TIME", "庚"],
        ["签发的信息", "区政府办", "TIME", "庚"],
    ]
