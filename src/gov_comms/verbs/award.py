"""``award``: a line per matching row, for each receiver and measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.reading import receiver_of
from gov_comms.language.step import Gives, OnField, Rounding, Step, SubjectFor, ToField
from gov_comms.ledger.book import Book
from gov_comms.ledger.conditions import narrowed
from gov_comms.ledger.postings import Posting
from gov_comms.ledger.receivers import capacity_of, is_single, receive


class Award(Step):
    """Gives a value for each row of ``on`` for which ``when`` holds."""

    do: Literal["award"]
    on: OnField
    subjects: SubjectFor | None = Field(None, alias="for")
    when: ConditionField | None = None
    to: ToField | None = None
    capacity: str | None = None
    give: Gives
    rounding: Rounding | None = None


def run(step: Award, book: Book) -> Iterator[Posting]:
    """Open a claim for each matching row, receiver and measure."""
    scope = book.rows(step.on, step.subjects)
    scope = narrowed(scope, step.when)
    for measure, value in step.give.items():
        scope = book.amount(scope, value, measure, step.rounding, f"give:{measure}")
    yield from book.pending_rulings(scope, step.give)
    to = receiver_of(step)
    received = receive(book.sight.tables, scope, to)
    for measure in step.give:
        yield book.opened(
            received,
            measure,
            f"give:{measure}",
            capacity=step.capacity or capacity_of(to),
            table=step.on.table if step.on.results is None and step.on.table != "totals" else "",
            single=is_single(scope, to) and step.on.table in book.sight.tables.frames,
        )
