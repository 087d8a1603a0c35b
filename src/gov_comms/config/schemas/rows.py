"""Rows of tables as schemas: of rosters in ``agency.toml``, and of facts in cases."""

from __future__ import annotations

from gov_comms.config.schemas.grammar import (
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    TEXT,
    WHOLE,
    Schema,
    listed,
    words,
)
from gov_comms.config.schemas.own import OwnWords
from gov_comms.config.schemas.tells import Teller
from gov_comms.model import Column, ColumnType, Table

C = ColumnType
_SEVERAL = (C.WORDS, C.UNITS, C.PEOPLE)


def row_schema(table: Table, own: OwnWords, teller: Teller, *, exact: bool) -> Schema:
    """A row of a table.

    A roster in ``agency.toml`` is ``exact`` about types; a case writes its cells as a workbook
    does, where a number or a list may stand as text.
    """
    columns = [column for column in table.columns if not column.computed]
    found: Schema = {
        "type": "object",
        "properties": {each.id: _cell(each, own, teller, exact) for each in columns},
        "required": [each.id for each in columns if each.required],
    }
    # Without an agency nobody knows which further columns it declares.
    return {**found, "additionalProperties": False} if own.agency else found


def _cell(column: Column, own: OwnWords, teller: Teller, exact: bool) -> Schema:
    told = {"description": column.name.text(teller.language)}
    kind = column.type
    if kind in _SEVERAL:
        one = _word(column, own)
        several = listed(one)
        return {**told, **(several if exact else {"anyOf": [several, TEXT]})}
    if kind is C.NUMBERS:
        several = listed(NUMBER)
        return {**told, **(several if exact else {"anyOf": [several, TEXT]})}
    if kind is C.ID:
        return {**told, **TEXT, "minLength": 1}
    if kind in (C.COUNT, C.NUMBER):
        number = WHOLE if kind is C.COUNT else NUMBER
        return {**told, **(number if exact else {"anyOf": [number, TEXT]})}
    if kind is C.DAY:
        return {**told, **(DAY if exact else TEXT)}
    if kind is C.MOMENT:
        return {**told, **(MOMENT if exact else TEXT)}
    if kind is C.FLAG:
        return {**told, **(FLAG if exact else {"anyOf": [FLAG, TEXT]})}
    return {**told, **_word(column, own)}


def _word(column: Column, own: OwnWords) -> Schema:
    """A text, which is one of some words where the agency closes them.

    Outlets are offered, not closed: a case may bring a register of its own.
    """
    allowed = own.words_of(column)
    if allowed is None:
        return TEXT
    return {"anyOf": [words(allowed), TEXT]} if column.type is C.OUTLET else words(allowed)
