"""The verbs that give: ``award``, ``base``, ``set``, ``convert``, ``split``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gov_comms.language.reading import receiver_of
from gov_comms.messages import msg
from gov_comms.telling import Told, Words
from gov_comms.telling.nouns import sentence
from gov_comms.telling.sentences import (
    claims_of,
    each_row,
    each_subject,
    gifts,
    only,
    rounded,
)
from gov_comms.telling.values import told

if TYPE_CHECKING:
    from gov_comms.verbs.award import Award
    from gov_comms.verbs.base import Base
    from gov_comms.verbs.convert import Convert
    from gov_comms.verbs.set import Set
    from gov_comms.verbs.split import Split


def award(step: Award, words: Words) -> Iterator[Told]:
    """What each row gives to whom."""
    rows = each_row(step, step.on, words)
    whom = words.receivers(receiver_of(step), step.subjects)
    given = gifts(step.give, words)
    text = msg("For {rows}, {whom} gets {gifts}.", rows=rows, whom=whom, gifts=given.text)
    yield from sentence(words.say(text), given)
    yield from only(step.when, words)
    if step.capacity is not None:
        said = msg("It is given in the capacity of {capacity}.", capacity=step.capacity)
        yield words.say(said)
    yield from rounded(step.rounding, step.give, words)


def base(step: Base, words: Words) -> Iterator[Told]:
    """What every subject starts with."""
    given = gifts(step.give, words)
    text = msg(
        "To begin with, {subjects} gets {gifts}.",
        subjects=each_subject(step, words),
        gifts=given.text,
    )
    yield from sentence(words.say(text), given)
    yield from only(step.when, words)
    yield from rounded(step.rounding, step.give, words)


def set_(step: Set, words: Words) -> Iterator[Told]:
    """What stands in place of what was given."""
    given = gifts(step.give, words)
    text = msg(
        "On the same row and for the same receiver, {claims} is taken back, and {gifts} is given "
        "once in its place.",
        claims=claims_of(step, words, step.give),
        gifts=given.text,
    )
    yield from sentence(words.say(text), given)
    yield from only(step.when, words)
    yield from rounded(step.rounding, step.give, words)


def convert(step: Convert, words: Words) -> Iterator[Told]:
    """So many of one measure for so much of another."""
    every = told(step.every, words, msg("every"), step.count)
    given = gifts(step.give, words)
    summed = msg(
        "Added up {during}, for each receiver: {claims}.",
        claims=claims_of(step, words, (step.count,)),
        during=words.during(step),
    )
    if step.per:
        summed = msg(
            "Added up {during}, for each receiver and apart for each {columns}: {claims}.",
            claims=claims_of(step, words, (step.count,)),
            during=words.during(step),
            columns=words.listed(words.heading(name) for name in step.per),
        )
    yield words.say(summed)
    yield from only(step.when, words)
    text = msg("Every {every} of the sum bring {gifts}.", every=every.text, gifts=given.text)
    yield from sentence(words.say(text), every, given)
    remainders = {
        "lost": msg("What is left over counts for nothing."),
        "fraction": msg("What is left over counts in proportion."),
        "carried": msg("What is left over is carried into what follows."),
    }
    yield words.say(remainders[step.remainder])
    yield from rounded(step.rounding, step.give, words)


def split(step: Split, words: Words) -> Iterator[Told]:
    """Who shares a claim, and how."""
    text = msg(
        "Divided is {claims}: it goes to {whom}.",
        claims=claims_of(step, words, step.measures),
        whom=words.receivers(step.to, divided=True),
    )
    yield words.say(text)
    yield from only(step.when, words)
    if step.by == "equal":
        yield words.say(msg("All get equal parts."))
    elif step.by == "shares":
        column = words.heading("shares")
        yield words.say(msg("Each gets the share that stands in {column}.", column=column))
    elif step.by is not None:
        shares = " : ".join(words.number(each) for each in step.by)
        yield words.say(msg("In the order of the names they get {shares}.", shares=shares))
    for count, weights in sorted((step.by_count or {}).items()):
        shares = " : ".join(words.number(each) for each in weights)
        said = msg("With {count} names or more they get {shares}.", count=count, shares=shares)
        yield words.say(said)
    if step.most is not None:
        yield words.say(msg("Only the first {count} names take part.", count=step.most))
    yield from rounded(step.rounding, step.measures or words.agency.measures, words)
    residues = {
        "first": msg("What rounding leaves over goes to the first of them."),
        "last": msg("What rounding leaves over goes to the last of them."),
        "drop": msg("What rounding leaves over goes to nobody."),
    }
    if step.residue is not None:
        yield words.say(residues[step.residue])
