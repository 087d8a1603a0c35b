"""Simulating a draft: one period settled by the regulation in force and with the draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

import narwhals as nw

from gov_comms.config import Opened
from gov_comms.config.drafts import Drafted
from gov_comms.facts.frames import Facts
from gov_comms.ledger.integers import exact_sums
from gov_comms.ledger.outcome import Outcome, in_period
from gov_comms.model import Agency, Edition, Measure, SubjectKind
from gov_comms.results import Flagged, QuotaResult, RankResult, Result, Subject, Total
from gov_comms.settlement.reading import decimal_of
from gov_comms.settlement.scoring import named_period, read_result, settle
from gov_comms.timeline import ONE_DAY, Period

Found = TypeVar("Found", bound=Total | QuotaResult | RankResult)
Key = tuple[str, ...]
KINDS = (SubjectKind.UNIT, SubjectKind.PERSON)


@dataclass(frozen=True, slots=True)
class Change:
    """One subject's total of one measure before and after; ranks where a ranking covers it."""

    measure: str
    subject: Subject
    before: Decimal
    after: Decimal
    rank_before: int | None = None
    rank_after: int | None = None

    @property
    def difference(self) -> Decimal:
        """What the draft adds."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Cost:
    """What a measure comes to over the whole ledger, and how many gain and lose by the draft.

    ``before`` and ``after`` sum the lines of units and of people, each line once.  ``gain`` and
    ``lose`` count subjects by kind; everybody else with a total stays as he was.
    """

    measure: str
    before: Decimal
    after: Decimal
    gain: Mapping[SubjectKind, int]
    lose: Mapping[SubjectKind, int]
    same: Mapping[SubjectKind, int]

    @property
    def difference(self) -> Decimal:
        """What the draft costs more, or less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Pair:
    """What a quota or a ranking found before and after; None where it found nothing."""

    before: QuotaResult | RankResult | None
    after: QuotaResult | RankResult | None

    @property
    def either(self) -> QuotaResult | RankResult:
        """The one that is there, the later one if both are."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Simulation:
    """A period before and after a draft, and what changes.

    ``edition`` is the draft with the day from which it was tried.  ``gained`` and ``lost`` are
    flags; ``quotas`` and ``ranks`` hold only what differs.
    """

    edition: Edition
    before: Result
    after: Result
    changes: tuple[Change, ...]
    costs: tuple[Cost, ...]
    gained: tuple[Flagged, ...]
    lost: tuple[Flagged, ...]
    quotas: tuple[Pair, ...]
    ranks: tuple[Pair, ...]


def simulate(
    opened: Opened, drafted: Drafted, facts: Facts, period: str, since: date | None = None
) -> Simulation:
    """Settle a period twice, without and with a draft.

    The draft holds from ``since``; without it from its own day, or, when that lies behind the
    period, from the first day of the period's year, so that a rule for next year can be tried on
    this one.  Raises `Refused` like `score`.
    """
    asked = named_period(opened, period)
    since = since or _trial_day(opened.agency, drafted.edition, asked)
    tried = replace(drafted.opened, agency=with_day(drafted.opened.agency, drafted.edition, since))
    outcome, problems = settle(opened, facts, asked)
    new_outcome, new_problems = settle(tried, facts, asked)
    before = read_result(opened, outcome, problems)
    after = read_result(tried, new_outcome, new_problems)
    flags_before, flags_after = (
        {_flag_key(flag): flag for flag in each.flags} for each in (before, after)
    )
    changes = tuple(_changes(before, after))
    return Simulation(
        replace(drafted.edition, first_day=since),
        before,
        after,
        changes,
        tuple(_costs(opened.agency, outcome, new_outcome, changes)),
        tuple(flag for key, flag in flags_after.items() if key not in flags_before),
        tuple(flag for key, flag in flags_before.items() if key not in flags_after),
        tuple(_differing(before.quotas, after.quotas)),
        tuple(_differing(before.ranks, after.ranks)),
    )


def _trial_day(agency: Agency, draft: Edition, period: Period) -> date:
    """The day from which a draft is tried where nobody names one."""
    if draft.first_day <= period.last:
        return draft.first_day
    return min(period.first, agency.calendar.year_of(period.first).first)


def with_day(agency: Agency, draft: Edition, day: date) -> Agency:
    """The agency whose draft holds from another day.

    A draft is written on top of all editions before it, so those that begin on that day or later
    are moved to the days before it, in their order; editions that come after the draft stay.
    """
    if day == draft.first_day:
        return agency
    older = [each for each in agency.editions if each.first_day < draft.first_day]
    newer = [each for each in agency.editions if each.first_day > draft.first_day]
    moved: list[Edition] = []
    latest = day - ONE_DAY
    for each in reversed(older):
        moved.insert(0, replace(each, first_day=min(each.first_day, latest)))
        latest = moved[0].first_day - ONE_DAY
    return replace(agency, editions=(*moved, replace(draft, first_day=day), *newer))


def _key(found: Total | QuotaResult | RankResult) -> Key:
    subject = (found.subject.kind.value, found.subject.id)
    if isinstance(found, Total):
        return (found.measure, *subject)
    target = found.target if isinstance(found, QuotaResult) else ""
    return (found.step, *subject, found.period, target)


def _flag_key(flag: Flagged) -> Key:
    return (flag.flag, flag.subject.kind.value, flag.subject.id, flag.period)


def _paired(
    before: Iterable[Found], after: Iterable[Found]
) -> Iterator[tuple[Found | None, Found | None]]:
    """What was found before and after for the same thing, in the order of the later result."""
    old = {_key(each): each for each in before}
    new = {_key(each): each for each in after}
    for key in dict.fromkeys((*new, *old)):
        yield old.get(key), new.get(key)


def _changes(before: Result, after: Result) -> Iterator[Change]:
    for old, new in _paired(before.totals, after.totals):
        found = new or old
        assert found is not None
        yield Change(
            found.measure,
            found.subject,
            old.total if old else Decimal(0),
            new.total if new else Decimal(0),
            old.rank if old else None,
            new.rank if new else None,
        )


def _differing(
    before: Iterable[QuotaResult | RankResult], after: Iterable[QuotaResult | RankResult]
) -> Iterator[Pair]:
    """What was found otherwise, whatever clause says it now."""
    for old, new in _paired(before, after):
        if old is None or new is None or replace(old, clause="") != replace(new, clause=""):
            yield Pair(old, new)


def _costs(
    agency: Agency, before: Outcome, after: Outcome, changes: Iterable[Change]
) -> Iterator[Cost]:
    counts: Counter[tuple[str, SubjectKind, int]] = Counter()
    for change in changes:
        sign = (change.difference > 0) - (change.difference < 0)
        counts[change.measure, change.subject.kind, sign] += 1
    for measure in agency.measures.values():
        gain, lose, same = (
            {kind: counts[measure.id, kind, sign] for kind in KINDS} for sign in (1, -1, 0)
        )
        sums = _whole(before, measure), _whole(after, measure)
        yield Cost(measure.id, *sums, gain, lose, same)


def _whole(outcome: Outcome, measure: Measure) -> Decimal:
    """The sum of all lines of a measure that are dated in the period."""
    total = 0
    for source in outcome.sources:
        if source.measure == measure.id:
            claims = in_period(source.frame, outcome.period) if source.wide else source.frame
            every = claims.with_columns(nw.lit(0, nw.Int64).alias("all:"))
            total += sum(exact_sums(every, ["all:"], "value").values())
    return decimal_of(total, measure.scale)
