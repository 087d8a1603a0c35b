"""One bad workbook for each mistake, with the exact text of its error."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from gov_comms.facts.findings import SAID
from tests.facts.offices import (
    ADOPTIONS,
    SUBMISSIONS,
    Table,
    complaints,
    office,
    row,
    write_workbook,
)

GOOD = {"报送": SUBMISSIONS, "采用": ADOPTIONS}


def changed(sheet: str, number: int, heading: str, cell: object) -> dict[str, Table]:
    """The good workbook with one cell changed; ``number`` is the row as the sheet shows it."""
    table = [list(cells) for cells in GOOD[sheet]]
    if heading not in table[0]:
        table = [[*cells, heading if at == 0 else None] for at, cells in enumerate(table)]
    table[number - 1][table[0].index(heading)] = cell
    return {**GOOD, sheet: table}


def test_good_workbook_has_no_complaints(tmp_path: Path) -> None:
    assert complaints(write_workbook(tmp_path / "表.xlsx", GOOD)) == []


@pytest.mark.parametrize(
    ("sheet", "number", "heading", "cell", "text"),
    [
        ("报送", 3, "单位", None, "this cell is empty. hint: every row needs it"),
        ("报送", 2, "稿件编号", "\u3000", "this cell is empty. hint: every row needs it"),
        ("报送", 3, "字数", "八百", "'八百' is not a number"),
        ("报送", 3, "字数", 800.5, "'800.5' is not a whole number"),
        (
            "采用",
            2,
            "稿费",
            12.345,
            "'12.345' has more than 2 decimals. hint: round it to 2 decimals",
        ),
        ("采用", 2, "稿费", "1e30", "'1e30' is too large"),
        ("报送", 3, "报送日期", "三月", "'三月' is not a day. hint: write it like 2014-03-05"),
        ("报送", 3, "报送日期", 41703, "'41703' is not a day. hint: write it like 2014-03-05"),
        ("报送", 3, "报送日期", "2014-02-30", "'2014-02-30' is not in the calendar"),
        (
            "报送",
            3,
            "报送日期",
            datetime(2014, 3, 5, 10, 30),  # noqa: DTZ001
            "'2014-03-05 10:30:00' is not a day. hint: write it like 2014-03-05",
        ),
        (
            "采用",
            2,
            "采用形式",
            "全问",
            "'全问' is not in the list 采用形式. hint: did you mean '全文'?",
        ),
        (
            "报送",
            3,
            "单位",
            "甲街到",
            "'甲街到' is not a listed unit. hint: did you mean '甲街道'?",
        ),
        (
            "采用",
            3,
            "采用媒体",
            "海甸报",
            "'海甸报' is not a listed outlet. hint: did you mean '海淀报'?",
        ),
        ("采用", 3, "稿件编号", "W3", "no submission has the id 'W3'. hint: did you mean 'W2'?"),
        ("报送", 3, "约稿编号", "R1", "no request has the id 'R1'"),
        ("报送", 3, "稿件编号", "W2", "'W2' is already the id of row 2"),
        ("报送", 2, "作者", "甲、甲", "'甲' is named twice"),
        (
            "报送",
            2,
            "作者份额",
            "50、30、20",
            "3 shares for 2 authors. "
            "hint: give as many shares as there are authors, in their order",
        ),
    ],
)
def test_mistake_in_a_cell(
    tmp_path: Path, sheet: str, number: int, heading: str, cell: object, text: str
) -> None:
    path = write_workbook(tmp_path / "表.xlsx", changed(sheet, number, heading, cell))
    place = f"表.xlsx:{sheet}:{number}:{heading}: "
    (said,) = [each for each in complaints(path) if each.startswith(place)]
    assert said.removeprefix(place) == text


def test_outlet_not_valid_on_the_day(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "表.xlsx", changed("采用", 3, "采用日期", date(2014, 2, 1)))
    assert complaints(path) == [
        "表.xlsx:采用:3:采用媒体: '市报' is listed for …2013-12-31, 2014-03-01… only, "
        "not for 2014-02-01"
    ]


def test_mistake_in_a_date_cell_of_a_person(tmp_path: Path) -> None:
    people = (
        ("人员", "单位", "截止日期"),
        ("甲", "甲街道", date(2013, 12, 31)),
        ("乙", "乙局", None),
    )
    path = write_workbook(tmp_path / "表.xlsx", {**GOOD, "人员": people})
    assert complaints(path) == [
        "表.xlsx:报送:2:作者: '甲' is listed for …2013-12-31 only, not for 2014-03-06",
        "表.xlsx:报送:3:作者: '甲' is listed for …2013-12-31 only, not for 2014-03-05",
    ]


def test_unknown_person_where_people_are_listed(tmp_path: Path) -> None:
    people = (("人员", "单位"), ("甲", "甲街道"), ("已", "乙局"))
    path = write_workbook(tmp_path / "表.xlsx", {**GOOD, "人员": people})
    assert complaints(path) == [
        "表.xlsx:报送:2:作者: '乙' is not a listed person. hint: known: 甲, 已"
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            (("单位", "起始日期"), ("甲街道", None), ("乙局", None), ("甲街道", date(2014, 1, 1))),
            ["表.xlsx:单位:4:单位: '甲街道' is already listed for some of these days in row 2. "
             "hint: give each row the days for which it holds"],
        ),
        (
            (("单位", "起始日期", "截止日期"), ("甲街道", None, None),
             ("乙局", date(2014, 1, 1), date(2013, 1, 1))),
            ["表.xlsx:单位:3:截止日期: the last day lies before the first"],
        ),
        ((("单位", "重点"), ("甲街道", "有"), ("乙局", "√")),
         ["表.xlsx:单位:2:重点: '有' is neither yes nor no. hint: write 是 or 否 (yes or no)"]),
        ((("单位", "所属"), ("甲街道", "丙局"), ("乙局", None)),
         ["表.xlsx:单位:2:所属: '丙局' is not a listed unit. hint: did you mean '乙局'?"]),
    ],
)  # fmt: skip
def test_mistake_in_a_roster(tmp_path: Path, table: Table, said: list[str]) -> None:
    submissions = (SUBMISSIONS[0], ("W1", "一", date(2015, 3, 5), "甲街道", None, 800))
    sheets = {"报送": submissions, "单位": table}
    found = complaints(write_workbook(tmp_path / "表.xlsx", sheets))
    assert [each for each in found if ":单位:" in each] == said


def test_alias_of_two_outlets(tmp_path: Path) -> None:
    outlets = (("媒体", "别名"), ("甲报", "日报"), ("乙报", "《日报》、晚报"))
    path = write_workbook(tmp_path / "表.xlsx", {"报送": SUBMISSIONS, "媒体": outlets})
    assert complaints(path) == ["表.xlsx:媒体:3:别名: '《日报》' means '甲报' already"]


def test_nobody_listed_is_said_once(tmp_path: Path) -> None:
    agency = office(rosters={})
    assert complaints(write_workbook(tmp_path / "表.xlsx", GOOD), agency) == [
        "表.xlsx:报送:2:单位: no units are listed. "
        "hint: fill in the sheet 单位, or list them in agency.toml",
        "表.xlsx:采用:2:采用媒体: no outlets are listed. "
        "hint: fill in the sheet 媒体, or list them in agency.toml",
    ]


def test_headings_unknown_missing_and_twice(tmp_path: Path) -> None:
    submissions = [
        ("编号", "标题", "报送时间", "单位", "单位", "作者人数", None),
        ("W1", "一", date(2014, 3, 5), "甲街道", "甲街道", 1, "x"),
    ]
    path = write_workbook(tmp_path / "表.xlsx", {"报送": submissions})
    assert complaints(path) == [
        "表.xlsx:报送:1: the column 报送日期 (day) is missing",
        "表.xlsx:报送:1: column 7 has no heading and is not read",
        "表.xlsx:报送:1:作者人数: this column is worked out and not read",
        "表.xlsx:报送:1:单位: this column stands twice, also as 单位",
        "表.xlsx:报送:1:报送时间: this heading is not known and the column is not read. "
        "hint: did you mean '报送日期'?",
    ]


def test_all_mistakes_are_said_in_reading_order(tmp_path: Path) -> None:
    submissions = [
        ("稿件编号", "报送日期", "单位", "字数"),
        ("W1", "昨天", "丙", "多"),
        (None, None, None, None),
        ("W1", date(2014, 3, 5), "甲街道", "少"),
    ]
    assert complaints(write_workbook(tmp_path / "表.xlsx", {"报送": submissions})) == [
        "表.xlsx:报送:2:单位: '丙' is not a listed unit. hint: known: 甲街道, 乙局",
        "表.xlsx:报送:2:字数: '多' is not a number",
        "表.xlsx:报送:2:报送日期: '昨天' is not a day. hint: write it like 2014-03-05",
        "表.xlsx:报送:4:字数: '少' is not a number",
        "表.xlsx:报送:4:稿件编号: 'W1' is already the id of row 2",
    ]


@pytest.mark.parametrize("rows", [SAID + 1, 5 * SAID])
def test_very_many_mistakes_are_counted(tmp_path: Path, rows: int) -> None:
    table: list[Any] = [("稿件编号", "报送日期", "单位", "字数")]
    table += [(f"W{at}", date(2014, 3, 5), "甲街道", "多") for at in range(rows)]
    found = complaints(write_workbook(tmp_path / "表.xlsx", {"报送": table}))
    assert found[0] == (
        f"{rows - SAID} more problems are not listed. "
        "hint: correct those listed and read the facts again"
    )
    assert found[1:] == [f"表.xlsx:报送:{at + 2}:字数: '多' is not a number" for at in range(SAID)]


def test_sheet_of_another_name_is_left_with_a_notice(tmp_path: Path) -> None:
    sheets = {**GOOD, "填写说明": [("先看这里", "再填")], "批示表": [("批示编号", "批示日期")]}
    assert complaints(write_workbook(tmp_path / "表.xlsx", sheets)) == [
        "表.xlsx:填写说明: this sheet is not read",
        "表.xlsx:批示表: this sheet is not read. hint: did you mean '批示'?",
    ]


def test_no_known_sheet(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "表.xlsx", {"Sheet1": SUBMISSIONS})
    assert complaints(path) == [
        "表.xlsx: none of its sheets is a table of facts. hint: call them 单位, 人员, 媒体, 报送, "
        "采用, 批示, 约稿, 事件, 指标, 裁量",
        "表.xlsx:Sheet1: this sheet is not read",
    ]


def test_sheet_that_stands_twice(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "表.xlsx", {"报送": SUBMISSIONS, "submissions": SUBMISSIONS})
    (said,) = complaints(path)
    assert said == "表.xlsx:submissions: 报送 stands twice, here and in 表.xlsx:报送"


def test_unlisted_outlets_can_go_unpaid(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "表.xlsx", changed("采用", 2, "采用媒体", "《外地报》"))
    assert complaints(path, office(unlisted_outlets="unpaid")) == [
        "表.xlsx:采用:2:采用媒体: '外地报' is not a listed outlet and has no tier"
    ]


def test_config_roster_is_checked_too(tmp_path: Path) -> None:
    rosters = {**office().rosters, "person": (row(9, id="甲", unit="丙局"),)}
    said = complaints(write_workbook(tmp_path / "表.xlsx", GOOD), office(rosters=rosters))
    assert "agency.toml:9:1: unit: '丙局' is not a listed unit. hint: did you mean '乙局'?" in said
