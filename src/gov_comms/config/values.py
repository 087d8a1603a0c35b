"""Values: whether what amounts, factors and targets name exists and fits."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import prod

from gov_comms.config.ground import Above, Ground
from gov_comms.config.reference import NUMERIC, References, flag_hint
from gov_comms.language.condition import Compare, Condition, tests_of
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.names import Path
from gov_comms.language.value import (
    Arithmetic,
    Bands,
    Cases,
    Field,
    Lookup,
    Number,
    Ruling,
    Total,
    Unknown,
    Value,
    Word,
    values_compared,
    walk,
)
from gov_comms.messages import msg
from gov_comms.model import ColumnType, WordList

C = ColumnType
_BY = (C.WORD, C.COUNT, C.NUMBER, C.FLAG, C.UNIT, C.PERSON, C.OUTLET)


MOST = 10**12
"""Numbers in a rule may not have more digits, so that what they are multiplied with still fits."""


def check_value(
    value: Value,
    ground: Ground,
    above: Above | None,
    references: References,
    keys: Keys,
    words: WordList | None = None,
) -> None:
    """Check every name in a value that stands under ``keys``.

    ``above`` is what stands above the step, None where there is no step; ``words`` is the list
    that closes the words a value yields.
    """
    for part in walk(value):
        match part:
            case Number() | Bands() | Arithmetic() if (number := _largest(part)) > MOST:
                what = msg("{number} is too large to be counted exactly", number=str(number))
                references.error(keys, "too-large", what)
            case Field(column=column, keys=inner):
                for path in references.paths(column, ground, (*keys, *inner)):
                    _check_number(path, references, (*keys, *inner))
            case Lookup():
                _check_lookup(part, ground, references, keys)
            case Cases(cases=cases):
                for case in cases:
                    check_condition(case.when, ground, above, references, keys)
            case Total(measure=measure, of=of, keys=inner):
                here = (*keys, *inner)
                references.measure(measure, (*here, "total"))
                if not ground.subjects and ground.rows:
                    what = msg("only rows that are subjects have a total")
                    how = msg('look at on = "totals", or at the results of a step')
                    references.error((*here, "total"), "no-total", what, how)
                elif above is not None:
                    check_selection(of, above, references, (*here, "of"))
            case Word(value=word, keys=inner) if words is not None and word not in words.words:
                what = msg("{word} is not among the words of {words}", word=word, words=words.id)
                hint = nearest(word, words.words)
                references.error((*keys, *inner), "unknown-word", what, hint)


def check_condition(
    condition: Condition, ground: Ground, above: Above | None, references: References, keys: Keys
) -> None:
    """Check every name in a condition that stands under ``keys``."""
    for test in tests_of(condition):
        if not isinstance(test, Compare):
            references.test(test, ground, (*keys, *test.keys))
            continue
        for value in values_compared(test):
            check_value(value, ground, above, references, keys)
            for part in walk(value):
                if isinstance(part, (Ruling, Unknown)):
                    what = msg("what a person decides or the source lost cannot be compared")
                    references.error((*keys, *part.keys), "not-comparable", what)


def _largest(value: Number | Bands | Arithmetic) -> int:
    """The largest whole number that a literal, an edge or a product of literals brings in."""
    match value:
        case Number(value=number):
            return max(abs(number.numerator), number.denominator)
        case Bands(bands=bands):
            return max(max(abs(b.edge.numerator), b.edge.denominator) for b in bands)
        case Arithmetic(how="times", parts=parts):
            return prod(_largest(part) for part in parts if isinstance(part, Number))
        case _:
            return 0


def check_selection(of: Iterable[str], above: Above, references: References, keys: Keys) -> None:
    """Check that each name is a step above that opened claims, or one of their parts."""
    known = above.names()
    for index, name in enumerate(of):
        if name in known or name in above.broken:
            continue
        here = (*keys, index)
        if name in above.steps:
            what = msg("the step {name} opens no claims", name=name)
            references.error(here, "no-claims", what, nearest(name, known))
        elif not references.claims_too_early(name, here):
            what = msg("no step or part above is called {name}", name=name)
            references.error(here, "unknown-step", what, nearest(name, known))


def _check_number(path: Path, references: References, keys: Keys) -> None:
    if path.column.type not in NUMERIC:
        what = msg(
            "{column} is a column of the type {type}, not of numbers",
            column=path.column.id,
            type=path.column.type.value,
        )
        hint = msg("a table by this column can turn it into numbers")
        references.error(keys, "wrong-type", what, hint)


def _check_lookup(lookup: Lookup, ground: Ground, references: References, keys: Keys) -> None:
    for index, name in enumerate(lookup.by):
        here = (*keys, *lookup.keys, "by", index) if len(lookup.by) > 1 else None
        for path in references.paths(name, ground, here or (*keys, *lookup.keys, "by")):
            if path.column.type not in _BY:
                what = msg(
                    "a table cannot be looked up by {column}, a column of the type {type}",
                    column=name,
                    type=path.column.type.value,
                )
                references.error((*keys, *lookup.keys, "by"), "wrong-type", what)
                continue
            seen: set[str] = set()
            for cell in lookup.cells:
                entry = cell.entry[index]
                if entry not in seen:
                    seen.add(entry)
                    inner = _entry_keys(lookup, cell.keys, index)
                    _check_entry(entry, path, references, (*keys, *inner))


def _entry_keys(lookup: Lookup, cell: Keys, index: int) -> Keys:
    """The keys of one key of a table entry: in a grid, rows are keys and columns a list."""
    start = len(lookup.keys)
    if len(cell) > start and cell[start] == "rows":
        return cell[: start + 2] if index == 0 else (*lookup.keys, "columns", cell[-1])
    return cell[: start + 2 + index]


def _check_entry(entry: str, path: Path, references: References, keys: Keys) -> None:
    """Check one key of a table; keys of TOML are always text."""
    kind, name = path.column.type, path.column.id
    if kind in NUMERIC:
        try:
            Decimal(entry)
        except ArithmeticError:
            what = msg("{column} holds numbers, not {found}", column=name, found=f'"{entry}"')
            references.error(keys, "wrong-type", what)
    elif kind is C.FLAG:
        if entry not in ("true", "false"):
            what = msg("{column} holds yes or no, not {found}", column=name, found=f'"{entry}"')
            references.error(keys, "wrong-type", what, flag_hint(entry))
    else:
        references.word(entry, path, keys)
