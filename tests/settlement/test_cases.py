"""``run_cases``: each kind of expectation, met and missed."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from gov_comms.settlement import run_cases
from tests.ledger.agency import COUNTED, office, step

STEPS = (
    COUNTED
    + step("keep", of='["counted"]', per='["name"]', keep=1, order='["highest"]', within="month")
    + step("quota", for_="unit", count="points", target=3, within="quarter", each_missing__yuan=-0.5)
    + step("rank", for_="unit", by="points", groups='["class"]', ties="share", zeros="out", top=1, flag="先进")
    + step("flag", on="totals", when="{ points = 0 }", flag="空白", within="quarter")
)  # fmt: skip
HEAD = """
title = "算例"
clauses = ["一", "二"]
period = "2014-H1"
metrics = [
  { id = "M1", name = "数", unit = "东镇", day = 2014-01-02, value = 5 },
  { id = "M2", name = "数", unit = "东镇", day = 2014-01-03, value = 2 },
  { id = "M3", name = "数", unit = "西镇", day = 2014-04-03, value = 1 },
]
"""


def failures(expect: str, head: str = HEAD) -> list[str]:
    opened = office(STEPS, cases={"a": f"{head}\n[expect]\n{expect}\n"})
    return [problem.what.text("en") for problem in run_cases(opened)]


@pytest.mark.parametrize(
    "expect",
    [
        'totals = [{ subject = "东镇", measure = "points", total = "5" }]',
        'totals = [{ subject = "东镇", measure = "points", total = 5, rank = 1 }]',
        'totals = [{ subject = "东镇", measure = "points", total = "5.00" }]',
        'totals = [{ subject = "东镇", measure = "points", total = "500%" }]',
        'totals = [{ subject = "东镇", measure = "points", total = "10/2" }]',
        'totals = [{ subject = "某局", measure = "points", total = "0" }]',
        'totals = [{ subject = "某局", measure = "points", total = "0%" }]',
        # Nothing was given to people, so there is no such total, which is as good as zero.
        'totals = [{ subject = "甲", measure = "points", total = "0" }]',
        # 东镇 has three in the first quarter, none in the second.
        'totals = [{ subject = "东镇", measure = "yuan", total = "-1.50" }]',
        'totals = [{ subject = "西镇", measure = "yuan", total = -2.5 }]',
        'lines = [{ step = "counted", fact = "M1", measure = "points", amount = "5" }]',
        'lines = [{ step = "keep", fact = "M2", measure = "points", amount = "-2" }]',
        'lines = [{ step = "keep", fact = "M1", measure = "points", amount = "0" }]',
        'lines = [{ step = "counted", fact = "M1", subject = "东镇", measure = "points", amount = "5" }]',
        'lines = [{ step = "counted", fact = "M1", subject = "西镇", measure = "points", amount = "0" }]',
        'lines = [{ step = "quota", subject = "西镇", measure = "yuan", amount = "-2.5" }]',
        'lines = [{ step = "quota", subject = "西镇", period = "2014-Q1", measure = "yuan", amount = "-1.5" }]',
        'lines = [{ step = "quota", subject = "西镇", period = "2014-Q2", measure = "yuan", amount = "-1" }]',
        'quotas = [{ step = "quota", subject = "东镇", period = "2014-Q1", required = "3", actual = "5", missing = "0", excess = "2", outcome = "met" }]',
        'quotas = [{ step = "quota", subject = "西镇", period = "2014-Q2", actual = "1", outcome = "unmet" }]',
        'no_quotas = [{ step = "quota", subject = "东镇", period = "2014-Q3" }, { step = "quota", subject = "东镇", target = "省级" }]',
        'no_duties = [{ step = "quota" }]',
        'flags = [{ flag = "先进", subject = "东镇" }, { flag = "空白", subject = "某局", period = "2014-Q2" }]',
        'no_flags = [{ flag = "先进", subject = "西镇" }, { flag = "空白", subject = "东镇", period = "2014-Q1" }]',
        'ranks = [{ step = "rank", subject = "西镇", rank = 2, value = "1", seat = false }]',
        'ranks = [{ step = "rank", subject = "东镇", period = "2014-H1", rank = 1, seat = true }]',
    ],
)  # fmt: skip
def test_case_that_holds(expect: str) -> None:
    assert failures(expect) == []


@pytest.mark.parametrize(
    ("expect", "wrong"),
    [
        ('totals = [{ subject = "东镇", measure = "points", total = "6" }]', "东镇 points: total: expected 6, found 5"),
        ('totals = [{ subject = "东镇", measure = "points", total = "5", rank = 2 }]', "东镇 points: rank: expected 2, found 1"),
        ('totals = [{ subject = "甲", measure = "points", total = "1" }]', "甲 points: there is no such total"),
        ('totals = [{ subject = "无此镇", measure = "points", total = "1" }]', "this case has no subject '无此镇'"),
        ('lines = [{ step = "keep", fact = "M2", measure = "points", amount = "2" }]', "keep M2 points: amount: expected 2, found -2"),
        ('lines = [{ step = "quota", subject = "西镇", period = "2014-Q2", measure = "yuan", amount = "-2" }]', "quota 西镇 yuan 2014-Q2: amount: expected -2, found -1.00"),
        ('quotas = [{ step = "quota", subject = "东镇", period = "2014-Q1", missing = "1" }]', "quota 东镇 2014-Q1: missing: expected 1, found 0"),
        ('quotas = [{ step = "quota", subject = "东镇", period = "2014-Q2", outcome = "met" }]', "quota 东镇 2014-Q2: outcome: expected met, found unmet"),
        ('quotas = [{ step = "quota", subject = "东镇", period = "2014-Q3", outcome = "met" }]', "quota 东镇 2014-Q3: there is no such result"),
        ('quotas = [{ step = "quota", subject = "东镇", target = "省级", outcome = "met" }]', "quota 东镇 省级: there is no such result"),
        ('no_quotas = [{ step = "quota", subject = "东镇", period = "2014-Q2" }]', "quota 东镇 2014-Q2: there is such a result"),
        ('flags = [{ flag = "先进", subject = "西镇" }]', "西镇 先进: the flag is not set"),
        ('flags = [{ flag = "空白", subject = "东镇", period = "2014-Q1" }]', "东镇 2014-Q1 空白: the flag is not set"),
        ('no_flags = [{ flag = "先进", subject = "东镇" }]', "东镇 先进: the flag is set"),
        ('ranks = [{ step = "rank", subject = "西镇", rank = 1 }]', "rank 西镇: rank: expected 1, found 2"),
        ('ranks = [{ step = "rank", subject = "东镇", rank = 1, seat = false }]', "rank 东镇: seat: expected False, found True"),
        ('ranks = [{ step = "rank", subject = "某局", rank = 1 }]', "rank 某局: there is no such result"),
        ('problems = ["unpaid"]', "the problem unpaid was not reported"),
    ],
)  # fmt: skip
def test_case_that_fails_names_its_clauses_and_what_came_out(expect: str, wrong: str) -> None:
    assert failures(expect) == [f"case 算例 (一, 二): {wrong}"]


def test_case_with_a_problem_it_does_not_expect_fails() -> None:
    paid = step("award", on="adoption", when='{ tier = "区级" }', give__points=1)
    head = """
