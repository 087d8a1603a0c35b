"""``award``: a line per matching row, for each receiver and measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.reading import receiver_of
from gov_comms.language.step import Gives, OnField, Rounding, Step, SubjectFor, ToField
from gov_comms.language.value import Ruling, walk
from gov_comms.ledger.book import Book
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.postings import Noted, Posting
from gov_comms.ledger.problems import pending
from gov_comms.ledger.receivers import capacity_of, is_single, receive
from gov_comms.ledger.scope import Scope
from gov_comms.ledger.tables import FACT_BITS
from gov_comms.ledger.values import evaluate, narrowed


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
    if not book.has_rows(step.on):
        return
    scope = book.rows(step.on, step.subjects)
    scope = narrowed(scope, step.when)
    for measure, value in step.give.items():
        scope = book.amount(scope, value, measure, step.rounding, f"give:{measure}")
    yield from _pending(step, book, scope)
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


def _pending(step: Award, book: Book, scope: Scope) -> Iterator[Noted]:
    """A problem for each row that waits for a ruling nobody made."""
    tables = book.sight.tables
    if step.on.table not in tables.frames:
        return
    for measure, value in step.give.items():
        if not any(isinstance(each, Ruling) for each in walk(value)):
            continue
        # A row waits when any decision at all would give it a value.
        ruled, anyhow = evaluate(value, replace(scope, add_ruling=_ruled_anyhow))
        still = nw.col(f"give:{measure}").is_null() & ~anyhow.top.is_null()
        waiting = worked_out(ruled.frame.filter(still).select("fact"))
        for fact in sorted(waiting["fact"].to_list()):
            yield Noted(pending(tables, step, step.on.table, fact % (1 << FACT_BITS)))


def _ruled_anyhow(frame: Frame, _ruling: Any, name: str) -> tuple[Frame, int, int]:
    """Rows on which some number or other was ruled."""
    return frame.with_columns(nw.lit(1, nw.Int64).alias(name)), 1, 1
