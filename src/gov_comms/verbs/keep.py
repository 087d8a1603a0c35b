"""``keep``: only the first so many claims of each group count, or claims up to a sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

import narwhals as nw
from pydantic import Field, PlainValidator

from gov_comms.language.condition import ConditionField
from gov_comms.language.faults import Faults
from gov_comms.language.step import Step
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger.book import Book
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.ordering import placed
from gov_comms.ledger.postings import Adjusted, Posting, Selection, together
from gov_comms.ledger.scope import seen
from gov_comms.messages import msg
from gov_comms.timeline import to_number

ORDERS = ("highest", "lowest", "heaviest", "lightest", "earliest", "latest")


def parse_order(raw: Any) -> tuple[str, str]:
    """An order: a word of `ORDERS`, or ``{ high = column }`` or ``{ low = column }``."""
    if isinstance(raw, tuple):
        return raw
    if raw in ORDERS:
        return (raw, "")
    if isinstance(raw, Mapping) and len(raw) == 1 and next(iter(raw)) in ("high", "low"):
        how, column = next(iter(raw.items()))
        return (how, str(column))
    faults = Faults()
    faults.add(
        (),
        msg("an order is one of {orders}, or {{ high = column }}", orders=", ".join(ORDERS)),
    )
    faults.refuse()
    raise AssertionError


class Keep(Step):
    """Keeps the first ``keep`` claims of each group of ``per``, or a sum of ``most``."""

    do: Literal["keep"]
    of: tuple[str, ...]
    measures: tuple[str, ...] = ()
    when: ConditionField | None = None
    per: tuple[str, ...]
    keep: int | None = Field(None, ge=0)
    most: ValueField | None = None
    order: tuple[Annotated[Any, PlainValidator(parse_order)], ...] = Field(min_length=1)
    across: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


GROUP = ("subject", "bucket", "capacity:", "measure:")


def run(step: Keep, book: Book) -> Iterator[Posting]:
    """Cancel, group by group, what stands behind the claims that are kept."""
    chosen = book.claims(step.of, step.across or step.measures, step.when, bucketed=True)
    if not chosen or not book.buckets:
        # Without a bucket of its own, another edition of the step rules.
        return
    selections = [_bucketed(step, book, each) for each in chosen]
    rows = [_row(step, book, selection, selections) for selection in selections]
    frame = rows[0] if len(rows) == 1 else nw.concat(rows)
    group = [*(seen(name) for name in step.per), *GROUP]
    constant = {"capacity:", "measure:"} if len(selections) == 1 else set()
    if step.within in ("period", "ever"):
        constant.add("bucket")
    group = [name for name in group if name not in constant]
    decided = _decided(step, frame, group)
    if len(selections) > 1 or step.also:
        decided = decided.collect().lazy()
    for number, selection in enumerate(selections):
        own = decided
        if len(selections) > 1:
            fate = decided.filter(nw.col("selection:") == number)
            fate = fate.select("claim", "amount", "supersedes")
            own = selection.scope.frame.join(fate, on="claim", how="inner")
        frame = own.select(*selection.source.frame.collect_schema().names(), "amount", "supersedes")
        yield Adjusted(selection.source, frame, selection.others)
    decided_already = {selection.source.number for selection in selections}
    yield from _companions(step, book, decided, decided_already)


def _bucketed(step: Keep, book: Book, selection: Selection) -> Selection:
    """A selection whose claims have their bucket; those that lie in none stay as they are."""
    frame, others = selection.scope.frame, selection.others
    if step.within in ("period", "ever"):
        held = frame.with_columns(nw.lit(0, nw.Int64).alias("bucket"))
    else:
        held = book.in_buckets(frame)
        if selection.source.wide or not _covered(book):
            others = together(others, frame.join(held.select("claim"), on="claim", how="anti"))
    return replace(selection, scope=replace(selection.scope, frame=held), others=others)


def _covered(book: Book) -> bool:
    """Whether every day of the period lies in one of the step's buckets."""
    first, last = to_number(book.sight.period.first), to_number(book.sight.period.last)
    days = (min(each.last, last) - max(each.first, first) + 1 for each in book.buckets)
    return sum(number for number in days if number > 0) == last - first + 1


