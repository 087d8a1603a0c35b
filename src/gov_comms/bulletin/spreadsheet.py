"""Sheets as a file: every number a number, and no text a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from gov_comms.bulletin.archive import EPOCH
from gov_comms.bulletin.nouns import Figure
from gov_comms.bulletin.sheets import Sheet, SheetCell

A4 = 9
"""The number by which a spreadsheet knows the paper."""
ROW_HEIGHT = 18
"""Points: the usual 15 cut the tops off Chinese characters."""
EXACT_DIGITS = 15
"""A spreadsheet keeps so many digits of a number; a longer one is written as text, whole."""
LONGEST_TEXT = 32_767
"""So many characters fit into a cell."""
FIRST_YEAR = 1900
"""Spreadsheets count days from here; an earlier day is written as text."""


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of one workbook; those of numbers by their decimals."""

    book: Any
    heading: Any
    day: Any
    warning: Any
    numbers: dict[int, Any]

    def number(self, scale: int) -> Any:
        if scale not in self.numbers:
            form = "0" if scale == 0 else "0." + "0" * scale
            self.numbers[scale] = self.book.add_format({"num_format": form})
        return self.numbers[scale]


def sheets_file(title: str, sheets: Iterable[Sheet]) -> bytes:
    """A workbook of some sheets; the same ones give the same bytes."""
    target = io.BytesIO()
    # Row by row, so that a ledger of a million lines need not be held in memory a second time.
    # The library dates every entry of the archive 1980 by itself.
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title, "created": EPOCH})
    looks = _Looks(
        book,
        book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1}),
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"bold": True, "font_color": "#C00000"}),
        {},
    )
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, looks)
    book.close()
    return target.getvalue()


def _write(page: Any, sheet: Sheet, looks: _Looks) -> None:
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, column.heading, looks.heading)
    page.freeze_panes(1, sheet.frozen)
    page.set_default_row(ROW_HEIGHT)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    number = 0
    for number, row in enumerate(sheet.rows, 1):
        for index, cell in enumerate(row):
            _write_cell(page, number, index, cell, looks)
    page.autofilter(0, 0, number, len(sheet.columns) - 1)
    if sheet.warning:
        page.write_string(number + 1, 0, sheet.warning, looks.warning)


def _write_cell(page: Any, row: int, index: int, cell: SheetCell, looks: _Looks) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, Figure):
        if len(cell.value.as_tuple().digits) > EXACT_DIGITS:
            page.write_string(row, index, cell.text())
        else:
            page.write_number(row, index, cell.value, looks.number(cell.scale))
    elif isinstance(cell, int):
        page.write_number(row, index, cell, looks.number(0))
    elif isinstance(cell, date):
        if cell.year < FIRST_YEAR:
            page.write_string(row, index, cell.isoformat())
        else:
            page.write_datetime(row, index, cell, looks.day)
    else:
        page.write_string(row, index, cell[:LONGEST_TEXT])
