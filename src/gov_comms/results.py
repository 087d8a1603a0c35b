"""What a run comes to: totals, flags, quotas, ranks and the lines behind them, as frozen nouns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from gov_comms.errors import Problem
from gov_comms.messages import Message
from gov_comms.model import Edition, SubjectKind, Text
from gov_comms.timeline import Period


@dataclass(frozen=True, slots=True)
class Subject:
    """A unit or a person, or a work in an explanation; ``order`` is its place in the roster."""

    kind: SubjectKind
    id: str
    name: str
    order: int = 0
    unit: str = ""
    """For a person, the unit; for a unit, itself."""
    group: str = ""
    """Its class on the period's last day, by which bulletins may group."""


@dataclass(frozen=True, slots=True)
class Total:
    """One subject's total of one measure; ``rank`` only where a ``rank`` step covers it."""

    measure: str
    subject: Subject
    total: Decimal
    rank: int | None = None
    period: str = ""
    """Set on the extra rows of ``--by``."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag that a step set on a subject, in which bucket, under which clause."""

    flag: str
    subject: Subject
    step: str
    clause: str
    period: str


@dataclass(frozen=True, slots=True)
class QuotaResult:
    """What a quota or a skip found for one subject and bucket; ``outcome`` is ``met`` or ``unmet``.

    ``target`` names one of several targets; it is empty for a single one and for all together.
    """

    step: str
    clause: str
    measure: str
    subject: Subject
    period: str
    required: Decimal
    actual: Decimal
    missing: Decimal
    excess: Decimal
    outcome: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class RankResult:
    """A subject's place in one ranking; ``seat`` says that it is among the first ``top``."""

    step: str
    clause: str
    measure: str
    subject: Subject
    period: str
    group: str
    value: Decimal
    rank: int
    seat: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """What became of a duty: ``outcome`` is ``met``, ``late``, ``missing`` or ``unknown``.

    ``kind`` and ``fact`` name the fact whose duty it is, empty for a duty of a subject in a
    ``period``.  ``due`` and ``done`` are days or moments as written, empty where there is none.
    """

    step: str
    clause: str
    subject: Subject
    kind: str
    fact: str
    period: str
    due: str
    done: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger, ready to be read.

    ``because`` are the facts that made it true, as column and value; ``supersedes`` names, on a
    contrary line, the fact whose claim took its place.
    """

    measure: str
    amount: Decimal
    step: str
    clause: str
    text: Text
    """The clause in the regulation's own words, or what the program says in their place."""
    edition: str
    kind: str
    """The table of the fact, or ``quota``, ``base``, ``rank`` … for what a step found."""
    fact: str
    work: str
    subject: Subject
    day: date
    claim: int
    because: tuple[tuple[Text, Text], ...] = ()
    supersedes: str = ""
    unit: str = ""
    """The unit whose member the subject was then, or which it is."""
    plugin: str = ""
    """The plugin that brings the verb of the step, and its version; empty for our own verbs."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """A fact that does not count, and the clause that says so."""

    kind: str
    fact: str
    step: str
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A step that did not apply to a fact: the first test that failed, or nothing to test."""

    kind: str
    fact: str
    step: str
    clause: str
    test: Message


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say about one work, unit or person: lines that sum to its totals."""

    subject: Subject
    totals: tuple[tuple[str, Decimal], ...]
    lines: tuple[Line, ...]
    excluded: tuple[Excluded, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a run for one agency and period.

    ``totals`` has a row for every roster subject and measure, zero included, in the agency's own
    order of measures and subjects.  ``lines`` reads the whole ledger when called, in ledger order;
    ``write_ledger`` writes it into a folder that is not there yet, without reading it.
    """

    agency: str
    period: Period
    editions: tuple[Edition, ...]
    totals: tuple[Total, ...]
    flags: tuple[Flagged, ...] = ()
    quotas: tuple[QuotaResult, ...] = ()
    ranks: tuple[RankResult, ...] = ()
    problems: tuple[Problem, ...] = ()
    plugins: tuple[tuple[str, str], ...] = ()
    duties: tuple[Duty, ...] = ()
    notes: tuple[Message, ...] = ()
    """What a document says below its figures of where they come from."""
    lines: Callable[[], tuple[Line, ...]] = field(default=tuple, compare=False)
    write_ledger: Callable[[Path], None] = field(default=Path.mkdir, compare=False)
