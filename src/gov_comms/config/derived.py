"""Derived columns: what type each ``[[derive]]`` makes, and the tables that get them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gov_comms.config.editions import merged_derives
from gov_comms.language.step import Derive
from gov_comms.language.value import Word, walk
from gov_comms.model import Agency, Column, ColumnType, Table, Text

_BY_FORM = {
    "when": ColumnType.FLAG,
    "value": ColumnType.NUMBER,
    "word": ColumnType.WORD,
    "deadline": ColumnType.DAY,
}
_BY_HOW = {
    "exists": ColumnType.FLAG,
    "count": ColumnType.COUNT,
    "first": ColumnType.DAY,
    "last": ColumnType.DAY,
}


def derived_column(derive: Derive, tables: Mapping[str, Table]) -> Column:
    """The column that a derivation makes; sums take the decimals of what they add up."""
    name = Text(derive.label or derive.name)
    if derive.related is None:
        kind = _BY_FORM[derive.kinds()[0]]
        if derive.deadline is not None and derive.deadline.is_moment:
            kind = ColumnType.MOMENT
        return Column(
            derive.name, kind, name, words=derive.words, scale=derive.scale, computed=True
        )
    related = derive.related
    summed = tables[related.of].column(related.column or "") if related.of in tables else None
    if related.how in _BY_HOW:
        moments = summed is not None and summed.type is ColumnType.MOMENT
        kind = ColumnType.MOMENT if moments else _BY_HOW[related.how]
        return Column(derive.name, kind, name, computed=True)
    if summed is None or summed.type is not ColumnType.NUMBER:
        return Column(derive.name, ColumnType.COUNT, name, computed=True)
    return Column(derive.name, ColumnType.NUMBER, name, scale=summed.scale, computed=True)


def with_derived(agency: Agency) -> Agency:
    """The agency whose tables have the columns that its editions derive."""
    tables = dict(agency.tables)
    for derive, *_ in merged_derives(agency.editions):
        table = tables.get(derive.on)
        if table is not None and table.column(derive.name) is None:
            column = derived_column(derive, tables)
            tables[derive.on] = replace(table, columns=(*table.columns, column))
    return replace(agency, tables=tables)


def yielded_words(derives: Iterable[Derive]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The words that each derived word can be, by table and name, in the order written."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for derive in derives:
        if derive.word is not None and derive.words is None:
            words = (each.value for each in walk(derive.word) if isinstance(each, Word))
            found.setdefault((derive.on, derive.name), {}).update(dict.fromkeys(words))
    return {key: tuple(words) for key, words in found.items()}


def target_names(agency: Agency) -> dict[tuple[str, str], tuple[str, ...]]:
    """The names that the column ``target`` can hold on the results of steps with several."""
    return {
        (f"results:{step.id}", "target"): tuple(each.name for each in getattr(step, "targets", ()))
        for edition in agency.editions
        for step in edition.steps
        if getattr(step, "targets", ())
    }
