"""``void``: a veto; what happened brings an item, a month or a year to zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar, Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.choice import Choice
from gov_comms.language.condition import ConditionField
from gov_comms.language.step import OnField, Step, SubjectFor
from gov_comms.ledger.book import Book
from gov_comms.ledger.conditions import recoded
from gov_comms.ledger.frame import Frame, settled
from gov_comms.ledger.postings import PERSON, WORK, Adjusted, Posting, Source, together
from gov_comms.ledger.scope import Scope, seen
from gov_comms.ledger.values import narrowed
from gov_comms.messages import msg
from gov_comms.timeline import to_number

MATCH = Choice(
    msg("it is not said what is voided along with the row"),
    (
        ('["unit"]', msg("all of its unit")),
        ('["person"]', msg("all of its person")),
        ('["work"]', msg("all of its piece")),
    ),
)


ONWARD = Choice(
    msg("it is not said from which day on"),
    (
        ("same_day", msg("from the day of the row on")),
        ("next_day", msg("from the day after it on")),
    ),
)


class Void(Step):
    """Brings the claims of ``of`` that match a row of ``on`` to zero.

    ``match`` lists columns that trigger and claim share, such as ``unit`` or ``work``; with
    ``within`` they must also lie in the same bucket, and with ``ever`` rows from before the period
    count as well.  ``onward`` spares what lies before the row: claims are voided from its day on.
    An empty ``of`` means all steps above.
    """

    opens: ClassVar[bool] = False
    do: Literal["void"]
    on: OnField
    subjects: SubjectFor | None = Field(None, alias="for")
    when: ConditionField | None = None
    match: Annotated[tuple[str, ...], MATCH] = Field(min_length=1)
    onward: Annotated[Literal["same_day", "next_day"], ONWARD] | None = None
    of: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


def run(step: Void, book: Book) -> Iterator[Posting]:
    """Cancel every claim that shares the matched columns with a triggering row, once."""
    if not book.has_rows(step.on):
        return
    scope = _rows(step, book)
    bucketed = step.within not in ("period", "ever")
    keys = [*(f"key:{name}" for name in step.match), *(["bucket"] if bucketed else [])]
    triggers = _triggers(step, book, scope, keys)
    for selection in book.claims(step.of, step.measures, None, bucketed=step.within != "ever"):
        frame = selection.scope.frame
        claims = book.in_buckets(frame) if bucketed else frame
        named = [n for n in step.match if n in ("unit", "person") or n in selection.source.columns]
        if len(named) < len(step.match):
            continue
        struck = _keyed(step, scope, selection.source, claims).join(triggers, on=keys, how="inner")
        if step.onward is not None:
            late = 1 if step.onward == "next_day" else 0
            struck = struck.filter(nw.col("day").cast(nw.Int64) >= nw.col("since:") + late)
        struck = settled(struck.select("claim", "trigger"))
        chosen = frame.join(struck, on="claim", how="inner")
        spared = frame.join(struck, on="claim", how="anti")
        others = together(selection.others, spared)
        cancelled = chosen.with_columns((nw.col("value") * -1).alias("amount"))
        yield Adjusted(selection.source, cancelled, others)


def _rows(step: Void, book: Book) -> Scope:
    """The rows that trigger; for ``ever`` those of all days up to the period's last.

    The edition of a claim's day rules on it, whichever was in force when the row came about.
    """
    if step.within != "ever":
        return narrowed(book.rows(step.on, step.subjects), step.when)
    always = replace(book.entry, first=date.min, last=None, follows=False)
    scope = replace(book, entry=always).rows(step.on, step.subjects, any_day=True)
    known = nw.col("day") <= to_number(book.sight.period.last)
    return narrowed(replace(scope, frame=scope.frame.filter(known)), step.when)


def _triggers(step: Void, book: Book, scope: Scope, keys: list[str]) -> Frame:
    """The earliest row for each group of matched columns: its day as ``since:``, its fact."""
    rows = scope.frame
    if "bucket" in keys:
        if "bucket" in rows.collect_schema().names():
            rows = rows.drop("bucket")
        rows = book.in_buckets(rows)
    rows = rows.with_columns(
        *(_key(name, on_claims=False).alias(f"key:{name}") for name in step.match),
        nw.col("day").cast(nw.Int64).alias("since:"),
        nw.col("fact").cast(nw.Int64).alias("trigger"),
    )
    rows = settled(rows.select(*keys, "since:", "trigger"))
    first = rows.group_by(*keys).agg(nw.col("since:").min())
    earliest = rows.join(first, on=[*keys, "since:"], how="semi")
    return earliest.group_by(*keys).agg(nw.col("since:").min(), nw.col("trigger").min())


def _keyed(step: Void, scope: Scope, source: Source, claims: Frame) -> Frame:
    """Claims with the columns by which they are matched, words coded as on the triggers."""
    keys = []
    for name in step.match:
        key, trigger = _key(name, on_claims=True), scope.columns[name]
        about = source.columns.get(name, trigger)
        if about.vocabulary != trigger.vocabulary:
            codes = scope.words.vocabularies.get(trigger.vocabulary, {})
            key = recoded(key, about, codes, scope.words)
        keys.append(key.alias(f"key:{name}"))
    return claims.with_columns(*keys)


def _key(name: str, *, on_claims: bool) -> nw.Expr:
    """The column that trigger and claim share; a claim has its own unit and person."""
    if on_claims and name == "unit":
        return nw.col("unit").cast(nw.Int64)
    if on_claims and name == "person":
        subject = nw.col("subject")
        return nw.when((subject >= PERSON) & (subject < WORK)).then(subject - PERSON)
    return nw.col(seen(name)).cast(nw.Int64)
