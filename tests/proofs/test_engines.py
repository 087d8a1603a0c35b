"""DuckDB is the second engine: the same plan, the same digits.

A run takes it seconds, so these are few; between them they use every verb that a shipped agency
uses.  Made-up records are held against it in ``test_properties.py``.
"""

from __future__ import annotations

import sys

import pytest

from gov_comms.config import Opened, open_agency
from gov_comms.errors import Refused
from gov_comms.facts import facts_from_rows
from gov_comms.ledger.engine import engine_named
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
    case = first_case(opened)
    facts = facts_from_rows(opened.agency, case.rows)
    engines = (engine_named(each) for each in ("polars", "duckdb"))
    one, other = (score(opened, facts, case.period, engine=each) for each in engines)
    assert one == other
    assert one.lines() == other.lines()


def first_case(opened: Opened) -> Case:
    """The first case of facts alone, and of facts that are not refused."""
    return next(
        each
        for each in opened.cases
        if not each.acts and any(asked.kind != "problems" for asked in each.expectations)
    )


def test_engine_that_is_not_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(Refused) as refused:
        engine_named("duckdb")
    assert [(each.code, each.hint.text("en")) for each in refused.value.problems if each.hint] == [
        ("engine-missing", "install it with pip: gov-comms[duckdb]")
    ]
