"""The tables of a bulletin: a row for everybody on the roster, in the order of the roster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gov_comms.bulletin.columns import ROSTER, Block, shown_block, totals_of
from gov_comms.bulletin.nouns import Align, Beside, Cell, Column, Figure, Row, Table
from gov_comms.bulletin.wording import clean, listed, measure_words, with_unit
from gov_comms.messages import msg
from gov_comms.model import Agency, BulletinPlan, Measure, SubjectKind
from gov_comms.results import QuotaResult, Result, Subject

MOST_COLUMNS = 10
"""As many columns as an upright A4 page bears; what is more goes into a further table."""


def subjects_in(result: Result, kind: SubjectKind) -> tuple[Subject, ...]:
    """The subjects of one kind, in the order of their roster."""
    found = dict.fromkeys(each.subject for each in result.totals if each.subject.kind is kind)
    return tuple(sorted(found, key=lambda subject: subject.order))


def unit_tables(
    agency: Agency,
    result: Result,
    beside: Beside,
    plan: BulletinPlan,
    measures: Sequence[Measure],
    language: str,
) -> tuple[Table, ...]:
    """The tables of the units: the columns of the plan, or else ``measures`` with their ranks and
    quotas over the whole period.  None where there is no unit, or nothing to say of them.
    """
    units = units_shown(result, plan, measures)
    grouped = plan.group_by is not None and any(unit.group for unit in units)
    if plan.columns:
        blocks = [shown_block(agency, result, beside, each, language) for each in plan.columns]
    else:
        blocks = [_measure_block(result, measure, units, language) for measure in measures]
        quotas = quota_names(agency, result, SubjectKind.UNIT, language)
        for step, name in quotas.items():
            # A single quota needs no name in its headings.
            name = name if len(quotas) > 1 else ""
            blocks.append(_quota_block(agency, result, step, name, language))
    if not (units and blocks):
        return ()
    head = (
        Column(msg("No.").text(language), Align.CENTRE),
        Column(msg("Unit").text(language), Align.LEFT),
    )
    leads: dict[Subject, tuple[Cell, ...]] = {
        unit: (place, clean(unit.name))
        for place, unit in enumerate(_grouped(units, plan, grouped), 1)
    }
    return tuple(
        Table((*head, *columns), tuple(_rows(leads, packed, grouped, language)))
        for columns, packed in _packed(blocks, MOST_COLUMNS - len(head))
    )


def units_shown(
    result: Result, plan: BulletinPlan, measures: Sequence[Measure]
) -> tuple[Subject, ...]:
    """The units in the plan's order; without ``empty_rows`` only those that have something."""
    units = subjects_in(result, SubjectKind.UNIT)
    names = {measure.id for measure in measures}
    having = {each.subject for each in result.totals if each.total and each.measure in names}
    units = tuple(unit for unit in units if plan.empty_rows or unit in having)
    if plan.order == ROSTER:
        return units
    totals = totals_of(result, plan.order)
    return tuple(sorted(units, key=lambda unit: -(totals[unit].total if unit in totals else 0)))


def people_tables(result: Result, measures: Sequence[Measure], language: str) -> tuple[Table, ...]:
    """The tables of all people; measures that no person has anything of are left out."""
    people = subjects_in(result, SubjectKind.PERSON)
    earned = {
        each.measure
        for each in result.totals
        if each.subject.kind is SubjectKind.PERSON and (each.total or each.rank is not None)
    }
    shown = [measure for measure in measures if measure.id in earned] or list(measures)
    blocks = [_measure_block(result, measure, people, language) for measure in shown]
    names = {unit.id: clean(unit.name) for unit in subjects_in(result, SubjectKind.UNIT)}
    head = (
        Column(msg("No.").text(language), Align.CENTRE),
        Column(msg("Person").text(language), Align.LEFT),
        Column(msg("Unit").text(language), Align.LEFT),
    )
    leads: dict[Subject, tuple[Cell, ...]] = {
        person: (place, clean(person.name), names.get(person.unit, clean(person.unit)))
        for place, person in enumerate(people, 1)
    }
    return tuple(
        Table((*head, *columns), tuple(_rows(leads, packed, False, language)))
        for columns, packed in _packed(blocks, MOST_COLUMNS - len(head))
    )


