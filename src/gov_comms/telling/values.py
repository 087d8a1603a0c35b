"""Values in words: a number, a phrase, or a small table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from gov_comms.language.value import (
    Arithmetic,
    Bands,
    Cases,
    Each,
    Field,
    Lookup,
    Number,
    Ruling,
    Scaled,
    Total,
    Unknown,
    Value,
    Word,
)
from gov_comms.messages import Message, msg
from gov_comms.telling.conditions import condition_text
from gov_comms.telling.nouns import Grid, Phrase
from gov_comms.telling.words import Words

SIGNS = {"times": "×", "plus": "+", "minus": "−", "divide": "÷"}
TABLED = (Lookup, Bands, Cases)
NOTHING = "—"


def gift(value: Value, measure: str, words: Words) -> Phrase:
    """What is given in a measure: ``积分5分``, or a phrase and the table it points to."""
    value = _unfolded(value, words)
    label = words.measure(measure)
    if isinstance(value, Number):
        return Phrase(words.amount(value.value, measure))
    if isinstance(value, TABLED):
        unit, heading = words.unit(measure), label
        if unit.lower() not in ("", label.lower()):
            heading = words.say(msg("{label} ({unit})", label=label, unit=unit))
        pointing = words.say(msg("{label} by the table below", label=label))
        return Phrase(pointing, (grid(value, heading, words),))
    if isinstance(value, Unknown) and value.office is not None:
        return _own_figure(gift(value.office, measure, words), value, words)
    if isinstance(value, Scaled):
        inner = gift(value.value, measure, words)
        return Phrase(_of_scale(inner.text, value, words), inner.grids)
    if isinstance(value, Ruling):
        how = value_text(value, words)
        return Phrase(words.say(msg("{label}, {how}", label=label, how=how)))
    if isinstance(value, Unknown):
        return Phrase(
            words.say(msg("no {label}: {why}", label=label, why=value_text(value, words)))
        )
    unit, formula = words.unit(measure), told(value, words, msg("value")).text
    return Phrase(
        words.say(msg("{label} {formula} {unit}", label=label, formula=formula, unit=unit))
    )


def _own_figure(office: Phrase, value: Unknown, words: Words) -> Phrase:
    """The figure the office put in place of what the source lost, and what that was."""
    said = msg(
        "{amount} (the office's own figure; of the source: {why})",
        amount=office.text,
        why=value.why,
    )
    return Phrase(words.say(said), office.grids)


def told(value: Value, words: Words, heading: Message, measure: str = "") -> Phrase:
    """A value that is no gift, such as a factor or a target; tables get ``heading``."""
    value = _unfolded(value, words)
    if isinstance(value, TABLED):
        table = grid(value, words.say(heading), words)
        return Phrase(words.say(msg("the number in the table below")), (table,))
    if isinstance(value, Unknown) and value.office is not None:
        return _own_figure(told(value.office, words, heading, measure), value, words)
    if isinstance(value, Scaled):
        inner = told(value.value, words, heading, measure)
        return Phrase(_of_scale(inner.text, value, words), inner.grids)
    if isinstance(value, Number) and measure:
        return Phrase(words.counted(value.value, measure))
    if isinstance(value, Field):
        column = words.quoted(words.heading(value.column))
        return Phrase(words.say(msg("the number under {column}", column=column)))
    return Phrase(value_text(value, words))


def _of_scale(said: str, value: Scaled, words: Words) -> str:
    """What a scale gives, with the scale's title and version."""
    title, version = words.text(value.scale.title), value.scale.version
    return words.say(
        msg("{amount} (scale “{title}”, {version})", amount=said, title=title, version=version)
    )


def _unfolded(value: Value, words: Words) -> Value:
    """A derived number stands for what it is derived from."""
    if isinstance(value, Field):
        derive = words.derived(value.column)
        if derive is not None and derive.value is not None:
            return _unfolded(derive.value, words)
    return value


