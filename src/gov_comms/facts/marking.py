"""Writing what is wrong with a filled workbook into a copy of it, beside the cells."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gov_comms.errors import Place, Problem, Refused, Severity
from gov_comms.facts.sheets import MARKS
from gov_comms.messages import msg
from gov_comms.plugins.sheets import heading_key

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SUFFIXES = (".xlsx", ".xlsm")
AUTHOR = "gov-comms"
"""Under this name remarks are written, so that those of an earlier look are known."""
FILLS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C"}
"""The colours of wrong and of doubtful cells."""
SAID_WIDTH = 60
REMARK = (320, 120)
"""The width and height of a remark, in points."""


def write_marks(source: Path, problems: Iterable[Problem], target: Path, language: str) -> int:
    """Write a copy of a workbook in which every wrong cell has a colour and a remark, and every
    wrong row says in a last column what is wrong with it; answers how many rows that are.

    Marks of an earlier look are taken out first.  Raises `Refused` for a file that is no workbook
    and for one that cannot be written.
    """
    with _opened(source, target) as book:
        _clear(book)
        rows: dict[tuple[str, int], list[Problem]] = {}
        loose = []
        for each in (each for each in problems if each.severity in FILLS):
            if _has_a_cell(each.place, source, book):
                rows.setdefault((each.place.sheet or "", each.place.row or 0), []).append(each)
            else:
                loose.append(each)
        marked = [
            _mark_row(book[name], row, found, language) for (name, row), found in rows.items()
        ]
        _list_loose(book, loose, language)
    return sum(marked)


def write_without(source: Path, problems: Iterable[Problem], target: Path) -> int:
    """Write a copy of a workbook without its wrong rows; answers how many were left out."""
    wrong: dict[str, set[int]] = {}
    for each in problems:
        place = each.place
        if each.severity is Severity.ERROR and place.sheet and place.row is not None:
            wrong.setdefault(place.sheet, set()).add(place.row)
    with _opened(source, target) as book:
        for name, rows in wrong.items():
            for row in sorted(rows, reverse=True):
                book[name].delete_rows(row)
    return sum(map(len, wrong.values()))


@contextmanager
def _opened(source: Path, target: Path) -> Iterator[Workbook]:
    """A workbook that is written to ``target`` at the end; its macros stay in it."""
    import openpyxl

    for path in (source, target):
        if path.suffix.lower() not in SUFFIXES:
            what = msg("only a workbook can be marked")
            hint = msg("name a file that ends in .xlsx")
            raise Refused([Problem("no-workbook", Place(str(path)), what, hint=hint)])
    with warnings.catch_warnings():
        # The library warns of parts that it leaves out; none of them holds a record.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(source, keep_vba=source.suffix.lower() == ".xlsm")
    yield book
    try:
        book.save(target)
    except OSError as error:
        what = msg("this file cannot be written: {error}", error=error.strerror or str(error))
        raise Refused([Problem("not-written", Place(str(target)), what)]) from None


def _has_a_cell(place: Place, source: Path, book: Workbook) -> bool:
    """Whether a place is a row of the workbook, or a heading that stands in it."""
    if place.file != str(source) or place.sheet not in book.sheetnames or place.row is None:
        return False
    headings, at = _headings(book[place.sheet])
    return place.row != at or heading_key(place.heading or "") in headings


def _mark_row(sheet: Worksheet, row: int, problems: Sequence[Problem], language: str) -> bool:
    """Mark a row; a heading has its remark alone, since no row of records is wrong."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, PatternFill

    headings, at = _headings(sheet)
    said: dict[int, list[str]] = {}
    for each in problems:
        text = _text(each, language)
        column = headings.get(heading_key(each.place.heading or ""))
        if column is not None:
            said.setdefault(column, []).append(text)
            cell = sheet.cell(row, column)
            if cell.comment is None or each.severity is Severity.ERROR:
                cell.fill = PatternFill("solid", fgColor=FILLS[each.severity])
    for column, texts in said.items():
        remark = Comment("\n".join(texts), AUTHOR)
        remark.width, remark.height = REMARK
        sheet.cell(row, column).comment = remark
    if row == at:
        return False
    last = headings.get(heading_key(MARKS.text(language))) or max(headings.values(), default=0) + 1
    if not sheet.cell(at, last).value:
        sheet.cell(at, last, MARKS.text(language))
        letter = sheet.cell(at, last).column_letter
        sheet.column_dimensions[letter].width = SAID_WIDTH
    told = [
        ": ".join(filter(None, (each.place.heading, _text(each, language)))) for each in problems
    ]
    cell = sheet.cell(row, last)
    # A text, whatever it begins with: what is wrong quotes what somebody wrote.
    cell.value, cell.data_type = "\n".join(dict.fromkeys(told)), "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return True


def _list_loose(book: Workbook, problems: Sequence[Problem], language: str) -> None:
    """A first sheet with what is wrong, but with no row: a heading, a sheet, another file."""
    if not problems:
        return
    sheet = book.create_sheet(MARKS.text(language), 0)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, SAID_WIDTH
    for row, each in enumerate(problems, 1):
        for column, text in enumerate((each.place.text(), _text(each, language)), 1):
            cell = sheet.cell(row, column)
            cell.value, cell.data_type = text, "s"
    book.active = 0


def _clear(book: Workbook) -> None:
    """Take out the marks of an earlier look."""
    from openpyxl.styles import PatternFill

    for name in (MARKS.zh, MARKS.en):
        if name in book.sheetnames:
            del book[name]
    for sheet in book.worksheets:
        headings, at = _headings(sheet)
        for row in sheet.iter_rows(min_row=at + 1):
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment, cell.fill = None, PatternFill()
        for name in (MARKS.zh, MARKS.en):
            if heading_key(name) in headings:
                for (cell,) in sheet.iter_rows(min_row=at, **_only(headings[heading_key(name)])):
                    cell.value = None


def _only(column: int) -> Mapping[str, int]:
    return {"min_col": column, "max_col": column}


def _headings(sheet: Worksheet) -> tuple[dict[str, int], int]:
    """The column of each heading, and the row in which they stand, as they are read."""
    rows = list(sheet.iter_rows(max_row=20, values_only=True))
    several = (at for at, row in enumerate(rows, 1) if sum(map(_filled, row)) > 1)
    at = next(several, 1)
    cells: Sequence[Any] = rows[at - 1] if rows else ()
    places = {heading_key(str(cell)): place for place, cell in enumerate(cells, 1) if _filled(cell)}
    return places, at


def _filled(cell: object) -> bool:
    return cell not in ("", None)


def _text(problem: Problem, language: str) -> str:
    said = problem.what.text(language)
    if problem.hint is None:
        return said
    hint = problem.hint.text(language)
    return msg("{what}; hint: {hint}", what=said, hint=hint).text(language)
