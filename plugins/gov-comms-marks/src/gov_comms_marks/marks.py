"""Marks of secrecy as they stand on papers: 秘密★1年, 机密★, 绝密, 内部资料 注意保存."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

HEAD = 60
"""How many characters of a text are its head, where a mark may stand without its star."""
STARRED = re.compile(r"(绝\s*密|机\s*密|秘\s*密)\s*[★☆*]\s*(?:长期|\d+\s*(?:年|个月)?)?")
ALONE = re.compile(
    r"^\s*(?:【|\[|（|\()?\s*(绝\s*密|机\s*密|秘\s*密|内部资料)\s*(?:】|\]|）|\))?\s*$", re.M
)


def mark_in(texts: Collection[str], further: Iterable[str] = ()) -> str:
    """The first mark that a piece bears in its texts; empty where it bears none.

    The words alone are no mark: 秘密 in a sentence is a word like any other.
    """
    for text in texts:
        starred = STARRED.search(text)
        if starred:
            return "".join(starred[0].split())
        alone = ALONE.search(text[:HEAD])
        if alone:
            return "".join(alone[1].split())
    return next((word for word in further if any(word in text for text in texts)), "")
