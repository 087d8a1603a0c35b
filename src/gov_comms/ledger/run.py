"""Running a plan: each step in order, its answers written into the ledger."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from gov_comms.errors import Refused
from gov_comms.ledger.book import Book
from gov_comms.ledger.buckets import buckets_of, runs_in
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.guard import postings_of
from gov_comms.ledger.integers import TooLarge
from gov_comms.ledger.outcome import Block, Outcome, Prepared
from gov_comms.ledger.plan import Entry, Plan
from gov_comms.ledger.postings import Found
from gov_comms.ledger.problems import too_large
from gov_comms.ledger.sight import Sight
from gov_comms.ledger.watching import Ran
from gov_comms.ledger.writing import Written, write
from gov_comms.timeline import Period


def run(prepared: Prepared, period: Period) -> Outcome:
    """Run every step of the plan that belongs to ``period``, in order.

    Raises `Refused` when a value does not fit its measure and no rounding is declared.
    """
    tables = prepared.tables
    with tables.engine.at_work(tables.facts.size()):
        return _run(prepared, period)


def _run(prepared: Prepared, period: Period) -> Outcome:
    written = Written()
    if prepared.watch is not None:
        prepared.watch(Ran(period, "", "", 0, len(prepared.plan.entries), 0))
    for entry in prepared.plan.entries:
        if not runs_in(entry.step, prepared.agency.calendar, period):
            continue
        calendar = prepared.agency.calendar
        buckets = buckets_of(entry.step, calendar, period, entry.first, entry.last, prepared.known)
        ends_before = entry.last is not None and entry.last < period.first
        idle = "ever" not in entry.reaches and not buckets
        if idle and (entry.first > period.last or ends_before):
            continue
        book = Book(entry, _sight(prepared, written, period), buckets, entry.names)
        before = len(written.blocks)
        try:
            for posting in postings_of(entry, book):
                write(written, entry, posting, buckets, prepared.tables)
        except TooLarge as error:
            raise Refused([too_large(entry, error.what)]) from error
        if prepared.watch is not None:
            prepared.watch(_ran(prepared.plan, entry, period, written.blocks[before:]))
    return Outcome(
        prepared,
        period,
        tuple(written.sources),
        tuple(written.blocks),
        tuple(written.found),
        tuple(written.flagged),
        tuple(written.excluded),
        tuple(written.problems),
    )


def _ran(plan: Plan, entry: Entry, period: Period, blocks: Iterable[Block]) -> Ran:
    counted = (worked_out(block.frame.select(nw.len().alias("lines"))) for block in blocks)
    lines = sum(found["lines"].to_list()[0] for found in counted)
    step, of = entry.step, len(plan.entries)
    return Ran(period, step.id, step.do, entry.number + 1, of, lines)


def _sight(prepared: Prepared, written: Written, period: Period) -> Sight:
    unseen: dict[str, list[Frame]] = {}
    for ruled in written.excluded:
        unseen.setdefault(ruled.table, []).append(ruled.frame)
    found: dict[str, list[Found]] = {}
    for entry, rows, _ in written.found:
        found.setdefault(entry.step.id, []).append(rows)
    return Sight(
        prepared.tables,
        prepared.wide,
        period,
        tuple(written.sources),
        unseen,
        found,
        tuple(flagged for _, flagged, _ in written.flagged),
    )
