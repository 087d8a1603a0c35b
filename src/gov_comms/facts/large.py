"""Facts larger than memory: each piece checked and coded, then the whole put in order on disk.

What a cell means is said where it is said for tables in memory (`door`, `build`).  What needs all
rows of a table at once is in `coded`.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import polars as pl

from gov_comms.errors import Place, errors_in, refuse_errors
from gov_comms.facts.build import coded_rows, first_authors, numbered, open_rosters, send_home
from gov_comms.facts.coded import (
    Coded,
    check_cited,
    check_ids,
    cites_nothing,
    first_namings,
    is_lost,
    put_in_order,
)
from gov_comms.facts.door import ROSTERS, WORDS, Door, read_columns
from gov_comms.facts.findings import Findings, Raw
from gov_comms.facts.frames import SOURCE, Facts, Stored, vocabulary_key
from gov_comms.facts.heaps import MANY, PIECE, Heap, Large, ParquetHeap, Whole, summary
from gov_comms.facts.room import Room, open_database, refuse_too_little, refuse_without
from gov_comms.facts.rows import raw_of_rows
from gov_comms.facts.sheets import headed_sheet, raw_of_sheet, read_sheets, tables_among
from gov_comms.kinds import REFERENCES
from gov_comms.model import Agency
from gov_comms.plugins.nouns import Importer
from gov_comms.plugins.sheets import read_file

ROOM_EACH = 150
"""Bytes of disk for each row of a large table while facts are read and scored."""


def read_large(
    agency: Agency,
    importers: Mapping[str, Importer],
    path: Path,
    large: Mapping[Path, Large],
    findings: Findings,
    room: Room,
    piece: int = PIECE,
    many: int = MANY,
) -> Facts:
    """Facts from a file or folder of which the ``large`` files are read in pieces.

    They are those of `build_facts`; tables with more rows than ``many`` stay on disk.  Raises
    `Refused` with all problems when one of them is an error.
    """
    refuse_without("duckdb", "duckdb", "pyarrow")
    refuse_too_little(room, sum(each.height for each in large.values()) * ROOM_EACH)
    heaps = _heaps(agency, importers, path, large, findings, piece)
    door, enrolled = _opened(agency, heaps, findings)
    facts = (name for name in agency.tables if name not in ROSTERS)
    every = {
        name: heaps.get(name) or Whole(raw_of_rows(agency.tables[name], (), findings))
        for name in facts
    }
    tables = {name: _code(door, heap, room) for name, heap in every.items()}
    with closing(open_database(room, "door")) as connection:
        for table in tables.values():
            check_ids(door, connection, table)
        lost = any(cites_nothing(table, tables) for table in tables.values())
        if lost or errors_in(findings.problems()):
            # They are no facts, so that only what they cite is still to be looked at.
            for table in tables.values():
                check_cited(door, connection, table, tables)
            refuse_errors(findings.problems())
        files = {name: put_in_order(connection, name, tables, room) for name in tables}
        for name, table in tables.items():
            if is_lost(connection, table, files[name]):
                check_cited(door, connection, table, tables)
        refuse_errors(findings.problems())
        if enrolled:
            send_home(door, first_namings(connection, tables, files))
    for table in tables.values():
        for file in table.pieces:
            file.unlink()
    return _facts(door, every, files, many)


def _heaps(
    agency: Agency,
    importers: Mapping[str, Importer],
    path: Path,
    large: Mapping[Path, Large],
    findings: Findings,
    piece: int,
) -> dict[str, Heap]:
    """The tables of a file or folder, in the order of its sheets; rosters are always whole."""
    sheets = read_sheets(importers, path, large)
    sheets += [(file, about.sheet) for file, about in large.items()]
    sheets.sort(key=lambda each: str(each[0]))
    heaps: dict[str, Heap] = {}
    for name, (file, sheet) in tables_among(agency, sheets, path, findings).items():
        table, about = agency.tables[name], large.get(file)
        if about is not None and name not in ROSTERS:
            headed = headed_sheet(table, file, sheet, findings)
            heaps[name] = ParquetHeap(headed, about.files, about.height, piece)
            continue
        if about is not None:
            (sheet,) = read_file(importers["parquet"], file)
        raw = raw_of_sheet(table, file, sheet, findings)
        if raw.height:
            heaps[name] = Whole(raw)
    return heaps


def _opened(agency: Agency, heaps: Mapping[str, Heap], findings: Findings) -> tuple[Door, bool]:
    """A door with all rosters and open words, for which every name is looked at beforehand.

    Answers as well whether people had to be enrolled from the facts.
    """
    wanted = _wanted(agency, heaps)
    raws: dict[str, Raw] = {}
    words: dict[str, list[str]] = {}
    for name, heap in heaps.items():
        if isinstance(heap, Whole):
            raws[name] = heap.raw
        elif wanted.get(name):
            raws[name] = raw = summary(heap, wanted[name], findings)
            for column in read_columns(raw.table):
                if column.type in WORDS and column.id in raw.columns:
                    words[vocabulary_key(agency, name, column)] = raw.columns[column.id].to_list()
    door = Door(agency, findings, gathered=words)
    return door, open_rosters(door, raws)


def _wanted(agency: Agency, heaps: Mapping[str, Heap]) -> dict[str, set[str]]:
    """The columns of which every text must be known beforehand: open words, unlisted names."""
    kinds = ["outlet"] if agency.unlisted_outlets == "unpaid" else []
    if "person" not in heaps and not agency.rosters.get("person"):
        kinds.append("person")
    wanted: dict[str, set[str]] = {}
    for name, table in agency.tables.items():
        for column in read_columns(table):
            is_open = column.type in WORDS and column.words not in agency.words
            if is_open or REFERENCES.get(column.type) in kinds:
                wanted.setdefault(name, set()).add(column.id)
    return wanted


def _code(door: Door, heap: Heap, room: Room) -> Coded:
    """A table checked cell by cell and coded, each piece into a file."""
    name = heap.table.id
    columns: dict[str, Any] = {}
    filled: set[str] = set()
    files = []
    for number, piece in enumerate(heap.pieces(door.findings)):
        coded = coded_rows(door, piece.raw)
        if name == "submission":
            coded |= first_authors(door, coded["authors"], coded["day"])
        columns = {column: series.dtype for column, series in coded.items()}
        here = [column for column, series in coded.items() if series.null_count() < len(series)]
        filled.update(here)
        source = piece.sources.alias(SOURCE)
        files.append(room.folder / f"{name}-{number}.parquet")
        kept = [coded[column].alias(column) for column in here]
        pl.DataFrame([*kept, source]).write_parquet(files[-1], compression="lz4")
    return Coded(heap, tuple(files), columns, frozenset(filled))


def _facts(door: Door, heaps: Mapping[str, Heap], files: Mapping[str, Path], many: int) -> Facts:
    """The facts, small tables in memory."""
    rosters, frames, stored = door.rosters, {}, {}
    for name in door.agency.tables:
        if name in rosters:
            frames[name] = numbered(rosters[name].frame)
            continue
        height = pl.scan_parquet(files[name]).select(pl.len()).collect().item()
        if height > many:
            stored[name] = Stored((files[name],), height)
        else:
            frames[name] = pl.read_parquet(files[name]).drop(SOURCE)

    def place(table: str, row: int) -> Place:
        if table in rosters:
            return rosters[table].place(row)
        source = pl.scan_parquet(files[table]).select(SOURCE).slice(row, 1).collect().item()
        return heaps[table].spot(source, "")[0]

    return Facts(
        frames,
        door.vocabularies,
        {kind: roster.ids for kind, roster in rosters.items()},
        {kind: roster.names for kind, roster in rosters.items()},
        place,
        door.findings.problems(),
        stored,
    )
