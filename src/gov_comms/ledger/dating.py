"""Dating: the bucket that holds a row's day, and the day to which a claim is posted."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from gov_comms.ledger.buckets import Bucket, posted_day
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.timeline import Calendar, from_number


def in_buckets(frame: Frame, buckets: Sequence[Bucket], within: str, engine: Engine) -> Frame:
    """Rows with the ``bucket`` that holds their day; others fall away."""
    day = nw.col("day")
    if len(buckets) == 1 and within in ("period", "ever"):
        bucket = buckets[0]
        inside = day <= bucket.last
        if within == "period":
            inside = inside & (day >= bucket.first)
        return frame.filter(inside).with_columns(nw.lit(0, nw.Int64).alias("bucket"))
    days = [(d, b.number) for b in buckets for d in range(b.first, b.last + 1)]
    table = engine.small({"day:key": [d for d, _ in days], "bucket": [b for _, b in days]})
    keyed = frame.with_columns(nw.col("day").cast(nw.Int64).alias("day:key"))
    return keyed.join(table, on="day:key", how="inner").drop("day:key")


def with_bucket_days(frame: Frame, buckets: Sequence[Bucket], engine: Engine) -> Frame:
    """Rows with the ``day`` on which findings of their bucket are dated."""
    table = engine.small({"bucket": [b.number for b in buckets], "day": [b.day for b in buckets]})
    return frame.join(table, on="bucket", how="inner")


def posted(frame: Frame, level: str, calendar: Calendar, engine: Engine) -> Frame:
    """Rows moved to the first day of the next bucket of a level."""
    days = sorted(worked_out(frame.select("day").unique())["day"].to_list())
    moved = [posted_day(calendar, level, from_number(day)) for day in days]
    table = engine.small({"day:key": days, "day:to": moved})
    keyed = frame.with_columns(nw.col("day").cast(nw.Int64).alias("day:key"))
    joined = keyed.join(table, on="day:key", how="left")
    return joined.with_columns(nw.col("day:to").cast(nw.Int32).alias("day")).drop(
        ["day:key", "day:to"]
    )
