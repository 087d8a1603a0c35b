"""DuckDB is the second engine: the same plan, the same digits.

A run takes it seconds, so these are few; between them they use every verb that a shipped agency
uses.  Made-up records are held against it in ``test_properties.py``.
"""

from __future__ import annotations

import sys
from datetime import date

import duckdb
import pytest

from gov_comms.config import Opened, open_agency
from gov_comms.errors import Refused
from gov_comms.facts import facts_from_rows
from gov_comms.ledger.engine import engine_named
from gov_comms.model import Row
from gov_comms.settlement import score
from tools.merging import Merged, alone
from tools.witnesses import MixedDuckDB, cases_of

from .generated import opened as opened_under

AGENCIES = (
    "county-court",
    "county-party-office",
    "funing-court",
    "taizhou-safety",
    "zeyuan-college",
)

MONTHLY = """
title = "每月至多两篇"
from = 2013-01-01

[[step]]
id = "sent"
clause = "拟-01"
do = "award"
on = "submission"
give.points = 1

[[step]]
id = "most"
clause = "拟-02"
do = "keep"
of = ["sent"]
within = "month"
per = []
keep = 2
order = ["earliest"]
"""
SENT = tuple(
    Row({"id": f"W{month}-{day}", "day": date(2014, month, day), "unit": "甲街道"})
    for month, day in ((1, 6), (1, 7), (1, 8), (8, 1))
)


@pytest.mark.slow
@pytest.mark.parametrize("agency", AGENCIES)
def test_duckdb_gives_what_polars_gives_in_any_order_of_rows(agency: str) -> None:
    opened = open_agency(agency)
    case = first_case(opened)
    mixed = facts_from_rows(opened.agency, case.shuffled(agency).rows)
    one = score(opened, facts_from_rows(opened.agency, case.rows), case.period)
    other = score(opened, mixed, case.period, engine=MixedDuckDB(duckdb.connect()))
    assert one == other
    assert one.lines() == other.lines()


def test_parts_of_a_period_are_those_of_polars() -> None:
    office = opened_under(MONTHLY)
    facts = facts_from_rows(office.agency, {"submission": SENT})
    one = score(office, facts, "2014", "half")
    assert one == score(office, facts, "2014", "half", engine=engine_named("duckdb"))
    found = {each.period: each.total for each in one.totals if each.total and not each.rank}
    assert found == {"": 3, "2014-H1": 2, "2014-H2": 1}


def first_case(opened: Opened) -> Merged:
    """The first case of facts alone, and of facts that are not refused."""
    return alone(cases_of(opened)[0])


def test_engine_that_is_not_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(Refused) as refused:
        engine_named("duckdb")
    assert [(each.code, each.hint.text("en")) for each in refused.value.problems if each.hint] == [
        ("engine-missing", "install it with pip: gov-comms[duckdb]")
    ]
