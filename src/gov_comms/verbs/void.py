"""``void``: a veto; what happened brings an item, a month or a year to zero."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import OnField, Step, SubjectFor
from gov_comms.ledger.book import Book
from gov_comms.ledger.conditions import narrowed
from gov_comms.ledger.postings import PERSON, WORK, Adjusted, Posting, together
from gov_comms.ledger.scope import seen


class Void(Step):
    """Brings the claims of ``of`` that match a row of ``on`` to zero.

    ``match`` lists columns that trigger and claim share, such as ``unit`` or ``work``; with
    ``within`` they must also lie in the same bucket.  An empty ``of`` means all steps above.
    """

    do: Literal["void"]
    on: OnField
    subjects: SubjectFor | None = Field(None, alias="for")
    when: ConditionField | None = None
    match: tuple[str, ...]
    of: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


def run(step: Void, book: Book) -> Iterator[Posting]:
    """Cancel every claim that shares the matched columns with a triggering row, once."""
    scope = book.rows(step.on, step.subjects)
    rows = narrowed(scope, step.when).frame
    bucketed = step.within not in ("period", "ever")
    if bucketed:
        if "bucket" in rows.collect_schema().names():
            rows = rows.drop("bucket")
        rows = book.in_buckets(rows)
    keys = [f"key:{name}" for name in step.match]
    triggers = rows.with_columns(
        *(
            _key(name, on_claims=False).alias(key)
            for name, key in zip(step.match, keys, strict=True)
        )
    )
    keys += ["bucket"] if bucketed else []
    triggers = triggers.select(*keys).unique()
    for selection in book.claims(step.of, step.measures, None, bucketed=True):
        frame = selection.scope.frame
        claims = book.in_buckets(frame) if bucketed else frame
        named = [n for n in step.match if n in ("unit", "person") or n in selection.source.columns]
        if len(named) < len(step.match):
            continue
        keyed = claims.with_columns(
            *(_key(n, on_claims=True).alias(f"key:{n}") for n in step.match)
        )
        struck = keyed.join(triggers, on=keys, how="semi").select("claim")
        chosen = frame.join(struck, on="claim", how="semi")
        spared = frame.join(struck, on="claim", how="anti")
        others = together(selection.others, spared)
        cancelled = chosen.with_columns((nw.col("value") * -1).alias("amount"))
        yield Adjusted(selection.source, cancelled, others)


def _key(name: str, *, on_claims: bool) -> nw.Expr:
    """The column that trigger and claim share; a claim has its own unit and person."""
    if on_claims and name == "unit":
        return nw.col("unit").cast(nw.Int64)
    if on_claims and name == "person":
        subject = nw.col("subject")
        return nw.when((subject >= PERSON) & (subject < WORK)).then(subject - PERSON)
    return nw.col(seen(name)).cast(nw.Int64)
