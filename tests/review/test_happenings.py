"""Facts entered one by one: what is asked, what is known, what is refused."""

from __future__ import annotations

import pytest

from gov_comms.review.happenings import count, endorse, happen, register
from tests.review.bureau import begun, done, refused

AT = "2014-03-05T09:00"


def test_incident_entered_knows_day_unit_and_number() -> None:
    office = done(
        begun(AT), "丁", AT, happen, cells={"kind": "差错", "happened_at": "2014-03-05 8:30"}
    )
    (row,) = office.memory.rows("incident")
    assert (row.id, row.state, dict(row.cells)) == (
        "I2014-0001",
        "",
        {
            "id": "I2014-0001",
            "unit": "甲科",
            "kind": "差错",
            "day": "2014-03-05",
            "happened_at": "2014-03-05 08:30",
        },
    )
    entry = office.memory.head()
    assert entry is not None
    assert (entry.kind, entry.subject, entry.actor.person) == ("incident-entered", row.id, "丁")


def test_incident_added_to_keeps_number_and_cells() -> None:
    office = done(begun(AT), "丁", AT, happen, cells={"事件类型": "差错"})
    office = done(office, "丁", AT, happen, cells={"severity": "较大"}, number="I2014-0001")
    (row,) = office.memory.rows("incident")
    assert (row.cells["kind"], row.cells["severity"]) == ("差错", "较大")
    assert [entry.kind for entry in office.memory.entries(row.id)] == [
        "incident-entered",
        "incident-added-to",
    ]


def test_numbers_run_on() -> None:
    office = begun(AT)
    for _ in range(2):
        office = done(office, "丁", AT, count, cells={"name": "热线", "value": "3"})
    assert [row.id for row in office.memory.rows("metric")] == ["M2014-0001", "M2014-0002"]


@pytest.mark.parametrize("name", ["column", "columns", "专栏"])
def test_own_table_takes_a_row_under_any_of_its_names(name: str) -> None:
    office = done(begun(AT), "丁", AT, register, table=name, cells={"条数": "2", "unit": "乙科"})
    (row,) = office.memory.rows("column")
    assert (row.id, row.cells["unit"], row.cells["items"]) == ("F2014-0001", "乙科", "2")


@pytest.mark.parametrize(
    ("person", "command", "said", "told"),
    [
        (
            "甲",
            happen,
            {"cells": {}},
            [
                (
                    "no-power",
                    "甲 may not do this: register is needed. hint: the roles that may: 登记员",
                )
            ],
        ),
        (
            "丁",
            happen,
            {"cells": {"kind": "差措", "severity": "大"}},
            [
                (
                    "unknown-word",
                    "--kind: '差措' is not in the list incident. hint: did you mean '差错'?",
                ),
                (
                    "unknown-word",
                    "--severity: '大' is not in the list severity. hint: did you mean '较大'?",
                ),
            ],
        ),
        (
            "丁",
            happen,
            {"cells": {"kindd": "差错"}},
            [
                (
                    "unknown-column",
                    "kindd: the table Incidents has no such column. hint: did you mean 'kind'?",
                )
            ],
        ),
        (
            "丁",
            happen,
            {"cells": {"kind": "差错"}, "number": "I2014-0009"},
            [("unknown-fact", "Incidents has no I2014-0009")],
        ),
        (
            "丁",
            endorse,
            {"cells": {"work": "S2014-0001"}},
            [("unknown-work", "--work: no submission has the id 'S2014-0001'")],
        ),
        (
            "丁",
            register,
            {"table": "报送", "cells": {}},
            [
                (
                    "unknown-table",
                    "no table of facts entered by hand is called 报送. "
                    "hint: known: 批示, 事件, 指标, 专栏",
                )
            ],
        ),
    ],
    ids=["power", "words", "column", "number", "work", "table"],
)
def test_wrong_fact_is_refused(
    person: str, command: object, said: dict[str, object], told: object
) -> None:
    assert refused(begun(AT), person, AT, command, **said) == told
