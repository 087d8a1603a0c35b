"""Sentences that several verbs share: which rows and claims, what is given, how it is rounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gov_comms.language.condition import Condition
from gov_comms.language.order import Order
from gov_comms.language.step import On, Step
from gov_comms.language.value import Value
from gov_comms.messages import msg
from gov_comms.telling.conditions import condition_text
from gov_comms.telling.nouns import Phrase, Told
from gov_comms.telling.values import gift
from gov_comms.telling.words import Words


def each_row(step: Step, on: On, words: Words) -> str:
    """The rows that a step looks at, as the beginning of a sentence."""
    if on.table == "totals":
        whose = words.each(getattr(step, "subjects", None) or "unit", words.during(step))
        return words.say(msg("the totals of {subjects}", subjects=whose))
    return rows_text(on, words)


def rows_text(on: On, words: Words) -> str:
    """The rows of a table or of the results of a step."""
    if on.results is not None:
        return words.say(msg("each result of {step}", step=words.steps([on.results])))
    return words.say(msg("each row of {table}", table=words.table(on.table)))


def each_subject(step: Any, words: Words) -> str:
    """The units or people of the roster, bucket by bucket."""
    return words.each(step.subjects, words.during(step))


def claims_of(step: Any, words: Words, measures: Iterable[str] = ()) -> str:
    """The claims that a step works on: ``第3步所记的积分``."""
    named = [words.measure(each) for each in measures]
    steps = words.steps(step.of)
    if not named:
        return words.say(msg("what {steps} gave", steps=steps))
    return words.say(msg("{measures} that {steps} gave", measures=words.listed(named), steps=steps))


def gifts(gives: Mapping[str, Value], words: Words) -> Phrase:
    """What is given in each measure, side by side."""
    found = [gift(value, measure, words) for measure, value in gives.items()]
    grids = tuple(grid for each in found for grid in each.grids)
    return Phrase(words.listed(each.text for each in found), grids)


def only(condition: Condition | None, words: Words) -> Iterator[Told]:
    """The sentence that narrows a step, if it is narrowed."""
    if condition is not None:
        said = condition_text(condition, words)
        yield words.say(msg("Only where {condition}.", condition=said))


def rounded(how: str | None, measures: Iterable[str], words: Words) -> Iterator[Told]:
    """How numbers are rounded that do not come out even, if the step says so."""
    for places in sorted({words.scale(measure) for measure in measures}):
        said = words.rounding(how, places)
        if said is not None:
            yield said
            return


def orders(step: Any, words: Words) -> str:
    """The order in which claims come."""
    return words.say(msg(", then ")).join(order_text(each, words) for each in step.order)


def order_text(order: Order, words: Words) -> str:
    """One word of an order."""
    how, column = order
    if how == "high":
        return words.say(msg("highest {column}", column=words.heading(column)))
    if how == "low":
        return words.say(msg("lowest {column}", column=words.heading(column)))
    said = {
        "highest": msg("the highest amount"),
        "lowest": msg("the lowest amount"),
        "heaviest": msg("the greatest amount, plus or minus"),
        "lightest": msg("the smallest amount, plus or minus"),
        "earliest": msg("the earliest"),
        "latest": msg("the latest"),
    }
    return words.say(said[how])
