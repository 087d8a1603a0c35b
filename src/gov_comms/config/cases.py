"""Cases: worked examples of a regulation, read from ``cases/*.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gov_comms.config.agency import is_period
from gov_comms.config.expected import AT_THE_DESK, EXPECTED, ActShape, CaseShape
from gov_comms.config.naming import shown
from gov_comms.config.reading import Document
from gov_comms.config.report import Report
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.value import parse_number
from gov_comms.messages import msg
from gov_comms.model import Agency, Case, CaseAct, Cell, Expectation, Row, Table

_NUMBERS = ("total", "amount", "required", "actual", "missing", "excess", "value")
_CASE_KEYS = ("title", "clauses", "period", "act", "expect")


@dataclass(frozen=True, slots=True)
class Known:
    """What a case may name of the regulation; ``partly`` if some steps could not be read."""

    steps: tuple[str, ...]
    flags: tuple[str, ...]
    partly: bool = False


def read_case(document: Document, agency: Agency, known: Known, report: Report) -> Case | None:
    """The case of a document; None when its shape is wrong.

    Cells stay as TOML gave them: the reader of facts checks them as it checks a workbook's.
    """
    by_plural: dict[str, Table] = {}
    for table in agency.tables.values():
        by_plural.setdefault(table.plural, table)
    head = {key: value for key, value in document.data.items() if key in _CASE_KEYS}
    shape = report.read(CaseShape, head, document)
    rows = {}
    for key, raw in document.data.items():
        if key in _CASE_KEYS:
            continue
        if key not in by_plural:
            hint = nearest(key, (*_CASE_KEYS, *by_plural))
            report.add(document, (key,), "unknown-key", msg("unknown key"), hint)
            continue
        rows[by_plural[key].id] = tuple(_rows(raw, by_plural[key], document, report))
    if shape is None:
        return None
    if not is_period(agency.calendar, shape.period):
        what = msg("{name} is no period", name=shape.period)
        hint = msg("write 2014, 2014-H1, 2014-Q1, 2014-03, 2014-W12 or the name of a window")
        report.add(document, ("period",), "unknown-period", what, hint)
    expectations = tuple(_expectations(shape.expect, agency, known, document, report))
    acts = tuple(_acts(shape.act, document, report))
    if not acts:
        for each in expectations:
            if each.kind in AT_THE_DESK:
                what = msg("nobody does anything at the desk in this case")
                hint = msg("write what people do: {example}", example="act = [ … ]")
                report.add(document, ("expect", each.kind), "useless-key", what, hint)
    place = report.places.of(document, ("title",))
    return Case(shape.title, shape.clauses, shape.period, rows, expectations, place, acts)


def _acts(written: Iterable[object], document: Document, report: Report) -> Iterable[CaseAct]:
    """What people do in a case, in the order of time."""
    last: datetime | None = None
    for index, raw in enumerate(written):
        keys: Keys = ("act", index)
        shape = report.read(ActShape, raw, document, keys)
        if shape is None:
            continue
        if last is not None and shape.at < last:
            what = msg("this is before what stands above it")
            report.add(document, (*keys, "at"), "out-of-order", what)
        last = shape.at
        yield CaseAct(
            shape.at,
            shape.by,
            shape.do,
            shape.model_extra or {},
            report.places.of(document, keys),
            shape.acting_for,
            shape.named,
            shape.refused,
            tuple(each.model_dump(exclude_unset=True) for each in shape.shows),
            shape.hides,
        )


def _rows(raw: object, table: Table, document: Document, report: Report) -> Iterable[Row]:
    known = [column.id for column in table.columns if not column.computed]
    if not isinstance(raw, list) or not all(isinstance(each, Mapping) for each in raw):
        what = msg("a list of tables is needed, not {found}", found=shown(raw))
        report.add(document, (table.plural,), "wrong-type", what)
        return
    for index, cells in enumerate(raw):
        keys: Keys = (table.plural, index)
        for name in cells:
            if name not in known:
                hint = nearest(name, known)
                report.add(document, (*keys, name), "unknown-key", msg("unknown key"), hint)
        found = {name: _cell(cell) for name, cell in cells.items()}
        yield Row(found, report.places.of(document, keys))


def _cell(raw: Any) -> Cell:
    return tuple(raw) if isinstance(raw, list) else raw


def _expectations(
    expect: Mapping[str, Any],
    agency: Agency,
    known: Known,
    document: Document,
    report: Report,
) -> Iterable[Expectation]:
    if not expect:
        what = msg("this case expects nothing")
        report.add(document, ("expect",), "empty", what)
    for kind, entries in expect.items():
        keys: Keys = ("expect", kind)
        if kind != "problems" and kind not in EXPECTED:
            hint = nearest(kind, (*EXPECTED, "problems"))
            report.add(document, keys, "unknown-key", msg("unknown key"), hint)
            continue
        if not isinstance(entries, list):
            what = msg("a list is needed, not {found}", found=shown(entries))
            report.add(document, keys, "wrong-type", what)
            continue
        for index, entry in enumerate(entries):
            here = (*keys, index)
            fields = entry if isinstance(entry, Mapping) else {"code": entry}
            if kind != "problems":
                shape = report.read(EXPECTED[kind], entry, document, here)
                if shape is None:
                    continue
                _check_names(fields, agency, known, document, here, report)
            elif not isinstance(entry, str):
                what = msg("a text is needed, not {found}", found=shown(entry))
                report.add(document, here, "wrong-type", what)
                continue
            yield Expectation(kind, fields, report.places.of(document, here))


def _check_names(
    fields: Mapping[str, Any],
    agency: Agency,
    known: Known,
    document: Document,
    keys: Keys,
    report: Report,
) -> None:
    measure, step, flag, period = map(fields.get, ("measure", "step", "flag", "period"))
    if measure is not None and measure not in agency.measures:
        what = msg("no measure is called {name}", name=measure)
        hint = nearest(measure, agency.measures)
        report.add(document, (*keys, "measure"), "unknown-measure", what, hint)
    if step is not None and step not in known.steps and not known.partly:
        what = msg("no step is called {name}", name=step)
        report.add(document, (*keys, "step"), "unknown-step", what, nearest(step, known.steps))
    if flag is not None and flag not in known.flags and not known.partly:
        what = msg("no step sets the flag {name}", name=flag)
        report.add(document, (*keys, "flag"), "unknown-flag", what, nearest(flag, known.flags))
    if period is not None and not is_period(agency.calendar, period):
        what = msg("{name} is no period", name=period)
        report.add(document, (*keys, "period"), "unknown-period", what)
    for name in _NUMBERS:
        if name in fields and parse_number(fields[name]) is None and not _decimal(fields[name]):
            what = msg("{raw} is not a number", raw=shown(fields[name]))
            report.add(document, (*keys, name), "wrong-type", what)


def _decimal(raw: object) -> bool:
    """Whether a text holds a plain decimal, the form in which results are printed."""
    if not isinstance(raw, str):
        return False
    whole, _, decimals = raw.removeprefix("-").partition(".")
    return whole.isascii() and whole.isdigit() and (not decimals or decimals.isdigit())
