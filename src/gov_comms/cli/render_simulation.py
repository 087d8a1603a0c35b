"""A simulation in the terminal, as JSON and as CSV: what changes, for whom, and what it costs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_csv import harmless
from gov_comms.cli.render_numbers import decimal_text, signed_text
from gov_comms.cli.render_problems import problem_objects
from gov_comms.cli.render_result import measure_name
from gov_comms.cli.render_table import shown, table
from gov_comms.errors import Problem
from gov_comms.messages import Message, msg
from gov_comms.model import SubjectKind

if TYPE_CHECKING:
    from decimal import Decimal

    from gov_comms.model import Agency
    from gov_comms.results import Flagged, QuotaResult, RankResult, Subject
    from gov_comms.settlement.simulation import Change, Pair, Simulation

COLUMNS = (
    "measure", "kind", "id", "name", "before", "after", "difference", "rank_before", "rank_after",
)  # fmt: skip
NONE = "–"
"""Stands where there is no rank and no number."""


def simulation_text(agency: Agency, found: Simulation, reader: Reader) -> str:
    """The whole comparison, part under part; parts in which nothing changes are left out."""
    heading = msg(
        "{name} · {period} · {draft} ({day}) beside {editions}",
        name=agency.name.text(reader.language),
        period=found.before.period.id,
        draft=found.edition.title.text(reader.language),
        day=found.edition.first_day,
        editions=", ".join(each.id for each in found.before.editions) or NONE,
    )
    parts = [
        click.style(shown(reader.say(heading)), bold=True),
        _costs(agency, found, reader),
        _changes(agency, found, SubjectKind.UNIT, msg("unit"), reader),
        _changes(agency, found, SubjectKind.PERSON, msg("person"), reader),
        _flags(found, reader),
        _pairs(found.quotas, msg("quota that changes"), reader, _quota_text),
        _pairs(found.ranks, msg("rank that changes"), reader, _rank_text),
    ]
    return "\n\n".join(part for part in parts if part)


def _say(reader: Reader, *headings: Message) -> list[str]:
    return [reader.say(each) for each in headings]


def _costs(agency: Agency, found: Simulation, reader: Reader) -> str:
    """A row for each measure that stands in the ledger, hidden counters left out."""
    headings = _say(
        reader,
        msg("measure"),
        msg("in all before"),
        msg("after"),
        msg("difference"),
        msg("units that gain"),
        msg("lose"),
        msg("people who gain"),
        msg("lose"),
    )
    rows = []
    for cost in found.costs:
        measure = agency.measures[cost.measure]
        if not measure.hidden and (cost.before or cost.after):
            scale = measure.scale
            rows.append(
                [
                    measure_name(measure, reader),
                    decimal_text(cost.before, scale),
                    decimal_text(cost.after, scale),
                    _difference(cost.difference, scale),
                    *(
                        counted[kind]
                        for kind in (SubjectKind.UNIT, SubjectKind.PERSON)
                        for counted in (cost.gain, cost.lose)
                    ),
                ]
            )
    return table(headings, rows, numbers=range(1, 8)) if rows else ""


def _changes(
    agency: Agency, found: Simulation, kind: SubjectKind, who: Message, reader: Reader
) -> str:
    """A row for each subject and measure; the last two columns only where there are ranks.

    Measures in which nobody gains, loses or moves are left out.
    """
    moving = {
        each.measure
        for each in found.changes
        if each.difference or each.rank_before != each.rank_after
    }
    changes = [
        each
        for each in found.changes
        if each.subject.kind is kind and each.measure in moving and _tells(agency, each)
    ]
    if not changes:
        return ""
    ranked = any(each.rank_before or each.rank_after for each in changes)
    headings = _say(reader, who, msg("measure"), msg("before"), msg("after"), msg("difference"))
    headings += _say(reader, msg("rank before"), msg("rank after")) if ranked else []
    rows = []
    for change in changes:
        measure = agency.measures[change.measure]
        row: list[object] = [
            change.subject.name,
            measure_name(measure, reader),
            decimal_text(change.before, measure.scale),
            decimal_text(change.after, measure.scale),
            _difference(change.difference, measure.scale),
        ]
        rows.append([*row, *_ranks(change)] if ranked else row)
    return table(headings, rows, numbers=range(2, len(headings)))


def _tells(agency: Agency, change: Change) -> bool:
    """Whether there is something to see: no hidden counter, and not nothing before and after."""
    return not agency.measures[change.measure].hidden and bool(change.before or change.after)


def _ranks(change: Change) -> list[str]:
    return [str(rank or NONE) for rank in (change.rank_before, change.rank_after)]


def _difference(amount: Decimal, scale: int) -> str:
    return signed_text(amount, scale) if amount else "0"


def _flags(found: Simulation, reader: Reader) -> str:
    headings = _say(reader, msg("flag"), msg("whose"), msg("period"), msg("change"), msg("clause"))
    ways = ((found.gained, msg("is set")), (found.lost, msg("falls away")))
    rows = [
        [each.flag, each.subject.name, each.period, reader.say(way), each.clause]
        for flags, way in ways
        for each in flags
    ]
    return table(headings, rows) if rows else ""


def _pairs(pairs: Sequence[Pair], what: Message, reader: Reader, tell: Any) -> str:
    headings = _say(reader, what, msg("whose"), msg("period"), msg("before"), msg("after"))
    rows = []
    for pair in pairs:
        each = pair.either
        told = [tell(one, reader) if one else NONE for one in (pair.before, pair.after)]
        if told[0] != told[1]:
            rows.append([each.step, each.subject.name, each.period, *told])
    return table(headings, rows) if rows else ""


def _quota_text(quota: QuotaResult, reader: Reader) -> str:
    """What a quota found, such as ``1 of 2: unmet``."""
    met = msg("met") if quota.outcome == "met" else msg("not met")
    counts = msg(
        "{actual} of {required}: {outcome}",
        actual=decimal_text(quota.actual),
        required=decimal_text(quota.required),
        outcome=met,
    )
    return f"{quota.target} {reader.say(counts)}".strip()


def _rank_text(rank: RankResult, reader: Reader) -> str:
    """A place in a ranking, and whether it has a seat."""
    place = str(rank.rank)
    return reader.say(msg("{rank}, with a seat", rank=place)) if rank.seat else place


def changes_csv(agency: Agency, found: Simulation) -> str:
    """A row for each subject and measure, zero included, with the keys that JSON has."""
    buffer = io.StringIO()
    rows = csv.writer(buffer, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for each in found.changes:
        cells = _change(agency, each)
        subject = cells.pop("subject")
        flat = {**cells, **subject}
        rows.writerow(["" if flat[name] is None else harmless(str(flat[name])) for name in COLUMNS])
    return buffer.getvalue()


def simulation_json(
    agency: Agency, found: Simulation, own: Iterable[Problem], language: str
) -> str:
    """All of a simulation as one object; amounts are decimal strings."""
    told = {
        "agency": found.before.agency,
        "period": found.before.period.id,
        "draft": {
            "file": found.edition.file,
            "title": found.edition.title.text(language),
            "from": found.edition.first_day.isoformat(),
        },
        "regulation": [each.id for each in found.before.editions],
        "changes": [_change(agency, each) for each in found.changes],
        "costs": [
            {
                "measure": each.measure,
                **_amounts(each.before, each.after, agency.measures[each.measure].scale),
                **{
                    f"{name}_{way}": counted[kind]
                    for kind, name in ((SubjectKind.UNIT, "units"), (SubjectKind.PERSON, "people"))
                    for way, counted in (
                        ("gain", each.gain),
                        ("lose", each.lose),
                        ("same", each.same),
                    )
                },
            }
            for each in found.costs
        ],
        "flags": [
            {**_flag(each), "change": change}
            for change, flags in (("set", found.gained), ("gone", found.lost))
            for each in flags
        ],
        "quotas": [_pair(each, _quota) for each in found.quotas],
        "ranks": [_pair(each, _rank) for each in found.ranks],
        "problems": problem_objects((*own, *found.after.problems), language),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def refused_simulation(agency: str, period: str, problems: Iterable[Problem], language: str) -> str:
    """The same object where there is no simulation, and why."""
    told = {
        "agency": agency,
        "period": period,
        "draft": None,
        **{key: [] for key in ("regulation", "changes", "costs", "flags", "quotas", "ranks")},
        "problems": problem_objects(problems, language),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _subject(subject: Subject) -> dict[str, str]:
    return {"kind": subject.kind.value, "id": subject.id, "name": subject.name}


def _amounts(before: Decimal, after: Decimal, scale: int) -> dict[str, str]:
    amounts = {"before": before, "after": after, "difference": after - before}
    return {name: decimal_text(amount, scale) for name, amount in amounts.items()}


def _change(agency: Agency, change: Change) -> dict[str, Any]:
    return {
        "measure": change.measure,
        "subject": _subject(change.subject),
        **_amounts(change.before, change.after, agency.measures[change.measure].scale),
        "rank_before": change.rank_before,
        "rank_after": change.rank_after,
    }


def _flag(flag: Flagged) -> dict[str, Any]:
    return {
        "flag": flag.flag,
        "subject": _subject(flag.subject),
        "period": flag.period,
        "clause": flag.clause,
    }


def _pair(pair: Pair, tell: Any) -> dict[str, Any]:
    each = pair.either
    return {
        "step": each.step,
        "subject": _subject(each.subject),
        "period": each.period,
        "before": tell(pair.before) if pair.before else None,
        "after": tell(pair.after) if pair.after else None,
    }


def _quota(quota: QuotaResult) -> dict[str, str]:
    numbers = ("required", "actual", "missing")
    told = {name: decimal_text(getattr(quota, name)) for name in numbers}
    return {"target": quota.target, **told, "outcome": quota.outcome}


def _rank(rank: RankResult) -> dict[str, Any]:
    return {"rank": rank.rank, "seat": rank.seat}
