"""``marks``: what was given for a piece that bears a mark of secrecy comes to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar, Literal

import narwhals as nw
from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import Step
from gov_comms.ledger.book import Book
from gov_comms.ledger.combinations import by_combination
from gov_comms.ledger.postings import Adjusted, Posting
from gov_comms.messages import bilingual
from gov_comms.telling import Told, Words
from gov_comms.telling.sentences import claims_of, only
from gov_comms_marks.marks import mark_in


class Marks(Step):
    """Takes back the claims of ``of`` on rows that bear a mark in a column of ``reads``."""

    opens: ClassVar[bool] = False
    do: Literal["marks"]
    of: tuple[str, ...]
    measures: tuple[str, ...] = ()
    when: ConditionField | None = None
    reads: tuple[str, ...] = Field(("title",), min_length=1)


def run(further: tuple[str, ...], step: Marks, book: Book) -> Iterator[Posting]:
    """Add to each claim on a marked row the contrary of what it has."""
    for chosen in book.claims(step.of, step.measures, step.when):
        marked = partial(_marked, further)
        scope, marks = by_combination(book, chosen.scope, step.reads, marked)
        value = nw.col("value")
        back = nw.when(marks.top == 1).then(value * -1).otherwise(value * 0)
        yield Adjusted(chosen.source, scope.frame.with_columns(back.alias("amount")), chosen.others)


def _marked(further: tuple[str, ...], *cells: object) -> int:
    """1 where one of the cells bears a mark, else 0."""
    return int(bool(mark_in([str(cell) for cell in cells if cell is not None], further)))


def tell(step: Marks, words: Words) -> Iterator[Told]:
    """What comes to nothing, and where the mark is looked for."""
    text = bilingual(
        "{columns}有密级标志的，{claims}不计。",
        "Where {columns} bears a mark of secrecy, {claims} comes to nothing.",
        columns=words.listed(words.heading(name) for name in step.reads),
        claims=claims_of(step, words, step.measures),
    )
    yield words.say(text)
    yield from only(step.when, words)
