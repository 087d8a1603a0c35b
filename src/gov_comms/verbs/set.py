"""``set``: one value in place of all that stood before for a fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import narwhals as nw

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import Gives, Rounding, Step
from gov_comms.ledger.book import Book
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.postings import Adjusted, Posting


class Set(Step):
    """Replaces the claims of ``of``, fact by fact and subject by subject, by ``give``."""

    do: Literal["set"]
    of: tuple[str, ...]
    when: ConditionField | None = None
    give: Gives
    rounding: Rounding | None = None


def run(step: Set, book: Book) -> Iterator[Posting]:
    """Bring the old claims to zero and open one new claim for each fact, subject and measure."""
    for measure, value in step.give.items():
        selections = book.claims(step.of, (measure,), step.when)
        if not selections:
            continue
        seen_before: list[Frame] = []
        for selection in selections:
            first = selection.scope.frame
            if not step.of:
                first = first.filter(~nw.col("fact").is_null())
            for earlier in seen_before:
                first = first.join(earlier, on=["fact", "subject"], how="anti")
            lowest = first.group_by("fact", "subject").agg(nw.col("claim").min())
            seen_before.append(lowest.select("fact", "subject"))
            first = first.join(lowest.select("claim"), on="claim", how="semi")
            scope = replace(selection.scope, frame=first)
            scope = book.amount(scope, value, measure, step.rounding, "give:")
            yield book.opened(scope, measure, "give:", like=selection.source)
        for selection in selections:
            frame = selection.scope.frame.with_columns((nw.col("value") * -1).alias("amount"))
            yield Adjusted(selection.source, frame, selection.others)
