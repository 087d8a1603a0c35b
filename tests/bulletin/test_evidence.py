"""The register of evidence as a workbook: every file, named as far as its readers may know."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gov_comms.bulletin.evidence import proofs_in, register_file, register_sheet
from gov_comms.bulletin.sheets import Sheet
from gov_comms.record import Change
from gov_comms.review.adoptions import adopt, attach, verify
from gov_comms.review.register import evidence_register
from gov_comms.review.rehearsal import Rehearsal
from tests.bulletin.test_converted import faults
from tests.review.bureau import sit
from tests.review.proved import MONDAY, PAPER, SCREEN, begun, did, holding

FORMULA = "=HYPERLINK(1)"
DIGESTS = (
    "sha256:760e700017d59bbf0f560cea6702cd3dbfdc409ec146593bb7e9fcd26bdd70ac",
    "sha256:459b8b9af8345e86639042969f4a7d63700ac565d90c5c1f6a9266f6531316ab",
)


@pytest.fixture
def office() -> Rehearsal:
    """Two adoptions: of one the paper is verified, of the other a picture was refused."""
    work = {"id": "W2", "day": "2014-03-04", "unit": "乙科", "authors": "乙", "title": FORMULA}
    office = holding(begun(), Change("submission", "W2", work))
    office = did(office, "丙", adopt, cells={"work": "W1", "outlet": "区报", "day": "2014-03-08"})
    office = did(office, "甲", attach, adoption="A2014-0001", scans=[PAPER])
    office = did(office, "丁", verify, adoption="A2014-0001")
    office = did(office, "丙", adopt, cells={"work": "W2", "outlet": "区电视台"})
    office = did(office, "乙", attach, adoption="A2014-0002", scans=[SCREEN])
    said = {"adoption": "A2014-0002", "reason": "看不清"}
    return did(office, "戊", verify, reject=["V2014-0002"], **said)


def sheet_of(office: Rehearsal, audience: str = "office", language: str = "zh-CN") -> Sheet:
    desk = sit(office, "丁", MONDAY)
    return register_sheet(desk.view, desk.agency, evidence_register(desk), audience, language)


def opened(sheet: Sheet) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(register_file(sheet))).worksheets[0]


def texts(page: Worksheet) -> list[list[str]]:
    return [["" if each is None else str(each) for each in row] for row in page.values]


def test_register_says_of_each_file_what_it_proves_and_what_became_of_it(
    office: Rehearsal,
) -> None:
    page = opened(sheet_of(office))
    assert page.title == "凭证登记册"
    heading, *rows = texts(page)
    assert heading == [
        "采用编号", "稿件编号", "标题", "采用媒体", "日期", "凭证编号", "类型", "名称",
        "提交人", "提交时间", "状态", "认定人", "认定时间", "理由", "摘要值",
    ]  # fmt: skip
    assert [row[:-1] for row in rows] == [
        [
            "A2014-0001", "W1", "", "区报", "2014-03-08 00:00:00", "V2014-0001", "样报", "p3.jpg",
            "甲", "2014-03-10 09:00", "已认定", "丁", "2014-03-10 09:00", "",
        ],
        [
            "A2014-0002", "W2", FORMULA, "区电视台", "2014-03-10 00:00:00", "V2014-0002", "截图",
            "page.png", "乙", "2014-03-10 09:00", "不予认定", "戊", "2014-03-10 09:00", "看不清",
        ],
    ]  # fmt: skip
    assert [row[-1] for row in rows] == list(DIGESTS)


def test_register_in_english(office: Rehearsal) -> None:
    heading, first, _ = texts(opened(sheet_of(office, language="en")))
    assert heading[:8] == [
        "Adoption", "Submission", "Title", "Outlet", "Day", "File", "Kind", "Name",
    ]  # fmt: skip
    assert first[10] == "verified"


@pytest.mark.parametrize("audience", ["units", "public"])
def test_register_outside_the_office_names_nobody(office: Rehearsal, audience: str) -> None:
    _, *rows = texts(opened(sheet_of(office, audience)))
    assert [[row[place] for place in (7, 8, 11, 13)] for row in rows] == [[""] * 4] * 2
    assert [row[5] for row in rows] == ["V2014-0001", "V2014-0002"]
    assert [row[-1] for row in rows] == list(DIGESTS)


def test_register_stands_still_filters_prints_and_holds_no_formula(office: Rehearsal) -> None:
    page = opened(sheet_of(office))
    assert (page.freeze_panes, page.auto_filter.ref) == ("D2", "A1:O3")
    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$1:$1")
    assert page["E2"].number_format == "yyyy-mm-dd"
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert page["C3"].value == FORMULA


def test_register_twice_gives_the_same_bytes_and_is_valid(
    office: Rehearsal, tmp_path: Path
) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(register_file(sheet_of(office)))
    assert path.read_bytes() == register_file(sheet_of(office))
    assert faults(path) == []


def test_proofs_stand_by_their_adoptions(office: Rehearsal) -> None:
    desk = sit(office, "丁", MONDAY)
    found = proofs_in(desk.view, desk.agency)
    assert {
        adoption: [(each.number, each.kind, each.state.text("en")) for each in files]
        for adoption, files in found.items()
    } == {
        "A2014-0001": [("V2014-0001", "样报", "verified")],
        "A2014-0002": [("V2014-0002", "截图", "rejected")],
    }
