"""From the sheets of files to the tables of an agency: which table, which column, which rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from gov_comms.errors import Place, Problem, Refused, Severity
from gov_comms.facts.columns import matching, picked, texts_of, typed
from gov_comms.facts.findings import Findings, Raw
from gov_comms.facts.hints import close_name
from gov_comms.messages import msg
from gov_comms.model import Agency, Column, Table, Text
from gov_comms.plugins.nouns import Importer, Sheet
from gov_comms.plugins.sheets import by_suffix, heading_key, read_file

MARKS = Text("错误信息", "What is wrong")
"""The column, and the sheet, in which a workbook says what is wrong with it; never read."""
EXAMPLES = ("示例", "EXAMPLE")
"""Rows whose id begins so are examples of a template and no facts."""
_EXAMPLE = re.compile(f"^(?i:{'|'.join(EXAMPLES)})")


def read_sheets(
    importers: Mapping[str, Importer], path: Path, without: Collection[Path] = ()
) -> list[tuple[Path, Sheet]]:
    """All sheets of a file or of the files in a folder, ``without`` some of them.

    Raises `Refused` with every failure.
    """
    known = by_suffix(importers.values())
    sheets: list[tuple[Path, Sheet]] = []
    problems: list[Problem] = []
    for file in (each for each in _files(path, known) if each not in without):
        try:
            sheets += [(file, sheet) for sheet in read_file(known[file.suffix.lower()], file)]
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return sheets


def files_of(importers: Mapping[str, Importer], path: Path) -> list[Path]:
    """The files that are read, a folder's by name; raises `Refused` where there are none."""
    return _files(path, by_suffix(importers.values()))


def _files(path: Path, readers: Mapping[str, Importer]) -> list[Path]:
    """The files to read, by name; a folder's other files and hidden ones are left alone."""
    known = ", ".join(sorted(readers))
    place = Place(str(path))
    if path.is_dir():
        files = [
            each
            for each in sorted(path.iterdir())
            if each.suffix.lower() in readers and not each.name.startswith((".", "~"))
        ]
        if files:
            return files
        what = msg("no file in this folder can be read as a table")
        raise Refused([Problem("no-tables", place, what, "", msg("known: {words}", words=known))])
    if not path.is_file():
        raise Refused([Problem("no-file", place, msg("there is no such file or folder"))])
    if path.suffix.lower() not in readers:
        what = msg("files of this kind are not read")
        hint = msg("save it as one of these: {words}", words=known)
        raise Refused([Problem("unknown-format", place, what, "", hint)])
    return [path]


def raws_of_sheets(
    agency: Agency, sheets: Sequence[tuple[Path, Sheet]], path: Path, findings: Findings
) -> dict[str, Raw]:
    """The agency's tables among the sheets, by table id; other sheets are left with a notice."""
    raws = {
        table: raw_of_sheet(agency.tables[table], file, sheet, findings)
        for table, (file, sheet) in tables_among(agency, sheets, path, findings).items()
    }
    return {table: raw for table, raw in raws.items() if raw.height}


def tables_among(
    agency: Agency, sheets: Sequence[tuple[Path, Sheet]], path: Path, findings: Findings
) -> dict[str, tuple[Path, Sheet]]:
    """Which sheet holds which table; sheets that hold none are left with a notice."""
    names = _table_names(agency)
    found: dict[str, tuple[Path, Sheet]] = {}
    known = False
    marks = _marks()
    for file, sheet in sheets:
        if heading_key(sheet.name) in marks:
            continue
        place = Place(str(file), sheet=sheet.name)
        table = names.get(heading_key(sheet.name))
        if table is None:
            what = msg("this sheet is not read")
            hint = close_name(sheet.name, _likely(sheet.name, agency))
            severity = Severity.WARNING if hint else Severity.NOTICE
            findings.add("unknown-sheet", place, what, hint, severity)
        elif table.id in found:
            other = found[table.id]
            what = msg(
                "{table} stands twice, here and in {place}",
                table=table.name.zh,
                place=Place(str(other[0]), sheet=other[1].name).text(),
            )
            findings.add("sheet-twice", place, what)
        else:
            known = True
            if sheet.headings:
                found[table.id] = (file, sheet)
    if not any(sheet.headings for _, sheet in sheets):
        findings.add("empty", Place(str(path)), msg("there is nothing in it"))
    elif not known:
        what = msg("none of its sheets is a table of facts")
        hint = msg(
            "call them {names}", names=", ".join(table.name.zh for table in agency.tables.values())
        )
        findings.add("no-tables", Place(str(path)), what, hint)
    return found


