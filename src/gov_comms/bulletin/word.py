"""A bulletin as a Word document in the layout of its office, GB/T 9704-2012 if it has none."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as PLACE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from gov_comms.bulletin import word_layout as look
from gov_comms.bulletin.archive import EPOCH, stable_zip
from gov_comms.bulletin.drawing import NoFont, drawn
from gov_comms.bulletin.grids import text_size
from gov_comms.bulletin.nouns import Bulletin, Chart
from gov_comms.bulletin.setting import signature_indents, title_lines
from gov_comms.bulletin.word_layout import Face
from gov_comms.bulletin.word_marks import add_copies, add_letterhead, underline_in_red
from gov_comms.bulletin.word_tables import add_table
from gov_comms.bulletin.wording import annex_lines, annex_marks, heading_level

PICTURE_WIDTH = Mm(150)
FONT_TABLE = "word/fontTable.xml"


def word_file(bulletin: Bulletin, language: str) -> bytes:
    """The document; two writes of one bulletin give the same bytes."""
    return _Writer(bulletin, language).written()


class _Writer:
    """One document being written; its methods follow one another from the top of the page."""

    def __init__(self, bulletin: Bulletin, language: str) -> None:
        self.bulletin, self.language = bulletin, language
        self.layout = bulletin.agency.layout
        self.faces = look.faces_of(self.layout.fonts)
        self.document: Document = docx.Document()
        look.lay_out(self.document, self.layout)

    def written(self) -> bytes:
        bulletin, document = self.bulletin, self.document
        self._core()
        self._head()
        for text in bulletin.opening:
            self._told(text)
        for section in bulletin.sections:
            self._paragraph(section.heading, "Heading1", self.faces.heading)
            for text in section.paragraphs:
                self._paragraph(text)
            for table in section.tables:
                document.paragraphs[-1].paragraph_format.keep_with_next = True
                self._paragraph("", "Gap")
                add_table(document, table, self.layout, text_size(section.tables, self.layout))
                self._paragraph("", "Gap")
            self._charts(section.charts)
        for text in bulletin.notes:
            self._paragraph(text)
        for text in bulletin.closing:
            self._told(text)
        self._named_annexes()
        self._signature()
        self._annexes()
        if bulletin.copies:
            add_copies(document, bulletin, self.language)
        if self.layout.page_numbers:
            self._footers()
        target = io.BytesIO()
        document.save(target)
        return stable_zip(target.getvalue(), {FONT_TABLE: look.font_table(self.layout.fonts)})

    def _head(self) -> None:
        bulletin = self.bulletin
        if self.layout.letterhead:
            add_letterhead(self.document, self.layout)
        if bulletin.number or self.layout.letterhead:
            number = self._paragraph(bulletin.number, "Normal")
            number.alignment = PLACE.CENTER
            if self.layout.letterhead:
                underline_in_red(number)
            self._blank(2)
        title = self._paragraph("", "Title")
        for place, line in enumerate(title_lines(bulletin.title, self.language, self.layout)):
            if place:
                title.add_run().add_break()
            title._p.append(_run(line, self.faces.title))
        self._blank(1)
        if bulletin.addressee:
            mark = "：" if self.language == "zh-CN" else ":"
            self._paragraph(bulletin.addressee + mark, "Normal")

    def _told(self, text: str) -> None:
        """A paragraph of the office's own, which may be a heading."""
        level = heading_level(text)
        if not level:
            self._paragraph(text)
            return
        faces = (self.faces.heading, self.faces.subheading, self.faces.body, self.faces.body)
        self._paragraph(text, f"Heading{level}", faces[level - 1])

    def _charts(self, charts: Sequence[Chart]) -> None:
        """Pictures with their captions; where no font is found, a line that says so."""
        for chart in charts:
            try:
                picture = drawn(chart, self.layout.fonts, "png")
            except NoFont as missing:
                self._paragraph(missing.said(chart).text(self.language))
                continue
            paragraph = self._paragraph("", "Picture")
            paragraph.paragraph_format.keep_with_next = True
            shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=PICTURE_WIDTH)
            shape._inline.docPr.set("name", chart.title)
            shape._inline.docPr.set("descr", chart.told)
            self._paragraph(chart.title, "Picture", self.faces.heading)

    def _named_annexes(self) -> None:
        lines = annex_lines([each.title for each in self.bulletin.annexes], self.language)
        if lines:
            # What the signature stands under is not all annexes.
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
            self._blank(1)
        for line in lines:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
            self._paragraph(line)

    def _signature(self) -> None:
        bulletin = self.bulletin
        # The last lines of the text come along: a page with nothing but a signature is not valid.
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        for blank in self._blank(self.layout.seal_lines):
            blank.paragraph_format.keep_with_next = True
        indents = signature_indents(bulletin.signature, bulletin.date, self.language)
        for text, indent in zip((bulletin.signature, bulletin.date), indents, strict=True):
            line = self._paragraph(text, "Normal")
            line.alignment = PLACE.RIGHT
            line.paragraph_format.keep_with_next = text is bulletin.signature
            line.paragraph_format.right_indent = Pt(indent * self.layout.body_size / 2)
            for found in line._p.iter(qn("w:ind")):
                found.set(qn("w:rightChars"), str(indent * 50))

    def _annexes(self) -> None:
        """Each on a page of its own: the mark at the left, the title on the third line."""
        marks = annex_marks(len(self.bulletin.annexes), self.language)
        for annex, mark in zip(self.bulletin.annexes, marks, strict=True):
            head = self._paragraph(mark, "Normal", self.faces.heading)
            head.paragraph_format.page_break_before = True
            self._blank(1)
            title = self._paragraph("", "Title")
            title._p.append(_run(annex.title, self.faces.title))
            self._paragraph("", "Gap")
            add_table(
                self.document, annex.table, self.layout, text_size([annex.table], self.layout)
            )
            self._paragraph("", "Gap").paragraph_format.keep_with_next = False

    def _footers(self) -> None:
        """``— 1 —`` at the outer edge, one character in: right on odd pages, left on even ones."""
        section = self.document.sections[0]
        one = look.NUMBER_SIZE
        for footer, place in (
            (section.footer, PLACE.RIGHT),
            (section.even_page_footer, PLACE.LEFT),
        ):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = place
            if place is PLACE.RIGHT:
                paragraph.paragraph_format.right_indent = one
            else:
                paragraph.paragraph_format.left_indent = one
            for part in ("— ", None, " —"):
                face = self.faces.number
                paragraph._p.append(_number(face) if part is None else _run(part, face))

    def _paragraph(self, text: str, style: str = "Body", face: Face | None = None) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph._p.style = style
        if text:
            paragraph._p.append(_run(text, face or self.faces.body))
        return paragraph

    def _blank(self, lines: int) -> Sequence[Paragraph]:
        return [self._paragraph("", "Normal") for _ in range(lines)]

    def _core(self) -> None:
        """Properties without a clock and without a person."""
        core = self.document.core_properties
        core.title = self.bulletin.title[:255]
        core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
        core.language = self.bulletin.language
        core.created = core.modified = EPOCH
        core.revision = 1


def _number(face: Face) -> Any:
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>')
    field.append(_run("1", face))
    return field


def _run(text: str, face: Face) -> Any:
    run = parse_xml(
        f"<w:r {nsdecls('w')}><w:rPr>{look.fonts_xml(face)}</w:rPr>"
        '<w:t xml:space="preserve"/></w:r>'
    )
    run[-1].text = text
    return run
