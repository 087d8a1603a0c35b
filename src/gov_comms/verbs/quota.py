"""``quota``: compares what a subject has with what it should have, bucket by bucket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Annotated, Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.choice import Choice
from gov_comms.language.condition import ConditionField
from gov_comms.language.positive import Positive
from gov_comms.language.step import Gives, Rounding, Step, Strict, SubjectFor, ToField
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger import quantity as q
from gov_comms.ledger.book import Book
from gov_comms.ledger.frame import Frame, settled
from gov_comms.ledger.integers import Integers, minus, plus
from gov_comms.ledger.postings import Found, Posting
from gov_comms.ledger.quantity import Quantity
from gov_comms.ledger.receivers import capacity_of, receive
from gov_comms.ledger.scope import Known, Scope, seen
from gov_comms.ledger.tables import OUTCOME
from gov_comms.ledger.targets import (
    RESULTS,
    target_vocabulary,
    with_carried,
    with_difference,
    with_substitute,
)
from gov_comms.ledger.values import evaluate, narrowed
from gov_comms.messages import msg
from gov_comms.model import ColumnType

EACH = Choice(
    msg("it is not said whether every target gives or only all of them together"),
    (
        ("target", msg("every target by itself")),
        ("whole", msg("all of them together")),
    ),
)
CARRY = Choice(
    msg("it is not said what goes along into the next bucket"),
    (
        ("missing", msg("what is missing is asked for again")),
        ("excess", msg("what is over counts there")),
    ),
)


class Target(Strict):
    """One of several targets: what the steps of ``of`` give is held against ``target``."""

    name: str = Field(min_length=1)
    of: tuple[str, ...] = ()
    target: ValueField


class Instead(Strict):
    """What target ``from`` has beyond itself fills what target ``to`` misses, one for ``rate``."""

    source: str = Field(alias="from")
    to: str
    rate: Positive


class Quota(Step):
    """Holds a sum of ``count`` against ``target`` and gives for what is missing, met or over.

    ``each_missing`` and ``each_excess`` are per piece; ``met`` and ``unmet`` once; ``ratio`` is
    what full completion gives, in proportion to what is not missing.  With several ``targets``,
    ``each`` says whether they give for every target or for the whole.  ``carry`` takes what is
    missing, or what is over, along into the next bucket.
    """

    do: Literal["quota"]
    subjects: SubjectFor = Field(alias="for")
    when: ConditionField | None = None
    count: str
    of: tuple[str, ...] = ()
    target: ValueField | None = None
    targets: tuple[Target, ...] = ()
    instead: tuple[Instead, ...] = ()
    each: Annotated[Literal["target", "whole"], EACH] | None = None
    carry: Annotated[Literal["missing", "excess"], CARRY] | None = None
    each_missing: Gives = {}
    each_excess: Gives = {}
    met: Gives = {}
    unmet: Gives = {}
    ratio: Gives = {}
    to: ToField | None = None
    rounding: Rounding | None = None


def run(step: Quota, book: Book) -> Iterator[Posting]:
    """Leave a result row for each subject, bucket and target, and claims for what they bring.

    Several targets leave one more row, without a name, for all of them together.
    """
    scope = _compared(step, book)
    columns = {n: scope.columns[n] for n in (*RESULTS, "outcome", *_named(step))}
    results = scope.frame.with_columns(*(nw.col(seen(name)).alias(name) for name in columns))
    yield Found(step.subjects, results, columns)
    if step.each is not None:
        whole = nw.col(seen("target")).is_null()
        kept = scope.frame.filter(whole if step.each == "whole" else ~whole)
        scope = replace(scope, frame=kept)
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
            amount = _outcome_of(key, amount, rows, 10 ** book.measure(step.count).scale)
            rows = book.scaled(rows, amount, measure, step.rounding, "give:")
            received = receive(book.sight.tables, rows, step.to)
            yield book.opened(received, measure, "give:", capacity=capacity_of(step.to))


def _named(step: Quota) -> tuple[str, ...]:
    """The column that names the target, where there are several."""
    return ("target",) if step.targets else ()


def _compared(step: Quota, book: Book) -> Scope:
    """Subjects with what they should have, what they have, and the difference."""
    scope = narrowed(book.totals(step.subjects), step.when)
    if step.targets:
        scope = _together(step, book, scope)
    else:
        only = Target.model_construct(name="", of=step.of, target=step.target)
        scope = _held(step, book, scope, only)
        rows = scope.frame.filter(~nw.col("required:").is_null())
        scope = replace(scope, frame=_told(rows))
    scale = book.measure(step.count).scale
    columns = {
        **scope.columns,
        **{n: Known(ColumnType.NUMBER, scale, most=scope.integers(f"{n}:").most) for n in RESULTS},
        "outcome": Known(ColumnType.WORD, vocabulary=OUTCOME),
        **dict.fromkeys(
            _named(step), Known(ColumnType.WORD, vocabulary=target_vocabulary(step.id))
        ),
    }
    return replace(scope, columns=columns)


def _held(step: Quota, book: Book, scope: Scope, asked: Target, number: str = "") -> Scope:
    """Subjects with one target, what they have of it, and the difference."""
    scope = book.amount(scope, asked.target, step.count, step.rounding, f"required{number}:")
    scope = book.add_sum(scope, step.subjects, step.count, asked.of, f"actual{number}:")
    if step.carry is not None:
        scope = with_carried(scope, step.carry, len(book.buckets), number)
    return with_difference(scope, number)


def _together(step: Quota, book: Book, scope: Scope) -> Scope:
    """Several targets with what stands in for what is missing: a row for each, and the whole's."""
    for number, each in enumerate(step.targets):
        scope = _held(step, book, scope, each, str(number))
    places = {each.name: str(number) for number, each in enumerate(step.targets)}
    for way in step.instead:
        scope = with_substitute(scope, places[way.source], places[way.to], way.rate)
    for name in RESULTS:
        scope = book.held(scope, _summed(scope, name, places.values()), step.count, f"{name}:")
    frame = settled(scope.frame)
    known = [~nw.col(f"required{number}:").is_null() for number in places.values()]
    rows = [
        _told(frame.filter(here), number, target)
        for target, (number, here) in enumerate(zip(places.values(), known, strict=True))
    ]
    whole = _told(frame.filter(reduce(lambda left, right: left | right, known)))
    return replace(scope, frame=nw.concat([*rows, whole]))