def raw_of_sheet(table: Table, file: Path, sheet: Sheet, findings: Findings) -> Raw:
    """The columns of one table in a sheet, without blank rows and examples."""
    headed = headed_sheet(table, file, sheet, findings)
    raw, _, examples = raw_of_cells(headed, sheet.cells, 0, findings)
    headed.say_examples(examples, findings)
    return raw


@dataclass(frozen=True, slots=True)
class Headed:
    """A sheet whose headings are understood: which of its columns are the table's, and where."""

    table: Table
    place: Place
    """The row of the headings."""
    first_row: int
    columns: Mapping[Column, int]
    headings: Mapping[str, str]

    def spot(self, index: int, column: str) -> tuple[Place, str]:
        """The place of the cell, from its row's index below the headings and the column id."""
        row, heading = self.first_row + index, self.headings.get(column)
        return replace(self.place, row=row, heading=heading), ""

    def say_examples(self, count: int, findings: Findings) -> None:
        """Note how many rows were examples."""
        if count:
            what = msg("{count} rows are examples and not read", count=count)
            findings.add("examples", self.place, what, severity=Severity.NOTICE)


def headed_sheet(table: Table, file: Path, sheet: Sheet, findings: Findings) -> Headed:
    """Where a sheet has the table's columns; says which headings are unknown or missing."""
    above = sheet.first_row - 1
    place = Place(str(file), sheet=sheet.name, row=above or None)
    columns = _columns(table, sheet, place, findings)
    headings = {column.id: sheet.headings[index] for column, index in columns.items()}
    return Headed(table, place, sheet.first_row, columns, headings)


def raw_of_cells(
    headed: Headed, cells: pl.DataFrame, start: int, findings: Findings
) -> tuple[Raw, Sequence[int] | pl.Series, int]:
    """The columns of rows below the headings, without blank rows and examples.

    ``start`` is the index of the first of them.  Answers with the index, counted from it, of each
    row that is left, and how many were examples.
    """
    columns: dict[str, pl.Series] = {}
    for column, index in headed.columns.items():
        series = cells.to_series(index)
        coded = typed(series, column)
        try:
            columns[column.id] = texts_of(series, column.type) if coded is None else coded.rechunk()
        except pl.exceptions.PolarsError:
            what = msg("a column of {type} cannot be read", type=str(series.dtype))
            at = replace(headed.place, heading=headed.headings[column.id])
            findings.add("unreadable-column", at, what)
    rows, columns, examples = _kept(columns, cells.height)

    def spot(index: int, column: str) -> tuple[Place, str]:
        return headed.spot(start + rows[index], column)

    return Raw(headed.table, columns, len(rows), spot), rows, examples


def _marks() -> frozenset[str]:
    return frozenset(heading_key(name) for name in (MARKS.zh, MARKS.en))


def _table_names(agency: Agency) -> dict[str, Table]:
    names: dict[str, Table] = {}
    for table in agency.tables.values():
        for name in (table.name.zh, table.name.en, table.plural, table.id):
            if name:
                names.setdefault(heading_key(name), table)
    return names


def _likely(name: str, agency: Agency) -> list[str]:
    """The names a sheet could have meant, in the script in which it is written."""
    if name.isascii():
        return [table.plural for table in agency.tables.values()]
    return [table.name.zh for table in agency.tables.values()]


