"""The columns that a plan asks for: totals, ranks, the year to date, the period before, rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gov_comms.bulletin.nouns import Align, Beside, Cell, Column, Figure
from gov_comms.bulletin.wording import clean, measure_words, with_unit
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, BulletinColumn
from gov_comms.results import Result, Subject, Total

ROSTER = "roster"
"""The order in which units are listed."""


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that belong together: a measure with its rank, a quota with its three figures."""

    columns: tuple[Column, ...]
    cells: Mapping[Subject, tuple[Cell, ...]]


def totals_of(result: Result, measure: str) -> dict[Subject, Total]:
    """Everybody's total of one measure over the whole period."""
    return {
        each.subject: each for each in result.totals if each.measure == measure and not each.period
    }


def shown_block(
    agency: Agency, result: Result, beside: Beside, column: BulletinColumn, language: str
) -> Block:
    """The one column that an entry of ``columns`` asks for; what is not known stays empty."""
    heading = clean(column.heading.text(language)) or _heading(agency, column, language)
    align = Align.CENTRE if column.show == "rank" else Align.RIGHT
    cells = _cells(agency, result, beside, column)
    return Block((Column(heading, align),), {unit: (cell,) for unit, cell in cells.items()})


def _cells(
    agency: Agency, result: Result, beside: Beside, column: BulletinColumn
) -> Mapping[Subject, Cell]:
    measure = agency.measures[column.measure]
    own = totals_of(result, measure.id)
    if column.show == "total":
        return {unit: Figure(each.total, measure.scale) for unit, each in own.items()}
    if column.show == "rank":
        return {unit: each.rank for unit, each in own.items()}
    if column.show == "rate":
        whole = totals_of(result, column.of or "")
        return {
            unit: share(each.total, whole[unit].total, column.decimals)
            for unit, each in own.items()
            if unit in whole
        }
    other = beside.to_date if column.show == "to_date" else beside.before
    if other is None:
        return {}
    # A unit is known by its id: its group may have changed meanwhile.
    theirs = {unit.id: each.total for unit, each in totals_of(other, measure.id).items()}
    less = column.show == "change"
    return {
        unit: Figure(each.total - theirs[unit.id] if less else theirs[unit.id], measure.scale)
        for unit, each in own.items()
        if unit.id in theirs
    }


def share(part: Decimal, whole: Decimal, decimals: int) -> Figure | None:
    """So many per cent is ``part`` of ``whole``, a half rounded up; None of nothing."""
    if not whole:
        return None
    exact = Fraction(part) * 100 * 10**decimals / Fraction(whole)
    up = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    return Figure(Decimal(up).scaleb(-decimals), decimals)


def _heading(agency: Agency, column: BulletinColumn, language: str) -> str:
    measure = agency.measures[column.measure]
    if column.show == "total":
        return measure_words(measure, language)
    label, unit = clean(measure.label.text(language)), clean(measure.unit.text(language))
    if column.show == "rate":
        whole = clean(agency.measures[column.of or ""].label.text(language))
        said = msg("{measure} of {of}", measure=label, of=whole)
        return with_unit(said.text(language), "%", language)
    words: Mapping[str, Message] = {
        "rank": msg("Rank by {measure}", measure=label),
        "to_date": msg("{measure} to date", measure=label),
        "before": msg("{measure} the period before", measure=label),
        "change": msg("{measure}, change", measure=label),
    }
    said = words[column.show]
    return with_unit(said.text(language), "" if column.show == "rank" else unit, language)
