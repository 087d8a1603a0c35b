"""The lines of a run, read back so that an officer can argue them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from gov_comms.language.reading import names_read, table_read
from gov_comms.language.value import columns_of
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.outcome import Block, Outcome, in_period
from gov_comms.ledger.plan import Entry, reasons
from gov_comms.ledger.scope import seen, undotted
from gov_comms.model import Text
from gov_comms.results import Line
from gov_comms.settlement.reading import Reader, decimal_of
from gov_comms.settlement.scales import scales_behind
from gov_comms.timeline import from_number

Chosen = Callable[[Block], Frame]


def read_lines(outcome: Outcome, reader: Reader, chosen: Chosen | None = None) -> tuple[Line, ...]:
    """The lines dated in the period, step by step; ``chosen`` narrows a block to some of them."""
    lines: list[Line] = []
    for block in outcome.blocks:
        frame = chosen(block) if chosen is not None else block.frame
        rows = worked_out(in_period(frame, outcome.period)).rows(named=True)
        rows.sort(key=lambda row: (row["day"], row["fact"] or 0, row["subject"], row["claim"]))
        lines.extend(_read_block(outcome, reader, block, rows))
    return tuple(lines)


def _read_block(
    outcome: Outcome, reader: Reader, block: Block, rows: list[dict[str, Any]]
) -> Iterable[Line]:
    if not rows:
        return
    entry = block.entry
    scale = outcome.prepared.agency.measures[block.measure].scale
    because = _because(outcome, reader, block, rows)
    triggers = _triggers(outcome, reader, entry, rows)
    scales = scales_behind(outcome, entry)
    winners: dict[int, str] = {}
    if block.cancels:
        claims = [row["supersedes"] for row in rows if row["supersedes"] is not None]
        winners = reader.claim_fact(outcome, claims)
    for row in rows:
        kind, fact = reader.fact(row["fact"])
        yield Line(
            block.measure,
            decimal_of(row["amount"], scale),
            entry.step.id,
            entry.step.clause,
            Text(entry.step.text),
            entry.edition.id,
            kind or entry.step.do,
            fact,
            reader.work_of(row["fact"]),
            reader.subject(row["subject"]),
            from_number(row["day"]),
            row["claim"],
            (
                *triggers.get(row.get("trigger"), _reasons(row, because)),
                *scales(from_number(row["day"])),
            ),
            winners.get(row.get("supersedes", -1), ""),
            reader.unit(row["unit"]),
            entry.verb.plugin,
        )


Key = tuple[int | None, int | None, int | None, int | None]
"""A fact; or a subject, a day, and a target where there are several."""
Because = tuple[tuple[Text, Text], ...]
Reasons = dict[Key, Because]


def _reasons(row: dict[str, Any], found: Reasons) -> Because:
    """A line's reasons hang on its fact, or without one on its subject, day and target.

    What a unit's result brings its members is told by the unit's result.
    """
    day, target = row["day"], row.get(seen("target"))
    own: Key = (None, row["subject"], day, target)
    if row["fact"] is not None:
        own = (row["fact"], None, None, None)
    return found.get(own, found.get((None, row["unit"], day, target), ()))


def _because(outcome: Outcome, reader: Reader, block: Block, rows: list[dict[str, Any]]) -> Reasons:
    """The columns a step read on a line's fact, or what it found of a line's subject."""
    entry = block.entry
    facts = [row["fact"] for row in rows if row["fact"] is not None]
    found: Reasons = {}
    on = table_read(entry.step)
    if facts and on is not None and on.results is not None:
        return _because_results(outcome, reader, entry)
    if facts:
        table, _ = reader.fact(facts[0])
        read = names_read(entry.step)
        told = reasons(outcome.prepared.tables.derives, table, read)
        names = [*(("outlet",) if table == "adoption" else ()), *told]
        names = [name for name in dict.fromkeys(names) if name != "work"]
        by_row = {reader.row_of(fact): fact for fact in facts}
        for row, cells in reader.cells_of(table, list(by_row), names).items():
            found[by_row[row], None, None, None] = tuple(
                (reader.label(table, name), cells[name]) for name in cells if cells[name].zh
            )
        return found
    return _because_results(outcome, reader, entry)


def _triggers(
    outcome: Outcome, reader: Reader, entry: Entry, rows: list[dict[str, Any]]
) -> dict[int | None, Because]:
    """What is told of each fact that brought a line about: its id, its day, what was read on it."""
    facts = sorted({row["trigger"] for row in rows if row.get("trigger") is not None})
    if not facts:
        return {}
    tables, when = outcome.prepared.tables, getattr(entry.step, "when", None)
    kind, _ = reader.fact(facts[0])
    dated, own = entry.step.dated_by, str(tables.agency.tables[kind].day)
    told = reasons(tables.derives, kind, columns_of(when) if when is not None else ())
    names = [*([dated] if dated else []), *told]
    cells = reader.cells_of(kind, [reader.row_of(fact) for fact in facts], names)
    found: dict[int | None, Because] = {}
    for fact in facts:
        row = reader.row_of(fact)
        day = Text(from_number(tables.facts.cell(kind, own, row)).isoformat())
        found[fact] = (
            (tables.agency.tables[kind].name, Text(reader.fact(fact)[1])),
            *(() if dated else ((reader.label(kind, own), day),)),
            *((reader.label(kind, n), cell) for n, cell in cells.get(row, {}).items() if cell.zh),
        )
    return found


def _because_results(outcome: Outcome, reader: Reader, entry: Entry) -> Reasons:
    """What a quota or a ranking found, for the lines that it opened."""
    on = getattr(entry.step, "on", None)
    step = on.results if on is not None and on.results else entry.step.id
    found: Reasons = {}
    for other, results, _ in outcome.found:
        if other.step.id != step:
            continue
        rows = worked_out(results.frame).rows(named=True)
        for row in sorted(rows, key=lambda row: (row.get("target") is None, row.get("target"))):
            cells = tuple(
                (reader.label("", name), cell)
                for name, known in results.columns.items()
                if (cell := reader.cell(known, row[undotted(name)])).zh
            )
            if results.table:
                found[row["fact"], None, None, None] = cells
                continue
            whole: Key = (None, row["subject"], row["day"], None)
            # Several targets are told one after the other, and then the whole.
            told = found.get(whole, ()) if "target" in results.columns else ()
            found[whole] = (*told, *cells)
            if row.get("target") is not None:
                found[*whole[:3], row["target"]] = cells
    return found
