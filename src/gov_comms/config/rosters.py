"""Rosters that the config itself lists: units, people and outlets, dated, with their places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gov_comms.config.naming import shown
from gov_comms.config.reading import Document
from gov_comms.config.report import Report
from gov_comms.kinds import ROSTERS
from gov_comms.language.faults import Keys, nearest
from gov_comms.messages import Message, msg
from gov_comms.model import Cell, Column, ColumnType, Row, Table, WordList

C = ColumnType
_TEXTS = (C.ID, C.WORD, C.TEXT, C.UNIT, C.PERSON, C.OUTLET, C.WORK, C.REQUEST)
_LISTS = (C.WORDS, C.UNITS, C.PEOPLE)
ACCOUNTS = ("os:", "db:")
"""How the account of a person begins: one of the machine, or one of the database."""
_NEEDED: Mapping[ColumnType, Message] = {
    **dict.fromkeys(_TEXTS, msg("a text is needed")),
    **dict.fromkeys(_LISTS, msg("a list of texts is needed")),
    C.NUMBERS: msg("a list of numbers is needed"),
    C.COUNT: msg("a whole number is needed"),
    C.NUMBER: msg("a number is needed"),
    C.FLAG: msg("true or false is needed"),
    C.DAY: msg("a day such as 2014-03-01 is needed"),
    C.MOMENT: msg("a moment such as 2014-03-01T09:30:00 is needed"),
}


def read_rosters(
    document: Document,
    tables: Mapping[str, Table],
    words: Mapping[str, WordList],
    report: Report,
) -> dict[str, tuple[Row, ...]]:
    """The rows of ``[[unit]]``, ``[[person]]`` and ``[[outlet]]`` that could be read."""
    rosters: dict[str, tuple[Row, ...]] = {}
    for roster in ROSTERS:
        rows = []
        for index, raw in enumerate(document.data.get(roster.id, ())):
            keys: Keys = (roster.id, index)
            cells = _cells(raw, tables[roster.id], words, document, keys, report)
            rows.append(Row(cells, report.places.of(document, keys)))
        rosters[roster.id] = tuple(rows)
        _check_versions(roster.id, rosters[roster.id], document, report)
    _check_aliases(rosters["outlet"], document, report)
    _check_accounts(rosters["person"], document, report)
    units = [str(row.cells["id"]) for row in rosters["unit"] if "id" in row.cells]
    for index, row in enumerate(rosters["person"]):
        unit = row.cells.get("unit")
        if units and isinstance(unit, str) and unit not in units:
            what = msg("no unit is called {name}", name=unit)
            hint = nearest(unit, units)
            report.add(document, ("person", index, "unit"), "unknown-unit", what, hint)
    return rosters


def cell_of(raw: object, kind: ColumnType) -> Cell:
    """A TOML value as a cell of a column; raises `ValueError` when it is of another type."""
    if kind in _TEXTS and isinstance(raw, str) and raw:
        return raw
    if kind in _LISTS and isinstance(raw, list) and all(isinstance(each, str) for each in raw):
        return tuple(raw)
    if kind is C.FLAG and isinstance(raw, bool):
        return raw
    if kind is C.DAY and isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if kind is C.MOMENT and isinstance(raw, datetime):
        return raw
    if kind is C.COUNT and _is_number(raw) and isinstance(raw, int):
        return raw
    if kind is C.NUMBER and _is_number(raw):
        return Decimal(str(raw))
    if kind is C.NUMBERS and isinstance(raw, list) and all(map(_is_number, raw)):
        return tuple(Decimal(str(each)) for each in raw)
    raise ValueError(raw)


def _is_number(raw: object) -> bool:
    return isinstance(raw, (int, Decimal)) and not isinstance(raw, bool)


def _cells(
    raw: Mapping[str, Any],
    table: Table,
    words: Mapping[str, WordList],
    document: Document,
    keys: Keys,
    report: Report,
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    known = [column for column in table.columns if not column.computed]
    for name, value in raw.items():
        column = next((each for each in known if each.id == name), None)
        here = (*keys, name)
        if column is None:
            hint = nearest(name, [each.id for each in known])
            report.add(document, here, "unknown-key", msg("unknown key"), hint)
            continue
        try:
            cells[name] = cell_of(value, column.type)
        except ValueError:
            what = msg("{needed}, not {found}", needed=_NEEDED[column.type], found=shown(value))
            report.add(document, here, "wrong-type", what)
            continue
        _check_words(cells[name], column, words, document, here, report)
    for column in known:
        if column.required and column.id not in raw:
            here = (*keys, column.id)
            report.add(document, here, "missing-key", msg("this key is missing"))
    return cells


def _check_words(
    cell: Cell,
    column: Column,
    words: Mapping[str, WordList],
    document: Document,
    keys: Keys,
    report: Report,
) -> None:
    if column.words is None:
        return
    known = words[column.words].words
    for word in cell if isinstance(cell, tuple) else (cell,):
        if word not in known:
            what = msg("{word} is not among the words of {words}", word=word, words=column.words)
            report.add(document, keys, "unknown-word", what, nearest(str(word), known))


def _check_versions(roster: str, rows: tuple[Row, ...], document: Document, report: Report) -> None:
    """Note rows of one id that hold on the same day."""
    spans: dict[object, list[tuple[date, date]]] = {}
    for index, row in enumerate(rows):
        first, last = row.cells.get("from") or date.min, row.cells.get("to") or date.max
        name = row.cells.get("id")
        if name is None or not isinstance(first, date) or not isinstance(last, date):
            continue
        if first > last:
            what = msg("the last day lies before the first")
            report.add(document, (roster, index, "to"), "days", what)
        if any(first <= end and start <= last for start, end in spans.get(name, ())):
            what = msg("{name} is listed twice for the same days", name=name)
            hint = msg("give each row its own from and to")
            report.add(document, (roster, index), "listed-twice", what, hint)
        spans.setdefault(name, []).append((first, last))


def _check_aliases(outlets: tuple[Row, ...], document: Document, report: Report) -> None:
    """Note an alias that is the name or alias of another outlet too."""
    owners = {row.cells.get("id"): row.cells.get("id") for row in outlets}
    for index, row in enumerate(outlets):
        aliases = row.cells.get("aliases")
        for number, alias in enumerate(aliases if isinstance(aliases, tuple) else ()):
            owner = owners.setdefault(str(alias), row.cells.get("id"))
            if owner != row.cells.get("id"):
                what = msg("{alias} is a name of {owner} already", alias=alias, owner=owner)
                keys: Keys = ("outlet", index, "aliases", number)
                report.add(document, keys, "name-taken", what)


def _check_accounts(people: tuple[Row, ...], document: Document, report: Report) -> None:
    """Note accounts of no known kind, and an account of two people on the same day."""
    for index, row in enumerate(people):
        account, keys = row.cells.get("account"), ("person", index, "account")
        if account is None:
            continue
        if not str(account).startswith(ACCOUNTS):
            what = msg("{account} is no account", account=account)
            hint = msg("write os:NAME for a user of the machine, db:NAME for one of the database")
            report.add(document, keys, "account", what, hint)
        for other in people[:index]:
            if other.cells.get("account") == account and _together(row, other):
                what = msg(
                    "{account} is the account of {owner} already",
                    account=account,
                    owner=other.cells.get("id"),
                )
                report.add(document, keys, "name-taken", what)


def _together(one: Row, other: Row) -> bool:
    """Whether rows of two different people hold on a same day."""
    if one.cells.get("id") == other.cells.get("id"):
        return False
    (start, end), (first, last) = _span(one), _span(other)
    return first <= end and start <= last


def _span(row: Row) -> tuple[date, date]:
    first, last = row.cells.get("from"), row.cells.get("to")
    return (
        first if isinstance(first, date) else date.min,
        last if isinstance(last, date) else date.max,
    )
