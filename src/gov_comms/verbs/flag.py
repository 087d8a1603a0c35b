"""``flag``: a named fact about a subject, such as an award eligibility lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.reading import receiver_of
from gov_comms.language.step import OnField, Step, SubjectFor, ToField, Whole
from gov_comms.ledger.book import Book
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.postings import Flagged, Posting
from gov_comms.ledger.receivers import receive
from gov_comms.ledger.values import narrowed


class Flag(Step):
    """Flags the subject of each row of ``on`` for which ``when`` holds.

    ``runs`` asks that it hold in so many buckets of ``within`` in a row.
    """

    opens: ClassVar[bool] = False
    do: Literal["flag"]
    on: OnField
    subjects: SubjectFor = Field("unit", alias="for")
    when: ConditionField
    flag: str
    to: ToField | None = None
    runs: Whole = Field(1, ge=1)


def run(step: Flag, book: Book) -> Iterator[Posting]:
    """Flag the subjects for which the condition holds, often enough in a row."""
    rows = narrowed(book.rows(step.on, step.subjects), step.when)
    tables, to = book.sight.tables, receiver_of(step)
    if step.on.table in tables.frames:
        # Rows of facts have no subject before they are received, and no bucket.
        rows = replace(rows, frame=_in_buckets(step, book, rows.frame))
        yield Flagged(step.flag, _in_a_row(receive(tables, rows, to).frame, step.runs))
        return
    rows = replace(rows, frame=_in_a_row(rows.frame, step.runs))
    yield Flagged(step.flag, receive(tables, rows, to).frame)


def _in_buckets(step: Flag, book: Book, frame: Frame) -> Frame:
    """Facts with their bucket; over the whole run each counts by its own day."""
    if step.within in ("period", "ever"):
        return frame.with_columns(nw.lit(0, nw.Int64).alias("bucket"))
    return book.in_buckets(frame)


def _in_a_row(frame: Frame, runs: int) -> Frame:
    """Rows that stand in a stretch of at least ``runs`` neighbouring buckets of one subject."""
    if runs == 1:
        return frame
    bucket = nw.col("bucket")
    turn = bucket.rank("dense").over("subject").cast(nw.Int64)
    marked = frame.with_columns((bucket - turn).alias("stretch:"))
    first, last = (each.over("subject", "stretch:") for each in (bucket.min(), bucket.max()))
    return marked.filter(last - first + 1 >= runs).drop("stretch:")
