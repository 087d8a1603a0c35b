"""The figures of a closing as one text: the same figures give the same text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gov_comms.closing.nouns import Adjustment
from gov_comms.model import Measure
from gov_comms.record.journal import canonical
from gov_comms.results import Result

Balance = dict[tuple[str, str, str], Decimal]
"""Amounts by measure, kind of subject and subject."""


def figures_text(result: Result, adjustments: Iterable[Adjustment]) -> str:
    """All that a closing states, as canonical JSON with amounts as decimal texts."""
    return canonical(
        {
            "period": result.period.id,
            "editions": [edition.id for edition in result.editions],
            "plugins": dict(result.plugins),
            "totals": [
                [each.measure, each.subject.kind, each.subject.id, f"{each.total:f}", each.rank]
                for each in result.totals
            ],
            "ranks": [
                [r.step, r.subject.kind, r.subject.id, r.period, r.group, f"{r.value:f}", r.rank]
                for r in result.ranks
            ],
            "flags": [
                [each.flag, each.subject.kind, each.subject.id, each.step, each.period]
                for each in result.flags
            ],
            "quotas": [
                [
                    *(q.step, q.subject.kind, q.subject.id, q.period, q.target),
                    *(f"{n:f}" for n in (q.required, q.actual, q.missing, q.excess)),
                    q.outcome,
                ]
                for q in result.quotas
            ],
            "adjustments": [
                [
                    *(each.period, each.reverses, each.measure, f"{each.amount:f}"),
                    *(each.kind, each.subject, each.step, each.table, each.fact),
                ]
                for each in adjustments
            ],
        }
    )


def balance(result: Result) -> Balance:
    """The totals of a run by measure and subject."""
    return {
        (each.measure, str(each.subject.kind), each.subject.id): each.total
        for each in result.totals
        if not each.period
    }


def adjusted(
    totals: Balance, adjustments: Iterable[Adjustment], measures: Mapping[str, Measure]
) -> Balance:
    """Totals with adjusting entries in them; a unit gets those that its measure counts to it."""
    found = dict(totals)
    for each in adjustments:
        counts = measures[each.measure].unit_total
        keys = []
        if each.kind == "person" or counts != "members":
            keys.append((each.measure, each.kind, each.subject))
        if each.kind == "person" and each.unit and counts != "own":
            keys.append((each.measure, "unit", each.unit))
        for key in keys:
            found[key] = found.get(key, Decimal()) + each.amount
    return found
