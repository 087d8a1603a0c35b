"""What a run objects to: facts of another year, adoptions nobody pays, values nobody owns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import narwhals as nw
import polars as pl

from gov_comms.errors import Problem, Severity
from gov_comms.facts.findings import SAID, not_listed
from gov_comms.language.reading import table_read
from gov_comms.ledger.buckets import runs_in
from gov_comms.ledger.frame import Frame, edges, settled, worked_out
from gov_comms.ledger.outcome import Outcome, Prepared, Resting, rests_on_work
from gov_comms.ledger.plan import Entry
from gov_comms.ledger.postings import WORK, Source
from gov_comms.ledger.scope import seen
from gov_comms.ledger.tables import FACT_BITS
from gov_comms.messages import bilingual, msg
from gov_comms.model import Measure
from gov_comms.settlement.reading import Reader
from gov_comms.timeline import Period, from_number, straddles, to_number


def check_days(prepared: Prepared, period: Period) -> Iterator[Problem]:
    """Facts dated outside the assessment years of a period.

    A fact that some step dates by another of its days may be earlier if that day is not.  Earlier
    ones are also allowed where some step looks back at them, and earlier works where a fact of
    these years hangs on them: what was sent in December may be used in January.
    """
    calendar = prepared.agency.calendar
    years = (calendar.year_of(period.first), calendar.year_of(period.last))
    stretches = [period, *years]
    for level in {entry.step.within for entry in prepared.plan.entries}:
        if straddles(level):
            # A week that reaches over the end of a year counts in one of the two.
            stretches += [part for year in years for part in calendar.parts(year, level)]
    first = to_number(min(each.first for each in stretches))
    last = to_number(max(each.last for each in stretches))
    back, facts = prepared.plan.looks_back, prepared.tables.facts
    for name, table in prepared.agency.tables.items():
        if table.day is None or not facts.height(name):
            continue
        rows, day = facts.rows(name), pl.col(table.day)
        days = {*_dated_by(prepared, name)}
        days = days and days.intersection(rows.collect_schema().names())
        ends = facts.days(name, table.day)
        if not days and (ends is None or ((back or ends[0] >= first) and ends[1] <= last)):
            continue
        early = pl.lit(False) if back else pl.max_horizontal(day, *days) < first
        chosen = rows.select("row", "id", table.day, early=early, late=day > last)
        outside = chosen.filter(pl.col("early") | pl.col("late"))
        if name == "submission" and not back:
            outside = _unused(prepared, outside, first, last)
        said = outside.sort("row").head(SAID).collect()
        for row in said.iter_rows():
            place = facts.place(name, row[0])
            what = msg(
                "{id} is dated {day}, outside the year of {period}",
                id=row[1],
                day=from_number(row[2]).isoformat(),
                period=period.id,
            )
            hint = msg("mend the day, or move the row to the records of its own year")
            yield Problem("day-outside-period", place, what, hint=hint)
        if len(said) == SAID:
            yield from not_listed(outside.select(pl.len()).collect().item() - SAID)


def _dated_by(prepared: Prepared, table: str) -> Iterator[str]:
    """The day columns of a table by which steps date its rows."""
    for entry in prepared.plan.entries:
        on = table_read(entry.step)
        if entry.step.dated_by is not None and on is not None and on.table == table:
            yield entry.step.dated_by


def _unused(prepared: Prepared, outside: pl.LazyFrame, first: int, last: int) -> pl.LazyFrame:
    """Works but those before two days on which a fact dated between them hangs."""
    early = outside.filter("early").select("row")
    if early.head(1).collect().is_empty():
        return outside
    facts = prepared.tables.facts
    for name, table in prepared.agency.tables.items():
        if table.day is None or not facts.height(name):
            continue
        rows = facts.rows(name)
        if "work" in rows.collect_schema().names():
            dated = rows.filter(pl.col(table.day).is_between(first, last))
            used = early.join(dated, left_on="row", right_on="work", how="semi")
            outside = outside.join(used, on="row", how="anti")
    return outside


def unpaid(outcome: Outcome, reader: Reader) -> Iterator[Problem]:
    """Adoptions of the period that no step pays, where some step pays adoptions.

    One that gets nothing at all is named once; else it is named for each measure in which others
    are paid.  Counters that are hidden are not asked about, and an exclusion explains itself.  In a
    run too short for some step that pays adoptions nobody knows yet, so nothing is said of what
    that step gives.  An adoption belongs to the period in which the steps that pay it date it.
    """
    prepared = outcome.prepared
    measures, calendar = prepared.agency.measures, prepared.agency.calendar
    paying = [entry for entry in prepared.plan.entries if _pays_adoptions(entry, measures)]
    if not paying:
        return
    later = {
        measure
        for entry in paying
        if not runs_in(entry.step, calendar, outcome.period)
        for measure in getattr(entry.step, "give", {})
    }
    sources = [s for s in outcome.sources if s.table == "adoption"]
    nothing = settled(_unpaid_in(outcome, sources, paying))
    if not later:
        yield from _each_unpaid(prepared, reader, nothing, None)
    shown = [s.measure for s in sources if not measures[s.measure].hidden]
    for measure in (each for each in dict.fromkeys(shown) if each not in later):
        givers = [source for source in sources if source.measure == measure]
        payers = [entry for entry in paying if measure in getattr(entry.step, "give", {})]
        if len(givers) < len(sources) or len(payers) < len(paying):
            some = _unpaid_in(outcome, givers, payers).join(nothing, on="row", how="anti")
            yield from _each_unpaid(prepared, reader, settled(some), measures[measure])


def _pays_adoptions(entry: Entry, measures: Mapping[str, Measure]) -> bool:
    """Whether a step gives adoptions something that is shown."""
    on, give = table_read(entry.step), getattr(entry.step, "give", {})
    return on is not None and on.table == "adoption" and any(not measures[m].hidden for m in give)


def _unpaid_in(outcome: Outcome, sources: Sequence[Source], payers: Sequence[Entry]) -> Frame:
    """The rows of counted adoptions on which none of some sources has a claim."""
    rows = _counted_adoptions(outcome, payers)
    for source in sources:
        rows = rows.join(source.frame.select("fact"), on="fact", how="anti")
    return rows.select("row")


def _each_unpaid(
    prepared: Prepared, reader: Reader, rows: Frame, measure: Measure | None
) -> Iterator[Problem]:
    """The problems of the first rows of a settled table, and how many more there are."""
    count, _ = edges(rows, [])
    said = worked_out(rows.sort("row").head(SAID))["row"].to_list() if count else []
    for row in said:
        yield _unpaid(prepared, reader, row, measure)
    if count > SAID:
        yield from not_listed(count - SAID, Severity.WARNING)


def _counted_adoptions(outcome: Outcome, payers: Sequence[Entry]) -> Frame:
    """The adoptions that a step dates in the period and that no exclusion made unseen.

    Where the day by which a step goes is empty, that of the adoption itself tells the period.
    """
    frame, known = outcome.prepared.wide["adoption"]
    first, last = to_number(outcome.period.first), to_number(outcome.period.last)
    names = dict.fromkeys(entry.step.dated_by for entry in payers)
    if names.keys() <= {None}:
        rows = outcome.prepared.tables.engine.dated(frame, "day", first, last)
    else:
        own = nw.col("day").cast(nw.Int64)
        days = [
            nw.coalesce(nw.col(seen(str(name))).cast(nw.Int64), own) if name in known else own
            for name in names
        ]
        dated = ((day >= first) & (day <= last) for day in days)
        rows = frame.filter(nw.any_horizontal(*dated, ignore_nulls=True))
    rows = rows.select("row", "fact", "work")
    for ruled in outcome.excluded:
        if ruled.table == "adoption":
            rows = rows.join(ruled.frame.select("fact"), on="fact", how="anti")
        elif ruled.table == "submission":
            gone = ruled.frame.select(nw.col("row").alias("work"))
            rows = rows.join(gone, on="work", how="anti")
    return rows


def _unpaid(prepared: Prepared, reader: Reader, row: int, measure: Measure | None) -> Problem:
    adoption = reader.fact(row + _offset(prepared))[1]
    hint = msg(
        "see whether a cell of the row is empty; if nothing is due, let a step give 0 or exclude it"
    )
    if measure is None:
        what = msg("no step gives adoption {id} anything", id=adoption)
    else:
        hint = msg(
            "see whether a cell of the row is empty; if nothing is due, or another measure counts "
            "it, let a step give 0 (rest = 0)"
        )
        label = bilingual(measure.label.zh, measure.label.en or measure.label.zh)
        what = msg("no step gives adoption {id} any {measure}", id=adoption, measure=label)
    return Problem(
        "unpaid",
        prepared.tables.facts.place("adoption", row),
        what,
        hint=hint,
        severity=Severity.WARNING,
    )


def _offset(prepared: Prepared) -> int:
    return prepared.agency.tables["adoption"].number << FACT_BITS


def unowned(outcome: Outcome) -> Iterator[Problem]:
    """Values that still rest on a work at the end of the run."""
    reader = Reader(outcome.prepared)
    givers = {block.source: block.entry.step.id for block in reversed(outcome.blocks)}
    for resting in rests_on_work(outcome, NAMED):
        yield _rests(reader, givers[resting.source.number], resting)


NAMED = 3
"""How many works a problem names before it counts the others."""


def _rests(reader: Reader, step: str, resting: Resting) -> Problem:
    ids = ", ".join(reader.subject(each).id for each in resting.first)
    if resting.works > NAMED:
        ids = f"{ids} (+{resting.works - NAMED})"
    what = msg(
        "some {measure} of {step} still belong to a work and to nobody: {works}",
        measure=resting.source.measure,
        step=step,
        works=ids,
    )
    hint = msg(
        "see whether the work names its receivers, and their shares where they are read; "
        "else a split step, or another receiver, must say whose they are"
    )
    place = reader.prepared.tables.facts.place("submission", resting.first[0] - WORK)
    return Problem("rests-on-work", place, what, hint=hint)
