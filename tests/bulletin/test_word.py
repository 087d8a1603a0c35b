from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gov_comms.bulletin import Bulletin, compose
from gov_comms.bulletin.setting import signature_indents, title_lines
from gov_comms.bulletin.word import word_file
from gov_comms.layout import Layout
from gov_comms.model import Agency, BulletinPlan
from gov_comms.results import Result

TWIP = 635
FONTS = {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"}
PARTS = ("word/document.xml", "word/styles.xml", "word/footer1.xml", "word/footer2.xml")


@pytest.fixture
def document(composed: Bulletin) -> Document:
    return docx.Document(io.BytesIO(word_file(composed, "zh-CN")))


def near(left: int | None, right: int) -> bool:
    return left is not None and abs(left - right) <= TWIP


def style_of(document: Document, name: str) -> tuple[str, float, str]:
    """Chinese font, size in points and Latin font of a style."""
    style = document.styles[name]
    fonts = style.element.rPr.rFonts
    return fonts.get(qn("w:eastAsia")), style.font.size.pt, fonts.get(qn("w:ascii"))


def test_word_page_is_that_of_the_standard(document: Document) -> None:
    (section,) = document.sections
    assert near(section.page_width, Mm(210))
    assert near(section.page_height, Mm(297))
    assert near(section.top_margin, Mm(37))
    assert near(section.left_margin, Mm(28))
    text_width = section.page_width - section.left_margin - section.right_margin
    text_height = section.page_height - section.top_margin - section.bottom_margin
    assert abs(text_width - Mm(156)) <= 2 * TWIP
    assert abs(text_height - Mm(225)) <= 2 * TWIP


@pytest.mark.parametrize(
    ("style", "font", "size", "latin"),
    [
        ("Normal", "仿宋_GB2312", 16, "Times New Roman"),
        ("Body Text", "仿宋_GB2312", 16, "Times New Roman"),
        ("Title", "方正小标宋简体", 22, "Times New Roman"),
        ("Heading 1", "黑体", 16, "Times New Roman"),
        ("Footer", "宋体", 14, "宋体"),
    ],
)
def test_word_styles_have_the_fonts_of_the_standard(
    document: Document, style: str, font: str, size: float, latin: str
) -> None:
    assert style_of(document, style) == (font, size, latin)


@pytest.mark.parametrize("style", ["Normal", "Body Text", "Heading 1"])
def test_word_22_lines_of_the_body_fill_a_page(document: Document, style: str) -> None:
    form = document.styles[style].paragraph_format
    assert (form.line_spacing_rule, form.line_spacing) == (WD_LINE_SPACING.EXACTLY, Pt(28.95))


def test_word_28_characters_fill_a_line(document: Document) -> None:
    closer = document.styles["Body Text"].element.rPr.find(qn("w:spacing")).get(qn("w:val"))
    width = 28 * (16 + int(closer) / 20)
    assert Mm(156).pt - 16 < width <= Mm(156).pt


def test_word_body_is_indented_by_two_characters(document: Document) -> None:
    indent = document.styles["Body Text"].element.pPr.ind
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")


@pytest.mark.parametrize("part", PARTS)
def test_word_every_font_names_a_chinese_one_and_prefers_it(composed: Bulletin, part: str) -> None:
    content = zipfile.ZipFile(io.BytesIO(word_file(composed, "zh-CN"))).read(part)
    root = docx.oxml.parse_xml(content)
    runs = list(root.iter(qn("w:r")))
    fonts = list(root.iter(qn("w:rFonts")))
    assert len(fonts) >= len(runs) > 0 or part == "word/styles.xml"
    for run in runs:
        assert run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None
    for each in fonts:
        assert each.get(qn("w:hint")) == "eastAsia"
        assert each.get(qn("w:eastAsia")) in FONTS
        assert not [key for key in each.keys() if "Theme" in key]  # noqa: SIM118 - not a dict


def test_word_language_is_chinese_in_every_style(document: Document) -> None:
    languages = [each.get(qn("w:eastAsia")) for each in document.styles.element.iter(qn("w:lang"))]
    styles = [each for each in document.styles if each.element.get(qn("w:type")) == "paragraph"]
    assert languages == ["zh-CN"] * (len(styles) + 1)


def test_word_text_is_the_text_of_the_bulletin(document: Document, composed: Bulletin) -> None:
    said = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    expected = [composed.number, composed.title, composed.addressee + "：", *composed.opening]
    for section in composed.sections:
        expected += [section.heading, *section.paragraphs]
    expected += [*composed.notes, *composed.closing, composed.signature, composed.date]
    assert said == expected


@pytest.mark.parametrize(
    ("title", "language", "lines"),
    [
        ("关于2014年宣传信息工作考核评比结果的通报", "zh-CN", None),
        (
            "关于甲区2014年上半年宣传信息工作考核评比结果的通报",
            "zh-CN",
            ["关于甲区2014年上半年宣传信", "息工作考核评比结果的通报"],
        ),
        (
            "甲乙丙丁戊己庚辛壬癸甲乙丙的丁戊己庚辛壬癸甲乙丙丁戊",
            "zh-CN",
            ["甲乙丙丁戊己庚辛壬癸甲乙丙的", "丁戊己庚辛壬癸甲乙丙丁戊"],
        ),
        ("A title of an English bulletin that is long, " * 3, "en", None),
    ],
)
def test_title_lines_are_about_as_long(title: str, language: str, lines: list[str] | None) -> None:
    assert title_lines(title, language, Layout()) == (lines or [title])


def test_word_table_repeats_its_heading_and_tears_no_row(document: Document) -> None:
    (table,) = document.tables
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    torn = [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in table.rows]
    assert heads == [True] + [False] * 7
    assert not any(torn)
    assert [cell.text for cell in table.rows[0].cells] == [
        "序号", "单位", "积分\n（分）", "名次", "奖金\n（元）",
        "任务\n（篇）", "完成\n（篇）", "缺额\n（篇）",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[2].cells] == [
        "1", "甲街道", "12.5", "1", "1.00", "4", "5", "0",
    ]  # fmt: skip
    assert {cell.text for cell in table.rows[1].cells} == {"重点单位"}
    assert len(table.rows[1]._tr.tc_lst) == 1


def test_word_table_is_as_wide_as_the_text(document: Document) -> None:
    (table,) = document.tables
    widths = [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid.iter(qn("w:gridCol"))]
    assert sum(widths) == round(Mm(156).pt * 20)


@pytest.mark.parametrize(("quotas", "points"), [(1, 14), (2, 12.5), (4, 11)])
def test_word_tables_of_a_section_are_set_alike_and_as_large_as_fits(
    agency: Agency, result: Result, plan: BulletinPlan, quotas: int, points: float
) -> None:
    rows = tuple(
        replace(each, step=f"monthly-{number}", clause=f"第{number}条")
        for number in range(quotas)
        for each in result.quotas
    )
    bulletin = compose(agency, replace(result, quotas=rows), plan, "zh-CN")
    document = docx.Document(io.BytesIO(word_file(bulletin, "zh-CN")))
    assert len(document.tables) == {1: 1, 2: 2, 4: 3}[quotas]
    sizes = {
        int(each.get(qn("w:val"))) / 2
        for table in document.tables
        for each in table._tbl.iter(qn("w:sz"))
        if each.getparent().tag == qn("w:rPr")
    }
    assert sizes == {points}


def test_word_page_number_stands_at_the_outer_edge(document: Document) -> None:
    (section,) = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    for footer, place in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        texts = "".join(each.text for each in paragraph._p.iter(qn("w:t")))
        (field,) = paragraph._p.iter(qn("w:fldSimple"))
        assert (texts, field.get(qn("w:instr")).strip()) == ("— 1 —", "PAGE")
        assert paragraph._p.pPr.jc.get(qn("w:val")) == place
        assert paragraph._p.pPr.ind.get(qn(f"w:{place}")) == "280"


@pytest.mark.parametrize(
    ("signature", "date", "language", "indents"),
    [
        ("甲区宣传办公室", "　　年　　月　　日", "zh-CN", (12, 4)),
        ("甲区创建全国文明城区工作委员会办公室", "　　年　　月　　日", "zh-CN", (4, 18)),
        ("Publicity Office of District Jia", "Date: ____________", "en", (4, 4)),
    ],
)
def test_signature_indents_after_the_standard(
    signature: str, date: str, language: str, indents: tuple[int, int]
) -> None:
    assert signature_indents(signature, date, language) == indents


def test_word_signature_leaves_room_and_is_never_alone(document: Document) -> None:
    closing, *blanks, signature, date = document.paragraphs[-5:]
    assert [each.text for each in (closing, *blanks)] == ["特此通报。", "", ""]
    assert all(each.paragraph_format.keep_with_next for each in (closing, *blanks, signature))
    assert not date.paragraph_format.keep_with_next
    assert signature._p.pPr.ind.get(qn("w:rightChars")) == "600"
    assert date._p.pPr.ind.get(qn("w:rightChars")) == "200"


def test_word_twice_gives_the_same_bytes(composed: Bulletin) -> None:
    assert word_file(composed, "zh-CN") == word_file(composed, "zh-CN")


def test_word_archive_bears_no_clock_and_nothing_of_the_template(composed: Bulletin) -> None:
    archive = zipfile.ZipFile(io.BytesIO(word_file(composed, "zh-CN")))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert sorted(archive.namelist()) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]
    core = docx.Document(io.BytesIO(word_file(composed, "zh-CN"))).core_properties
    assert (core.author, core.last_modified_by, core.created, core.modified) == (
        "", "", core.created.replace(year=1980, month=1, day=1, hour=0), core.created,
    )  # fmt: skip


def test_word_markup_in_a_name_is_text(agency: Agency, result: Result, plan: BulletinPlan) -> None:
    totals = tuple(
        replace(each, subject=replace(each.subject, name="<甲&乙>")) for each in result.totals
    )
    bulletin = compose(agency, replace(result, totals=totals, quotas=()), plan, "zh-CN")
    document = docx.Document(io.BytesIO(word_file(bulletin, "zh-CN")))
    assert document.tables[0].rows[2].cells[1].text == "<甲&乙>"


def test_word_english_sets_its_colon(agency: Agency, result: Result, plan: BulletinPlan) -> None:
    bulletin = compose(agency, result, plan, "en")
    document = docx.Document(io.BytesIO(word_file(bulletin, "en")))
    assert "All member units:" in [paragraph.text for paragraph in document.paragraphs]
