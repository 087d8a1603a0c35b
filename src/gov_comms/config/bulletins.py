"""Bulletins as an agency plans them, and how its documents look."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from gov_comms.config.reading import Document
from gov_comms.config.report import Report
from gov_comms.config.shape import AgencyShape, BulletinColumnShape, BulletinShape, LayoutShape
from gov_comms.errors import Severity
from gov_comms.language.faults import Keys, nearest
from gov_comms.layout import Fonts, Layout
from gov_comms.messages import msg
from gov_comms.model import Agency, BulletinColumn, BulletinPlan

PAPER = (210, 297)
"""The width and height of A4 in millimetres."""
ROSTER = "roster"
"""The order in which units are listed."""


def read_bulletins(
    shape: AgencyShape, agency: Agency, document: Document, report: Report
) -> tuple[BulletinPlan, ...]:
    """The plans of an agency's bulletins; ``agency`` is read but for them."""
    plans: list[BulletinPlan] = []
    levels = (*agency.calendar.levels(), *(each.id for each in agency.calendar.windows))
    grouping = [c.id for table in ("unit", "person") for c in agency.tables[table].columns]
    for index, each in enumerate(shape.bulletin):
        keys: Keys = ("bulletin", index)
        if each.id in (plan.id for plan in plans):
            what = msg("the name {name} is taken", name=each.id)
            report.add(document, (*keys, "id"), "name-taken", what)
        if each.period not in levels:
            what = msg("{name} is no level of periods and no window", name=each.period)
            hint = nearest(each.period, levels)
            report.add(document, (*keys, "period"), "unknown-period", what, hint)
        for number, name in enumerate(each.measures):
            _check_measure(name, (*keys, "measures", number), agency, document, report)
        if each.group_by is not None and each.group_by not in grouping:
            what = msg("{name} is no column of units or people", name=each.group_by)
            hint = nearest(each.group_by, grouping)
            report.add(document, (*keys, "group_by"), "unknown-column", what, hint)
        _check_table(each, keys, agency, document, report)
        plans.append(BulletinPlan(**{**_fields(each), "columns": _columns(each.columns)}))
    return tuple(plans)


def read_layout(shape: LayoutShape, document: Document, report: Report) -> Layout:
    """How the documents look; the text must lie on the paper."""
    for keys, length, whole in (
        (("left", "width"), shape.left + shape.width, PAPER[0]),
        (("top", "height"), shape.top + shape.height, PAPER[1]),
    ):
        if length > whole:
            what = msg(
                "{first} and {second} are {length} mm, the paper is {whole} mm",
                first=keys[0],
                second=keys[1],
                length=length,
                whole=whole,
            )
            key = next((key for key in keys[::-1] if key in shape.model_fields_set), keys[1])
            report.add(document, ("layout", key), "wrong-value", what)
    return Layout(**{**_fields(shape), "fonts": Fonts(**_fields(shape.fonts))})


def _check_table(
    plan: BulletinShape, keys: Keys, agency: Agency, document: Document, report: Report
) -> None:
    """What the tables of a bulletin hold: their columns, their order, their rows."""
    if plan.columns and plan.measures:
        what = msg("columns and measures stand side by side; only one can say what is shown")
        report.add(document, (*keys, "measures"), "useless-key", what)
    for number, column in enumerate(plan.columns):
        here = (*keys, "columns", number)
        _check_measure(column.measure, (*here, "measure"), agency, document, report)
        if column.of is not None:
            _check_measure(column.of, (*here, "of"), agency, document, report)
        if (column.of is None) == (column.show == "rate"):
            what = msg("a rate, and nothing else, is of another measure")
            code = "missing-key" if column.of is None else "useless-key"
            report.add(document, (*here, "of"), code, what)
    if plan.order != ROSTER:
        _check_measure(plan.order, (*keys, "order"), agency, document, report, (ROSTER,))
    grouping = plan.group_by or "class"
    of_units = agency.tables["unit"].column(grouping)
    listed = agency.words.get(of_units.words or "") if of_units is not None else None
    known = listed.words if listed is not None else _groups_of_roster(agency, grouping)
    for number, word in enumerate(plan.groups):
        if known and word not in known:
            # Records may bring further units, but no further words of a list.
            severity = Severity.ERROR if listed is not None else Severity.WARNING
            what = msg("{column} is never {word}", column=grouping, word=f'"{word}"')
            hint = nearest(word, known)
            report.add(document, (*keys, "groups", number), "unknown-word", what, hint, severity)


def _groups_of_roster(agency: Agency, column: str) -> tuple[str, ...]:
    """What the units that the agency itself lists have in a column."""
    cells = (row.cells.get(column) for row in agency.rosters.get("unit", ()))
    return tuple(dict.fromkeys(str(cell) for cell in cells if cell))


def _check_measure(
    name: str,
    keys: Keys,
    agency: Agency,
    document: Document,
    report: Report,
    also: Collection[str] = (),
) -> None:
    if name not in agency.measures:
        what = msg("no measure is called {name}", name=name)
        hint = nearest(name, (*agency.measures, *also))
        report.add(document, keys, "unknown-measure", what, hint)


def _columns(shapes: tuple[BulletinColumnShape, ...]) -> tuple[BulletinColumn, ...]:
    return tuple(BulletinColumn(**_fields(each)) for each in shapes)


def _fields(shape: Any) -> dict[str, Any]:
    """The keys of a shape as the fields of its noun."""
    return {name: getattr(shape, name) for name in type(shape).model_fields}
