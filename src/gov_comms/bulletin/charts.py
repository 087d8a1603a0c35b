"""Which pictures a bulletin has: such as say more than its tables do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from gov_comms.bulletin.columns import totals_of
from gov_comms.bulletin.nouns import Beside, Chart, Figure, Series
from gov_comms.bulletin.tables import quota_names, units_shown
from gov_comms.bulletin.wording import bucket_words, clauses_in_row, clean, listed
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, BulletinPlan, Measure, SubjectKind
from gov_comms.results import Result

LEAST = 3
"""Fewer bars than these are read off the table as fast."""
MOST = 30
"""More bars than these cannot be told apart on a page."""


def charts_of(
    agency: Agency,
    result: Result,
    beside: Beside,
    plan: BulletinPlan,
    measures: Sequence[Measure],
    language: str,
) -> tuple[Chart, ...]:
    """The pictures that the plan asks for, in its order; those that would show too little, or too
    much for one picture, are left out.
    """
    makers: Mapping[str, Callable[[], Iterable[Chart]]] = {
        "totals": lambda: _totals(result, plan, measures, language),
        "tiers": lambda: _tiers(agency, result, beside, language),
        "quotas": lambda: _quotas(agency, result, plan, measures, language),
        "media": lambda: _media(beside, language),
    }
    found = (chart for name in plan.charts for chart in makers[name]())
    return tuple(chart for chart in found if LEAST <= len(chart.labels) <= MOST)


def _totals(
    result: Result, plan: BulletinPlan, measures: Sequence[Measure], language: str
) -> Iterable[Chart]:
    """The units by their total of the last measure shown, the highest first."""
    if not measures:
        return
    measure = measures[-1]
    totals = totals_of(result, measure.id)
    shown = [(clean(unit.name), totals[unit].total) for unit in units_shown(result, plan, measures)]
    ordered = sorted(shown, key=lambda each: -each[1])
    if not any(total for _, total in ordered):
        return
    yield _chart(
        msg("{measure} by unit", measure=clean(measure.label.text(language))),
        clean(measure.unit.text(language)),
        [name for name, _ in ordered],
        [Series("", tuple(total for _, total in ordered))],
        language,
        flat=True,
    )


def _tiers(agency: Agency, result: Result, beside: Beside, language: str) -> Iterable[Chart]:
    """The adoptions of each month, those of each tier of outlets on one another."""
    months = agency.calendar.parts(result.period, "month")
    known = agency.words["tier"].words if "tier" in agency.words else ()
    tiers = [*known, *sorted({use.tier for use in beside.uses} - set(known))]
    series = []
    for tier in tiers:
        own = [use for use in beside.uses if use.tier == tier]
        counts = tuple(Decimal(sum(use.day in month for use in own)) for month in months)
        if any(counts):
            series.append(Series(clean(tier) or msg("no tier").text(language), counts))
    if series:
        labels = [bucket_words(month.id, agency.calendar, language) for month in months]
        yield _chart(
            msg("Adoptions by month and tier"), _pieces(language), labels, series, language
        )


def _media(beside: Beside, language: str) -> Iterable[Chart]:
    """The adoptions of each medium, most first."""
    counts: dict[str, int] = {}
    for use in beside.uses:
        counts[use.medium] = counts.get(use.medium, 0) + 1
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    if ordered:
        yield _chart(
            msg("Adoptions by medium"),
            _pieces(language),
            [clean(name) or msg("no medium").text(language) for name, _ in ordered],
            [Series("", tuple(Decimal(count) for _, count in ordered))],
            language,
            flat=True,
        )


def _quotas(
    agency: Agency,
    result: Result,
    plan: BulletinPlan,
    measures: Sequence[Measure],
    language: str,
) -> Iterable[Chart]:
    """Of each quota what was done of it, and on top what is missing, unit by unit."""
    if not plan.name_shortfalls:
        return
    for step, name in quota_names(agency, result, SubjectKind.UNIT, language).items():
        done, missing, labels = [], [], []
        rows = [each for each in result.quotas if each.step == step and not each.target]
        for unit in units_shown(result, plan, measures):
            own = [each for each in rows if each.subject.id == unit.id]
            if own:
                labels.append(clean(unit.name))
                done.append(sum((each.actual for each in own), Decimal(0)))
                missing.append(sum((each.missing for each in own), Decimal(0)))
        if not any(missing):
            continue
        measure = agency.measures[rows[0].measure]
        series = [
            Series(msg("Done").text(language), tuple(done)),
            Series(msg("Missing").text(language), tuple(missing)),
        ]
        yield _chart(
            msg("Quota {quota} by unit", quota=name),
            clean(measure.unit.text(language)),
            labels,
            series,
            language,
            flat=True,
        )


def _chart(
    title: Message,
    unit: str,
    labels: Sequence[str],
    series: Sequence[Series],
    language: str,
    flat: bool = False,
) -> Chart:
    told = []
    for each in series:
        pairs = [
            msg("{label} {value}", label=label, value=Figure(value).text()).text(language)
            for label, value in zip(labels, each.values, strict=True)
        ]
        said = listed(pairs, language)
        if each.name:
            said = msg("{name}: {values}", name=each.name, values=said).text(language)
        told.append(said)
    said_title = title.text(language)
    whole = msg("{title}. {told}", title=said_title, told=clauses_in_row(told, language))
    return Chart(said_title, unit, tuple(labels), tuple(series), whole.text(language), flat)


def _pieces(language: str) -> str:
    return msg("pieces").text(language)
