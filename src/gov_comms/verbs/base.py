"""``base``: an opening line for every subject of a roster, in every bucket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from gov_comms.language.condition import ConditionField
from gov_comms.language.step import Gives, Rounding, Step, SubjectFor
from gov_comms.ledger.book import Book
from gov_comms.ledger.postings import Posting
from gov_comms.ledger.values import narrowed


class Base(Step):
    """Gives every unit or person of the roster a value at the end of each bucket."""

    do: Literal["base"]
    subjects: SubjectFor = Field(alias="for")
    when: ConditionField | None = None
    give: Gives
    rounding: Rounding | None = None


def run(step: Base, book: Book) -> Iterator[Posting]:
    """Open a claim for every subject and bucket."""
    scope = book.subjects(step.subjects)
    scope = narrowed(scope, step.when)
    for measure, value in step.give.items():
        scope = book.amount(scope, value, measure, step.rounding, f"give:{measure}")
        yield book.opened(scope, measure, f"give:{measure}", capacity="unit")
