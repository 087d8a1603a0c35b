"""Setting type: how a title breaks, how far a signature stands in; the same in Word and in PDF."""

from __future__ import annotations

import re
from math import ceil

from wcwidth import wcswidth

from gov_comms.layout import Layout

NEVER_FIRST = "的年月日、，）》〕”"
"""Characters that begin no line of a title: they belong to what stands before them."""
SIGNATURE_INDENT = 2
"""A signature ends so many characters before the right edge, the date starts so many after it."""
TWIPS = 20
"""So many make a point."""
TITLE_CLOSER = 10
"""Twips by which the characters of a title are set closer: 20 of them then fill a line."""


def points(millimetres: float) -> float:
    """A length in points."""
    return millimetres * 72 / 25.4


def line_pitch(layout: Layout) -> float:
    """The height of a line in points, to the twip: so many lines as there are fill the page.

    Of the standard's 22 lines on 225 mm it is 28.95 points.
    """
    return int(points(layout.height) * TWIPS / layout.lines) / TWIPS


def closer(layout: Layout) -> int:
    """Twips by which the characters of the text are set closer, so that a line holds enough."""
    room = points(layout.width) / layout.characters
    return max(ceil((layout.body_size - room) * TWIPS), 0)


def signature_indents(signature: str, date: str, language: str) -> tuple[int, int]:
    """How far signature and date end before the right edge, in half characters.

    After GB/T 9704-2012, 7.3.5.2: the signature ends two characters before the edge and the date
    starts two characters after the signature's start; a date too long for that ends two
    characters before the edge and the signature gives way.  Latin letters have no such common
    width, so in English both end two characters before the edge.
    """
    name, day, two = wcswidth(signature), wcswidth(date), 2 * SIGNATURE_INDENT
    if language != "zh-CN":
        return two, two
    if day + two <= name:
        return two, name - day
    return day + 2 * two - name, two


def title_lines(title: str, language: str, layout: Layout) -> list[str]:
    """The title on as few lines as it needs, all about as long, so that no character is left over.

    A number or a Latin word is not torn.  English titles are left to the program that shows them.
    """
    count = ceil(_title_width(title, layout.title_size) / points(layout.width))
    if language != "zh-CN" or count < 2:
        return [title]
    lines = [""]
    for piece in _pieces(title):
        full = wcswidth(lines[-1]) * count >= wcswidth(title)
        if full and piece not in NEVER_FIRST and len(lines) < count:
            lines.append("")
        lines[-1] += piece
    return lines


def _pieces(title: str) -> list[str]:
    """What is never torn: a number or a Latin word, a Chinese character."""
    found: list[str] = re.findall(r"[!-~]+|[^!-~]", title)
    return found


def _title_width(title: str, size: int) -> float:
    """Points that a title takes, with the quarter character that programs put around digits."""
    letters = wcswidth(title) * size / 2 - len(title) * TITLE_CLOSER / TWIPS
    return letters + sum(size / 2 for piece in _pieces(title) if piece.isascii())
