"""Many small offices in one process: each has its own records, all go by one regulation."""

from __future__ import annotations

from pathlib import Path

from benchmarks import by_hand, data, ours, timing
from gov_comms.config import Opened
from gov_comms.facts import read_facts
from gov_comms.settlement import score
from gov_comms.settlement.revising import plan_of
from tests.proofs.haidian_records import Size

SIZE = Size(works=140, adoptions=340, endorsements=20, units=10)
"""500 records of ten units."""
DIFFERENT = 20
"""So many sets of records are made; more offices take them in turn."""
TARGET = 10_000


def measure(opened: Opened, folder: Path, offices: int, figures: dict[str, float]) -> list[str]:
    """Seconds for each office, and those whose totals or ranks are not those counted by hand.

    Each office is read, scored with its whole ledger and read off.
    """
    rule = ours.with_rule_only(opened)
    folders = [folder / f"{number:02}" for number in range(min(offices, DIFFERENT))]
    for number, each in enumerate(folders):
        each.mkdir()
        data.write_tables(each, SIZE, data.SEED + number)
    period = opened.agency.calendar.period(str(data.YEAR))
    plan = plan_of(rule)
    wrong = []
    took = {"read": 0.0, "score": 0.0, "by hand": 0.0}
    for number in range(offices):
        place = folders[number % len(folders)] / "parquet"
        facts, reading = timing.timed_alone(
            lambda place=place: read_facts(rule.agency, rule.plugins, place)
        )
        result, scoring = timing.timed_alone(
            lambda facts=facts: score(rule, facts, period.id, plan=plan)
        )
        frame, counting = timing.timed_alone(
            lambda facts=facts: by_hand.totals_and_ranks(facts, opened.agency, period)
        )
        for name, seconds in zip(took, (reading, scoring, counting), strict=True):
            took[name] += seconds
        units = facts.subjects["unit"]
        counted = {
            units[unit]: (points, rank)
            for unit, points, rank in frame.select("unit", "points", "rank").iter_rows()
        }
        if counted != ours.standing_of(result):
            wrong.append(f"office {number}")
    for name, seconds in took.items():
        figures[f"small offices, {name}, ms each"] = 1000 * seconds / offices
    each = (took["read"] + took["score"]) / offices
    figures[f"small offices, {TARGET:,} of them would take, s"] = TARGET * each
    return wrong
