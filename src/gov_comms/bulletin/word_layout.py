"""How an official document looks in Word: page, fonts and paragraph styles of a layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, Twips

from gov_comms.bulletin.setting import TITLE_CLOSER, TWIPS, closer, line_pitch
from gov_comms.layout import Fonts, Layout

PAPER_WIDTH, PAPER_HEIGHT = Mm(210), Mm(297)
NUMBER_SIZE = Pt(14)
"""四号, of page numbers and of the list of copies."""
BELOW_TEXT = 11
"""Millimetres from the text to the page number's edge: its dashes then stand 7 mm below."""


@dataclass(frozen=True, slots=True)
class Face:
    """The fonts of a run: one for Chinese text and its punctuation, one for Latin letters."""

    chinese: str
    latin: str


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of a document by what they are for, the first of each list."""

    body: Face
    title: Face
    heading: Face
    subheading: Face
    number: Face


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: its id and name, font, size, and the XML of its paragraph properties."""

    id: str
    name: str
    face: Face
    size: Length
    paragraph: str
    default: bool = False
    closer: int = 0


def faces_of(fonts: Fonts) -> Faces:
    """The fonts that a document names; the page number is 宋体 throughout."""
    latin = fonts.latin[0]
    return Faces(
        Face(fonts.body[0], latin),
        Face(fonts.title[0], latin),
        Face(fonts.heading[0], latin),
        Face(fonts.subheading[0], latin),
        Face(fonts.page_number[0], fonts.page_number[0]),
    )


def text_width(layout: Layout) -> Length:
    """How wide the text is."""
    return Mm(layout.width)


def line_of(layout: Layout) -> Length:
    """The height of a line."""
    return Twips(round(line_pitch(layout) * TWIPS))


def fonts_xml(face: Face) -> str:
    """The fonts of a run.

    The hint settles marks that both scripts have, such as quotation marks and dashes.
    """
    latin, chinese = quoteattr(face.latin), quoteattr(face.chinese)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii={latin} w:hAnsi={latin}'
        f" w:eastAsia={chinese} w:cs={latin}/>"
    )


def font_table(fonts: Fonts) -> bytes:
    """The part in which a document says by which fonts those it names may be replaced."""
    lists = dict.fromkeys(
        (fonts.body, fonts.title, fonts.heading, fonts.subheading, fonts.page_number, fonts.latin)
    )
    told = "".join(
        f"<w:font w:name={quoteattr(first)}>"
        + (f"<w:altName w:val={quoteattr(','.join(others))}/>" if others else "")
        + f'<w:charset w:val="{"00" if (first, *others) == fonts.latin else "86"}"/></w:font>'
        for first, *others in lists
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:fonts {nsdecls('w')}>{told}</w:fonts>".encode()


def lay_out(document: Document, layout: Layout) -> None:
    """Give ``document`` the page and the styles; those of its template are removed."""
    _drop_template_parts(document)
    faces = faces_of(layout.fonts)
    styles = document.styles.element
    for old in styles.findall(qn("w:docDefaults")) + styles.findall(qn("w:style")):
        styles.remove(old)
    styles.insert(0, _defaults(faces, layout))
    for style in _styles(faces, layout):
        styles.append(_style(style))
    styles.append(_grid(faces))
    settings = document.settings.element
    spoken = settings.find(qn("w:themeFontLang"))
    if spoken is not None:
        spoken.set(qn("w:eastAsia"), "zh-CN")
    document.settings.odd_and_even_pages_header_footer = layout.page_numbers
    _page(document, layout)


def _styles(faces: Faces, layout: Layout) -> tuple[_Style, ...]:
    body, title = Pt(layout.body_size), Pt(layout.title_size)
    line, close = line_of(layout), closer(layout)
    indented = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * _twips(body)}"/>'
    plain = '<w:spacing w:before="0" w:after="0"/>'

    def heading(number: int, face: Face) -> _Style:
        level = f'<w:outlineLvl w:val="{number - 1}"/>'
        text = "<w:keepNext/>" + _exactly(line) + indented + level
        return _Style(f"Heading{number}", f"heading {number}", face, body, text, closer=close)

    return (
        _Style(
            "Normal",
            "Normal",
            faces.body,
            body,
            _exactly(line) + '<w:jc w:val="both"/>',
            default=True,
            closer=close,
        ),
        _Style("Body", "Body Text", faces.body, body, _exactly(line) + indented, closer=close),
        _Style(
            "Title",
            "Title",
            faces.title,
            title,
            _exactly(Pt(round(layout.title_size * 18 / 11))) + '<w:jc w:val="center"/>',
            closer=TITLE_CLOSER,
        ),
        # The standard sets the first level in 黑体, the second in 楷体, all below as the text.
        heading(1, faces.heading),
        heading(2, faces.subheading),
        heading(3, faces.body),
        heading(4, faces.body),
        _Style(
            "TableText",
            "Table Text",
            faces.body,
            Pt(12),
            '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>',
        ),
        _Style("Gap", "Gap", faces.body, Pt(8), "<w:keepNext/>" + _exactly(Pt(8))),
        _Style(
            "Picture",
            "Picture",
            faces.body,
            Pt(12),
            '<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>'
            '<w:jc w:val="center"/>',
        ),
        _Style("Copies", "Copies", faces.body, NUMBER_SIZE, plain),
        _Style("Footer", "footer", faces.number, NUMBER_SIZE, plain),
    )


