"""What a bulletin is made of, as frozen nouns: sentences and tables in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gov_comms.messages import Message
from gov_comms.model import Agency, Text
from gov_comms.results import Result
from gov_comms.timeline import Period


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
    """A column of a table: its heading and how it is set.

    ``widest`` is the most that it takes, in half characters: a longer text stands in two lines.
    """

    heading: str
    align: Align = Align.RIGHT
    widest: int = 18


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
class Series:
    """A row of numbers in a picture, one for each of its labels, and what it is called."""

    name: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture to be drawn: its bars lie ``flat`` or stand, its series are put on one another.

    ``told`` says in words what it shows, for those who do not see it.
    """

    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    told: str
    flat: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading with its paragraphs and, after them, its tables and pictures."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()


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
class Use:
    """An adoption as an annex lists it: which fact, whose work, where, in which form, when."""

    fact: str
    title: str
    unit: str
    outlet: str
    tier: str
    medium: str
    form: str
    day: date


@dataclass(frozen=True, slots=True)
class Record:
    """A cell of a recorded fact as it was written; ``personal`` says that it may name somebody."""

    column: str
    heading: Text
    value: str
    personal: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of the record that is to prove an adoption.

    ``digest`` is that of its bytes, ``state`` and the people say what became of it: who handed it
    in, and who looked at it, for which ``reason`` it was refused.
    """

    number: str
    kind: str
    name: str
    digest: str
    state: Message
    by: str
    judge: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a bulletin tells beside the result of its own period.

    The results of the year up to its last day and of the period before, the periods of which they
    give the ``closed`` figures, the adoptions, the groups of units by their id where they are not
    their classes, and the records behind the ledger's lines by table and id and the evidence of
    adoptions by their id, both read when called.
    """

    to_date: Result | None = None
    before: Result | None = None
    closed: tuple[Period, ...] = ()
    uses: tuple[Use, ...] = ()
    groups: Mapping[str, str] | None = None
    records: Callable[[], Mapping[tuple[str, str], tuple[Record, ...]]] = dict
    proofs: Callable[[], Mapping[str, tuple[Evidence, ...]]] = dict


@dataclass(frozen=True, slots=True)
class Annex:
    """A table that follows the bulletin on a page of its own."""

    title: str
    table: Table


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
    kind: str = ""
    audience: str = "office"
    copies: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    records: Callable[[], Mapping[tuple[str, str], tuple[Record, ...]]] = dict
    proofs: Callable[[], Mapping[str, tuple[Evidence, ...]]] = dict
