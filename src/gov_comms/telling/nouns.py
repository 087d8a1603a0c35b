"""What telling yields: sentences, and small tables for what a sentence cannot hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table: headings, and rows of as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Told = str | Grid
"""One thing told: a whole sentence, or the table that the sentence before it announces."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence, and the tables that it points to."""

    text: str
    grids: tuple[Grid, ...] = ()


def sentence(text: str, *phrases: Phrase) -> Iterator[Told]:
    """A sentence, and then the tables of the phrases in it."""
    yield text
    for phrase in phrases:
        yield from phrase.grids
