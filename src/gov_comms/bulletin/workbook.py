"""A bulletin as a workbook: every number, and every line of the ledger behind it."""

from __future__ import annotations

from gov_comms.bulletin.nouns import Bulletin
from gov_comms.bulletin.sheets import MOST_LINES, sheets_of
from gov_comms.bulletin.spreadsheet import sheets_file


def workbook_file(bulletin: Bulletin, language: str, most_lines: int = MOST_LINES) -> bytes:
    """The workbook; of a ledger with more than ``most_lines`` lines the first so many, and a row
    and a problem that say so.
    """
    return sheets_file(bulletin.title, sheets_of(bulletin, language, most_lines))
