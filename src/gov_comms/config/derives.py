"""Derivations: whether what ``[[derive]]`` names exists and fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from gov_comms.config.deadlines import check_deadline
from gov_comms.config.derived import derived_column
from gov_comms.config.ground import Above, Ground
from gov_comms.config.reference import References
from gov_comms.config.related import check_related
from gov_comms.config.values import check_condition, check_value
from gov_comms.language.condition import TAKEN
from gov_comms.language.faults import nearest
from gov_comms.language.step import Derive
from gov_comms.messages import msg
from gov_comms.model import Agency, Table


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
        check_condition(derive.when, ground, None, references, ("when",))
    if derive.value is not None:
        check_value(derive.value, ground, None, references, ("value",))
    if derive.word is not None:
        words = lists.get(derive.words or "")
        check_value(derive.word, ground, None, references, ("word",), words)
    if derive.related is not None:
        check_related(derive, ground, above, references)
    if derive.deadline is not None:
        check_deadline(derive.deadline, ground, references)


def _check_name(derive: Derive, above: Above, references: References) -> None:
    if "." in derive.name or derive.name in TAKEN:
        what = msg("a name without dots is needed, other than all, any, none and compare")
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
