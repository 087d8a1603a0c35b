"""Logic: whether a condition can hold at all, and whether two can hold of the same row.

A condition is taken apart into alternatives, each a list of tests that must all come out one way.
Whether the tests of one column can come out so is found by trying the values that can make a
difference: the ones written, those between and beside them, and the empty cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product

from gov_comms.config.derived import target_names, yielded_words
from gov_comms.config.ground import Ground
from gov_comms.config.rows import RESULT_WORDS
from gov_comms.kinds import LISTS
from gov_comms.language.condition import ColumnRef, Compare, Condition, Join, Named, Test
from gov_comms.language.names import Path
from gov_comms.language.step import Derive
from gov_comms.language.value import parse_number
from gov_comms.model import Agency, ColumnType
from gov_comms.timeline import DAY_MINUTES, to_minutes

C = ColumnType
MOST = 256
"""More alternatives than this are not looked at: nothing is proved then."""
_ORDERS = ("at_least", "more_than", "at_most", "less_than", "between")
_OTHER = "\0any other word"
_SUBTRACTED = (C.COUNT, C.NUMBER, C.DAY, C.MOMENT)
_LESS = " less "
"""Between two columns: what the one is above the other, which is a column, too."""
_TURNED = {
    "is": "is",
    "not": "not",
    "at_least": "at_most",
    "at_most": "at_least",
    "more_than": "less_than",
    "less_than": "more_than",
}
"""What an operator says of the difference taken the other way round."""

Value = Fraction | str | bool | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """That a test of a column holds, or that it does not."""

    column: str
    operator: str
    operands: tuple[Value, ...]
    holds: bool = True


Alternative = tuple[Claimed, ...]
Alternatives = tuple[Alternative, ...]
ALWAYS: Alternatives = ((),)


@dataclass(frozen=True, slots=True)
class Logic:
    """What is known of the columns of some rows: their types, closed words and derivations."""

    ground: Ground
    words: Mapping[str, tuple[str, ...]]
    derives: Mapping[tuple[str, str], Derive]
    yielded: Mapping[tuple[str, str], tuple[str, ...]]

    def alternatives(self, condition: Condition | None, holds: bool = True) -> Alternatives | None:
        """The ways in which a condition holds (or does not); None when they are too many."""
        match condition:
            case None:
                return ALWAYS if holds else ()
            case Compare():
                # Whether one value can exceed another is not looked into.
                return ALWAYS
            case Named(name=name):
                return self._test(Test(name, "is", True), holds)
            case Test():
                return self._test(condition, holds)
            case Join(how=how, parts=parts):
                parts_hold = holds if how != "none" else not holds
                found = [self.alternatives(part, parts_hold) for part in parts]
                together = (how == "all") == holds if how != "none" else holds
                return both(*found) if together else either(*found)

    def _test(self, test: Test, holds: bool) -> Alternatives | None:
        path = self.ground.path(test.column)
        if path is None:
            return ALWAYS
        if isinstance(test.operand, ColumnRef):
            return self._difference(test, path, test.operand, holds)
        if path.column.type in LISTS and test.operator != "present":
            return ALWAYS
        operand = test.operand if isinstance(test.operand, tuple) else (test.operand,)
        if path.column.type is C.MOMENT and any(type(each) is date for each in operand):
            # A moment held against a day is many moments; nothing is proved then.
            return ALWAYS
        values = tuple(value_of(each) for each in operand)
        claimed: Alternatives = ((Claimed(path.name, test.operator, values, holds),),)
        derive = self.derives.get((path.table, path.column.id))
        if derive is None or derive.when is None or path.hops or test.operator not in ("is", "not"):
            return claimed
        is_true = (values == (True,)) == (test.operator == "is")
        return both(claimed, self.alternatives(derive.when, holds == is_true))

    def _difference(self, test: Test, path: Path, other: ColumnRef, holds: bool) -> Alternatives:
        """That a column lies so far from another of its kind, whichever of them is named first."""
        found = self.ground.path(other.column)
        if found is None or test.operator not in _TURNED or path.column.type not in _SUBTRACTED:
            return ALWAYS
        if found.column.type is not path.column.type:
            return ALWAYS
        one_day = DAY_MINUTES if path.column.type is C.MOMENT else 1
        distance, operator = Fraction(other.plus_days * one_day), test.operator
        first, second = path.name, found.name
        if second < first:
            first, second = second, first
            distance, operator = -distance, _TURNED[operator]
        return ((Claimed(f"{first}{_LESS}{second}", operator, (distance,), holds),),)

    def entries(self, column: str, entries: Iterable[str], holds: bool = True) -> Alternatives:
        """That a column is one of some keys of a table."""
        path = self.ground.path(column)
        if path is None:
            return ALWAYS
        values = tuple(entry_value(entry, path.column.type) for entry in entries)
        return ((Claimed(path.name, "any_of", values, holds),),)

    def compared(self, column: str, operator: str, edge: Fraction) -> Alternatives:
        """That a number column compares with an edge."""
        path = self.ground.path(column)
        return ((Claimed(path.name, operator, (edge,)),),) if path else ALWAYS

    def closed(self, column: str) -> tuple[str, ...] | None:
        """The keys that a table by this column can have, if they are known."""
        path = self.ground.path(column)
        if path is None:
            return None
        if path.column.type is C.FLAG:
            return ("true", "false")
        if path.column.type is not C.WORD:
            return None
        if path.column.words in RESULT_WORDS:
            return RESULT_WORDS[path.column.words].words
        return self.words.get(path.column.words or "") or self.yielded.get(
            (path.table, path.column.id)
        )

    def possible(self, alternatives: Alternatives | None) -> bool:
        """Whether some alternative can come out; True when nothing is known."""
        return alternatives is None or any(self._can(each) for each in alternatives)

    def _can(self, alternative: Alternative) -> bool:
        columns = dict.fromkeys(claimed.column for claimed in alternative)
        return all(
            self._column_can(column, [each for each in alternative if each.column == column])
            for column in columns
        )

    def _column_can(self, column: str, claims: Sequence[Claimed]) -> bool:
        path = self.ground.path(column.partition(_LESS)[0])
        kind = path.column.type if path else C.TEXT
        words = self.closed(column) if kind is C.WORD else None
        return any(
            all(_comes_out(each, value, words) for each in claims)
            for value in _values(kind, words, claims)
        )


def both(*all_of: Alternatives | None) -> Alternatives | None:
    """The ways in which several conditions hold together.

    A condition that would make them too many is left out: more seems possible then, never less.
    """
    found: Alternatives = ALWAYS
    for each in sorted((each for each in all_of if each is not None), key=len):
        if len(found) * len(each) <= MOST:
            found = tuple((*left, *right) for left, right in product(found, each))
    return found


def either(*any_of: Alternatives | None) -> Alternatives | None:
    """The ways in which at least one of several conditions holds."""
    found: list[Alternative] = []
    for each in any_of:
        if each is None or len(found) + len(each) > MOST:
            return None
        found.extend(each)
    return tuple(found)


def logic_of(agency: Agency, ground: Ground) -> Logic:
    """The logic of an agency's conditions on some rows."""
    derives = {(d.on, d.name): d for edition in agency.editions for d in edition.derives}
    words = {key: each.words for key, each in agency.words.items()}
    yielded = {**yielded_words(derives.values()), **target_names(agency)}
    return Logic(ground, words, derives, yielded)


