"""Facts from tables as they were read: rosters first, then facts in order, then what they cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from gov_comms.errors import Place, Severity, refuse_errors
from gov_comms.facts.cells import shown
from gov_comms.facts.columns import in_order, in_rows, nulls, positions, with_series
from gov_comms.facts.door import (
    ONE,
    ROSTERS,
    Door,
    check_ids,
    check_shares,
    code_own,
    code_reference,
    code_references,
    hinted,
    read_columns,
    refers,
    uncited,
)
from gov_comms.facts.findings import SAID, Bad, Findings, Raw
from gov_comms.facts.frames import Facts
from gov_comms.facts.people import Naming, homes, names_used, namings
from gov_comms.facts.rosters import build_roster, earliest_from, version_on
from gov_comms.facts.rows import raw_of_rows
from gov_comms.kinds import REFERENCES
from gov_comms.messages import msg
from gov_comms.model import Agency, ColumnType

C = ColumnType
CITED = (C.WORK, C.REQUEST)


@dataclass(frozen=True, slots=True)
class Ordered:
    """A table of facts in order; ``sources`` are the indexes of ``raw`` behind its rows."""

    raw: Raw
    frame: pl.DataFrame
    sources: pl.Series


def build_facts(agency: Agency, raws: Mapping[str, Raw], findings: Findings) -> Facts:
    """Facts of all tables; raises `Refused` with everything found when there is an error."""
    door = Door(agency, findings)
    enrolled = open_rosters(door, raws)
    tables: dict[str, Ordered] = {}
    for name, table in agency.tables.items():
        if name not in ROSTERS:
            tables[name] = _fact_table(door, raws.get(name) or raw_of_rows(table, (), findings))
    cited = {name: _resolve(door, name, tables) for name in tables}
    frames = {name: numbered(_finish(door, name, frame)) for name, frame in cited.items()}
    if enrolled:
        send_home(door, namings(frames, agency.tables))
    refuse_errors(findings.problems())
    rosters = door.rosters

    def place(table: str, row: int) -> Place:
        if table in rosters:
            return rosters[table].place(row)
        return tables[table].raw.place(tables[table].sources[row])

    return Facts(
        {
            name: numbered(rosters[name].frame) if name in rosters else frames[name]
            for name in agency.tables
        },
        door.vocabularies,
        {kind: roster.ids for kind, roster in rosters.items()},
        {kind: roster.names for kind, roster in rosters.items()},
        place,
        findings.problems(),
    )


def open_rosters(door: Door, raws: Mapping[str, Raw]) -> bool:
    """Builds all rosters; answers whether people had to be enrolled from the facts."""
    agency, enrolled = door.agency, False
    for kind in ROSTERS:
        raw = raws.get(kind) or raw_of_rows(
            agency.tables[kind], agency.rosters.get(kind, ()), door.findings
        )
        unlisted: dict[str, Place] = {}
        coded = code_own(door, raw)
        if kind == "person" and not raw.height:
            enrolled, unlisted = True, names_used(raws.values(), kind)
        roster = build_roster(raw, coded, unlisted, door.findings)
        if kind == "outlet" and agency.unlisted_outlets == "unpaid":
            used = names_used(raws.values(), kind)
            unlisted = {name: place for name, place in used.items() if name not in roster.keys}
            for name, place in unlisted.items():
                what = msg("{name} is not a listed outlet and has no tier", name=shown(name))
                door.findings.add("unlisted-outlet", place, what, severity=Severity.NOTICE)
            roster = build_roster(raw, coded, unlisted, Findings()) if unlisted else roster
        door.rosters[kind] = roster
    for kind in ROSTERS:
        _link_roster(door, kind)
    return enrolled


def _link_roster(door: Door, kind: str) -> None:
    """The columns in which a roster names units, people or outlets, as of each row's first day."""
    roster = door.rosters[kind]
    linked = {}
    for column in read_columns(roster.raw.table):
        if refers(column):
            entity = roster.arranged(code_reference(door, roster.raw, column))
            linked[column.id] = entity
            if column.type in ONE:
                other = door.rosters[REFERENCES[column.type]]
                version = earliest_from(other, entity, roster.frame["from"])
                linked[column.id + "@"] = version
    if linked:
        door.rosters[kind] = replace(roster, frame=with_series(roster.frame, linked))


def coded_rows(door: Door, raw: Raw) -> dict[str, pl.Series]:
    """The columns of a table of facts, or of a piece of it, coded; cited ids are still text."""
    coded = code_own(door, raw)
    day = coded[raw.table.day] if raw.table.day else None
    coded |= code_references(door, raw, day)
    check_shares(door, raw, coded)
    return coded


def _fact_table(door: Door, raw: Raw) -> Ordered:
    """A table's columns coded and in order of (day, id); cited ids are still text."""
    coded = coded_rows(door, raw)
    check_ids(door, raw, coded["id"])
    day = coded[raw.table.day] if raw.table.day else nulls(raw.height, pl.Int32)
    sources = in_order(day, coded["id"])
    return Ordered(raw, in_rows(coded, sources), sources)


def _resolve(door: Door, name: str, tables: Mapping[str, Ordered]) -> pl.DataFrame:
    """A table's frame with the works and requests it cites as their rows."""
    table = tables[name]
    found = {}
    for column in read_columns(table.raw.table):
        if column.type not in CITED:
            continue
        cited = REFERENCES[column.type]
        texts, ids = table.frame[column.id], tables[cited].frame["id"]
        if texts.null_count() == len(texts):
            found[column.id] = nulls(len(texts), pl.Int64)
            continue
        rows = positions(ids, texts)
        found[column.id] = rows
        if rows.null_count() > texts.null_count():
            lost = (rows.is_null() & texts.is_not_null()).arg_true()
            sources = table.sources.gather(lost).to_list()
            faults = [
                (source, uncited(column.type, text))
                for source, text in zip(sources, texts.gather(lost).to_list(), strict=True)
            ]
            faults.sort(key=lambda fault: fault[0])
            bad = Bad(tuple(faults[:SAID]), len(faults))
            bad = hinted(door, table.raw.table, column, bad, ids.drop_nulls().to_list())
            door.findings.cells(table.raw, column.id, bad)
    return with_series(table.frame, found) if found else table.frame


def _finish(door: Door, name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Submissions get their first author and the number of authors."""
    if name != "submission":
        return frame
    return with_series(frame, first_authors(door, frame["authors"], frame["day"]))


def first_authors(door: Door, authors: pl.Series, day: pl.Series) -> dict[str, pl.Series]:
    """The first author of each submission, as of its day, and how many there are."""
    if authors.null_count() == len(authors):
        first = nulls(len(authors), pl.Int32)
        count = pl.Series("", [0], dtype=pl.Int64).new_from_index(0, len(authors))
    else:
        first = authors.list.first()
        count = authors.list.len().cast(pl.Int64).fill_null(0)
    version = version_on(door.rosters["person"], first, day)
    return {"first_author": first, "first_author@": version, "author_count": count}


def send_home(door: Door, named: Iterable[Naming]) -> None:
    """People enrolled from the facts belong to the unit of the first row that names them."""
    people, units = door.rosters["person"], door.rosters["unit"]
    found = homes(named, len(people.ids))
    unit = pl.Series("unit", found, dtype=pl.Int32)
    version = earliest_from(units, unit, people.frame["from"])
    frame = with_series(people.frame, {"unit": unit, "unit@": version})
    door.rosters["person"] = replace(people, frame=frame)


def numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with their numbers in ``row``."""
    row = pl.Series("row", range(frame.height), dtype=pl.Int64)
    return frame.insert_column(0, row)
