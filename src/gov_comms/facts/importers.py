"""Reading the file formats in which offices keep their records: .xlsx, .csv and .parquet."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.cells import cell_text
from gov_comms.facts.parquet import refuse_parquet
from gov_comms.messages import Message, msg
from gov_comms.plugins.nouns import Importer, Sheet

if TYPE_CHECKING:
    import polars as pl


def importers() -> tuple[Importer, ...]:
    """The formats that the core reads."""
    return (
        Importer("xlsx", (".xlsx", ".xlsm"), read_workbook),
        Importer("csv", (".csv",), read_csv),
        Importer("parquet", (".parquet",), read_parquet),
    )


def read_workbook(path: Path) -> Iterable[Sheet]:
    """The sheets of a workbook but those hidden from every menu, with true row numbers.

    A title above the headings is skipped: headings are the first row with several filled cells.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    from gov_comms.facts.archive import look_into

    errors = look_into(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return [
                _sheet(sheet.name, sheet.start, sheet.to_python(), errors.get(sheet.name, {}))
                for about in workbook.sheets_metadata
                if about.visible is not SheetVisibleEnum.VeryHidden
                for sheet in (workbook.get_sheet_by_name(about.name),)
            ]
    except CalamineError:
        what = msg("this file is no workbook, or it is damaged")
        raise _refused("workbook-broken", path, what, msg("save it again as .xlsx")) from None


def _sheet(
    name: str,
    start: tuple[int, int] | None,
    rows: list[list[Any]],
    errors: Mapping[tuple[int, int], str],
) -> Sheet:
    import polars as pl

    top, left = start or (0, 0)
    for (row, column), text in errors.items():
        if 0 <= row - top < len(rows) and 0 <= column - left < len(rows[row - top]):
            rows[row - top][column - left] = text
    at = _heading_row(rows)
    if at is None:
        return Sheet(name, (), pl.DataFrame(), 1)
    headings = tuple(cell_text(cell) or "" for cell in rows[at])
    below = rows[at + 1 :]
    columns = {str(index): _column([row[index] for row in below]) for index in range(len(headings))}
    return Sheet(name, headings, pl.DataFrame(columns), top + at + 2)


def _column(cells: list[Any]) -> pl.Series:
    """A column of a sheet as text; dates and numbers as `cell_text` writes them."""
    import polars as pl

    if not all(type(cell) is str for cell in cells):
        cells = [cell_text(cell) for cell in cells]
    return pl.Series(cells, dtype=pl.String)


def _heading_row(rows: Sequence[Sequence[object]]) -> int | None:
    filled = [sum(cell not in ("", None) for cell in row) for row in rows[:20]]
    several = (at for at, count in enumerate(filled) if count > 1)
    some = (at for at, count in enumerate(filled) if count)
    return next(several, next(some, None))


def read_csv(path: Path) -> Iterable[Sheet]:
    """The one table of a text file: commas, headings first, UTF-8 or GB18030."""
    import polars as pl

    data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    body = data.lstrip(b"\r\n")
    blank = data[: len(data) - len(body)].count(b"\n")
    if b"\0" in body:
        raise _no_text(path)
    try:
        cells = _cells(body)
    except pl.exceptions.PolarsError:
        text = _decoded(path, body)
        try:
            cells = _cells(text.encode())
        except pl.exceptions.PolarsError:
            raise _ragged(path, text, blank) from None
    headings = tuple((heading or "").strip() for heading in cells.row(0)) if cells.height else ()
    if not any(headings) and not _decoded(path, body).strip():
        return [Sheet(path.stem, (), pl.DataFrame(), 1)]
    return [Sheet(path.stem, headings, cells.slice(1), blank + 2)]


def _cells(body: bytes) -> pl.DataFrame:
    """The cells of a table in UTF-8 as text, headings first."""
    import polars as pl

    if not body or body.isspace():
        return pl.DataFrame()
    return pl.read_csv(body, has_header=False, infer_schema=False)


def _decoded(path: Path, data: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _no_text(path)


def _no_text(path: Path) -> Refused:
    what = msg("this file is neither UTF-8 nor GB18030 text")
    return _refused("csv-encoding", path, what, msg("save it as CSV UTF-8"))


def _ragged(path: Path, body: str, blank: int) -> Refused:
    """The first row that has more cells than there are headings."""
    width = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(body), strict=True), blank + 1):
            width = width or len(row)
            if len(row) > width:
                what = msg(
                    "{cells} cells in this row, {headings} headings", cells=len(row), headings=width
                )
                hint = msg('put a text that holds a comma between " and "')
                return _refused("csv-ragged", path, what, hint, number)
    except csv.Error:
        pass
    what = msg("this file is no table of comma-separated values")
    return _refused("csv-broken", path, what, msg("save it as CSV UTF-8"))


def read_parquet(path: Path) -> Iterable[Sheet]:
    """The one table of a Parquet file, in its own types."""
    import polars as pl

    try:
        cells = pl.read_parquet(path, glob=False)
    except (pl.exceptions.PolarsError, OSError):
        refuse_parquet(path)
    return [Sheet(path.stem, tuple(cells.columns), cells, 1)]


def _refused(
    code: str, path: Path, what: Message, hint: Message | None = None, row: int | None = None
) -> Refused:
    return Refused([Problem(code, Place(str(path), row=row), what, "", hint)])
