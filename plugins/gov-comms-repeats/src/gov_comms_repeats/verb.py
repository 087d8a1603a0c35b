"""``repeats``: the first claim of a group counts in full, those after it for less and less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import lcm
from typing import ClassVar, Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.order import OrderField
from gov_comms.language.step import Rounding, Step
from gov_comms.ledger.book import Book
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, settled
from gov_comms.ledger.integers import minus
from gov_comms.ledger.ordering import order_keys, placed
from gov_comms.ledger.postings import Adjusted, Posting, Selection
from gov_comms.ledger.quantity import Quantity, counted, multiply, scaled
from gov_comms.ledger.scope import seen
from gov_comms_repeats.shares import ShareField, SharesField


class Repeats(Step):
    """Counts the claims of each group of ``per`` for ``shares`` in their order, then ``rest``."""

    opens: ClassVar[bool] = False
    do: Literal["repeats"]
    of: tuple[str, ...]
    measures: tuple[str, ...] = ()
    when: ConditionField | None = None
    per: tuple[str, ...]
    order: tuple[OrderField, ...] = Field(min_length=1)
    shares: SharesField
    rest: ShareField
    rounding: Rounding | None = None


def run(step: Repeats, book: Book) -> Iterator[Posting]:
    """Take from each claim what it does not count for; the core writes the lines."""
    chosen = book.claims(step.of, step.measures, step.when, bucketed=True)
    if not chosen or not book.buckets:
        # Without a bucket of its own, another edition of the step rules.
        return
    selections = [book.bucketed(each) for each in chosen]
    engine = book.sight.tables.engine
    turned = _turned(step, selections, engine)
    for number, selection in enumerate(selections):
        frame = turned.filter(nw.col("selection:") == number) if len(selections) > 1 else turned
        scope, measure = replace(selection.scope, frame=frame), selection.source.measure
        value = scope.integers("value")
        kept = multiply(counted(value), _part(step), engine)
        whole, inexact = scaled(kept, 0, step.rounding, engine)
        scope = book.held(scope, minus(whole, value), measure, "amount")
        book.refuse_inexact(scope.frame, inexact, measure)
        yield Adjusted(selection.source, scope.frame, selection.others)


def _turned(step: Repeats, selections: Sequence[Selection], engine: Engine) -> Frame:
    """Every claim with its ``turn:`` in its group, from 1; empty where it competes with none."""
    kinds = sorted({_kind(each) for each in selections})
    rows = nw.concat(
        [
            _rows(step, each, number, kinds.index(_kind(each)))
            for number, each in enumerate(selections)
        ]
    )
    cells = [seen(name) for name in step.per]
    group = [*cells, "subject", "bucket", "kind:"]
    alone = len(selections) == 1
    place = placed(rows, order_keys(step.order), group, engine, one_source=alone)
    turn = nw.col("place:").rank("ordinal").over(*place.group).cast(nw.Int64)
    turned = place.frame.with_columns(turn.alias("turn:"))
    for cell in cells:
        known = ~nw.col(cell).is_null()
        turned = turned.with_columns(nw.when(known).then(nw.col("turn:")).alias("turn:"))
    turned = turned.select("claim", "value", "selection:", "turn:")
    return turned if alone else settled(turned)


def _kind(selection: Selection) -> tuple[str, str]:
    """Claims of different capacities or measures never compete."""
    return selection.source.capacity, selection.source.measure


def _rows(step: Repeats, selection: Selection, number: int, kind: int) -> Frame:
    """A selection's claims with all that groups and orders them, alike for every selection."""
    columns = [*step.per, *(column for _, column in step.order if column)]
    cells = [
        nw.col(seen(name)).cast(nw.Int64)
        if name in selection.source.columns
        else nw.lit(None, nw.Int64).alias(seen(name))
        for name in dict.fromkeys(columns)
    ]
    named = ("claim", "fact", "subject", "day", "value", "bucket")
    integers = [nw.col(name).cast(nw.Int64) for name in named]
    marks = (nw.lit(number, nw.Int64).alias("selection:"), nw.lit(kind, nw.Int64).alias("kind:"))
    return selection.scope.frame.select(*integers, *cells, *marks)


def _part(step: Repeats) -> Quantity:
    """How much of a claim counts at its ``turn:``; all of it where it competes with none."""
    bottom = lcm(*(share.denominator for share in (*step.shares, step.rest)))
    part = nw.lit(int(step.rest * bottom), nw.Int64)
    for number, share in enumerate(step.shares, start=1):
        of_this = nw.lit(int(share * bottom), nw.Int64)
        part = nw.when(nw.col("turn:") == number).then(of_this).otherwise(part)
    alone = nw.col("turn:").is_null()
    top = nw.when(alone).then(nw.lit(bottom, nw.Int64)).otherwise(part)
    return Quantity(top, bottom, bottom)
