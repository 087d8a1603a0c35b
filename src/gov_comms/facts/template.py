"""The workbook that an office fills in: a guide, a sheet for each table, drop-downs, examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from wcwidth import wcswidth

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.cells import cell_text
from gov_comms.facts.guide import guide_lines, no, yes
from gov_comms.facts.sheets import EXAMPLES
from gov_comms.kinds import REFERENCES
from gov_comms.messages import msg
from gov_comms.model import Agency, Column, ColumnType, Table, Text

C = ColumnType
GUIDE = Text("填写说明", "How to fill in")
LISTS = Text("选项", "Lists")
ROWS = 5_000
"""How many rows of a sheet have drop-downs and formats."""
_LISTED = (C.UNIT, C.PERSON, C.OUTLET)
_DAY = date(2014, 3, 5)
_MOMENT = datetime(2014, 3, 5, 9, 30)  # noqa: DTZ001
_WIDEST = 40
_GUIDE_WIDTHS = (14, 18, 8, 46, 60)
_FORBIDDEN = frozenset("[]:*?/\\'")


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down: the cells that list its words, and the first word for examples."""

    source: str
    first: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """The formats of a template's cells."""

    needed: Any
    optional: Any
    day: Any
    text: Any
    wrapped: Any
    example: Any
    example_day: Any
    moment: Any
    example_moment: Any


def write_template(agency: Agency, path: Path, language: str) -> None:
    """Write the workbook, with headings and guide in ``language``; raises `Refused` if it cannot.

    The same agency gives the same bytes.
    """
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001
    style = _style(book)
    guide = book.add_worksheet(GUIDE.text(language))
    sheets = {
        table.id: book.add_worksheet(sheet_name(table, language))
        for table in agency.tables.values()
    }
    choices = _choices(book, agency, language)
    _write_guide(guide, agency, language, style)
    for table in agency.tables.values():
        _write_table(sheets[table.id], table, choices, language, style)
    guide.activate()
    try:
        book.close()
    except (OSError, xlsxwriter.exceptions.XlsxFileError) as error:
        what = msg("this file cannot be written: {error}", error=str(error))
        raise Refused([Problem("not-written", Place(str(path)), what)]) from None


def sheet_name(table: Table, language: str) -> str:
    """The table's name as a sheet can bear it."""
    name = table.name.text(language)
    fits = 0 < len(name) <= 31 and not _FORBIDDEN & set(name)
    return name if fits else table.plural[:31]


def headings(table: Table, language: str) -> dict[str, Column]:
    """The columns that are filled in, by the heading under which they stand."""
    found: dict[str, Column] = {}
    for column in table.columns:
        if not column.computed:
            name = column.name.text(language)
            found[name if name and name not in found else column.id] = column
    return found


