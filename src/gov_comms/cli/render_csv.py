"""Totals and duties as CSV, safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gov_comms.cli.render_numbers import decimal_text

if TYPE_CHECKING:
    from gov_comms.model import Agency
    from gov_comms.results import Result

COLUMNS = ("period", "measure", "kind", "id", "name", "total", "rank")
DUTY_COLUMNS = (
    "step",
    "clause",
    "kind",
    "id",
    "name",
    "table",
    "fact",
    "period",
    "due",
    "done",
    "outcome",
)
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
FORMULA = re.compile(r"[\s ]*[=+\-@＝＋－＠]|[\t\r]")


def totals_csv(agency: Agency, result: Result) -> str:
    """A row for each total, with the keys that JSON has."""
    rows = []
    for total in result.totals:
        subject = total.subject
        cells = (
            total.period or result.period.id,
            total.measure,
            subject.kind.value,
            subject.id,
            subject.name,
            decimal_text(total.total, agency.measures[total.measure].scale),
            "" if total.rank is None else str(total.rank),
        )
        rows.append(cells)
    return _written(COLUMNS, rows)


def duties_csv(result: Result) -> str:
    """A row for each duty, done or not."""
    rows = []
    for duty in result.duties:
        subject = duty.subject
        cells = (
            duty.step,
            duty.clause,
            subject.kind.value,
            subject.id,
            subject.name,
            duty.kind,
            duty.fact,
            duty.period,
            duty.due,
            duty.done,
            duty.outcome,
        )
        rows.append(cells)
    return _written(DUTY_COLUMNS, rows)


def _written(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in cells] for cells in rows)
    return buffer.getvalue()


def harmless(cell: str) -> str:
    """``cell`` so that a spreadsheet program shows it and never computes it."""
    if FORMULA.match(cell) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
