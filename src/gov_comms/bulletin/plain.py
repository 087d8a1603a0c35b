"""A bulletin as plain text for a terminal: columns aligned by the width that characters take."""

from __future__ import annotations

from collections.abc import Iterator

from wcwidth import wcswidth

from gov_comms.bulletin.nouns import Align, Bulletin, Cell, Figure, Table
from gov_comms.bulletin.wording import annex_lines, copies_line

LEAST_WIDTH = 64
"""The width of the page where no table is wider, in columns of a terminal."""
INDENT = "　　"
"""Two characters, as every paragraph of a Chinese document begins; not used in English."""
GAP = "  "


def plain_file(bulletin: Bulletin, language: str) -> bytes:
    """The text in UTF-8, lines ended by a line feed; the terminal itself breaks long prose."""
    indent = INDENT if language == "zh-CN" else ""
    tables = [[tuple(_lines(table)) for table in section.tables] for section in bulletin.sections]
    widths = [shown_width(line) for found in tables for lines in found for line in lines]
    width = max(LEAST_WIDTH, *widths) if widths else LEAST_WIDTH
    lines = []
    if bulletin.number:
        lines += [_centred(bulletin.number, width), ""]
    lines += [_centred(bulletin.title, width), ""]
    if bulletin.addressee:
        lines.append(bulletin.addressee + ("：" if language == "zh-CN" else ":"))
    lines += [indent + text for text in bulletin.opening]
    for section, found in zip(bulletin.sections, tables, strict=True):
        lines += ["", indent + section.heading]
        lines += [indent + text for text in section.paragraphs]
        for table in found:
            lines += ["", *table]
    lines += [
        "",
        *(indent + text for text in bulletin.notes),
        *(
            [
                "",
            ]
            if bulletin.notes
            else []
        ),
    ]
    lines += [indent + text for text in bulletin.closing]
    lines += [indent + text for text in annex_lines([e.title for e in bulletin.annexes], language)]
    lines += ["", _right(bulletin.signature, width), _right(bulletin.date, width)]
    for annex in bulletin.annexes:
        lines += ["", _centred(annex.title, width), "", *_lines(annex.table)]
    if bulletin.copies:
        lines += ["", indent + copies_line(bulletin.copies, language)]
    return ("\n".join(line.rstrip(" ") for line in lines) + "\n").encode()


def cell_text(cell: Cell, empty: str) -> str:
    """A cell as text; ``empty`` stands in a cell that does not apply."""
    if cell is None:
        return empty
    return cell.text() if isinstance(cell, Figure) else str(cell)


def shown_width(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return max(wcswidth(text), 0)


def _lines(table: Table) -> Iterator[str]:
    """A table line by line: headings, a rule, the rows."""
    cells = [[cell_text(cell, "-") for cell in row.cells] for row in table.rows]
    headings = [column.heading for column in table.columns]
    widths = [
        max(shown_width(row[index]) for row in (headings, *(each for each in cells if each)))
        for index in range(len(headings))
    ]
    aligns = [column.align for column in table.columns]

    def line(row: list[str]) -> str:
        return GAP.join(
            _set(text, width, align) for text, width, align in zip(row, widths, aligns, strict=True)
        )

    yield line(headings)
    yield "-" * (sum(widths) + len(GAP) * (len(widths) - 1))
    for row, found in zip(table.rows, cells, strict=True):
        yield f"[{row.group}]" if row.group else line(found)


def _set(text: str, width: int, align: Align) -> str:
    space = width - shown_width(text)
    before = {Align.LEFT: 0, Align.CENTRE: space // 2, Align.RIGHT: space}[align]
    return " " * before + text + " " * (space - before)


def _centred(text: str, width: int) -> str:
    return " " * max((width - shown_width(text)) // 2, 0) + text


def _right(text: str, width: int) -> str:
    return " " * max(width - shown_width(text), 0) + text
