"""What a bulletin is made of, as frozen nouns: sentences and tables in one language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gov_comms.model import Agency
from gov_comms.results import Result


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact number and the decimals it is shown with."""

    value: Decimal
    scale: int = 0

    def text(self) -> str:
        """All its digits, at least ``scale`` decimals, never an exponent, never a minus zero."""
        value = self.value if self.value else Decimal(0)
        text = format(value, "f")
        whole, _, decimals = text.partition(".")
        kept = decimals[: self.scale] + decimals[self.scale :].rstrip("0")
        kept = kept.ljust(self.scale, "0")
        return f"{whole}.{kept}" if kept else whole


Cell = str | int | Figure | None
"""What a cell of a table may hold; ``None`` is a cell that does not apply."""


class Align(StrEnum):
    """How a column is set."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and how it is set."""

    heading: str
    align: Align = Align.RIGHT


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, one for each column; or, with ``group``, the heading of a group of rows."""

    cells: tuple[Cell, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a bulletin, its rows in order."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading with its paragraphs and, after them, its tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What one subject is missing of one quota over the period, and the clauses that ask for it.

    ``buckets`` are the periods in which it was missing, and how much in each.
    """

    step: str
    quota: str
    clauses: tuple[str, ...]
    subject: str
    missing: Figure
    unit: str
    buckets: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin ready to be written: its text in ``language``, and the result it tells of.

    ``date`` is the line for the day of signing, left blank: the day is the signer's to fill in.
    """

    language: str
    title: str
    number: str
    addressee: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    notes: tuple[str, ...]
    signature: str
    date: str
    shortfalls: tuple[Shortfall, ...]
    name_people: bool
    agency: Agency
    result: Result
