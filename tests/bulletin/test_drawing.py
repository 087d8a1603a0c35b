"""Pictures: the same bytes each time, readable in black and white, left out without a font."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from PIL import Image

from gov_comms.bulletin.drawing import LOOKS, NoFont, drawn
from gov_comms.bulletin.nouns import Chart, Series
from gov_comms.bulletin.page import page_file
from gov_comms.bulletin.word import word_file
from gov_comms.layout import Fonts, Layout
from gov_comms.model import Agency, BulletinPlan
from gov_comms.results import Result
from tests.bulletin.full import full_bulletin

FLAT = Chart(
    "各单位积分",
    "分",
    ("甲街道", "乙镇", "丙街道"),
    (Series("", (Decimal("12.5"), Decimal(3), Decimal(0))),),
    "甲街道12.5、乙镇3、丙街道0",
    flat=True,
)
STANDING = Chart(
    "各月采用",
    "条",
    ("1月", "2月"),
    tuple(Series(f"第{n}级", (Decimal(n), Decimal(n + 1))) for n in range(1, 7)),
    "",
)
NONE = Fonts(body=("没有甲",), heading=("没有乙",))


@pytest.mark.parametrize("chart", [FLAT, STANDING], ids=["flat", "standing"])
@pytest.mark.parametrize("form", ["png", "svg"])
def test_picture_twice_gives_the_same_bytes(chart: Chart, form: str) -> None:
    first, second = (drawn(chart, Fonts(), form) for _ in range(2))  # type: ignore[arg-type]
    assert first == second


def test_picture_has_no_colour() -> None:
    picture = Image.open(io.BytesIO(drawn(STANDING, Fonts(), "png"))).convert("RGB")
    colours = picture.getcolors(maxcolors=2**24) or []
    assert {colour for _, colour in colours if len(set(colour)) > 1} == set()
    assert len({*LOOKS}) == len(LOOKS)


def test_picture_without_a_font_is_left_out_and_named(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    with pytest.raises(NoFont) as missing:
        drawn(FLAT, NONE, "png")
    said = "图“各单位积分”未绘制：本机没有下列任何一种字体：没有乙, 没有甲。"
    assert missing.value.said(FLAT).text("zh-CN") == said
    bulletin = full_bulletin(agency, result, plan)
    bulletin = replace(bulletin, agency=replace(bulletin.agency, layout=Layout(fonts=NONE)))
    document = docx.Document(io.BytesIO(word_file(bulletin, "zh-CN")))
    assert len(document.inline_shapes) == 0
    lines = [each.text for each in document.paragraphs if each.text.startswith("图“")]
    page = page_file(bulletin, "zh-CN").decode()
    assert re.findall("图“.*?。", page) == lines
    assert [re.findall("“(.*?)”", line)[0] for line in lines] == [
        each.title for section in bulletin.sections for each in section.charts
    ]
