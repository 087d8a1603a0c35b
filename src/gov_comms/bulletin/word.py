"""A bulletin as a Word document in the layout of GB/T 9704-2012."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from math import ceil
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as PLACE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from wcwidth import wcswidth

from gov_comms.bulletin import word_layout as layout
from gov_comms.bulletin.archive import EPOCH, stable_zip
from gov_comms.bulletin.nouns import Bulletin
from gov_comms.bulletin.word_tables import add_table, text_size

NEVER_FIRST = "的年月日、，）》〕”"
"""Characters that begin no line of a title: they belong to what stands before them."""
STAMP_ROOM = 2
"""Blank lines between the text and the signature."""
SIGNATURE_INDENT = 2
"""A signature ends so many characters before the right edge, the date starts so many after it."""


def word_file(bulletin: Bulletin, language: str) -> bytes:
    """The document; two writes of one bulletin give the same bytes."""
    document = docx.Document()
    layout.lay_out(document)
    _core(document, bulletin)
    _head(document, bulletin, language)
    for text in bulletin.opening:
        _paragraph(document, text)
    for section in bulletin.sections:
        _paragraph(document, section.heading, "Heading1", layout.HEADING_FONT)
        for text in section.paragraphs:
            _paragraph(document, text)
        for table in section.tables:
            document.paragraphs[-1].paragraph_format.keep_with_next = True
            _paragraph(document, "", "Gap")
            add_table(document, table, text_size(section.tables))
            _paragraph(document, "", "Gap")
    for text in (*bulletin.notes, *bulletin.closing):
        _paragraph(document, text)
    _signature(document, bulletin, language)
    _footers(document)
    target = io.BytesIO()
    document.save(target)
    return stable_zip(target.getvalue())


def signature_indents(signature: str, date: str, language: str) -> tuple[int, int]:
    """How far signature and date end before the right edge, in half characters.

    After GB/T 9704-2012, 7.3.5.2: the signature ends two characters before the edge and the date
    starts two characters after the signature's start; a date too long for that ends two
    characters before the edge and the signature gives way.  Latin letters have no such common
    width, so in English both end two characters before the edge.
    """
    name, day, two = wcswidth(signature), wcswidth(date), 2 * SIGNATURE_INDENT
    if language != "zh-CN":
        return two, two
    if day + two <= name:
        return two, name - day
    return day + 2 * two - name, two


def title_lines(title: str, language: str) -> list[str]:
    """The title on as few lines as it needs, all about as long, so that no character is left over.

    A number or a Latin word is not torn.  English titles are left to the program that shows them.
    """
    count = ceil(_title_width(title) / layout.TEXT_WIDTH.pt)
    if language != "zh-CN" or count < 2:
        return [title]
    lines = [""]
    for piece in _pieces(title):
        full = wcswidth(lines[-1]) * count >= wcswidth(title)
        if full and piece not in NEVER_FIRST and len(lines) < count:
            lines.append("")
        lines[-1] += piece
    return lines


def _pieces(title: str) -> list[str]:
    """What is never torn: a number or a Latin word, a Chinese character."""
    found: list[str] = re.findall(r"[!-~]+|[^!-~]", title)
    return found


def _title_width(title: str) -> float:
    """Points that a title takes, with the quarter character that programs put around digits."""
    size = float(layout.TITLE_SIZE.pt)
    letters = wcswidth(title) * size / 2 - len(title) * layout.TITLE_CLOSER / 20
    return letters + sum(size / 2 for piece in _pieces(title) if piece.isascii())


def _head(document: Document, bulletin: Bulletin, language: str) -> None:
    if bulletin.number:
        _paragraph(document, bulletin.number, "Normal").alignment = PLACE.CENTER
        _blank(document, 2)
    title = _paragraph(document, "", "Title")
    for number, line in enumerate(title_lines(bulletin.title, language)):
        if number:
            title.add_run().add_break()
        title._p.append(_run(line, layout.TITLE_FONT))
    _blank(document, 1)
    if bulletin.addressee:
        mark = "：" if language == "zh-CN" else ":"
        _paragraph(document, bulletin.addressee + mark, "Normal")


def _signature(document: Document, bulletin: Bulletin, language: str) -> None:
    # The last lines of the text come along: a page with nothing but a signature is not valid.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    for blank in _blank(document, STAMP_ROOM):
        blank.paragraph_format.keep_with_next = True
    indents = signature_indents(bulletin.signature, bulletin.date, language)
    for text, indent in zip((bulletin.signature, bulletin.date), indents, strict=True):
        line = _paragraph(document, text, "Normal")
        line.alignment = PLACE.RIGHT
        line.paragraph_format.keep_with_next = text is bulletin.signature
        line.paragraph_format.right_indent = Pt(indent * layout.BODY_SIZE.pt / 2)
        for found in line._p.iter(qn("w:ind")):
            found.set(qn("w:rightChars"), str(indent * 50))


def _footers(document: Document) -> None:
    """``— 1 —`` at the outer edge, one character in: right on odd pages, left on even ones."""
    section = document.sections[0]
    one = layout.FOOTER_SIZE
    for footer, place in ((section.footer, PLACE.RIGHT), (section.even_page_footer, PLACE.LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = place
        if place is PLACE.RIGHT:
            paragraph.paragraph_format.right_indent = one
        else:
            paragraph.paragraph_format.left_indent = one
        for part in ("— ", None, " —"):
            paragraph._p.append(_number() if part is None else _run(part, layout.FOOTER_FONT))


def _number() -> Any:
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>')
    field.append(_run("1", layout.FOOTER_FONT))
    return field


def _paragraph(
    document: Document, text: str, style: str = "Body", font: str = layout.BODY_FONT
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph._p.style = style
    if text:
        paragraph._p.append(_run(text, font))
    return paragraph


def _run(text: str, font: str) -> Any:
    run = parse_xml(
        f"<w:r {nsdecls('w')}><w:rPr>{layout.fonts_xml(font)}</w:rPr>"
        '<w:t xml:space="preserve"/></w:r>'
    )
    run[-1].text = text
    return run


def _blank(document: Document, lines: int) -> Sequence[Paragraph]:
    return [_paragraph(document, "", "Normal") for _ in range(lines)]


def _core(document: Document, bulletin: Bulletin) -> None:
    """Properties without a clock and without a person."""
    core = document.core_properties
    core.title = bulletin.title[:255]
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
    core.language = bulletin.language
    core.created = core.modified = EPOCH
    core.revision = 1
