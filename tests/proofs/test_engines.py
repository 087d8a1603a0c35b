"""DuckDB is the second engine: the same plan, the same digits.

A run takes it seconds, so these are few; between them they use every verb that a shipped agency
uses.  Made-up records are held against it in ``test_properties.py``.
"""

from __future__ import annotations

import sys

import pytest

from gov_comms.config import open_agency
from gov_comms.errors import Refused
from gov_comms.facts import facts_from_rows
from gov_comms.ledger.engine import ENGINES, engine_named
from gov_comms.model import Case
from gov_comms.settlement import score

AGENCIES = (
    "county-court",
    "county-party-office",
    "funing-court",
    "taizhou-safety",
    "zeyuan-college",
)


@pytest.mark.slow
@pytest.mark.parametrize("agency", AGENCIES)
def test_duckdb_gives_what_polars_gives(agency: str) -> None:
    opened = open_agency(agency)
    case = next(each for each in opened.cases if _scores(each))
    facts = facts_from_rows(opened.agency, case.rows)
    one, other = (score(opened, facts, case.period, engine=engine_named(e)) for e in ENGINES)
    assert one == other
    assert one.lines() == other.lines()


def _scores(case: Case) -> bool:
    """Whether a case is one of facts alone, and of facts that are not refused."""
    return not case.acts and any(each.kind != "problems" for each in case.expectations)


def test_engine_that_is_not_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(Refused) as refused:
        engine_named("duckdb")
    assert [(each.code, each.hint.text("en")) for each in refused.value.problems if each.hint] == [
        ("engine-missing", "install it with pip: gov-comms[duckdb]")
    ]
