"""Gathering what is wrong with tables of facts, so that all of it is said at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gov_comms.errors import Place, Problem, Severity, errors_in, in_order
from gov_comms.facts.cells import Fault
from gov_comms.messages import Message, msg
from gov_comms.model import Table

if TYPE_CHECKING:
    import polars as pl

SAID = 1_000
"""How many errors are spelled out before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A table as it was read: trimmed text (or typed) columns by column id, nulls for blanks.

    Where texts of a large column occur again and again, it is an `polars.Enum` of them.
    ``spot`` says where a cell stands, as its place and its key, from the row's index and the
    column id (empty for the row as a whole).
    """

    table: Table
    columns: Mapping[str, pl.Series]
    height: int
    spot: Callable[[int, str], tuple[Place, str]]

    def place(self, index: int) -> Place:
        """Where the row with this index was read."""
        return self.spot(index, "")[0]

    def where(self, index: int) -> Message | str:
        """The row in short, for a problem that names two rows."""
        return where(self.place(index))


def where(place: Place) -> Message | str:
    """A row in short, for a problem that names two rows."""
    return place.text() if place.row is None else msg("row {row}", row=place.row)


@dataclass(frozen=True, slots=True)
class Bad:
    """Cells that a rule refused: row indexes with the fault of each, and how many there are.

    ``cells`` holds the first `SAID` of them in order of rows.
    """

    cells: tuple[tuple[int, Fault], ...] = ()
    count: int = 0


class Findings:
    """Problems found so far; errors beyond `SAID` are counted, not kept."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._unsaid = 0

    def add(
        self,
        code: str,
        place: Place,
        what: Message,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
        key: str = "",
    ) -> None:
        """Note one problem."""
        self._problems.append(Problem(code, place, what, key, hint, severity))

    def cell(self, raw: Raw, index: int, column: str, fault: Fault) -> None:
        """Note what is wrong with one cell."""
        place, key = raw.spot(index, column)
        self.add(fault.code, place, fault.what, fault.hint, key=key)

    def cells(self, raw: Raw, column: str, bad: Bad) -> None:
        """Note what is wrong with cells of one column."""
        for index, fault in bad.cells:
            self.cell(raw, index, column, fault)
        self._unsaid += bad.count - len(bad.cells)

    def problems(self) -> tuple[Problem, ...]:
        """All problems in reading order; of very many errors the first, and how many more."""
        problems = in_order(self._problems)
        errors = errors_in(problems)
        more = len(errors) - SAID + self._unsaid
        if more <= 0:
            return problems
        others = [each for each in problems if each.severity is not Severity.ERROR]
        return in_order((*others, *errors[:SAID], *not_listed(more)))


def not_listed(count: int, severity: Severity = Severity.ERROR) -> tuple[Problem, ...]:
    """The problem that so many more are not listed, where there are more."""
    if count <= 0:
        return ()
    what = msg("{count} more problems are not listed", count=count)
    hint = msg("correct those listed and read the facts again")
    return (Problem("more-problems", Place(), what, "", hint, severity),)
