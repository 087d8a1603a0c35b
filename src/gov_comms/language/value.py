"""Values: the one grammar of amounts, factors, targets and bounds, used everywhere and nestable.

=====================================================  ==========================================
``5``, ``2.5``, ``"30%"``, ``"1/3"``                   a number
``{ field = "fee" }``                                  a number column of the row
``{ times = [a, b] }``, ``plus``, ``minus``, ``divide``    arithmetic on values, exact
``{ highest = [a, b] }``, ``{ lowest = [a, b] }``      the larger or smaller one
``{ by = "tier", table = {…}, rest = v, empty = w }``  a table over one or more columns
``{ by = [r, c], columns = […], rows = {…} }``         the same as a grid
``{ of = "length", at_least = { 0 = 1, 800 = 2 } }``   bands closed below: from 0, from 800
``{ of = …, more_than = { 0 = 1, 800 = 2 } }``         bands open below: above 0, above 800
``{ of = …, up_to = { 500 = 1 }, above = 2 }``         bands closed above: to 500 included, beyond
``{ of = …, less_than = { 500 = 1 }, above = 2 }``     bands open above: below 500, from 500
``{ first = [{ when = c, give = v }], rest = v }``     cases, the first that holds
``{ each = 100, of = "length", give = 5 }``            so much for each whole 100
``{ total = "points", of = ["used"] }``                a subject's total of a measure so far
``{ scale = "稿费" }``                                 a scale of the edition, by its id
``{ ruling = { at_least = 5, at_most = 20 } }``        decided by a person, within bounds
``{ unknown = "…" }``                                  the source lost it; gives nothing
``{ unknown = "…", office = v }``                      the source lost it; the office's own value
=====================================================  ==========================================
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gov_comms.language.condition import ColumnRef, Compare, Condition, Named, tests_of
from gov_comms.language.faults import Keys
from gov_comms.model import Scale

ARITHMETIC = ("times", "plus", "minus", "divide", "highest", "lowest")
BANDS = ("at_least", "more_than", "up_to", "less_than")
ROUNDINGS = ("half_up", "half_even", "down", "up")


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number as written."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Word:
    """A word, where a value yields words (``[[derive]] word = …``)."""

    value: str
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A number column of the row."""

    column: str
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``times``, ``plus``, ``minus``, ``divide``, ``highest`` or ``lowest`` of values."""

    how: str
    parts: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of a table: a key for each column, and its value."""

    entry: tuple[str, ...]
    value: Value
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table over columns; ``rest`` is for what no entry names.

    ``empty`` is for rows on which one of the columns is empty, which else get ``rest``.
    """

    by: tuple[str, ...]
    cells: tuple[Cell, ...]
    rest: Value | None
    keys: Keys = ()
    empty: Value | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """One band of a number; the bound it starts or ends at, and its value."""

    edge: Fraction
    value: Value
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands of a number, edges rising.

    ``closed`` is ``at_least`` or ``more_than`` when the edges open the bands, ``up_to`` or
    ``less_than`` when they close them; ``rest`` is what lies outside all of them.
    """

    of: Value
    closed: str
    bands: tuple[Band, ...]
    rest: Value | None
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the condition that must hold and the value it gives."""

    when: Condition
    value: Value


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases in order; the first that holds gives the value, ``rest`` if none does."""

    cases: tuple[Case, ...]
    rest: Value | None
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Each:
    """So much per unit of a number beyond a threshold.

    ``count`` says what part of a unit earns: ``whole`` units only, every ``started`` one, or the
    ``exact`` fraction.
    """

    every: Fraction
    of: Value
    give: Value
    beyond: Fraction = Fraction(0)
    count: str = "whole"
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Total:
    """A subject's total of a measure at this place in the file, from all or some steps."""

    measure: str
    of: tuple[str, ...] = ()
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """A human decision: a number between bounds, one of some numbers, or a word with a value."""

    low: Fraction | None = None
    high: Fraction | None = None
    choices: tuple[Fraction, ...] = ()
    words: tuple[tuple[str, Value], ...] = ()
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """What the source lost; ``office`` is the value the office put in its place, if it did."""

    why: str
    office: Value | None = None
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Scaled:
    """What a scale says; its keys go on from those that name it: ``…scale.稿费.table.市级``."""

    scale: Scale
    value: Value
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class ScaleText:
    """A scale as its edition writes it: ``raw`` is the TOML data of its value.

    ``broken`` marks one that could not be read, about which enough was said.
    """

    scale: Scale
    raw: Any
    broken: bool = False


Value = (
    Number
    | Word
    | Field
    | Arithmetic
    | Lookup
    | Bands
    | Cases
    | Each
    | Total
    | Ruling
    | Scaled
    | Unknown
)


def parse_number(raw: Any) -> Fraction | None:
    """The exact number behind ``5``, ``2.5``, ``"30%"`` or ``"1/3"``; None when it is none."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, Decimal, Fraction)):
        return Fraction(raw)
    if isinstance(raw, str):
        text = raw.strip()
        try:
            if text.endswith("%"):
                return Fraction(Decimal(text[:-1].strip())) / 100
            top, bar, bottom = text.partition("/")
            return Fraction(Decimal(top)) / Fraction(Decimal(bottom)) if bar else None
        except (ArithmeticError, ValueError):
            return None
    return None


def children(value: Value) -> Iterator[Value]:
    """The values directly inside a value."""
    match value:
        case Arithmetic(parts=parts):
            yield from parts
        case Lookup(cells=cells, rest=rest, empty=empty):
            yield from (cell.value for cell in cells)
            yield from (each for each in (rest, empty) if each is not None)
        case Bands(of=of, bands=bands, rest=rest):
            yield of
            yield from (band.value for band in bands)
            yield from () if rest is None else (rest,)
        case Cases(cases=cases, rest=rest):
            yield from (case.value for case in cases)
            yield from () if rest is None else (rest,)
        case Each(of=of, give=give):
            yield from (of, give)
        case Ruling(words=words):
            yield from (each for _, each in words)
        case Unknown(office=office):
            yield from () if office is None else (office,)
        case Scaled(value=inner):
            yield inner


def walk(value: Value) -> Iterator[Value]:
    """A value and everything inside it."""
    yield value
    for child in children(value):
        yield from walk(child)


def columns_in(value: Value) -> Iterator[str]:
    """Every column that a value reads."""
    for each in walk(value):
        match each:
            case Field(column=column):
                yield column
            case Lookup(by=by):
                yield from by
            case Cases(cases=cases):
                for case in cases:
                    yield from columns_of(case.when)


def values_compared(condition: Condition) -> Iterator[Value]:
    """Every value that a condition compares."""
    for test in tests_of(condition):
        if isinstance(test, Compare):
            yield test.of
            if not isinstance(test.other, bool):
                yield test.other


def columns_of(condition: Condition) -> Iterator[str]:
    """Every column that a condition reads, named conditions by their name."""
    for test in tests_of(condition):
        match test:
            case Named(name=name):
                yield name
            case Compare(of=of, other=other):
                yield from columns_in(of)
                yield from () if isinstance(other, bool) else columns_in(other)
            case _:
                yield test.column
                if isinstance(test.operand, ColumnRef):
                    yield test.operand.column
