"""``exclude``: facts that do not count from here on, or claims that do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import narwhals as nw

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import OnField, Step
from gov_comms.ledger.book import Book
from gov_comms.ledger.postings import Adjusted, Posting, Unseen
from gov_comms.ledger.values import narrowed


class Exclude(Step):
    """Makes rows of ``on`` unseen by later steps, or brings the claims of ``of`` to zero."""

    opens: ClassVar[bool] = False
    do: Literal["exclude"]
    on: OnField | None = None
    of: tuple[str, ...] = ()
    when: ConditionField


def run(step: Exclude, book: Book) -> Iterator[Posting]:
    """Hide rows from the steps below, or cancel claims."""
    if step.on is not None and not book.has_rows(step.on):
        return
    if step.on is not None:
        scope = book.rows(step.on, None, any_day=True)
        yield Unseen(book.facts_behind(step.on), narrowed(scope, step.when).frame)
        return
    for selection in book.claims(step.of, (), step.when):
        frame = selection.scope.frame.with_columns((nw.col("value") * -1).alias("amount"))
        yield Adjusted(selection.source, frame, selection.others)