def _style(book: xlsxwriter.Workbook) -> Style:
    head = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}
    grey = {"italic": True, "font_color": "#808080"}
    return Style(
        needed=book.add_format({**head, "bg_color": "#F8CBAD"}),
        optional=book.add_format({**head, "bg_color": "#DDEBF7"}),
        day=book.add_format({"num_format": "yyyy-mm-dd"}),
        text=book.add_format({"num_format": "@"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        example=book.add_format({**grey, "num_format": "@"}),
        example_day=book.add_format({**grey, "num_format": "yyyy-mm-dd"}),
        moment=book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        example_moment=book.add_format({**grey, "num_format": "yyyy-mm-dd hh:mm"}),
    )


def _choices(book: xlsxwriter.Workbook, agency: Agency, language: str) -> dict[str, Choice]:
    """The drop-downs: lists on a hidden sheet, or what a roster's own sheet will hold."""
    lists: dict[str, Sequence[str]] = {"flag": (yes(language), no(language))}
    lists |= {f"words {name}": each.words for name, each in agency.words.items()}
    sources = {}
    for kind in ("unit", "person", "outlet"):
        rows = agency.rosters.get(kind, ())
        names = [name for row in rows if (name := cell_text(row.cells.get("id")))]
        if names:
            lists[kind] = list(dict.fromkeys(names))
        else:
            table = agency.tables[kind]
            column = [each.id for each in headings(table, language).values()].index("id")
            sources[kind] = Choice(_range(sheet_name(table, language), column, 1, ROWS))
    name = LISTS.text(language)
    sheet = book.add_worksheet(name)
    for column, (key, words) in enumerate(lists.items()):
        if words:
            sheet.write_column(0, column, list(words))
            sources[key] = Choice(_range(name, column, 0, len(words) - 1), words[0])
    sheet.very_hidden()
    return sources


def _range(sheet: str, column: int, first: int, last: int) -> str:
    cells = xlsxwriter.utility.xl_range_abs(first, column, last, column)
    return f"='{sheet}'!{cells}"


def _write_guide(sheet: Any, agency: Agency, language: str, style: Style) -> None:
    for column, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(column, column, width, style.wrapped)
    head = True
    for row, line in enumerate(guide_lines(agency, language)):
        if isinstance(line, str):
            sheet.merge_range(row, 0, row, len(_GUIDE_WIDTHS) - 1, line, style.wrapped)
        else:
            sheet.write_row(row, 0, line, style.optional if head else None)
            head = False
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_table(
    sheet: Any, table: Table, choices: Mapping[str, Choice], language: str, style: Style
) -> None:
    sheet.freeze_panes(1, 1)
    for at, (heading, column) in enumerate(headings(table, language).items()):
        sheet.write_string(0, at, heading, style.needed if column.required else style.optional)
        width = min(max(wcswidth(heading) + 4, 12), _WIDEST)
        sheet.set_column(at, at, width, _format(column, style))
        choice = choices.get(_choice(column))
        rule = _validation(column, choice)
        if rule is not None:
            sheet.data_validation(1, at, ROWS, at, rule)
        for row in (1, 2):
            if column.type is C.DAY and (row == 1 or column.required):
                sheet.write_datetime(row, at, _DAY, style.example_day)
            elif column.type is C.MOMENT and (row == 1 or column.required):
                sheet.write_datetime(row, at, _MOMENT, style.example_moment)
            elif row == 1 or column.required:
                cell = _example(column, row, choice, language)
                sheet.write(row, at, cell, style.example)


def _choice(column: Column) -> str:
    """The drop-down that a column has, if there is one of this name."""
    if column.type is C.WORD:
        return f"words {column.words}"
    return REFERENCES[column.type] if column.type in _LISTED else column.type.value


def _format(column: Column, style: Style) -> Any:
    if column.type is C.DAY:
        return style.day
    if column.type is C.MOMENT:
        return style.moment
    numeric = column.type in (C.COUNT, C.NUMBER)
    return None if numeric else style.text


def _validation(column: Column, choice: Choice | None) -> dict[str, Any] | None:
    """What the workbook itself checks; a warning only, where other spellings are accepted."""
    soft = {"error_type": "warning"}
    bounds = {"criteria": "between", "minimum": -(10**9), "maximum": 10**9}
    if column.type in (C.DAY, C.MOMENT):
        return {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)} | soft
    if column.type is C.COUNT:
        return {"validate": "integer"} | bounds
    if column.type is C.NUMBER:
        return {"validate": "decimal"} | bounds
    if choice is None:
        return None
    rule = {"validate": "list", "source": choice.source}
    return rule if column.type is C.WORD else rule | soft


def _example(column: Column, row: int, choice: Choice | None, language: str) -> str | int:
    if choice is not None and choice.first:
        return choice.first
    if column.type in (C.COUNT, C.NUMBER):
        return row
    if column.type is C.NUMBERS:
        return "60、40"
    mark = EXAMPLES[0] if language == "zh-CN" else EXAMPLES[1]
    several = column.type in (C.WORDS, C.UNITS, C.PEOPLE)
    return f"{mark}1、{mark}2" if several else f"{mark}{row}"
