"""``skip``: what fills a target is not paid; only what stands above it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

import narwhals as nw
from pydantic import Field

from gov_comms.facts.cells import LIMIT
from gov_comms.language.choice import Choice
from gov_comms.language.condition import ConditionField
from gov_comms.language.order import FIRST, OrderField
from gov_comms.language.step import Rounding, Step, SubjectFor
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger.book import Book
from gov_comms.ledger.frame import Frame, settled
from gov_comms.ledger.integers import Integers, minus, running, summed, times
from gov_comms.ledger.ordering import comparable, order_keys, placed
from gov_comms.ledger.postings import Adjusted, Found, Posting, Selection, together
from gov_comms.ledger.quantity import Quantity, scaled
from gov_comms.ledger.scope import Known, Scope, seen
from gov_comms.ledger.sums import attributed, sum_of
from gov_comms.ledger.tables import OUTCOME
from gov_comms.ledger.targets import RESULTS, with_difference
from gov_comms.ledger.values import narrowed
from gov_comms.messages import msg
from gov_comms.model import ColumnType

STRADDLE = Choice(
    msg("it is not said what is paid for the piece with which the target is reached"),
    (
        ("split", msg("the part of it beyond the target")),
        ("whole", msg("all of it")),
    ),
)


class Skip(Step):
    """Fills ``target`` with the claims of ``of`` in ``count``, in the declared order.

    The claims of ``also`` on the same fact, subject and capacity are paid for the part of their
    piece that stands above the target.  A piece that straddles it is ``split``, or paid ``whole``.
    """

    opens: ClassVar[bool] = False
    do: Literal["skip"]
    subjects: SubjectFor = Field(alias="for")
    when: ConditionField | None = None
    count: str
    of: tuple[str, ...] = ()
    target: ValueField
    order: Annotated[tuple[OrderField, ...], FIRST] = Field(min_length=1)
    straddle: Annotated[Literal["split", "whole"], STRADDLE]
    also: tuple[str, ...] = Field(min_length=1)
    measures: tuple[str, ...] = ()
    rounding: Rounding | None = None


PIECE = ("fact", "subject", "capacity:")
"""What a piece's own claims and those that are paid for it have in common."""


def run(step: Skip, book: Book) -> Iterator[Posting]:
    """Leave a result row for each subject and bucket, and cut what is paid for skipped pieces."""
    if not book.buckets:
        # Without a bucket of its own, another edition of the step rules.
        return
    wanted = step.measures or tuple(m for m in book.sight.tables.agency.measures if m != step.count)
    paid = book.claims(step.also, wanted, None, bucketed=True)
    filling = book.claims(step.of, (step.count,), None, bucketed=True)
    capacities = sorted({each.source.capacity for each in (*filling, *paid)})
    scope = book.amount(
        narrowed(book.totals(step.subjects), step.when),
        step.target,
        step.count,
        step.rounding,
        "required:",
    )
    scope = replace(scope, frame=scope.frame.filter(~nw.col("required:").is_null()))
    if not filling:
        empty = scope.frame.with_columns((nw.col("required:") * 0).alias("actual:"))
        sizes = {**scope.sizes, "actual:": 0}
        yield _found(step, book, replace(scope, frame=empty, sizes=sizes))
        return
    filled = settled(_filled(step, book, filling, capacities, scope.frame))
    most, what = _most(filling), sum_of(step.count)
    sums = summed(filled, ["owner:", "bucket"], "value", "actual:", most, what)
    rows = scope.frame.join(
        sums.rename({"owner:": "subject"}), on=["subject", "bucket"], how="left"
    )
    rows = rows.with_columns(nw.col("actual:").fill_null(0))
    sizes = {**scope.sizes, "actual:": min(most, LIMIT)}
    yield _found(step, book, replace(scope, frame=rows, sizes=sizes))
    # No part of a sum that fits is larger: what fills a target is above zero.
    pieces = filled.group_by(*PIECE).agg(
        nw.col("value").sum().alias("whole:"), nw.col("skipped:").sum()
    )
    pieces = settled(pieces.filter(nw.col("skipped:") > 0))
    for selection in paid:
        capacity = capacities.index(selection.source.capacity)
        yield _cut(step, book, selection, capacity, pieces, min(most, LIMIT))


