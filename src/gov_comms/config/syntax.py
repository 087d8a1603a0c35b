"""Syntax errors of TOML, in words an officer understands."""

from __future__ import annotations

import re
from collections.abc import Mapping

import tomli

from gov_comms.messages import Message, msg

_SAID: Mapping[str, Message] = {
    "Invalid statement": msg("a key = value is needed here"),
    "Expected newline or end of document after a statement": msg(
        "something stands behind a value; begin a new line"
    ),
    "Expected '=' after a key in a key/value pair": msg("an = is missing after the key"),
    "Expected ']' at the end of a table declaration": msg("a ] is missing"),
    "Expected ']]' at the end of an array declaration": msg("a ]] is missing"),
    "Cannot overwrite a value": msg("this key stands twice"),
    "Invalid initial character for a key part": msg("a key is needed here"),
    "Unclosed array": msg("a list is not closed, or a comma is missing"),
    "Unclosed inline table": msg("a table is not closed, or a comma is missing"),
    "Unterminated string": msg("a quoted text is not closed"),
    "Unescaped '\\' in a string": msg("a backslash is written twice"),
    "Invalid date or datetime": msg("there is no such day"),
    "Invalid value": msg("a value is needed here; texts stand in quotes"),
}
_STARTS: Mapping[str, Message] = {
    "Cannot declare": msg("this table stands twice"),
    "Cannot mutate": msg("this table is closed already"),
    "Cannot redefine": msg("this table is closed already"),
    "Duplicate inline": msg("this key stands twice"),
    "Illegal character": msg("a quoted text is not closed"),
}
_IN_VALUES = ("Invalid value", "Expected newline or end of document after a statement")
_MARKS = re.compile(r"[\s=.,#'\"\[\]{}]")
_FULL_WIDTH: Mapping[str, str] = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "＝": "=",
    "，": ",",
    "。": ".",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "｛": "{",
    "｝": "}",
    "＃": "#",
    "\u3000": " ",
}


def said(error: tomli.TOMLDecodeError) -> Message:
    """What is wrong."""
    starts = (each for start, each in _STARTS.items() if error.msg.startswith(start))
    return _SAID.get(error.msg) or next(starts, msg("this is not TOML: {error}", error=error.msg))


def hint(error: tomli.TOMLDecodeError) -> Message | None:
    """What officers most often trip over: Chinese punctuation, and Chinese keys without quotes."""
    found = error.doc[error.pos : error.pos + 1]
    if found in _FULL_WIDTH:
        plain = _FULL_WIDTH[found]
        return msg("{found} is a full-width character; write {plain}", found=found, plain=plain)
    if found.isascii():
        return None
    word = _word_at(error.doc, error.pos)
    if error.msg not in _IN_VALUES:
        return msg("a Chinese key needs quotes: {key}", key=f'"{word}"')
    if word[:1].isdecimal():
        return msg("a number stands alone, without its unit")
    return msg("a Chinese text needs quotes: {text}", text=f'"{word}"')


def _word_at(text: str, at: int) -> str:
    """What stands at a place of a text, up to the marks that TOML puts around keys and values."""
    start = at - len(_MARKS.split(text[:at])[-1])
    return _MARKS.split(text[start:], maxsplit=1)[0]
