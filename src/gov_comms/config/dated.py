"""Dated derivations: one derived column for all editions, each row ruled by the one of its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from gov_comms.config.editions import merged_derives
from gov_comms.language.condition import Join, Test
from gov_comms.language.step import Derive
from gov_comms.language.value import Case, Cases
from gov_comms.model import Agency

_FORMS = ("when", "value", "word")


def dated_derives(agency: Agency) -> tuple[Derive, ...]:
    """Every derived column once; what editions say of it one after the other holds by the day.

    Rows without a day of their own, related facts and deadlines follow the last edition.
    """
    versions: dict[tuple[str, str], list[tuple[Derive, date]]] = {}
    for derive, _, first, _ in merged_derives(agency.editions):
        versions.setdefault((derive.on, derive.name), []).append((derive, first))
    return tuple(_dated(agency, each) for each in versions.values())


def _dated(agency: Agency, versions: Sequence[tuple[Derive, date]]) -> Derive:
    last = versions[-1][0]
    table = agency.tables.get(last.on)
    form = last.kinds()[0]
    if len(versions) == 1 or table is None or table.day is None or form not in _FORMS:
        return last
    earlier = [
        (getattr(derive, form), following) for (derive, _), (_, following) in pairwise(versions)
    ]
    if form != "when":
        cases = (Case(Test(table.day, "less_than", end), value) for value, end in earlier)
        return last.model_copy(update={form: Cases(tuple(cases), getattr(last, form))})
    when: Any = last.when
    for condition, end in reversed(earlier):
        before = Join("all", (Test(table.day, "less_than", end), condition))
        since = Join("all", (Test(table.day, "at_least", end), when))
        when = Join("any", (before, since))
    return last.model_copy(update={"when": when})
