"""The marks of an official document in Word: the red letterhead, and to whom copies are sent."""

from __future__ import annotations

from math import ceil
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from wcwidth import wcswidth

from gov_comms.bulletin.nouns import Bulletin
from gov_comms.bulletin.setting import TWIPS, points
from gov_comms.bulletin.word_layout import NUMBER_SIZE, faces_of, fonts_xml, text_width
from gov_comms.bulletin.wording import copies_line, printed_line
from gov_comms.layout import Layout

RED = "FF0000"
LARGEST = 48
"""Points; a longer letterhead is set as large as fits one line."""
ABOVE, BELOW = 1984, 1134
"""Twips: 35 mm from the top of the text to the letterhead, two lines from it to the number."""
COPIES_LINE, COPIES_ROOM = 400, 160
"""Twips: a line of the list of copies, and what is left free above and below its lines."""
THICK, THIN = 8, 6
"""Eighths of a point: 0.35 mm for the outer lines, 0.25 mm for the one between."""


def add_letterhead(document: Document, layout: Layout) -> None:
    """The office's name in red, in the middle, on one line."""
    fits = int(text_width(layout).pt * 2 / max(wcswidth(layout.letterhead), 1))
    size = min(fits, LARGEST)
    face = faces_of(layout.fonts).title
    _add(
        document,
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Normal"/>'
        f'<w:spacing w:before="{ABOVE}" w:after="{BELOW}" w:line="240" w:lineRule="auto"/>'
        '<w:jc w:val="center"/></w:pPr>'
        f'<w:r><w:rPr>{fonts_xml(face)}<w:color w:val="{RED}"/><w:spacing w:val="0"/>'
        f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(layout.letterhead)}</w:t></w:r></w:p>',
    )


def underline_in_red(paragraph: Paragraph) -> None:
    """A red line across the text, 4 mm below a paragraph."""
    properties: Any = paragraph._p.get_or_add_pPr()
    border = parse_xml(
        f"<w:pBdr {nsdecls('w')}>"
        f'<w:bottom w:val="single" w:sz="12" w:space="11" w:color="{RED}"/></w:pBdr>'
    )
    # Before the place of the text and the like, where the format wants it.
    properties.insert(1, border)


def add_copies(document: Document, bulletin: Bulletin, language: str) -> None:
    """At the foot of the last page, between lines: to whom copies go, who printed it and when."""
    layout = bulletin.agency.layout
    width = round(points(layout.width) * TWIPS)
    one = round(NUMBER_SIZE.pt * TWIPS)
    copies = copies_line(bulletin.copies, language)
    printed, day = printed_line(bulletin.signature, language)
    on_line = int((width - 2 * one) * 2 / one)
    rows = (
        (_text(copies), "", ceil(wcswidth(copies) / on_line)),
        (
            f"{_text(printed)}<w:tab/>{_text(day)}",
            f'<w:tabs><w:tab w:val="right" w:pos="{width - one}"/></w:tabs>',
            1,
        ),
    )
    heights = [lines * COPIES_LINE + COPIES_ROOM for _, _, lines in rows]
    # Counted from the paper's edge, since not every program knows the foot of the text.
    top = round(points(layout.top + layout.height) * TWIPS) - sum(heights)
    face = faces_of(layout.fonts).body
    told = "".join(
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="Copies"/>{tabs}'
        f'<w:spacing w:before="0" w:after="0" w:line="{COPIES_LINE}" w:lineRule="exact"/>'
        f'<w:ind w:left="{one}" w:right="{one}"/></w:pPr>'
        f"<w:r><w:rPr>{fonts_xml(face)}</w:rPr>{text}</w:r></w:p></w:tc></w:tr>"
        for (text, tabs, _), height in zip(rows, heights, strict=True)
    )
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", THICK), ("bottom", THICK), ("insideH", THIN))
    )
    _add(
        document,
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblpPr w:vertAnchor="page" w:horzAnchor="margin" w:tblpX="1" w:tblpY="{top}"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{told}</w:tbl>',
    )
    # The table stands beside a paragraph, which is the last and takes no room.
    _add(
        document,
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Copies"/>'
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>',
    )


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _add(document: Document, xml: str) -> None:
    body: Any = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))  # before the section's properties, which come last
