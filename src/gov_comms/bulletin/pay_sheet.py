"""The pay sheet (发放表) of a batch, as finance signs it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gov_comms.bulletin.archive import EPOCH
from gov_comms.closing.nouns import Batch, Payee
from gov_comms.messages import Message, msg

WIDTHS = (6, 16, 20, 14, 34, 24, 16)
"""The widths of the columns in characters."""
LAST = len(WIDTHS) - 1
HEAD_ROWS = 5
"""Title, three lines about the batch, and the headings."""
A4 = 9
"""The number by which a spreadsheet knows the paper."""
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What is written is text, whatever it looks like."""


def pay_sheet(batch: Batch, language: str) -> bytes:
    """A workbook of one sheet: who gets how much, in figures and capitals, and who signs.

    The same batch gives the same bytes.
    """
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SAFE)
    book.set_properties({"created": EPOCH})
    looks = _looks(book)
    sheet = book.add_worksheet(msg("Pay sheet").text(language))
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    row = _head(sheet, batch, looks, language)
    for number, payee in enumerate(batch.payees, start=1):
        row = _payee(sheet, row, number, payee, looks)
    row = _sum(sheet, row, msg("Total"), batch.total, batch.capitals, looks, language)
    for payee in batch.owing:
        owes = msg("To be given back by {name}", name=payee.name)
        row = _sum(sheet, row, owes, payee.amount.lstrip("-"), "", looks, language)
    _signatures(sheet, row + 1, batch, looks, language)
    sheet.freeze_panes(HEAD_ROWS, 0)
    sheet.repeat_rows(0, HEAD_ROWS - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    book.close()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of the sheet."""

    title: Any
    line: Any
    heading: Any
    cell: Any
    amount: Any


def _looks(book: Any) -> _Looks:
    font = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
    boxed = {**font, "border": 1, "text_wrap": True}
    return _Looks(
        book.add_format({**font, "font_size": 16, "bold": True, "align": "center"}),
        book.add_format(font),
        book.add_format({**boxed, "bold": True, "align": "center"}),
        book.add_format(boxed),
        book.add_format({**boxed, "num_format": "#,##0.00"}),
    )


def _head(sheet: Any, batch: Batch, looks: _Looks, language: str) -> int:
    """Title, what the batch rests on, and the headings; answers the next row."""
    title = msg("Pay sheet for {period}", period=batch.period).text(language)
    sheet.merge_range(0, 0, 0, LAST, title, looks.title)
    about = (
        msg("Batch: {id}", id=batch.id),
        msg("Basis: {basis}", basis=batch.basis),
        msg("Budget item: {budget}", budget=batch.budget),
    )
    for row, text in enumerate(about, start=1):
        sheet.write_string(row, 0, text.text(language), looks.line)
    headings = (
        *(msg("No."), msg("Payee"), msg("Unit"), msg("Amount (yuan)")),
        *(msg("In words"), msg("Account"), msg("Received")),
    )
    for at, heading in enumerate(headings):
        sheet.write_string(HEAD_ROWS - 1, at, heading.text(language), looks.heading)
    return HEAD_ROWS


def _payee(sheet: Any, row: int, number: int, payee: Payee, looks: _Looks) -> int:
    sheet.write_number(row, 0, number, looks.cell)
    sheet.write_string(row, 1, payee.name, looks.cell)
    sheet.write_string(row, 2, payee.unit, looks.cell)
    sheet.write_number(row, 3, Decimal(payee.amount), looks.amount)
    sheet.write_string(row, 4, payee.capitals, looks.cell)
    sheet.write_string(row, 5, payee.account, looks.cell)
    sheet.write_blank(row, 6, None, looks.cell)
    return row + 1


def _sum(
    sheet: Any, row: int, label: Message, amount: str, words: str, looks: _Looks, language: str
) -> int:
    sheet.merge_range(row, 0, row, 2, label.text(language), looks.heading)
    sheet.write_number(row, 3, Decimal(amount), looks.amount)
    sheet.merge_range(row, 4, row, LAST, words, looks.cell)
    return row + 1


def _signatures(sheet: Any, row: int, batch: Batch, looks: _Looks, language: str) -> None:
    signed = (
        msg("Prepared by: {name}", name=batch.prepared_by),
        msg("Approved by: {name}", name=batch.authorised_by),
        msg("Paid by: {name}", name=batch.paid_by),
    )
    for at, text in zip((0, 3, 5), signed, strict=True):
        sheet.write_string(row, at, text.text(language), looks.line)
