"""Scoring a period: the plan run on facts, and what it comes to for every subject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import narwhals as nw

from gov_comms.config import Opened
from gov_comms.errors import Place, Problem, Refused, Severity, in_order
from gov_comms.facts.frames import Facts
from gov_comms.ledger.engine import Engine, PolarsEngine
from gov_comms.ledger.frame import worked_out
from gov_comms.ledger.integers import summed as sums_of
from gov_comms.ledger.outcome import Outcome, in_period
from gov_comms.ledger.plan import Plan
from gov_comms.ledger.scope import undotted
from gov_comms.ledger.sums import attributed
from gov_comms.ledger.watching import Watch
from gov_comms.messages import msg
from gov_comms.model import Edition, Measure, SubjectKind
from gov_comms.results import (
    Flagged,
    QuotaResult,
    RankResult,
    Result,
    Total,
)
from gov_comms.settlement.duties import read_duties, unknown_deadlines
from gov_comms.settlement.ledger_files import write_ledger
from gov_comms.settlement.lines import read_lines
from gov_comms.settlement.objections import check_days, unowned, unpaid
from gov_comms.settlement.reading import Reader, decimal_of
from gov_comms.settlement.revising import prepare_run, reaches_back, run_period
from gov_comms.settlement.staffing import role_counts
from gov_comms.timeline import Period

KINDS = (SubjectKind.UNIT, SubjectKind.PERSON)


def run(opened: Opened, facts: Facts, period: str) -> Outcome:
    """Run the regulation for one period; the ledger stays in columns."""
    prepared = prepare_run(opened, facts)
    return run_period(opened, facts, prepared, named_period(opened, period))


def named_period(opened: Opened, name: str) -> Period:
    """The period that a name means; raises `Refused` when it means none."""
    calendar = opened.agency.calendar
    try:
        return calendar.period(name)
    except ValueError:
        windows = ", ".join(window.id for window in calendar.windows)
        what = msg("{name} names no period", name=repr(name))
        hint = msg(
            "write 2014, 2014-H1, 2014-Q1, 2014-03, 2014-W12 or a window: {windows}",
            windows=windows or "-",
        )
        raise Refused([Problem("unknown-period", Place(), what, hint=hint)]) from None


def score(
    opened: Opened,
    facts: Facts,
    period: str,
    by: str | None = None,
    *,
    plan: Plan | None = None,
    watch: Watch | None = None,
    engine: Engine | None = None,
) -> Result:
    """What a period comes to; ``by`` adds totals for each part of that level.

    ``plan`` is the regulation's, where several sets of facts are scored by it; ``watch`` is told
    of every step that has run; ``engine`` is Polars unless one is given.
    Raises `Refused` with all problems when the records or the period cannot be scored.
    """
    asked = named_period(opened, period)
    engine = engine or PolarsEngine()
    with engine.at_work(facts.size()):
        outcome, problems = settle(opened, facts, asked, plan, watch, engine)
        result = read_result(opened, outcome, problems)
        if by is None:
            return result
        prepared = outcome.prepared
        if reaches_back(opened):
            prepared = prepare_run(opened, facts, plan, watch, engine)
        more = []
        for part in opened.agency.calendar.parts(asked, by):
            with engine.passing():
                piece = read_result(opened, run_period(opened, facts, prepared, part), [])
            more += [_in_part(total, part) for total in piece.totals]
        return _with_totals(result, more)


def settle(
    opened: Opened,
    facts: Facts,
    period: Period,
    plan: Plan | None = None,
    watch: Watch | None = None,
    engine: Engine | None = None,
) -> tuple[Outcome, list[Problem]]:
    """A run of a period, and what is said of its facts; raises `Refused` if that is an error."""
    prepared = prepare_run(opened, facts, plan, watch, engine)
    problems = [*facts.problems, *check_days(prepared, period)]
    problems += role_counts(prepared.tables, period)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise Refused(problems)
    return run_period(opened, facts, prepared, period), problems


def _in_part(total: Total, part: Period) -> Total:
    return Total(total.measure, total.subject, total.total, total.rank, part.id)


def _with_totals(result: Result, more: list[Total]) -> Result:
    return replace(result, totals=(*result.totals, *more))


def read_result(opened: Opened, outcome: Outcome, problems: list[Problem]) -> Result:
    """A run read off: totals, flags, quotas, ranks, and the lines when asked for."""
    reader = Reader(outcome.prepared)
    stuck = list(unowned(outcome))
    if stuck:
        raise Refused([*problems, *stuck])
    ranks = tuple(_ranks(outcome, reader))
    return Result(
        opened.agency.id,
        outcome.period,
        _editions(opened, outcome.period),
        tuple(_totals(outcome, reader, ranks)),
        tuple(_flags(outcome, reader)),
        tuple(_quotas(outcome, reader)),
        ranks,
        in_order(
            [*problems, *outcome.problems, *unknown_deadlines(outcome), *unpaid(outcome, reader)]
        ),
        tuple(opened.plugins.versions.items()),
        tuple(read_duties(outcome, reader)),
        lines=partial(read_lines, outcome, reader),
        write_ledger=partial(write_ledger, outcome),
    )


def _editions(opened: Opened, period: Period) -> tuple[Edition, ...]:
    """The editions in force on some day of a period."""
    editions = opened.agency.editions
    ends = [*(each.first_day for each in editions[1:]), None]
    return tuple(
        edition
        for edition, end in zip(editions, ends, strict=True)
        if edition.first_day <= period.last and (end is None or end > period.first)
    )


def sums_by_subject(outcome: Outcome, kind: str, measure: Measure) -> dict[int, int]:
    """The scaled total of a measure by subject code, over the lines dated in the period."""
    parts, most = [], 0
    for source in outcome.sources:
        if source.measure != measure.id or (kind == "person" and source.subjects == "unit"):
            continue
        claims = source.frame if not source.wide else in_period(source.frame, outcome.period)
        claims = attributed(claims, source.subjects, kind, measure)
        parts.append(claims.select("subject", "value"))
        most += source.claims * source.most
    if not parts:
        return {}
    what = msg("a total of {measure}", measure=measure.id)
    summed = sums_of(nw.concat(parts), ["subject"], "value", "value", most, what)
    return dict(worked_out(summed.select("subject", "value")).iter_rows())


def _totals(outcome: Outcome, reader: Reader, ranks: tuple[RankResult, ...]) -> Iterator[Total]:
    """A total for every roster subject and measure, zero included.

    People are listed only for measures that the regulation gives to people.
    """
    agency, period = outcome.prepared.agency, outcome.period
    dealt: dict[tuple[str, str, str], int] = {}
    for rank in ranks:
        key = (rank.measure, rank.subject.kind, rank.subject.id)
        if rank.period == period.id:
            dealt.setdefault(key, rank.rank)
    for measure in agency.measures.values():
        for kind in KINDS:
            sums = sums_by_subject(outcome, kind, measure)
            if kind is SubjectKind.PERSON and not sums:
                continue
            codes = reader.subjects_in(kind, period)
            for code in dict.fromkeys([*codes, *sorted(sums)]):
                subject = reader.subject(code)
                yield Total(
                    measure.id,
                    subject,
                    decimal_of(sums.get(code, 0), measure.scale),
                    dealt.get((measure.id, subject.kind, subject.id)),
                )


def _flags(outcome: Outcome, reader: Reader) -> Iterator[Flagged]:
    for entry, flagged, buckets in outcome.flagged:
        rows = worked_out(flagged.frame.select("subject", "bucket").unique()).rows(named=True)
        for row in sorted(rows, key=lambda r: (r["bucket"], r["subject"])):
            name = buckets[row["bucket"]].period.id if buckets else outcome.period.id
            yield Flagged(
                flagged.flag, reader.subject(row["subject"]), entry.step.id, entry.step.clause, name
            )


def _quotas(outcome: Outcome, reader: Reader) -> Iterator[QuotaResult]:
    for entry, found, buckets in outcome.found:
        if "required" not in found.columns:
            continue
        measure = entry.step.count  # type: ignore[attr-defined]
        scale, several = found.columns["required"].scale, "target" in found.columns
        rows = worked_out(found.frame).rows(named=True)
        for row in sorted(rows, key=_by_bucket_and_target):
            required, actual, missing, excess = (
                decimal_of(row[name], scale) for name in ("required", "actual", "missing", "excess")
            )
            yield QuotaResult(
                entry.step.id,
                entry.step.clause,
                measure,
                reader.subject(row["subject"]),
                buckets[row["bucket"]].period.id,
                required,
                actual,
                missing,
                excess,
                "met" if row["outcome"] else "unmet",
                reader.cell(found.columns["target"], row["target"]).zh if several else "",
            )


def _by_bucket_and_target(row: dict[str, Any]) -> tuple[int, int, bool, int]:
    """Targets stand in the order written, and the whole behind them."""
    target = row.get("target")
    return row["bucket"], row["subject"], target is None, target or 0


def _ranks(outcome: Outcome, reader: Reader) -> Iterator[RankResult]:
    for entry, found, buckets in outcome.found:
        if "rank" not in found.columns:
            continue
        groups = [n for n in found.columns if n not in ("rank", "value", "seat")]
        rows = worked_out(found.frame).rows(named=True)
        for row in sorted(rows, key=lambda r: (r["bucket"], r["rank"], r["subject"])):
            labels = (reader.cell(found.columns[name], row[undotted(name)]).zh for name in groups)
            yield RankResult(
                entry.step.id,
                entry.step.clause,
                entry.step.by,  # type: ignore[attr-defined]
                reader.subject(row["subject"]),
                buckets[row["bucket"]].period.id,
                " ".join(labels),
                decimal_of(row["value"], found.columns["value"].scale),
                row["rank"],
                bool(row["seat"]),
            )
