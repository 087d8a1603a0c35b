"""The frozen nouns that every stage speaks of: tables and columns of facts, agencies, regulations.

Nothing here reads a file or computes a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from gov_comms.errors import Place
from gov_comms.layout import Layout
from gov_comms.messages import Message, bilingual
from gov_comms.procedure import Procedure
from gov_comms.timeline import Calendar

if TYPE_CHECKING:
    from gov_comms.language.step import Ban, Derive, Step

Cell = str | int | bool | Decimal | date | tuple[str, ...] | tuple[Decimal, ...] | None
"""What a cell of a table may hold once it is read."""


@dataclass(frozen=True, slots=True)
class Text:
    """A name in the languages of the office's readers; ``en`` falls back to ``zh``."""

    zh: str
    en: str = ""

    def text(self, language: str) -> str:
        """The name in ``language``."""
        return self.zh if language == "zh-CN" or not self.en else self.en

    @property
    def said(self) -> Message:
        """The name as a message, or as a part of one."""
        return bilingual("{zh}", "{en}", zh=self.zh, en=self.text("en"))


class ColumnType(StrEnum):
    """What a column holds."""

    ID = "id"
    WORD = "word"
    """One of a set of words: a tier, a form, a class."""
    TEXT = "text"
    """Free text; it can be shown, not tested."""
    COUNT = "count"
    """A whole number."""
    NUMBER = "number"
    """An exact decimal with the column's ``scale``."""
    DAY = "day"
    MOMENT = "moment"
    """A day and a time of day, to the minute."""
    FLAG = "flag"
    """Yes or no."""
    WORDS = "words"
    """Several words in one cell."""
    NUMBERS = "numbers"
    """Several decimals in one cell, for instance authors' shares."""
    UNIT = "unit"
    UNITS = "units"
    PERSON = "person"
    PEOPLE = "people"
    WORK = "work"
    OUTLET = "outlet"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``words`` names a declared word list, ``scale`` counts decimals."""

    id: str
    type: ColumnType
    name: Text
    required: bool = False
    words: str | None = None
    scale: int = 2
    computed: bool = False
    """Made by the program or by ``[[derive]]``, never read from a workbook."""
    aliases: tuple[str, ...] = ()
    """Further headings under which a workbook may carry this column."""


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of fact: its id in rules (singular), its sheet or file name, its columns.

    ``day`` is the column that dates a fact when a step does not say otherwise; a roster has none.
    """

    id: str
    plural: str
    name: Text
    columns: tuple[Column, ...]
    day: str | None = "day"
    number: int = 0
    """Its place among the agency's tables; facts of one day are ordered by it."""

    def column(self, name: str) -> Column | None:
        """The column ``name`` of this table, if it has one."""
        return next((column for column in self.columns if column.id == name), None)


