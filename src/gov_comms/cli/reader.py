"""Who reads: the language of everything that the command line says."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from gov_comms.messages import LOCALE_FOLDER, Message, language_of

if TYPE_CHECKING:
    from gov_comms.config.enabling import Care
    from gov_comms.plugins import Trace

CHOICES = {"zh": "zh-CN", "zh-CN": "zh-CN", "en": "en"}
"""What ``--lang`` takes, and the language that is meant."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader's language; ``asked`` says that the call itself names it.

    ``trace`` is there when the call asks to be told what plugins do.
    """

    language: str
    asked: bool = False
    trace: Trace | None = None

    def say(self, message: Message) -> str:
        """``message`` in the reader's language."""
        return message.text(self.language)

    def care(self) -> Care:
        """How plugins are taken in: with the trace, if the call asks for one."""
        from gov_comms.config.enabling import Care

        return Care(self.trace)

    def document_language(self, of_agency: str) -> str:
        """The language of a file to hand on: the agency's, unless the call says otherwise."""
        return self.language if self.asked else of_agency


def reader_of(arguments: Sequence[str]) -> Reader:
    """The reader from ``--lang`` anywhere in the call, else from the environment.

    Known before the call is parsed, since help and complaints about the call are texts, too.
    """
    trace = _new_trace() if "--trace" in arguments else None
    for option, value in zip_longest(arguments, arguments[1:], fillvalue=""):
        if option == "--":
            break
        name, equals, joined = option.partition("=")
        if name == "--lang" and (joined if equals else value) in CHOICES:
            return Reader(CHOICES[joined if equals else value], True, trace)
    return Reader(language_of(), trace=trace)


def _new_trace() -> Trace:
    from gov_comms.plugins import Trace

    return Trace()


def teach_click(reader: Reader) -> None:
    """Have click, which asks the process's catalogue, speak the reader's language."""
    gettext.bindtextdomain("click", LOCALE_FOLDER)
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = reader.language.replace("-", "_")
