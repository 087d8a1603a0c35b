"""Facts as texts again: each cell as a text file would hold it, in its one proper spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from gov_comms.facts.frames import FIRST_DAY, LAST_DAY, Facts, vocabulary_key
from gov_comms.kinds import LISTS, REFERENCES
from gov_comms.model import Agency, Column, ColumnType, Table
from gov_comms.timeline import from_number, moment_text

C = ColumnType
_FLAGS = {True: "是", False: "否"}
_EVER = {FIRST_DAY, LAST_DAY}


def cells_of(agency: Agency, facts: Facts, table: str) -> list[dict[str, str]]:
    """The rows of a table in their order, cells by column id; blank cells are left out.

    Read again through the door they give the same facts.
    """
    about = agency.tables[table]
    frame = facts.frames[table]
    rows: list[dict[str, str]] = [{} for _ in range(frame.height)]
    for column in about.columns:
        if column.computed:
            continue
        say = _speller(agency, facts, about, column)
        texts: dict[Any, str] = {}
        for row, code in zip(rows, frame[column.id].to_list(), strict=True):
            if code is None:
                continue
            key = tuple(code) if column.type in LISTS else code
            if key not in texts:
                texts[key] = say(code)
            if texts[key]:
                row[column.id] = texts[key]
    return rows


def _speller(agency: Agency, facts: Facts, table: Table, column: Column) -> Callable[[Any], str]:
    kind = column.type
    if kind in LISTS:
        one = _one(agency, facts, table, column)
        return lambda codes: "、".join(map(one, codes))
    if kind is C.DAY and table.day is None:
        return lambda day: "" if day in _EVER else str(from_number(day))
    return _one(agency, facts, table, column)


def _one(agency: Agency, facts: Facts, table: Table, column: Column) -> Callable[[Any], str]:
    kind = column.type
    if kind in (C.WORD, C.WORDS):
        return _named(facts.vocabularies[vocabulary_key(agency, table.id, column)])
    if kind in (C.WORK, C.REQUEST):
        return _named(facts.frames[REFERENCES[kind]]["id"].to_list())
    if kind in REFERENCES:
        return _named(facts.subjects[REFERENCES[kind]])
    if kind in (C.NUMBER, C.NUMBERS):
        return lambda amount: f"{Decimal(amount).scaleb(-column.scale):f}"
    if kind is C.DAY:
        return lambda day: str(from_number(day))
    if kind is C.MOMENT:
        return moment_text
    if kind is C.FLAG:
        return _FLAGS.__getitem__
    return str


def _named(names: Sequence[str]) -> Callable[[Any], str]:
    return names.__getitem__
