"""Facts from a record: its rows are read through the same door as a workbook's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from gov_comms.errors import Place, Severity
from gov_comms.facts.build import build_facts
from gov_comms.facts.door import ROSTERS
from gov_comms.facts.findings import Findings, Raw
from gov_comms.facts.frames import Facts
from gov_comms.kinds import REFERENCES
from gov_comms.messages import msg
from gov_comms.model import Agency, Column, ColumnType, Table
from gov_comms.record import Held, View

COUNTS = ""
"""The state of rows that count in scoring."""
CITING = (ColumnType.WORK, ColumnType.REQUEST)
"""The types of columns that name another row of facts."""


def facts_of(agency: Agency, view: View) -> Facts:
    """The facts of a record that count; a roster of which it has rows stands for the agency's.

    A row whose work does not count does not count either.  Raises `Refused` with all problems, as
    where the rules in force no longer know a word that a row uses.
    """
    findings = Findings()
    raws = {
        table.id: raw_of_texts(table, view.texts(table.id, state=COUNTS))
        for table in agency.tables.values()
    }
    held = {name: raw for name, raw in raws.items() if raw.height}
    return build_facts(agency, _without_lost(held, findings), findings)


def counting(view: View, table: str) -> Sequence[Held]:
    """The rows of a table that count: facts by their ids, rosters in the order written."""
    rows = view.rows(table, state=COUNTS)
    return sorted(rows, key=lambda row: row.seq) if table in ROSTERS else rows


def raw_of_texts(table: Table, rows: Sequence[tuple[str, str]]) -> Raw:
    """Rows of a record, ids and cells in JSON, as the columns that a text file would have."""
    shape = {column.id: pl.String for column in table.columns if not column.computed}
    lines = "\n".join(cells for _, cells in rows)
    frame = pl.read_ndjson(lines.encode(), schema=shape) if rows else pl.DataFrame(schema=shape)
    ids = [row_id for row_id, _ in rows]

    def spot(index: int, column: str) -> tuple[Place, str]:
        return _place(table, ids[index]), column

    columns = {
        column.id: frame[column.id]
        for column in table.columns
        if column.id in shape and (column.required or frame[column.id].null_count() < len(rows))
    }
    return Raw(table, columns, len(rows), spot)


def raw_of_held(table: Table, rows: Sequence[Held]) -> Raw:
    """Rows of a record as the columns that a text file would have."""
    used = {name for row in rows for name in row.cells}
    columns = {
        column.id: pl.Series(column.id, [row.cells.get(column.id) for row in rows], dtype=pl.String)
        for column in table.columns
        if column.id in used or (column.required and not column.computed)
    }

    def spot(index: int, column: str) -> tuple[Place, str]:
        return place_of(table, rows[index]), column

    return Raw(table, columns, len(rows), spot)


def place_of(table: Table, held: Held) -> Place:
    """Where a row of a record stands: in its table, under its id."""
    return _place(table, held.id)


def works_cited(table: Table) -> tuple[str, ...]:
    """The columns of a table that name a work."""
    columns = (each for each in table.columns if not each.computed)
    return tuple(column.id for column in columns if column.type is ColumnType.WORK)


def _place(table: Table, row_id: str) -> Place:
    return Place(sheet=table.name.zh, heading=row_id)


def _without_lost(raws: Mapping[str, Raw], findings: Findings) -> dict[str, Raw]:
    """The tables without citations of works and requests that do not count, or no longer stand.

    A row that must cite goes with what it cites; another row only loses the citation.
    """
    kept = dict(raws)
    for name, raw in raws.items():
        for column in raw.table.columns:
            if column.type in CITING and column.id in raw.columns:
                counted = kept.get(REFERENCES[column.type])
                kept[name] = _citing(kept[name], column, counted, findings)
    return kept


def _citing(raw: Raw, column: Column, counted: Raw | None, findings: Findings) -> Raw:
    series = raw.columns[column.id]
    lost = series.is_not_null()
    if counted is not None:
        lost = lost & ~series.is_in(counted.columns["id"].implode()).fill_null(True)
    return _uncited(raw, column, lost, findings) if lost.any() else raw


def _uncited(raw: Raw, column: Column, lost: pl.Series, findings: Findings) -> Raw:
    count = int(lost.sum())
    place = Place(sheet=raw.table.name.zh)
    if not column.required:
        what = msg("{count} rows cite what does not count", count=count)
        findings.add("cites-uncounted", place, what, None, Severity.NOTICE, column.id)
        blank = pl.Series([None], dtype=pl.String).new_from_index(0, raw.height)
        kept = raw.columns[column.id].zip_with(~lost, blank)
        return Raw(raw.table, {**raw.columns, column.id: kept}, raw.height, raw.spot)
    what = msg("{count} rows are of works that do not count, and do not count either", count=count)
    findings.add("cites-uncounted", place, what, None, Severity.NOTICE, column.id)
    rows = (~lost).arg_true()
    columns = {name: series.gather(rows) for name, series in raw.columns.items()}
    at = rows.to_list()
    return Raw(raw.table, columns, len(at), lambda index, name: raw.spot(at[index], name))
