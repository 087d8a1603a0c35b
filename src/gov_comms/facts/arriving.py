"""Tables of a file on their way into a record: checked together with the rows that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from gov_comms.errors import Place, Problem
from gov_comms.facts.build import build_facts
from gov_comms.facts.cells import parse_day
from gov_comms.facts.columns import ids_of, nulls
from gov_comms.facts.decoding import cells_of
from gov_comms.facts.door import ROSTERS
from gov_comms.facts.findings import Findings, Raw
from gov_comms.facts.recorded import CITING, counting, raw_of_held
from gov_comms.facts.sheets import raws_of_sheets, read_sheets
from gov_comms.kinds import REFERENCES
from gov_comms.model import Agency, Column, ColumnType, Table
from gov_comms.plugins.nouns import Importer
from gov_comms.record import Held, View
from gov_comms.timeline import from_number


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row that passed the door: its table, its id in the record, its cells and where it stood."""

    table: str
    id: str
    cells: Mapping[str, str]
    place: Place


@dataclass(frozen=True, slots=True)
class Arrived:
    """The rows of a file in order, by table and day, and the warnings said while reading."""

    rows: tuple[Arrival, ...]
    problems: tuple[Problem, ...] = ()


def arriving(agency: Agency, importers: Mapping[str, Importer], view: View, path: Path) -> Arrived:
    """The rows of a workbook, file or folder, as a record would hold them.

    They are held against the rosters in force, to which the file's own are added, and may cite
    rows of the record.  Raises `Refused` with all problems when one of them is an error.
    """
    findings = Findings()
    raws = raws_of_sheets(agency, read_sheets(importers, path), path, findings)
    ids = {name: frozenset(_ids(raw)) for name, raw in raws.items()}
    whole = dict(raws)
    for name in (*ROSTERS, *_cited(raws)):
        whole[name] = _joined(raws.get(name), _standing(agency.tables[name], view, raws.get(name)))
    facts = build_facts(agency, {n: raw for n, raw in whole.items() if raw.height}, findings)
    rows = []
    for name in (each for each in agency.tables if each in raws):
        for at, cells in enumerate(cells_of(agency, facts, name)):
            place = facts.place(name, at)
            # Names that facts use and nobody listed stand in a roster, but in no row of the file.
            if place.file and cells["id"] in ids[name]:
                rows.append(Arrival(name, row_id(name, cells), cells, place))
    return Arrived(tuple(rows), facts.problems)


def row_id(table: str, cells: Mapping[str, str]) -> str:
    """The id of a row in a record; rows of rosters are dated, so their first day belongs to it."""
    return f"{cells['id']}@{cells.get('from', '')}" if table in ROSTERS else cells["id"]


def _cited(raws: Mapping[str, Raw]) -> frozenset[str]:
    """The tables whose rows the file may cite."""
    return frozenset(
        REFERENCES[column.type]
        for raw in raws.values()
        for column in raw.table.columns
        if column.type in CITING and column.id in raw.columns
    )


def _standing(table: Table, view: View, own: Raw | None) -> Raw:
    """The rows of the record that the file does not have itself.

    Of facts only what every row needs, since they are there to be cited.
    """
    roster = table.id in ROSTERS
    held = counting(view, table.id) if roster else view.rows(table.id)
    if own is not None:
        first = _days(own) if roster else [""] * own.height
        known = set(zip(_ids(own), first, strict=True))
        held = [each for each in held if _key(each, roster) not in known]
    needed = {column.id for column in table.columns if column.required}
    raw = raw_of_held(table, held)
    if roster:
        return raw
    return replace(raw, columns={name: raw.columns[name] for name in raw.columns if name in needed})


def _key(held: Held, roster: bool) -> tuple[str, str]:
    return str(held.cells["id"]), str(held.cells.get("from") or "") if roster else ""


def _ids(raw: Raw) -> list[str]:
    return [text or "" for text in ids_of(raw.columns["id"].cast(pl.String)).to_list()]


def _days(raw: Raw) -> list[str]:
    """The first days of the rows of a roster, as the record writes them."""
    if "from" not in raw.columns:
        return [""] * raw.height
    return [_day(cell) for cell in raw.columns["from"].to_list()]


def _day(cell: str | int | None) -> str:
    number = parse_day(cell) if isinstance(cell, str) else cell
    return str(from_number(number)) if isinstance(number, int) else ""


def _joined(own: Raw | None, held: Raw) -> Raw:
    """The rows of a file, then those of the record."""
    if own is None:
        return held
    if not held.height:
        return own
    columns = {
        column.id: pl.concat([_cells(own, column), _cells(held, column)])
        for column in own.table.columns
        if column.id in own.columns or column.id in held.columns
    }

    def spot(index: int, column: str) -> tuple[Place, str]:
        listed = index < own.height
        return own.spot(index, column) if listed else held.spot(index - own.height, column)

    return Raw(own.table, columns, own.height + held.height, spot)


def _cells(raw: Raw, column: Column) -> pl.Series:
    """A column as text, whatever type the file gave it."""
    series = raw.columns.get(column.id)
    if series is None:
        return nulls(raw.height, pl.String)
    if series.dtype == pl.String:
        return series
    if column.type is ColumnType.DAY:
        return series.cast(pl.Date).cast(pl.String)
    return series.cast(pl.String)
