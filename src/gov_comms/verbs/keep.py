"""``keep``: only the first so many claims of each group count, or claims up to a sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

import narwhals as nw
from pydantic import Field

from gov_comms.facts.cells import LIMIT
from gov_comms.language.choice import Choice
from gov_comms.language.condition import ConditionField
from gov_comms.language.order import FIRST, OrderField
from gov_comms.language.step import Step, Whole
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger.book import Book
from gov_comms.ledger.frame import Frame, settled
from gov_comms.ledger.integers import Integers, minus, running, told
from gov_comms.ledger.ordering import comparable, order_keys, placed
from gov_comms.ledger.postings import CLAIM, Adjusted, Posting, Selection, together
from gov_comms.ledger.scope import Scope, seen
from gov_comms.messages import msg
from gov_comms.timeline import to_number

COMPETE = Choice(
    msg("it is not said which claims compete"),
    (
        ('["work"]', msg("those of one piece")),
        ('["work", "outlet"]', msg("those of one piece in one outlet")),
        ("[]", msg("all claims of a subject")),
    ),
)
LATER = Choice(
    msg("it is not said what a claim gets that takes the place of one paid before"),
    (
        ("difference", msg("what it has above that one")),
        ("full", msg("all of it")),
    ),
)


class Keep(Step):
    """Keeps the first ``keep`` claims of each group of ``per``, or a sum of ``most``.

    ``later`` says what a claim gets that takes the place of one paid before the period: all of it
    (``full``), or what it has above that one (``difference``).
    """

    opens: ClassVar[bool] = False
    do: Literal["keep"]
    of: tuple[str, ...]
    measures: tuple[str, ...] = ()
    when: ConditionField | None = None
    per: Annotated[tuple[str, ...], COMPETE]
    keep: Whole | None = Field(None, ge=0)
    most: ValueField | None = None
    order: Annotated[tuple[OrderField, ...], FIRST] = Field(min_length=1)
    later: Annotated[Literal["difference", "full"], LATER] | None = None
    across: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


GROUP = ("subject", "bucket", "capacity:", "measure:")


def run(step: Keep, book: Book) -> Iterator[Posting]:
    """Cancel, group by group, what stands behind the claims that are kept."""
    chosen = book.claims(step.of, step.across or step.measures, step.when, bucketed=True)
    if not chosen or not book.buckets:
        # Without a bucket of its own, another edition of the step rules.
        return
    selections = [book.bucketed(each) for each in chosen]
    rows = [_row(step, book, selection, selections) for selection in selections]
    frame = rows[0].frame if len(rows) == 1 else nw.concat([each.frame for each in rows])
    cap = max(each.integers("most:").most for each in rows)
    scope = replace(rows[0], frame=frame, sizes={"most:": cap})
    most = sum(each.source.claims * each.source.most for each in selections)
    group = [*(seen(name) for name in step.per), *GROUP]
    constant = {"capacity:", "measure:"} if len(selections) == 1 else set()
    if step.within in ("period", "ever"):
        constant.add("bucket")
    group = [name for name in group if name not in constant]
    decided = _decided(step, scope, group, most, one_source=len(selections) == 1)
    if step.later == "difference":
        decided = _less_paid_before(decided, group, book)
    if len(selections) > 1 or step.also:
        decided = settled(decided)
    for number, selection in enumerate(selections):
        own = decided
        if len(selections) > 1:
            fate = decided.filter(nw.col("selection:") == number)
            fate = fate.select("claim", "amount", "supersedes")
            own = selection.scope.frame.join(fate, on="claim", how="inner")
        frame = own.select(*selection.source.frame.collect_schema().names(), "amount", "supersedes")
        grows = step.later == "difference"
        yield Adjusted(selection.source, frame, selection.others, grows)
    decided_already = {selection.source.number for selection in selections}
    yield from _companions(step, book, decided, decided_already)


def _row(step: Keep, book: Book, selection: Selection, all_of: list[Selection]) -> Scope:
    """A selection's claims with their group, the columns that order them, and their cap."""
    source, scope = selection.source, selection.scope
    if step.most is not None:
        scope = book.amount(scope, step.most, source.measure, "down", "most:")
    if len(all_of) == 1:
        return scope
    capacities = sorted({each.source.capacity for each in all_of})
    measures = sorted({each.source.measure for each in all_of})
    frame = scope.frame.with_columns(
        nw.lit(capacities.index(source.capacity), nw.Int64).alias("capacity:"),
        nw.lit(0 if step.across else measures.index(source.measure), nw.Int64).alias("measure:"),
        nw.lit(all_of.index(selection), nw.Int64).alias("selection:"),
    )
    shared = _columns(step)
    missing = [nw.lit(None, nw.Int64).alias(seen(n)) for n in shared if n not in source.columns]
    casts = [comparable(n, selection, all_of) for n in shared if n in source.columns]
    if missing or casts:
        frame = frame.with_columns(*missing, *casts)
    told_of = [*CLAIM, "bucket", "capacity:", "measure:", "selection:"]
    cap = ["most:"] if step.most is not None else []
    return replace(scope, frame=frame.select(*told_of, *cap, *(seen(n) for n in shared)))


