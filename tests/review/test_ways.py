"""The ways that the shipped agencies' chains give the rows of their own cases."""

from __future__ import annotations

from datetime import datetime

import pytest

from gov_comms.config import open_agency, shipped
from gov_comms.review.paths import way_of
from gov_comms.review.rehearsal import desk_of, rehearse

PLACES = [place.name for place in shipped() if "\n[[chain]]" in (place / "agency.toml").read_text()]
AT = datetime.fromisoformat("2014-06-03 09:00")


@pytest.mark.parametrize("name", PLACES)
def test_every_chain_is_somebodys_way(name: str) -> None:
    opened = open_agency(name)
    chains = {chain.id: chain for chain in opened.agency.procedure.chains}
    tables = {chain.on for chain in chains.values()}
    ways = []
    for case in opened.cases:
        office = rehearse(opened, case.rows, AT)
        desk = desk_of(office, "甲", AT)
        rows = [row for table in tables for row in office.memory.rows(table)[:1]]
        for row in rows:
            called = [each.id for each in chains.values() if each.called and each.on == row.table]
            ways += [
                (row.table, way_of(desk, row.table, row.id, row.cells, name))
                for name in ("", *called)
            ]
    found = [(table, way) for table, way in ways if way is not None]
    assert found
    for table, way in found:
        steps = chains[way.chain.id].steps
        assert way.chain.on == table
        assert [(stop.role, stop.action) for stop in way.path] == [
            (step.role, step.action)
            for step in steps
            if any((stop.role, stop.action) == (step.role, step.action) for stop in way.path)
        ]
        assert len(way.path) + sum(step.when is not None for step in steps) >= len(steps)
