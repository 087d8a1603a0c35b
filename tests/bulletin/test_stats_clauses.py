"""Every clause of kind stats has its bulletin, and every such bulletin a golden text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from gov_comms.bulletin import compose, gather
from gov_comms.bulletin.plain import plain_file
from gov_comms.config import Opened, open_agency, shipped
from gov_comms.facts import facts_from_rows
from gov_comms.settlement import score
from tests.bulletin.test_kinds import TextFile

TOLD = [
    ("city-government-requests", "R09-02", "month", "02-issues", "2014-01"),
    ("city-government-requests", "R09-02", "quarter", "02-issues", "2014-Q1"),
    ("city-hr", "S000-07-05", "half", "05-half-1", "2016-H1"),
    ("city-hr", "S000-07-05", "year", "05-half-1", "2016"),
    ("county-energy", "S001-10-08", "quarter", "08-half-year-ranks", "2019-Q1"),
    ("county-energy", "S001-10-08", "half", "08-half-year-ranks", "2019-H1"),
    ("county-organisation", "S001-08-07", "week", "month", "2012-W22"),
    ("county-organisation", "S001-08-07", "month", "month", "2012-05"),
    ("county-party-office", "S003-01-01", "month", "first-half", "2014-06"),
    ("county-party-office", "S003-01-01", "quarter", "first-half", "2014-Q2"),
    ("county-school", "S001-02-02", "term", "01-ranking", "2019-T2"),
    ("county-school", "S001-02-02", "year", "01-ranking", "2019"),
    ("county-statistics", "S001-12-01", "quarter", "01-quarter", "2014-Q1"),
    ("county-transport", "S001-09-06", "quarter", "05-people", "2018-Q4"),
    ("county-transport", "S001-09-06", "year", "05-people", "2018"),
    ("district-government-info", "R07-08", "quarter", "honours", "2014-Q2"),
    ("funing-court", "R60-04", "quarter", "02-task", "2007-Q1"),
    ("guazhou-transport", "S001-01-01", "month", "month", "2020-01"),
    ("guazhou-transport", "S001-01-01", "quarter", "month", "2020-Q1"),
    ("haidian", "S001-07-06", "month", "06-statistics-month", "2014-03"),
    ("haidian", "S001-07-06", "quarter", "06-statistics-month", "2014-Q1"),
    ("haidian", "S001-07-06", "half", "06-statistics-month", "2014-H1"),
    ("haidian", "S001-07-06", "year", "06-statistics-month", "2014"),
    ("haidian", "S001-07-12", "brief", "06-statistics-month", "2014-W14"),
    ("management-college", "R75-05", "term", "year", "2020-T1"),
    ("shangyu-labour", "R18-07", "quarter", "ranked", "2009-Q1"),
    ("shangyu-labour", "R18-07", "annual", "ranked", "2009"),
    ("tengzhou-tax", "S001-13-01", "info", "01-two-rules", "2014-Q1"),
    ("tengzhou-tax", "S001-13-01", "publicity", "01-two-rules", "2014-Q1"),
    ("village-publicity", "R47-04", "quarter", "01-year", "2014-Q1"),
    ("village-publicity", "R47-04", "settlement", "01-year", "2014"),
    ("wujin-planning", "S001-05-05", "journal", "used", "2014-Q1"),
    ("yantai-forestry", "S000-08-08", "quarter", "month", "2014-Q1"),
    ("yellow-river-shandong", "S000-10-02", "month", "02-notices", "2004-06"),
    ("yellow-river-shandong", "S000-10-02", "quarter", "02-notices", "2004-Q1"),
]
"""Agency, clause, the bulletin that answers to it, and the case and period of its golden text."""


@cache
def opened(folder: Path) -> Opened:
    return open_agency(folder)


@pytest.fixture(scope="module")
def folders() -> dict[str, Path]:
    return {folder.name: folder for folder in shipped()}


def test_every_clause_of_kind_stats_has_its_bulletins(folders: dict[str, Path]) -> None:
    found = []
    for name, folder in folders.items():
        table = opened(folder).clauses
        for clause in table.clauses if table is not None else ():
            if clause.kind == "stats":
                keys = (key.partition(".") for key in clause.keys)
                bulletins = [rest for kind, _, rest in keys if kind == "bulletin"]
                found += [(name, clause.id, each) for each in bulletins or ["none"]]
    assert sorted(found) == sorted(row[:3] for row in TOLD)


@pytest.mark.parametrize("told", TOLD, ids=["-".join(row[:3]) for row in TOLD])
def test_golden_text_of_each_bulletin_that_a_clause_asks_for(
    folders: dict[str, Path], told: tuple[str, ...], snapshot: SnapshotAssertion
) -> None:
    agency, _, kind, case, period = told
    office = opened(folders[agency])
    (shown,) = (each for each in office.cases if Path(each.place.file).stem == case)
    facts = facts_from_rows(office.agency, shown.rows)
    plan = next(each for each in office.agency.bulletins if each.id == kind)
    result = score(office, facts, period)
    assert result.period.level == plan.period
    beside = gather(office, facts, result, plan)
    text = plain_file(compose(office.agency, result, plan, "zh-CN", beside), "zh-CN").decode()
    assert text == snapshot(extension_class=TextFile)
