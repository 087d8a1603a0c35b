"""``explain``: lines that sum to totals, facts that do not count, steps that did not apply."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

from decimal import Decimal

import pytest

from gov_comms.errors import Refused
from gov_comms.results import Explanation
from gov_comms.settlement import explain, score
from tests.ledger.agency import COUNTED, TEAM, metrics, office, records, said, step

WORKS = """
submissions = [
  { id = "W1", title = "一", unit = "东镇", day = 2014-01-05, authors = ["甲", "乙"] },
  { id = "W2", unit = "西镇", day = 2014-01-06 },
  { id = "W3", unit = "东镇", day = 2014-01-07, length = 10, reviewer = "丙" },
]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2014-02-01 },
  { id = "A2", work = "W1", outlet = "市报", day = 2014-03-01 },
  { id = "A3", work = "W2", outlet = "市报", day = 2014-05-01 },
  { id = "A4", work = "W3", outlet = "市报", day = 2014-05-02 },
]
"""
STEPS = (
    step("exclude", id="short", clause="一", on="submission", when="{ length = { less_than = 100 } }")
    + step("exclude", id="low", clause="二", text="区级不计", on="adoption", when='{ tier = "区级" }')
    + step("award", id="used", clause="三", on="adoption", to="work", give__points=5)
    + step("split", id="shared", clause="四", of='["used"]', to='["authors", "unit"]', by="equal", rounding="down", residue="first")
    + step("award", id="sent", clause="五", on="submission", when="{ pictures = { at_least = 1 } }", give__yuan=1)
    + step("base", id="base", clause="六", for_="unit", give__yuan=10)
)  # fmt: skip


def explained(
    who: str,
    *,
    regulation: str = STEPS,
    text: str = WORKS,
    period: str = "2014",
    every: bool = False,
) -> Explanation:
    opened = office(regulation, extra=TEAM)
    return explain(opened, records(opened, text), period, who, every)


def shown(explanation: Explanation) -> list[str]:
    return [said(line) for line in explanation.lines]


def test_explain_of_a_work_shows_what_came_of_it_for_everybody() -> None:
    found = explained("W1")
    assert (found.subject.id, found.subject.name) == ("W1", "一")
    assert shown(found) == [
        "used W1 A2 2014-03-01 5",
        "shared 甲 A2 2014-03-01 3",
        "shared 乙 A2 2014-03-01 2",
        "shared W1 A2 2014-03-01 -5",
    ]
    assert found.totals == (("points", Decimal(5)),)


def test_explain_of_a_person_shows_his_lines() -> None:
    found = explained("甲")
    assert shown(found) == ["shared 甲 A2 2014-03-01 3"]
    assert dict(found.totals)["points"] == Decimal(3)


def test_explain_of_a_unit_shows_its_own_lines() -> None:
    found = explained("西镇")
    assert shown(found) == ["shared 西镇 A3 2014-05-01 5", "base 西镇 - 2014-12-31 10.00"]
    assert dict(found.totals) == {
        "points": Decimal(5),
        "yuan": Decimal(10),
        "pieces": 0,
        "team": 0,
        "every": 0,
    }


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("W1", [("adoption", "A1", "low", "二", "区级不计")]),
        ("W2", []),
        # What hangs on an excluded work does not count either.
        ("W3", [("submission", "W3", "short", "一", ""), ("adoption", "A4", "short", "一", "")]),
        ("东镇", [("submission", "W3", "short", "一", ""), ("adoption", "A1", "low", "二", "区级不计"), ("adoption", "A4", "short", "一", "")]),
        # Those of a person are what names him, and what hangs on his works.
        ("乙", [("adoption", "A1", "low", "二", "区级不计")]),
        ("丙", [("submission", "W3", "short", "一", ""), ("adoption", "A4", "short", "一", "")]),
    ],
)  # fmt: skip
def test_explain_names_the_facts_that_do_not_count(
    who: str, expected: list[tuple[str, ...]]
) -> None:
    found = [(e.kind, e.fact, e.step, e.clause, e.text) for e in explained(who).excluded]
    assert found == expected


REASONS = [
    ("W1", "A1", "used", "it was excluded before, by step low"),
    ("W3", "A4", "used", "it was excluded before, by step short"),
    ("W2", "W2", "sent", "the condition on Pictures = — does not hold"),
]


@pytest.mark.parametrize(("who", "fact", "asked", "why"), REASONS)
def test_explain_every_step_says_the_first_test_that_failed(
    who: str, fact: str, asked: str, why: str
) -> None:
    found = {(n.fact, n.step): n.test.text("en") for n in explained(who, every=True).not_applied}
    assert found[fact, asked] == why


def test_explain_every_step_leaves_out_steps_that_applied() -> None:
    found = explained("W2", every=True)
    assert [(n.fact, n.step) for n in found.not_applied] == [("W2", "sent")]
    assert explained("W2").not_applied == ()


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("{ value = { at_least = 5 } }", "the condition on Value = 2 does not hold"),
        (
            '{ value = { at_least = 1 }, unit = "西镇" }',
            "the condition on Unit = 东镇 does not hold",
        ),
        (
            '{ any = [{ value = 9 }, { unit = "西镇" }] }',
            "the condition on Value = 2; Unit = 东镇 does not hold",
        ),
        ("{ none = [{ value = 2 }] }", "the condition on Value = 2 does not hold"),
        (
            '{ compare = { of = { times = ["value", 2] }, at_least = 5 } }',
            "the condition on Value = 2 does not hold",
        ),
        ("{ filed = { present = true } }", "the condition on 上报日期 = — does not hold"),
        (
            '{ filed = { after = { column = "day" } } }',
            "the condition on 上报日期 = —; Counted on = 2014-01-10 does not hold",
        ),
    ],
)
def test_explain_every_step_names_the_columns_of_the_test(when: str, why: str) -> None:
    found = explained(
        "东镇",
        regulation=COUNTED + f"when = {when}\n",
        text=metrics("东镇 2014-01-10 2"),
        every=True,
    )
    assert [n.test.text("en") for n in found.not_applied] == [why]


def test_explain_every_step_says_when_the_day_lies_elsewhere() -> None:
    facts = metrics("东镇 2014-01-10 2")
    found = explained("东镇", regulation=COUNTED, text=facts, period="2014-02", every=True)
    assert [n.test.text("en") for n in found.not_applied] == [
        "its day lies outside the period or the edition"
    ]


def test_explain_every_step_says_when_no_value_is_defined() -> None:
    by = COUNTED.replace('{ field = "value" }', '{ by = "name", table = { "别的" = 1 } }')
    found = explained("东镇", regulation=by, text=metrics("东镇 2014-01-10 2"), every=True)
    assert [n.test.text("en") for n in found.not_applied] == ["no value is defined for it"]


PERSONAL = metrics(
    "东镇 2014-01-10 3", "东镇 2014-01-10 甲 4", "东镇 2014-02-10 乙 1", "某局 2014-02-10 丙 8"
)
BOTH = "".join(
    step("award", id=f"{name}.{measure}", on="metric", to=to, when=f"{{ person = {{ present = {there} }} }}", **{f"give__{measure}": '{ field = "value" }'})
    for measure in ("points", "team", "every")
    for name, to, there in (("own", "unit", "false"), ("people", "person", "true"))
)  # fmt: skip


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("东镇", {"points": "3", "team": "5", "every": "8"}),
        ("某局", {"points": "0", "team": "8", "every": "8"}),
        ("西镇", {"points": "0", "team": "0", "every": "0"}),
        ("甲", {"points": "4", "team": "4", "every": "4"}),
        ("丙", {"points": "8", "team": "8", "every": "8"}),
    ],
)
def test_explain_sums_to_the_total_whoever_makes_it(who: str, expected: dict[str, str]) -> None:
    found = explained(who, regulation=BOTH, text=PERSONAL)
    opened = office(BOTH, extra=TEAM)
    result = score(opened, records(opened, PERSONAL), "2014")
    scored = {t.measure: str(t.total) for t in result.totals if t.subject.id == who}
    summed = {m: str(t) for m, t in found.totals}
    assert {m: summed[m] for m in expected} == expected
    assert {m: scored.get(m, "0") for m in expected} == expected
    for measure, total in found.totals:
        assert sum(line.amount for line in found.lines if line.measure == measure) == total


def test_explain_of_a_line_says_why() -> None:
    when = "{ value = { at_least = 1 } }"
    found = explained(
        "东镇", regulation=COUNTED + f"when = {when}\n", text=metrics("东镇 2014-01-10 2")
    )
    assert [(a.zh, b.zh) for a, b in found.lines[0].because] == [("数值", "2")]


def test_explain_of_an_unknown_id_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        explained("东乡镇")
    assert [p.text("en") for p in refused.value.problems] == [
        "'东乡镇' is no work, unit or person of these records. hint: did you mean '东镇'?"
    ]


def test_explain_refuses_facts_of_another_year() -> None:
    with pytest.raises(Refused) as refused:
        explained("东镇", regulation=COUNTED, text=metrics("东镇 2013-01-10 2"))
    assert [p.code for p in refused.value.problems] == ["day-outside-period"]
