"""Tables of a Word bulletin: they fill the text block, and their headings return on each page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from wcwidth import wcswidth

from gov_comms.bulletin.nouns import Align, Table
from gov_comms.bulletin.plain import cell_text
from gov_comms.bulletin.word_layout import BODY_FONT, HEADING_FONT, TEXT_WIDTH, fonts_xml

EMPTY = "—"
LARGEST, SMALLEST = 14.0, 9.0
"""The sizes between which a table's text is set, in points (四号, 小五): as large as fits."""
PADDING = 2
"""Room in a column beside its text, in half characters."""
WIDEST = 18
"""A column takes no more than so many half characters: a longer name stands in two lines."""
WHOLE_HEADING = 8
"""A heading of up to so many half characters stays on one line."""
PLACES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


def text_size(tables: Sequence[Table]) -> float:
    """The size in points, to the half, in which all of ``tables`` fit the text block."""
    need = max(sum(_needs(table)) for table in tables)
    fitting = int(TEXT_WIDTH.pt * 2 / need * 2) / 2
    return min(max(fitting, SMALLEST), LARGEST)


def add_table(document: Document, table: Table, size: float) -> None:
    """Append ``table`` to the body of ``document``, its text set in ``size`` points."""
    total = round(TEXT_WIDTH.pt * 20)
    widths = _shared(total, _needs(table))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(_heading_lines(column.heading), width, "center", HEADING_FONT, size)
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    for row in table.rows:
        if row.group:
            cells = _cell([row.group], total, "left", HEADING_FONT, size, span=len(widths))
        else:
            cells = "".join(
                _cell([cell_text(cell, EMPTY)], width, _place(cell, column.align), BODY_FONT, size)
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


def _needs(table: Table) -> list[int]:
    """How wide each column's text is, in half characters."""
    needs = []
    for index, column in enumerate(table.columns):
        texts = [cell_text(row.cells[index], EMPTY) for row in table.rows if row.cells]
        widest = max((wcswidth(text) for text in texts), default=0)
        heading = max(_heading_need(line) for line in _heading_lines(column.heading))
        needs.append(max(min(widest, WIDEST), heading) + PADDING)
    return needs


def _heading_lines(heading: str) -> list[str]:
    """A heading as it stands in its cell: what it is called and, on a second line, its unit."""
    label, bracket, unit = heading.rpartition("（" if heading.endswith("）") else "(")
    if not (label and heading.endswith(("）", ")"))):
        return [heading]
    return [label.rstrip(), bracket + unit]


def _heading_need(line: str) -> int:
    """A long line of a heading may stand in two."""
    width = wcswidth(line)
    return width if width <= WHOLE_HEADING else (width + 1) // 2 + 1


def _shared(total: int, needs: list[int]) -> list[int]:
    """``total`` twips shared in proportion to ``needs``, to the last twip."""
    widths = [total * need // sum(needs) for need in needs]
    widths[-1] += total - sum(widths)
    return widths


def _place(cell: object, align: Align) -> str:
    """Where a cell's text stands: one that does not apply stands in the middle."""
    return "center" if cell is None else PLACES[align]


def _cell(
    lines: Sequence[str], width: int, place: str, font: str, size: float, span: int = 1
) -> str:
    texts = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/>'
        f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/><w:jc w:val="{place}"/></w:pPr>'
        f'<w:r><w:rPr>{fonts_xml(font)}<w:sz w:val="{round(size * 2)}"/>'
        f'<w:szCs w:val="{round(size * 2)}"/></w:rPr>'
        f"{texts}</w:r></w:p></w:tc>"
    )
