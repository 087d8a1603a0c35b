"""``quota``: compares what a subject has with what it should have, bucket by bucket."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import Gives, Rounding, Step, SubjectFor, ToField
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger import quantity as q
from gov_comms.ledger.book import Book
from gov_comms.ledger.conditions import narrowed
from gov_comms.ledger.postings import Found, Posting
from gov_comms.ledger.quantity import Quantity
from gov_comms.ledger.receivers import capacity_of, receive
from gov_comms.ledger.scope import Known, Scope, seen
from gov_comms.ledger.tables import OUTCOME
from gov_comms.ledger.values import evaluate
from gov_comms.model import ColumnType


class Quota(Step):
    """Holds a sum of ``count`` against ``target`` and gives for what is missing, met or over.

    ``each_missing`` and ``each_excess`` are per piece; ``met`` and ``unmet`` once; ``ratio`` is
    what full completion gives, in proportion to ``actual / target`` and at most the whole.
    """

    do: Literal["quota"]
    subjects: SubjectFor = Field(alias="for")
    when: ConditionField | None = None
    count: str
    of: tuple[str, ...] = ()
    target: ValueField
    each_missing: Gives = {}
    each_excess: Gives = {}
    met: Gives = {}
    unmet: Gives = {}
    ratio: Gives = {}
    to: ToField | None = None
    rounding: Rounding | None = None


RESULTS = ("required", "actual", "missing", "excess")


def run(step: Quota, book: Book) -> Iterator[Posting]:
    """Leave a result row for each subject and bucket, and claims for what it brings."""
    scope = _compared(step, book)
    columns = {name: scope.columns[name] for name in (*RESULTS, "outcome")}
    results = scope.frame.with_columns(*(nw.col(seen(name)).alias(name) for name in columns))
    yield Found(step.subjects, results, columns)
    for key, when in (
        ("each_missing", nw.col(seen("missing")) > 0),
        ("each_excess", nw.col(seen("excess")) > 0),
        ("met", nw.col(seen("outcome")) == 1),
        ("unmet", nw.col(seen("outcome")) == 0),
        ("ratio", nw.col(seen("required")) == nw.col(seen("required"))),
    ):
        for measure, value in getattr(step, key).items():
            rows = replace(scope, frame=scope.frame.filter(when))
            rows, amount = evaluate(value, rows)
            amount = _outcome_of(key, amount, 10 ** book.measure(step.count).scale)
            rows = book.scaled(rows, amount, measure, step.rounding, "give:")
            received = receive(book.sight.tables, rows, step.to)
            yield book.opened(received, measure, "give:", capacity=capacity_of(step.to))


def _compared(step: Quota, book: Book) -> Scope:
    """Subjects with what they should have, what they have, and the difference."""
    about = book.measure(step.count)
    scope = book.subjects(step.subjects)
    scope = narrowed(scope, step.when)
    scope = book.amount(scope, step.target, step.count, step.rounding, "required:")
    frame = book.add_sum(scope.frame, step.subjects, step.count, step.of, "actual:")
    frame = frame.filter(~nw.col("required:").is_null())
    required, actual = nw.col("required:"), nw.col("actual:")
    short = required - actual
    zero = short * 0
    frame = frame.with_columns(
        required.alias(seen("required")),
        actual.alias(seen("actual")),
        nw.when(short > 0).then(short).otherwise(zero).alias(seen("missing")),
        nw.when(short < 0).then(short * -1).otherwise(zero).alias(seen("excess")),
        (short <= 0).cast(nw.Int64).alias(seen("outcome")),
    )
    number = Known(ColumnType.NUMBER, about.scale)
    columns = {
        **scope.columns,
        **dict.fromkeys(RESULTS, number),
        "outcome": Known(ColumnType.WORD, vocabulary=OUTCOME),
    }
    return replace(scope, frame=frame, columns=columns)


def _outcome_of(key: str, amount: Quantity, one: int) -> Quantity:
    """What a kind of giving makes of its value: per piece, once, or in proportion."""
    if key in ("each_missing", "each_excess"):
        return q.multiply(amount, Quantity(nw.col(seen(key.removeprefix("each_"))), one))
    if key != "ratio":
        return amount
    required, actual = nw.col(seen("required")), nw.col(seen("actual"))
    part = q.divide(Quantity(actual), Quantity(required))
    whole = q.constant(Fraction(1))
    return q.multiply(amount, q.choose([(actual >= required, whole)], part))
