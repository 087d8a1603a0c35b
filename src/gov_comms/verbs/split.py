"""``split``: moves a claim from a work to its authors or units, each getting a share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import lcm
from typing import Annotated, Any, Literal

import narwhals as nw
from pydantic import Field, PlainValidator

from gov_comms.facts.cells import LIMIT
from gov_comms.language.choice import Choice
from gov_comms.language.condition import ConditionField
from gov_comms.language.faults import Faults
from gov_comms.language.positive import Positive
from gov_comms.language.step import Rounding, Step, ToField, Whole
from gov_comms.ledger.book import Book
from gov_comms.ledger.frame import Frame, settled, worked_out
from gov_comms.ledger.integers import Integers, fitting, minus, plus, running, times
from gov_comms.ledger.postings import Adjusted, Posting, Selection, together
from gov_comms.ledger.quantity import Quantity, scaled
from gov_comms.ledger.receivers import receive
from gov_comms.ledger.scope import Scope, seen
from gov_comms.messages import msg


def parse_count(raw: Any) -> int:
    """A number of receivers; keys of TOML are always text."""
    if not str(raw).isdecimal():
        faults = Faults()
        faults.add((), msg("a whole number is needed"))
        faults.refuse()
    return int(raw)


Count = Annotated[Any, PlainValidator(parse_count)]

SHARES = Choice(
    msg("it is not said how they share"),
    (
        ("equal", msg("all alike")),
        ("shares", msg("as the column shares says")),
        ("[3, 2]", msg("by such weights, in the order of the names")),
    ),
)
RESIDUE = Choice(
    msg("it is not said who gets what does not divide"),
    (
        ("first", msg("the first of them")),
        ("last", msg("the last of them")),
        ("drop", msg("nobody")),
    ),
)


class Split(Step):
    """Divides each claim of ``of`` among its receivers.

    ``by`` is ``equal``; ``shares`` (the column of that name on the fact, adding up to the whole);
    or a list of weights in the receivers' order, such as ``[3, 2]``.  ``by_count`` gives a list of
    weights for each number of receivers.  ``most`` limits how many receivers take part.
    """

    do: Literal["split"]
    of: tuple[str, ...]
    measures: tuple[str, ...] = ()
    when: ConditionField | None = None
    to: ToField
    by: Annotated[Literal["equal", "shares"] | tuple[Positive, ...] | None, SHARES] = None
    by_count: dict[Count, tuple[Positive, ...]] | None = None
    most: Whole | None = Field(None, ge=1)
    rounding: Rounding | None = None
    residue: Annotated[Literal["first", "last", "drop"], RESIDUE] | None = None


def run(step: Split, book: Book) -> Iterator[Posting]:
    """Bring each claim to zero and open one for each receiver's share of it."""
    for selection in book.claims(step.of, step.measures, step.when):
        source = selection.source
        shared = settled(_shared(step, book, selection))
        scope = replace(selection.scope, frame=shared)
        yield book.opened(scope, source.measure, "share:", like=source)
        moved = shared.select("parent:").unique().rename({"parent:": "claim"})
        frame = selection.scope.frame
        gone = frame.join(moved, on="claim", how="semi")
        stay = frame.join(moved, on="claim", how="anti")
        zeroed = gone.with_columns((nw.col("value") * -1).alias("amount"))
        yield Adjusted(source, zeroed, together(selection.others, stay))


def _shared(step: Split, book: Book, selection: Selection) -> Frame:
    """A row for each receiver of each claim, with its ``share:`` of the claim's value."""
    scope = selection.scope
    parents = scope.frame.with_columns(nw.col("claim").alias("parent:"))
    received = receive(book.sight.tables, replace(scope, frame=parents), step.to).frame
    received = received.with_columns(
        (nw.col("turn").rank("ordinal").over("parent:").cast(nw.Int64) - 1).alias("turn")
    )
    if step.most is not None:
        received = received.filter(nw.col("turn") < step.most)
    number = nw.col("turn").count().over("parent:")
    received = settled(received.with_columns(number.alias("number:")))
    turns = received.select(nw.col("turn").max().alias("turn"))
    several = 1 + (worked_out(turns)["turn"].to_list()[0] or 0)
    weight = _weight(step, several, scope)
    weighted = received.with_columns(weight.column.alias("weight:"))
    weighted = weighted.filter(nw.col("weight:") > 0)
    whole, measure = weight.most * several, selection.source.measure
    what = msg("a sum of shares")
    weighted = settled(running(weighted, "weight:", ["parent:"], None, "whole:", whole, what))
    value = scope.integers("value")
    part = times(value, Integers(nw.col("weight:"), weight.most), scope.engine)
    counted = Quantity(part.column, nw.col("whole:"), part.most, min(whole, LIMIT), part.beyond)
    share, inexact = scaled(counted, 0, step.rounding, scope.engine)
    divided = book.held(replace(scope, frame=weighted), share, measure, "share:")
    book.refuse_inexact(divided.frame, inexact, measure)
    if step.rounding is None or step.residue in (None, "drop"):
        return divided.frame
    # Rounded up, every share is larger by less than one.
    most = value.most + several
    frame = running(divided.frame, "share:", ["parent:"], None, "shared:", most, what)
    left = minus(value, Integers(nw.col("shared:"), min(most, LIMIT)))
    turn = nw.col("turn")
    edge = turn.min() if step.residue == "first" else turn.max()
    takes = turn == edge.over("parent:")
    more = nw.when(takes).then(left.column).otherwise(left.column * 0)
    mended = plus(Integers(nw.col("share:"), value.most), Integers(more, several, left.beyond))
    return book.held(replace(scope, frame=frame), mended, measure, "share:").frame


def _weight(step: Split, several: int, scope: Scope) -> Integers:
    """The weight of a receiver by its turn; receivers beyond a list of weights get none."""
    turn, number = nw.col("turn"), nw.col("number:")
    if step.by == "shares":
        return Integers(_nth_share(several), max(scope.columns["shares"].most, 1))
    if isinstance(step.by, tuple):
        weights = _whole(step.by)
        return Integers(_listed(weights, turn), max(weights))
    if step.by_count:
        weight, most = number * 0, 0
        for count, shares in sorted(step.by_count.items()):
            weights = _whole(shares)
            weight = nw.when(number >= count).then(_listed(weights, turn)).otherwise(weight)
            most = max(most, *weights)
        return Integers(weight, most)
    return Integers(turn * 0 + 1, 1)


def _nth_share(several: int) -> nw.Expr:
    """The share written down for a receiver; one alone needs none written."""
    column = nw.col(seen("shares"))
    unwritten = (column.list.len() == 0).fill_null(True)
    alone = (nw.col("number:") == 1) & unwritten
    share = nw.when(alone).then(nw.col("turn") * 0 + 1).otherwise(nw.col("turn") * 0)
    for turn in range(several):
        here = (nw.col("turn") == turn) & (column.list.len() > turn)
        share = nw.when(here).then(column.list.get(turn)).otherwise(share)
    return share


def _whole(weights: tuple[Fraction, ...]) -> list[int]:
    """Weights as whole numbers in the same proportion."""
    bottom = lcm(*(weight.denominator for weight in weights))
    return [fitting(int(weight * bottom)) for weight in weights]


def _listed(weights: list[int], turn: nw.Expr) -> nw.Expr:
    weight = turn * 0
    for place, each in enumerate(weights):
        weight = nw.when(turn == place).then(nw.lit(each, nw.Int64)).otherwise(weight)
    return weight