def value_text(value: Value, words: Words) -> str:
    """A value as a part of a sentence."""
    match value:
        case Number(value=number):
            return words.number(number)
        case Word(value=word):
            return words.quoted(word)
        case Field(column=column):
            return words.heading(column)
        case Arithmetic(how=how, parts=parts) if how in SIGNS:
            return f" {SIGNS[how]} ".join(_operand(each, words) for each in parts)
        case Arithmetic(how=how, parts=parts):
            listed = words.listed(value_text(each, words) for each in parts)
            larger = msg("the larger of {parts}", parts=listed)
            smaller = msg("the smaller of {parts}", parts=listed)
            return words.say(larger if how == "highest" else smaller)
        case Lookup() | Bands() | Cases():
            said_parts = (
                words.say(msg("{case}: {value}", case=case, value=amount))
                for case, amount in branches(value, words)
            )
            return words.say(msg("; ")).join(said_parts)
        case Each():
            return _each(value, words)
        case Total(measure=measure, of=of):
            return words.say(
                msg(
                    "the total of {measure} from {steps}",
                    measure=words.measure(measure),
                    steps=words.steps(of),
                )
            )
        case Ruling():
            return _ruling(value, words)
        case Scaled(value=inner):
            return _of_scale(value_text(inner, words), value, words)
        case Unknown(why=why, office=office):
            if office is None:
                return words.say(msg("no figure; of the source: {why}", why=why))
            amount = value_text(office, words)
            said = msg(
                "{amount} (the office's own figure; of the source: {why})", amount=amount, why=why
            )
            return words.say(said)
        case _:
            assert_never(value)


def _operand(value: Value, words: Words) -> str:
    if isinstance(value, Field) and words.derived(value.column) is None:
        return words.quoted(words.heading(value.column))
    said = value_text(value, words)
    plain = isinstance(value, (Number, Field, Word))
    return said if plain else words.say(msg("({part})", part=said))


def _each(value: Each, words: Words) -> str:
    of, every = value_text(value.of, words), words.number(value.every)
    give = _operand(value.give, words)
    if value.beyond:
        of = words.say(
            msg("what {of} has beyond {beyond}", of=of, beyond=words.number(value.beyond))
        )
    said = {
        "whole": msg("{give} for each whole {every} of {of}", give=give, every=every, of=of),
        "started": msg(
            "{give} for each {every} of {of}, a started one counts", give=give, every=every, of=of
        ),
        "exact": msg(
            "{give} for each {every} of {of}, parts in proportion", give=give, every=every, of=of
        ),
    }
    return words.say(said[value.count])


def _ruling(value: Ruling, words: Words) -> str:
    if value.words:
        listed = words.listed(
            words.say(msg("{case}: {value}", case=word, value=value_text(each, words)))
            for word, each in value.words
        )
        return words.say(msg("decided by a person, one of {choices}", choices=listed))
    if value.choices:
        listed = words.either([words.number(each) for each in value.choices])
        return words.say(msg("decided by a person, {choices}", choices=listed))
    low, high = (words.number(each or Fraction(0)) for each in (value.low, value.high))
    return words.say(msg("decided by a person, from {low} to {high}", low=low, high=high))


def branches(value: Value, words: Words) -> Iterator[tuple[str, str]]:
    """The cases of a value that depends on the row, each with its amount, in the order written.

    A table within what is left over is told case by case, too.
    """
    match value:
        case Lookup(by=by, cells=cells, rest=rest, empty=empty):
            headings = [words.heading(name) for name in by]
            and_ = words.say(msg(", and "))
            for cell in cells:
                keys = (_key(name, key, words) for name, key in zip(by, cell.entry, strict=True))
                tests = (
                    words.say(msg("{column} is {value}", column=heading, value=key))
                    for heading, key in zip(headings, keys, strict=True)
                )
                yield and_.join(tests), _inner(cell.value, words)
            if empty is not None:
                either = words.either(headings)
                yield words.say(msg("{column} is empty", column=either)), _inner(empty, words)
        case Bands(rest=rest):
            heading = value_text(value.of, words)
            for interval, amount in intervals(value, words):
                said = msg("{column} {interval}", column=heading, interval=interval)
                yield words.say(said), amount
            return
        case Cases(cases=cases, rest=rest):
            for case in cases:
                yield condition_text(case.when, words), _inner(case.value, words)
        case _:
            return
    if isinstance(rest, TABLED):
        else_ = words.say(msg("else"))
        for case_, amount in branches(rest, words):
            inner = msg("else, {case}", case=case_)
            yield case_ if case_ == else_ else words.say(inner), amount
    elif rest is not None:
        yield words.say(msg("else")), value_text(rest, words)


