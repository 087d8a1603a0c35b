"""The agency itself: ``agency.toml`` read into nouns, all but its regulation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gov_comms.config.bulletins import read_bulletins, read_layout
from gov_comms.config.closing import read_appeals, read_pay
from gov_comms.config.evidence import read_evidence
from gov_comms.config.holidays import read_workdays
from gov_comms.config.procedure import ROLES, read_procedure, role_words
from gov_comms.config.reading import Document
from gov_comms.config.report import Report
from gov_comms.config.rosters import read_rosters
from gov_comms.config.shape import AgencyShape, CalendarShape, ColumnShape, TableShape
from gov_comms.config.terms import check_terms
from gov_comms.kinds import BUILT_IN, SEPARATORS
from gov_comms.language.condition import TAKEN
from gov_comms.language.faults import Keys, nearest
from gov_comms.messages import msg
from gov_comms.model import (
    Agency,
    Column,
    ColumnType,
    Measure,
    SubjectKind,
    Table,
    Text,
    WordList,
)
from gov_comms.timeline import LEVELS, WEEKDAYS, Calendar, Period, Term

RESERVED = ("totals", "results")
"""Names of rows that are no table of facts."""
_SUBJECTS = tuple(kind.value for kind in SubjectKind)
_PERIOD_WORDS = (*LEVELS, "period", "ever", "window")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TESTED = (ColumnType.WORD, ColumnType.WORDS)


def read_agency(document: Document, agency_id: str, folder: str, report: Report) -> Agency | None:
    """The agency of a document, without its regulation; None when its shape is wrong."""
    shape = report.read(AgencyShape, document.data, document)
    if shape is None:
        return None
    words = {
        key: WordList(key, each.name or Text(key), each.words, each.ordered)
        for key, each in shape.words.items()
    }
    for key, each in shape.words.items():
        for index, word in enumerate(each.words):
            if word in each.words[:index]:
                what = msg("the word {word} stands twice", word=word)
                report.add(document, ("words", key, "words", index), "word-twice", what)
    for key in shape.measures:
        if "." in key or key in _SUBJECTS:
            what = msg("a name without dots is needed, other than unit, person and work")
            report.add(document, ("measures", key), "name", what)
    procedure = replace(
        read_procedure(document, report),
        appeals=read_appeals(document, report),
        pay=read_pay(shape.measures, document, report),
        evidence=read_evidence(words, document, report),
    )
    roles = role_words(document)
    if roles and ROLES in words:
        what = msg("the name {name} is taken", name=ROLES)
        report.add(document, ("words", ROLES), "name-taken", what)
    words |= roles
    tables = _tables(shape, words, document, report)
    agency = Agency(
        id=agency_id,
        folder=folder,
        name=shape.name,
        language=shape.language,
        calendar=_calendar(shape.calendar, document, report),
        tables=tables,
        words=words,
        measures={
            key: Measure(key, m.label, m.unit, m.scale, m.unit_total, m.hidden)
            for key, m in shape.measures.items()
        },
        rosters=read_rosters(document, tables, words, report),
        editions=(),
        bulletins=(),
        unlisted_outlets=shape.unlisted_outlets,
        plugins=shape.plugins,
        optional_plugins=shape.optional_plugins,
        source=shape.source,
        procedure=procedure,
        timezone=shape.timezone,
        retention_days=shape.record.retention_days,
    )
    if not _is_zone(shape.timezone):
        what = msg("{name} is no time zone of the IANA database", name=shape.timezone)
        hint = msg("write it like {example}", example="Asia/Shanghai")
        report.add(document, ("timezone",), "wrong-value", what, hint)
    listed = (*shape.plugins, *shape.optional_plugins)
    for name in shape.settings:
        if name not in listed:
            what = msg("settings of {name}, which is not among the plugins", name=name)
            report.add(document, ("settings", name), "settings", what, nearest(name, listed))
    return replace(
        agency,
        bulletins=read_bulletins(shape, agency, document, report),
        layout=read_layout(shape.layout, document, report),
    )


def _calendar(shape: CalendarShape, document: Document, report: Report) -> Calendar:
    """The office's calendar; days of the week are counted from the day its weeks start."""
    starts = WEEKDAYS.index(shape.week_starts)
    calendar = Calendar(
        shape.year_starts,
        shape.named_for,
        starts,
        (WEEKDAYS.index(shape.week_owner) - starts) % 7,
        tuple(Term(each.first, each.last, (each.name.zh, each.name.en)) for each in shape.term),
    )
    check_terms(calendar, document, report)
    windows: list[Period] = []
    for index, window in enumerate(shape.window):
        keys: Keys = ("calendar", "window", index)
        taken = window.id in (*_PERIOD_WORDS, *(each.id for each in windows))
        if taken or is_period(calendar, window.id):
            what = msg("the name {name} is taken", name=window.id)
            report.add(document, (*keys, "id"), "name-taken", what)
        if window.first > window.last:
            what = msg("the window ends before it starts")
            report.add(document, (*keys, "to"), "days", what)
            continue
        windows.append(Period(window.id, "window", window.first, window.last))
    workdays = read_workdays(shape.holidays, document, report)
    return replace(calendar, windows=tuple(windows), workdays=workdays)


