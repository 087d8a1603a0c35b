"""Documents in one language: what is not the office's own data is said in the reader's words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from gov_comms.bulletin import Bulletin
from gov_comms.bulletin.evidence import register_file, register_sheet
from gov_comms.bulletin.page import page_file
from gov_comms.bulletin.pay_sheet import pay_sheet
from gov_comms.bulletin.pdf import pdf_file
from gov_comms.bulletin.plain import plain_file
from gov_comms.bulletin.word import word_file
from gov_comms.bulletin.workbook import workbook_file
from gov_comms.closing.nouns import Batch, Payee
from gov_comms.model import Agency, BulletinPlan
from gov_comms.results import Result
from gov_comms.review.register import evidence_register
from tests.bulletin.full import RECORDS, USES, full_bulletin
from tests.bulletin.machine import text_of
from tests.bulletin.test_evidence import office
from tests.bulletin.test_page import Said
from tests.bulletin.test_pdf import FREE, with_fonts
from tests.review.bureau import sit
from tests.review.proved import MONDAY

__all__ = ["office"]
CHINESE = re.compile(r"[㐀-鿿]")
LATIN = re.compile(r"(?<![\w:])[A-Za-z]{2,}")
IDS = {
    *("used", "rank", "zero", "best", "monthly", "facts", "xlsx", "unpaid", "names", "people"),
    *("HYPERLINK", "jpg", "png", "page", "sha"),
}
"""What stands in the data in Latin letters: steps, codes of problems, names of files."""
BATCH = Batch(
    *("P1", "2014", "money", "八条", "经费", "5.00", "伍元整"),
    *((Payee("person", "甲", "甲", "甲科", "5.00", "伍元整"),), (), "丙", "丁", "戊"),
)


def of_word(bulletin: Bulletin, language: str, _: Path) -> Iterator[str]:
    """The texts of Word's parts, and the descriptions of pictures."""
    with zipfile.ZipFile(io.BytesIO(word_file(bulletin, language))) as parts:
        for name in ("word/document.xml", "word/footer1.xml", "docProps/core.xml"):
            part = parts.read(name).decode()
            yield from re.findall(r"<w:t[^>]*>([^<]*)<", part)
            yield from re.findall(r'(?:descr|title)="([^"]*)"', part)
            yield from re.findall(r"<dc:(?:title|subject|creator)>([^<]*)<", part)


def of_book(content: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        yield sheet.title
        yield from (str(cell) for row in sheet.values for cell in row if cell is not None)


def of_workbook(bulletin: Bulletin, language: str, _: Path) -> Iterator[str]:
    yield from of_book(workbook_file(bulletin, language))


def of_page(bulletin: Bulletin, language: str, _: Path) -> Iterator[str]:
    """What the page shows, what is read aloud of it, and what its script may say."""
    page = page_file(bulletin, language).decode()
    parser = Said()
    parser.feed(re.sub(r"<metadata>.*?</metadata>", "", page, flags=re.DOTALL))
    yield from parser.found
    (said,) = re.findall(r'textContent = "(.*?)"', page)
    yield said.encode().decode("unicode-escape")


def of_pdf(bulletin: Bulletin, language: str, folder: Path) -> Iterator[str]:
    path = folder / "b.pdf"
    path.write_bytes(pdf_file(with_fonts(bulletin, FREE), language))
    yield from text_of(path)


def of_text(bulletin: Bulletin, language: str, _: Path) -> Iterator[str]:
    yield plain_file(bulletin, language).decode()


def of_charts(bulletin: Bulletin, _: str, __: Path) -> Iterator[str]:
    """What stands in the pictures."""
    for chart in (each for section in bulletin.sections for each in section.charts):
        yield from (chart.title, chart.unit, chart.told, *chart.labels)
        yield from (series.name for series in chart.series)


WRITERS = (of_word, of_workbook, of_page, of_pdf, of_text, of_charts)


def data_of(bulletin: Bulletin) -> set[str]:
    """The signs of what nobody has put in English, which an English document keeps."""
    told = (bulletin.opening, bulletin.copies, bulletin.number, bulletin.agency, bulletin.result)
    return set(CHINESE.findall(repr((told, USES, RECORDS, bulletin.result.lines()))))


@pytest.mark.parametrize("told", WRITERS)
def test_chinese_documents_hold_no_english(
    agency: Agency,
    result: Result,
    plan: BulletinPlan,
    tmp_path: Path,
    told: Callable[[Bulletin, str, Path], Iterator[str]],
) -> None:
    bulletin = full_bulletin(agency, result, plan)
    texts = list(told(bulletin, "zh-CN", tmp_path))
    assert {word for text in texts for word in LATIN.findall(text)} - IDS == set()
    assert any(CHINESE.search(text) for text in texts)


@pytest.mark.parametrize("told", WRITERS)
def test_english_documents_hold_no_chinese_of_ours(
    agency: Agency,
    result: Result,
    plan: BulletinPlan,
    tmp_path: Path,
    told: Callable[[Bulletin, str, Path], Iterator[str]],
) -> None:
    bulletin = full_bulletin(agency, result, plan, "en")
    texts = list(told(bulletin, "en", tmp_path))
    signs = {sign for text in texts for sign in CHINESE.findall(text)}
    assert signs - data_of(bulletin) == set()
    assert any(LATIN.search(text) for text in texts)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_registers_and_pay_sheets_speak_one_language(office: object, language: str) -> None:
    desk = sit(office, "丁", MONDAY)  # type: ignore[arg-type]
    rows = evidence_register(desk)
    register = register_file(register_sheet(desk.view, desk.agency, rows, "office", language))
    texts = [*of_book(register), *of_book(pay_sheet(BATCH, language))]
    if language == "zh-CN":
        assert {word for text in texts for word in LATIN.findall(text)} - IDS == set()
    else:
        known = set(CHINESE.findall(repr((rows, BATCH))))
        assert {sign for text in texts for sign in CHINESE.findall(text)} - known == set()
