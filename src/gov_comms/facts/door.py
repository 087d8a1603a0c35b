"""The door: every cell of a table checked by its column's type and coded as the ledger asks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from gov_comms.errors import Place
from gov_comms.facts.cells import Fault, Rule, cell_text, name_key, shown, split_list
from gov_comms.facts.columns import (
    BY_ID,
    DTYPES,
    Distinct,
    apply_rule,
    apply_to,
    distinct,
    duplicates,
    ids_of,
    is_text,
    list_of,
    nulls,
    plain_rule,
    rows_where,
)
from gov_comms.facts.findings import SAID, Bad, Findings, Raw, where
from gov_comms.facts.frames import vocabulary_key
from gov_comms.facts.hints import nearest_name
from gov_comms.facts.rosters import Roster, not_valid, spelling, version_on
from gov_comms.kinds import REFERENCES
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, Column, ColumnType, Table

C = ColumnType
ROSTERS = ("unit", "person", "outlet")
WORDS = (C.WORD, C.WORDS)
ONE = (C.UNIT, C.PERSON, C.OUTLET)
SEVERAL = (C.UNITS, C.PEOPLE)
HINTS = 20
"""For how many unknown names of a column the nearest known one is looked up."""
_MISSING = Fault("missing-cell", msg("this cell is empty"), msg("every row needs it"))


@dataclass(frozen=True, slots=True)
class Door:
    """What is known while tables pass: words and rosters so far, and what was found wrong.

    A table may pass in pieces.  Then ``gathered`` has beforehand, by vocabulary, the texts of all
    of them; ``hints``, by column, what was said of names that nobody knows; ``nobody`` the columns
    that name somebody where no roster is.
    """

    agency: Agency
    findings: Findings
    vocabularies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rosters: dict[str, Roster] = field(default_factory=dict)
    gathered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hints: dict[tuple[str, str], dict[str, Message | None]] = field(default_factory=dict)
    nobody: set[tuple[str, str]] = field(default_factory=set)


def read_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table that a source may carry."""
    return tuple(column for column in table.columns if not column.computed)


def refers(column: Column) -> bool:
    """Whether a column names units, people or outlets."""
    return column.type in ONE or column.type in SEVERAL


def code_own(door: Door, raw: Raw) -> dict[str, pl.Series]:
    """The columns of a table that need no roster; ids of works and requests stay text."""
    for column in read_columns(raw.table):
        series = raw.columns.get(column.id)
        if column.required and series is not None and series.null_count():
            door.findings.cells(raw, column.id, rows_where(series.is_null(), _MISSING))
    return {
        column.id: _code(door, raw, column)
        for column in read_columns(raw.table)
        if not refers(column)
    }


def code_references(door: Door, raw: Raw, day: pl.Series | None) -> dict[str, pl.Series]:
    """The columns that name units, people or outlets, with the version valid on the day."""
    coded = {}
    for column in read_columns(raw.table):
        if not refers(column):
            continue
        entity = code_reference(door, raw, column)
        coded[column.id] = entity
        roster = door.rosters[REFERENCES[column.type]]
        if column.type in ONE:
            version = version_on(roster, entity, day)
            coded[column.id + "@"] = version
            if day is not None and version.null_count() > entity.null_count():
                lost = entity.is_not_null() & version.is_null() & day.is_not_null()
                _say_not_valid(door, raw, column, lost.arg_true(), entity, day)
        elif day is not None and not roster.lasting:
            _check_each(door, raw, column, entity, day)
    return coded


def check_shares(door: Door, raw: Raw, coded: Mapping[str, pl.Series]) -> None:
    """Shares are as many as authors."""
    if raw.columns.keys() >= {"shares", "authors"}:
        _check_shares(door, raw, coded["shares"], coded["authors"])


