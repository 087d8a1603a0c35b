"""Targets: what a sum is held against, bucket by bucket, and what stands in for what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import narwhals as nw

from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame
from gov_comms.model import Agency

RESULTS = ("required", "actual", "missing", "excess")
"""The numbers of a result row; ``missing`` and ``excess`` are never below zero."""


def target_words(agency: Agency) -> Mapping[str, tuple[str, ...]]:
    """The names of targets by the vocabulary in which a step's column ``target`` is coded."""
    found: dict[str, dict[str, None]] = {}
    for edition in agency.editions:
        for step in edition.steps:
            for each in getattr(step, "targets", ()):
                found.setdefault(target_vocabulary(step.id), {})[each.name] = None
    return {key: tuple(names) for key, names in found.items()}


def target_vocabulary(step: str) -> str:
    """The key of the vocabulary of a step's column ``target``."""
    return f"{step}.target"


def with_difference(frame: Frame, number: str = "") -> Frame:
    """Rows with what is missing of ``required:`` and what ``actual:`` has beyond it.

    ``number`` tells apart several targets on one row.  Without a target all of them are empty.
    """
    asked = ~nw.col(f"required{number}:").is_null()
    actual = nw.when(asked).then(nw.col(f"actual{number}:"))
    frame = frame.with_columns(actual.alias(f"actual{number}:"))
    short = nw.col(f"required{number}:") - nw.col(f"actual{number}:")
    return frame.with_columns(
        nw.when(short > 0).then(short).otherwise(short * 0).alias(f"missing{number}:"),
        nw.when(short < 0).then(short * -1).otherwise(short * 0).alias(f"excess{number}:"),
    )


def with_carried(frame: Frame, carry: str, number: str = "") -> Frame:
    """Rows whose ``required:`` or ``actual:`` takes in what earlier buckets of the subject left.

    What is left after a bucket is the running sum of the differences above its lowest point so
    far, since it never falls below zero.
    """
    required, actual = nw.col(f"required{number}:"), nw.col(f"actual{number}:")
    left = required - actual if carry == "missing" else actual - required
    frame = frame.with_columns(left.fill_null(0).alias("left:"))
    frame = _over(frame, nw.col("left:").cum_sum(), "sum:")
    frame = _over(frame, nw.col("sum:").cum_min(), "low:")
    low = nw.when(nw.col("low:") < 0).then(nw.col("low:")).otherwise(nw.col("low:") * 0)
    frame = frame.with_columns((nw.col("sum:") - low).alias("over:"))
    frame = _over(frame, nw.col("over:").shift(1), "before:")
    more = nw.col("before:").fill_null(0)
    taken = required + more if carry == "missing" else actual + more
    name = f"required{number}:" if carry == "missing" else f"actual{number}:"
    return frame.with_columns(taken.alias(name)).drop(["left:", "sum:", "low:", "over:", "before:"])


def _over(frame: Frame, running: nw.Expr, name: str) -> Frame:
    """Rows with a running value of their subject, bucket after bucket."""
    return frame.with_columns(running.over("subject", order_by="bucket").alias(name))


def with_substitute(frame: Frame, source: str, to: str, rate: Fraction, engine: Engine) -> Frame:
    """Rows in which the excess of one target has filled what another misses, one for ``rate``.

    It fills in whole steps of the measure's smallest unit, and takes whole steps from the excess.
    """
    excess, missing = nw.col(f"excess{source}:"), nw.col(f"missing{to}:")
    most = engine.whole(excess * rate.denominator, rate.numerator)
    less = nw.when(most < missing).then(most).otherwise(missing)
    moved = nw.when(~excess.is_null() & ~missing.is_null()).then(less).otherwise(0)
    frame = frame.with_columns(moved.alias("moved:"))
    moved = nw.col("moved:")
    used = engine.whole(moved * rate.numerator + (rate.denominator - 1), rate.denominator)
    return frame.with_columns(
        (missing - moved).alias(f"missing{to}:"), (excess - used).alias(f"excess{source}:")
    ).drop("moved:")
