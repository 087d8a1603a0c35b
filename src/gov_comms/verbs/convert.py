"""``convert``: counts of one measure into another, so many for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal

import narwhals as nw

from gov_comms.language.choice import Choice
from gov_comms.language.condition import ConditionField
from gov_comms.language.names import last_name
from gov_comms.language.step import Gives, Rounding, Step
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger import quantity as q
from gov_comms.ledger.book import Book
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, settled, worked_out
from gov_comms.ledger.postings import PERSON, WORK, Found, Posting
from gov_comms.ledger.quantity import Quantity
from gov_comms.ledger.scope import Known, Scope, seen
from gov_comms.ledger.values import evaluate
from gov_comms.messages import msg
from gov_comms.model import ColumnType

REMAINDER = Choice(
    msg("it is not said what becomes of the rest that does not make a whole"),
    (
        ("lost", msg("nothing is given for it")),
        ("fraction", msg("it gives its part")),
        ("carried", msg("it counts on in the next bucket")),
    ),
)


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
    remainder: Annotated[Literal["lost", "fraction", "carried"], REMAINDER]
    rounding: Rounding | None = None


def run(step: Convert, book: Book) -> Iterator[Posting]:
    """Open a claim for each subject, group and bucket with what its sum converts into."""
    parts = []
    columns: dict[str, Known] = {}
    for selection in book.claims(step.of, (step.count,), step.when, bucketed=True):
        columns.update({last_name(n): selection.source.columns[n] for n in step.per})
        keyed = book.in_buckets(selection.scope.frame)
        parts.append(
            keyed.select(
                "subject",
                nw.col("unit").cast(nw.Int64),
                "bucket",
                "value",
                *(nw.col(seen(n)).cast(nw.Int64).alias(seen(last_name(n))) for n in step.per),
            )
        )
    if not parts:
        return
    frame = _summed(step, book, nw.concat(parts))
    columns["value"] = Known(ColumnType.NUMBER, book.measure(step.count).scale)
    person = (nw.col("subject") >= PERSON) & (nw.col("subject") < WORK)
    for kind, rows in (("unit", frame.filter(~person)), ("person", frame.filter(person))):
        if len(worked_out(rows.head(1))):
            yield from _converted(step, book, book.about_subjects(rows, kind, columns), kind)


def _summed(step: Convert, book: Book, claims: Frame) -> Frame:
    """Subjects, groups and buckets with their sum in ``value``, and what it was before them."""
    keys = ["subject", *(seen(last_name(n)) for n in step.per)]
    summed = claims.group_by(*keys, "bucket").agg(
        nw.col("value").sum().alias(seen("value")), nw.col("unit").max()
    )
    frame = book.with_bucket_days(summed.filter(~nw.col("subject").is_null()))
    if step.remainder == "carried":
        so_far = nw.col(seen("value")).cum_sum().over(*keys, order_by="bucket")
        frame = frame.with_columns(so_far.alias("until:")).with_columns(
            (nw.col("until:") - nw.col(seen("value"))).alias("before:")
        )
    return settled(frame)


def _converted(step: Convert, book: Book, scope: Scope, kind: str) -> Iterator[Posting]:
    """The rows of one kind of subject, and what their sums convert into."""
    names = (*(last_name(n) for n in step.per), "value")
    found = {name: scope.columns[name] for name in names}
    results = scope.frame.with_columns(*(nw.col(seen(name)).alias(name) for name in found))
    yield Found(kind, results.filter(nw.col("subject") < WORK), found)
    one = 10 ** book.measure(step.count).scale
    scope, every = evaluate(step.every, scope)
    for measure, value in step.give.items():
        scope, give = evaluate(value, scope)
        amount = q.multiply(give, _units(step, every, one, scope.engine))
        given = book.scaled(scope, amount, measure, step.rounding, f"give:{measure}")
        kept = replace(given, frame=given.frame.filter(nw.col(f"give:{measure}") != 0))
        yield book.opened(kept, measure, f"give:{measure}", capacity="unit")


def _units(step: Convert, every: Quantity, one: int, engine: Engine) -> Quantity:
    """How many times ``every`` is in the sum: whole, exact, or whole with what was carried."""
    if step.remainder == "carried":
        until = _whole(Quantity(nw.col("until:"), one), every, engine)
        return Quantity(until - _whole(Quantity(nw.col("before:"), one), every, engine))
    total = Quantity(nw.col(seen("value")), one)
    if step.remainder == "fraction":
        return q.divide(total, every)
    return Quantity(_whole(total, every, engine))


def _whole(total: Quantity, every: Quantity, engine: Engine) -> nw.Expr:
    """How many whole times; the rest of a negative sum is lost as that of a positive one is."""
    top, bottom = total.top * every.bottom, every.top * total.bottom
    size = engine.whole(top.abs(), bottom)
    return nw.when(top < 0).then(size * -1).otherwise(size)
