"""Applying the rules for cells to whole columns: once for each distinct text, then gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from gov_comms.facts.cells import (
    SPACES,
    WIDE,
    Fault,
    Rule,
    cell_text,
    narrow,
    parse_count,
    parse_day,
    parse_flag,
    parse_moment,
    parse_number,
    split_list,
)
from gov_comms.facts.findings import SAID, Bad
from gov_comms.model import Column, ColumnType

SMALL = 2_000
"""Up to so many rows plain lists are quicker than the engine's start-up for each call."""

INTS = pl.List(pl.Int32)
DTYPES: dict[ColumnType, Any] = {
    ColumnType.ID: pl.String,
    ColumnType.TEXT: pl.String,
    ColumnType.WORD: pl.Int32,
    ColumnType.WORDS: INTS,
    ColumnType.COUNT: pl.Int64,
    ColumnType.NUMBER: pl.Int64,
    ColumnType.NUMBERS: pl.List(pl.Int64),
    ColumnType.DAY: pl.Int32,
    ColumnType.MOMENT: pl.Int64,
    ColumnType.FLAG: pl.Boolean,
    ColumnType.WORK: pl.Int64,
    ColumnType.REQUEST: pl.Int64,
    ColumnType.UNIT: pl.Int32,
    ColumnType.PERSON: pl.Int32,
    ColumnType.OUTLET: pl.Int32,
    ColumnType.UNITS: INTS,
    ColumnType.PEOPLE: INTS,
}
"""How a column of each type is coded; see `gov_comms.facts.frames.Facts`."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """The distinct texts of a column, and for each row the place of its text among them."""

    texts: list[str]
    index: list[int | None] | pl.Series


def distinct(series: pl.Series) -> Distinct:
    """The distinct texts of a column of strings."""
    if len(series) <= SMALL:
        seen: dict[str, int] = {}
        index = [
            None if text is None else seen.setdefault(text, len(seen)) for text in series.to_list()
        ]
        return Distinct(list(seen), index)
    texts = series.drop_nulls().unique()
    return Distinct(texts.to_list(), series.cast(pl.Enum(texts)).to_physical())


def gather(column: Distinct, values: Sequence[Any], dtype: Any) -> pl.Series:
    """A value for each row, from a value for each distinct text."""
    if isinstance(column.index, list):
        cells = [None if at is None else values[at] for at in column.index]
        return pl.Series("", cells, dtype=dtype)
    return pl.Series("", values, dtype=dtype).gather(column.index)


def apply_rule(column: Distinct, rule: Rule, dtype: Any) -> tuple[pl.Series, Bad]:
    """The values of a column by a rule, null where the rule refused the text."""
    values = [rule(text) for text in column.texts]
    faults = {at: value for at, value in enumerate(values) if isinstance(value, Fault)}
    if faults:
        values = [None if at in faults else value for at, value in enumerate(values)]
    return gather(column, values, dtype), _bad(column, faults)


def apply_to(
    series: pl.Series, column: Column, rule: Rule, known: Distinct | None = None
) -> tuple[pl.Series, Bad]:
    """The values of a column of text by its rule.

    In a large column of numbers nearly every text is another; the plainest, such as ``12.5``,
    are read by the engine, and only the others by the rule.
    """
    dtype = DTYPES[column.type]
    if column.type not in (ColumnType.COUNT, ColumnType.NUMBER) or len(series) <= SMALL:
        return apply_rule(known or distinct(series), rule, dtype)
    scale = column.scale if column.type is ColumnType.NUMBER else 0
    decimals = rf"(\.[0-9]{{1,{scale}}})?" if scale else ""
    plain = series.str.contains(rf"^[0-9]{{1,12}}{decimals}$").fill_null(False)
    none = nulls(len(series), pl.String)
    read = series.zip_with(plain, none).cast(pl.Decimal(12 + scale, scale)).to_physical()
    values, bad = apply_rule(distinct(series.zip_with(~plain, none)), rule, dtype)
    return read.cast(pl.Int64).zip_with(plain, values), bad


def _bad(column: Distinct, faults: dict[int, Fault]) -> Bad:
    if not faults:
        return Bad()
    if isinstance(column.index, list):
        cells = [(row, faults[at]) for row, at in enumerate(column.index) if at in faults]
        return Bad(tuple(cells[:SAID]), len(cells))
    wrong = pl.Series("", list(faults), dtype=column.index.dtype)
    rows = column.index.is_in(wrong.implode()).arg_true()
    said = rows.head(SAID).to_list()
    return Bad(tuple((row, faults[column.index[row]]) for row in said), len(rows))


def rows_where(mask: pl.Series, fault: Fault) -> Bad:
    """The same fault for every row where ``mask`` is true."""
    rows = mask.arg_true()
    return Bad(tuple((row, fault) for row in rows.head(SAID).to_list()), len(rows))


def plain_rule(column: Column) -> Rule | None:
    """The rule for a column whose cells mean the same in every agency."""
    if column.type is ColumnType.COUNT:
        return parse_count
    if column.type is ColumnType.NUMBER:
        return lambda text: parse_number(text, column.scale)
    if column.type is ColumnType.NUMBERS:
        return lambda text: list_of(text, lambda part: parse_number(part, column.scale))
    if column.type is ColumnType.DAY:
        return parse_day
    if column.type is ColumnType.MOMENT:
        return parse_moment
    if column.type is ColumnType.FLAG:
        return parse_flag
    return None


def list_of(text: str, rule: Rule) -> list[Any] | Fault | None:
    """The parts of a list cell by the rule for one part; the first fault if there is one."""
    values = [rule(part) for part in split_list(text)]
    return next((value for value in values if isinstance(value, Fault)), values) or None


def typed(series: pl.Series, column: Column) -> pl.Series | None:
    """The coded column, where a typed source such as Parquet holds just what the type asks."""
    dtype = series.dtype
    if column.type is ColumnType.DAY and dtype == pl.Date:
        return series.cast(pl.Int32)
    if column.type is ColumnType.FLAG and dtype == pl.Boolean:
        return series
    if column.type is ColumnType.COUNT and dtype.is_integer() and dtype != pl.UInt64:
        return series.cast(pl.Int64)
    return None


def texts_of(series: pl.Series) -> pl.Series:
    """A column as trimmed text, blank cells as nulls, whatever type the source gave it."""
    dtype = series.dtype
    if dtype.is_float():
        values = series.unique().drop_nulls()
        texts = [cell_text(value) for value in values.to_list()]
        return series.replace_strict(values, texts, default=None, return_dtype=pl.String)
    if isinstance(dtype, pl.List):
        series = series.cast(pl.List(pl.String)).list.join("、")
    elif isinstance(dtype, pl.Datetime):
        series = series.dt.to_string("%Y-%m-%d %H:%M:%S")
    return _trimmed(series.cast(pl.String))


def ids_of(series: pl.Series) -> pl.Series:
    """Texts of ids in usual width."""
    if len(series) <= SMALL:
        cells = [None if text is None else narrow(text) for text in series.to_list()]
        return pl.Series("", cells, dtype=pl.String)
    if not series.str.contains(WIDE.pattern).any():
        return series
    column = distinct(series)
    return gather(column, [narrow(text) for text in column.texts], pl.String)


def positions(ids: pl.Series, texts: pl.Series) -> pl.Series:
    """The place of each text among ``ids`` (the first, where an id stands twice), or null."""
    if len(ids) + len(texts) <= SMALL:
        places: dict[str, int] = {}
        for at, each in enumerate(ids.to_list()):
            places.setdefault(each, at)
        cells = [places.get(text) for text in texts.to_list()]
        return pl.Series("", cells, dtype=pl.Int64)
    table = pl.DataFrame({"id": ids}).with_row_index("at").unique("id", keep="first")
    found = pl.DataFrame({"id": texts}).join(table, on="id", how="left", maintain_order="left")
    return found["at"].cast(pl.Int64)


def duplicates(ids: pl.Series) -> list[tuple[int, int]]:
    """Rows whose id stood before, each with the first row that has it."""
    if len(ids) <= SMALL:
        rows = list(enumerate(ids.to_list()))
    elif ids.is_duplicated().any():
        at = ids.is_duplicated().arg_true()
        rows = list(zip(at.to_list(), ids.gather(at).to_list(), strict=True))
    else:
        return []
    first: dict[str, int] = {}
    return [
        (row, first[name])
        for row, name in rows
        if name is not None and first.setdefault(name, row) != row
    ]


def with_series(frame: pl.DataFrame, columns: Mapping[str, pl.Series]) -> pl.DataFrame:
    """The frame with these columns in place of those of the same name, or behind the others."""
    present = {series.name: series for series in frame.get_columns()}
    return pl.DataFrame([series.alias(name) for name, series in (present | {**columns}).items()])


def nulls(height: int, dtype: Any) -> pl.Series:
    """A column of nulls."""
    if height <= SMALL:
        return pl.Series("", [None] * height, dtype=dtype)
    return pl.Series("", [None], dtype=dtype).new_from_index(0, height)


def _trimmed(series: pl.Series) -> pl.Series:
    trimmed = series.str.strip_chars(SPACES)
    return trimmed.to_frame("").select(pl.when(pl.col("") != "").then(pl.col("")))[""]
