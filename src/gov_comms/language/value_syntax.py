"""Reading values: from TOML data to the nodes of `gov_comms.language.value`, noting every fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any

from pydantic import PlainValidator, ValidationInfo

from gov_comms.language.condition import Condition, read_condition
from gov_comms.language.faults import Faults, Keys, nearest
from gov_comms.language.renamed import renamed
from gov_comms.language.value import (
    ARITHMETIC,
    BANDS,
    Arithmetic,
    Band,
    Bands,
    Case,
    Cases,
    Cell,
    Each,
    Field,
    Lookup,
    Number,
    Ruling,
    Scaled,
    ScaleText,
    Total,
    Unknown,
    Value,
    Word,
    parse_number,
)
from gov_comms.messages import msg

Scales = Mapping[str, ScaleText]
"""The scales in force, by id; readers of an edition hand them to pydantic as its context."""


def parse_value(raw: Any, info: ValidationInfo) -> Value:
    """The value that TOML data says; raises pydantic's ``ValidationError`` with all faults."""
    return _parsed(raw, info, words=False)


def parse_word_value(raw: Any, info: ValidationInfo) -> Value:
    """The same grammar where the results are words."""
    return _parsed(raw, info, words=True)


def _parsed(raw: Any, info: ValidationInfo, *, words: bool) -> Value:
    if isinstance(raw, Value):
        return raw
    faults = Faults()
    value = _Parser(faults, words, info.context or {}).value(raw, ())
    faults.refuse()
    return value


def operand_reader(faults: Faults, info: ValidationInfo) -> Callable[[Any, Keys], Value]:
    """What reads a value, or the name of a number column, noting faults."""
    return _Parser(faults, False, info.context or {}).operand


class _Parser:
    """Reads values, noting faults; ``words`` says that the results are words, not numbers.

    ``within`` are the scales that it reads just now, from the outermost.
    """

    def __init__(
        self, faults: Faults, words: bool, scales: Scales, within: tuple[str, ...] = ()
    ) -> None:
        self.faults = faults
        self.words = words
        self.scales = scales
        self.within = within

    def value(self, raw: Any, keys: Keys) -> Value:
        if not isinstance(raw, Mapping):
            return self.leaf(raw, keys)
        readers: dict[str, Callable[[Mapping[str, Any], Keys], Value]] = {
            "field": self.field,
            "by": self.lookup,
            "each": self.each,
            "first": self.cases,
            "total": self.total,
            "scale": self.scale,
            "ruling": self.ruling,
            "unknown": self.unknown,
            **dict.fromkeys(ARITHMETIC, self.arithmetic),
            **dict.fromkeys(BANDS, self.bands),
        }
        for key, reader in readers.items():
            if key in raw:
                return reader(raw, keys)
        other = (hint for name in raw if (hint := renamed(name, readers)) is not None)
        self.faults.add(
            keys,
            msg("this table is no value"),
            next(other, msg("a value has one of the keys {keys}", keys=", ".join(readers))),
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
        return _Parser(self.faults, False, self.scales, self.within).value(raw, keys)

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
            how, tuple(self.operand(part, (*keys, how, i)) for i, part in enumerate(parts))
        )

    def lookup(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        by_raw = raw["by"]
        by = tuple(by_raw) if isinstance(by_raw, list) else (by_raw,)
        if not by or not all(isinstance(name, str) for name in by):
            self.faults.add((*keys, "by"), msg("by takes the name of a column, or a list of them"))
            return Number(Fraction(0))
        rest = self.value(raw["rest"], (*keys, "rest")) if "rest" in raw else None
        empty = self.value(raw["empty"], (*keys, "empty")) if "empty" in raw else None
        cells: list[Cell] = []
        if "rows" in raw:
            self.faults.unknown_keys(keys, raw, ("by", "columns", "rows", "rest", "empty"))
            self.grid(raw, by, keys, cells)
        elif isinstance(raw.get("table"), Mapping):
            self.faults.unknown_keys(keys, raw, ("by", "table", "rest", "empty"))
            self.entries(raw["table"], by, (), (*keys, "table"), cells)
        else:
            self.faults.add(
                keys, msg("a lookup needs table = {{…}}, or columns = […] and rows = {{…}}")
            )
        return Lookup(by, tuple(cells), rest, keys, empty)

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
                keys, msg("a grid needs by = [row, column], columns = […] and rows = {{ … = […] }}")
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
                keys,
                msg('bands need of = "column" and {closed} = {{ edge = value }}', closed=closed),
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
        for lower, upper in pairwise(bands):
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
            self.faults.add((*keys, "first"), msg("first takes a list of {{ when = …, give = … }}"))
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
        return read_condition(raw, keys, self.faults, self.operand)

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

    def scale(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        self.faults.unknown_keys(keys, raw, ("scale",))
        name, here = raw["scale"], (*keys, "scale")
        found = self.scales.get(name) if isinstance(name, str) else None
        if found is None:
            what = msg("no scale is called {name}", name=str(name))
            self.faults.add(here, what, nearest(str(name), self.scales))
        elif name in self.within:
            self.faults.add(here, msg("the scale {name} refers to itself", name=name))
        elif not found.broken:
            inner = _Parser(self.faults, self.words, self.scales, (*self.within, name))
            return Scaled(found.scale, inner.value(found.raw, (*here, name)), keys)
        return Number(Fraction(0))

    def ruling(self, raw: Mapping[str, Any], keys: Keys) -> Value:
        self.faults.unknown_keys(keys, raw, ("ruling",))
        bounds = raw["ruling"]
        here = (*keys, "ruling")
        if not isinstance(bounds, Mapping) or not bounds:
            self.faults.add(
                here, msg("a ruling needs bounds: at_least and at_most, one_of or words")
            )
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
            self.faults.add(
                here, msg("a ruling needs bounds: at_least and at_most, one_of or words")
            )
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
