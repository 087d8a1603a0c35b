"""Choices: what only an office can decide, with the answers there are and what each means.

A key of a shape is marked with its choice, ``ties: Annotated[Literal[…], Choice(…)]``.  Where the
key is missing or says something else, `check` asks the question and lists the answers; editors
show them, too.  Plugins mark the keys of their verbs in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any, get_args

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from gov_comms.messages import Message, msg

CHOICE_MARK = "x-choice"
"""Under this key pydantic's JSON Schema holds the choice of a key."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is left open while a key is not written, and every answer with its meaning."""

    asks: Message
    answers: tuple[tuple[str, Message], ...]

    def listed(self) -> Message:
        """All answers, each with its meaning."""
        meanings = [msg("{answer} = {meaning}", answer=a, meaning=m) for a, m in self.answers]
        return reduce(lambda one, other: msg("{one}; {other}", one=one, other=other), meanings)

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(core_schema), CHOICE_MARK: self}


def choice_of(field: FieldInfo | None) -> Choice | None:
    """The choice with which a key is marked, if it is one."""
    if field is None:
        return None
    marks = (*field.metadata, *_marks(field.annotation))
    return next((mark for mark in marks if isinstance(mark, Choice)), None)


def _marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for each in get_args(annotation):
        yield from _marks(each)


def answers_of(shape: type[BaseModel], key: str) -> Message | None:
    """The answers to the choice that is marked at a key of a shape."""
    choice = choice_of(shape.model_fields.get(key))
    return choice.listed() if choice else None
