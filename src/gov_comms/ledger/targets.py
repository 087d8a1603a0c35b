"""Targets: what a sum is held against, bucket by bucket, and what stands in for what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import narwhals as nw

from gov_comms.facts.cells import LIMIT
from gov_comms.language.reading import table_read
from gov_comms.language.step import Step
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.integers import Integers, minus, plus, running, times, told
from gov_comms.ledger.scope import Known, Scope
from gov_comms.messages import msg
from gov_comms.model import Agency

_WHAT = msg("the difference between a target and what there is")

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


def target_told(step: Step, scope: Scope) -> Mapping[str, Known]:
    """The column that says which of several targets a row of findings is about, if there is one."""
    on = table_read(step)
    findings = {step.id, on.results if on is not None and on.results is not None else step.id}
    about = scope.columns.get("target")
    if about is None or about.vocabulary not in map(target_vocabulary, findings):
        return {}
    return {"target": about}


def with_difference(scope: Scope, number: str = "") -> Scope:
    """Rows with what is missing of ``required:`` and what ``actual:`` has beyond it.

    ``number`` tells apart several targets on one row.  Without a target all of them are empty.
    Raises `TooLarge` where a difference does not fit into 64 bits.
    """
    required, actual = scope.integers(f"required{number}:"), scope.integers(f"actual{number}:")
    held = nw.when(~required.column.is_null()).then(actual.column)
    frame = scope.frame.with_columns(held.alias(f"actual{number}:"))
    difference = minus(required, actual)
    frame, short = told(frame, difference, "short:", _WHAT), nw.col("short:")
    frame = frame.with_columns(
        nw.when(short > 0).then(short).otherwise(short * 0).alias(f"missing{number}:"),
        nw.when(short < 0).then(short * -1).otherwise(short * 0).alias(f"excess{number}:"),
    ).drop("short:")
    names = (f"missing{number}:", f"excess{number}:")
    sizes = {**scope.sizes, **dict.fromkeys(names, difference.most)}
    return replace(scope, frame=frame, sizes=sizes)


def with_carried(scope: Scope, carry: str, buckets: int, number: str = "") -> Scope:
    """Rows whose ``required:`` or ``actual:`` takes in what earlier buckets of the subject left.

    What is left after a bucket is the running sum of the differences above its lowest point so
    far, since it never falls below zero.  Raises `TooLarge` where a sum does not fit into 64 bits.
    """
    names = (f"required{number}:", f"actual{number}:")
    grown, other = names if carry == "missing" else reversed(names)
    left = minus(scope.integers(grown), scope.integers(other))
    frame = told(scope.frame, left, "left:", _WHAT).with_columns(nw.col("left:").fill_null(0))
    most = left.most * buckets
    frame = running(frame, "left:", ["subject"], "bucket", "sum:", most, _WHAT)
    frame = _over(frame, nw.col("sum:").cum_min(), "low:")
    low = nw.when(nw.col("low:") < 0).then(nw.col("low:")).otherwise(nw.col("low:") * 0)
    most = min(most, LIMIT)
    over = minus(Integers(nw.col("sum:"), most), Integers(low, most))
    frame = _over(told(frame, over, "over:", _WHAT), nw.col("over:").shift(1), "before:")
    taken = plus(scope.integers(grown), Integers(nw.col("before:").fill_null(0), over.most))
    frame = told(frame, taken, grown, _WHAT).drop(["left:", "sum:", "low:", "over:", "before:"])
    return replace(scope, frame=frame, sizes={**scope.sizes, grown: taken.most})


def _over(frame: Frame, running: nw.Expr, name: str) -> Frame:
    """Rows with a running value of their subject, bucket after bucket."""
    return frame.with_columns(running.over("subject", order_by="bucket").alias(name))


def with_substitute(scope: Scope, source: str, to: str, rate: Fraction) -> Scope:
    """Rows in which the excess of one target has filled what another misses, one for ``rate``.

    It fills in whole steps of the measure's smallest unit, and takes whole steps from the excess.
    Raises `TooLarge` where a product with the rate does not fit into 64 bits.
    """
    engine = scope.engine
    excess, missing = nw.col(f"excess{source}:"), nw.col(f"missing{to}:")
    over = times(scope.integers(f"excess{source}:"), rate.denominator, engine)
    frame = told(scope.frame, over, "over:", _WHAT)
    most = engine.whole(nw.col("over:"), rate.numerator)
    less = nw.when(most < missing).then(most).otherwise(missing)
    moved = nw.when(~excess.is_null() & ~missing.is_null()).then(less).otherwise(0)
    frame = frame.with_columns(moved.alias("moved:"))
    taken = times(Integers(nw.col("moved:"), over.most), rate.numerator, engine)
    frame = told(frame, taken, "taken:", _WHAT)
    rest = nw.col("taken:") % rate.denominator
    used = engine.whole(nw.col("taken:"), rate.denominator) + (rest > 0).cast(nw.Int64)
    frame = frame.with_columns(
        (missing - nw.col("moved:")).alias(f"missing{to}:"),
        (excess - used).alias(f"excess{source}:"),
    )
    return replace(scope, frame=frame.drop(["over:", "moved:", "taken:"]))
