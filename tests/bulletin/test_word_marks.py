"""An office's own layout in Word: page, fonts, letterhead, headings, annexes, copies, pictures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

from gov_comms.bulletin import Bulletin, compose
from gov_comms.bulletin.nouns import Beside, Use
from gov_comms.bulletin.setting import closer, line_pitch
from gov_comms.bulletin.word import word_file
from gov_comms.bulletin.wording import heading_level, in_brackets
from gov_comms.layout import Fonts, Layout
from gov_comms.model import Agency, BulletinPlan, Text
from gov_comms.results import Result

OWN = Layout(
    top=30,
    left=25,
    width=160,
    height=230,
    lines=20,
    characters=26,
    body_size=15,
    title_size=20,
    page_numbers=False,
    seal_lines=3,
    letterhead="甲区宣传办公室文件",
    fonts=Fonts(body=("仿宋", "Noto Serif CJK SC")),
)
USES = (
    Use("A1", "第一篇", "甲街道", "区报", "区级", "报纸", "全文", date(2014, 3, 8)),
    Use("A2", "第二篇", "乙镇", "市网", "市级", "网站", "", date(2014, 4, 1)),
)


def written(bulletin: Bulletin) -> Document:
    return docx.Document(io.BytesIO(word_file(bulletin, "zh-CN")))


@pytest.fixture
def full(agency: Agency, result: Result, plan: BulletinPlan) -> Bulletin:
    """A bulletin with all that one may have."""
    asked = replace(
        plan,
        number="甲宣办(2015)1号",
        opening=Text("现通报如下。\n一、基本情况\n（一）报送\n1.条数\n共10条。"),
        copies=("区委办公室", "区政府办公室"),
        annex=True,
        charts=("totals",),
    )
    return compose(replace(agency, layout=OWN), result, asked, "zh-CN", Beside(uses=USES))


def paragraphs(document: Document) -> dict[str, Any]:
    return {each.text: each for each in document.paragraphs}


def test_word_page_is_that_of_the_office(full: Bulletin) -> None:
    (section,) = written(full).sections
    assert [round(each.mm) for each in (section.top_margin, section.left_margin)] == [30, 25]
    assert [round(each.mm) for each in (section.right_margin, section.bottom_margin)] == [25, 37]


@pytest.mark.parametrize(
    ("layout", "line", "closer_by"),
    [(Layout(), 28.95, 5), (OWN, 32.55, 0), (Layout(lines=25), 25.5, 5)],
)
def test_lines_and_characters_fit_the_page(layout: Layout, line: float, closer_by: int) -> None:
    assert (line_pitch(layout), closer(layout)) == (line, closer_by)
    assert line * layout.lines <= Mm(layout.height).pt < (line + 0.05) * layout.lines
    width = layout.characters * (layout.body_size - closer_by / 20)
    assert width <= Mm(layout.width).pt


def test_word_fonts_of_the_office_and_their_stand_ins(full: Bulletin) -> None:
    content = word_file(full, "zh-CN")
    body = docx.Document(io.BytesIO(content)).styles["Body Text"]
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert (body.font.size, body.paragraph_format.line_spacing) == (Pt(15), Twips(651))
    table = parse_xml(zipfile.ZipFile(io.BytesIO(content)).read("word/fontTable.xml"))
    told = {font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")) for font in table}
    assert told["仿宋"] == "Noto Serif CJK SC"
    assert told["黑体"].split(",")[0] == "SimHei"
    assert list(told) == [
        "仿宋",
        "方正小标宋简体",
        "黑体",
        "楷体_GB2312",
        "宋体",
        "Times New Roman",
    ]


@pytest.mark.parametrize(
    ("text", "style", "font"),
    [
        ("现通报如下。", "Body Text", "仿宋"),
        ("一、基本情况", "Heading 1", "黑体"),
        ("（一）报送", "Heading 2", "楷体_GB2312"),
        ("1.条数", "Heading 3", "仿宋"),
        ("共10条。", "Body Text", "仿宋"),
        ("二、总体情况", "Heading 1", "黑体"),
    ],
)
def test_word_headings_have_the_fonts_of_their_levels(
    full: Bulletin, text: str, style: str, font: str
) -> None:
    paragraph = paragraphs(written(full))[text]
    (fonts,) = paragraph._p.iter(qn("w:rFonts"))
    assert (paragraph.style.name, fonts.get(qn("w:eastAsia"))) == (style, font)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、总体情况", 1),
        ("十二、其他", 1),
        ("（三）报送", 2),
        ("4.条数", 3),
        ("（5）其中", 4),
        ("一、报送积极，质量较好。", 0),
        ("3.5分", 0),
        ("一是积极", 0),
    ],
)
def test_heading_level_by_its_number(text: str, level: int) -> None:
    assert heading_level(text) == level


@pytest.mark.parametrize("number", ["甲办(2015)1号", "甲办［2015］1号", "甲办【2015】1号"])
def test_number_has_the_brackets_of_the_layout(number: str) -> None:
    assert in_brackets(number, "〔〕") == "甲办〔2015〕1号"
    assert in_brackets("甲办(一)1号", "〔〕") == "甲办(一)1号"


def test_word_letterhead_is_red_and_fits_one_line(full: Bulletin) -> None:
    document = written(full)
    first, number = document.paragraphs[:2]
    (run,) = first.runs
    assert (first.text, str(run.font.color.rgb)) == ("甲区宣传办公室文件", "FF0000")
    assert run.font.size.pt * len(first.text) <= Mm(160).pt
    (line,) = number._p.iter(qn("w:bottom"))
    assert (number.text, line.get(qn("w:color"))) == ("甲宣办〔2015〕1号", "FF0000")


def test_word_without_page_numbers_has_no_footer(full: Bulletin) -> None:
    document = written(full)
    assert not document.settings.odd_and_even_pages_header_footer
    assert [each.text for each in document.sections[0].footer.paragraphs] == [""]


def test_word_annex_is_named_before_the_signature_and_starts_a_page(full: Bulletin) -> None:
    document = written(full)
    texts = [each.text for each in document.paragraphs]
    at = texts.index("附件：稿件采用目录")
    assert texts[at - 2 : at + 6] == [
        "特此通报。", "", "附件：稿件采用目录", "", "", "", "甲区宣传办公室", full.date,
    ]  # fmt: skip
    mark = paragraphs(document)["附件"]
    assert mark.paragraph_format.page_break_before
    assert texts.index("附件") < texts.index("稿件采用目录")
    annex = document.tables[-2]
    assert [[cell.text for cell in row.cells] for row in annex.rows][2] == [
        "1", "第一篇", "甲街道", "2014-03-08", "全文",
    ]  # fmt: skip


def test_word_headings_of_groups_stay_with_their_rows(full: Bulletin) -> None:
    groups = [row for row in written(full).tables[0].rows if len(row._tr.tc_lst) == 1]
    assert len(groups) == 3
    assert all(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in groups)


def test_word_copies_stand_at_the_foot_of_the_last_page(full: Bulletin) -> None:
    table = written(full).tables[-1]
    assert [row.cells[0].text for row in table.rows] == [
        "抄送：区委办公室；区政府办公室。",
        "甲区宣传办公室\t　　年　　月　　日印发",
    ]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    heights = sum(row.height.twips for row in table.rows)
    foot = (int(place.get(qn("w:tblpY"))) + heights) / 20
    assert place.get(qn("w:vertAnchor")) == "page"
    assert abs(foot - Mm(OWN.top + OWN.height).pt) < 1
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert {each.tag.rpartition("}")[2]: each.get(qn("w:sz")) for each in borders} == {
        "top": "8", "bottom": "8", "insideH": "6",
    }  # fmt: skip


def test_word_picture_says_in_words_what_it_shows(full: Bulletin) -> None:
    (shape,) = written(full).inline_shapes
    assert shape._inline.docPr.get("descr") == ("各单位奖金。甲街道1、乙镇0、丙街道0、丁局0")
    assert shape._inline.docPr.get("name") == "各单位奖金"
    assert shape.width <= Mm(OWN.width)


def test_word_with_all_twice_gives_the_same_bytes(full: Bulletin) -> None:
    assert word_file(full, "zh-CN") == word_file(full, "zh-CN")
