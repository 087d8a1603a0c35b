"""Workbooks are archives: what could exhaust the machine is refused before it is opened."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.facts.offices import SUBMISSIONS, complaints, write_workbook


def rewritten(path: Path, member: str, content: bytes, target: Path) -> Path:
    """A copy of a workbook with one part replaced or added."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != member:
                new.writestr(each, old.read(each))
        new.writestr(member, content)
    return target


def test_archive_bomb_is_refused(tmp_path: Path) -> None:
    good = write_workbook(tmp_path / "good.xlsx", {"报送": SUBMISSIONS})
    bomb = rewritten(good, "xl/worksheets/sheet2.xml", b" " * 50_000_000, tmp_path / "bomb.xlsx")
    assert bomb.stat().st_size < 100_000
    assert complaints(bomb) == [
        "bomb.xlsx: this workbook unpacks to 47 MB in 11 parts and is not opened. "
        "hint: save large tables as .csv or .parquet"
    ]


def test_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "文.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert complaints(path) == [
        "文.xlsx: this file is no workbook, or it is damaged. hint: save it again as .xlsx"
    ]


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_damaged_workbook_is_refused(tmp_path: Path, member: str) -> None:
    good = write_workbook(tmp_path / "good.xlsx", {"报送": SUBMISSIONS})
    path = rewritten(good, member, b"<workbook><sheets>", tmp_path / "表.xlsx")
    assert complaints(path) == [
        "表.xlsx: this file is no workbook, or it is damaged. hint: save it again as .xlsx"
    ]


def test_archive_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "many.xlsx", {"报送": SUBMISSIONS})
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(10_000):
            archive.writestr(f"x/{number}", b"")
    assert complaints(path) == [
        "many.xlsx: this workbook unpacks to 0 MB in 10010 parts and is not opened. "
        "hint: save large tables as .csv or .parquet"
    ]


def test_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    good = write_workbook(tmp_path / "good.xlsx", {"报送": SUBMISSIONS})
    path = rewritten(good, "xl/liar.xml", b"<a/>" * 1000, tmp_path / "liar.xlsx")
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/liar.xml"))
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    assert complaints(path) == [
        "liar.xlsx: this file is no workbook, or it is damaged. hint: save it again as .xlsx"
    ]


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 30), (1_048_575, 25)])
def test_sheet_that_spans_too_much_is_refused(tmp_path: Path, row: int, column: int) -> None:
    path = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("报送")
    sheet.write(0, 0, "稿件编号")
    sheet.write(row, column, 1)
    book.close()
    assert complaints(path) == [
        f"far.xlsx:报送: this sheet reaches to row {row + 1} and column {column + 1} and is not "
        "opened. hint: delete the rows and columns beyond the table, also those that look empty"
    ]


def test_sheet_with_one_far_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("报送")
    for at, heading in enumerate(("稿件编号", "报送日期", "单位")):
        sheet.write(0, at, heading)
        sheet.write(999_999, at, ("W1", "2014-03-05", "丙")[at])
    book.close()
    assert complaints(path) == [
        "long.xlsx:报送:1000000:单位: '丙' is not a listed unit. hint: known: 甲街道, 乙局"
    ]


def test_cell_that_shows_an_error_is_named(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("报送 & 一")
    sheet.very_hidden()
    sheet = book.add_worksheet("报送")
    sheet.activate()
    for at, cell in enumerate(("稿件编号", "报送日期", "单位", "字数")):
        sheet.write(1, at + 1, cell)
    for at, cell in enumerate(("W1", "2014-03-05", "甲街道")):
        sheet.write(3, at + 1, cell)
    sheet.write_formula(3, 4, "=1/0", None, "#DIV/0!")
    book.close()
    assert complaints(path) == ["表.xlsx:报送:4:字数: '#DIV/0!' is not a number"]
