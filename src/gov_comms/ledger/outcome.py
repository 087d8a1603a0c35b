"""What a run leaves: its claims, lines, results, flags and exclusions, and what it ran on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import narwhals as nw

from gov_comms.errors import Problem
from gov_comms.ledger.buckets import Bucket
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.plan import Entry, Plan
from gov_comms.ledger.postings import WORK, Flagged, Found, Source
from gov_comms.ledger.scope import Known
from gov_comms.ledger.tables import Tables
from gov_comms.ledger.watching import Watch
from gov_comms.model import Agency
from gov_comms.timeline import Period, to_number


@dataclass(frozen=True, slots=True)
class Prepared:
    """Facts made ready for a plan: every column its steps read, joined once for all periods."""

    agency: Agency
    plan: Plan
    tables: Tables
    wide: dict[str, tuple[Frame, dict[str, Known]]]
    known: date
    """The first day of which facts are known."""
    watch: Watch | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that one step wrote on the claims of one source.

    ``claims`` are those on which it wrote, each with what it gave in column ``amount``.
    """

    entry: Entry
    source: int
    measure: str
    table: str
    claims: Frame
    amount: str = "value"
    beside: tuple[str, ...] = ()

    @property
    def frame(self) -> Frame:
        """The lines: claim, fact, subject, unit, day and amount.

        Beside them ``supersedes`` where the line cancels: the claim that took the place, or null;
        ``trigger`` where another fact brought it about; ``c:target`` where claims are on findings
        about several targets.
        """
        named = nw.col(self.amount).alias("amount")
        lines = self.claims.select("claim", "fact", "subject", "unit", "day", named, *self.beside)
        return lines if self.amount == "value" else lines.filter(nw.col("amount") != 0)

    @property
    def cancels(self) -> bool:
        """Whether its lines may name a claim that took the place."""
        return "supersedes" in self.beside


@dataclass(frozen=True, slots=True)
class Ruled:
    """Rows that an exclusion made unseen, and by which step."""

    entry: Entry
    table: str
    frame: Frame


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a run wrote: claims by source, lines by block, results, flags, exclusions."""

    prepared: Prepared
    period: Period
    sources: tuple[Source, ...]
    blocks: tuple[Block, ...]
    found: tuple[tuple[Entry, Found, tuple[Bucket, ...]], ...]
    flagged: tuple[tuple[Entry, Flagged, tuple[Bucket, ...]], ...]
    excluded: tuple[Ruled, ...]
    problems: tuple[Problem, ...]


class Resting(NamedTuple):
    """Values that still belong to works and to nobody: in what, on how many, and the first few."""

    source: Source
    works: int
    first: list[int]


def rests_on_work(outcome: Outcome, named: int) -> list[Resting]:
    """Sources in which some value of the period rests on works, and the first ``named`` of them."""
    found = []
    for source in (each for each in outcome.sources if not each.subjects):
        resting = in_period(source.frame, outcome.period).filter(
            (nw.col("subject") >= WORK) & (nw.col("value") != 0)
        )
        works = resting.select("subject").unique()
        first = worked_out(works.sort("subject").head(named))["subject"].to_list()
        if len(first) < named:
            found += [Resting(source, len(first), first)] if first else []
            continue
        count = worked_out(works.select(nw.len().alias("works")))["works"].to_list()[0]
        found.append(Resting(source, count, first))
    return found


def in_period(frame: Frame, period: Period) -> Frame:
    """Claims or lines whose day lies in the period."""
    day = nw.col("day")
    return frame.filter((day >= to_number(period.first)) & (day <= to_number(period.last)))
