"""What the program does for one period, as the benchmark calls it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gov_comms.config import Opened
from gov_comms.facts.frames import Facts
from gov_comms.ledger.outcome import Outcome, Prepared
from gov_comms.ledger.run import run
from gov_comms.model import SubjectKind
from gov_comms.results import Result
from gov_comms.settlement import prepare_run, score

RULE = ("sent", "used", "used.highest", "remark", "remark.highest", "rank.all")
"""The steps of Haidian's regulation that the code by hand counts."""


def with_rule_only(opened: Opened) -> Opened:
    """The agency with these steps alone, so that both sides compute the same numbers."""
    editions = tuple(
        replace(edition, steps=tuple(step for step in edition.steps if step.id in RULE))
        for edition in opened.agency.editions
    )
    return replace(opened, agency=replace(opened.agency, editions=editions))


def ledgers(opened: Opened, facts: Facts, periods: Sequence[str]) -> list[Outcome]:
    """The whole ledger of each period, contrary lines and ranks included, held as columns."""
    prepared = prepare_run(opened, facts)
    return ledgers_of(prepared, periods)


def ledgers_of(prepared: Prepared, periods: Sequence[str]) -> list[Outcome]:
    """The same on facts made ready before, as for the second and every later period."""
    return [run(prepared, prepared.agency.calendar.period(period)) for period in periods]


def standing(opened: Opened, facts: Facts, period: str) -> dict[str, tuple[int, int]]:
    """Every unit's points and rank, as the program reports them."""
    return standing_of(score(opened, facts, period))


def standing_of(result: Result) -> dict[str, tuple[int, int]]:
    """Every unit's points and rank in a result."""
    places = {each.subject.id: each.rank for each in result.ranks if each.step == "rank.all"}
    return {
        total.subject.id: (int(total.total), places[total.subject.id])
        for total in result.totals
        if total.measure == "points" and total.subject.kind is SubjectKind.UNIT
    }
