"""``convert``: counts of one measure into another, so many for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import narwhals as nw

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import Gives, Rounding, Step
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger import quantity as q
from gov_comms.ledger.book import Book
from gov_comms.ledger.postings import Posting
from gov_comms.ledger.quantity import Quantity
from gov_comms.ledger.scope import Known, seen
from gov_comms.ledger.values import evaluate


class Convert(Step):
    """Sums ``count`` per subject and group and gives ``give`` for every ``every`` of it.

    ``remainder`` is what happens to the rest: ``lost``, ``fraction``, or ``carried`` into the next
    bucket.
    """

    do: Literal["convert"]
    of: tuple[str, ...] = ()
    count: str
    when: ConditionField | None = None
    per: tuple[str, ...] = ()
    every: ValueField
    give: Gives
    remainder: Literal["lost", "fraction", "carried"]
    rounding: Rounding | None = None


def run(step: Convert, book: Book) -> Iterator[Posting]:
    """Open a claim for each subject, group and bucket with what its sum converts into."""
    one = 10 ** book.measure(step.count).scale
    parts = []
    columns: dict[str, Known] = {}
    for selection in book.claims(step.of, (step.count,), step.when, bucketed=True):
        columns.update({n: selection.source.columns[n] for n in step.per})
        keyed = book.in_buckets(selection.scope.frame)
        parts.append(
            keyed.select(
                "subject",
                nw.col("unit").cast(nw.Int64),
                "bucket",
                "value",
                *(nw.col(seen(n)).cast(nw.Int64) for n in step.per),
            )
        )
    if not parts:
        return
    keys = ["subject", "unit", *(seen(n) for n in step.per)]
    summed = nw.concat(parts).group_by(*keys, "bucket").agg(nw.col("value").sum().alias("sum:"))
    summed = summed.filter(~nw.col("subject").is_null())
    frame = book.with_bucket_days(summed).with_columns(nw.lit(None, nw.Int64).alias("fact"))
    if step.remainder == "carried":
        so_far = nw.col("sum:").cum_sum().over(*keys, order_by="bucket")
        frame = frame.with_columns(so_far.alias("until:")).with_columns(
            (nw.col("until:") - nw.col("sum:")).alias("before:")
        )
    frame = frame.collect().lazy()
    scope = book.scope(frame, columns)
    scope, every = evaluate(step.every, scope)
    for measure, value in step.give.items():
        scope, give = evaluate(value, scope)
        amount = q.multiply(give, _units(step, every, one))
        given = book.scaled(scope, amount, measure, step.rounding, f"give:{measure}")
        kept = replace(given, frame=given.frame.filter(nw.col(f"give:{measure}") != 0))
        yield book.opened(kept, measure, f"give:{measure}", capacity="unit")


def _units(step: Convert, every: Quantity, one: int) -> Quantity:
    """How many times ``every`` is in the sum: whole, exact, or whole with what was carried."""
    if step.remainder == "carried":
        until = _whole(Quantity(nw.col("until:"), one), every)
        return Quantity(until - _whole(Quantity(nw.col("before:"), one), every))
    total = Quantity(nw.col("sum:"), one)
    return (
        q.divide(total, every) if step.remainder == "fraction" else Quantity(_whole(total, every))
    )


def _whole(total: Quantity, every: Quantity) -> nw.Expr:
    return (total.top * every.bottom) // (every.top * total.bottom)
