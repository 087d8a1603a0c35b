"""Revisions that reach back: an edition with ``since`` settles what it changes of days before it.

Runs of earlier periods stay as they are.  The run that holds the edition's first day gets the
difference: each earlier period of its level as the revision has it, less as it was settled then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from gov_comms.config import Opened
from gov_comms.config.dated import dated_derives
from gov_comms.config.editions import merged
from gov_comms.facts.frames import Facts
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.integers import exact_sums, fitting
from gov_comms.ledger.outcome import Block, Outcome, Prepared, in_period
from gov_comms.ledger.plan import Entry, Plan, make_plan
from gov_comms.ledger.postings import CLAIM_BITS, Source
from gov_comms.ledger.preparing import prepare
from gov_comms.ledger.run import run as run_plan
from gov_comms.ledger.watching import Watch
from gov_comms.model import Edition, Since
from gov_comms.timeline import ONE_DAY, Period, to_number

Sum = tuple[str, str, int, int | None]
"""A step, a measure, a subject's code and a unit's."""


def plan_of(opened: Opened) -> Plan:
    """The plan of the agency's regulation as written; made once, run on any facts."""
    agency = opened.agency
    return make_plan(merged(agency.editions), dated_derives(agency), opened.plugins.verbs)


def prepare_run(
    opened: Opened,
    facts: Facts,
    plan: Plan | None = None,
    watch: Watch | None = None,
    engine: Engine | None = None,
) -> Prepared:
    """Facts made ready for the agency's regulation as written, for runs of any period.

    ``plan`` is that of `plan_of`, where several sets of facts are run; ``watch`` is told of steps;
    ``engine`` is Polars unless one is given.
    """
    return prepare(opened.agency, plan or plan_of(opened), facts, watch, engine)


def run_period(opened: Opened, facts: Facts, prepared: Prepared, period: Period) -> Outcome:
    """The run of a period; ``prepared`` are the facts as `prepare_run` makes them ready."""
    revisions = [each for each in _revisions(opened) if each.first_day in period]
    if not revisions:
        return run_plan(prepared, period)
    own = _reaching(opened.agency.editions, revisions, floor=period.first)
    engine = prepared.tables.engine
    revised_run = prepare_run(_with(opened, own), facts, watch=prepared.watch, engine=engine)
    outcome = run_plan(revised_run, period)
    start = min(since.day for each in revisions if (since := each.since) is not None)
    earlier = tuple(_earlier(opened, period, start))
    if not earlier:
        return outcome
    before = [each for each in _revisions(opened) if each.first_day < period.first]
    settled = _reaching(opened.agency.editions, before)
    revised = _reaching(opened.agency.editions, [*before, *revisions])
    old, new = (
        prepare_run(_with(opened, each), facts, engine=engine) for each in (settled, revised)
    )
    sums: dict[Sum, int] = {}
    for part in earlier:
        for sign, ready in ((1, new), (-1, old)):
            with engine.passing():
                for key, amount in _sums(run_plan(ready, part)):
                    sums[key] = sums.get(key, 0) + sign * amount
    return _adjusted(outcome, prepared, revisions[-1], sums)


def reaches_back(opened: Opened) -> bool:
    """Whether some edition settles a difference."""
    return bool(_revisions(opened))


def _revisions(opened: Opened) -> list[Edition]:
    return [each for each in opened.agency.editions if each.since is not None]


def _with(opened: Opened, editions: tuple[Edition, ...]) -> Opened:
    return replace(opened, agency=replace(opened.agency, editions=editions))


def _reaching(
    editions: Iterable[Edition], revisions: Iterable[Edition], floor: date = date.min
) -> tuple[Edition, ...]:
    """The editions as if some had been in force since the day to which they reach back.

    An edition between that day and its revision gives way to it at once.
    """
    wanted = {each.id for each in revisions}
    found: list[Edition] = []
    last = date.max
    for edition in sorted(editions, key=lambda each: each.first_day, reverse=True):
        first = edition.first_day
        if edition.id in wanted and edition.since is not None:
            first = max(edition.since.day, floor)
        last = min(first, last)
        found.append(replace(edition, first_day=last))
    return tuple(reversed(found))


def _earlier(opened: Opened, period: Period, start: date) -> Iterator[Period]:
    """The periods of the same level before a period, back to the one that holds ``start``."""
    calendar = opened.agency.calendar
    part = calendar.containing(period.first - ONE_DAY, period.level)
    while part is not None and part.last >= start:
        yield part
        part = calendar.containing(part.first - ONE_DAY, period.level)


def _sums(outcome: Outcome) -> Iterator[tuple[Sum, int]]:
    """What each step of a run gave to each subject."""
    for block in outcome.blocks:
        rows = in_period(block.frame, outcome.period)
        for (subject, unit), amount in exact_sums(rows, ["subject", "unit"], "amount").items():
            yield (block.entry.step.id, block.measure, subject, unit), amount


def _adjusted(
    outcome: Outcome, written: Prepared, revision: Edition, sums: Mapping[Sum, int]
) -> Outcome:
    """A run with the differences, each a claim of its own dated the revision's first day."""
    since = revision.since
    assert since is not None
    entries = {e.step.id: e for e in (*written.plan.entries, *outcome.prepared.plan.entries)}
    order = {step_id: number for number, step_id in enumerate(entries)}
    grouped: dict[tuple[str, str], list[tuple[int, int | None, int]]] = {}
    for (step_id, measure, subject, unit), amount in sums.items():
        if amount:
            grouped.setdefault((step_id, measure), []).append((subject, unit, amount))
    day = to_number(revision.first_day)
    sources, blocks = list(outcome.sources), list(outcome.blocks)
    for (step_id, measure), rows in sorted(grouped.items(), key=lambda g: (order[g[0][0]], g[0])):
        number = len(sources)
        rows.sort(key=lambda row: row[0])
        frame = outcome.prepared.tables.engine.small(
            {
                "claim": [(number << CLAIM_BITS) + index for index in range(len(rows))],
                "fact": [None] * len(rows),
                "subject": [subject for subject, *_ in rows],
                "unit": [unit for _, unit, _ in rows],
                "day": [day] * len(rows),
                "value": [fitting(amount) for *_, amount in rows],
            }
        )
        entry = _settling(entries[step_id], revision, since)
        ids = frozenset({step_id})
        most = max(abs(amount) for *_, amount in rows)
        source = Source(number, ids, entry.step.part, measure, "", "", frame, {})
        sources.append(replace(source, claims=len(rows), most=most))
        blocks.append(Block(entry, number, measure, "", frame))
    return replace(outcome, sources=tuple(sources), blocks=tuple(blocks))


def _settling(entry: Entry, revision: Edition, since: Since) -> Entry:
    """The entry under which a difference is written: its step, with the revision's clause."""
    step = entry.step.model_copy(update={"clause": since.clause, "text": since.text})
    return replace(entry, step=step, edition=revision)
