"""Delegating on the command line, and acting for another with ``--as``."""

from __future__ import annotations

import os
import pwd
from datetime import timedelta
from pathlib import Path

import pytest

from gov_comms.clock import now
from gov_comms.review.delegating import delegate
from gov_comms.review.office import carry_out, open_office
from tests.cli.conftest import Call
from tests.review.staff import AGENCY, REGULATION

OWN = f"os:{pwd.getpwuid(os.getuid()).pw_name}"
SYSTEM = """
[[role]]
id = "系统管理员"
clause = "甲-06"
may = ["system"]

[[person]]
id = "未"
unit = "甲科"
roles = ["系统管理员"]
account = "{account}"
"""


@pytest.fixture
def db(tmp_path: Path, call: Call) -> str:
    """The record of an office in which whoever runs the test is 未, who founded it."""
    folder = tmp_path / "office"
    (folder / "regulations").mkdir(parents=True)
    (folder / "regulations" / "2014.toml").write_text(REGULATION, "utf-8")
    (folder / "agency.toml").write_text(AGENCY + SYSTEM.format(account=OWN), "utf-8")
    place = str(tmp_path / "record.db")
    assert call("init", str(folder), "--db", place)[0] == 0
    return place


def test_delegation_is_given_and_ended(db: str, call: Call) -> None:
    day = (now() + timedelta(days=9)).date().isoformat()
    code, out, _ = call("delegate", "寅", "--until", day, "--reason", "出差", "--db", db)
    assert (code, "寅 may act for 未" in out, f"to {day} (all roles)" in out) == (0, True, True)
    assert call("delegate", "寅", "--end", "--db", db) == (0, "寅 no longer acts for 未\n", "")
    code, _, err = call("delegate", "寅", "--end", "--db", db)
    assert (code, err) == (2, "error: 未 has delegated nothing to 寅 that is in force\n")


def test_delegation_needs_a_last_day(db: str, call: Call) -> None:
    code, _, err = call("delegate", "寅", "--db", db)
    assert (code, "say until when: --until DAY, or --end" in err) == (2, True)


def test_todo_tells_for_whom_one_may_act(db: str, call: Call) -> None:
    last = (now() + timedelta(days=9)).date()
    carry_out(open_office(db), delegate, "os:chou", to="未", last=last)
    assert "you may also act for 丑: --as 丑" in call("todo", "--db", db)[1]
    assert "丑, today is" in call("todo", "--as", "丑", "--db", db)[1]
    code, _, err = call("todo", "--as", "子", "--db", db)
    assert (code, "未 has no delegation from 子 in force" in err) == (2, True)
