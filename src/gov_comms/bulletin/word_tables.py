"""Tables of a Word bulletin: they fill the text block, and their headings return on each page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gov_comms.bulletin.grids import EMPTY, heading_lines, needs
from gov_comms.bulletin.nouns import Align, Table
from gov_comms.bulletin.plain import cell_text
from gov_comms.bulletin.word_layout import Face, faces_of, fonts_xml, text_width
from gov_comms.layout import Layout

PLACES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


def add_table(document: Document, table: Table, layout: Layout, size: float) -> None:
    """Append ``table`` to the body of ``document``, its text set in ``size`` points."""
    total = round(text_width(layout).pt * 20)
    faces = faces_of(layout.fonts)
    widths = _shared(total, needs(table))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(heading_lines(column.heading), width, "center", faces.heading, size)
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    for row in table.rows:
        if row.group:
            cells = _cell(
                [row.group], total, "left", faces.heading, size, span=len(widths), sticky=True
            )
        else:
            cells = "".join(
                _cell([cell_text(cell, EMPTY)], width, _place(cell, column.align), faces.body, size)
                for cell, column, width in zip(row.cells, table.columns, widths, strict=True)
            )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    element: Any = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    body = document.element.body
    body.insert(len(body) - 1, element)  # before the section's properties, which come last


def _shared(total: int, needs: list[int]) -> list[int]:
    """``total`` twips shared in proportion to ``needs``, to the last twip."""
    widths = [total * need // sum(needs) for need in needs]
    widths[-1] += total - sum(widths)
    return widths


def _place(cell: object, align: Align) -> str:
    """Where a cell's text stands: one that does not apply stands in the middle."""
    return "center" if cell is None else PLACES[align]


def _cell(
    lines: Sequence[str],
    width: int,
    place: str,
    face: Face,
    size: float,
    span: int = 1,
    sticky: bool = False,
) -> str:
    texts = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    kept = "<w:keepNext/>" if sticky else ""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/>'
        f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>{kept}<w:jc w:val="{place}"/></w:pPr>'
        f'<w:r><w:rPr>{fonts_xml(face)}<w:sz w:val="{round(size * 2)}"/>'
        f'<w:szCs w:val="{round(size * 2)}"/></w:rPr>'
        f"{texts}</w:r></w:p></w:tc>"
    )
