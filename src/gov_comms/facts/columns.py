"""Applying the rules for cells to whole columns: once for each distinct text, then gathered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from gov_comms.facts.cells import (
    LIMIT,
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
PART = 1_000_000
"""So many cells are looked through as one text."""

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
BY_ID = (ColumnType.ID, ColumnType.WORK, ColumnType.REQUEST)
"""The types of columns that hold an id, their row's own or that of another."""
VARIED = (*BY_ID, ColumnType.TEXT, ColumnType.COUNT, ColumnType.NUMBER)
"""The types of columns in which nearly every text is another."""
PLACE = pl.get_index_type()
"""The type in which Polars numbers rows."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """The distinct texts of a column, and for each row the place of its text among them."""

    texts: list[str]
    index: list[int | None] | pl.Series


def distinct(series: pl.Series) -> Distinct:
    """The distinct texts of a column of strings."""
    if series.dtype == pl.String and len(series) > SMALL:
        series = _by_text(series)
    if isinstance(series.dtype, pl.Enum):
        return Distinct(series.dtype.categories.to_list(), series.to_physical())
    seen: dict[str, int] = {}
    index = [
        None if text is None else seen.setdefault(text, len(seen)) for text in series.to_list()
    ]
    return Distinct(list(seen), index)


def _by_text(series: pl.Series) -> pl.Series:
    """A column of strings as an `polars.Enum` of its texts."""
    return series.cast(pl.Enum(series.drop_nulls().unique()))


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


def matching(series: pl.Series, pattern: re.Pattern[str]) -> pl.Series:
    """In which cells a column of strings has something that matches; in blank ones never."""
    if len(series) <= SMALL:
        cells = (cell is not None and bool(pattern.search(cell)) for cell in series.to_list())
        return pl.Series("", cells, dtype=pl.Boolean)
    return series.str.contains(pattern.pattern).fill_null(False)


def picked(series: pl.Series, rows: pl.Series) -> pl.Series:
    """Some rows of a column; texts that stand in none of them are forgotten."""
    return series.cast(pl.String).gather(rows) if is_text(series) else series.gather(rows)


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
    if column.type is ColumnType.COUNT and dtype.is_integer() and _fits(series):
        return series.cast(pl.Int64)
    return None


def is_text(series: pl.Series) -> bool:
    """Whether a column that was read is text, and not in a type of its source."""
    return series.dtype == pl.String or isinstance(series.dtype, pl.Enum)


def _fits(series: pl.Series) -> bool:
    """Whether all integers of a column are within `LIMIT`, so that none need be told."""
    ends: list[Any] = [series.min(), series.max()]
    return all(end is None or abs(end) <= LIMIT for end in ends)


def texts_of(series: pl.Series, kind: ColumnType = ColumnType.TEXT) -> pl.Series:
    """A column as trimmed text, blank cells as nulls, whatever type the source gave it.

    A large column of a type whose texts occur again and again is an `polars.Enum` of them.
    """
    dtype = series.dtype
    if dtype.is_float():
        values = series.unique().drop_nulls()
        texts = [cell_text(value) for value in values.to_list()]
        return series.replace_strict(values, texts, default=None, return_dtype=pl.String)
    if isinstance(dtype, pl.List):
        series = series.cast(pl.List(pl.String)).list.join("、")
    elif isinstance(dtype, pl.Datetime):
        series = series.dt.to_string("%Y-%m-%d %H:%M:%S")
    series = series.cast(pl.String)
    if kind in VARIED or len(series) <= SMALL:
        return _trimmed(series.rechunk(), kind)
    series = _by_text(series).rechunk()
    column = distinct(series)
    texts = [cell_text(text) for text in column.texts]
    if texts == column.texts:
        return series
    return gather(column, texts, pl.Enum(list(dict.fromkeys(filter(None, texts)))))


def ids_of(series: pl.Series) -> pl.Series:
    """Texts of ids in usual width."""
    if len(series) <= SMALL:
        cells = [None if text is None else narrow(text) for text in series.to_list()]
        return pl.Series("", cells, dtype=pl.String)
    if _is_plain(series) or not series.str.contains(WIDE.pattern).any():
        return series
    column = distinct(series)
    return gather(column, [narrow(text) for text in column.texts], pl.String)


def in_order(day: pl.Series, ids: pl.Series) -> pl.Series:
    """The rows by (day, id), each as the place where it stands; blank cells come last.

    Ids are compared within each day, which is several times quicker than to compare all pairs.
    """
    if len(ids) <= SMALL:
        pairs = zip(day.to_list(), ids.to_list(), strict=True)
        keys = [(on is None, on, name is None, name) for on, name in pairs]
        return pl.Series("", sorted(range(len(ids)), key=keys.__getitem__), dtype=PLACE)
    rows = pl.DataFrame({"day": day, "id": ids}).with_row_index("row")
    days = rows.lazy().group_by("day").agg(pl.col("row").sort_by("id", nulls_last=True))
    return days.sort("day", nulls_last=True).select(pl.col("row").explode()).collect()["row"]


def in_rows(columns: Mapping[str, pl.Series], rows: pl.Series) -> pl.DataFrame:
    """The columns with their rows in this order; those without any value stay as they are."""
    return pl.DataFrame(
        [
            (series if series.null_count() == len(series) else series[rows]).alias(name)
            for name, series in columns.items()
        ]
    )


def positions(ids: pl.Series, texts: pl.Series) -> pl.Series:
    """The place of each text among ``ids`` (the first, where an id stands twice), or null."""
    if len(ids) + len(texts) <= SMALL:
        places: dict[str, int] = {}
        for at, each in enumerate(ids.to_list()):
            places.setdefault(each, at)
        cells = [places.get(text) for text in texts.to_list()]
        return pl.Series("", cells, dtype=pl.Int64)
    hashes = ids.hash()
    if hashes.n_unique() == len(hashes):
        found = _joined(hashes, texts.hash())
    else:
        # An id stands twice or is empty twice, or two of them have one hash.
        found = _joined(ids, texts, once=True)
    same = (ids.gather(found) == texts).fill_null(False)
    return found.zip_with(same, nulls(len(texts), pl.Int64))


def _joined(keys: pl.Series, wanted: pl.Series, *, once: bool = False) -> pl.Series:
    table = pl.DataFrame({"key": keys}).with_row_index("at")
    if once:
        table = table.unique("key", keep="first")
    rows = pl.DataFrame({"key": wanted}).join(table, on="key", how="left", maintain_order="left")
    return rows["at"].cast(pl.Int64)


def duplicates(ids: pl.Series) -> list[tuple[int, int]]:
    """Rows whose id stood before, each with the first row that has it."""
    if len(ids) <= SMALL:
        rows = list(enumerate(ids.to_list()))
    elif _stand_once(ids):
        return []
    else:
        at = ids.is_duplicated().arg_true()
        rows = list(zip(at.to_list(), ids.gather(at).to_list(), strict=True))
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
    return pl.Series("", [None], dtype=dtype).new_from_index(0, height)


def _stand_once(ids: pl.Series) -> bool:
    if ids.is_sorted():
        return not (ids == ids.shift()).any()
    return ids.n_unique() == len(ids)


def _trimmed(series: pl.Series, kind: ColumnType) -> pl.Series:
    if len(series) <= SMALL:
        cells = series.to_list()
        texts = [(cell or "").strip(SPACES) or None for cell in cells]
        return series if texts == cells else pl.Series("", texts, dtype=pl.String)
    if kind in BY_ID and _is_plain(series):
        return series
    trimmed = series.str.strip_chars(SPACES)
    return trimmed.to_frame("").select(pl.when(pl.col("") != "").then(pl.col("")))[""]


def _is_plain(series: pl.Series) -> bool:
    """Whether all cells are letters and signs of ASCII, as ids mostly are; none is empty."""
    parts = (series.slice(start, PART) for start in range(0, len(series), PART))
    return series.str.len_bytes().min() != 0 and all(
        text.isascii() and not any(space in text for space in SPACES)
        for text in (part.str.join("").item() for part in parts)
    )