def _code(door: Door, raw: Raw, column: Column) -> pl.Series:
    series = raw.columns.get(column.id)
    if column.type in BY_ID:
        return nulls(raw.height, pl.String) if series is None else ids_of(series)
    dtype = DTYPES[column.type]
    rule, texts = plain_rule(column), None
    if column.type in WORDS:
        texts = None if series is None else distinct(series)
        rule = _word_rule(door, raw.table, column, texts)
    if series is None:
        return nulls(raw.height, dtype)
    if rule is None or not is_text(series):
        return series
    values, bad = apply_to(series, column, rule, texts)
    known = door.vocabularies.get(vocabulary_key(door.agency, raw.table.id, column), ())
    door.findings.cells(raw, column.id, hinted(door, raw.table, column, bad, known))
    return values


def _word_rule(door: Door, table: Table, column: Column, texts: Distinct | None) -> Rule:
    """Words of a declared list, which is closed, or all that occur, in order."""
    key = vocabulary_key(door.agency, table.id, column)
    several = column.type is C.WORDS
    label = door.agency.words[key].name.zh if key in door.agency.words else key
    if column.words == key:
        words = door.agency.words[key].words
    else:
        cells = list(door.gathered.get(key, texts.texts if texts is not None else ()))
        rows = door.agency.rosters.get(table.id, ())
        cells += filter(None, (cell_text(row.cells.get(column.id)) for row in rows))
        parts = (part for cell in cells for part in (split_list(cell) if several else (cell,)))
        words = tuple(sorted(set(map(name_key, parts))))
    door.vocabularies[key] = words
    places = {name_key(word): at for at, word in enumerate(words)}
    places.update((word, at) for at, word in enumerate(words))

    def one(text: str) -> int | Fault:
        found = places.get(text)
        if found is None:
            found = places.get(name_key(text))
        if found is None:
            what = msg("{word} is not in the list {words}", word=shown(text), words=label)
            return Fault("unknown-word", what, unknown=text)
        return found

    if not several:
        return one
    return lambda text: _once(list_of(text, one))


def _once(found: list[int] | Fault | None) -> list[int] | Fault | None:
    return list(dict.fromkeys(found)) if isinstance(found, list) else found


def code_reference(door: Door, raw: Raw, column: Column) -> pl.Series:
    """One column that names units, people or outlets, as their places in the rosters."""
    series = raw.columns.get(column.id)
    kind = REFERENCES[column.type]
    roster = door.rosters[kind]
    if series is None or series.null_count() == len(series):
        return nulls(raw.height, DTYPES[column.type])
    if not roster.ids:
        if (raw.table.id, column.id) in door.nobody:
            return nulls(raw.height, DTYPES[column.type])
        door.nobody.add((raw.table.id, column.id))
        first = series.is_not_null().arg_true()[0]
        hint = msg(
            "fill in the sheet {sheet}, or list them in {file}",
            sheet=door.agency.tables[kind].name.zh,
            file="agency.toml",
        )
        fault = Fault(f"no-{kind}", _nobody(kind), hint)
        door.findings.cell(raw, first, column.id, fault)
        return nulls(raw.height, DTYPES[column.type])

    def one(text: str) -> int | Fault:
        found = roster.keys.get(spelling(kind, text))
        if found is None:
            return Fault(f"unknown-{kind}", _unlisted(kind, text), unknown=text)
        return found

    rule = one if column.type in ONE else lambda text: _all_different(list_of(text, one), roster)
    values, bad = apply_rule(distinct(series), rule, DTYPES[column.type])
    door.findings.cells(raw, column.id, hinted(door, raw.table, column, bad, roster.ids))
    return values


def _all_different(found: list[int] | Fault | None, roster: Roster) -> list[int] | Fault | None:
    if isinstance(found, list) and len(set(found)) < len(found):
        name = next(roster.ids[each] for each in found if found.count(each) > 1)
        return Fault("named-twice", msg("{name} is named twice", name=shown(name)))
    return found