title = "算例"
clauses = ["一"]
period = "2014"
submissions = [{ id = "W1", unit = "东镇", day = 2014-01-05 }]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2014-02-01 },
  { id = "A2", work = "W1", outlet = "市报", day = 2014-03-01 },
]
[expect]
totals = [{ subject = "东镇", measure = "points", total = "1" }]
"""
    (problem,) = run_cases(office(paid, cases={"a": head}))
    assert problem.what.text("en") == (
        "case 算例 (一): unexpected: no step gives adoption A2 anything (unpaid)"
    )
    assert run_cases(office(paid, cases={"a": head + 'problems = ["unpaid"]\n'})) == ()


def test_case_whose_facts_cannot_be_scored_says_so() -> None:
    head = HEAD.replace("2014-01-02", "2013-01-02")
    assert sorted(failures('problems = ["unpaid"]', head)) == [
        "M1 is dated 2013-01-02, outside the year of 2014-H1",
        "case 算例 (一, 二): the facts of this case cannot be scored",
    ]


def test_case_may_expect_its_facts_to_be_refused() -> None:
    early = HEAD.replace("2014-01-02", "2013-01-02")
    assert failures('problems = ["day-outside-period"]', early) == []
    assert failures('problems = ["day-outside-period"]') == [
        "case 算例 (一, 二): the problem day-outside-period was not reported"
    ]
    both = 'problems = ["day-outside-period"]\nno_flags = [{ flag = "先进", subject = "西镇" }]'
    assert "case 算例 (一, 二): the facts of this case cannot be scored" in failures(both, early)


def test_adoption_that_a_longer_run_may_pay_is_not_called_unpaid() -> None:
    paid = step("award", on="adoption", give__points=1, post="year")
    case = """
title = "算例"
clauses = ["一"]
period = "2014-02"
submissions = [{ id = "W1", unit = "东镇", day = 2014-01-05 }]
adoptions = [{ id = "A1", work = "W1", outlet = "区报", day = 2014-02-01 }]
[expect]
totals = [{ subject = "东镇", measure = "points", total = "0" }]
"""
    assert run_cases(office(paid, cases={"a": case})) == ()
