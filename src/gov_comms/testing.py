"""The harness for agencies and plugins: an agency from texts, facts from rows, what they come to.

It is a pytest plugin: a ``conftest.py`` that says ``pytest_plugins = ["gov_comms.testing"]`` has
the fixture ``agency``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gov_comms.config import Opened, open_agency, open_texts
from gov_comms.config.enabling import Care
from gov_comms.errors import Place
from gov_comms.facts import facts_from_rows
from gov_comms.facts.frames import Facts
from gov_comms.model import Row
from gov_comms.review.cases import run_cases
from gov_comms.settlement import Explanation, Result, explain, score

Rows = Sequence[Mapping[str, Any]]
"""Rows of a table as plain mappings from column to cell."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One agency, opened, and ready to score rows that a test writes down."""

    opened: Opened

    def facts(self, **tables: Rows) -> Facts:
        """Facts from rows, by the plural names of tables (``submissions=[…]``).

        Raises `gov_comms.errors.Refused` with all problems of the rows.
        """
        by_plural = {table.plural: table.id for table in self.opened.agency.tables.values()}
        rows = {
            by_plural[plural]: [
                Row(dict(cells), Place(plural, row=number))
                for number, cells in enumerate(table, start=1)
            ]
            for plural, table in tables.items()
        }
        return facts_from_rows(self.opened.agency, rows)

    def score(self, period: str, **tables: Rows) -> Result:
        """What the rows come to in a period."""
        return score(self.opened, self.facts(**tables), period)

    def totals(self, period: str, **tables: Rows) -> dict[tuple[str, str], Decimal]:
        """Every total that is not zero, by measure and subject."""
        return {
            (total.measure, total.subject.id): total.total
            for total in self.score(period, **tables).totals
            if total.total
        }

    def lines(self, period: str, **tables: Rows) -> list[tuple[str, str, str, Decimal]]:
        """The ledger as step, fact, subject and amount, in ledger order."""
        return [
            (line.step, line.fact, line.subject.id, line.amount)
            for line in self.score(period, **tables).lines()
        ]

    def explain(self, period: str, subject: str, **tables: Rows) -> Explanation:
        """Everything behind a work, a unit or a person."""
        return explain(self.opened, self.facts(**tables), period, subject, every_step=True)

    def failures(self) -> list[str]:
        """What the agency's own cases expect and does not come out, in English."""
        return [problem.text("en") for problem in run_cases(self.opened)]


def open_desk(texts: Mapping[str, str] | Path) -> Desk:
    """A desk for the agency that some texts make, by relative file name, or for that of a folder.

    The single files among a folder's plugins run without being trusted: the test vouches for them.
    Raises `gov_comms.errors.Refused` with all problems of the texts.
    """
    if isinstance(texts, Path):
        return Desk(open_agency(texts, Care(tried=False, vouched=True)))
    return Desk(open_texts(texts))


@pytest.fixture(name="agency")
def agency_fixture() -> Callable[[Mapping[str, str] | Path], Desk]:
    """`open_desk`, as a fixture: ``agency({"agency.toml": …})`` or ``agency(Path("office"))``."""
    return open_desk
