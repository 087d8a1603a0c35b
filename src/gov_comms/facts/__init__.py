"""Facts: tables of records read from workbooks, text files and cases, checked and coded.

Nothing heavy is imported before facts are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gov_comms.facts.frames import Facts, vocabulary_key
from gov_comms.model import Agency, Row

__all__ = ["Facts", "facts_from_rows", "vocabulary_key"]


def facts_from_rows(agency: Agency, rows: Mapping[str, Sequence[Row]]) -> Facts:
    """Facts from rows by table id, as cases state them; rosters given replace the agency's.

    Raises `Refused` with all problems when one of them is an error.
    """
    from gov_comms.facts.build import build_facts
    from gov_comms.facts.findings import Findings
    from gov_comms.facts.rows import raw_of_rows

    findings = Findings()
    raws = {
        table: raw_of_rows(agency.tables[table], each, findings)
        for table, each in rows.items()
        if each
    }
    return build_facts(agency, raws, findings)
