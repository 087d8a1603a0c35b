"""Who may read what: names of people are whole in the office, and less further out."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from gov_comms.bulletin import compose
from gov_comms.bulletin.audience import masked
from gov_comms.bulletin.nouns import Beside, Evidence, Record
from gov_comms.bulletin.page import page_file
from gov_comms.bulletin.plain import plain_file
from gov_comms.bulletin.word import word_file
from gov_comms.bulletin.workbook import workbook_file
from gov_comms.messages import msg
from gov_comms.model import Agency, BulletinPlan, SubjectKind, Text
from gov_comms.results import Flagged, Result, Subject
from tests.bulletin.conftest import UNITS, line, total

NAME, ID = "张三丰", "110101199001011234"
SOMEBODY = Subject(SubjectKind.PERSON, ID, NAME, 2, "U1")
RECORDS = {
    ("adoption", "A9"): (
        Record("outlet", Text("采用媒体"), "区报", False),
        Record("verified_by", Text("认定人"), NAME, True),
    )
}
PROOFS = {
    "A9": (Evidence("V1", "样报", f"{NAME}.jpg", "sha256:5e88", msg("rejected"), NAME, NAME, NAME),)
}


@pytest.fixture
def named(result: Result) -> Result:
    """A result that speaks of somebody in every place where one can be spoken of."""
    own = line(SOMEBODY, "2", "A9", date(2014, 6, 1))
    of_unit = replace(line(UNITS[0], "2", "A9", date(2014, 6, 1)), unit="U1")
    own = replace(own, because=((Text("作者"), Text(f"{NAME}、李四")),))
    return replace(
        result,
        totals=(*result.totals, total("yuan", SOMEBODY, "8")),
        flags=(*result.flags, Flagged("优秀信息员", SOMEBODY, "best", "第十条", "2014")),
        lines=lambda: (own, of_unit),
    )


def texts(agency: Agency, result: Result, plan: BulletinPlan) -> dict[str, str]:
    """All that each document says."""
    beside = Beside(records=lambda: RECORDS, proofs=lambda: PROOFS)
    bulletin = compose(agency, result, plan, "zh-CN", beside)
    book = openpyxl.load_workbook(io.BytesIO(workbook_file(bulletin, "zh-CN")))
    cells = [cell for sheet in book for row in sheet.values for cell in row]
    return {
        "text": plain_file(bulletin, "zh-CN").decode(),
        "page": page_file(bulletin, "zh-CN").decode(),
        "word": docx_text(word_file(bulletin, "zh-CN")),
        "workbook": " ".join(map(str, cells)),
    }


def docx_text(content: bytes) -> str:
    import docx

    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(each.text or "" for each in body.iter())


@pytest.mark.parametrize("audience", ["units", "public"])
def test_audience_outside_the_office_reads_no_name_where_nobody_is_named(
    agency: Agency, named: Result, plan: BulletinPlan, audience: str
) -> None:
    found = texts(agency, named, replace(plan, audience=audience, name_people=False))
    assert {kind: NAME in text or ID in text for kind, text in found.items()} == dict.fromkeys(
        ("text", "page", "word", "workbook"), False
    )


def test_audience_of_units_reads_the_names_that_the_plan_gives(
    agency: Agency, named: Result, plan: BulletinPlan
) -> None:
    found = texts(agency, named, replace(plan, audience="units", name_people=True))
    assert {kind: NAME in text for kind, text in found.items()} == {
        "text": True, "page": True, "word": True, "workbook": True,
    }  # fmt: skip
    assert not any(ID in text for text in found.values())
    assert "sha256:5e88" in found["page"]
    assert f"{NAME}.jpg" not in found["page"]


def test_audience_of_the_public_reads_family_names(
    agency: Agency, named: Result, plan: BulletinPlan
) -> None:
    found = texts(agency, named, replace(plan, audience="public", name_people=True))
    assert not any(NAME in text or ID in text for text in found.values())
    assert "张某某" in found["text"]
    assert "张某某、李四" in found["workbook"]


def test_audience_of_the_office_reads_all(
    agency: Agency, named: Result, plan: BulletinPlan
) -> None:
    found = texts(agency, named, plan)
    assert NAME in found["workbook"]
    assert f"{NAME}.jpg" in found["page"]
    assert NAME not in found["text"]


def test_audience_outside_gets_no_sheet_of_problems(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    bulletin = compose(agency, result, replace(plan, audience="units"), "zh-CN")
    book = openpyxl.load_workbook(io.BytesIO(workbook_file(bulletin, "zh-CN")))
    assert book.sheetnames == ["合计", "排名", "任务完成情况", "认定", "明细"]
    assert bulletin.notes == ()


def test_audience_changes_no_number(agency: Agency, named: Result, plan: BulletinPlan) -> None:
    whole = compose(agency, named, plan, "zh-CN")
    outside = compose(agency, named, replace(plan, audience="public"), "zh-CN")
    assert whole.sections == outside.sections
    assert [each.total for each in whole.result.totals] == [
        each.total for each in outside.result.totals
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张某"), ("欧阳小红", "欧某某某"), ("甲", "甲某"), ("Ann Lee", "A."), ("", "")],
)
def test_masked_names(name: str, shown: str) -> None:
    assert masked(name) == shown
