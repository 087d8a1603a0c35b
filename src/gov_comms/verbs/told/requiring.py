"""The verb that asks for something without giving a value: ``require``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gov_comms.language.reading import receiver_of
from gov_comms.language.step import Due
from gov_comms.messages import msg
from gov_comms.telling import Told, Words
from gov_comms.telling.conditions import condition_text
from gov_comms.telling.sentences import each_row, only

if TYPE_CHECKING:
    from gov_comms.verbs.require import Require


def require(step: Require, words: Words) -> Iterator[Told]:
    """What must be done, by when, and whose duty it is."""
    rows = each_row(step, step.on, words)
    if step.holds is not None:
        said = condition_text(step.holds, words)
        yield words.say(msg("Required of {rows}: {condition}.", rows=rows, condition=said))
    if step.done is not None:
        text = msg(
            "Required of {rows}: {done} not after {deadline}.",
            rows=rows,
            done=words.heading(step.done),
            deadline=_first_of([_due(each, words) for each in step.by], words),
        )
        yield words.say(text)
    yield from only(step.when, words)
    whom = words.receivers(receiver_of(step), step.subjects or "unit")
    yield words.say(msg("It is the duty of {whom}.", whom=whom))


def _due(due: Due, words: Words) -> str:
    name = words.heading(due.deadline)
    if due.when is None:
        return name
    condition = condition_text(due.when, words)
    return words.say(msg("{deadline} (where {condition})", deadline=name, condition=condition))


def _first_of(deadlines: list[str], words: Words) -> str:
    if len(deadlines) == 1:
        return deadlines[0]
    return words.say(msg("the first of {deadlines}", deadlines=words.listed(deadlines)))