def _columns(table: Table, sheet: Sheet, place: Place, findings: Findings) -> dict[Column, int]:
    """Where the sheet holds each column; says which headings are unknown and which are missing."""
    standing = _standing(table, [heading_key(heading) for heading in sheet.headings])
    found: dict[Column, int] = {}
    for column, (first, *more) in standing.items():
        here = replace(place, heading=sheet.headings[first])
        if column.computed:
            what = msg("this column is worked out and not read")
            findings.add("computed-column", here, what, severity=Severity.NOTICE)
            continue
        found[column] = first
        if more:
            what = msg(
                "this column stands twice, also as {heading}", heading=sheet.headings[more[0]]
            )
            findings.add("heading-twice", here, what)
    absent = [each for each in table.columns if each not in found and not each.computed]
    for column in absent:
        if column.required:
            what = msg(
                "the column {heading} ({id}) is missing", heading=column.name.zh, id=column.id
            )
            findings.add("missing-column", place, what)
    taken = {at for places in standing.values() for at in places}
    for at, heading in enumerate(sheet.headings):
        if at not in taken:
            _say_unknown(absent, sheet, at, replace(place, heading=heading or None), findings)
    return found


def _standing(table: Table, keys: Sequence[str]) -> dict[Column, list[int]]:
    """Where each column's heading stands: under one of its names, else under an alias."""
    names: dict[str, Column] = {}
    aliases: dict[str, Column] = {}
    for column in table.columns:
        for name in (column.name.zh, column.name.en, column.id):
            names.setdefault(heading_key(name), column)
        for alias in column.aliases:
            aliases.setdefault(heading_key(alias), column)
    standing: dict[Column, list[int]] = {}
    for known in (names, {key: column for key, column in aliases.items() if key not in names}):
        named = frozenset(standing)
        for at, key in enumerate(keys):
            if key and key in known and known[key] not in named:
                standing.setdefault(known[key], []).append(at)
    return standing


def _say_unknown(
    absent: Sequence[Column], sheet: Sheet, at: int, place: Place, findings: Findings
) -> None:
    """A heading that no column has; the hint looks at columns that are missed most first."""
    heading = sheet.headings[at]
    if heading_key(heading) in _marks():
        return
    if not heading:
        cells = sheet.cells.to_series(at)
        if cells.dtype != pl.String or texts_of(cells).null_count() < len(cells):
            what = msg("column {number} has no heading and is not read", number=at + 1)
            findings.add("no-heading", place, what, severity=Severity.WARNING)
        return
    missed = [each.id if heading.isascii() else each.name.zh for each in absent if each.required]
    others = [each.id if heading.isascii() else each.name.zh for each in absent]
    what = msg("this heading is not known and the column is not read")
    hint = close_name(heading, missed) or close_name(heading, others)
    findings.add("unknown-heading", place, what, hint, Severity.WARNING)


def _kept(
    columns: Mapping[str, pl.Series], height: int
) -> tuple[Sequence[int] | pl.Series, dict[str, pl.Series], int]:
    """The index of each row that is neither blank nor an example, its columns, and how many are."""
    dropped, examples = _blank(columns, height), 0
    ids = columns.get("id")
    if ids is not None and ids.dtype == pl.String:
        example = matching(ids, _EXAMPLE)
        if example.any():
            examples = int(example.sum())
            dropped = dropped | example
    if not dropped.any():
        return range(height), dict(columns), 0
    rows = (~dropped).arg_true()
    return rows, {name: picked(series, rows) for name, series in columns.items()}, examples


def _blank(columns: Mapping[str, pl.Series], height: int) -> pl.Series:
    """Which rows hold nothing in any column that is read."""
    for series in columns.values():
        if not series.null_count():
            return pl.Series("", [False]).new_from_index(0, height)
    blank = pl.Series("", [True]).new_from_index(0, height)
    for series in columns.values():
        blank = blank & series.is_null()
    return blank
