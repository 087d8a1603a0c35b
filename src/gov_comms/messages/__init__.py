"""Texts that users read: a message is a template with its values, translated when it is shown.

Templates are written in English and are the keys of the catalogues in ``locale/``.
"""

from __future__ import annotations

import gettext
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("zh-CN", "en")
DEFAULT_LANGUAGE = "zh-CN"
LOCALE_FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Message:
    """A template and the values that fill it; a value may itself be a message.

    ``chinese`` is the template in Chinese where no catalogue has it.
    """

    template: str
    values: tuple[tuple[str, object], ...] = ()
    chinese: str = ""

    def text(self, language: str) -> str:
        """The message in ``language`` (``zh-CN`` or ``en``)."""
        filled = {
            name: value.text(language) if isinstance(value, Message) else value
            for name, value in self.values
        }
        template = self.chinese if language == "zh-CN" else ""
        if self.template and not template:
            template = catalogue(language).gettext(self.template)
        return template.format(**filled)


def msg(template: str, /, **values: object) -> Message:
    """A message; ``template`` is extracted into the catalogues, so it must be a literal."""
    return Message(template, tuple(values.items()))


def bilingual(chinese: str, english: str, /, **values: object) -> Message:
    """A message of a plugin, whose texts are in no catalogue of ours."""
    return Message(english, tuple(values.items()), chinese)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of ``language``; English is its own key."""
    return gettext.translation(
        "gov_comms", LOCALE_FOLDER, [language.replace("-", "_")], fallback=True
    )


def language_of(environment: dict[str, str] | None = None) -> str:
    """The user's language from ``GOV_COMMS_LANG``, else the locale, else Chinese."""
    environment = dict(os.environ) if environment is None else environment
    for name in ("GOV_COMMS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "").lower()
        if value.startswith("zh"):
            return "zh-CN"
        if value.startswith("en"):
            return "en"
    return DEFAULT_LANGUAGE
