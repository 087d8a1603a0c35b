"""``convert``: counts of one measure into another, so many for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal

import narwhals as nw

from gov_comms.facts.cells import LIMIT
from gov_comms.language.choice import Choice
from gov_comms.language.condition import ConditionField
from gov_comms.language.names import last_name
from gov_comms.language.step import Gives, Rounding, Step
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger import quantity as q
from gov_comms.ledger.book import Book
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, settled, worked_out
from gov_comms.ledger.integers import Integers, minus, running, summed
from gov_comms.ledger.postings import PERSON, WORK, Found, Posting
from gov_comms.ledger.quantity import Quantity
from gov_comms.ledger.scope import Known, Scope, seen
from gov_comms.ledger.sums import sum_of
from gov_comms.ledger.values import evaluate, pinned
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
    most = 0
    for selection in book.claims(step.of, (step.count,), step.when, bucketed=True):
        columns.update({last_name(n): selection.source.columns[n] for n in step.per})
        most += selection.source.claims * selection.source.most
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
    frame = _summed(step, book, nw.concat(parts), most)
    most = min(most, LIMIT)
    columns["value"] = Known(ColumnType.NUMBER, book.measure(step.count).scale, most=most)
    person = (nw.col("subject") >= PERSON) & (nw.col("subject") < WORK)
    for kind, rows in (("unit", frame.filter(~person)), ("person", frame.filter(person))):
        if len(worked_out(rows.head(1))):
            scope = book.about_subjects(rows, kind, columns)
            scope = replace(scope, sizes=dict.fromkeys(("until:", "before:"), most))
            yield from _converted(step, book, scope, kind)


def _summed(step: Convert, book: Book, claims: Frame, most: int) -> Frame:
    """Subjects, groups and buckets with their sum in ``value``, and what it was before them.

    No sum is further from zero than ``most``, as far as 64 bits hold it.
    """
    keys, value = ["subject", *(seen(last_name(n)) for n in step.per)], seen("value")
    what = sum_of(step.count)
    claims = claims.filter(~nw.col("subject").is_null())
    frame = summed(claims, [*keys, "bucket"], "value", value, most, what, nw.col("unit").max())
    frame = book.with_bucket_days(frame)
    if step.remainder == "carried":
        frame = running(frame, value, keys, "bucket", "until:", most, what)
        before = nw.col("until:") - nw.col(value)
        frame = frame.with_columns(before.alias("before:"))
    return settled(frame)


def _converted(step: Convert, book: Book, scope: Scope, kind: str) -> Iterator[Posting]:
    """The rows of one kind of subject, and what their sums convert into."""
    names = (*(last_name(n) for n in step.per), "value")
    found = {name: scope.columns[name] for name in names}
    results = scope.frame.with_columns(*(nw.col(seen(name)).alias(name) for name in found))
    yield Found(kind, results.filter(nw.col("subject") < WORK), found)
    one = 10 ** book.measure(step.count).scale
    scope, every = pinned(*evaluate(step.every, scope))
    for measure, value in step.give.items():
        scope, give = evaluate(value, scope)
        scope, units = pinned(scope, _units(step, every, one, scope))
        amount = q.multiply(give, units, scope.engine)
        given = book.scaled(scope, amount, measure, step.rounding, f"give:{measure}")
        kept = replace(given, frame=given.frame.filter(nw.col(f"give:{measure}") != 0))
        yield book.opened(kept, measure, f"give:{measure}", capacity="unit")


def _units(step: Convert, every: Quantity, one: int, scope: Scope) -> Quantity:
    """How many times ``every`` is in the sum: whole, exact, or whole with what was carried."""
    if step.remainder == "carried":
        until, before = (
            _whole(q.counted(scope.integers(name), one), every, scope.engine)
            for name in ("until:", "before:")
        )
        return q.counted(minus(until, before))
    total = q.counted(Integers(nw.col(seen("value")), scope.columns["value"].most), one)
    if step.remainder == "fraction":
        return q.divide(total, every, scope.engine)
    return q.counted(_whole(total, every, scope.engine))


def _whole(total: Quantity, every: Quantity, engine: Engine) -> Integers:
    """How many whole times; the rest of a negative sum is lost as that of a positive one is."""
    part = q.divide(total, every, engine)
    size = engine.whole(part.top.abs(), part.bottom)
    return Integers(nw.when(part.top < 0).then(size * -1).otherwise(size), part.most, part.beyond)
