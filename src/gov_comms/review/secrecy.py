"""Marks of secrecy (密级): what bears one does not belong on this desk, and is refused.

The marks are those of GB/T 9704 and of the law on state secrets: the level alone on a line, with a
star, in brackets, or named as the level.  The words in a sentence are no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg

_LEVEL = r"(?:绝\s*密|机\s*密|秘\s*密)"
_MARK = re.compile(
    rf"{_LEVEL}\s*[★☆]"
    rf"|密\s*级\s*[:：]\s*{_LEVEL}"
    rf"|[\[【〔（(]\s*{_LEVEL}\s*[\]】〕）)]"
    rf"|^\s*{_LEVEL}\s*(?:[·•．.]?\s*(?:长期|\d+\s*年|\d+\s*个?月))?\s*$",
    re.MULTILINE,
)


def secrecy_mark(text: str) -> str | None:
    """The mark of secrecy in a text, as it stands there; None where there is none."""
    found = _MARK.search(text)
    return None if found is None else " ".join(found[0].split())


def refuse_secret(texts: Iterable[str]) -> None:
    """Raise `Refused` where one of the texts bears a mark of secrecy."""
    for text in texts:
        mark = secrecy_mark(text)
        if mark is not None:
            what = msg("it bears a mark of secrecy ({mark}) and is not taken here", mark=mark)
            hint = msg("nothing of it was stored; send it the way of classified papers")
            raise Refused([Problem("secret", Place(), what, hint=hint)])
