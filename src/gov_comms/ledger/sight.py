"""What stands in the book above a step: which rows of facts it may see, and from which days."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from gov_comms.ledger.buckets import next_level
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.plan import Entry
from gov_comms.ledger.postings import Flagged, Found, Source
from gov_comms.ledger.scope import Known, seen
from gov_comms.ledger.tables import Tables
from gov_comms.timeline import ONE_DAY, Period, straddles, to_number


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands in the book above one step."""

    tables: Tables
    wide: dict[str, tuple[Frame, dict[str, Known]]]
    period: Period
    sources: tuple[Source, ...]
    unseen: dict[str, list[Frame]]
    found: dict[str, list[Found]]
    flagged: tuple[Flagged, ...]


def visible(sight: Sight, name: str, frame: Frame) -> Frame:
    """Rows of a table without those that were excluded, themselves or what they hang on."""
    unseen = sight.unseen
    for gone in unseen.get(name, ()):
        frame = frame.join(gone.select("fact"), on="fact", how="anti")
    columns = {c.id: c for c in sight.tables.table(name).columns}
    for column, table in (("work", "submission"), ("request", "request")):
        if column in columns and table != name:
            for gone in unseen.get(table, ()):
                rows = gone.select(nw.col("row").alias(column))
                frame = frame.join(rows, on=column, how="anti")
    return frame


def in_force(entry: Entry, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """The days between two days (None: no bound) on which the step's edition is in force.

    The first edition also rules what happened before it where a step looks back that far.
    """
    first = to_number(entry.first)
    if low is not None:
        low = max(low, first)
    elif entry.follows:
        low = first
    last = None if entry.last is None else to_number(entry.last)
    ends = [each for each in (high, last) if each is not None]
    return low, min(ends, default=None)


def timely_claims(entry: Entry, period: Period, wide: bool, bucketed: bool) -> nw.Expr | None:
    """Which claims of a source a step may look at by their day; None for all of them.

    A step within the period sees no others; ``wide`` says that the source has some.
    """
    narrow = wide and entry.step.within == "period"
    low, high = (to_number(period.first), to_number(period.last)) if narrow else (None, None)
    throughout = entry.first <= period.first and (entry.last is None or entry.last >= period.last)
    if bucketed or (throughout and not wide):
        day = nw.col("day")
        return (day >= low) & (day <= high) if low is not None else None
    if low is None and entry.step.within != "ever":
        low = to_number(entry.first)
    low, high = in_force(entry, low, high)
    inside = ~nw.col("day").is_null()
    if low is not None:
        inside = inside & (nw.col("day") >= low)
    return inside & (nw.col("day") <= high) if high is not None else inside


def horizon(entry: Entry, sight: Sight) -> tuple[int | None, int]:
    """The first and last day of the rows that the step may look at.

    A step within a window sees the rows of the window's days alone.
    """
    period, calendar = sight.period, sight.tables.agency.calendar
    low, high = to_number(period.first), to_number(period.last)
    levels = [r.removeprefix("before ") for r in entry.reaches if r.startswith("before ")]
    stretches = [period]
    for level in [*levels, next_level(entry.step)]:
        before = calendar.containing(period.first - ONE_DAY, level) if level else None
        stretches += [before] if before else []
    levels = [level for level in entry.reaches if straddles(level)]
    stretches += [
        part for each in stretches for level in levels for part in calendar.parts(each, level)
    ]
    low = min(low, *(to_number(each.first) for each in stretches))
    high = max(high, *(to_number(each.last) for each in stretches))
    earliest = None if "ever" in entry.reaches else low
    for window in (each for each in calendar.windows if each.id == entry.step.within):
        first = to_number(window.first)
        earliest = first if earliest is None else max(earliest, first)
        high = min(high, to_number(window.last))
    return earliest, high


def with_flag(sight: Sight, frame: Frame, name: str) -> Frame:
    """Rows of subjects with whether they have a flag from a day up to the row's day."""
    since = nw.col("day").cast(nw.Int64).alias("since:")
    frames = [each.frame.select("subject", since) for each in sight.flagged if each.flag == name]
    marked = nw.concat(frames).group_by("subject").agg(nw.col("since:").min())
    joined = frame.join(marked, on="subject", how="left")
    has = (nw.col("since:") <= nw.col("day")).fill_null(False)
    return joined.with_columns(has.alias(seen(name))).drop("since:")
