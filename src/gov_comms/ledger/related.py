"""Related facts: which rows of another table belong to ours, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import narwhals as nw

from gov_comms.facts.cells import LIMIT
from gov_comms.facts.frames import FIRST_DAY, LAST_DAY
from gov_comms.kinds import ELEMENTS
from gov_comms.language.step import Related
from gov_comms.ledger.buckets import Bucket
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, settled, worked_out
from gov_comms.ledger.integers import summed as sums_of
from gov_comms.ledger.scope import Known, Words, seen
from gov_comms.messages import Message
from gov_comms.model import ColumnType, Table
from gov_comms.timeline import ONE_DAY, Calendar, Period, from_number, is_level, to_number

C = ColumnType
LIMITS = ("r:low", "r:high")
"""The first and last day that related rows may have, for each of our rows."""
PICKS = {"latest": "max", "earliest": "min"}
"""Which of the rows, in the order of their days and ids, a pick takes."""


@dataclass(frozen=True, slots=True)
class Side:
    """Rows, the column on their side of a match, and what is known of it."""

    frame: Frame
    column: str
    about: Known | None


def _is_list(about: Known | None) -> bool:
    return about is not None and about.type in ELEMENTS


def _apart(side: Side) -> Side:
    """The rows once for each element of a list; a column of single values stays as it is."""
    if side.about is None or not _is_list(side.about):
        return side
    each = f"{side.column}[]"
    frame = side.frame.with_columns(nw.col(seen(side.column)).alias(seen(each)))
    about = replace(side.about, type=ELEMENTS[side.about.type])
    return Side(frame.explode(seen(each)), each, about)


def limited(
    related: Related,
    table: Table,
    ours: Frame,
    calendar: Calendar,
    buckets: Sequence[Bucket],
    engine: Engine,
) -> tuple[Frame, tuple[str, ...]]:
    """Our rows with the days between which related rows must lie, and the names of these columns.

    Rows of subjects are dated by their bucket, others by their own day.  No name is given where
    nothing depends on our rows.
    """
    by_row = related.dated in (None, "in_bucket", "bucket_before", "in_year", "year_before")
    if not by_row and related.until is None:
        return ours, ()
    low, high = nw.lit(FIRST_DAY, nw.Int64), nw.lit(LAST_DAY, nw.Int64)
    if by_row:
        # What a step found on facts has a day, whatever their table calls its own.
        dated_by = "bucket" if table.day is None else str(table.day)
        key = nw.col(dated_by if dated_by in ours.collect_schema().names() else "day")
        spans = _spans(related, ours, key, calendar, () if table.day else buckets)
        known = engine.small(
            {
                "r:key": list(spans),
                "r:from": [low for low, _ in spans.values()],
                "r:to": [high for _, high in spans.values()],
            }
        )
        keyed = ours.with_columns(key.cast(nw.Int64).alias("r:key"))
        ours = keyed.join(known, on="r:key", how="left").drop("r:key")
        low, high = nw.col("r:from"), nw.col("r:to")
    if related.until is not None:
        until = nw.col(seen(related.until.of)).cast(nw.Int64) + related.until.plus_days
        high = nw.when(until < high).then(until).otherwise(nw.when(~until.is_null()).then(high))
    ours = ours.with_columns(low.alias("r:low"), high.alias("r:high"))
    return (ours.drop(["r:from", "r:to"]) if by_row else ours), LIMITS


def _spans(
    related: Related, ours: Frame, dated: nw.Expr, calendar: Calendar, buckets: Sequence[Bucket]
) -> Mapping[int, tuple[int, int]]:
    """The first and last day by bucket or by day; what has no such days is left out."""
    asked: dict[int, tuple[Period | None, date]]
    if buckets:
        asked = {each.number: (each.period, from_number(each.ended)) for each in buckets}
    else:
        days = worked_out(ours.select(dated.alias("r:day")).unique())
        found = sorted(day for day in days["r:day"].to_list() if day is not None)
        asked = {day: (None, from_number(day)) for day in found}
    spans = {}
    for key, (period, day) in asked.items():
        span = _span(related, calendar, period, day)
        if span is not None:
            spans[key] = (to_number(span[0]), to_number(span[1]))
    return spans


def _span(
    related: Related, calendar: Calendar, period: Period | None, day: date
) -> tuple[date, date] | None:
    match related.dated:
        case None:
            return day, day
        case "in_year":
            span: Period | None = calendar.year_of(day)
        case "year_before":
            span = calendar.year_of(calendar.year_of(day).first - ONE_DAY)
        case "bucket_before" if period is not None:
            # A window stands alone.
            eve = period.first - ONE_DAY
            span = calendar.containing(eve, period.level) if is_level(period.level) else None
        case _:
            span = period
    return None if span is None else (span.first, span.last)


def summed(
    related: Related,
    rows: Frame,
    ours: Frame,
    keys: Sequence[str],
    limits: Sequence[str],
    days: tuple[str, str] | None,
    most: int,
    what: Message,
) -> Frame:
    """Our rows with what the related ``rows`` come to as ``r:found``.

    ``rows`` have the keys, ``r:value`` and ``row``; ``days`` name their first and last day.  A sum
    is at most ``most`` from zero; raises `TooLarge` of ``what`` where it does not fit.
    """
    by = [*keys, *limits]
    if limits:
        assert days is not None
        rows = ours.select(*by).unique().join(rows, on=list(keys), how="inner")
        rows = rows.filter(
            (nw.col(days[0]) <= nw.col("r:high")) & (nw.col(days[1]) >= nw.col("r:low"))
        )
    value, row = nw.col("r:value"), nw.col("row")
    if related.how in PICKS:
        rows = rows.filter(~value.is_null())
        chosen = rows.group_by(*by).agg(getattr(row, PICKS[related.how])().alias("r:row"))
        values = rows.select(row.alias("r:row"), value.alias("r:found")).unique()
        return (
            ours.join(chosen, on=by, how="left").join(values, on="r:row", how="left").drop("r:row")
        )
    if related.how == "sum":
        sums = sums_of(rows, by, "r:value", "r:found", most, what)
        return ours.join(sums, on=by, how="left")
    how = {
        "exists": value.count(),
        "count": value.count(),
        "first": value.min(),
        "lowest": value.min(),
        "last": value.max(),
        "highest": value.max(),
    }[related.how]
    return ours.join(rows.group_by(*by).agg(how.alias("r:found")), on=by, how="left")


def outcome(related: Related, about: Known, height: int) -> tuple[nw.Expr, Known]:
    """The related column itself, and what is known of it; none are 0, not an empty cell.

    ``height`` is how many rows may be related.
    """
    found = nw.col("r:found")
    if related.how == "exists":
        return found.fill_null(0) > 0, Known(C.FLAG)
    if related.how in ("first", "last"):
        moments = about.type is C.MOMENT
        return (found, Known(C.MOMENT)) if moments else (found.cast(nw.Int32), Known(C.DAY))
    most = about.most
    if related.how in ("count", "sum"):
        found = found.fill_null(0)
        most = height if related.how == "count" else min(most * height, LIMIT)
    return found, Known(C.NUMBER, about.scale, most=most)


def belonging(
    there: Frame,
    ours: Frame,
    pairs: Sequence[tuple[tuple[str, Known], tuple[str, Known | None]]],
    chosen: Sequence[nw.Expr | str],
    words: Words,
    engine: Engine,
) -> tuple[Frame, Frame, list[str]]:
    """The ``chosen`` columns of their rows, our rows, and the keys that are equal where they match.

    A list matches where one of its elements does; a row belongs once to a row of ours, however
    many of them do.
    """
    keys = [f"r:{number}" for number in range(len(pairs))] or ["r:0"]
    listed = any(_is_list(about) for _, (_, about) in pairs)
    if listed:
        ours = settled(engine.numbered(ours, "r:ours"))
    rows, keyed = there, ours
    if not pairs:
        # Where nothing need be equal, every row belongs to every row of ours.
        none = nw.lit(0, nw.Int64).alias("r:0")
        rows, keyed = rows.with_columns(none), keyed.with_columns(none)
    for key, (theirs, mine) in zip(keys, pairs, strict=False):
        left, right = _apart(Side(rows, *theirs)), _apart(Side(keyed, *mine))
        rows, keyed = matched(left, right, key, words, engine)
    found = rows.select(*keys, *chosen)
    if any(_is_list(about) for (_, about), _ in pairs):
        found = found.unique()
    if not listed:
        return found, keyed, keys
    found = keyed.select("r:ours", *keys).join(found, on=keys, how="inner").drop(keys).unique()
    return found, ours, ["r:ours"]


def matched(there: Side, here: Side, key: str, words: Words, engine: Engine) -> tuple[Frame, Frame]:
    """Both sides with a column ``key`` that is equal where a match holds.

    An ``id`` stands for its row, or for the subject of a roster, where the other side refers to it;
    against text it is text itself.  Words of different lists are compared as words.
    """
    rows, theirs = there.frame, there.about
    ours, about = here.frame, here.about
    assert theirs is not None
    left, right = nw.col(seen(there.column)), nw.col(seen(here.column))
    if here.column == "id":
        as_text = theirs.type in (C.TEXT, C.ID)
        right = nw.col("id") if as_text else nw.col("row")
        about = Known(C.ID) if as_text else None
    if theirs.type is C.ID and about is not None and about.type not in (C.TEXT, C.ID):
        left = nw.col("row" if about.type in (C.WORK, C.REQUEST) else "entity")
    elif theirs.type in (C.TEXT, C.ID):
        return rows.with_columns(left.alias(key)), ours.with_columns(right.alias(key))
    if theirs.type is C.WORD and about is not None and about.vocabulary != theirs.vocabulary:
        ours_known = words.vocabularies.get(about.vocabulary, {})
        pairs = [
            (code, ours_known.get(word, -1))
            for word, code in words.vocabularies.get(theirs.vocabulary, {}).items()
        ]
        table = engine.small({"m:": [a for a, _ in pairs], f"m:{key}": [b for _, b in pairs]})
        rows = rows.with_columns(left.cast(nw.Int64).alias("m:"))
        rows = rows.join(table, on="m:", how="left").drop("m:")
        left = nw.col(f"m:{key}")
    return (
        rows.with_columns(left.cast(nw.Int64).alias(key)),
        ours.with_columns(right.cast(nw.Int64).alias(key)),
    )
