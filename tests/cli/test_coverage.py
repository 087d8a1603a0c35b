"""``coverage``: the counts and clauses of agencies, and what its exit code says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

AGENCY = """\
name = { zh = "某局", en = "Some bureau" }
source = "S1"
[measures.points]
label = "积分"
unit = "分"
[[unit]]
id = "甲科"
"""
REGULATION = """\
title = "办法"
from = 2014-01-01
[[step]]
id = "sent"
clause = "S1-01 报送"
do = "award"
on = "submission"
give.points = 1
"""
CASE = """\
title = "报送"
clauses = ["S1-01"]
period = "2014"
submissions = [{ id = "W1", unit = "甲科", day = 2014-03-05 }]
[expect]
totals = [{ subject = "甲科", measure = "points", total = "1" }]
"""
CLAUSES = """\
source = "S1"
[[clause]]
id = "S1-01"
kind = "points"
text = "报送一条|1分。"
mark = "runs"
keys = ["step.sent"]
cases = ["sent"]
[[clause]]
id = "S1-02"
kind = "sla"
text = "每天巡看论坛。"
mark = "left out"
ground = "monitoring of public opinion"
reason = "监看舆情。"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An agency with a table of two clauses."""
    texts = {
        "agency.toml": AGENCY,
        "clauses.toml": CLAUSES,
        "cases/sent.toml": CASE,
        "regulations/2014.toml": REGULATION,
    }
    for name, text in texts.items():
        path = tmp_path / "bureau" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "bureau"


def test_coverage_counts_and_lists_the_clauses(call: Call, folder: Path) -> None:
    code, said, errors = call("coverage", folder)
    rows = [line.split() for line in said.splitlines()]
    assert (code, errors) == (0, "")
    assert rows[2] == ["seed", "documents", "(S…)", "1", "2", "1", "0", "0", "1", "0", "0"]
    assert rows[6] == ["S1", "bureau", "2", "1", "0", "0", "1", "0", "0"]
    assert [row[0] for row in rows[10:]] == ["S1-01", "S1-02"]


def test_coverage_as_json_has_every_row(call: Call, folder: Path) -> None:
    code, said, _ = call("coverage", folder, "--format", "json")
    (system,) = json.loads(said)["systems"]
    assert code == 0
    assert (system["source"], system["agency"], system["name"]) == ("S1", "bureau", "某局")
    assert system["counts"] == {"runs": 1, "duty": 0, "fact": 0, "left out": 1, "not a rule": 0}
    assert system["clauses"][0] == {
        "id": "S1-01",
        "kind": "points",
        "text": "报送一条|1分。",
        "mark": "runs",
        "keys": ["step.sent"],
        "cases": ["sent"],
        "enforced": False,
        "ground": None,
        "reason": "",
        "note": "",
    }


def test_coverage_as_markdown_escapes_bars(call: Call, folder: Path) -> None:
    _, said, _ = call("coverage", folder, "--format", "markdown")
    assert "| S1-01 | points | 报送一条\\|1分。 | runs | step.sent | sent |" in said.splitlines()
    assert "| S1-02 | sla | 每天巡看论坛。 | left out | 监看舆情。 |  |" in said.splitlines()


def test_coverage_of_a_case_that_fails_is_a_no(call: Call, folder: Path) -> None:
    path = folder / "cases" / "sent.toml"
    path.write_text(CASE.replace('total = "1"', 'total = "2"'), encoding="utf-8")
    code, _, errors = call("coverage", folder)
    assert code == 1
    assert "total: expected 2, found 1" in errors


def test_coverage_of_a_table_that_lies_is_refused(call: Call, folder: Path) -> None:
    path = folder / "clauses.toml"
    path.write_text(CLAUSES.replace("step.sent", "step.seen"), encoding="utf-8")
    code, _, errors = call("coverage", folder)
    assert code == 2
    assert "nothing in the config is called step.seen" in errors


def test_coverage_without_a_table_says_so(call: Call, folder: Path) -> None:
    (folder / "clauses.toml").unlink()
    code, said, errors = call("coverage", folder)
    assert code == 0
    assert "this agency has no clauses.toml" in errors
    assert "S1" not in said
