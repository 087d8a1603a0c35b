"""``clamp``: holds a total, or each claim, between a floor and a cap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import EachField, Rounding, Step, SubjectFor
from gov_comms.language.value_syntax import ValueField
from gov_comms.ledger.book import Book
from gov_comms.ledger.integers import Integers, minus
from gov_comms.ledger.postings import Adjusted, Posting
from gov_comms.ledger.scope import Scope
from gov_comms.ledger.values import narrowed


class Clamp(Step):
    """Brings the total of ``of`` (or each of its claims) to at least and at most a bound."""

    do: Literal["clamp"]
    of: tuple[str, ...]
    measure: str
    each: EachField
    subjects: SubjectFor = Field("unit", alias="for")
    when: ConditionField | None = None
    at_least: ValueField | None = None
    at_most: ValueField | None = None
    rounding: Rounding | None = None


def run(step: Clamp, book: Book) -> Iterator[Posting]:
    """Add the difference to the nearest bound where a total or a claim lies outside."""
    if step.each == "claim":
        for selection in book.claims(step.of, (step.measure,), step.when):
            scope = _bounded(step, book, selection.scope, "value")
            yield Adjusted(selection.source, scope.frame, selection.others, grows=True)
        return
    scope = book.subjects(step.subjects)
    scope = narrowed(scope, step.when)
    scope = book.add_sum(scope, step.subjects, step.measure, step.of, "total:")
    scope = _bounded(step, book, scope, "total:")
    changed = replace(scope, frame=scope.frame.filter(nw.col("amount") != 0))
    yield book.opened(changed, step.measure, "amount", capacity="unit")


def _bounded(step: Clamp, book: Book, scope: Scope, column: str) -> Scope:
    """Rows with the ``amount`` that brings ``column`` between the bounds."""
    held, most = nw.col(column), scope.integers(column).most
    for name, bound in (("floor:", step.at_least), ("cap:", step.at_most)):
        if bound is None:
            continue
        scope = book.amount(scope, bound, step.measure, step.rounding, name)
        edge = nw.col(name)
        outside = held < edge if name == "floor:" else held > edge
        held = nw.when(outside.fill_null(False)).then(edge).otherwise(held)
        most = max(most, scope.integers(name).most)
    difference = minus(Integers(held, most), scope.integers(column))
    return book.held(scope, difference, step.measure, "amount")
