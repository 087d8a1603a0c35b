"""The round trip of a clerk: fill in the template, see what is wrong beside the cells, mend it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gov_comms.cli.check_records import NAME
from tests.cli.conftest import Call

ROWS = 500
WRONG = {
    7: ("报送日期", "2014年13月40日"),
    30: ("报送日期", "昨天"),
    31: ("单位", "丁单位"),
    99: ("单位", None),
    100: ("报送日期", None),
    **{number: ("单位", f"乙{number}") for number in range(200, 215)},
}
"""Rows by their number among the filled ones, with a heading and what stands wrongly under it."""
AGENCY = """\
name = "某办公室"

[measures.sent]
label = "报送"
unit = "条"

[[unit]]
id = "甲街道"

[[unit]]
id = "乙街道"
"""
REGULATION = """\
title = "计分办法"
from = 2014-01-01

[[step]]
id = "sent"
clause = "第一条"
do = "award"
on = "submission"
to = "unit"
give.sent = 1
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    (folder / "regulations").mkdir(parents=True)
    (folder / "agency.toml").write_text(AGENCY, encoding="utf-8")
    (folder / "regulations" / "2014-01-01.toml").write_text(REGULATION, encoding="utf-8")
    return folder


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1]}


@pytest.fixture
def filled(call: Call, office: Path, tmp_path: Path) -> Path:
    """The template with rows, of which some are wrong; blank rows and a column of one's own."""
    path = tmp_path / "填报表.xlsx"
    call("template", office, "-o", path)
    book = openpyxl.load_workbook(path)
    sheet = book["报送"]
    places = columns(sheet)
    sheet.cell(1, len(places) + 1, "备忘")
    row = 3
    for number in range(1, ROWS + 1):
        row += 2 if number in (50, 51, 300) else 1
        cells = {
            "稿件编号": f"W{number:03}",
            "标题": "=1+1" if number == 7 else f"第{number}篇",
            "报送日期": date(2014, 1, 1) + timedelta(days=number % 365),
            "单位": "甲街道" if number % 2 else "乙街道",
        }
        if number in WRONG:
            heading, wrong = WRONG[number]
            cells[heading] = wrong
        for heading, value in cells.items():
            sheet.cell(row, places[heading]).value = value
            if value == "=1+1":
                sheet.cell(row, places[heading]).data_type = "s"
        sheet.cell(row, len(places) + 1, "x")
    for name in ("单位", "人员", "媒体"):
        del book[name]
    book.save(path)
    return path


def rows_by_id(sheet: Worksheet) -> dict[str, int]:
    at = columns(sheet)["稿件编号"]
    return {str(sheet.cell(row, at).value): row for row in range(2, sheet.max_row + 1)}


def test_check_records_marks_the_wrong_cells_of_the_same_workbook(
    call: Call, office: Path, filled: Path, tmp_path: Path
) -> None:
    marked = tmp_path / "批注.xlsx"
    code, out, err = call(NAME, office, "--facts", filled, "-o", marked)
    assert code == 1
    assert out == f"written: {marked}; rows with remarks: {len(WRONG)}\n"
    assert len([line for line in err.splitlines() if line.startswith("error: ")]) == len(WRONG)
    sheet = openpyxl.load_workbook(marked)["报送"]
    places, rows = columns(sheet), rows_by_id(sheet)
    assert list(places)[-1] == "错误信息"
    said = {
        number: sheet.cell(rows[f"W{number:03}"], places["错误信息"]).value
        for number in range(1, ROWS + 1)
    }
    assert {number for number, text in said.items() if text} == set(WRONG)
    for number, (heading, _) in WRONG.items():
        cell = sheet.cell(rows[f"W{number:03}"], places[heading])
        assert cell.comment is not None
        assert str(said[number]).startswith(f"{heading}: {cell.comment.text}")
        assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert said[31] == "单位: '丁单位' 不在单位名录里；提示：可用：甲街道, 乙街道"
    assert sheet.freeze_panes == "B2"
    assert len(sheet.data_validations.dataValidation) > 3
    untouched = sheet.cell(rows["W007"], places["标题"])
    assert (untouched.value, untouched.comment) == ("=1+1", None)


def test_check_records_takes_a_mended_workbook_as_it_is(
    call: Call, office: Path, filled: Path, tmp_path: Path
) -> None:
    marked = tmp_path / "批注.xlsx"
    call(NAME, office, "--facts", filled, "-o", marked)
    book = openpyxl.load_workbook(marked)
    sheet = book["报送"]
    places, rows = columns(sheet), rows_by_id(sheet)
    for number, (heading, _) in WRONG.items():
        mended = date(2014, 5, 1) if heading == "报送日期" else "甲街道"
        sheet.cell(rows[f"W{number:03}"], places[heading]).value = mended
    book.save(marked)
    again = tmp_path / "再看.xlsx"
    code, out, err = call(NAME, office, "--facts", marked, "-o", again)
    assert (code, out.splitlines()) == (
        0,
        [f"written: {again}; rows with remarks: 0", "the records can be scored"],
    )
    assert "错误信息" not in err
    sheet = openpyxl.load_workbook(again)["报送"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert [cell for cell in cells if cell.comment is not None] == []
    assert [cell for cell in cells if cell.fill.fgColor.rgb == "FFFFC7CE"] == []


def test_check_records_leaves_the_good_rows(
    call: Call, office: Path, filled: Path, tmp_path: Path
) -> None:
    good = tmp_path / "可用.xlsx"
    code, out, _ = call(NAME, office, "--facts", filled, "--good", good)
    assert (code, out) == (1, f"written: {good}; rows left out: {len(WRONG)}\n")
    _, out, _ = call("score", office, "--facts", good, "--period", "2014", "--format", "csv")
    right = [number for number in range(1, ROWS + 1) if number not in WRONG]
    odd = sum(number % 2 for number in right)
    assert [line.split(",")[5] for line in out.splitlines()[1:]] == [
        str(odd),
        str(len(right) - odd),
    ]


def test_check_records_says_what_no_row_is_to_blame_for_on_a_sheet_of_its_own(
    call: Call, office: Path, filled: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(filled)
    sheet = book["报送"]
    sheet.cell(1, columns(sheet)["报送日期"]).value = "报送日"
    book.save(filled)
    marked = tmp_path / "批注.xlsx"
    code, _, _ = call(NAME, office, "--facts", filled, "-o", marked, "--lang", "en")
    assert code == 1
    book = openpyxl.load_workbook(marked)
    assert book.sheetnames[0] == "What is wrong"
    told = [str(row[1]) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert "the column 报送日期 (day) is missing" in told


@pytest.mark.parametrize("option", ["-o", "--good"])
def test_check_records_marks_workbooks_alone(
    call: Call, office: Path, filled: Path, tmp_path: Path, option: str
) -> None:
    path = tmp_path / "x.csv"
    code, _, err = call(NAME, office, "--facts", filled, option, path)
    assert (code, err.splitlines()[-1]) == (
        2,
        f"error: {path}: only a workbook can be marked. hint: name a file that ends in .xlsx",
    )
