"""The bulletin as a PDF: set in fonts that are there, or refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gov_comms.bulletin import Bulletin, compose
from gov_comms.bulletin.fonts import FontFile, first_of, font_files
from gov_comms.bulletin.pdf import pdf_file
from gov_comms.errors import Refused
from gov_comms.layout import Fonts, Layout
from gov_comms.model import Agency, BulletinPlan
from gov_comms.results import Result
from tests.bulletin.full import full_bulletin
from tests.bulletin.machine import fonts_of, text_of

HINT = "hint: install one of them, name another in [layout.fonts], or write .docx"
FREE = Fonts(
    body=("Noto Serif CJK SC",),
    title=("Noto Serif CJK SC",),
    heading=("Noto Sans CJK SC",),
    subheading=("Noto Serif CJK SC",),
    page_number=("Noto Serif CJK SC",),
    latin=("Noto Serif CJK SC",),
)
"""The fonts that a machine of ours has, so that every machine sets the same lines."""


def with_fonts(bulletin: Bulletin, fonts: Fonts) -> Bulletin:
    agency = replace(bulletin.agency, layout=replace(bulletin.agency.layout, fonts=fonts))
    return replace(bulletin, agency=agency)


def test_pdf_says_all_that_the_bulletin_says(
    agency: Agency, result: Result, plan: BulletinPlan, tmp_path: Path
) -> None:
    bulletin = with_fonts(full_bulletin(agency, result, plan), FREE)
    path = tmp_path / "b.pdf"
    path.write_bytes(pdf_file(bulletin, "zh-CN"))
    pages = text_of(path)
    said = "".join(pages)
    told = [bulletin.title, bulletin.number, *bulletin.opening, *bulletin.closing]
    for section in bulletin.sections:
        told += [section.heading, *section.paragraphs, *(each.title for each in section.charts)]
    for text in told:
        assert "".join(text.split()) in said
    assert pages[0].startswith("甲区宣传办公室文件甲宣办〔2015〕1号")
    assert pages[-1].startswith("附件稿件采用目录")
    assert pages[-1].endswith("年月日印发—5—")
    assert [page[-3:] for page in pages] == [f"—{number}—" for number in range(1, 6)]
    assert fonts_of(path) == {"NotoSerifCJKsc-Regular", "NotoSansCJKsc-Regular"}


@pytest.mark.parametrize("lines", range(15, 20))
def test_pdf_has_no_page_with_a_signature_alone(
    agency: Agency, result: Result, plan: BulletinPlan, tmp_path: Path, lines: int
) -> None:
    bare = compose(agency, replace(result, totals=(), quotas=(), flags=(), ranks=()), plan, "zh-CN")
    bulletin = with_fonts(replace(bare, opening=("字" * 26,) * lines), FREE)
    path = tmp_path / "b.pdf"
    path.write_bytes(pdf_file(bulletin, "zh-CN"))
    assert "特此通报。" in text_of(path)[-1]


def test_pdf_in_english(agency: Agency, result: Result, plan: BulletinPlan, tmp_path: Path) -> None:
    bulletin = with_fonts(compose(agency, result, plan, "en"), FREE)
    path = tmp_path / "b.pdf"
    path.write_bytes(pdf_file(bulletin, "en"))
    assert "Bulletinoninformationworkin2014" in text_of(path)[0]


def test_pdf_takes_markup_for_text(
    agency: Agency, result: Result, plan: BulletinPlan, tmp_path: Path
) -> None:
    odd = replace(compose(agency, result, plan, "zh-CN"), opening=("*甲* #乙 $丙$ @丁 \\戊",))
    path = tmp_path / "b.pdf"
    path.write_bytes(pdf_file(with_fonts(odd, FREE), "zh-CN"))
    assert "*甲*#乙$丙$@丁\\戊" in text_of(path)[0]


def test_pdf_twice_gives_the_same_bytes(agency: Agency, result: Result, plan: BulletinPlan) -> None:
    bulletin = full_bulletin(agency, result, plan)
    assert pdf_file(bulletin, "zh-CN") == pdf_file(bulletin, "zh-CN")


def test_pdf_without_its_fonts_is_refused(composed: Bulletin) -> None:
    layout = Layout(fonts=replace(FREE, body=("仿宋甲", "仿宋乙"), latin=("Roman X",)))
    bulletin = replace(composed, agency=replace(composed.agency, layout=layout))
    with pytest.raises(Refused) as refused:
        pdf_file(bulletin, "zh-CN")
    assert [each.text("en") for each in refused.value.problems] == [
        f"layout.fonts.body: this machine has none of the fonts 仿宋甲, 仿宋乙. {HINT}",
        f"layout.fonts.latin: this machine has none of the fonts Roman X. {HINT}",
    ]


def test_fonts_the_first_that_is_there() -> None:
    there = [FontFile("乙", "b.ttf", 0), FontFile("丙", "c.ttc", 2)]
    assert first_of(("甲", "丙", "乙"), there) == there[1]
    assert first_of(("甲",), there) is None


def test_fonts_of_this_machine_hold_a_chinese_one() -> None:
    families = {each.family: each for each in font_files()}
    assert Path(families["Noto Sans CJK SC"].path).is_file()
