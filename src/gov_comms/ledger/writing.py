"""Writing what a verb answers with: claims opened and adjusted, rows no longer seen, results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import narwhals as nw

from gov_comms.errors import Problem
from gov_comms.kinds import LISTS
from gov_comms.ledger.buckets import Bucket, next_level
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, edges, settled, worked_out
from gov_comms.ledger.integers import Integers, plus, told
from gov_comms.ledger.outcome import Block, Ruled
from gov_comms.ledger.plan import Entry
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
from gov_comms.ledger.scope import Known, seen, undotted
from gov_comms.ledger.tables import FACT_BITS, Tables
from gov_comms.messages import msg
from gov_comms.timeline import straddles


@dataclass(slots=True)
class Written:
    """What has been written so far; of one run, which alone may add to it."""

    sources: list[Source] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    found: list[tuple[Entry, Found, tuple[Bucket, ...]]] = field(default_factory=list)
    flagged: list[tuple[Entry, Flagged, tuple[Bucket, ...]]] = field(default_factory=list)
    excluded: list[Ruled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def write(
    written: Written, entry: Entry, posting: Posting, buckets: tuple[Bucket, ...], tables: Tables
) -> None:
    """Write one answer of the step ``entry`` below what has been written."""
    match posting:
        case Opened():
            _open(written, entry, posting, tables.engine)
        case Adjusted():
            _adjust(written, entry, posting)
        case Unseen():
            rows = settled(posting.frame.select("row", "fact"))
            # Later steps need not look for rows of which none went.
            some = len(worked_out(rows.head(1)))
            for table, gone in _taken_along(tables, posting.table, rows) if some else ():
                written.excluded.append(Ruled(entry, table, gone))
                _cancel_unseen(written, entry, table, gone)
        case Found():
            rows = posting.frame.select(
                nw.col("subject").cast(nw.Int64),
                nw.col("unit").cast(nw.Int64),
                nw.col("bucket").cast(nw.Int64),
                nw.col("day").cast(nw.Int64),
                *(["fact"] if posting.table else []),
                *(nw.col(undotted(name)).cast(nw.Int64) for name in posting.columns),
            )
            written.found.append((entry, replace(posting, frame=settled(rows)), buckets))
        case Flagged():
            rows = posting.frame.select("subject", "unit", "bucket", "day").unique()
            written.flagged.append((entry, replace(posting, frame=settled(rows)), buckets))
        case Noted(problem=problem):
            written.problems.append(problem)


def _open(written: Written, entry: Entry, opened: Opened, engine: Engine) -> None:
    number = len(written.sources)
    frame, own = opened.frame, nw.col("fact") % (1 << FACT_BITS)
    if not opened.single:
        frame = engine.numbered(frame, "index:", _in_order(opened))
        own = nw.col("index:")
    frame = settled(
        frame.select(
            (own + (number << CLAIM_BITS)).alias("claim"),
            *("fact", "subject", "unit", "day"),
            nw.col("amount").alias("value"),
            *_carried_columns(opened.columns),
        )
    )
    rows, found = edges(frame, ["value", "subject"])
    value, subject = found["value"], found["subject"]
    if not value.count:
        # Later steps have nothing to look at in claims that nobody has.
        return
    if value.count < rows:
        frame = settled(frame.filter(~nw.col("value").is_null()))
    like = opened.like
    ids = {entry.step.id} | (like.ids if like else frozenset())
    wide = next_level(entry.step) is not None or any(
        reach == "ever" or straddles(reach) or reach.startswith("before ")
        for reach in entry.reaches
    )
    written.sources.append(
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
            not value.low <= 0 <= value.high,
            _kind_of(subject.low, subject.high),
            value.count,
            max(-value.low, value.high),
        )
    )
    table, told_of = written.sources[-1].table, (seen("target"),)
    beside = told_of if "target" in opened.columns else ()
    written.blocks.append(Block(entry, number, opened.measure, table, frame, beside=beside))


def _in_order(opened: Opened) -> list[str]:
    """The columns in whose order new claims are numbered.

    Several claims of a subject and day may rest on what a step found, which is no fact that could
    tell them apart: those that still are alike may stand for each other.
    """
    if opened.table or (opened.like is not None and opened.like.table):
        return ["fact", "day", "subject"]
    plain = (seen(n) for n, known in opened.columns.items() if known.type not in LISTS)
    return ["fact", "day", "subject", "amount", *plain]


def _kind_of(low: int, high: int) -> str:
    """``unit`` or ``person`` where all subjects are of that kind, else empty."""
    if high < PERSON:
        return "unit"
    return "person" if low >= PERSON and high < WORK else ""


def _carried_columns(columns: Mapping[str, Known]) -> Iterable[str]:
    return (seen(name) for name in columns)


def _adjust(written: Written, entry: Entry, adjusted: Adjusted) -> None:
    """Write lines on claims and bring the claims' values up to date.

    Both are read off the same rows: what a claim was worth, and the amount that it got.
    """
    source = adjusted.source
    names = adjusted.frame.collect_schema().names()
    beside = tuple(each for each in ("supersedes", "trigger") if each in names)
    carried = [*_carried_columns(source.columns)]
    lines = (nw.col(each).cast(nw.Int64) for each in ("amount", *beside))
    claims = settled(adjusted.frame.select(*CLAIM, *carried, *lines))
    block = Block(entry, source.number, source.measure, source.table, claims, "amount", beside)
    written.blocks.append(block)
    most, value = source.most, nw.col("value") + nw.col("amount")
    if adjusted.grows:
        claims, most = _grown(claims, source)
        value = nw.col("grown:")
    # An engine may widen what it has summed.
    value = value.cast(nw.Int64).alias("value")
    changed = claims.select(*CLAIM[:-1], value, *carried)
    if adjusted.others is not None:
        changed = settled(nw.concat([changed, adjusted.others.select(*CLAIM, *carried)]))
    written.sources[source.number] = replace(source, frame=changed, intact=False, most=most)


def _grown(claims: Frame, source: Source) -> tuple[Frame, int]:
    """Claims with what they come to as ``grown:``, and how far from zero that may be.

    Raises `TooLarge` where it does not fit into 64 bits.
    """
    amount = edges(claims, ["amount"])[1]["amount"]
    more = Integers(nw.col("amount"), max(-amount.low, amount.high))
    grown = plus(Integers(nw.col("value"), source.most), more)
    what = msg("a value in {measure}", measure=source.measure)
    return told(claims, grown, "grown:", what), grown.most


def _taken_along(tables: Tables, table: str, rows: Frame) -> Iterable[tuple[str, Frame]]:
    """Rows that are now unseen, and the works that go with an unseen request."""
    yield table, rows
    if table == "request":
        requests = rows.select(nw.col("row").alias("request"))
        works = tables.frames["submission"].join(requests, on="request", how="semi")
        yield "submission", settled(works.select("row", "fact"))


def _cancel_unseen(written: Written, entry: Entry, table: str, rows: Frame) -> None:
    """Bring the open claims of facts that are now unseen to zero."""
    for source in list(written.sources):
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
        _adjust(written, entry, Adjusted(source, frame, others))
