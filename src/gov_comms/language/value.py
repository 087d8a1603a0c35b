"""Values: the one grammar of amounts, factors, targets and bounds, used everywhere and nestable.

=====================================================  ==========================================
``5``, ``2.5``, ``"30%"``, ``"1/3"``                   a number
``{ field = "fee" }``                                  a number column of the row
``{ times = [a, b] }``, ``plus``, ``minus``, ``divide``    arithmetic on values, exact
``{ highest = [a, b] }``, ``{ lowest = [a, b] }``      the larger or smaller one
``{ by = "tier", table = {…}, rest = v }``             a table over one or more columns
``{ by = [r, c], columns = […], rows = {…} }``         the same as a grid
``{ of = "length", at_least = { 0 = 1, 800 = 2 } }``   bands closed below: from 0, from 800
``{ of = …, more_than = { 0 = 1, 800 = 2 } }``         bands open below: above 0, above 800
``{ of = …, up_to = { 500 = 1 }, above = 2 }``         bands closed above: to 500 included, beyond
``{ of = …, less_than = { 500 = 1 }, above = 2 }``     bands open above: below 500, from 500
``{ first = [{ when = c, give = v }], rest = v }``     cases, the first that holds
``{ each = 100, of = "length", give = 5 }``            so much for each whole 100
``{ total = "points", of = ["used"] }``                a subject's total of a measure so far
``{ ruling = { at_least = 5, at_most = 20 } }``        decided by a person, within bounds
``{ unknown = "…" }``                                  the source lost it; gives nothing
``{ unknown = "…", office = v }``                      the source lost it; the office's own value
=====================================================  ==========================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainValidator

from gov_comms.language.condition import Condition, columns_of, read_condition
from gov_comms.language.faults import Faults, Keys
from gov_comms.messages import msg

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
    """A table over columns; ``rest`` is for what no entry names."""

    by: tuple[str, ...]
    cells: tuple[Cell, ...]
    rest: Value | None
    keys: Keys = ()


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


Value = (
    Number | Word | Field | Arithmetic | Lookup | Bands | Cases | Each | Total | Ruling | Unknown
)


def parse_value(raw: Any) -> Value:
    """The value that TOML data says; raises pydantic's ``ValidationError`` with all faults."""
    return _parsed(raw, words=False)


def parse_word_value(raw: Any) -> Value:
    """The same grammar where the results are words."""
    return _parsed(raw, words=True)


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
        case Lookup(cells=cells, rest=rest):
            yield from (cell.value for cell in cells)
            yield from () if rest is None else (rest,)
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


def _parsed(raw: Any, *, words: bool) -> Value:
    if isinstance(raw, Value):
        return raw
    faults = Faults()
    value = _Parser(faults, words).value(raw, ())
    faults.refuse()
    return value


