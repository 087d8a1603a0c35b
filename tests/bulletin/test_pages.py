"""Every kind of bulletin on paper: pages, margins, lines, fonts, headings, read off the files."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from gov_comms.bulletin import Bulletin, compose, gather
from gov_comms.bulletin.pdf import pdf_file
from gov_comms.bulletin.word import word_file
from gov_comms.config import Opened, open_agency, shipped
from gov_comms.facts import Facts, facts_from_rows
from gov_comms.settlement import score
from tests.bulletin.machine import converted, fonts_of, pictures_of, text_of
from tests.bulletin.test_converted import PICTURES, faults
from tests.bulletin.test_kinds import KINDS, facts, opened
from tests.bulletin.test_pdf import FREE, with_fonts
from tests.bulletin.test_stats_clauses import TOLD

__all__ = ["facts", "opened"]
AGENCIES = ("county-organisation", "guazhou-transport", "haidian")
"""Offices whose bulletins of every kind are set and looked at, beside the made-up one."""
MARGINS = (37, 35, 28, 26)
"""Millimetres above, below, left and right of the text, after GB/T 9704-2012, 5.2."""
PAGES = {
    "week": (3, 3),
    "month": (3, 3),
    "quarter": (3, 3),
    "half": (3, 3),
    "year": (3, 3),
    "campaign": (3, 3),
    "long": (5, 5),
    "county-organisation-month": (2, 2),
    "county-organisation-week": (2, 2),
    "guazhou-transport-month": (1, 1),
    "guazhou-transport-quarter": (2, 2),
    "haidian-brief": (3, 2),
    "haidian-half": (2, 2),
    "haidian-month": (2, 2),
    "haidian-quarter": (2, 2),
    "haidian-year": (2, 2),
}
"""How many pages LibreOffice makes of each Word file, and our PDF has."""
POINT = 25.4 / 72


@dataclass(frozen=True)
class Set:
    """A bulletin as it was written and set: by LibreOffice from Word's file, and as our PDF."""

    bulletin: Bulletin
    word: Path
    office: Path
    pdf: Path


def kinds(opened: Opened, facts: Facts) -> Mapping[str, Bulletin]:
    """The made-up office's bulletin of each kind, and one of many lines."""
    plans = {each.id: each for each in opened.agency.bulletins}
    found = {}
    for level, period in KINDS.items():
        plan, result = plans[f"golden-{level}"], score(opened, facts, period)
        beside = gather(opened, facts, result, plan)
        found[level] = compose(opened.agency, result, plan, "zh-CN", beside)
    found["long"] = replace(found["week"], opening=("字" * 1400,))
    return found


def of_agencies() -> Mapping[str, Bulletin]:
    """The bulletins of some shipped agencies, on the facts of a case."""
    folders = {folder.name: folder for folder in shipped()}
    offices = {name: open_agency(folders[name]) for name in AGENCIES}
    found = {}
    for name, _, kind, case, period in TOLD:
        if name in offices:
            office = offices[name]
            (shown,) = (each for each in office.cases if Path(each.place.file).stem == case)
            rows = facts_from_rows(office.agency, shown.rows)
            plan = next(each for each in office.agency.bulletins if each.id == kind)
            result = score(office, rows, period)
            beside = gather(office, rows, result, plan)
            found[f"{name}-{kind}"] = compose(office.agency, result, plan, "zh-CN", beside)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def every(opened: Opened, facts: Facts, folder: Path) -> Mapping[str, Set]:
    bulletins = {**kinds(opened, facts), **of_agencies()}
    found = {}
    for name, bulletin in bulletins.items():
        bulletin = with_fonts(bulletin, FREE)
        word, pdf = folder / f"{name}.docx", folder / f"{name}-set.pdf"
        word.write_bytes(word_file(bulletin, "zh-CN"))
        pdf.write_bytes(pdf_file(bulletin, "zh-CN"))
        found[name] = Set(bulletin, word, folder / f"{name}.pdf", pdf)
    converted([each.word for each in found.values()], folder)
    if PICTURES in os.environ:
        for each in found.values():
            pictures_of(each.office, Path(os.environ[PICTURES]))
            pictures_of(each.pdf, Path(os.environ[PICTURES]))
    return found


