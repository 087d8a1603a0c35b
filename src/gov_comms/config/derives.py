"""Derivations: whether what ``[[derive]]`` names exists and fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from gov_comms.config.derived import derived_column
from gov_comms.config.ground import Above, Ground
from gov_comms.config.reference import NUMERIC, References
from gov_comms.config.values import check_value
from gov_comms.kinds import REFERENCES
from gov_comms.language.condition import JOINS
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.names import Path
from gov_comms.language.step import Deadline, Derive, Related
from gov_comms.messages import msg
from gov_comms.model import Agency, ColumnType, Table

C = ColumnType
_NUMBERS = ("sum", "highest", "lowest")
_DAYS = ("first", "last")


def without_derived(agency: Agency) -> Callable[[Iterable[Derive]], Mapping[str, Table]]:
    """Makes the agency's tables with the columns of some derivations only."""
    names = {(derive.on, derive.name) for each in agency.editions for derive in each.derives}
    bare = {
        key: replace(
            table,
            columns=tuple(
                column
                for column in table.columns
                if not (column.computed and (key, column.id) in names)
            ),
        )
        for key, table in agency.tables.items()
    }

    def with_these(derives: Iterable[Derive]) -> Mapping[str, Table]:
        tables = dict(bare)
        for derive in derives:
            table = tables.get(derive.on)
            if table is not None and table.column(derive.name) is None:
                columns = (*table.columns, derived_column(derive, tables))
                tables[derive.on] = replace(table, columns=columns)
        return tables

    return with_these


def check_derive(derive: Derive, ground: Ground, above: Above, references: References) -> None:
    """Check every name in a derivation, read on ``ground``."""
    if not ground.rows:
        known = (*above.agency.tables, "totals", *above.results)
        what = msg("there are no rows called {name}", name=derive.on)
        references.error(("on",), "unknown-table", what, nearest(derive.on, known))
        return
    _check_name(derive, above, references)
    lists = references.agency.words
    if derive.words is not None and derive.words not in lists:
        what = msg("no list of words is called {name}", name=derive.words)
        references.error(("words",), "unknown-words", what, nearest(derive.words, lists))
    if derive.when is not None:
        references.condition(derive.when, ground, ("when",))
    if derive.value is not None:
        check_value(derive.value, ground, None, references, ("value",))
    if derive.word is not None:
        words = lists.get(derive.words or "")
        check_value(derive.word, ground, None, references, ("word",), words)
    if derive.related is not None:
        _check_related(derive.related, ground, above, references)
    if derive.deadline is not None:
        _check_deadline(derive.deadline, ground, references)


def _check_name(derive: Derive, above: Above, references: References) -> None:
    if "." in derive.name or derive.name in JOINS:
        what = msg("a name without dots is needed, other than all, any and none")
        references.error(("name",), "name", what)
    table = above.agency.tables.get(derive.on)
    if table is not None and table.column(derive.name) is not None:
        what = msg("this table has a column {name} already", name=derive.name)
        references.error(("name",), "name-taken", what)
    mine = derived_column(derive, above.agency.tables)
    earlier = (each for edition in above.agency.editions[:-1] for each in edition.derives)
    for each in earlier:
        other = derived_column(each, above.agency.tables)
        same = (each.on, each.name) == (derive.on, derive.name)
        if same and mine.type is not other.type:
            what = msg(
                "{name} was of the type {type} in an earlier edition; give it another name",
                name=derive.name,
                type=other.type.value,
            )
            references.error(("name",), "derive-type", what)
            break


def _check_related(related: Related, ground: Ground, above: Above, references: References) -> None:
    tables = above.agency.tables
    if related.of not in tables:
        what = msg("no such table")
        references.error(("related", "of"), "unknown-table", what, nearest(related.of, tables))
        return
    theirs = Ground(tables, (related.of,))
    if related.where is not None:
        references.condition(related.where, theirs, ("related", "where"))
    _check_matches(related, theirs, ground, references)
    wanted = NUMERIC if related.how in _NUMBERS else (C.DAY,) if related.how in _DAYS else ()
    keys: Keys = ("related", "column")
    if related.column is None:
        if wanted:
            what = msg("{how} needs the column that it looks at", how=related.how)
            references.error(keys, "missing-key", what)
        return
    if not wanted:
        what = msg("{how} looks at no column", how=related.how)
        references.error(keys, "unknown-key", what, msg("leave this key out"))
        return
    for path in references.paths(related.column, theirs, keys):
        if path.column.type not in wanted:
            what = msg(
                "{how} does not fit {column}, a column of the type {type}",
                how=related.how,
                column=related.column,
                type=path.column.type.value,
            )
            references.error(keys, "wrong-type", what)


def _check_matches(related: Related, theirs: Ground, ours: Ground, references: References) -> None:
    match related.match:
        case str(name):
            pairs = {name: name}
        case tuple(names):
            pairs = {name: name for name in names}
        case table:
            pairs = dict(table)
    for their_name, our_name in pairs.items():
        keys: Keys = ("related", "match")
        if isinstance(related.match, dict):
            keys = (*keys, their_name)
        left = references.paths(their_name, theirs, keys)
        right = references.paths(our_name, ours, keys)
        for one in left:
            for other in right:
                if _points_at(one) != _points_at(other):
                    what = msg(
                        "{theirs} ({their_type}) and {ours} ({our_type}) cannot be equal",
                        theirs=their_name,
                        their_type=one.column.type.value,
                        ours=our_name,
                        our_type=other.column.type.value,
                    )
                    references.error(keys, "wrong-type", what)


def _points_at(path: Path) -> str:
    """What a column's cells stand for: rows of a table, or values of a type."""
    if path.column.type is C.ID:
        return path.table
    return REFERENCES.get(path.column.type, path.column.type.value)


def _check_deadline(deadline: Deadline, ground: Ground, references: References) -> None:
    for path in references.paths(deadline.of, ground, ("deadline", "of")):
        if path.column.type is not C.DAY:
            what = msg(
                "{column} is a column of the type {type}, not of days",
                column=deadline.of,
                type=path.column.type.value,
            )
            references.error(("deadline", "of"), "wrong-type", what)
    levels = references.agency.calendar.levels()
    if deadline.period not in levels:
        what = msg("{name} is no level of periods", name=deadline.period)
        hint = nearest(deadline.period, levels)
        references.error(("deadline", "period"), "unknown-period", what, hint)
