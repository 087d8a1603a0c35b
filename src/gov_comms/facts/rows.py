"""Rows of TOML, from cases and from the agency's own rosters, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from gov_comms.errors import Place
from gov_comms.facts.cells import cell_text
from gov_comms.facts.findings import Findings, Raw
from gov_comms.language.faults import nearest
from gov_comms.messages import msg
from gov_comms.model import ColumnType, Row, Table


def raw_of_rows(table: Table, rows: Sequence[Row], findings: Findings) -> Raw:
    """The rows as columns; a column that a row names and the table does not have is an error."""
    known = {column.id: column.required for column in table.columns if not column.computed}
    used = [name for name, required in known.items() if required and rows]
    used += dict.fromkeys(name for row in rows for name in row.cells if name not in used)
    for name in [name for name in used if name not in known]:
        used.remove(name)
        place = next(row.place for row in rows if name in row.cells)
        findings.add(
            "unknown-column",
            place,
            msg("the table {table} has no such column", table=table.id),
            nearest(name, known),
            key=name,
        )
    columns = {
        name: pl.Series(name, [_text(table, row, name) for row in rows], dtype=pl.String)
        for name in used
    }

    def spot(index: int, column: str) -> tuple[Place, str]:
        return rows[index].place, column

    return Raw(table, columns, len(rows), spot)


def _text(table: Table, row: Row, name: str) -> str | None:
    """The text of a cell; midnight is a time of day where moments are asked for."""
    cell, column = row.cells.get(name), table.column(name)
    if isinstance(cell, datetime) and column is not None and column.type is ColumnType.MOMENT:
        return cell.isoformat(" ")
    return cell_text(cell)
