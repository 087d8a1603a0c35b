"""Facts, requests, rulings and duties by the command line, and the list of what is to do."""

from __future__ import annotations

import getpass
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gov_comms.review.office import found
from tests.cli.conftest import Call
from tests.review.bureau import AGENCY, EDITION

ADMINISTRATOR = """
[[role]]
id = "管理员"
clause = "一"
may = ["system"]

[[person]]
id = "壬"
account = "os:壬"
unit = "甲科"
roles = ["管理员"]
"""


@pytest.fixture
def at_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record in which this machine's user is 丁, who enters facts and asks for pieces."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOV_COMMS_DB", "record.db")
    (tmp_path / "office" / "regulations").mkdir(parents=True)
    own = f'id = "丁"\naccount = "os:{getpass.getuser()}"'
    text = AGENCY.replace('id = "丁"', own) + ADMINISTRATOR
    (tmp_path / "office" / "agency.toml").write_text(text, "utf-8")
    (tmp_path / "office" / "regulations" / "2014-01-01.toml").write_text(EDITION, "utf-8")
    found("record.db", "office", "os:壬", at=datetime(2026, 1, 5, tzinfo=UTC))
    return "record.db"


def told(call: Call, *arguments: str) -> str:
    """What a command that is done says, with the first number of any year."""
    code, out, err = call(*arguments)
    assert (code, err) == (0, "")
    return re.sub(r"([A-Z])\d{4}-", r"\1-", out)


def test_facts_are_entered_and_added_to(call: Call, at_desk: str) -> None:
    assert told(call, "incident", "--kind", "差错", "件数=2") == "Incidents I-0001 is entered\n"
    number = f"I{datetime.now(UTC).year}-0001"
    said = told(call, "incident", "--number", number, "--severity", "较大")
    assert said == "Incidents I-0001 is entered\n"
    assert told(call, "metric", "--name", "热线", "--value", "3") == "Metrics M-0001 is entered\n"
    assert told(call, "register", "专栏", "条数=2") == "专栏 F-0001 is entered\n"
    said = told(call, "request", "--unit", "乙科", "--title", "供暖", "--due", "2099-01-04")
    assert said == "Requests R-0001 is entered\n"


def test_endorsement_of_no_work_and_ruling_of_somebody_else_are_refused(
    call: Call, at_desk: str
) -> None:
    code, out, err = call("endorse", "--work", "S1", "--level", "市级")
    assert (code, out) == (2, "")
    assert err == "error: --work: no submission has the id 'S1'\n"
    code, out, err = call("rule", "good", "--fact", "M1", "--amount", "5", "--reason", "好")
    assert (code, out) == (2, "")
    assert err == ("error: 丁 may not do this: rule is needed. hint: the roles that may: 裁量人\n")
    code, out, err = call("incident", "差错")
    assert (code, out) == (2, "")
    assert err.endswith("Error: 差错 is no column=value\n")


def test_duty_is_on_the_list_until_it_is_marked(call: Call, at_desk: str) -> None:
    code, out, _ = call("todo", "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert found["person"] == "丁"
    hotline = next(item for item in found["items"] if item["id"] == "热线")
    year = datetime.now(UTC).year
    assert hotline == {
        "kind": "duty",
        "id": "热线",
        "what": f"热线, {year}: 0 of 3 done",
        "clause": "四",
        "since": f"{year}-01-01",
        "due": f"{year}-12-31",
        "unknown_year": None,
        "late": False,
        "command": f"mark 热线 --period {year}",
    }
    assert told(call, "mark", "热线", "--note", "三月") == f"热线 is done for {year}\n"
    assert f"热线, {year}: 1 of 3 done" in told(call, "todo")
