"""What engines are asked as witnesses: all cases, none of which counts for another, all steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import pytest

from gov_comms.config import open_agency
from gov_comms.facts import facts_from_rows
from gov_comms.ledger.engine import PolarsEngine
from gov_comms.ledger.frame import Frame
from gov_comms.settlement import score
from gov_comms.settlement.revising import plan_of
from tools.merging import merged
from tools.witnesses import alike, asked_of, cases_of, main, steps_of


@dataclass(frozen=True, slots=True)
class Forgetful(PolarsEngine):
    """An engine that loses a row of every table."""

    def take(self, rows: nw.DataFrame[Any]) -> Frame:
        """All rows but the last."""
        return PolarsEngine.take(self, rows.head(max(0, len(rows) - 1)))


@pytest.mark.parametrize(
    "agency", ["county-court", "dongguan-coop", "petroleum-university-college"]
)
def test_case_among_others_comes_to_what_it_comes_to_alone(agency: str) -> None:
    opened = open_agency(agency)
    cases = cases_of(opened)
    (together,) = merged(opened.agency, cases)
    assert together.titles == tuple(case.title for case in cases)
    result = score(opened, facts_from_rows(opened.agency, together.rows), together.period)
    found = {(each.measure, each.subject.id): each.total for each in result.totals}
    for number, case in enumerate(cases):
        prefix = f"{number}-" if number else ""
        alone = score(opened, facts_from_rows(opened.agency, case.rows), case.period)
        expected = {(e.measure, prefix + e.subject.id): e.total for e in alone.totals}
        assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("agency", "runs", "silent"),
    [
        ("county-court", 1, []),
        # Its cases are of five periods, and in some of them people are listed.
        ("city-hr", 5, []),
        # The regulation does not say how much it gives.
        ("yuecheng-statistics", 2, ["reward"]),
    ],
)
def test_steps_of_an_agency_are_all_asked_about(agency: str, runs: int, silent: list[str]) -> None:
    opened = open_agency(agency)
    plan = plan_of(opened)
    asked = asked_of(opened, plan)
    heard = {step for each in asked for step in each.wrote}
    assert len(asked) == runs
    assert [step for step in steps_of(plan) if step not in heard] == silent


def test_order_of_facts_is_another_for_witnesses_and_that_of_rosters_is_not() -> None:
    opened = open_agency("county-court")
    (together,) = merged(opened.agency, cases_of(opened))
    other = together.shuffled("甲")
    assert other.rows["adoption"] != together.rows["adoption"]
    assert set(map(repr, other.rows["adoption"])) == set(map(repr, together.rows["adoption"]))
    assert other.rows["unit"] == together.rows["unit"]
    assert other == together.shuffled("甲")


def test_engine_that_gives_something_else_is_found() -> None:
    opened = open_agency("county-court")
    plan = plan_of(opened)
    (asked,) = asked_of(opened, plan)
    assert alike(opened, plan, asked, PolarsEngine())
    assert not alike(opened, plan, asked, Forgetful())


def test_row_of_an_agency_says_how_much_of_it_was_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["jinan-settlement-centre", "--engines", "duckdb"]) == 0
    said = capsys.readouterr()
    assert re.sub(r" +\d+\.\d s", " … s", said.out).splitlines() == [
        "jinan-settlement-centre          3 cases in 1 runs, 5 of 6 steps; never: lost",
        "                                 duckdb … s  alike",
        "0 sets of facts differ",
    ]
    assert said.err == ""