def words_of(pdf: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """The words of each page: left, top, right and bottom in millimetres, and the text."""
    call = ["pdftotext", "-bbox", str(pdf), "-"]
    said = subprocess.run(call, check=True, capture_output=True).stdout.decode()
    word = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
    return [
        [
            (*(float(each) * POINT for each in found[:4]), found[4])  # type: ignore[misc]
            for found in word.findall(page)
        ]
        for page in said.split("<page ")[1:]
    ]


def test_pages_are_as_many_as_expected(every: Mapping[str, Set]) -> None:
    found = {
        name: (len(text_of(each.office)), len(text_of(each.pdf))) for name, each in every.items()
    }
    assert found == PAGES


@pytest.mark.parametrize("kind", ["office", "pdf"])
def test_pages_end_with_their_number_and_none_is_a_signature_alone(
    every: Mapping[str, Set], kind: str
) -> None:
    for name, each in every.items():
        pages = text_of(getattr(each, kind))
        for number, page in enumerate(pages, 1):
            assert page.endswith(f"—{number}—"), name
        signed = [page for page in pages if "".join(each.bulletin.signature.split()) in page]
        last = "".join(each.bulletin.closing[-1].split())
        assert any(last in page for page in signed), name


@pytest.mark.parametrize("kind", ["office", "pdf"])
def test_pages_have_22_lines_of_28_characters(every: Mapping[str, Set], kind: str) -> None:
    page = words_of(getattr(every["long"], kind))[1]
    lines: dict[float, str] = {}
    for _, top, _, _, text in page:
        lines[round(top, 1)] = lines.get(round(top, 1), "") + text
    *body, _number = (lines[top] for top in sorted(lines))
    assert body == ["字" * 28] * 22


@pytest.mark.parametrize("kind", ["office", "pdf"])
def test_pages_keep_the_margins_of_the_standard(every: Mapping[str, Set], kind: str) -> None:
    above, below, left, right = MARGINS
    page = [word for word in words_of(getattr(every["long"], kind))[1] if "字" in word[4]]
    edges = (
        min(word[1] for word in page),
        297 - max(word[3] for word in page),
        min(word[0] for word in page),
        210 - max(word[2] for word in page),
    )
    # A line is higher than its characters, by 4.6 mm.
    assert edges == pytest.approx((above, below, left, right), abs=5)


@pytest.mark.parametrize("name", [*KINDS, "haidian-year"])
def test_pages_of_word_have_the_geometry_of_the_standard(
    every: Mapping[str, Set], name: str
) -> None:
    (section,) = docx.Document(str(every[name].word)).sections
    lengths = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length / Mm(1), 1) for length in lengths if length is not None] == list(MARGINS)
    paper = (section.page_width, section.page_height)
    assert [round(length / Mm(1), 1) for length in paper if length is not None] == [210, 297]


@pytest.mark.parametrize("name", [*KINDS, "haidian-year"])
def test_pages_of_word_have_their_headings_by_level(every: Mapping[str, Set], name: str) -> None:
    bulletin = every[name].bulletin
    document = docx.Document(str(every[name].word))
    titles = [
        each.text.replace("\n", "") for each in document.paragraphs if each.style.name == "Title"
    ]
    assert titles == [bulletin.title, *(each.title for each in bulletin.annexes)]
    headings = {
        each.text: each.style.name
        for each in document.paragraphs
        if (each.style.name or "").startswith("Heading")
    }
    assert headings == {section.heading: "Heading 1" for section in bulletin.sections}
    levels = [
        style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for style in document.styles
        if (style.name or "").startswith("Heading")
    ]
    assert levels == ["0", "1", "2", "3"]


@pytest.mark.parametrize("kind", ["office", "pdf"])
def test_pages_use_the_fonts_that_the_layout_names(every: Mapping[str, Set], kind: str) -> None:
    found = {font[:10] for each in every.values() for font in fonts_of(getattr(each, kind))}
    assert found == {"NotoSerifC", "NotoSansCJ"}


def test_pages_of_word_are_valid_by_the_schema(every: Mapping[str, Set]) -> None:
    assert [fault for each in every.values() for fault in faults(each.word)] == []
