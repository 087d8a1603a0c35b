"""The verbs that look at subjects as a whole: ``quota rank clamp round weigh flag``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gov_comms.language.reading import receiver_of
from gov_comms.language.value import Number, Value
from gov_comms.messages import msg
from gov_comms.telling import Told, Words
from gov_comms.telling.conditions import condition_text
from gov_comms.telling.nouns import Phrase, sentence
from gov_comms.telling.sentences import (
    claims_of,
    each_row,
    each_subject,
    gifts,
    only,
    orders,
    rounded,
)
from gov_comms.telling.values import told
from gov_comms.telling.words import ROUNDED

if TYPE_CHECKING:
    from gov_comms.verbs.clamp import Clamp
    from gov_comms.verbs.flag import Flag
    from gov_comms.verbs.quota import Quota
    from gov_comms.verbs.rank import Rank, Seats
    from gov_comms.verbs.round import Round
    from gov_comms.verbs.skip import Skip
    from gov_comms.verbs.weigh import Weigh


def quota(step: Quota, words: Words) -> Iterator[Told]:
    """What is asked of whom, and what it brings."""
    if step.target is not None:
        yield from _target(step, step.of, step.target, words)
    for each in step.targets:
        yield words.say(msg("Target {name}:", name=words.quoted(each.name)))
        yield from _target(step, each.of, each.target, words)
    yield from only(step.when, words)
    for way in step.instead:
        text = msg(
            "What is beyond target {source} fills what is missing of target {to}, {rate} for one.",
            source=words.quoted(way.source),
            to=words.quoted(way.to),
            rate=words.number(way.rate),
        )
        yield words.say(text)
    bucket = words.bucket(step.within)
    if step.carry == "missing":
        yield words.say(
            msg("What is missing is asked for in the next {bucket}, too.", bucket=bucket)
        )
    elif step.carry == "excess":
        said = msg("What is beyond the target counts in the next {bucket}, too.", bucket=bucket)
        yield words.say(said)
    if step.each is not None:
        whole = msg("What follows is for all targets together.")
        yield words.say(whole if step.each == "whole" else msg("What follows is for each target."))
    yield from _brings(step, words)


def _target(
    step: Quota | Skip, of: tuple[str, ...], target: object, words: Words
) -> Iterator[Told]:
    asked = told(target, words, msg("target"), step.count)  # type: ignore[arg-type]
    text = msg(
        "Asked of {subjects}: {target} of {measure}, counted from what {steps} gave.",
        subjects=each_subject(step, words),
        target=asked.text,
        measure=words.quoted(words.measure(step.count)),
        steps=words.steps(of),
    )
    yield from sentence(words.say(text), asked)


def _brings(step: Quota, words: Words) -> Iterator[Told]:
    """What is given for what is missing, over, met, unmet or in proportion."""
    whom = words.receivers(step.to, step.subjects)
    brings = (
        (step.each_missing, msg("For each one that is missing")),
        (step.each_excess, msg("For each one beyond the target")),
        (step.met, msg("Where the target is met")),
        (step.unmet, msg("Where the target is not met")),
        (step.ratio, msg("In proportion to how much of the target is met, at most for the whole")),
    )
    for given, when in brings:
        if given:
            amounts = gifts(given, words)
            text = msg("{when}, {whom} gets {gifts}.", when=when, whom=whom, gifts=amounts.text)
            yield from sentence(words.say(text), amounts)
    if not any(given for given, _ in brings):
        yield words.say(msg("It is only found whether the target is met; nothing is given."))
    measures = [name for given, _ in brings for name in given]
    yield from rounded(step.rounding, measures, words)


def rank(step: Rank, words: Words) -> Iterator[Told]:
    """Who is ranked by what, who has a seat, and what it brings."""
    order = msg("from the highest down") if step.order == "highest" else msg("from the lowest up")
    measure = words.quoted(words.measure(step.by))
    text = msg(
        "Ranked by {measure}, {order}: {subjects}.",
        subjects=each_subject(step, words),
        measure=measure,
        order=order,
    )
    if step.of:
        text = msg(
            "Ranked by {measure} from {steps}, {order}: {subjects}.",
            subjects=each_subject(step, words),
            measure=measure,
            steps=words.steps(step.of),
            order=order,
        )
    yield words.say(text)
    yield from only(step.when, words)
    if step.groups:
        columns = words.listed(words.heading(name) for name in step.groups)
        yield words.say(msg("Each {columns} is ranked by itself.", columns=columns))
    then = words.say(msg(", then "))
    ties = {
        "share": msg("Who is alike shares a rank, and the next ranks are left out (1, 2, 2, 4)."),
        "dense": msg("Who is alike shares a rank, and no rank is left out (1, 2, 2, 3)."),
        "then": msg(
            "Among those alike the order is by {measures}, then by the roster.",
            measures=then.join(words.quoted(words.measure(each)) for each in step.then),
        ),
    }
    yield words.say(
        ties[step.ties]
        if step.then or step.ties != "then"
        else msg("Those alike stand in the order of the roster.")
    )
    none = msg("Who has nothing is not ranked.")
    yield words.say(none if step.zeros == "out" else msg("Who has nothing is ranked, too."))
    yield from _seats(step, words)


def _seats(step: Rank, words: Words) -> Iterator[Told]:
    """Who takes a seat and what a seat brings."""
    if step.eligible is not None:
        said = condition_text(step.eligible, words)
        yield words.say(msg("A seat is only for those where {condition}.", condition=said))
    if step.top is not None and not isinstance(step.top, Value):
        yield from _share(step.top, words)
    elif step.top is not None:
        seats = told(step.top, words, msg("seats"))
        text = msg("There are seats for the first {count}.", count=seats.text)
        if step.ties != "then":
            text = msg(
                "There are seats for the first {count}; who shares the last seat has one, too.",
                count=seats.text,
            )
        yield from sentence(words.say(text), seats)
    if step.flag is not None:
        yield words.say(msg("Those seated are marked {flag}.", flag=words.quoted(step.flag)))
    if step.give:
        given = gifts(step.give, words)
        yield from sentence(words.say(msg("Each seated gets {gifts}.", gifts=given.text)), given)
        yield from rounded(step.rounding, step.give, words)


def _share(seats: Seats, words: Words) -> Iterator[Told]:
    """Seats as a share of those who take part."""
    share, rounding = words.percent(seats.share), ROUNDED[seats.rounding]
    said = msg("{share} of those who are ranked, {rounded}", share=share, rounded=rounding)
    if seats.of == "participants":
        said = msg("{share} of those who have something, {rounded}", share=share, rounded=rounding)
    if seats.of == "roster":
        said = msg("{share} of all on the roster, {rounded}", share=share, rounded=rounding)
    yield words.say(msg("Seats: {seats}.", seats=said))
    if seats.at_least:
        yield words.say(msg("There are at least {count} seats.", count=seats.at_least))


def clamp(step: Clamp, words: Words) -> Iterator[Told]:
    """Between which bounds a total or each claim is held."""
    yield _looked_at(step, words)
    yield from only(step.when, words)
    if step.at_least is not None:
        low = told(step.at_least, words, msg("at least"), step.measure)
        text = msg("What is below {bound} is brought up to it.", bound=low.text)
        yield from sentence(words.say(text), low)
    if step.at_most is not None:
        high = told(step.at_most, words, msg("at most"), step.measure)
        text = msg("What is above {bound} is cut down to it.", bound=high.text)
        yield from sentence(words.say(text), high)
    yield from rounded(step.rounding, (step.measure,), words)


def _looked_at(step: Clamp | Round, words: Words) -> str:
    claims = claims_of(step, words, (step.measure,))
    if step.each == "claim":
        return words.say(msg("Looked at is each single amount of {claims}.", claims=claims))
    text = msg(
        "Looked at is the sum of {claims}, for {subjects}.",
        claims=claims,
        subjects=each_subject(step, words),
    )
    return words.say(text)


def round_(step: Round, words: Words) -> Iterator[Told]:
    """What is rounded, and how."""
    yield _looked_at(step, words)
    yield from only(step.when, words)
    yield str(words.rounding(step.rounding, step.places))


def weigh(step: Weigh, words: Words) -> Iterator[Told]:
    """For how much of itself a total counts."""
    claims, subjects = claims_of(step, words, (step.measure,)), each_subject(step, words)
    yield words.say(
        msg("Looked at is the sum of {claims}, for {subjects}.", claims=claims, subjects=subjects)
    )
    yield from only(step.when, words)
    share = told(step.share, words, msg("share"))
    if isinstance(step.share, Number):
        share = Phrase(words.percent(step.share.value))
    if step.full is not None:
        full = told(step.full, words, msg("full"), step.measure)
        marks = told(step.marks or step.full, words, msg("marks"), step.measure)
        text = msg(
            "First it is brought to marks: {marks} for {full} or more, less in proportion.",
            marks=marks.text,
            full=full.text,
        )
        yield from sentence(words.say(text), marks, full)
    yield from sentence(words.say(msg("It counts for {share} of itself.", share=share.text)), share)
    yield from rounded(step.rounding, (step.measure,), words)


def flag(step: Flag, words: Words) -> Iterator[Told]:
    """Who is marked."""
    text = msg(
        "For {rows} where {condition}, {whom} is marked {flag}.",
        rows=each_row(step, step.on, words),
        condition=condition_text(step.when, words),
        whom=words.receivers(receiver_of(step), step.subjects),
        flag=words.quoted(step.flag),
    )
    yield words.say(text)
    if step.runs > 1:
        bucket = words.bucket(step.within)
        yield words.say(
            msg(
                "It must hold in {runs} of these in a row: {bucket}.", runs=step.runs, bucket=bucket
            )
        )


def skip(step: Skip, words: Words) -> Iterator[Told]:
    """What only fills a target, and is not paid."""
    yield from _target(step, step.of, step.target, words)
    yield from only(step.when, words)
    yield words.say(msg("The target is filled in this order: {order}.", order=orders(step, words)))
    paid = words.steps(step.also)
    yield words.say(msg("What {paid} gave for pieces that fill the target is not paid.", paid=paid))
    straddle = {
        "split": msg("Of the piece with which it is reached, the part beyond it is paid."),
        "whole": msg("The piece with which it is reached is paid in full."),
    }
    yield words.say(straddle[step.straddle])
    yield from rounded(step.rounding, step.measures or words.agency.measures, words)
