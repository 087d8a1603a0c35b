"""Bank numbers, read for one batch from a file that stays with finance."""

from __future__ import annotations

from pathlib import Path

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.sheets import read_sheets
from gov_comms.messages import msg
from gov_comms.plugins import open_plugins

PAYEE, NUMBER = "收款人", "账号"
"""The headings of the two columns that are read."""


def read_accounts(path: Path) -> dict[str, str]:
    """Bank numbers by payee, from the first table of a file that has both columns.

    Raises `Refused` where no table has them, or a payee stands twice with different numbers.
    """
    for _, sheet in read_sheets(open_plugins().importers, path):
        headings = {heading.strip(): at for at, heading in enumerate(sheet.headings)}
        if not {PAYEE, NUMBER} <= headings.keys():
            continue
        columns = sheet.cells.get_columns()
        rows = zip(columns[headings[PAYEE]], columns[headings[NUMBER]], strict=True)
        found: dict[str, str] = {}
        problems = []
        for row, (payee, number) in enumerate(rows, start=sheet.first_row):
            if payee is None or number is None:
                continue
            name, digits = str(payee).strip(), str(number).strip()
            if found.setdefault(name, digits) != digits:
                place = Place(str(path), sheet=sheet.name, row=row, heading=NUMBER)
                what = msg("{name} has another bank number above", name=name)
                problems.append(Problem("two-numbers", place, what))
        if problems:
            raise Refused(problems)
        return found
    what = msg("no table here has the columns {payee} and {number}", payee=PAYEE, number=NUMBER)
    raise Refused([Problem("no-accounts", Place(str(path)), what)])