def _unlisted(kind: str, text: str) -> Message:
    if kind == "unit":
        return msg("{name} is not a listed unit", name=shown(text))
    if kind == "person":
        return msg("{name} is not a listed person", name=shown(text))
    return msg("{name} is not a listed outlet", name=shown(text))


def _nobody(kind: str) -> Message:
    if kind == "unit":
        return msg("no units are listed")
    return msg("no people are listed") if kind == "person" else msg("no outlets are listed")


def hinted(door: Door, table: Table, column: Column, bad: Bad, known: Collection[str]) -> Bad:
    """The faults with the nearest known name, for the first names that nobody knows."""
    return hinted_by(door, table, column, bad, partial(nearest_name, names=known))


def hinted_by(
    door: Door, table: Table, column: Column, bad: Bad, near: Callable[[str], Message | None]
) -> Bad:
    """The same where ``near`` looks for the nearest name."""
    hints = door.hints.setdefault((table.id, column.id), {})
    for name in dict.fromkeys(fault.unknown for _, fault in bad.cells if fault.unknown):
        if name not in hints and len(hints) < HINTS:
            hints[name] = near(name)
    cells = tuple(
        (row, replace(fault, hint=hints.get(fault.unknown)) if fault.unknown else fault)
        for row, fault in bad.cells
    )
    return Bad(cells, bad.count)


def _check_each(door: Door, raw: Raw, column: Column, entity: pl.Series, day: pl.Series) -> None:
    """Everybody in a list is listed for the day of the row."""
    rows = pl.DataFrame({"at": pl.int_range(len(entity), eager=True), "who": entity, "day": day})
    rows = rows.explode("who").drop_nulls()
    lost = version_on(door.rosters[REFERENCES[column.type]], rows["who"], rows["day"]).is_null()
    if lost.any():
        _say_not_valid(door, raw, column, lost.arg_true(), rows["who"], rows["day"], rows["at"])


def _say_not_valid(
    door: Door,
    raw: Raw,
    column: Column,
    lost: pl.Series,
    entity: pl.Series,
    day: pl.Series,
    at: pl.Series | None = None,
) -> None:
    roster = door.rosters[REFERENCES[column.type]]
    said = [
        (row if at is None else at[row], not_valid(roster, entity[row], day[row]))
        for row in lost.head(SAID).to_list()
    ]
    door.findings.cells(raw, column.id, Bad(tuple(said), len(lost)))


def check_ids(door: Door, raw: Raw, ids: pl.Series) -> None:
    """Ids stand once."""
    repeats = duplicates(ids)
    said = [(row, repeated(ids[row], raw.place(first))) for row, first in repeats[:SAID]]
    door.findings.cells(raw, "id", Bad(tuple(said), len(repeats)))


def repeated(name: str, first: Place) -> Fault:
    """The fault of a row whose id stood before, at the place ``first``."""
    what = msg("{id} is already the id of {place}", id=shown(name), place=where(first))
    return Fault("duplicate-id", what)


def uncited(kind: ColumnType, text: str) -> Fault:
    """The fault of a row that cites a work or a request which is not there."""
    if kind is C.WORK:
        what = msg("no submission has the id {id}", id=shown(text))
    else:
        what = msg("no request has the id {id}", id=shown(text))
    return Fault(f"unknown-{kind}", what, unknown=text)


def _check_shares(door: Door, raw: Raw, shares: pl.Series, authors: pl.Series) -> None:
    refused = authors.is_null() & raw.columns["authors"].is_not_null()
    counts = authors.list.len().fill_null(0)
    wrong = shares.is_not_null() & ~refused & (shares.list.len() != counts)
    rows = wrong.arg_true()
    said = []
    for row in rows.head(SAID).to_list():
        what = msg(
            "{shares} shares for {authors} authors", shares=len(shares[row]), authors=counts[row]
        )
        hint = msg("give as many shares as there are authors, in their order")
        said.append((row, Fault("shares-mismatch", what, hint)))
    door.findings.cells(raw, "shares", Bad(tuple(said), len(rows)))