def is_period(calendar: Calendar, name: str) -> bool:
    """Whether a calendar knows a period of this name."""
    try:
        calendar.period(name)
    except ValueError:
        return False
    return True


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _tables(
    shape: AgencyShape, words: Mapping[str, WordList], document: Document, report: Report
) -> dict[str, Table]:
    """The built-in tables with the agency's further columns, and its own tables."""
    # A built-in column names the list that would close it; without such a list it takes any word.
    tables = {
        table.id: replace(
            table,
            columns=tuple(
                column if column.words in words else replace(column, words=None)
                for column in table.columns
            ),
        )
        for table in BUILT_IN.values()
    }
    for name, columns in shape.columns.items():
        if name not in tables:
            hint = nearest(name, tables)
            report.add(document, ("columns", name), "unknown-table", msg("no such table"), hint)
            continue
        added = _columns(columns, tables[name].columns, ("columns", name), words, document, report)
        tables[name] = replace(tables[name], columns=(*tables[name].columns, *added))
    for name, table in shape.tables.items():
        _check_table_name(name, table, tables, document, report)
        tables.setdefault(name, _table(name, table, len(tables), words, document, report))
    return tables


def _check_table_name(
    name: str,
    table: TableShape,
    tables: Mapping[str, Table],
    document: Document,
    report: Report,
) -> None:
    taken = {*RESERVED, *tables, *(each.plural for each in tables.values())}
    if not _ID.fullmatch(name):
        what = msg("a name of letters, digits and _ is needed")
        report.add(document, ("tables", name), "name", what)
    elif name in taken:
        what = msg("the name {name} is taken", name=name)
        report.add(document, ("tables", name), "name-taken", what)
    if table.plural in taken or table.plural == name:
        what = msg("the name {name} is taken", name=table.plural)
        report.add(document, ("tables", name, "plural"), "name-taken", what)


def _table(
    name: str,
    shape: TableShape,
    number: int,
    words: Mapping[str, WordList],
    document: Document,
    report: Report,
) -> Table:
    """A table of the agency's own; its id and day are there by themselves."""
    keys: Keys = ("tables", name, "columns")
    columns = _columns(shape.columns, (), keys, words, document, report)
    ids = {column.id: column for column in columns}
    first: list[Column] = []
    if "id" not in ids:
        label = Text("编号", "Number")
        first.append(Column("id", ColumnType.ID, label, required=True))
    if shape.day not in ids and shape.day == "day":
        first.append(Column("day", ColumnType.DAY, Text("日期", "Day"), required=True))
    elif shape.day not in ids or ids[shape.day].type is not ColumnType.DAY:
        days = [column.id for column in columns if column.type is ColumnType.DAY]
        what = msg("{name} is no day column of this table", name=shape.day)
        hint = nearest(shape.day, days)
        report.add(document, ("tables", name, "day"), "unknown-column", what, hint)
    return Table(name, shape.plural, shape.name, (*first, *columns), shape.day, number)


def _columns(
    shapes: Mapping[str, ColumnShape],
    present: Iterable[Column],
    keys: Keys,
    words: Mapping[str, WordList],
    document: Document,
    report: Report,
) -> tuple[Column, ...]:
    taken = {column.id for column in present}
    columns = []
    for name, shape in shapes.items():
        here = (*keys, name)
        kind = ColumnType(shape.type)
        if not _ID.fullmatch(name) or name in TAKEN:
            what = msg(
                "a name of letters, digits and _ is needed, other than all, any, none and compare"
            )
            report.add(document, here, "name", what)
        elif name in taken:
            what = msg("this table has a column {name} already", name=name)
            report.add(document, here, "name-taken", what)
        if (kind is ColumnType.ID) != (name == "id"):
            what = msg("the column id, and no other, has the type id")
            report.add(document, (*here, "type"), "wrong-choice", what)
        if shape.words is not None and kind not in _TESTED:
            what = msg("only columns of the types word and words have a list of words")
            report.add(document, (*here, "words"), "column-words", what)
        elif shape.words is not None and shape.words not in words:
            what = msg("no list of words is called {name}", name=shape.words)
            hint = nearest(shape.words, words)
            report.add(document, (*here, "words"), "unknown-words", what, hint)
        elif kind is ColumnType.WORDS and shape.words is not None:
            for word in (each for each in words[shape.words].words if SEPARATORS.search(each)):
                what = msg("{word} cannot stand in a cell of several words", word=repr(word))
                hint = msg("a cell is split at 、 ， and ；")
                report.add(document, (*here, "words"), "word-split", what, hint)
        columns.append(
            Column(
                name,
                kind,
                shape.name,
                shape.required or name == "id",
                shape.words if shape.words in words else None,
                shape.scale,
                aliases=shape.aliases,
            )
        )
    return tuple(columns)
