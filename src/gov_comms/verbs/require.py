"""``require``: a duty; whether it was done in time, late or not at all, without any value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import ClassVar, Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.reading import receiver_of
from gov_comms.language.step import ByField, OnField, Step, SubjectFor, ToField
from gov_comms.ledger.book import Book
from gov_comms.ledger.postings import Found, Posting
from gov_comms.ledger.receivers import receive
from gov_comms.ledger.scope import Known, Scope, seen
from gov_comms.ledger.tables import DUTIES, DUTY
from gov_comms.ledger.values import judged, narrowed
from gov_comms.model import ColumnType
from gov_comms.timeline import DAY_MINUTES

C = ColumnType
OUTCOME = Known(C.WORD, vocabulary=DUTY)


class Require(Step):
    """Asks something of each row of ``on``, and leaves what became of it as results.

    Either ``done``, a day or moment, must not lie after the first of the deadlines ``by``; or
    ``holds`` must be true.
    """

    opens: ClassVar[bool] = False
    do: Literal["require"]
    on: OnField
    subjects: SubjectFor | None = Field(None, alias="for")
    when: ConditionField | None = None
    done: str | None = None
    by: ByField = ()
    holds: ConditionField | None = None
    to: ToField | None = None


def run(step: Require, book: Book) -> Iterator[Posting]:
    """Leave a result row for each row and receiver."""
    scope = narrowed(book.rows(step.on, step.subjects), step.when)
    scope, columns = _held(step, scope) if step.done is None else _timed(step, scope)
    rows = receive(book.sight.tables, scope, receiver_of(step)).frame
    table = book.facts_behind(step.on)
    if table:
        rows = rows.with_columns(nw.lit(0, nw.Int64).alias("bucket"))
    yield Found(_kind(step, book), rows, columns, table)


def _kind(step: Require, book: Book) -> str:
    """Whose duty it is, where the rows are subjects."""
    left = book.sight.found.get(step.on.results or "", ())
    return left[0].subjects if left else step.subjects or "unit"


def _code(outcome: str) -> nw.Expr:
    return nw.lit(DUTIES.index(outcome), nw.Int64)


def _held(step: Require, scope: Scope) -> tuple[Scope, dict[str, Known]]:
    """Rows with the outcome of a condition."""
    scope, fulfilled = judged(step.holds, scope)
    outcome = nw.when(fulfilled).then(_code("met")).otherwise(_code("missing"))
    frame = scope.frame.with_columns(outcome.alias("outcome"))
    return replace(scope, frame=frame), {"outcome": OUTCOME}


def _timed(step: Require, scope: Scope) -> tuple[Scope, dict[str, Known]]:
    """Rows that some deadline binds, with ``due``, ``done`` and the outcome."""
    kind = scope.columns[str(step.done)].type
    to_minutes = any(scope.columns[each.deadline].type is C.MOMENT for each in step.by)
    for n, each in enumerate(step.by):
        scope, binds = judged(each.when, scope)
        scope = replace(scope, frame=scope.frame.with_columns(binds.alias(f"b:{n}")))
    bound = [nw.col(f"b:{n}") for n in range(len(step.by))]
    dues = [
        nw.when(bound[n]).then(_due(scope, each.deadline, minutes=to_minutes)).alias(f"d:{n}")
        for n, each in enumerate(step.by)
    ]
    lost = [bound[n] & nw.col(f"d:{n}").is_null() for n in range(len(dues))]
    frame = scope.frame.filter(reduce(or_, bound)).with_columns(*dues)
    first = reduce(nw.min_horizontal, (nw.col(f"d:{n}") for n in range(len(dues))))
    due = nw.when(~reduce(or_, lost)).then(first)
    done = nw.col(seen(str(step.done))).cast(nw.Int64)
    frame = frame.with_columns(due.alias("due"), done.alias("done"))
    held = nw.col("done") // DAY_MINUTES if kind is C.MOMENT and not to_minutes else nw.col("done")
    in_time = nw.when(held <= nw.col("due")).then(_code("met")).otherwise(_code("late"))
    done_or_not = nw.when(nw.col("done").is_null()).then(_code("missing")).otherwise(in_time)
    outcome = nw.when(nw.col("due").is_null()).then(_code("unknown")).otherwise(done_or_not)
    frame = frame.with_columns(outcome.alias("outcome"))
    columns = {
        "due": Known(C.MOMENT if to_minutes else C.DAY),
        "done": Known(kind),
        "outcome": OUTCOME,
    }
    return replace(scope, frame=frame), columns


def _due(scope: Scope, name: str, *, minutes: bool) -> nw.Expr:
    """A deadline; beside moments a day ends with its last minute."""
    column = nw.col(seen(name)).cast(nw.Int64)
    if minutes and scope.columns[name].type is C.DAY:
        return column * DAY_MINUTES + (DAY_MINUTES - 1)
    return column
