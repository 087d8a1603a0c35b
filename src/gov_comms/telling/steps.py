"""What every step may say, and steps of verbs that do not tell themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gov_comms.language.condition import Compare, Join, Named, Test
from gov_comms.language.step import On, Step, To
from gov_comms.language.value import Value
from gov_comms.messages import msg
from gov_comms.model import Text
from gov_comms.telling.conditions import condition_text
from gov_comms.telling.nouns import Told
from gov_comms.telling.sentences import rows_text
from gov_comms.telling.values import value_text
from gov_comms.telling.words import Words


def common(step: Step, words: Words) -> Iterator[Told]:
    """What the keys say that all verbs share: days, posting, parts, what the source lost."""
    if step.dated_by is not None:
        column = words.heading(step.dated_by)
        yield words.say(msg("What counts is the day of {column}.", column=column))
    if step.post is not None:
        level = step.post.removeprefix("next ")
        bucket = words.bucket(level)
        if level == step.post:
            said = msg("It counts in the {bucket} and in nothing shorter.", bucket=bucket)
        else:
            said = msg("It counts in the next {bucket}.", bucket=bucket)
        yield words.say(said)
    if step.part is not None:
        yield words.say(msg("It belongs to the part {part}.", part=words.quoted(step.part)))
    if step.adds_to:
        steps = words.steps(step.adds_to)
        yield words.say(msg("It is given beside what {steps} gave.", steps=steps))
    if step.unknown is not None:
        yield words.say(msg("The office's own reading; of the source: {why}.", why=step.unknown))


def by_keys(step: Step, words: Words) -> Iterator[Told]:
    """A step told by its own keys, where its verb has no words for it."""
    for key, field in type(step).model_fields.items():
        value = getattr(step, key)
        if key not in Step.model_fields and value != field.default:
            said = msg("{key}: {value}", key=field.alias or key, value=plain(value, words))
            yield words.say(said)


def plain(value: Any, words: Words) -> str:
    """Any value of a key."""
    if isinstance(value, (Test, Named, Compare, Join)):
        return condition_text(value, words)
    if isinstance(value, Value):
        return value_text(value, words)
    if isinstance(value, On):
        return rows_text(value, words)
    if isinstance(value, To):
        return words.receivers(value)
    if isinstance(value, Text):
        return words.text(value)
    if isinstance(value, Mapping):
        parts = (f"{name} {plain(each, words)}" for name, each in value.items())
        return words.listed(parts)
    if isinstance(value, tuple):
        return words.listed(plain(each, words) for each in value)
    return words.literal(value)
