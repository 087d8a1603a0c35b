"""``weigh``: a component as a part of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import Rounding, Step, SubjectFor
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger import quantity as q
from gov_comms.ledger.book import Book
from gov_comms.ledger.integers import minus
from gov_comms.ledger.postings import Posting
from gov_comms.ledger.values import evaluate, narrowed, pinned


class Weigh(Step):
    """Makes the total of ``of`` count for ``share`` of itself.

    With ``full``, the total is first brought to marks: ``marks`` for ``full`` or more, less in
    proportion.
    """

    do: Literal["weigh"]
    of: tuple[str, ...]
    measure: str
    subjects: SubjectFor = Field("unit", alias="for")
    when: ConditionField | None = None
    share: ValueField
    full: ValueField | None = None
    marks: ValueField | None = None
    rounding: Rounding | None = None


def run(step: Weigh, book: Book) -> Iterator[Posting]:
    """Open a claim with the difference between a total and what it counts for."""
    scope = book.subjects(step.subjects)
    scope = narrowed(scope, step.when)
    scope = book.add_sum(scope, step.subjects, step.measure, step.of, "total:")
    engine = scope.engine
    total = q.counted(scope.integers("total:"), 10 ** book.measure(step.measure).scale)
    counted = total
    if step.full is not None:
        scope, full = evaluate(step.full, scope)
        scope, marks = evaluate(step.marks if step.marks is not None else step.full, scope)
        whole = q.constant(Fraction(1))
        reached = q.at_least(total, full, engine)
        book.refuse_beyond(scope.frame, reached.beyond, step.measure)
        part = q.choose([(reached.holds, whole)], q.divide(total, full, engine), engine)
        scope, counted = pinned(scope, q.multiply(marks, part, engine))
    scope, share = evaluate(step.share, scope)
    counts = q.multiply(counted, share, engine)
    scope = book.scaled(scope, counts, step.measure, step.rounding, "counts:")
    difference = minus(scope.integers("counts:"), scope.integers("total:"))
    scope = book.held(scope, difference, step.measure, "amount")
    changed = replace(scope, frame=scope.frame.filter(nw.col("amount") != 0))
    yield book.opened(changed, step.measure, "amount", capacity="unit")
