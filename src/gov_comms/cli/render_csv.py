"""Totals as CSV, safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from gov_comms.cli.render_numbers import decimal_text

if TYPE_CHECKING:
    from gov_comms.model import Agency
    from gov_comms.results import Result

COLUMNS = ("period", "measure", "kind", "id", "name", "total", "rank")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
FORMULA = re.compile(r"[\s ]*[=+\-@＝＋－＠]|[\t\r]")


def totals_csv(agency: Agency, result: Result) -> str:
    """A row for each total, with the keys that JSON has."""
    buffer = io.StringIO()
    rows = csv.writer(buffer, lineterminator="\r\n")
    rows.writerow(COLUMNS)
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
        rows.writerow([harmless(cell) for cell in cells])
    return buffer.getvalue()


def harmless(cell: str) -> str:
    """``cell`` so that a spreadsheet program shows it and never computes it."""
    if FORMULA.match(cell) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