@dataclass(frozen=True, slots=True)
class WordList:
    """Words declared once; ``ordered`` says that they stand from low to high."""

    id: str
    name: Text
    words: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What a ledger line is in: ``scale`` decimals, ``label`` such as 积分, ``unit`` such as 分.

    ``unit_total`` says whose lines make a unit's total: its ``own``, its ``members``' or ``both``.
    """

    id: str
    label: Text
    unit: Text
    scale: int = 0
    unit_total: str = "own"
    hidden: bool = False
    """A counter that serves other steps and stays out of bulletins."""


class SubjectKind(StrEnum):
    """Who a number belongs to; a work is a subject only until a split says whose it is."""

    UNIT = "unit"
    PERSON = "person"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with the place it was read from; ``cells`` by column id."""

    cells: Mapping[str, Cell]
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Scale:
    """A table of amounts that rules refer to by its id; ``version`` says which text of it."""

    id: str
    title: Text
    version: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """How far a revision reaches back, and the clause that says so.

    Facts from ``day`` on are settled by it: what it changes of periods that ended before its first
    day is a difference in the period that holds that day.
    """

    day: date
    clause: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated text of a regulation: its steps in order and what it derives.

    ``scales`` are those in force under it, ``bans`` those that it states, each with the file in
    which it stands.
    """

    id: str
    title: Text
    first_day: date
    steps: tuple[Step, ...]
    derives: tuple[Derive, ...]
    repeals: tuple[str, ...] = ()
    file: str = ""
    source: str = ""
    scales: tuple[Scale, ...] = ()
    bans: tuple[tuple[Ban, str], ...] = ()
    since: Since | None = None


@dataclass(frozen=True, slots=True)
class BulletinColumn:
    """What a column of a bulletin's tables shows of a ``measure``.

    ``show`` is its ``total`` in the period, its ``rank``, ``to_date`` from the year's first day,
    the total of the period ``before``, the ``change`` since, or the ``rate`` that it is ``of``
    another measure, in per cent with so many ``decimals``.
    """

    measure: str
    show: str = "total"
    of: str | None = None
    decimals: int = 1
    heading: Text = Text("")


@dataclass(frozen=True, slots=True)
class BulletinPlan:
    """What one kind of bulletin shows; see the bulletin reference for each field."""

    id: str
    period: str
    title: Text
    number: str = ""
    addressee: Text = Text("")
    opening: Text = Text("")
    closing: Text = Text("")
    signature: Text = Text("")
    measures: tuple[str, ...] = ()
    group_by: str | None = None
    name_people: bool = False
    columns: tuple[BulletinColumn, ...] = ()
    order: str = "roster"
    groups: tuple[str, ...] = ()
    empty_rows: bool = True
    name_shortfalls: bool = True
    audience: str = "office"
    copies: tuple[str, ...] = ()
    annex: bool = False
    charts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agency:
    """One office's folder, read and found sound: who, which outlets, which regulation.

    ``rosters`` holds rows of ``unit``, ``person`` and ``outlet`` that the config itself lists.
    """

    id: str
    folder: str
    name: Text
    language: str
    calendar: Calendar
    tables: Mapping[str, Table]
    words: Mapping[str, WordList]
    measures: Mapping[str, Measure]
    rosters: Mapping[str, tuple[Row, ...]]
    editions: tuple[Edition, ...]
    bulletins: tuple[BulletinPlan, ...] = ()
    unlisted_outlets: str = "error"
    plugins: tuple[str, ...] = ()
    optional_plugins: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What is set for each plugin, as the plugin's own shape."""
    source: str = ""
    procedure: Procedure = field(default_factory=Procedure)
    layout: Layout = field(default_factory=Layout)
    timezone: str = "Asia/Shanghai"
    """Where the clock of its desk hangs; a name of the IANA database."""
    retention_days: int = 1095
    """How long the record keeps the contents of files that no closing needs."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing a case expects: its ``kind`` and the fields to compare, as written.

    ``kind`` is one of the keys of ``[expect]``: ``totals``, ``lines``, ``quotas``, ``no_quotas`` …
    """

    kind: str
    fields: Mapping[str, Any]
    place: Place


@dataclass(frozen=True, slots=True)
class CaseAct:
    """What somebody of a case does at the desk, or looks up there, at a moment of its clock.

    ``do`` is the command as the command line calls it and ``said`` what he says in it, as written;
    ``named`` is what the case calls what comes of it.  ``refused`` is the code with which it must
    be refused; of a list that is looked up ``shows`` stand on it and ``hides`` do not.
    """

    at: datetime
    by: str
    do: str
    said: Mapping[str, Any]
    place: Place
    acting_for: str = ""
    named: str = ""
    refused: str = ""
    shows: tuple[Mapping[str, Any], ...] = ()
    hides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example of a regulation: facts in, lines and totals expected.

    With ``acts`` the facts are where it begins, and what people do at the desk comes to the rest.
    """

    title: str
    clauses: tuple[str, ...]
    period: str
    rows: Mapping[str, tuple[Row, ...]]
    expectations: tuple[Expectation, ...]
    place: Place
    acts: tuple[CaseAct, ...] = ()
