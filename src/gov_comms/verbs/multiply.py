"""``multiply``: the difference that a factor makes to each chosen claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import narwhals as nw

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import Rounding, Step
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger import quantity as q
from gov_comms.ledger.book import Book
from gov_comms.ledger.integers import minus
from gov_comms.ledger.postings import Adjusted, Posting
from gov_comms.ledger.values import evaluate


class Multiply(Step):
    """Multiplies each claim of ``of`` for which ``when`` holds by ``factor``."""

    opens: ClassVar[bool] = False
    do: Literal["multiply"]
    of: tuple[str, ...]
    measures: tuple[str, ...] = ()
    when: ConditionField | None = None
    factor: ValueField
    rounding: Rounding | None = None


def run(step: Multiply, book: Book) -> Iterator[Posting]:
    """Add to each claim what the factor makes of it beyond its value; the product is rounded."""
    for selection in book.claims(step.of, step.measures, step.when):
        scope, factor = evaluate(step.factor, selection.scope)
        value, measure = scope.integers("value"), selection.source.measure
        product = q.multiply(q.counted(value), factor, scope.engine)
        whole, inexact = q.scaled(product, 0, step.rounding, scope.engine)
        scope = book.held(scope, minus(whole, value), measure, "amount")
        book.refuse_inexact(scope.frame, inexact, measure)
        frame = scope.frame.with_columns(nw.col("amount").fill_null(0))
        yield Adjusted(selection.source, frame, selection.others, grows=True)
