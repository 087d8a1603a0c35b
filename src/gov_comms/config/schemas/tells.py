"""What an editor says of a key: one line each, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gov_comms.config.schemas.tells_of_files import FILES
from gov_comms.config.schemas.tells_of_rules import RULES
from gov_comms.messages import Message

TELLS: Mapping[str, Message] = {**FILES, **RULES}
"""Texts by ``shape.key``, where ``step.key`` serves every verb that has none of its own."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Says what keys are for, in one language."""

    language: str

    def say(self, message: Message) -> str:
        """``message`` in the reader's language."""
        return message.text(self.language)

    def tell(self, *names: str) -> str:
        """What the key ``names[-1]`` of the first shape that tells of it is for, or nothing."""
        *shapes, key = names
        found = (TELLS[name] for shape in shapes if (name := f"{shape}.{key}") in TELLS)
        return next((self.say(each) for each in found), "")
