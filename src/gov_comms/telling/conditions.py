"""Conditions in words: ``级别为市级，且字数在800及以上``."""

from __future__ import annotations

from typing import assert_never

from gov_comms.language.condition import (
    ColumnRef,
    Compare,
    Condition,
    Join,
    Named,
    Test,
)
from gov_comms.messages import Message, msg
from gov_comms.model import ColumnType
from gov_comms.telling.words import Words

MARKS = (
    tuple(f"（{number}）" for number in range(1, 100)),
    tuple("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    tuple("abcdefghijklmnopqrstuvwxyz"),
)
"""How alternatives are counted, and alternatives within them."""
DAYS = (ColumnType.DAY, ColumnType.MOMENT)
LISTS = (ColumnType.WORDS, ColumnType.UNITS, ColumnType.PEOPLE)


def condition_text(condition: Condition, words: Words, depth: int = 0) -> str:
    """A condition as a part of a sentence; alternatives of several parts are counted."""
    match condition:
        case Named():
            return _named(condition.name, words, holds=True)
        case Test():
            return test_text(condition, words)
        case Compare():
            return _compared(condition, words)
        case Join(how="all", parts=parts):
            and_ = words.say(msg(", and "))
            return and_.join(condition_text(each, words, depth + 1) for each in parts)
        case Join(how="any", parts=(only,)):
            return condition_text(only, words, depth)
        case Join(how="any", parts=parts):
            if any(isinstance(each, Join) for each in parts):
                counted = _counted(parts, words, depth)
                return words.say(msg("one of these holds: {parts}", parts=counted))
            return words.either([condition_text(each, words, depth) for each in parts])
        case Join(how="none", parts=(Named(name=name),)):
            return _named(name, words, holds=False)
        case Join(how="none", parts=(Test(operator="is", operand=True) as test,)):
            return _named(test.column, words, holds=False)
        case Join(how="none", parts=(Test() as test,)):
            return words.say(
                msg("{test} does not hold (nor on an empty cell)", test=test_text(test, words))
            )
        case Join(parts=parts):
            counted = _counted(parts, words, depth)
            return words.say(msg("none of these holds: {parts}", parts=counted))
        case _:
            assert_never(condition)


def _counted(parts: tuple[Condition, ...], words: Words, depth: int) -> str:
    marks = MARKS[min(depth, len(MARKS) - 1)]
    said = (condition_text(each, words, depth + 1) for each in parts)
    between = words.say(msg("; "))
    return between.join(f"{marks[i % len(marks)]}{each}" for i, each in enumerate(said))


def _named(name: str, words: Words, *, holds: bool) -> str:
    """A condition with a name, a yes/no column or a flag."""
    heading = words.heading(name)
    if words.derived(name) is not None:
        said = msg("it is {name}", name=heading) if holds else msg("it is not {name}", name=heading)
    elif _is_mark(name, words):
        named = words.quoted(heading)
        said = msg("marked {name}", name=named) if holds else msg("not marked {name}", name=named)
    else:
        named = words.quoted(heading)
        said = (
            msg("{name} is yes", name=named)
            if holds
            else msg("{name} is not yes (an empty cell counts as not)", name=named)
        )
    return words.say(said)


def _compared(compare: Compare, words: Words) -> str:
    """One value held against another."""
    # Values hold conditions as well, so their words are asked for late.
    from gov_comms.telling.values import value_text

    of = value_text(compare.of, words)
    if isinstance(compare.other, bool):
        there = msg("{column} has a value", column=of)
        return words.say(there if compare.other else msg("{column} has no value", column=of))
    other = value_text(compare.other, words)
    return words.say(_said(compare.operator, of, (other,), other, None))


def _is_mark(name: str, words: Words) -> bool:
    """Whether a name is that of a flag which a step sets."""
    path = words.find(name)
    return path is not None and path.column.computed and path.column.type is ColumnType.FLAG


def test_text(test: Test, words: Words) -> str:
    """One test of one column."""
    kind = words.type_of(test.column)
    if kind is ColumnType.FLAG and test.operator in ("is", "not"):
        wanted = (test.operand is True) == (test.operator == "is")
        if words.derived(test.column) is not None:
            return _named(test.column, words, holds=wanted)
        if wanted and _is_mark(test.column, words):
            return _named(test.column, words, holds=True)
        heading = words.quoted(words.heading(test.column))
        said = msg("{name} is yes", name=heading) if wanted else msg("{name} is no", name=heading)
        return words.say(said)
    column = words.heading(test.column)
    if test.operator == "present":
        there = msg("{column} is filled in", column=column)
        return words.say(there if test.operand else msg("{column} is empty", column=column))
    with_ = _operands(test, words)
    return words.say(_said(test.operator, column, with_, words.either(with_), kind))


def _operands(test: Test, words: Words) -> tuple[str, ...]:
    """What a test compares with, in words."""
    operand = test.operand
    if isinstance(operand, ColumnRef):
        return (_column(operand, words),)
    parts = operand if isinstance(operand, tuple) else (operand,)
    return tuple(words.word(test.column, each) for each in parts)


def _column(ref: ColumnRef, words: Words) -> str:
    """Another column, moved by days."""
    heading = words.heading(ref.column)
    if ref.plus_days > 0:
        return words.say(msg("{column} plus {days} days", column=heading, days=ref.plus_days))
    if ref.plus_days < 0:
        return words.say(msg("{column} less {days} days", column=heading, days=-ref.plus_days))
    return heading


def _said(
    operator: str, column: str, with_: tuple[str, ...], either: str, kind: ColumnType | None
) -> Message:
    """The test's words, by its operator and by what the column holds."""
    day, worded = kind in DAYS, kind is ColumnType.WORD
    one = with_[0]
    match operator:
        case "is":
            return msg("{column} is {value}", column=column, value=one)
        case "not" if kind in LISTS:
            return msg("{column} does not name {value}", column=column, value=one)
        case "not":
            return msg("{column} is filled in and is not {value}", column=column, value=one)
        case "any_of":
            return msg("{column} is {values}", column=column, values=either)
        case "none_of":
            return msg(
                "{column} is filled in and is none of {values}",
                column=column,
                values=either,
            )
        case "at_least" if day:
            return msg("{column} is on {value} or later", column=column, value=one)
        case "at_least" if worded:
            return msg("{column} is {value} or above", column=column, value=one)
        case "at_least":
            return msg("{column} is {value} or more", column=column, value=one)
        case "more_than" if day:
            return msg("{column} is later than {value}", column=column, value=one)
        case "more_than" if worded:
            return msg("{column} is above {value}", column=column, value=one)
        case "more_than":
            return msg("{column} is more than {value}", column=column, value=one)
        case "at_most" if day:
            return msg("{column} is on {value} or earlier", column=column, value=one)
        case "at_most" if worded:
            return msg("{column} is {value} or below", column=column, value=one)
        case "at_most":
            return msg("{column} is {value} or less", column=column, value=one)
        case "less_than" if day:
            return msg("{column} is earlier than {value}", column=column, value=one)
        case "less_than" if worded:
            return msg("{column} is below {value}", column=column, value=one)
        case "less_than":
            return msg("{column} is less than {value}", column=column, value=one)
        case "between":
            low, high = with_
            return msg(
                "{column} is from {low} to {high}, both included",
                column=column,
                low=low,
                high=high,
            )
        case "has":
            return msg("{column} name {value}", column=column, value=one)
        case "has_any":
            return msg("{column} name {values}", column=column, values=either)
        case "has_all":
            return msg(
                "{column} name all of these: {values}", column=column, values="、".join(with_)
            )
        case _:
            return msg("{column} {operator} {value}", column=column, operator=operator, value=one)
