"""How an official document looks: page, fonts and paragraph styles of GB/T 9704-2012."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt

PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
TOP, LEFT = Mm(37), Mm(28)
TEXT_WIDTH, TEXT_HEIGHT = Mm(156), Mm(225)
FOOTER = Mm(24)
"""From the page's edge: the number's dashes then stand 7 mm below the text block."""
LINE = Pt(28)
BODY_SIZE = Pt(16)
"""三号."""
TITLE_SIZE = Pt(22)
TITLE_LINE = Pt(36)
FOOTER_SIZE = Pt(14)

BODY_CLOSER, TITLE_CLOSER = 5, 10
"""Twips by which characters are set closer: 28 of the body, 20 of a title then fill a line."""

BODY_FONT = "仿宋_GB2312"
TITLE_FONT = "方正小标宋简体"
HEADING_FONT = "黑体"
FOOTER_FONT = "宋体"
LATIN_FONT = "Times New Roman"


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: its id and name, font, size, and the XML of its paragraph properties."""

    id: str
    name: str
    font: str
    size: Length
    paragraph: str
    default: bool = False


def _exactly(line: Length) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{_twips(line)}" w:lineRule="exact"/>'


def _twips(length: Length) -> int:
    return int(length) // 635


INDENTED = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * _twips(BODY_SIZE)}"/>'
"""The first line of a paragraph stands in by two characters."""

STYLES = (
    _Style("Normal", "Normal", BODY_FONT, BODY_SIZE, _exactly(LINE) + '<w:jc w:val="both"/>', True),
    _Style("Body", "Body Text", BODY_FONT, BODY_SIZE, _exactly(LINE) + INDENTED),
    _Style(
        "Title", "Title", TITLE_FONT, TITLE_SIZE, _exactly(TITLE_LINE) + '<w:jc w:val="center"/>'
    ),
    _Style(
        "Heading1",
        "heading 1",
        HEADING_FONT,
        BODY_SIZE,
        "<w:keepNext/>" + _exactly(LINE) + INDENTED + '<w:outlineLvl w:val="0"/>',
    ),
    _Style(
        "TableText",
        "Table Text",
        BODY_FONT,
        Pt(12),
        '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>',
    ),
    _Style("Gap", "Gap", BODY_FONT, Pt(8), "<w:keepNext/>" + _exactly(Pt(8))),
    _Style(
        "Footer",
        "footer",
        FOOTER_FONT,
        FOOTER_SIZE,
        '<w:spacing w:before="0" w:after="0"/>',
    ),
)


def fonts_xml(font: str) -> str:
    """The fonts of a run: ``font`` for Chinese text and its punctuation, a Latin one for digits.

    The hint settles marks that both scripts have, such as quotation marks and dashes.  The page
    number is 宋体 throughout.
    """
    latin = font if font == FOOTER_FONT else LATIN_FONT
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}"'
        f' w:eastAsia="{font}" w:cs="{latin}"/>'
    )


def lay_out(document: Document) -> None:
    """Give ``document`` the page and the styles; those of its template are removed."""
    _drop_template_parts(document)
    styles = document.styles.element
    for old in styles.findall(qn("w:docDefaults")) + styles.findall(qn("w:style")):
        styles.remove(old)
    styles.insert(0, _defaults())
    for style in STYLES:
        styles.append(_style(style))
    styles.append(_grid())
    settings = document.settings.element
    spoken = settings.find(qn("w:themeFontLang"))
    if spoken is not None:
        spoken.set(qn("w:eastAsia"), "zh-CN")
    document.settings.odd_and_even_pages_header_footer = True
    _page(document)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.top_margin, section.left_margin = TOP, LEFT
    section.right_margin = Length(PAGE_WIDTH - LEFT - TEXT_WIDTH)
    section.bottom_margin = Length(PAGE_HEIGHT - TOP - TEXT_HEIGHT)
    section.header_distance, section.footer_distance = Mm(15), FOOTER
    grid = section._sectPr.find(qn("w:docGrid"))
    # Lines are set exactly and characters closer by their style: a grid of characters would say
    # the same, but programs disagree on it and some set the text twice as wide.
    grid.set(qn("w:type"), "default")
    grid.set(qn("w:linePitch"), str(_twips(LINE)))


def _drop_template_parts(document: Document) -> None:
    """Take out what the library's template brings and nobody reads: a preview, old styles."""
    unused = ("/customXml", "/stylesWithEffects", "/thumbnail", "/numbering", "/webSettings")
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, each in relations.items() if each.reltype.endswith(unused)]:
            del relations[name]


def _defaults() -> Any:
    """What holds where no style speaks.

    Latin text is English in Chinese bulletins too: as Chinese, its numbers could break in two.
    """
    return parse_xml(
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{fonts_xml(BODY_FONT)}"
        f'<w:sz w:val="{_half_points(BODY_SIZE)}"/><w:szCs w:val="{_half_points(BODY_SIZE)}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _style(style: _Style) -> Any:
    default = ' w:default="1"' if style.default else ""
    closers: dict[int, int] = {BODY_SIZE: BODY_CLOSER, TITLE_SIZE: TITLE_CLOSER}
    closer = closers.get(style.size, 0)
    based = "" if style.default else '<w:basedOn w:val="Normal"/>'
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="paragraph"{default} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{style.paragraph}</w:pPr><w:rPr>{fonts_xml(style.font)}"
        f'<w:color w:val="000000"/><w:spacing w:val="{-closer}"/>'
        f'<w:sz w:val="{_half_points(style.size)}"/>'
        f'<w:szCs w:val="{_half_points(style.size)}"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
        "</w:style>"
    )


def _grid() -> Any:
    """The style of tables: thin lines around every cell."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:styleId="TableGrid">'
        f'<w:name w:val="Table Grid"/><w:rPr>{fonts_xml(BODY_FONT)}</w:rPr>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )


def _half_points(size: Length) -> int:
    return int(size) // 6350
