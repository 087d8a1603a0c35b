"""Marks of secrecy as they stand on papers: 秘密★1年, 机密★, 绝密, 内部资料 注意保存."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gov_comms.plugins import Piece

HEAD = 60
"""How many characters of a text are its head, where a mark may stand without its star."""
STARRED = re.compile(r"(绝\s*密|机\s*密|秘\s*密)\s*[★☆*]\s*(?:长期|\d+\s*(?:年|个月)?)?")
ALONE = re.compile(
    r"^\s*(?:【|\[|（|\()?\s*(绝\s*密|机\s*密|秘\s*密|内部资料)\s*(?:】|\]|）|\))?\s*$", re.M
)


def mark_in(piece: Piece, further: Iterable[str] = ()) -> str:
    """The first mark that a piece bears; empty where it bears none.

    The words alone are no mark: 秘密 in a sentence is a word like any other.
    """
    for text in (piece.title, piece.text):
        starred = STARRED.search(text)
        if starred:
            return "".join(starred[0].split())
        alone = ALONE.search(text[:HEAD])
        if alone:
            return "".join(alone[1].split())
    return next((word for word in further if word in piece.title or word in piece.text), "")
