"""Bringing tables into a record: what is new, what stands already, what may not be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gov_comms.errors import Refused
from gov_comms.record import Actor, Change
from gov_comms.review.adoptions import adopt
from gov_comms.review.importing import bring_in, preview, summary
from tests.review.bureau import refused, sit
from tests.review.proved import AGENCY, MONDAY, begun, did, holding

WORKS = "稿件编号,报送日期,单位,作者\nW2,2014-03-04,甲科,甲\nW3,2014-03-05,乙科,乙\n"
PAPERS = (
    "采用编号,稿件编号,采用媒体,采用日期\nA2014-0007,W2,区报,2014-03-06\nA8,W1,区网,2014-03-06\n"
)
CLERKS = AGENCY.replace('may = ["register"]', 'may = ["register", "security"]')
PEOPLE = """人员,单位,角色,账号
甲,甲科,信息员,os:jia
丙,甲科,登记员,os:bing
丁,甲科,认定员,os:ding
"""


def laid(folder: Path, **texts: str) -> Path:
    """A folder with some tables."""
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_every_row_becomes_an_entry_and_the_file_is_kept(tmp_path: Path) -> None:
    office = did(begun(), "丙", bring_in, path=laid(tmp_path, 报送=WORKS, 采用=PAPERS))
    journal = office.memory.journal[1:]
    assert [(entry.kind, entry.subject, len(entry.files)) for entry in journal] == [
        ("file-received", tmp_path.name, 2),
        ("imported", "W2", 0),
        ("imported", "W3", 0),
        ("imported", "A2014-0007", 0),
        ("imported", "A8", 0),
    ]
    rows = office.memory.rows("adoption")
    assert [(row.id, row.about, row.state) for row in rows] == [
        ("A2014-0007", "W2", "lacking"),
        ("A8", "W1", ""),
    ]


def test_preview_tells_what_would_be_written(tmp_path: Path) -> None:
    held = Change(
        "submission", "W3", {"id": "W3", "day": "2014-03-05", "unit": "乙科", "authors": "乙"}
    )
    desk = sit(holding(begun(), held), "丙", MONDAY)
    found = preview(desk, laid(tmp_path, 报送=WORKS, 采用=PAPERS))
    assert [each.text("en") for each in summary(desk.agency, found)] == [
        "Submissions: 1 new: W2",
        "Adoptions: 2 new: A2014-0007、A8",
        "1 rows stand in the record already",
        "1 adoptions count once they are proved: A2014-0007",
    ]


def test_numbers_of_a_file_are_not_given_out_again(tmp_path: Path) -> None:
    office = did(begun(), "丙", bring_in, path=laid(tmp_path, 报送=WORKS, 采用=PAPERS))
    office = did(office, "丙", adopt, cells={"work": "W1", "outlet": "区网"})
    assert office.memory.journal[-1].subject == "A2014-0008"


def test_one_wrong_row_and_nothing_is_written(tmp_path: Path) -> None:
    path = laid(tmp_path, 报送=WORKS.replace("乙科", "丙科"))
    told = refused(begun(), "丙", MONDAY, bring_in, path=path)
    text = f"{path}/报送.csv:报送:3:单位: '丙科' is not a listed unit. hint: did you mean '甲科'?"
    assert told == [("unknown-unit", text)]


def test_fact_that_stands_otherwise_is_refused(tmp_path: Path) -> None:
    path = laid(tmp_path, 报送=WORKS)
    office = did(begun(), "丙", bring_in, path=path)
    laid(tmp_path, 报送=WORKS.replace("乙科", "甲科"))
    text = (
        f"{path}/报送.csv:报送:3: W3 stands in the record already, with unit = 乙科. "
        "hint: an import adds facts; put one right with: correct"
    )
    assert refused(office, "丙", MONDAY, bring_in, path=path) == [("stands-otherwise", text)]


def test_nothing_new_is_refused(tmp_path: Path) -> None:
    path = laid(tmp_path, 报送=WORKS)
    office = did(begun(), "丙", bring_in, path=path)
    text = f"{path}: everything in it stands in the record already"
    assert refused(office, "丙", MONDAY, bring_in, path=path) == [("nothing-new", text)]


def test_roster_may_change_rows_that_stand(tmp_path: Path) -> None:
    path = laid(tmp_path, 单位="单位,人数\n甲科,5\n乙科,7\n")
    office = did(begun(), "丙", bring_in, path=path)
    laid(tmp_path, 单位="单位,人数\n甲科,6\n乙科,7\n")
    office = did(office, "丙", bring_in, path=path)
    assert [dict(row.cells) for row in office.memory.rows("unit")] == [
        {"id": "乙科", "headcount": "7"},
        {"id": "甲科", "headcount": "6"},
    ]


def test_whoever_may_not_register_imports_nothing(tmp_path: Path) -> None:
    path = laid(tmp_path, 报送=WORKS)
    told = refused(begun(), "甲", MONDAY, bring_in, path=path)
    assert [code for code, _ in told] == ["no-power"]


def test_roster_of_people_needs_the_power_over_security(tmp_path: Path) -> None:
    path = laid(tmp_path, 人员=PEOPLE)
    told = refused(begun(), "丙", MONDAY, bring_in, path=path)
    assert [code for code, _ in told] == ["no-power"]
    office = did(begun(CLERKS), "丙", bring_in, path=path)
    assert [row.id for row in office.memory.rows("person")] == ["丁@", "丙@", "甲@"]


def test_roster_that_unites_what_two_people_do_is_refused(tmp_path: Path) -> None:
    path = laid(tmp_path, 人员=PEOPLE.replace("认定员", "认定员、信息员"))
    told = refused(begun(CLERKS), "丙", MONDAY, bring_in, path=path)
    assert [code for code, _ in told] == ["own-work"]


def test_roster_that_locks_out_who_brings_it_in_is_refused(tmp_path: Path) -> None:
    agency = CLERKS.replace('id = "丙"\n', 'id = "丙"\naccount = "os:clerk"\n')
    desk = sit(begun(agency), "丙", MONDAY)
    path = laid(tmp_path, 人员=PEOPLE)
    with pytest.raises(Refused) as refusal:
        bring_in(replace(desk, actor=Actor("os:clerk", "丙")), path)
    assert [(each.code, each.text("en")) for each in refusal.value.problems] == [
        (
            "locked-out",
            f"{path}: by this roster the account os:clerk is no longer that of 丙. "
            "hint: fill in the column account (账号) of the people who work with the record",
        )
    ]


def test_row_of_an_own_table_hangs_on_the_work_that_it_names(tmp_path: Path) -> None:
    own = """
[tables.prize]
plural = "prizes"
name = "获奖"

[tables.prize.columns.piece]
type = "work"
name = "获奖稿件"
"""
    path = laid(tmp_path, 获奖="编号,日期,获奖稿件\nP1,2014-03-09,W1\n")
    office = did(begun(AGENCY + own), "丙", bring_in, path=path)
    (row,) = office.memory.rows("prize", about="W1")
    assert (row.id, row.cells["piece"]) == ("P1", "W1")
