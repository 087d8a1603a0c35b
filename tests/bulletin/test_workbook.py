from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from gov_comms.bulletin import Bulletin, compose
from gov_comms.bulletin.workbook import workbook_file
from gov_comms.model import Agency, BulletinPlan, Text
from gov_comms.results import Result


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def values(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def book(composed: Bulletin) -> Any:
    return opened(workbook_file(composed, "zh-CN"))


def test_workbook_sheets_in_both_languages(agency: Agency, result: Result, book: Any) -> None:
    english = opened(workbook_file(compose(agency, result, None, "en"), "en"))
    assert book.sheetnames == ["合计", "排名", "任务完成情况", "认定", "明细", "问题"]
    assert english.sheetnames == ["Totals", "Ranking", "Quotas", "Flags", "Ledger", "Problems"]


def test_workbook_totals_in_roster_order_with_ranks(book: Any) -> None:
    assert values(book["合计"]) == [
        ["类型", "名称", "单位", "类别", "周期", "积分（分）", "名次", "奖金（元）"],
        ["单位", "甲街道", "甲街道", "重点单位", "2014年", 12.5, 1, 1],
        ["单位", "乙镇", "乙镇", "一般单位", "2014年", 12.5, 1, 0],
        ["单位", "丙街道", "丙街道", "重点单位", "2014年", 3, 3, 0],
        ["单位", "丁局", "丁局", None, "2014年", 0, None, 0],
        ["个人", "甲", "甲街道", None, "2014年", 0, None, 100.5],
        ["个人", "乙", "乙镇", None, "2014年", 0, None, 0],
    ]


def test_workbook_totals_by_month_follow_those_of_the_period(
    agency: Agency, result: Result
) -> None:
    monthly = replace(result.totals[0], period="2014-03", total=Decimal(5), rank=None)
    changed = replace(result, totals=(*result.totals, monthly))
    bulletin = compose(agency, changed, None, "zh-CN")
    rows = values(opened(workbook_file(bulletin, "zh-CN"))["合计"])
    assert rows[-1] == ["单位", "甲街道", "甲街道", "重点单位", "2014年3月", 5, None, None]
    assert len(rows) == 8
    assert all("2014年3月" not in str(section.tables) for section in bulletin.sections)


def test_workbook_quotas_and_flags(book: Any) -> None:
    quotas, flags = values(book["任务完成情况"]), values(book["认定"])
    assert quotas[0][4:] == [
        "周期", "步骤", "条款", "计量", "任务", "完成", "缺额", "超额", "结果",
    ]  # fmt: skip
    assert quotas[1][4:] == [
        "2014年3月", "monthly", "第五条", "报送（篇）", 2, 3, 0, 1, "完成",
    ]  # fmt: skip
    assert len(quotas) == 7
    assert flags[3] == [
        "单位", "丙街道", "丙街道", "重点单位", "2014年4月", "零报送", "zero", "第五条",
    ]  # fmt: skip
    assert len(flags) == 5


def test_workbook_ledger_has_every_line(book: Any) -> None:
    rows = values(book["明细"])
    assert rows[0] == [
        "计量", "数额", "步骤", "条款", "条款内容", "版本", "事实编号", "稿件编号", "对象", "日期",
        "事实依据", "让位于",
    ]  # fmt: skip
    assert rows[1] == [
        "积分（分）", 12.5, "used", "第三条", "市级媒体采用每篇5分", "2014-03-01", "A1", "W1",
        "甲街道", rows[1][9], "级别 = 市级", None,
    ]  # fmt: skip
    assert rows[1][9].date() == date(2014, 3, 8)
    assert len(rows) == 4


def test_workbook_problems_include_its_own(book: Any) -> None:
    rows = values(book["问题"])
    assert rows == [
        ["程度", "代码", "位置", "问题", "提示"],
        ["警告", "unpaid", "facts.xlsx:采用:7", "通报不能写成A9格式", None],
        [
            "提示",
            "names-people",
            None,
            "本工作簿列出个人姓名，通报中没有：请仅限内部使用",
            None,
        ],
    ]


def test_workbook_sheets_stand_still_and_filter(book: Any) -> None:
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
        assert sheet.freeze_panes in {"A2", "C2"}
        assert (
            sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        )
        assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[1])


def test_workbook_numbers_show_the_decimals_of_their_measure(book: Any) -> None:
    totals, ledger = book["合计"], book["明细"]
    assert [totals.cell(2, column).number_format for column in (6, 7, 8)] == ["0.0", "0", "0.00"]
    assert ledger["B2"].number_format == "0.0"
    assert ledger["J2"].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://a.b"])
def test_workbook_names_are_never_formulas_or_links(
    agency: Agency, result: Result, plan: BulletinPlan, start: str
) -> None:
    totals = tuple(
        replace(each, subject=replace(each.subject, name=start, group=start))
        for each in result.totals
    )
    flags = tuple(replace(each, flag=start, clause=start) for each in result.flags)
    lines = tuple(
        replace(each, fact=start, text=Text(start), work=start, step=start)
        for each in result.lines()
    )
    changed = replace(result, totals=totals, flags=flags, lines=lambda: lines)
    bulletin = compose(agency, changed, plan, "zh-CN")
    cells = [
        cell
        for sheet in opened(workbook_file(bulletin, "zh-CN"))
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert sum(cell.value == start for cell in cells) >= len(totals) // 3 + len(flags)


def test_workbook_twice_gives_the_same_bytes(composed: Bulletin) -> None:
    content = workbook_file(composed, "zh-CN")
    assert content == workbook_file(composed, "zh-CN")
    entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    assert {entry.date_time[0] for entry in entries} == {1980}
    assert opened(content).properties.created.year == 1980


def test_workbook_ledger_too_long_is_cut_and_says_so(composed: Bulletin) -> None:
    book = opened(workbook_file(composed, "zh-CN", most_lines=2))
    rows = values(book["明细"])
    assert len(rows) == 4
    assert rows[3][0] == "此处只列明细的前2条，共3条。"
    assert book["明细"].auto_filter.ref == "A1:L3"
    assert ["警告", "ledger-cut", None, "此处只列明细的前2条，共3条。"] in [
        row[:4] for row in values(book["问题"])
    ]


def test_workbook_ledger_that_just_fits_is_whole(composed: Bulletin) -> None:
    book = opened(workbook_file(composed, "zh-CN", most_lines=3))
    assert len(values(book["明细"])) == 4
    assert len(values(book["问题"])) == 3


def test_workbook_number_too_long_for_a_cell_stays_whole(agency: Agency, result: Result) -> None:
    digits = "1234567890123456.5"
    line = replace(result.lines()[0], amount=Decimal(digits), day=date(1899, 12, 31))
    changed = replace(result, lines=lambda: (line,))
    book = opened(workbook_file(compose(agency, changed, None, "zh-CN"), "zh-CN"))
    assert (book["明细"]["B2"].value, book["明细"]["J2"].value) == (digits, "1899-12-31")


def test_workbook_without_anything_has_its_headings(agency: Agency, result: Result) -> None:
    bare = replace(result, totals=(), flags=(), quotas=(), ranks=(), problems=(), lines=tuple)
    book = opened(workbook_file(compose(agency, bare, None, "zh-CN"), "zh-CN"))
    assert [sheet.max_row for sheet in book] == [1] * 6
