"""Duties: what steps that require something found, read back; and deadlines nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from gov_comms.errors import Place, Problem, Severity
from gov_comms.ledger.deadlines import unknown_year
from gov_comms.ledger.frame import worked_out
from gov_comms.ledger.outcome import Outcome, in_period
from gov_comms.ledger.scope import seen
from gov_comms.ledger.tables import DUTIES, DUTY
from gov_comms.messages import msg
from gov_comms.model import ColumnType
from gov_comms.results import Duty
from gov_comms.settlement.reading import Reader


def read_duties(outcome: Outcome, reader: Reader) -> Iterator[Duty]:
    """The duties of a run, step by step, in the order of days and facts."""
    for entry, found, buckets in outcome.found:
        about = found.columns.get("outcome")
        if about is None or about.vocabulary != DUTY:
            continue
        rows = worked_out(found.frame).rows(named=True)
        rows.sort(key=lambda row: (row["day"], row.get("fact") or 0, row["subject"]))
        for row in rows:
            kind, fact = reader.fact(row.get("fact"))
            due, done = (
                reader.cell(found.columns[name], row[name]).zh if name in found.columns else ""
                for name in ("due", "done")
            )
            yield Duty(
                entry.step.id,
                entry.step.clause,
                reader.subject(row["subject"]),
                kind,
                fact,
                outcome.period.id if kind else buckets[row["bucket"]].period.id,
                due,
                done,
                DUTIES[row["outcome"]],
            )


def unknown_deadlines(outcome: Outcome) -> Iterator[Problem]:
    """A warning for each year whose holidays nobody told, though a deadline of the period asks."""
    prepared = outcome.prepared
    calendar = prepared.agency.calendar
    for derive in prepared.plan.derives:
        deadline = derive.deadline
        frame, about = prepared.wide.get(derive.on, (None, {}))
        if deadline is None or not deadline.asks_workdays or frame is None:
            continue
        if derive.name not in about or deadline.of not in about:
            continue
        moment = about[deadline.of].type is ColumnType.MOMENT
        start, made = nw.col(seen(deadline.of)), nw.col(seen(derive.name))
        lost = frame.filter(~start.is_null() & made.is_null())
        day = prepared.agency.tables[derive.on].day
        lost = in_period(lost.with_columns(nw.col(str(day)).alias("day")), outcome.period)
        starts = worked_out(lost.select(start.alias("start")).unique())["start"].to_list()
        years = {unknown_year(calendar, deadline, each, moment=moment) for each in starts}
        for year in sorted(year for year in years if year is not None):
            what = msg(
                "the holidays of {year} are not known, so some deadlines {name} are unknown",
                year=year,
                name=derive.name,
            )
            hint = msg("list them in agency.toml, under [[calendar.holidays]]")
            place = Place(prepared.agency.folder)
            yield Problem("unknown-workdays", place, what, "", hint, Severity.WARNING)