def _most(filling: Sequence[Selection]) -> int:
    """How far from zero a sum of what fills the targets may be."""
    return sum(each.source.claims * each.source.most for each in filling)


def _found(step: Skip, book: Book, scope: Scope) -> Found:
    """The result rows: what was asked, what there was, and by how much they differ."""
    scale, scope = book.measure(step.count).scale, with_difference(scope)
    met = (nw.col("missing:") == 0).cast(nw.Int64).alias("outcome")
    rows = scope.frame.with_columns(*(nw.col(f"{n}:").alias(n) for n in RESULTS), met)
    known = {
        **{n: Known(ColumnType.NUMBER, scale, most=scope.integers(f"{n}:").most) for n in RESULTS},
        "outcome": Known(ColumnType.WORD, vocabulary=OUTCOME),
    }
    return Found(step.subjects, rows, known)


def _filled(
    step: Skip, book: Book, filling: Sequence[Selection], capacities: list[str], targets: Frame
) -> Frame:
    """The claims that fill a target, with what of them is ``skipped:`` and whose (``owner:``)."""
    columns = [column for how, column in step.order if how in ("high", "low")]
    parts = []
    for each in filling:
        frame = book.bucketed(each).scope.frame
        # What takes away from the count fills nothing.
        frame = frame.filter(nw.col("value") > 0).with_columns(nw.col("subject").alias("own:"))
        owned = attributed(frame, each.source.subjects, step.subjects, book.measure(step.count))
        parts.append(
            owned.select(
                "claim",
                "fact",
                nw.col("own:").alias("subject"),
                nw.col("subject").alias("owner:"),
                "day",
                "value",
                "bucket",
                nw.lit(capacities.index(each.source.capacity), nw.Int64).alias("capacity:"),
                *(_cell(name, each, filling) for name in columns),
            )
        )
    asked = targets.select(nw.col("subject").alias("owner:"), "bucket", "required:")
    frame = nw.concat(parts).join(asked, on=["owner:", "bucket"], how="inner")
    place = placed(frame, order_keys(step.order), ["owner:", "bucket"], book.sight.tables.engine)
    value, target = nw.col("value"), nw.col("required:")
    most, what = _most(filling), sum_of(step.count)
    frame = running(place.frame, "value", place.group, "place:", "until:", most, what)
    before = nw.col("until:") - value
    if step.straddle == "whole":
        skipped = nw.when(nw.col("until:") <= target).then(value).otherwise(value * 0)
    else:
        room = nw.when(before < target).then(target - before).otherwise(value * 0)
        skipped = nw.when(room < value).then(room).otherwise(value)
    return frame.with_columns(skipped.alias("skipped:"))


def _cell(name: str, selection: Selection, all_of: Sequence[Selection]) -> nw.Expr:
    """A column that orders the pieces; empty where the rows behind them do not have it."""
    if name not in selection.source.columns:
        return nw.lit(None, nw.Int64).alias(seen(name))
    return comparable(name, selection, all_of)


def _cut(
    step: Skip, book: Book, selection: Selection, capacity: int, pieces: Frame, most: int
) -> Adjusted:
    """The claims that are paid for skipped pieces, brought to the part above the target.

    No piece counts for more than ``most``.
    """
    source, frame = selection.source, selection.scope.frame
    own = pieces.filter(nw.col("capacity:") == capacity).drop("capacity:")
    cut = settled(frame.join(own, on=["fact", "subject"], how="inner"))
    stay = frame.join(own, on=["fact", "subject"], how="anti")
    engine, value = selection.scope.engine, selection.scope.integers("value")
    above = Integers(nw.col("whole:") - nw.col("skipped:"), most)
    part = times(value, above, engine)
    counted = Quantity(part.column, nw.col("whole:"), part.most, most, part.beyond)
    kept, inexact = scaled(counted, 0, step.rounding, engine)
    scope = replace(selection.scope, frame=cut)
    scope = book.held(scope, minus(kept, value), source.measure, "amount")
    book.refuse_inexact(scope.frame, inexact, source.measure)
    return Adjusted(source, scope.frame, together(selection.others, stay))
