"""Running a plan: each step in order, its answers written into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

import narwhals as nw

from gov_comms.errors import Problem, refuse_errors
from gov_comms.facts.frames import Facts
from gov_comms.ledger.book import Book
from gov_comms.ledger.buckets import Bucket, buckets_of, next_level, runs_in
from gov_comms.ledger.engine import Engine, PolarsEngine
from gov_comms.ledger.frame import Frame, settled, worked_out
from gov_comms.ledger.guard import postings_of
from gov_comms.ledger.plan import Entry, Plan
from gov_comms.ledger.postings import (
    CLAIM,
    CLAIM_BITS,
    PERSON,
    WORK,
    Adjusted,
    Flagged,
    Found,
    Noted,
    Opened,
    Posting,
    Source,
    Unseen,
)
from gov_comms.ledger.rulings import check_rulings
from gov_comms.ledger.scope import Known, seen, undotted
from gov_comms.ledger.sight import Sight
from gov_comms.ledger.tables import (
    FACT_BITS,
    Tables,
    attach,
    is_moving,
    open_tables,
)
from gov_comms.ledger.watching import Ran, Watch
from gov_comms.model import Agency
from gov_comms.timeline import Period, from_number, straddles, to_number


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

    ``frame`` has claim, fact, subject, unit, day and amount; ``supersedes`` where the line cancels:
    the claim that took the place, or null; ``trigger`` where another fact brought it about.
    """

    entry: Entry
    source: int
    measure: str
    table: str
    frame: Frame
    cancels: bool = False


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


