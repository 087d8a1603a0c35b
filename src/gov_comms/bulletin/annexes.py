"""Annexes: the adoptions of the period, outlet by outlet."""

from __future__ import annotations

from gov_comms.bulletin.nouns import Align, Annex, Beside, Column, Row, Table
from gov_comms.bulletin.wording import clean
from gov_comms.messages import msg
from gov_comms.model import Agency, BulletinPlan

TITLE_WIDTH = 44
"""Half characters of a title on one line."""


def annexes(agency: Agency, beside: Beside, plan: BulletinPlan, language: str) -> tuple[Annex, ...]:
    """The list of works that were used, if the plan asks for it and there are some."""
    if not plan.annex or not beside.uses:
        return ()
    title = msg("Works used, by outlet").text(language)
    return (Annex(title, _works(agency, beside, language)),)


def _works(agency: Agency, beside: Beside, language: str) -> Table:
    """Outlets by their tiers, the highest first where tiers have an order, then by name."""
    listed = agency.words.get("tier")
    tiers = listed.words if listed is not None else ()
    if listed is not None and listed.ordered:
        tiers = tiers[::-1]
    place = {word: number for number, word in enumerate(tiers)}
    forms = any(use.form for use in beside.uses)
    outlets = sorted(
        {(use.tier, use.outlet) for use in beside.uses},
        key=lambda each: (place.get(each[0], len(place)), each),
    )
    columns = [
        Column(msg("No.").text(language), Align.CENTRE),
        Column(msg("Title").text(language), Align.LEFT, TITLE_WIDTH),
        Column(msg("Unit").text(language), Align.LEFT),
        Column(msg("Used on").text(language), Align.CENTRE),
    ]
    if forms:
        columns.append(Column(msg("Form").text(language), Align.CENTRE))
    rows: list[Row] = []
    number = 0
    for tier, outlet in outlets:
        uses = [use for use in beside.uses if (use.tier, use.outlet) == (tier, outlet)]
        rows.append(Row(group=_heading(tier, outlet, len(uses), language)))
        for use in sorted(uses, key=lambda use: (use.day, use.fact)):
            number += 1
            cells = (number, clean(use.title), clean(use.unit), use.day.isoformat())
            rows.append(Row((*cells, clean(use.form) or None) if forms else cells))
    return Table(tuple(columns), tuple(rows))


def _heading(tier: str, outlet: str, count: int, language: str) -> str:
    name = clean(outlet)
    if tier:
        name = msg("{label} ({unit})", label=name, unit=clean(tier)).text(language)
    return msg("{outlet}: {count}", outlet=name, count=count).text(language)