def _summed(scope: Scope, name: str, numbers: Iterable[str]) -> Integers:
    """A number of all targets together; those that a subject does not have add nothing."""
    each = (scope.integers(f"{name}{number}:") for number in numbers)
    return reduce(plus, (replace(one, column=one.column.fill_null(0)) for one in each))


def _told(frame: Frame, number: str = "", target: int | None = None) -> Frame:
    """Rows with the columns of a result: those of one target, or of what is summed up."""
    met = nw.col(f"missing{number}:") == 0
    return frame.with_columns(
        *(nw.col(f"{name}{number}:").alias(seen(name)) for name in RESULTS),
        met.cast(nw.Int64).alias(seen("outcome")),
        nw.lit(target, nw.Int64).alias(seen("target")),
    )


def _outcome_of(key: str, amount: Quantity, scope: Scope, one: int) -> Quantity:
    """What a kind of giving makes of its value: per piece, once, or in proportion."""
    engine = scope.engine
    if key in ("each_missing", "each_excess"):
        return q.multiply(amount, q.counted(_found(scope, key.removeprefix("each_")), one), engine)
    if key != "ratio":
        return amount
    required, missing = _found(scope, "required"), _found(scope, "missing")
    part = q.divide(q.counted(minus(required, missing)), q.counted(required), engine)
    whole = q.constant(Fraction(1))
    return q.multiply(amount, q.choose([(missing.column == 0, whole)], part, engine), engine)


def _found(scope: Scope, name: str) -> Integers:
    """A number of the result rows."""
    return Integers(nw.col(seen(name)), scope.columns[name].most)