@dataclass(slots=True)
class _State:
    """What has been written so far; private to one run."""

    sources: list[Source] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    found: list[tuple[Entry, Found, tuple[Bucket, ...]]] = field(default_factory=list)
    flagged: list[tuple[Entry, Flagged, tuple[Bucket, ...]]] = field(default_factory=list)
    excluded: list[Ruled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def prepare(
    agency: Agency,
    plan: Plan,
    facts: Facts,
    watch: Watch | None = None,
    engine: Engine | None = None,
) -> Prepared:
    """Facts with every column that the plan reads; made once, run for any period.

    ``watch`` is told of every step that runs on them; ``engine`` is Polars unless one is given.
    Raises `Refused` with every ruling that names nothing or is out of bounds.
    """
    tables = open_tables(agency, facts, plan.derives, engine or PolarsEngine())
    refuse_errors(check_rulings(tables, plan))
    wide = {}
    for name, frame in tables.frames.items():
        asked = plan.needs.get(name, ())
        still = tuple(each for each in asked if not is_moving(tables, name, each))
        joined, about = attach(tables, name, frame, still, lambda _, rows: rows, None)
        if still == asked:
            joined = joined.select(*_always_read(tables, name), *(seen(each) for each in still))
        # A table of which nothing is asked is rarely looked at.
        wide[name] = (settled(joined) if asked else joined, about)
    return Prepared(agency, plan, tables, wide, _first_known(agency, facts), watch)


def _always_read(tables: Tables, name: str) -> list[str]:
    """The columns of a table that are read whatever its rules name."""
    columns = ("row", "fact", str(tables.table(name).day), "work", "request")
    present = tables.frames[name].collect_schema().names()
    return [column for column in columns if column in present]


def _first_known(agency: Agency, facts: Facts) -> date:
    days = [
        facts.earliest(name, table.day)
        for name, table in agency.tables.items()
        if table.day is not None and facts.height(name)
    ]
    known = [day for day in days if day is not None]
    return from_number(min(known)) if known else date.max


def run(prepared: Prepared, period: Period) -> Outcome:
    """Run every step of the plan that belongs to ``period``, in order.

    Raises `Refused` when a value does not fit its measure and no rounding is declared.
    """
    tables = prepared.tables
    with tables.engine.at_work(sum(tables.facts.height(name) for name in tables.frames)):
        return _run(prepared, period)


def _run(prepared: Prepared, period: Period) -> Outcome:
    state = _State()
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
        book = Book(entry, _sight(prepared, state, period), buckets, entry.names)
        written = len(state.blocks)
        for posting in postings_of(entry, book):
            _write(state, entry, posting, buckets, prepared.tables)
        if prepared.watch is not None:
            prepared.watch(_ran(prepared.plan, entry, period, state.blocks[written:]))
    return Outcome(
        prepared,
        period,
        tuple(state.sources),
        tuple(state.blocks),
        tuple(state.found),
        tuple(state.flagged),
        tuple(state.excluded),
        tuple(state.problems),
    )


def _ran(plan: Plan, entry: Entry, period: Period, blocks: Iterable[Block]) -> Ran:
    counted = (worked_out(block.frame.select(nw.len().alias("lines"))) for block in blocks)
    lines = sum(found["lines"].to_list()[0] for found in counted)
    step, of = entry.step, len(plan.entries)
    return Ran(period, step.id, step.do, entry.number + 1, of, lines)


def _sight(prepared: Prepared, state: _State, period: Period) -> Sight:
    unseen: dict[str, list[Frame]] = {}
    for ruled in state.excluded:
        unseen.setdefault(ruled.table, []).append(ruled.frame)
    found: dict[str, list[Found]] = {}
    for entry, rows, _ in state.found:
        found.setdefault(entry.step.id, []).append(rows)
    return Sight(
        prepared.tables,
        prepared.wide,
        period,
        tuple(state.sources),
        unseen,
        found,
        tuple(flagged for _, flagged, _ in state.flagged),
    )


def _write(
    state: _State, entry: Entry, posting: Posting, buckets: tuple[Bucket, ...], tables: Tables
) -> None:
    match posting:
        case Opened():
            _open(state, entry, posting, tables.engine)
        case Adjusted():
            _adjust(state, entry, posting)
        case Unseen():
            rows = settled(posting.frame.select("row", "fact"))
            # Later steps need not look for rows of which none went.
            some = len(worked_out(rows.head(1)))
            for table, gone in _taken_along(tables, posting.table, rows) if some else ():
                state.excluded.append(Ruled(entry, table, gone))
                _cancel_unseen(state, entry, table, gone)
        case Found():
            rows = posting.frame.select(
                nw.col("subject").cast(nw.Int64),
                nw.col("unit").cast(nw.Int64),
                nw.col("bucket").cast(nw.Int64),
                nw.col("day").cast(nw.Int64),
                *(["fact"] if posting.table else []),
                *(nw.col(undotted(name)).cast(nw.Int64) for name in posting.columns),
            )
            state.found.append((entry, replace(posting, frame=settled(rows)), buckets))
        case Flagged():
            rows = posting.frame.select("subject", "unit", "bucket", "day").unique()
            state.flagged.append((entry, replace(posting, frame=settled(rows)), buckets))
        case Noted(problem=problem):
            state.problems.append(problem)


def _open(state: _State, entry: Entry, opened: Opened, engine: Engine) -> None:
    number = len(state.sources)
    start = number << CLAIM_BITS
    if opened.single:
        frame = opened.frame.with_columns(
            (nw.col("fact") % (1 << FACT_BITS) + start).alias("claim")
        )
    else:
        ordered = engine.numbered(opened.frame, "index:", ["fact", "day", "subject"])
        frame = ordered.with_columns((nw.col("index:") + start).alias("claim"))
    frame = settled(
        frame.rename({"amount": "value"}).select(*CLAIM, *_carried_columns(opened.columns))
    )
    found = _survey(frame)
    if not found.claims:
        # Later steps have nothing to look at in claims that nobody has.
        return
    if found.claims < found.rows:
        frame = settled(frame.filter(~nw.col("value").is_null()))
    like = opened.like
    ids = {entry.step.id} | (like.ids if like else frozenset())
    wide = next_level(entry.step) is not None or any(
        reach == "ever" or straddles(reach) or reach.startswith("before ")
        for reach in entry.reaches
    )
    state.sources.append(
        Source(
            number,
            frozenset(ids),
            entry.step.part or (like.part if like else None),
            opened.measure,
            like.capacity if like and not opened.capacity else opened.capacity,
            opened.table or (like.table if like else ""),
            frame,
            opened.columns,
            wide or (like.wide if like else False),
            not found.zero,
            _kind_of(found.low, found.high),
        )
    )
    lines = frame.select("claim", "fact", "subject", "unit", "day", amount=nw.col("value"))
    state.blocks.append(Block(entry, number, opened.measure, state.sources[-1].table, lines))


class _Survey(NamedTuple):
    """Of new claims: all rows, those with a value, whether one is zero, the range of subjects."""

    rows: int
    claims: int
    zero: bool
    low: int
    high: int


def _survey(frame: Frame) -> _Survey:
    subject, value = nw.col("subject"), nw.col("value")
    found = worked_out(
        frame.select(
            nw.len().alias("rows"),
            value.count().alias("claims"),
            (value == 0).any().alias("zero"),
            subject.min().alias("low"),
            subject.max().alias("high"),
        )
    )
    return _Survey(*found.row(0))


def _kind_of(low: int, high: int) -> str:
    """``unit`` or ``person`` where all subjects are of that kind, else empty."""
    if high < PERSON:
        return "unit"
    return "person" if low >= PERSON and high < WORK else ""


def _carried_columns(columns: Mapping[str, Known]) -> Iterable[str]:
    return (seen(name) for name in columns)


def _adjust(state: _State, entry: Entry, adjusted: Adjusted) -> None:
    """Write lines on claims and bring the claims' values up to date."""
    source = adjusted.source
    frame = settled(adjusted.frame)
    names = frame.collect_schema().names()
    cancels = "supersedes" in names
    columns: list[str | nw.Expr] = [
        "claim",
        "fact",
        "subject",
        "unit",
        "day",
        nw.col("amount").cast(nw.Int64),
    ]
    columns += [nw.col(each).cast(nw.Int64) for each in ("supersedes", "trigger") if each in names]
    lines = settled(frame.select(*columns).filter(nw.col("amount") != 0))
    state.blocks.append(Block(entry, source.number, source.measure, source.table, lines, cancels))
    carried = [*CLAIM, *_carried_columns(source.columns)]
    # An engine may widen what it has summed.
    value = (nw.col("value") + nw.col("amount")).cast(nw.Int64)
    changed = frame.with_columns(value.alias("value")).select(*carried)
    if adjusted.others is not None:
        changed = nw.concat([changed, adjusted.others.select(*carried)])
    state.sources[source.number] = replace(source, frame=settled(changed), intact=False)


def _taken_along(tables: Tables, table: str, rows: Frame) -> Iterable[tuple[str, Frame]]:
    """Rows that are now unseen, and the works that go with an unseen request."""
    yield table, rows
    if table == "request":
        requests = rows.select(nw.col("row").alias("request"))
        works = tables.frames["submission"].join(requests, on="request", how="semi")
        yield "submission", settled(works.select("row", "fact"))


def _cancel_unseen(state: _State, entry: Entry, table: str, rows: Frame) -> None:
    """Bring the open claims of facts that are now unseen to zero."""
    for source in list(state.sources):
        if source.table == table:
            gone = source.frame.join(rows.select("fact"), on="fact", how="semi")
            others = source.frame.join(rows.select("fact"), on="fact", how="anti")
        elif table == "submission" and "work" in source.columns:
            works = rows.select(nw.col("row").alias(seen("work")))
            gone = source.frame.join(works, on=seen("work"), how="semi")
            others = source.frame.join(works, on=seen("work"), how="anti")
        else:
            continue
        frame = gone.with_columns((nw.col("value") * -1).alias("amount"))
        _adjust(state, entry, Adjusted(source, frame, others))


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