def _exactly(line: Length) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{_twips(line)}" w:lineRule="exact"/>'


def _twips(length: Length) -> int:
    return int(length) // 635


def _page(document: Document, layout: Layout) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = PAPER_WIDTH, PAPER_HEIGHT
    section.top_margin, section.left_margin = Mm(layout.top), Mm(layout.left)
    section.right_margin = Length(PAPER_WIDTH - Mm(layout.left + layout.width))
    section.bottom_margin = Length(PAPER_HEIGHT - Mm(layout.top + layout.height))
    section.header_distance = Mm(15)
    section.footer_distance = Length(max(section.bottom_margin - Mm(BELOW_TEXT), 0))
    grid = section._sectPr.find(qn("w:docGrid"))
    # Lines are set exactly and characters closer by their style: a grid of characters would say
    # the same, but programs disagree on it and some set the text twice as wide.
    grid.set(qn("w:type"), "default")
    grid.set(qn("w:linePitch"), str(_twips(line_of(layout))))


def _drop_template_parts(document: Document) -> None:
    """Take out what the library's template brings and nobody reads: a preview, old styles."""
    unused = ("/customXml", "/stylesWithEffects", "/thumbnail", "/numbering", "/webSettings")
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, each in relations.items() if each.reltype.endswith(unused)]:
            del relations[name]


def _defaults(faces: Faces, layout: Layout) -> Any:
    """What holds where no style speaks.

    Latin text is English in Chinese bulletins too: as Chinese, its numbers could break in two.
    """
    size = 2 * layout.body_size
    return parse_xml(
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{fonts_xml(faces.body)}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _style(style: _Style) -> Any:
    default = ' w:default="1"' if style.default else ""
    based = "" if style.default else '<w:basedOn w:val="Normal"/>'
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="paragraph"{default} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{style.paragraph}</w:pPr><w:rPr>{fonts_xml(style.face)}"
        f'<w:color w:val="000000"/><w:spacing w:val="{-style.closer}"/>'
        f'<w:sz w:val="{_half_points(style.size)}"/>'
        f'<w:szCs w:val="{_half_points(style.size)}"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
        "</w:style>"
    )


def _grid(faces: Faces) -> Any:
    """The style of tables: thin lines around every cell."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:styleId="TableGrid">'
        f'<w:name w:val="Table Grid"/><w:rPr>{fonts_xml(faces.body)}</w:rPr>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )


def _half_points(size: Length) -> int:
    return int(size) // 6350
