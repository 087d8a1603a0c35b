"""Gathering what a bulletin tells beside its own period: other periods, adoptions, records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gov_comms.bulletin.nouns import Beside, Evidence, Record, Use
from gov_comms.bulletin.other_periods import (
    Closed,
    Told,
    nothing_closed,
    of_period_before,
    of_year_to_date,
)
from gov_comms.model import Agency, BulletinPlan, ColumnType
from gov_comms.results import Result
from gov_comms.timeline import Period, to_number

if TYPE_CHECKING:
    from gov_comms.config import Opened
    from gov_comms.facts import Facts

C = ColumnType
PERSONAL = (C.PERSON, C.PEOPLE, C.TEXT)
"""Columns that may name somebody; a title is text too, but is published."""
TITLE = "title"


def gather(
    opened: Opened,
    facts: Facts,
    result: Result,
    plan: BulletinPlan | None,
    *,
    closed: Closed = nothing_closed,
    proofs: Callable[[], Mapping[str, tuple[Evidence, ...]]] = dict,
) -> Beside:
    """What ``plan`` asks for beside ``result``, worked out from the same facts.

    A record also says which periods are ``closed``, and by which files adoptions are proved.
    """
    agency = opened.agency
    shows = {column.show for column in plan.columns} if plan else set()
    before = to_date = Told()
    if shows & {"before", "change"}:
        before = of_period_before(opened, facts, result.period, closed)
    if "to_date" in shows:
        to_date = of_year_to_date(opened, facts, result, closed)
    return Beside(
        to_date=to_date.result,
        before=before.result,
        closed=tuple(sorted({*to_date.closed, *before.closed}, key=lambda each: each.first)),
        uses=tuple(_uses(agency, facts, result)) if plan and _needs_uses(plan) else (),
        groups=_groups(agency, facts, result.period, plan),
        records=partial(_records, agency, facts, result),
        proofs=proofs,
    )


def _needs_uses(plan: BulletinPlan) -> bool:
    return plan.annex or bool({"tiers", "media"} & set(plan.charts))


def _uses(agency: Agency, facts: Facts, result: Result) -> Iterator[Use]:
    """The adoptions that the ledger of the period speaks of, in order of days."""
    from gov_comms.facts.decoding import cells_of

    told = {line.fact for line in result.lines() if line.kind == "adoption"}
    works = {each["id"]: each for each in cells_of(agency, facts, "submission")}
    outlets = cells_of(agency, facts, "outlet")
    versions = facts.frames["adoption"]["outlet@"].to_list()
    units = dict(zip(facts.subjects["unit"], facts.names["unit"], strict=True))
    for cells, version in zip(cells_of(agency, facts, "adoption"), versions, strict=True):
        if cells["id"] not in told:
            continue
        work = works.get(cells["work"], {})
        outlet = outlets[version] if version is not None else {}
        unit = work.get("unit", "")
        yield Use(
            cells["id"],
            work.get(TITLE, "") or cells["work"],
            units.get(unit, unit),
            cells["outlet"],
            outlet.get("tier", ""),
            outlet.get("medium", ""),
            cells.get("form", ""),
            date.fromisoformat(cells["day"]),
        )


def _groups(
    agency: Agency, facts: Facts, period: Period, plan: BulletinPlan | None
) -> Mapping[str, str] | None:
    """What each unit has in the column by which the bulletin groups, on the period's last day.

    None where units group by their class, which a result knows by itself.
    """
    column = plan.group_by if plan else None
    if column in (None, "class") or agency.tables["unit"].column(column or "") is None:
        return None
    from gov_comms.facts.decoding import cells_of

    frame, cells = facts.frames["unit"], cells_of(agency, facts, "unit")
    last = to_number(period.last)
    found: dict[str, str] = {}
    for entity, first, each in zip(
        frame["entity"].to_list(), frame["from"].to_list(), cells, strict=True
    ):
        if first <= last:
            found[facts.subjects["unit"][entity]] = each.get(column or "", "")
    return found


def _records(
    agency: Agency, facts: Facts, result: Result
) -> Mapping[tuple[str, str], tuple[Record, ...]]:
    """The rows of facts behind the lines of a result, cell by cell, by table and id."""
    from gov_comms.facts.decoding import cells_of

    wanted: dict[str, set[str]] = {}
    for line in result.lines():
        if line.kind in agency.tables:
            wanted.setdefault(line.kind, set()).add(line.fact)
        if line.work:
            wanted.setdefault("submission", set()).add(line.work)
    found = {}
    for name, ids in wanted.items():
        table = agency.tables[name]
        for cells in cells_of(agency, facts, name):
            if cells["id"] in ids:
                found[name, cells["id"]] = tuple(
                    Record(
                        column.id,
                        column.name,
                        cells[column.id],
                        _names_somebody(column.id, column.type),
                    )
                    for column in table.columns
                    if column.id in cells
                )
    return found


def _names_somebody(name: str, kind: ColumnType) -> bool:
    return kind in PERSONAL and name != TITLE