def value_of(raw: object) -> Value:
    """A literal of a condition as a value to compare; days as whole numbers."""
    if isinstance(raw, bool) or raw is None or isinstance(raw, Fraction):
        return raw
    if isinstance(raw, datetime):
        return Fraction(to_minutes(raw))
    if isinstance(raw, date):
        return Fraction(raw.toordinal())
    if isinstance(raw, (int, Decimal)):
        return Fraction(raw)
    return str(raw)


def entry_value(entry: str, kind: ColumnType) -> Value:
    """A key of a table as a value of a column's type."""
    if kind is C.FLAG:
        return entry == "true"
    if kind in (C.COUNT, C.NUMBER):
        return parse_number(entry) or Fraction(Decimal(entry))
    return entry


def _values(
    kind: ColumnType, words: Sequence[str] | None, claims: Sequence[Claimed]
) -> Iterator[Value]:
    """Every value that can make a difference to some tests, and the empty cell."""
    yield None
    if kind is C.FLAG:
        yield from (True, False)
        return
    if words is not None:
        yield from words
        return
    written = {value for each in claims for value in each.operands}
    numbers = sorted(value for value in written if isinstance(value, Fraction))
    if kind in (C.COUNT, C.DAY, C.MOMENT):
        yield from {number + step for number in numbers for step in (-1, 0, 1)}
    else:
        yield from numbers
        yield from ((low + high) / 2 for low, high in pairwise(numbers))
    if numbers:
        yield from (numbers[0] - 1, numbers[-1] + 1)
    else:
        yield from sorted(value for value in written if isinstance(value, str))
        yield _OTHER


def _comes_out(claimed: Claimed, value: Value, words: Sequence[str] | None) -> bool:
    return _passes(claimed.operator, claimed.operands, value, words) == claimed.holds


def _passes(
    operator: str, operands: tuple[Value, ...], value: Value, words: Sequence[str] | None
) -> bool:
    if operator == "present":
        return (value is not None) == operands[0]
    if value is None:
        return False
    if operator in ("is", "any_of"):
        return value in operands
    if operator in ("not", "none_of"):
        return value not in operands
    if operator not in _ORDERS:
        return True
    place = _order(value, words)
    edges = [_order(each, words) for each in operands]
    if operator == "between":
        return edges[0] <= place <= edges[1]
    return {
        "at_least": place >= edges[0],
        "more_than": place > edges[0],
        "at_most": place <= edges[0],
        "less_than": place < edges[0],
    }[operator]


def _order(value: Value, words: Sequence[str] | None) -> Fraction:
    if isinstance(value, str):
        return Fraction(words.index(value) if words and value in words else -1)
    return Fraction(value or 0)
