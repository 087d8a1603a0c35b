"""What a verb answers with; the core checks it and writes it into the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import narwhals as nw

from gov_comms.errors import Problem
from gov_comms.facts.cells import LIMIT
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.scope import Known, Scope

PERSON = 1 << 32
"""Subject codes: a unit is its place in the roster, a person that much more, a work more still."""
WORK = 1 << 40
CLAIM_BITS = 40
"""A claim's number is its source's number shifted by so many bits, plus a number of its own."""
CLAIM = ("claim", "fact", "subject", "unit", "day", "value")
"""The columns of every claim; beside them stand the named columns that later steps read."""


@dataclass(frozen=True, slots=True)
class Source:
    """The claims that one step opened in one measure.

    ``ids`` are the steps under which they are found; ``table`` is the table of their facts, or
    empty; ``wide`` says that some lie outside the period and are seen only by some steps.
    """

    number: int
    ids: frozenset[str]
    part: str | None
    measure: str
    capacity: str
    table: str
    frame: Frame
    columns: Mapping[str, Known]
    wide: bool = False
    intact: bool = False
    """Whether no claim is known to be at zero, so that all of them compete."""
    subjects: str = ""
    """``unit`` or ``person`` where all claims belong to subjects of that kind."""
    claims: int = LIMIT
    """How many claims there are at most."""
    most: int = LIMIT
    """How far from zero their values are at most."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Claims of one source that a step works on, and the others, which stay as they are.

    ``others`` is None where the step works on all of them.
    """

    source: Source
    scope: Scope
    others: Frame | None


@dataclass(frozen=True, slots=True)
class Opened:
    """New claims: ``frame`` has fact, subject, unit, day, amount and the carried columns.

    ``single`` promises at most one claim for each fact.  ``like`` names the source whose steps,
    part and capacity the claims keep, where they continue older ones.
    """

    measure: str
    frame: Frame
    columns: Mapping[str, Known]
    capacity: str = ""
    table: str = ""
    single: bool = False
    like: Source | None = None


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Lines on existing claims of one source.

    ``frame`` has the chosen claims, each once, with ``amount`` and maybe ``supersedes`` (a claim)
    or ``trigger`` (a fact that brought it about); ``others`` are the source's remaining claims.
    ``grows`` says that a value may be further from zero than before.
    """

    source: Source
    frame: Frame
    others: Frame | None
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Unseen:
    """Rows of a table that later steps do not see: ``frame`` has ``row`` and ``fact``."""

    table: str
    frame: Frame


@dataclass(frozen=True, slots=True)
class Found:
    """Result rows of a step: ``frame`` has subject, unit, bucket, day and ``columns``.

    ``table`` names the table of facts where each row is one of them; ``frame`` then has ``fact``.
    """

    subjects: str
    frame: Frame
    columns: Mapping[str, Known] = field(default_factory=dict)
    table: str = ""


@dataclass(frozen=True, slots=True)
class Flagged:
    """Subjects that get a flag: ``frame`` has subject, unit, bucket and day."""

    flag: str
    frame: Frame


@dataclass(frozen=True, slots=True)
class Noted:
    """A problem met while running."""

    problem: Problem


Posting = Opened | Adjusted | Unseen | Found | Flagged | Noted


def together(first: Frame | None, second: Frame) -> Frame:
    """The rows of both; ``first`` may be missing."""
    if first is None:
        return second
    return nw.concat([first, second.select(*first.collect_schema().names())])
