"""Facts: tables of records read from workbooks, text files and cases, checked and coded.

Nothing heavy is imported before facts are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from gov_comms.errors import Problem, Refused, errors_in
from gov_comms.facts.frames import Facts, vocabulary_key
from gov_comms.facts.importers import importers
from gov_comms.facts.room import Room
from gov_comms.model import Agency, Row
from gov_comms.plugins.hookspecs import hookimpl
from gov_comms.plugins.nouns import Importer
from gov_comms.plugins.opened import Plugins

__all__ = [
    "Facts",
    "facts_from_rows",
    "good_rows",
    "mark_workbook",
    "read_facts",
    "vocabulary_key",
    "write_template",
]


@hookimpl
def register_importers() -> tuple[Importer, ...]:
    """The formats that the core reads, registered as a plugin's would be."""
    return importers()


def read_facts(agency: Agency, plugins: Plugins, path: Path, room: Room | None = None) -> Facts:
    """Facts from a workbook, a text or Parquet file, or a folder with one table in each file.

    Where there is ``room``, tables of Parquet with very many rows are read in pieces and lie there.

    Raises `Refused` with all problems when one of them is an error; warnings and notices are in
    ``Facts.problems``.
    """
    from gov_comms.facts.build import build_facts
    from gov_comms.facts.findings import Findings
    from gov_comms.facts.sheets import raws_of_sheets, read_sheets

    findings = Findings()
    if room is not None:
        from gov_comms.facts.heaps import larger_than_memory
        from gov_comms.facts.large import read_large

        large = larger_than_memory(plugins.importers, path)
        if large:
            return read_large(agency, plugins.importers, path, large, findings, room)
    sheets = read_sheets(plugins.importers, path)
    return build_facts(agency, raws_of_sheets(agency, sheets, path, findings), findings)


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


def mark_workbook(source: Path, problems: Iterable[Problem], target: Path, language: str) -> int:
    """Write a copy of a workbook with what is wrong beside its cells; see `marking`."""
    from gov_comms.facts.marking import write_marks

    return write_marks(source, problems, target, language)


def good_rows(agency: Agency, plugins: Plugins, source: Path, target: Path) -> int:
    """Write a copy of a workbook with only the rows that can be read; answers how many are not.

    A row that cites a wrong row is wrong, too.  Raises `Refused` for what no row is to blame for.
    """
    from gov_comms.facts.marking import write_without

    left_out, path = 0, source
    while True:
        try:
            read_facts(agency, plugins, path)
        except Refused as refused:
            wrong = errors_in(refused.problems)
            if any(each.place.row is None for each in wrong):
                raise
            left_out += write_without(path, wrong, target)
            path = target
        else:
            break
    if path is source:
        write_without(source, (), target)
    return left_out


def write_template(agency: Agency, path: Path, language: str) -> None:
    """Write the workbook that an office fills in, with headings in ``language``."""
    from gov_comms.facts.template import write_template as write

    write(agency, path, language)
