"""Duties in the terminal, as CSV, in JSON and in an explanation."""

from __future__ import annotations

import json

import click

from gov_comms.cli import render_json
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_csv import duties_csv
from gov_comms.cli.render_explanation import explanation_text
from gov_comms.cli.render_result import result_text
from gov_comms.settlement import explain, score
from tests.ledger.agency import office, records

ENGLISH, CHINESE = Reader("en"), Reader("zh-CN")
DUE = """
[[derive]]
name = "d"
on = "incident"
deadline = { of = "happened_at", plus_hours = 1 }

[[step]]
id = "report"
clause = "=第五条"
do = "require"
on = "incident"
done = "reported_at"
by = "d"

[[step]]
id = "counted"
clause = "第六条"
do = "require"
on = "totals"
for = "unit"
when = { unit = "西镇" }
holds = { points = { at_least = 1 } }
"""
OPENED = office(DUE)
FACTS = records(
    OPENED,
    """
incidents = [
  { id = "E1", unit = "东镇", day = 2014-03-05, happened_at = "2014-03-05 09:00", reported_at = "2014-03-05 10:00" },
  { id = "E2", unit = "东镇", day = 2014-03-06, happened_at = "2014-03-06 09:00", reported_at = "2014-03-06 10:01" },
  { id = "E3", unit = "某局", day = 2014-03-07, happened_at = "2014-03-07 09:00" },
  { id = "E4", unit = "某局", day = 2014-03-08, reported_at = "2014-03-08 09:00" },
]
""",  # noqa: E501
)
RESULT = score(OPENED, FACTS, "2014")


def test_duties_not_met_stand_in_the_terminal() -> None:
    told = click.unstyle(result_text(OPENED.agency, RESULT, ENGLISH)).split("\n\n")[-1]
    assert [line.split() for line in told.splitlines()][2:] == [
        *(
            ["report", whose, "Incidents", fact, *rest, "=第五条"]
            for whose, fact, *rest in (
                ("东镇", "E2", "2014-03-06", "10:00", "2014-03-06", "10:01", "late"),
                ("某局", "E3", "2014-03-07", "10:00", "not", "done"),
                ("某局", "E4", "2014-03-08", "09:00", "deadline", "unknown"),
            )
        ),
        ["counted", "西镇", "2014", "not", "done", "第六条"],
    ]
    assert "未按要求完成" in result_text(OPENED.agency, RESULT, CHINESE)


def test_duties_as_csv_are_harmless_rows() -> None:
    assert duties_csv(RESULT).splitlines() == [
        "step,clause,kind,id,name,table,fact,period,due,done,outcome",
        "report,'=第五条,unit,东镇,东镇,incident,E1,2014,2014-03-05 10:00,2014-03-05 10:00,met",
        "report,'=第五条,unit,东镇,东镇,incident,E2,2014,2014-03-06 10:00,2014-03-06 10:01,late",
        "report,'=第五条,unit,某局,某局,incident,E3,2014,2014-03-07 10:00,,missing",
        "report,'=第五条,unit,某局,某局,incident,E4,2014,,2014-03-08 09:00,unknown",
        "counted,第六条,unit,西镇,西镇,,,2014,,,missing",
    ]


def test_duties_in_json() -> None:
    found = json.loads(render_json.result(OPENED.agency, RESULT, "en"))["duties"]
    assert [each["outcome"] for each in found] == ["met", "late", "missing", "unknown", "missing"]
    assert found[2] == {
        "step": "report",
        "clause": "=第五条",
        "subject": {"kind": "unit", "id": "某局", "name": "某局"},
        "kind": "incident",
        "fact": "E3",
        "period": "2014",
        "due": "2014-03-07 10:00",
        "done": None,
        "outcome": "missing",
    }


def test_duties_in_an_explanation() -> None:
    explained = explain(OPENED, FACTS, "2014", "某局")
    told = click.unstyle(explanation_text(OPENED.agency, explained, ENGLISH)).split("\n\n")[1]
    assert told == (
        "Duties\n"
        "  Incidents E3  =第五条 (report)  not done; due 2014-03-07 10:00\n"
        "  Incidents E4  =第五条 (report)  deadline unknown; done 2014-03-08 09:00"
    )
    asked = json.loads(render_json.explanations(OPENED.agency, [explained], (), "en"))["duties"]
    assert [each["fact"] for each in asked] == ["E3", "E4"]
