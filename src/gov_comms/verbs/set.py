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
from gov_comms.ledger.postings import Adjusted, Posting, Selection, together


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
        if not step.of:
            selections = [_on_facts(selection) for selection in selections]
        seen_before: list[Frame] = []
        for selection in selections:
            # A claim that rests on no fact stands for itself.
            alone = nw.col("fact").is_null()
            fact = nw.when(alone).then(nw.col("claim") * -1 - 1).otherwise(nw.col("fact"))
            first = selection.scope.frame.with_columns(fact.alias("fact:"))
            for earlier in seen_before:
                first = first.join(earlier, on=["fact:", "subject"], how="anti")
            lowest = first.group_by("fact:", "subject").agg(nw.col("claim").min())
            seen_before.append(lowest.select("fact:", "subject"))
            first = first.join(lowest.select("claim"), on="claim", how="semi")
            scope = replace(selection.scope, frame=first)
            scope = book.amount(scope, value, measure, step.rounding, "give:")
            yield book.opened(scope, measure, "give:", like=selection.source)
        for selection in selections:
            frame = selection.scope.frame.with_columns((nw.col("value") * -1).alias("amount"))
            yield Adjusted(selection.source, frame, selection.others)


def _on_facts(selection: Selection) -> Selection:
    """Only the claims of a selection that rest on a fact; the rest stays as it is."""
    frame, rests = selection.scope.frame, ~nw.col("fact").is_null()
    others = together(selection.others, frame.filter(~rests))
    scope = replace(selection.scope, frame=frame.filter(rests))
    return replace(selection, scope=scope, others=others)
