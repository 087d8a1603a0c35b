"""The verbs that change what was given: ``multiply``, ``keep``, ``exclude``, ``void``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gov_comms.messages import msg
from gov_comms.telling import Told, Words
from gov_comms.telling.nouns import sentence
from gov_comms.telling.sentences import claims_of, each_row, only, orders, rounded
from gov_comms.telling.values import told

if TYPE_CHECKING:
    from gov_comms.verbs.exclude import Exclude
    from gov_comms.verbs.keep import Keep
    from gov_comms.verbs.multiply import Multiply
    from gov_comms.verbs.void import Void


def multiply(step: Multiply, words: Words) -> Iterator[Told]:
    """Which claims are multiplied by what."""
    factor = told(step.factor, words, msg("factor"))
    claims = claims_of(step, words, step.measures)
    text = msg("Multiplied by {factor}: {claims}.", claims=claims, factor=factor.text)
    yield from sentence(words.say(text), factor)
    yield from only(step.when, words)
    yield from rounded(step.rounding, step.measures or words.agency.measures, words)


def keep(step: Keep, words: Words) -> Iterator[Told]:
    """Which of several claims count."""
    claims = claims_of(step, words, step.across or step.measures)
    group = _group(step, words)
    if step.keep is not None:
        text = msg(
            "Of {claims}, {group}, only {count} counts; the others are taken back.",
            claims=claims,
            group=group,
            count=step.keep,
        )
        yield words.say(text)
    if step.most is not None:
        most = told(step.most, words, msg("at most"), step.measures[0] if step.measures else "")
        text = msg(
            "Of {claims}, {group}, no more than {most} counts in all; what is beyond it is taken "
            "back.",
            claims=claims,
            group=group,
            most=most.text,
        )
        yield from sentence(words.say(text), most)
    yield from only(step.when, words)
    order = orders(step, words)
    yield words.say(
        msg("First comes {order}; what is still alike, by day and number.", order=order)
    )
    later = {
        "difference": msg(
            "What takes the place of something paid in an earlier period gets the difference."
        ),
        "full": msg("What takes the place of something paid in an earlier period is paid in full."),
    }
    if step.later is not None:
        yield words.say(later[step.later])
    if step.across:
        yield words.say(msg("Different measures compete with one another."))
    if step.also:
        also = words.steps(step.also)
        yield words.say(msg("With what is taken back goes what {also} gave on it.", also=also))


def _group(step: Keep, words: Words) -> str:
    """Within what claims compete."""
    during = words.during(step)
    if not step.per:
        return words.say(msg("for each receiver {during}", during=during))
    columns = words.listed(words.heading(name) for name in step.per)
    return words.say(
        msg("for each {columns} and receiver {during}", columns=columns, during=during)
    )


def exclude(step: Exclude, words: Words) -> Iterator[Told]:
    """What does not count."""
    if step.on is not None:
        rows = each_row(step, step.on, words)
        text = msg(
            "From here on {rows} counts for nothing, and what was given on it is taken back.",
            rows=rows,
        )
    else:
        text = msg("Taken back is {claims}.", claims=claims_of(step, words))
    yield words.say(text)
    yield from only(step.when, words)


def void(step: Void, words: Words) -> Iterator[Told]:
    """What brings which claims to zero."""
    columns = words.listed(words.heading(name) for name in step.match)
    claims = claims_of(step, words, step.measures)
    text = msg(
        "For {rows}, {claims} of the same {columns} is brought to zero.",
        rows=each_row(step, step.on, words),
        claims=claims,
        columns=columns,
    )
    if step.within not in ("period", "ever"):
        text = msg(
            "For {rows}, {claims} of the same {columns} in the same {bucket} is brought to zero.",
            rows=each_row(step, step.on, words),
            claims=claims,
            columns=columns,
            bucket=words.bucket(step.within),
        )
    yield words.say(text)
    yield from only(step.when, words)
    onward = {
        "same_day": msg("Only what is dated on that row's day or later is meant."),
        "next_day": msg("Only what is dated after that row's day is meant."),
    }
    if step.onward is not None:
        yield words.say(onward[step.onward])
    if step.within == "ever":
        yield words.say(msg("Rows from before the period count as well."))
    yield words.say(msg("Steps below are not touched."))
