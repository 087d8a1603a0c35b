"""Scopes: rows on which conditions and values can be read, whatever they are rows of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from gov_comms.facts.cells import LIMIT
from gov_comms.facts.frames import Facts
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.integers import Integers
from gov_comms.model import Column, ColumnType

PREFIX = "c:"
"""Columns that a rule can name stand in frames under this prefix, apart from our own."""


def undotted(name: str) -> str:
    """A column's name as frames have it: to Spark a dot would mean a part of the column."""
    return name.replace(".", "/")


def seen(name: str) -> str:
    """The frame's name for the column that a rule calls ``name``."""
    return PREFIX + undotted(name)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a named column: its type, its scale and where its words are coded.

    Its numbers are at most ``most`` from zero, as they are coded.
    """

    type: ColumnType
    scale: int = 0
    vocabulary: str = ""
    most: int = LIMIT


NOTHING = Known(ColumnType.COUNT)
"""What is known of a column that rows do not have: an empty cell in each of them."""


def known(column: Column, key: str) -> Known:
    """What is known of a table's column; ``key`` is the key of its words, if it holds words."""
    scale = column.scale if column.type in (ColumnType.NUMBER, ColumnType.NUMBERS) else 0
    worded = column.type in (ColumnType.WORD, ColumnType.WORDS)
    return Known(column.type, scale, key if worded else "")


Join = Callable[[Frame, Any, str], tuple[Frame, int, int]]
"""Joins a number to rows under a name.

Gives the rows, the number's denominator, and how far from zero its numerators may be.
"""


@dataclass(frozen=True, slots=True)
class Scope:
    """Rows with named columns.

    ``columns`` tells what the names mean.  ``add_total`` joins a subject's total to the rows,
    ``add_ruling`` a human decision; rows that have no subject or no fact lack them.
    """

    frame: Frame
    columns: Mapping[str, Known]
    words: Words
    engine: Engine
    add_total: Join | None = None
    add_ruling: Join | None = None
    joined: int = 0
    """How many columns values have added to the rows so far."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """How far from zero the numbers of our own columns are, where that is known."""

    def integers(self, name: str) -> Integers:
        """The numbers of one of our own columns."""
        return Integers(nw.col(name), self.sizes.get(name, LIMIT))


@dataclass(frozen=True, slots=True)
class Words:
    """Codes of words and of subjects' ids, looked up once per literal of a rule."""

    vocabularies: Mapping[str, Mapping[str, int]]
    subjects: Mapping[str, Mapping[str, int]]

    def code(self, known_column: Known, word: str) -> int:
        """The code of ``word`` in a column; -1, which matches nothing, when no row has it."""
        kinds = {
            ColumnType.UNIT: "unit",
            ColumnType.UNITS: "unit",
            ColumnType.PERSON: "person",
            ColumnType.PEOPLE: "person",
            ColumnType.OUTLET: "outlet",
        }
        kind = kinds.get(known_column.type)
        table = self.subjects[kind] if kind else self.vocabularies.get(known_column.vocabulary, {})
        return table.get(word, -1)


def words_of(facts: Facts, derived: Mapping[str, tuple[str, ...]]) -> Words:
    """The codes of a set of facts, and of the words that derived columns yield."""
    vocabularies = {**facts.vocabularies, **derived}
    return Words(
        {key: {w: i for i, w in enumerate(words)} for key, words in vocabularies.items()},
        {kind: {s: i for i, s in enumerate(ids)} for kind, ids in facts.subjects.items()},
    )
