"""The template: an untouched one reads back without complaint, a filled one as facts."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gov_comms.errors import Refused
from gov_comms.facts import write_template
from tests.facts.offices import complaints, office, read, row


@pytest.mark.parametrize(
    ("language", "guide", "tables"),
    [
        (
            "zh-CN",
            "填写说明",
            ["单位", "人员", "媒体", "报送", "采用", "批示", "约稿", "事件", "指标", "裁量"],
        ),
        (
            "en",
            "How to fill in",
            [
                "Units", "People", "Outlets", "Submissions", "Adoptions", "Endorsements",
                "Requests", "Incidents", "Metrics", "Rulings",
            ],
        ),
    ],
)  # fmt: skip
def test_untouched_template_has_no_errors(
    tmp_path: Path, language: str, guide: str, tables: list[str]
) -> None:
    path = tmp_path / "表.xlsx"
    write_template(office(), path, language)
    assert complaints(path) == sorted(
        [
            f"表.xlsx:{guide}: this sheet is not read",
            *(f"表.xlsx:{table}:1: 2 rows are examples and not read" for table in tables),
        ],
    )
    facts = read(path)
    assert facts.subjects["unit"] == ("甲街道", "乙局")
    assert facts.frames["submission"].height == 0


def test_filled_template_is_read(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_template(office(), path, "zh-CN")
    book = openpyxl.load_workbook(path)
    sheet = book["报送"]
    headings = [cell.value for cell in sheet[1]]
    cells = {"稿件编号": "W1", "报送日期": date(2014, 3, 5), "单位": "甲街道", "字数": 800}
    for heading, cell in cells.items():
        sheet.cell(5, headings.index(heading) + 1, cell)
    book.save(path)
    frame = read(path).frames["submission"]
    assert frame.select("id", "day", "unit", "length").rows() == [("W1", 16134, 0, 800)]
    assert read(path).place("submission", 0).row == 5


def test_template_has_drop_downs(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_template(office(), path, "zh-CN")
    book = openpyxl.load_workbook(path)
    assert book["选项"].sheet_state == "veryHidden"
    lists = [[cell.value for cell in column if cell.value] for column in book["选项"].columns]
    assert lists == [
        ["是", "否"],
        ["区级", "市级", "国家级"],
        ["全文", "综合", "简讯"],
        ["甲街道", "乙局"],
        ["海淀报", "市报"],
    ]
    sheet = book["采用"]
    rules = {
        sheet.cell(1, next(iter(rule.sqref.ranges)).min_col).value: (
            rule.type,
            rule.formula1,
            rule.errorStyle,
        )
        for rule in sheet.data_validations.dataValidation
    }
    assert rules["采用媒体"] == ("list", "'选项'!$E$1:$E$2", "warning")
    assert rules["采用形式"] == ("list", "'选项'!$C$1:$C$3", None)
    assert rules["采用日期"][0] == "date"
    assert rules["版次"][0] == "whole"
    people = book["人员"]
    assert next(rule.formula1 for rule in people.data_validations.dataValidation) == (
        "'选项'!$D$1:$D$2"
    )
    reviewers = {rule.formula1 for rule in book["报送"].data_validations.dataValidation}
    assert "'人员'!$A$2:$A$5001" in reviewers
    assert sheet.freeze_panes == "B2"


def test_guide_explains_every_column(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_template(office(), path, "en")
    rows = list(openpyxl.load_workbook(path)["How to fill in"].values)
    assert ("Adoptions", "Form", None, "one of the allowed values", "全文、综合、简讯") in rows
    assert ("Adoptions", "Outlet", "yes", "a listed outlet", "海淀报、市报") in rows
    assert ("Units", "重点", None, "yes or no", "yes、no") in rows
    described = {(cells[0], cells[1]) for cells in rows if cells[4] is not None or cells[3]}
    assert ("Submissions", "Number of authors") not in described


def test_template_escapes_what_looks_like_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    agency = office(rosters={"unit": (row(1, id="=1+1"), row(2, id="http://x.cn/"))})
    write_template(agency, path, "zh-CN")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name, part in parts.items() if b"<f>" in part or b"<hyperlink" in part] == []


def test_template_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(office(), tmp_path / name, "zh-CN")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_template_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_template(office(), tmp_path / "none" / "表.xlsx", "zh-CN")
    assert [problem.code for problem in refused.value.problems] == ["not-written"]
