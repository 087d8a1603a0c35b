"""The text of a piece as it is compared: what is alike to a reader is alike here."""

from __future__ import annotations

import re
import unicodedata

from gov_comms.plugins import Piece

_SILENT = re.compile(r"[\W_]+")
_BYLINE = re.compile(
    r"[(（【\[]?\s*(?:本报|本网|记者|通讯员|特约|来源|作者|责任编辑)[^。！？)）】\]\n]{0,30}[)）】\]]"
)
_DATELINE = re.compile(r"^[^。]{0,15}?\d{1,2}月\d{1,2}日(?:电|讯)")


def plain_text(piece: Piece) -> str:
    """Title and text without width, punctuation, spaces, by-line and date-line."""
    text = _DATELINE.sub("", unicodedata.normalize("NFKC", piece.text).strip())
    text = _BYLINE.sub("", text)
    whole = f"{unicodedata.normalize('NFKC', piece.title)}\n{text}"
    return _SILENT.sub("", whole).casefold()
