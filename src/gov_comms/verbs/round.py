"""``round``: brings a total, or each claim, to fewer decimals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import EachField, Rounding, Step, SubjectFor, Whole
from gov_comms.ledger.book import Book
from gov_comms.ledger.postings import Adjusted, Posting
from gov_comms.ledger.quantity import Quantity, scaled
from gov_comms.ledger.values import narrowed


class Round(Step):
    """Rounds the total of ``of`` (or each of its claims) to ``places`` decimals."""

    do: Literal["round"]
    of: tuple[str, ...]
    measure: str
    each: EachField
    subjects: SubjectFor = Field("unit", alias="for")
    when: ConditionField | None = None
    places: Whole = Field(ge=0)
    rounding: Rounding


def run(step: Round, book: Book) -> Iterator[Posting]:
    """Add the difference that rounding makes to a total or to each claim."""
    if step.each == "claim":
        for selection in book.claims(step.of, (step.measure,), step.when):
            frame = selection.scope.frame.with_columns(_rounding(step, book, "value"))
            yield Adjusted(selection.source, frame, selection.others)
        return
    scope = book.subjects(step.subjects)
    scope = narrowed(scope, step.when)
    frame = book.add_sum(scope.frame, step.subjects, step.measure, step.of, "total:")
    frame = frame.with_columns(_rounding(step, book, "total:")).filter(nw.col("amount") != 0)
    yield book.opened(replace(scope, frame=frame), step.measure, "amount", capacity="unit")


def _rounding(step: Round, book: Book, column: str) -> nw.Expr:
    """The ``amount`` that brings a scaled column to the step's places."""
    scale = book.measure(step.measure).scale
    if step.places >= scale:
        return (nw.col(column) * 0).alias("amount")
    rounded, _ = scaled(
        Quantity(nw.col(column), 10**scale), step.places, step.rounding, book.sight.tables.engine
    )
    back: int = 10 ** (scale - step.places)
    return (rounded * back - nw.col(column)).alias("amount")
