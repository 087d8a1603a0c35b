"""One row on its way into a record: checked at the door, and put into its one proper spelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from gov_comms.errors import Place, Refused
from gov_comms.facts.build import build_facts
from gov_comms.facts.decoding import cells_of
from gov_comms.facts.door import ROSTERS
from gov_comms.facts.findings import Findings
from gov_comms.facts.recorded import CITING, counting, place_of
from gov_comms.facts.rows import raw_of_rows
from gov_comms.kinds import REFERENCES
from gov_comms.model import Agency, Cell, Row, Table
from gov_comms.record import Held, View

HERE = Place()
"""Where the row of a command stands: in no file."""


def checked_cells(
    agency: Agency, view: View, table: str, cells: Mapping[str, Cell]
) -> dict[str, str]:
    """The cells of a new or changed row as a record holds them; blank ones are left out.

    ``cells`` are texts, or what TOML would hold, by column id, the row's own id among them.  Names
    are held against the rosters in force, citations against all rows of the record whatever their
    state.  Raises `Refused` with everything that is wrong; the key of a problem is the option.
    """
    findings = Findings()
    rows = {kind: _roster(agency, view, kind) for kind in ROSTERS}
    rows |= _cited(agency, view, agency.tables[table], cells)
    others = [each for each in rows.get(table, ()) if not _same(each.cells, cells)]
    rows[table] = [*others, Row(cells, HERE)]
    try:
        raws = {
            name: raw_of_rows(agency.tables[name], each, findings)
            for name, each in rows.items()
            if each
        }
        facts = build_facts(agency, raws, findings)
    except Refused as refused:
        raise Refused(
            replace(each, key=option_of(each.key)) if each.place == HERE and each.key else each
            for each in refused.problems
        ) from None
    told = cells_of(agency, facts, table)
    return next(row for at, row in enumerate(told) if facts.place(table, at) == HERE)


def option_of(column: str) -> str:
    """The option of a command that fills in a column."""
    return "--" + column.replace("_", "-")


def _roster(agency: Agency, view: View, kind: str) -> Sequence[Row]:
    """The roster in force: the record's own, if it has one, else the agency's."""
    held = counting(view, kind)
    return [_row(agency.tables[kind], each) for each in held] or agency.rosters.get(kind, ())


def _cited(
    agency: Agency, view: View, table: Table, cells: Mapping[str, Cell]
) -> dict[str, Sequence[Row]]:
    """The rows that the new one cites, with no more than what every row needs."""
    found: dict[str, Sequence[Row]] = {}
    for column in table.columns:
        name = cells.get(column.id)
        if column.type not in CITING or column.computed or not isinstance(name, str):
            continue
        cited = agency.tables[REFERENCES[column.type]]
        held = view.row(cited.id, name.strip())
        if held is not None:
            needed = {each.id for each in cited.columns if each.required}
            row = _row(cited, held)
            found[cited.id] = [
                replace(row, cells={k: v for k, v in row.cells.items() if k in needed})
            ]
    return found


def _row(table: Table, held: Held) -> Row:
    return Row(cast(Mapping[str, Cell], held.cells), place_of(table, held))


def _same(one: Mapping[str, Cell], other: Mapping[str, Cell]) -> bool:
    """Whether two rows of a roster are versions from the same day."""
    return all(str(one.get(key) or "") == str(other.get(key) or "") for key in ("id", "from"))
