"""The table of a source's clauses: what became of each, and what proves it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from gov_comms.errors import Place

Mark = Literal["runs", "duty", "fact", "left out", "not a rule"]
"""It computes; it tells a duty; it tells a figure; it is left out on purpose; it rules nothing."""
Kind = Literal[
    "approval",
    "bonus",
    "check",
    "deadline",
    "dedupe",
    "deduct",
    "distribution",
    "evidence",
    "exclude",
    "fact",
    "follow-up",
    "incident",
    "mult",
    "outlet",
    "period",
    "points",
    "quota",
    "reward",
    "roles",
    "roster",
    "scope",
    "score",
    "sla",
    "split",
    "stats",
    "type",
    "veto",
]
Ground = Literal[
    "monitoring of people",
    "monitoring of public opinion",
    "steering of online comment",
    "counting our own users",
    "a workflow engine",
    "an expression language",
    "a distributed runtime",
    "AI scoring",
]
"""On which grounds a clause may be left out; they are those of the design."""
MARKS: tuple[Mark, ...] = get_args(Mark)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a source, in one sentence of our own; ``keys`` say where the config has it.

    ``enforced`` says of a duty that something is reported when it is not done; ``cases`` are the
    files (without folder and ending) of the worked examples that prove it.
    """

    id: str
    kind: Kind
    text: str
    mark: Mark
    place: Place
    keys: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    enforced: bool = False
    ground: Ground | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClauseTable:
    """The clauses of one source, in its order."""

    source: str
    clauses: tuple[Clause, ...]

    def count(self, mark: Mark) -> int:
        """How many clauses bear a mark."""
        return sum(each.mark == mark for each in self.clauses)


_ID = re.compile(r"([^\W_]+(?:-[A-Za-z0-9]+)*)-\d+")
"""The id of a clause: that of its source, a dash and a number."""


def clause_ids(clause: str) -> tuple[str, ...]:
    """The clauses that a citation names: ``S001-02-04、05 任务`` names two of one source.

    Ids of that source may stand anywhere in it.  What begins with no id, such as ``第四条、第五条
    任务``, names what stands before the first space.
    """
    first = _ID.match(clause)
    if first is None:
        return tuple(clause.split(maxsplit=1)[0].split("、"))
    numbers = re.findall(rf"(?<![A-Za-z0-9-]){re.escape(first[1])}-(\d+(?:、\d+(?!\w))*)", clause)
    found = (number for each in numbers for number in each.split("、"))
    return tuple(dict.fromkeys(f"{first[1]}-{number}" for number in found))