class _Parser:
    """Reads values, noting faults; ``words`` says that the results are words, not numbers."""

    def __init__(self, faults: Faults, words: bool) -> None:
        self.faults = faults
        self.words = words

    def value(self, raw: Any, keys: Keys) -> Value:
        if not isinstance(raw, Mapping):
            return self.leaf(raw, keys)
        readers: dict[str, Callable[[Mapping[str, Any], Keys], Value]] = {
            "field": self.field,
            "by": self.lookup,
            "each": self.each,
            "first": self.cases,
            "total": self.total,
            "ruling": self.ruling,
            "unknown": self.unknown,
            **dict.fromkeys(ARITHMETIC, self.arithmetic),
            **dict.fromkeys(BANDS, self.bands),
        }
        for key, reader in readers.items():
            if key in raw:
                return reader(raw, keys)
        self.faults.add(
            keys,
            msg("this table is no value"),
            msg("a value has one of the keys {keys}", keys=", ".join(readers)),
        )
        return Number(Fraction(0))

    def leaf(self, raw: Any, keys: Keys) -> Value:
        if self.words and isinstance(raw, str):
            return Word(raw, keys)
        number = None if self.words else parse_number(raw)
        if number is None:
            if self.words:
                self.faults.add(keys, msg("a word is needed here"))
            else:
                self.faults.add(
                    keys,
                    msg("{raw} is not a number", raw=repr(raw)),
                    msg('write 5, 2.5, "30%" or "1/3"'),
                )
            return Number(Fraction(0))
        return Number(number)

    def number(self, raw: Any, keys: Keys) -> Fraction:
        number = parse_number(raw)
        if number is None:
            self.faults.add(keys, msg("{raw} is not a number", raw=repr(raw)))
            return Fraction(0)
        return number

    def operand(self, raw: Any, keys: Keys) -> Value:
        """What is measured: the name of a number column, or any value of numbers."""
        if isinstance(raw, str) and parse_number(raw) is None:
            return Field(raw, keys)
        return _Parser(self.faults, words=False).value(raw, keys)

    def field(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        self.faults.unknown_keys(keys, raw, ("field",))
        if not isinstance(raw["field"], str):
            self.faults.add((*keys, "field"), msg("the name of a column is needed"))
        return Field(str(raw["field"]), (*keys, "field"))

    def arithmetic(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        how = next(key for key in ARITHMETIC if key in raw)
        self.faults.unknown_keys(keys, raw, (how,))
        parts = raw[how]
        if not isinstance(parts, list) or len(parts) < 2:
            self.faults.add((*keys, how), msg("{how} takes a list of two or more values", how=how))
            return Number(Fraction(0))
        return Arithmetic(
            how, tuple(self.value(part, (*keys, how, i)) for i, part in enumerate(parts))
        )

    def lookup(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        by_raw = raw["by"]
        by = tuple(by_raw) if isinstance(by_raw, list) else (by_raw,)
        if not by or not all(isinstance(name, str) for name in by):
            self.faults.add((*keys, "by"), msg("by takes the name of a column, or a list of them"))
            return Number(Fraction(0))
        rest = self.value(raw["rest"], (*keys, "rest")) if "rest" in raw else None
        cells: list[Cell] = []
        if "rows" in raw:
            self.faults.unknown_keys(keys, raw, ("by", "columns", "rows", "rest"))
            self.grid(raw, by, keys, cells)
        elif isinstance(raw.get("table"), Mapping):
            self.faults.unknown_keys(keys, raw, ("by", "table", "rest"))
            self.entries(raw["table"], by, (), (*keys, "table"), cells)
        else:
            self.faults.add(keys, msg("a lookup needs table = {…}, or columns = […] and rows = {…}"))
        return Lookup(by, tuple(cells), rest, keys)

    def entries(
        self,
        raw: Mapping[str, Any],
        by: tuple[str, ...],
        entry: tuple[str, ...],
        keys: Keys,
        cells: list[Cell],
    ) -> None:
        for name, inner in raw.items():
            here = (*keys, name)
            found = (*entry, name)
            if len(found) == len(by):
                cells.append(Cell(found, self.value(inner, here), here))
            elif isinstance(inner, Mapping):
                self.entries(inner, by, found, here, cells)
            else:
                self.faults.add(
                    here, msg("one more table level is needed, for {column}", column=by[len(found)])
                )

    def grid(
        self, raw: Mapping[str, Any], by: tuple[str, ...], keys: Keys, cells: list[Cell]
    ) -> None:
        columns, rows = raw.get("columns"), raw["rows"]
        if len(by) != 2 or not isinstance(columns, list) or not isinstance(rows, Mapping):
            self.faults.add(
                keys, msg("a grid needs by = [row, column], columns = […] and rows = { … = […] }")
            )
            return
        for name, amounts in rows.items():
            here = (*keys, "rows", name)
            if not isinstance(amounts, list) or len(amounts) != len(columns):
                self.faults.add(
                    here, msg("this row needs {count} values, one a column", count=len(columns))
                )
                continue
            for index, (column, amount) in enumerate(zip(columns, amounts, strict=True)):
                value = self.value(amount, (*here, index))
                cells.append(Cell((str(name), str(column)), value, (*here, index)))

    def bands(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        closed = next(key for key in BANDS if key in raw)
        rest_key = "above" if closed in ("up_to", "less_than") else "below"
        self.faults.unknown_keys(keys, raw, ("of", closed, rest_key))
        if "of" not in raw or not isinstance(raw[closed], Mapping) or not raw[closed]:
            self.faults.add(
                keys, msg('bands need of = "column" and {closed} = {{ edge = value }}', closed=closed)
            )
            return Number(Fraction(0))
        bands = []
        for name, inner in raw[closed].items():
            here = (*keys, closed, name)
            edge = parse_number(name) if "/" in str(name) or "%" in str(name) else _decimal(name)
            if edge is None:
                hint = msg('quote a decimal edge: "0.5" = …') if is_table(inner) else None
                self.faults.add(here, msg("{edge} is not a number", edge=repr(name)), hint)
            else:
                bands.append(Band(edge, self.value(inner, here), here))
        for lower, upper in zip(bands, bands[1:], strict=False):
            if lower.edge >= upper.edge:
                self.faults.add(
                    upper.keys,
                    msg("edges must rise; this one does not", edge=str(upper.edge)),
                    msg("write the bands from the lowest to the highest"),
                )
        rest = self.value(raw[rest_key], (*keys, rest_key)) if rest_key in raw else None
        return Bands(self.operand(raw["of"], (*keys, "of")), closed, tuple(bands), rest, keys)

    def cases(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        self.faults.unknown_keys(keys, raw, ("first", "rest"))
        found = []
        cases = raw["first"] if isinstance(raw["first"], list) else []
        if not cases:
            self.faults.add((*keys, "first"), msg("first takes a list of { when = …, give = … }"))
        for index, case in enumerate(cases):
            here = (*keys, "first", index)
            if not isinstance(case, Mapping) or not {"when", "give"} <= case.keys():
                self.faults.add(here, msg("a case needs when = … and give = …"))
                continue
            self.faults.unknown_keys(here, case, ("when", "give"))
            when = self.condition(case["when"], (*here, "when"))
            found.append(Case(when, self.value(case["give"], (*here, "give"))))
        rest = self.value(raw["rest"], (*keys, "rest")) if "rest" in raw else None
        return Cases(tuple(found), rest, keys)

    def condition(self, raw: Any, keys: Keys) -> Condition:
        return read_condition(raw, keys, self.faults)

    def each(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        self.faults.unknown_keys(keys, raw, ("each", "of", "give", "beyond", "count"))
        if "of" not in raw or "give" not in raw:
            self.faults.add(keys, msg('each needs of = "column" and give = value'))
            return Number(Fraction(0))
        every = self.number(raw["each"], (*keys, "each"))
        if every <= 0:
            self.faults.add((*keys, "each"), msg("a number above 0 is needed"))
        count = raw.get("count", "whole")
        if count not in ("whole", "started", "exact"):
            self.faults.add((*keys, "count"), msg("count is whole, started or exact"))
        return Each(
            every or Fraction(1),
            self.operand(raw["of"], (*keys, "of")),
            self.value(raw["give"], (*keys, "give")),
            self.number(raw.get("beyond", 0), (*keys, "beyond")),
            str(count),
            keys,
        )

    def total(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        self.faults.unknown_keys(keys, raw, ("total", "of"))
        of = raw.get("of", [])
        if not isinstance(raw["total"], str) or not isinstance(of, list):
            self.faults.add(keys, msg('total needs the name of a measure, and of = ["step", …]'))
            return Number(Fraction(0))
        return Total(raw["total"], tuple(str(name) for name in of), keys)

    def ruling(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        self.faults.unknown_keys(keys, raw, ("ruling",))
        bounds = raw["ruling"]
        here = (*keys, "ruling")
        if not isinstance(bounds, Mapping) or not bounds:
            self.faults.add(here, msg("a ruling needs bounds: at_least and at_most, one_of or words"))
            return Ruling(keys=keys)
        self.faults.unknown_keys(here, bounds, ("at_least", "at_most", "one_of", "words"))
        edges = {
            name: self.number(bounds[name], (*here, name))
            for name in ("at_least", "at_most")
            if name in bounds
        }
        choices = bounds.get("one_of", [])
        if not isinstance(choices, list):
            self.faults.add((*here, "one_of"), msg("{operator} takes a list", operator="one_of"))
            choices = []
        words = bounds.get("words", {})
        if not isinstance(words, Mapping):
            self.faults.add((*here, "words"), msg("words takes a table of word = value"))
            words = {}
        if bool(choices) + bool(words) + bool(edges) != 1 or len(edges) == 1:
            self.faults.add(here, msg("a ruling needs bounds: at_least and at_most, one_of or words"))
        return Ruling(
            edges.get("at_least"),
            edges.get("at_most"),
            tuple(self.number(c, (*here, "one_of", i)) for i, c in enumerate(choices)),
            tuple((w, self.value(v, (*here, "words", w))) for w, v in words.items()),
            keys,
        )

    def unknown(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        self.faults.unknown_keys(keys, raw, ("unknown", "office"))
        office = self.value(raw["office"], (*keys, "office")) if "office" in raw else None
        return Unknown(str(raw["unknown"]), office, keys)


def is_table(raw: object) -> bool:
    """Whether ``raw`` is a TOML table, as a dotted key makes one."""
    return isinstance(raw, Mapping)


def _decimal(text: object) -> Fraction | None:
    try:
        return Fraction(Decimal(str(text)))
    except ArithmeticError:
        return None


ValueField = Annotated[Any, PlainValidator(parse_value)]
"""The type of a key that holds a value of numbers."""
WordValueField = Annotated[Any, PlainValidator(parse_word_value)]
"""The type of a key that holds a value of words."""
