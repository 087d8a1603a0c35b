"""A plugin's verb that gives what a plain function makes of a tier and a form.

``multiply`` of the core comes to the same with a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, Literal

from gov_comms.language.step import Step
from gov_comms.ledger.book import Book
from gov_comms.ledger.combinations import by_combination
from gov_comms.ledger.postings import Adjusted, Posting
from gov_comms.plugins import Text, Verb, hookimpl

API = "1.1"
FLAT = 10
"""What each claim has already."""


class Worth(Step):
    """Brings the claims of ``of`` to what the cells of ``reads`` are worth."""

    opens: ClassVar[bool] = False
    do: Literal["worth"]
    of: tuple[str, ...]
    reads: tuple[str, ...] = ("tier", "form")


def missing(tier: str, form: str) -> Decimal:
    """What a claim lacks of its tier's worth, half of which is due where it was not in full."""
    share = Decimal(1) if form == "全文" else Decimal("0.5")
    return FLAT * {"区级": 1, "市级": 4, "国家级": 8}[tier] * share - FLAT


def run(step: Worth, book: Book) -> Iterator[Posting]:
    """Add to each claim what it lacks."""
    for chosen in book.claims(step.of, (), None):
        scope, found = by_combination(book, chosen.scope, step.reads, missing)
        scope = book.scaled(scope, found, chosen.source.measure, None, "amount")
        yield Adjusted(chosen.source, scope.frame, chosen.others)


@hookimpl
def register_verbs() -> Iterable[Verb]:
    """The one verb."""
    yield Verb("worth", Worth, run, Path(__file__), Text("值", "brings to a worth"))
