"""``require``: what became of duties, and what later steps make of it."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from gov_comms.results import Result
from tests.ledger.agency import COUNTED, flags, metrics, outcome, step, totals

AGENCY = """
[columns.metric.sent]
type = "moment"
name = "发出时间"
[columns.metric.closed]
type = "moment"
name = "办结时间"
[columns.metric.work]
type = "work"
name = "稿件"
[columns.metric.team]
type = "people"
name = "小组"
"""


def derive(name: str, deadline: str, on: str = "metric") -> str:
    return f'[[derive]]\nname = "{name}"\non = "{on}"\ndeadline = {deadline}\n'


def rows(*told: str) -> str:
    """Records of metrics as ``unit day filed sent``, ``-`` for an empty cell."""
    cells = []
    for number, row in enumerate(told, 1):
        unit, day, filed, sent = row.split()
        more = "" if filed == "-" else f", filed = {filed}"
        more += "" if sent == "-" else f', sent = "{sent.replace("T", " ")}"'
        cells.append(
            f'{{ id = "M{number}", name = "数", unit = "{unit}", day = {day}, value = 1{more} }}'
        )
    return f"metrics = [{', '.join(cells)}]\n"


def require(**keys: object) -> str:
    return step("require", **{"on": "metric", **keys})


def duties(result: Result) -> list[str]:
    return [
        " ".join(filter(None, (d.fact or d.period, d.subject.id, d.due, d.done, d.outcome)))
        for d in result.duties
    ]


def found(regulation: str, facts: str, period: str = "2014", **more: object) -> list[str]:
    return duties(outcome(regulation, facts, period, extra=AGENCY, **more))


# -- outcomes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deadline", "done", "row", "told"),
    [
        ('{ of = "day", plus_days = 2 }', "filed", "东镇 2014-03-05 2014-03-07 -", "2014-03-07 2014-03-07 met"),
        ('{ of = "day", plus_days = 2 }', "filed", "东镇 2014-03-05 2014-03-08 -", "2014-03-07 2014-03-08 late"),
        ('{ of = "day", plus_days = 2 }', "filed", "东镇 2014-03-05 - -", "2014-03-07 missing"),
        ('{ of = "filed" }', "sent", "东镇 2014-03-05 - 2014-03-07T10:00", "2014-03-07 10:00 unknown"),
        ('{ of = "filed" }', "sent", "东镇 2014-03-05 - -", "unknown"),
        ('{ of = "day", plus_working_days = -3 }', "filed", "东镇 2014-02-07 2014-01-28 -", "2014-01-28 2014-01-28 met"),
        # A moment counts as its day against a day.
        ('{ of = "day" }', "sent", "东镇 2014-03-05 - 2014-03-05T23:59", "2014-03-05 2014-03-05 23:59 met"),
        ('{ of = "day" }', "sent", "东镇 2014-03-05 - 2014-03-06T00:00", "2014-03-05 2014-03-06 00:00 late"),
        ('{ of = "day", at = "16:00" }', "sent", "东镇 2014-03-05 - 2014-03-05T16:00", "2014-03-05 16:00 2014-03-05 16:00 met"),
        ('{ of = "day", at = "16:00" }', "sent", "东镇 2014-03-05 - 2014-03-05T16:01", "2014-03-05 16:00 2014-03-05 16:01 late"),
    ],
)  # fmt: skip
def test_outcome_of_a_row(deadline: str, done: str, row: str, told: str) -> None:
    regulation = derive("d", deadline) + require(done=done, by="d")
    assert found(regulation, rows(row)) == [f"M1 东镇 {told}"]


def test_deadline_in_an_unknown_year_is_unknown_whether_done_or_not() -> None:
    regulation = derive("d", '{ of = "day", plus_working_days = 1 }') + require(
        done="filed", by="d"
    )
    facts = rows("东镇 2026-12-31 2027-01-04 -", "西镇 2026-12-31 - -", "某局 2026-12-30 - -")
    result = outcome(regulation, facts, "2026", extra=AGENCY)
    assert duties(result) == [
        "M3 某局 2026-12-31 missing",
        "M1 东镇 2027-01-04 unknown",
        "M2 西镇 unknown",
    ]
    assert [p.code for p in result.problems] == ["unknown-workdays"]


@pytest.mark.parametrize(
    ("by", "row", "told"),
    [
        # The first of several deadlines that bind the row.
        ('["d1", "d2"]', "东镇 2014-03-05 2014-03-07 -", ["M1 东镇 2014-03-06 2014-03-07 late"]),
        ('[{ deadline = "d1", when = { unit = "西镇" } }, "d2"]', "东镇 2014-03-05 2014-03-07 -", ["M1 东镇 2014-03-09 2014-03-07 met"]),
        ('[{ deadline = "d1", when = { unit = "西镇" } }, "d2"]', "西镇 2014-03-05 2014-03-07 -", ["M1 西镇 2014-03-06 2014-03-07 late"]),
        ('[{ deadline = "d1", when = { unit = "西镇" } }, { deadline = "d2", when = { unit = "某局" } }]', "东镇 2014-03-05 - -", []),
        # One that binds and is not known leaves it open, however early another is.
        ('["d1", "lost"]', "东镇 2014-03-05 - 2014-03-09T10:00", ["M1 东镇 2014-03-09 10:00 unknown"]),
        # So does an empty cell, unless it is said that it means no deadline.
        ('["d1", "filed"]', "东镇 2014-03-05 - 2014-03-05T10:00", ["M1 东镇 2014-03-05 10:00 unknown"]),
        ('["d1", { deadline = "filed", when = { filed = { present = true } } }]', "东镇 2014-03-05 - 2014-03-05T10:00", ["M1 东镇 2014-03-06 2014-03-05 10:00 met"]),
        ('["d1", { deadline = "filed", when = { filed = { present = true } } }]', "东镇 2014-03-05 2014-03-04 2014-03-05T10:00", ["M1 东镇 2014-03-04 2014-03-05 10:00 late"]),
        # Beside a moment a day ends with its last minute.
        ('["d1", "clock"]', "东镇 2014-03-05 - 2014-03-06T23:59", ["M1 东镇 2014-03-06 23:59 2014-03-06 23:59 met"]),
        ('["d2", "clock"]', "东镇 2014-03-05 - 2014-03-07T09:01", ["M1 东镇 2014-03-07 09:00 2014-03-07 09:01 late"]),
    ],
)  # fmt: skip
def test_several_deadlines(by: str, row: str, told: list[str]) -> None:
    regulation = (
        derive("d1", '{ of = "day", plus_days = 1 }')
        + derive("d2", '{ of = "day", plus_days = 4 }')
        + derive("lost", '{ of = "filed" }')
        + derive("clock", '{ of = "day", plus_days = 2, at = "09:00" }')
    )
    done = "sent" if any(each in by for each in ("clock", "lost", "filed")) else "filed"
    assert found(regulation + require(done=done, by=by), rows(row)) == told


def test_holds_on_facts() -> None:
    facts = rows("东镇 2014-03-05 2014-03-07 -", "西镇 2014-03-06 - -")
    told = found(require(holds="{ filed = { present = true } }"), facts)
    assert told == ["M1 东镇 met", "M2 西镇 missing"]


def test_when_narrows_and_the_edition_of_the_day_rules() -> None:
    facts = rows(
        "东镇 2014-03-05 2014-03-05 -", "西镇 2014-03-05 - -", "东镇 2014-07-05 2014-07-05 -"
    )
    regulation = require(when='{ unit = "东镇" }', holds="{ filed = { present = true } }")
    later = {"2014-07-01": require(holds="{ filed = { present = false } }")}
    assert found(regulation, facts, later=later) == ["M1 东镇 met", "M3 东镇 missing"]


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("person", ["M1 甲 missing"]),
        ("team", ["M1 甲 missing", "M1 丙 missing"]),
        ('{ members_of = "unit", role = "信息员" }', ["M1 甲 missing"]),
    ],
)
def test_whose_duty_it_is(to: str, told: list[str]) -> None:
    facts = 'metrics = [{ id = "M1", name = "数", unit = "东镇", person = "甲", team = ["甲", "丙"], day = 2014-03-05, value = 1 }]'
    assert found(require(holds="{ filed = { present = true } }", to=to), facts) == told


def test_duty_of_subjects_in_every_bucket() -> None:
    regulation = COUNTED + require(
        on="totals", for_="unit", within="half", holds="{ points = { at_least = 1 } }"
    )
    assert found(regulation, metrics("东镇 2014-03-05 1", "西镇 2014-09-05 1")) == [
        "2014-H1 东镇 met",
        "2014-H1 西镇 missing",
        "2014-H1 某局 missing",
        "2014-H2 东镇 missing",
        "2014-H2 西镇 met",
        "2014-H2 某局 missing",
    ]


def test_duty_of_subjects_by_a_deadline_of_the_bucket() -> None:
    related = '[[derive]]\nname = "first_sent"\non = "totals"\nrelated = { how = "first", of = "metric", match = "unit", dated = "in_bucket", column = "filed" }\n'
    regulation = (
        COUNTED + related + derive("d", '{ of = "day", plus_days = 5 }', "totals")
        + require(on="totals", for_="unit", within="quarter", done="first_sent", by="d")
    )  # fmt: skip
    facts = rows("东镇 2014-02-05 2014-04-05 -", "西镇 2014-03-05 2014-04-06 -")
    assert found(regulation, facts, "2014-Q1") == [
        "2014-Q1 东镇 2014-04-05 2014-04-05 met",
        "2014-Q1 西镇 2014-04-05 2014-04-06 late",
        "2014-Q1 某局 2014-04-05 missing",
    ]


# -- results, and what later steps make of them ------------------------------------------------

THREE = rows("东镇 2014-03-05 2014-03-06 -", "东镇 2014-03-05 2014-03-09 -", "西镇 2014-03-05 - -")
DUE = derive("d", '{ of = "day", plus_days = 2 }') + require(done="filed", by="d")
ON = '{ results = "require" }'


def test_award_on_results_hangs_on_the_fact() -> None:
    fine = step("award", on=ON, when='{ outcome = "late" }', give__points=-2)
    result = outcome(DUE + fine, THREE, "2014", extra=AGENCY)
    assert [(line.fact, line.subject.id, line.amount) for line in result.lines()] == [
        ("M2", "东镇", -2)
    ]
    assert [(a.zh, b.zh) for a, b in result.lines()[0].because] == [
        ("期限", "2014-03-07"),
        ("完成时间", "2014-03-09"),
        ("结果", "逾期"),
    ]


def test_results_have_the_columns_of_the_fact_and_of_what_it_refers_to() -> None:
    value = '{ by = ["outcome", "class"], table = { met = { "镇" = 1, "局" = 0 }, late = { "镇" = 10, "局" = 0 }, missing = { "镇" = 100, "局" = 0 }, unknown = { "镇" = 0, "局" = 0 } } }'
    fine = step(
        "award",
        on=ON,
        when='{ unit.class = "镇", value = 1 }'.replace("unit.class", '"unit.class"'),
        give__points=value.replace('"class"', '"unit.class"'),
    )
    assert totals(outcome(DUE + fine, THREE, "2014", extra=AGENCY)) == {"东镇": "11", "西镇": "100"}


def test_excluded_results_hide_the_facts() -> None:
    hide = step("exclude", on=ON, when='{ outcome = ["late", "missing"] }')
    assert totals(outcome(DUE + hide + COUNTED, THREE, "2014", extra=AGENCY)) == {"东镇": "1"}


def test_results_of_facts_hidden_since_are_not_seen() -> None:
    hide = step("exclude", on="metric", when='{ unit = "东镇" }')
    fine = step("award", on=ON, give__points=1)
    assert totals(outcome(DUE + hide + fine, THREE, "2014", extra=AGENCY)) == {"西镇": "1"}


def test_void_on_results_matches_by_unit() -> None:
    veto = step("void", on=ON, when='{ outcome = "missing" }', match=["unit"])
    assert totals(outcome(DUE + COUNTED + veto, THREE, "2014", extra=AGENCY)) == {"东镇": "2"}


def test_flag_on_results_in_a_row() -> None:
    monthly = COUNTED + step(
        "require",
        id="m",
        on="totals",
        for_="unit",
        within="month",
        holds="{ points = { at_least = 1 } }",
    )
    named = step(
        "flag",
        on='{ results = "m" }',
        when='{ outcome = "missing" }',
        within="month",
        runs=11,
        flag="连续",
    )
    result = outcome(
        monthly + named, metrics("东镇 2014-06-05 1", "西镇 2014-01-05 1"), "2014", extra=AGENCY
    )
    assert sorted({flag.split()[1] for flag in flags(result)}) == ["某局", "西镇"]


def test_derived_column_on_results_of_facts() -> None:
    derived = '[[derive]]\nname = "bad"\non = "require"\nwhen = { outcome = ["late", "missing"], value = 1 }\n'
    fine = step("award", on=ON, when="bad", give__points=-1)
    assert totals(outcome(derived + DUE + fine, THREE, "2014", extra=AGENCY)) == {
        "东镇": "-1",
        "西镇": "-1",
    }


def test_duty_about_what_another_duty_found() -> None:
    again = step(
        "require",
        id="again",
        on=ON,
        when='{ outcome = "late" }',
        holds="{ closed = { present = true } }",
    )
    fine = step(
        "award", on='{ results = "again" }', when='{ outcome = "missing" }', give__points=-1
    )
    result = outcome(DUE + again + fine, THREE, "2014", extra=AGENCY)
    assert [d.outcome for d in result.duties if d.step == "again"] == ["missing"]
    assert totals(result) == {"东镇": "-1"}


def test_case_expects_duties() -> None:
    from gov_comms.settlement import run_cases
    from tests.ledger.agency import office

    case = (
        'title = "例"\nclauses = ["一"]\nperiod = "2014"\n' + THREE + "[expect]\nduties = [\n"
        '{ step = "require", fact = "M1", outcome = "met", due = 2014-03-07 },\n'
        '{ step = "require", fact = "M2", outcome = "met" },\n'
        '{ step = "require", subject = "东镇" },\n'
        '{ step = "require", fact = "M3", subject = "东镇" },\n]\n'
    )
    told = [p.what.text("en") for p in run_cases(office(DUE, extra=AGENCY, cases={"c": case}))]
    assert told == [
        "case 例 (一): require M2: outcome: expected met, found late",
        "case 例 (一): require 东镇: several results fit; say more of the one that is meant",
        "case 例 (一): require 东镇 M3: there is no such result",
    ]


def test_explanation_tells_the_duties() -> None:
    from gov_comms.settlement import explain
    from tests.ledger.agency import office, records

    opened = office(DUE, extra=AGENCY)
    facts = records(opened, THREE)
    told = explain(opened, facts, "2014", "东镇").duties
    assert [(d.fact, d.outcome) for d in told] == [("M1", "met"), ("M2", "late")]


def test_columns_of_the_duty_cover_those_of_the_fact() -> None:
    facts = """
requests = [
  { id = "R1", unit = "东镇", day = 2014-03-05, due = 2014-03-09, answered = 2014-03-10, outcome = "met" },
]
"""
    duty = step("require", on="request", done="answered", by="due")
    fine = step("award", on=ON, when='{ outcome = "late", answered = 2014-03-10 }', give__points=-1)
    result = outcome(duty + fine, facts, "2014", extra=AGENCY)
    assert duties(result) == ["R1 东镇 2014-03-09 2014-03-10 late"]
    assert totals(result) == {"东镇": "-1"}


def test_duty_of_a_work_stands_in_its_explanation() -> None:
    from gov_comms.settlement import explain
    from tests.ledger.agency import office, records

    opened = office(step("require", on="adoption", holds="{ page = 1 }"))
    text = """
submissions = [{ id = "W1", unit = "东镇", day = 2014-03-05 }, { id = "W2", unit = "东镇", day = 2014-03-05 }]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2014-03-06, page = 1 },
  { id = "A2", work = "W2", outlet = "区报", day = 2014-03-06, page = 2 },
]
"""
    told = explain(opened, records(opened, text), "2014", "W2").duties
    assert [(d.fact, d.subject.id, d.outcome) for d in told] == [("A2", "东镇", "missing")]