def _inner(value: Value, words: Words) -> str:
    """The amount of one case; a table within it stands in brackets, to show where it ends."""
    said = value_text(value, words)
    return words.say(msg("({part})", part=said)) if isinstance(value, TABLED) else said


def _key(name: str, key: str, words: Words) -> str:
    """A key of a table over a column; those of yes/no columns are ``true`` and ``false``."""
    return words.word(name, {"true": True, "false": False}.get(key, key))


def intervals(value: Bands, words: Words) -> Iterator[tuple[str, str]]:
    """The bands from low to high, each as an interval in words with its amount."""
    edges = [words.number(band.edge) for band in value.bands]
    amounts = [_inner(band.value, words) for band in value.bands]
    rest = _inner(value.rest, words) if value.rest is not None else None
    upward = value.closed in ("at_least", "more_than")
    included = value.closed in ("at_least", "up_to")
    if upward:
        if rest is not None:
            said = msg("less than {edge}", edge=edges[0])
            if not included:
                said = msg("{edge} or less", edge=edges[0])
            yield words.say(said), rest
        for (low, high), amount in zip(pairwise([*edges, None]), amounts, strict=True):
            yield words.say(_between(low, high, low_in=included)), amount
        return
    for (low, high), amount in zip(pairwise([None, *edges]), amounts, strict=True):
        yield words.say(_between(low, high, low_in=not included)), amount
    if rest is not None:
        yield words.say(_between(edges[-1], None, low_in=not included)), rest


def _between(low: str | None, high: str | None, *, low_in: bool) -> Message:
    """An interval; the end that is not included opens the next one."""
    if low is None:
        if low_in:
            return msg("less than {edge}", edge=high)
        return msg("{edge} or less", edge=high)
    if high is None:
        return msg("{edge} or more", edge=low) if low_in else msg("more than {edge}", edge=low)
    if low_in:
        return msg("{low} or more, less than {high}", low=low, high=high)
    return msg("more than {low}, {high} or less", low=low, high=high)


def grid(value: Value, heading: str, words: Words) -> Grid:
    """A value that depends on the row as a table under ``heading``."""
    if isinstance(value, Lookup):
        return _crossed(value, heading, words) or _looked_up(value, heading, words)
    if isinstance(value, Bands):
        of = value_text(value.of, words)
        return Grid((of, heading), tuple(intervals(value, words)))
    return Grid((words.say(msg("case")), heading), tuple(branches(value, words)))


def _looked_up(value: Lookup, heading: str, words: Words) -> Grid:
    rows = [
        (
            *(_key(name, key, words) for name, key in zip(value.by, cell.entry, strict=True)),
            value_text(cell.value, words),
        )
        for cell in value.cells
    ]
    blank = [""] * (len(value.by) - 1)
    left_over = replace(value, cells=())
    rows += [(case, *blank, amount) for case, amount in branches(left_over, words)]
    headings = (*(words.heading(name) for name in value.by), heading)
    return Grid(headings, tuple(rows))


def _crossed(value: Lookup, heading: str, words: Words) -> Grid | None:
    """A table over two columns as rows and columns; None where it is no such table."""
    plain = all(isinstance(cell.value, Number) for cell in value.cells)
    if len(value.by) != 2 or not plain or isinstance(value.rest, TABLED):
        return None
    cells = {cell.entry: value_text(cell.value, words) for cell in value.cells}
    across = list(dict.fromkeys(column for _, column in cells))
    if len(across) < 2:
        return None
    rest = value_text(value.rest, words) if value.rest is not None else NOTHING
    down, along = value.by
    rows = [
        (_key(down, row, words), *(cells.get((row, column), rest) for column in across))
        for row in dict.fromkeys(row for row, _ in cells)
    ]
    left_over = branches(replace(value, cells=()), words)
    rows += [(case, *[amount] * len(across)) for case, amount in left_over]
    first, second = (words.heading(name) for name in value.by)
    corner = words.say(
        msg("{heading}: {row} by {column}", heading=heading, row=first, column=second)
    )
    return Grid((corner, *(_key(along, each, words) for each in across)), tuple(rows))
