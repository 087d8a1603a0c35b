"""A result in the terminal: who has how much, what was set, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_explanation import fact_name, outcome_text
from gov_comms.cli.render_numbers import decimal_text
from gov_comms.cli.render_table import shown, table
from gov_comms.messages import Message, msg
from gov_comms.model import SubjectKind

if TYPE_CHECKING:
    from gov_comms.model import Agency, Measure
    from gov_comms.results import Result, Subject, Total


def result_text(agency: Agency, result: Result, reader: Reader) -> str:
    """The whole result, part under part; parts without rows are left out."""
    heading = msg(
        "{name} · {period} ({first} to {last}) · {editions}",
        name=agency.name.text(reader.language),
        period=result.period.id,
        first=result.period.first,
        last=result.period.last,
        editions=", ".join(
            f"{each.title.text(reader.language)} ({each.id})" for each in result.editions
        ),
    )
    parts = [
        click.style(shown(reader.say(heading)), bold=True),
        _totals(agency, result, SubjectKind.UNIT, msg("unit"), reader),
        _totals(agency, result, SubjectKind.PERSON, msg("person"), reader),
        _flags(result, reader),
        _quotas(result, reader),
        _duties(agency, result, reader),
        _plugins(result, reader),
    ]
    return "\n\n".join(part for part in parts if part)


def _plugins(result: Result, reader: Reader) -> str:
    """With which plugins it was counted."""
    listed = ", ".join(f"{name} {version}" for name, version in result.plugins)
    return (
        reader.say(msg("Note: counted with the plugins {plugins}.", plugins=listed))
        if listed
        else ""
    )


def _totals(agency: Agency, result: Result, kind: SubjectKind, who: Message, reader: Reader) -> str:
    """A row for each subject of ``kind`` and period, a column for each measure that says something.

    Every unit has its row, zero included; of the people only those who have something.
    """
    totals = [each for each in result.totals if each.subject.kind is kind]
    measures = _telling(agency, totals)
    cells: dict[tuple[str, Subject], dict[str, Total]] = {}
    for total in totals:
        cells.setdefault((total.period, total.subject), {})[total.measure] = total
    rows = {
        key: found
        for key, found in cells.items()
        if kind is SubjectKind.UNIT or any(found[each].total for each in measures if each in found)
    }
    if not rows:
        return ""
    several = any(period for period, _ in rows)
    ranked = [
        each for each in measures if any(row[each].rank for row in rows.values() if each in row)
    ]
    headings = [msg("period")] if several else []
    columns = [reader.say(each) for each in (*headings, who)]
    fixed = len(columns)
    for name in measures:
        columns.append(measure_name(agency.measures[name], reader))
        if name in ranked:
            columns.append(reader.say(msg("rank")))
    lines = []
    for (period, subject), row in rows.items():
        line = [period or result.period.id] if several else []
        line.append(subject.name)
        for name in measures:
            line.append(decimal_text(row[name].total, agency.measures[name].scale))
            if name in ranked:
                line.append(str(row[name].rank or ""))
        lines.append(line)
    return table(columns, lines, numbers=range(fixed, len(columns)))


def _telling(agency: Agency, totals: Iterable[Total]) -> list[str]:
    """The measures worth a column: shown in bulletins and not zero for everybody."""
    totals = tuple(totals)
    open_ones = [name for name, measure in agency.measures.items() if not measure.hidden]
    earned = {total.measure for total in totals if total.total}
    return [name for name in open_ones if name in earned] or open_ones


def measure_name(measure: Measure, reader: Reader) -> str:
    """A measure's label with its unit, such as 积分(分)."""
    label, unit = measure.label.text(reader.language), measure.unit.text(reader.language)
    return reader.say(msg("{label} ({unit})", label=label, unit=unit)) if unit else label


def _flags(result: Result, reader: Reader) -> str:
    headings = (msg("flag"), msg("whose"), msg("period"), msg("clause"))
    rows = [(each.flag, each.subject.name, each.period, each.clause) for each in result.flags]
    return table([reader.say(each) for each in headings], rows) if rows else ""


def _quotas(result: Result, reader: Reader) -> str:
    """Only quotas that were not met; those that were are in JSON."""
    headings = (
        msg("quota not met"),
        msg("whose"),
        msg("period"),
        msg("required"),
        msg("actual"),
        msg("missing"),
        msg("clause"),
    )
    rows = [
        (
            f"{each.step} {each.target}".rstrip(),
            each.subject.name,
            each.period,
            decimal_text(each.required),
            decimal_text(each.actual),
            decimal_text(each.missing),
            each.clause,
        )
        for each in result.quotas
        if each.outcome == "unmet"
    ]
    return table([reader.say(each) for each in headings], rows, numbers=(3, 4, 5)) if rows else ""


def _duties(agency: Agency, result: Result, reader: Reader) -> str:
    """Only duties that were not met in time; those that were are in JSON."""
    headings = (
        msg("duty not met"),
        msg("whose"),
        msg("about"),
        msg("due"),
        msg("done"),
        msg("outcome"),
        msg("clause"),
    )
    rows = [
        (
            each.step,
            each.subject.name,
            fact_name(agency, each.kind, each.fact, reader) if each.kind else each.period,
            each.due,
            each.done,
            outcome_text(each.outcome, reader),
            each.clause,
        )
        for each in result.duties
        if each.outcome != "met"
    ]
    return table([reader.say(each) for each in headings], rows) if rows else ""
