"""Facts made ready for a plan: every column that its steps read, joined once."""

from __future__ import annotations

from datetime import date

from gov_comms.errors import refuse_errors
from gov_comms.facts.frames import Facts
from gov_comms.ledger.engine import Engine, PolarsEngine
from gov_comms.ledger.frame import Frame, settled
from gov_comms.ledger.outcome import Prepared
from gov_comms.ledger.plan import Plan
from gov_comms.ledger.rulings import check_rulings
from gov_comms.ledger.scope import Known, seen
from gov_comms.ledger.tables import Tables, attach, is_moving, open_tables
from gov_comms.ledger.watching import Watch
from gov_comms.model import Agency
from gov_comms.timeline import from_number


def prepare(
    agency: Agency,
    plan: Plan,
    facts: Facts,
    watch: Watch | None = None,
    engine: Engine | None = None,
) -> Prepared:
    """Facts with every column that the plan reads; made once, run for any period.

    ``watch`` is told of every step that runs on them; ``engine`` is Polars unless one is given.
    Raises `Refused` with every ruling that names nothing or is out of bounds.
    """
    tables = open_tables(agency, facts, plan.derives, engine or PolarsEngine())
    refuse_errors(check_rulings(tables, plan))
    wide: dict[str, tuple[Frame, dict[str, Known]]] = {}
    for name, frame in tables.frames.items():
        asked = plan.needs.get(name, ())
        if not asked:
            # A table of which nothing is asked is rarely looked at.
            wide[name] = (frame, {})
            continue
        still = tuple(each for each in asked if not is_moving(tables, name, each))
        joined, about = attach(tables, name, frame, still, lambda _, rows: rows, None)
        if still == asked:
            joined = joined.select(*_always_read(tables, name), *(seen(each) for each in still))
        wide[name] = (settled(joined), about)
    return Prepared(agency, plan, tables, wide, _first_known(agency, facts), watch)


def _always_read(tables: Tables, name: str) -> list[str]:
    """The columns of a table that are read whatever its rules name."""
    columns = ("row", "fact", str(tables.table(name).day), "work", "request")
    present = tables.frames[name].collect_schema().names()
    return [column for column in columns if column in present]


def _first_known(agency: Agency, facts: Facts) -> date:
    days = [
        facts.days(name, table.day)
        for name, table in agency.tables.items()
        if table.day is not None and facts.height(name)
    ]
    known = [first for first, _ in filter(None, days)]
    return from_number(min(known)) if known else date.max
