"""Tables in a terminal: columns that stay straight under Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

import click
from wcwidth import wcswidth

GAP = "  "
PIECES = re.compile(r"[“（「《]*(?:[\u0021-\u02ff]+|[^\u0021-\u02ff])[\s，。；：、）」》”？！]*")
"""What a line is not broken in: a word in Latin letters, or one Chinese sign."""


def shown(text: object) -> str:
    """``text`` on one line and without control characters: records may not steer a terminal."""
    text = str(text)
    if text.isprintable():
        return text
    return "".join(
        " " if each in "\t\n\r" else each
        for each in text
        if each in "\t\n\r" or unicodedata.category(each) not in ("Cc", "Cf")
    )


def width(text: str) -> int:
    """How many columns ``text`` takes."""
    return max(wcswidth(text), 0)


def padded(text: str, to: int, right: bool = False) -> str:
    """``text`` filled up with spaces to ``to`` columns."""
    return _filled(text, to - width(text), right)


def _filled(text: str, columns: int, right: bool) -> str:
    spaces = " " * columns
    return spaces + text if right else text + spaces


def folded(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns``; English breaks at spaces, Chinese after any sign.

    Closing punctuation stays with what it closes.
    """
    lines = [""]
    for piece in PIECES.findall(text):
        if width(lines[-1]) + width(piece.rstrip()) > columns:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return lines


def table(
    headings: Sequence[str], rows: Sequence[Sequence[object]], numbers: Collection[int] = ()
) -> str:
    """Rows under their headings; columns of ``numbers`` lean to the right."""
    cells = [[shown(cell) for cell in row] for row in rows]
    taken = {text: width(text) for row in (headings, *cells) for text in row}
    widths = [max(taken[text] for text in column) for column in zip(headings, *cells, strict=True)]

    def line(row: Sequence[str]) -> str:
        return GAP.join(
            _filled(cell, widths[index] - taken[cell], index in numbers)
            for index, cell in enumerate(row)
        ).rstrip()

    head = click.style(line(headings), bold=True)
    rule = GAP.join("─" * each for each in widths)
    return "\n".join([head, rule, *(line(row) for row in cells)])
