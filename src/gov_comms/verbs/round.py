"""``round``: brings a total, or each claim, to fewer decimals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import EachField, Rounding, Step, SubjectFor, Whole
from gov_comms.ledger import quantity as q
from gov_comms.ledger.book import Book
from gov_comms.ledger.integers import Integers, minus, times
from gov_comms.ledger.postings import Adjusted, Posting
from gov_comms.ledger.scope import Scope
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
            scope = _rounded(step, book, selection.scope, "value")
            yield Adjusted(selection.source, scope.frame, selection.others, grows=True)
        return
    scope = book.subjects(step.subjects)
    scope = narrowed(scope, step.when)
    scope = book.add_sum(scope, step.subjects, step.measure, step.of, "total:")
    scope = _rounded(step, book, scope, "total:")
    changed = replace(scope, frame=scope.frame.filter(nw.col("amount") != 0))
    yield book.opened(changed, step.measure, "amount", capacity="unit")


def _rounded(step: Round, book: Book, scope: Scope, column: str) -> Scope:
    """Rows with the ``amount`` that brings a scaled column to the step's places."""
    scale, held = book.measure(step.measure).scale, scope.integers(column)
    if step.places >= scale:
        return book.held(scope, Integers(held.column * 0, 0), step.measure, "amount")
    rounded, _ = q.scaled(q.counted(held, 10**scale), step.places, step.rounding, scope.engine)
    back = times(rounded, 10 ** (scale - step.places), scope.engine)
    return book.held(scope, minus(back, held), step.measure, "amount")