def _row(step: Keep, book: Book, selection: Selection, all_of: list[Selection]) -> Frame:
    """A selection's claims with their group, the columns that order them, and their cap."""
    capacities = sorted({each.source.capacity for each in all_of})
    measures = sorted({each.source.measure for each in all_of})
    source, scope = selection.source, selection.scope
    if step.most is not None:
        scope = book.amount(scope, step.most, source.measure, "down", "most:")
    frame = scope.frame.with_columns(
        nw.lit(capacities.index(source.capacity), nw.Int64).alias("capacity:"),
        nw.lit(0 if step.across else measures.index(source.measure), nw.Int64).alias("measure:"),
        nw.lit(all_of.index(selection), nw.Int64).alias("selection:"),
    )
    if len(all_of) == 1:
        return frame
    shared = list(dict.fromkeys(_columns(step)))
    missing = [nw.lit(None, nw.Int64).alias(seen(n)) for n in shared if n not in source.columns]
    casts = [nw.col(seen(n)).cast(nw.Int64) for n in shared if n in source.columns]
    return frame.with_columns(*missing, *casts).select(
        "claim",
        "fact",
        "subject",
        "unit",
        "day",
        "value",
        "bucket",
        "capacity:",
        "measure:",
        "selection:",
        *(["most:"] if step.most is not None else []),
        *(seen(n) for n in shared),
    )


def _columns(step: Keep) -> list[str]:
    """The columns by which claims are grouped and ordered."""
    return [*step.per, *(column for how, column in step.order if how in ("high", "low"))]


def _decided(step: Keep, frame: Frame, group: list[str]) -> Frame:
    """Claims with the ``amount`` that cancels them, and which claim took their place."""
    value = nw.col("value")
    place = placed(frame, _order_keys(step), group)
    frame, group = place.frame, list(place.group)
    if step.most is not None:
        before = value.cum_sum().over(*group, order_by="place:") - value
        room = nw.col("most:") - before
        kept = (
            nw.when(room <= 0)
            .then(value * 0)
            .otherwise(nw.when(room < value).then(room).otherwise(value))
        )
        return frame.with_columns(
            (kept - value).alias("amount"), nw.lit(None, nw.Int64).alias("supersedes")
        )
    first = nw.col("place:").min().over(*group)
    if step.keep == 1:
        frame = frame.with_columns(first.alias("first:")).collect().lazy()
        out = nw.col("place:") != nw.col("first:")
    else:
        turn = nw.col("place:").rank("ordinal").over(*group)
        frame = frame.with_columns(first.alias("first:"), turn.alias("turn:"))
        out = nw.col("turn:") > int(step.keep or 0)
    for name in step.per:
        # A claim whose group is not known competes with none.
        out = out & ~nw.col(seen(name)).is_null()
    amount = nw.when(out).then(value * -1).otherwise(value * 0)
    winner = nw.when(out).then(nw.col("first:")) if step.keep else nw.lit(None, nw.Int64)
    decided = frame.with_columns(amount.alias("amount"), winner.alias("supersedes:"))
    return place.with_claim(decided, "supersedes:", "supersedes")


def _order_keys(step: Keep) -> list[nw.Expr]:
    """The declared orders as ascending keys, then day and fact; empty cells come last."""
    value, day = nw.col("value"), nw.col("day").cast(nw.Int64)
    keys: list[nw.Expr] = []
    for how, column in step.order:
        if how in ("high", "low"):
            cell = nw.col(seen(column)).cast(nw.Int64)
            last = 1 << 40
            keys.append((cell * -1 if how == "high" else cell).fill_null(last))
        else:
            keys.append(
                {
                    "highest": value * -1,
                    "lowest": value,
                    "heaviest": value.abs() * -1,
                    "lightest": value.abs(),
                    "earliest": day,
                    "latest": day * -1,
                }[how]
            )
    return [*keys, day]


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