def _columns(step: Keep) -> list[str]:
    """The columns by which claims are grouped and ordered, once each."""
    ordered = (column for how, column in step.order if how in ("high", "low"))
    return list(dict.fromkeys((*step.per, *ordered)))


def _decided(step: Keep, scope: Scope, group: list[str], most: int, *, one_source: bool) -> Frame:
    """Claims with the ``amount`` that cancels them, and which claim took their place.

    No sum of claims is further from zero than ``most``, as far as 64 bits hold it.
    """
    value, keys = nw.col("value"), order_keys(step.order)
    place = placed(scope.frame, keys, group, scope.engine, one_source=one_source)
    frame, group = place.frame, list(place.group)
    if step.most is not None:
        what = msg("a sum of claims that a cap is held against")
        frame = running(frame, "value", group, "place:", "until:", most, what)
        before = Integers(nw.col("until:") - value, min(most, LIMIT))
        frame = told(frame, minus(scope.integers("most:"), before), "room:", what)
        room = nw.col("room:")
        # What takes away fills no room, and a claim whose group is not known competes with none.
        free = value < 0
        for name in step.per:
            free = free | nw.col(seen(name)).is_null()
        trimmed = nw.when(room <= 0).then(value * 0).otherwise(room)
        kept = nw.when((trimmed < value) & ~free).then(trimmed).otherwise(value)
        return frame.with_columns(
            (kept - value).alias("amount"), nw.lit(None, nw.Int64).alias("supersedes")
        )
    first = nw.col("place:").min().over(*group)
    if step.keep == 1:
        frame = frame.with_columns(first.alias("first:"))
        out = nw.col("place:") != nw.col("first:")
    else:
        turn = nw.col("place:").rank("ordinal").over(*group)
        frame = frame.with_columns(first.alias("first:"), turn.alias("turn:"))
        out = nw.col("turn:") > int(step.keep or 0)
    for name in step.per:
        # A claim whose group is not known competes with none.
        out = out & ~nw.col(seen(name)).is_null()
    amount = nw.when(out).then(value * -1).otherwise(0)
    winner = nw.when(out).then(nw.col("first:")) if step.keep else nw.lit(None, nw.Int64)
    decided = frame.with_columns(amount.alias("amount"), winner.alias("supersedes:"))
    return place.with_claim(decided, "supersedes:", "supersedes")


def _less_paid_before(decided: Frame, group: list[str], book: Book) -> Frame:
    """Claims of which the one that is kept loses what its group was paid before the period.

    Every claim was paid its difference in its own period, so that all of them together come to
    the highest of them.
    """
    early = nw.col("day") < to_number(book.sight.period.first)
    paid = nw.when(early).then(nw.col("value")).max().over(*group)
    decided = settled(decided.with_columns(paid.alias("paid:")))
    taken = nw.when(~early & (nw.col("amount") == 0)).then(nw.col("paid:") * -1)
    return decided.with_columns((nw.col("amount") + taken.fill_null(0)).alias("amount"))


def _companions(
    step: Keep, book: Book, decided: Frame, decided_already: set[int]
) -> Iterator[Posting]:
    """Cancel the claims of ``also`` on the same fact and subject as a claim that lost.

    Sources whose claims competed themselves are ``decided_already``.
    """
    if not step.also:
        return
    lost = decided.filter(nw.col("amount") + nw.col("value") == 0).filter(nw.col("value") != 0)
    keys = lost.select("fact", "subject").unique()
    for selection in book.claims(step.also, (), None, bucketed=True):
        if selection.source.number in decided_already:
            continue
        frame = selection.scope.frame
        gone = frame.join(keys, on=["fact", "subject"], how="semi")
        stay = frame.join(keys, on=["fact", "subject"], how="anti")
        cancelled = gone.with_columns((nw.col("value") * -1).alias("amount"))
        yield Adjusted(selection.source, cancelled, together(selection.others, stay))