def quota_names(agency: Agency, result: Result, kind: SubjectKind, language: str) -> dict[str, str]:
    """A name for the quota of each step: what it counts, with its clauses where two count it."""
    rows: dict[str, list[QuotaResult]] = {}
    for each in result.quotas:
        if each.subject.kind is kind:
            rows.setdefault(each.step, []).append(each)
    labels = {
        step: clean(agency.measures[found[0].measure].label.text(language))
        for step, found in rows.items()
    }
    names = {}
    for step, label in labels.items():
        names[step] = label
        if list(labels.values()).count(label) > 1:
            clauses = listed(sorted({each.clause for each in rows[step]}), language)
            names[step] = msg("{label} ({unit})", label=label, unit=clauses).text(language)
    return names


def _measure_block(
    result: Result, measure: Measure, subjects: Sequence[Subject], language: str
) -> Block:
    """A measure's totals, and its ranks where a step of the regulation ranks by it."""
    of_measure = totals_of(result, measure.id)
    totals = {subject: of_measure[subject] for subject in subjects if subject in of_measure}
    columns = [Column(measure_words(measure, language))]
    ranked = any(each.rank is not None for each in totals.values())
    if ranked:
        columns.append(Column(msg("Rank").text(language), Align.CENTRE))
    cells: dict[Subject, tuple[Cell, ...]] = {}
    for subject in subjects:
        total = totals.get(subject)
        figure = Figure(total.total if total else Decimal(0), measure.scale)
        cells[subject] = (figure, total.rank if total else None) if ranked else (figure,)
    return Block(tuple(columns), cells)


def _quota_block(agency: Agency, result: Result, step: str, name: str, language: str) -> Block:
    """What was asked, done and missed of one quota, summed over its buckets in the period."""
    rows: dict[Subject, list[QuotaResult]] = {}
    for each in result.quotas:
        # Of several targets a bulletin tells the whole; each of them is in the appendix.
        if each.step == step and each.subject.kind is SubjectKind.UNIT and not each.target:
            rows.setdefault(each.subject, []).append(each)
    measure = agency.measures[next(iter(rows.values()))[0].measure]
    unit = clean(measure.unit.text(language))
    headings = (msg("Due"), msg("Done"), msg("Missing"))
    if name:
        headings = (
            msg("{quota}: due", quota=name),
            msg("{quota}: done", quota=name),
            msg("{quota}: missing", quota=name),
        )
    columns = tuple(
        Column(with_unit(heading.text(language), unit, language)) for heading in headings
    )
    cells: dict[Subject, tuple[Cell, ...]] = {}
    for subject, own in rows.items():
        sums = (
            sum((each.required for each in own), Decimal(0)),
            sum((each.actual for each in own), Decimal(0)),
            sum((each.missing for each in own), Decimal(0)),
        )
        cells[subject] = tuple(Figure(value, measure.scale) for value in sums)
    return Block(columns, cells)


def _packed(blocks: Sequence[Block], room: int) -> Iterator[tuple[tuple[Column, ...], list[Block]]]:
    """Blocks together while they fit into one table; a block is never torn."""
    packed: list[Block] = []
    width = 0
    for block in blocks:
        if packed and width + len(block.columns) > room:
            yield tuple(column for each in packed for column in each.columns), packed
            packed, width = [], 0
        packed.append(block)
        width += len(block.columns)
    if packed:
        yield tuple(column for each in packed for column in each.columns), packed


def _grouped(units: Sequence[Subject], plan: BulletinPlan, grouped: bool) -> list[Subject]:
    """Units group after group, in the plan's order of groups; without one a group stands where its
    first unit does, the groupless last.
    """
    if not grouped:
        return list(units)
    groups = plan.groups or dict.fromkeys(unit.group for unit in units if unit.group)
    return [unit for group in dict.fromkeys((*groups, "")) for unit in units if unit.group == group]


def _rows(
    leads: dict[Subject, tuple[Cell, ...]],
    blocks: Sequence[Block],
    grouped: bool,
    language: str,
) -> Iterator[Row]:
    group: str | None = None
    for subject, lead in leads.items():
        if grouped and subject.group != group:
            group = subject.group
            yield Row(group=clean(group) or msg("Other units").text(language))
        cells = [
            cell
            for block in blocks
            for cell in block.cells.get(subject, (None,) * len(block.columns))
        ]
        yield Row((*lead, *cells))
