"""Roundings: numbers that need a rounding, where no step says which."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gov_comms.config.naming import number_text
from gov_comms.config.standing import Standing
from gov_comms.errors import Problem
from gov_comms.language.choice import answers_of
from gov_comms.language.faults import Keys
from gov_comms.language.names import ONE
from gov_comms.language.reading import receiver_of
from gov_comms.language.value import (
    Arithmetic,
    Bands,
    Cases,
    Each,
    Lookup,
    Number,
    Scaled,
    Unknown,
    Value,
    children,
)
from gov_comms.messages import Message, msg
from gov_comms.model import Measure


def roundings_of(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """Steps that divide, or give more decimals than their measure has, and do not say how."""
    for standing in steps:
        step = standing.step
        if step.do == "split" and _shares(standing):
            if getattr(step, "residue", None) is None:
                what = msg("it is not said who gets what does not divide")
                hint = answers_of(type(step), "residue")
                yield standing.problem(("residue",), "no-residue", what, hint)
            if getattr(step, "rounding", None) is None:
                yield _no_rounding(standing, (), msg("shares may not come out even"))
        elif getattr(step, "rounding", None) is not None:
            continue
        elif getattr(step, "straddle", None) == "split":
            what = msg("a part of a piece may not come out even")
            yield _no_rounding(standing, ("straddle",), what)
        elif getattr(step, "remainder", None) == "fraction":
            yield _no_rounding(standing, ("remainder",), msg("a fraction may not come out even"))
        else:
            yield from _in_gives(standing)


def _shares(standing: Standing) -> bool:
    """Whether a split may have more than one receiver."""
    weights = getattr(standing.step, "by", None)
    alone = isinstance(weights, tuple) and len(weights) == 1
    return getattr(standing.step, "most", None) != 1 and not alone and _many(standing)


def _many(standing: Standing) -> bool:
    """Whether some column of ``to`` can hold several, or it names the members of a unit."""
    to, rows = receiver_of(standing.step), standing.above.rows(standing.step)
    paths = [path for name in (to.paths if to else ()) for path in rows.paths(name)]
    return not paths or any(path.column.type not in ONE for path in paths)


def _in_gives(standing: Standing) -> Iterator[Problem]:
    for keys, measure, value in standing.given():
        if keys[0] == "ratio":
            yield _no_rounding(standing, keys, msg("a ratio may not come out even"))
        elif any(_divides(part) for part in _given_parts(value)):
            yield _no_rounding(standing, keys, msg("a division may not come out even"))
        else:
            yield from _constants(standing, keys, value, standing.above.agency.measures[measure])


def _given_parts(value: Value) -> Iterator[Value]:
    """A value and all that its amount is made of: not what only chooses a band or is counted."""
    yield value
    match value:
        case Bands(bands=bands, rest=rest):
            inner = [*(band.value for band in bands), *([rest] if rest else [])]
        case Each(give=give, count="whole" | "started"):
            inner = [give]
        case _:
            inner = list(children(value))
    for each in inner:
        yield from _given_parts(each)


def _divides(value: Value) -> bool:
    match value:
        case Arithmetic(how="divide") | Each(count="exact"):
            return True
    return False


def _constants(standing: Standing, keys: Keys, value: Value, measure: Measure) -> Iterator[Problem]:
    """Numbers written as what is given, with more decimals than the measure has."""
    for number in dict.fromkeys(_given_numbers(value)):
        if (number * 10**measure.scale).denominator != 1:
            what = msg(
                "{number} has more decimals than {measure}, which has {scale}",
                number=number_text(number),
                measure=measure.id,
                scale=measure.scale,
            )
            yield _no_rounding(standing, keys, what)
            return


def _given_numbers(value: Value) -> Iterator[Fraction]:
    match value:
        case Number(value=number):
            yield number
        case Lookup(cells=cells, rest=rest, empty=empty):
            for each in (*(cell.value for cell in cells), *((empty,) if empty else ())):
                yield from _given_numbers(each)
        case Bands(bands=bands, rest=rest):
            for band in bands:
                yield from _given_numbers(band.value)
        case Cases(cases=cases, rest=rest):
            for case in cases:
                yield from _given_numbers(case.value)
        case Unknown(office=rest) | Scaled(value=rest):
            pass
        case _:
            return
    if not isinstance(value, Number) and rest is not None:
        yield from _given_numbers(rest)


def _no_rounding(standing: Standing, keys: Keys, what: Message) -> Problem:
    answers = answers_of(type(standing.step), "rounding")
    hint = msg("write rounding: {answers}", answers=answers) if answers else None
    return standing.problem(keys, "no-rounding", what, hint)
