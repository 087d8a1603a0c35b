"""``quota``: what subjects have against what they should have, bucket by bucket."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from tests.ledger.agency import (
    COUNTED,
    TEAM,
    flags,
    lines,
    metrics,
    outcome,
    quotas,
    step,
    totals,
)

ONE_BUREAU = """
units = [{ id = "某局", class = "局", headcount = 3, target = 2 }]
people = [{ id = "丙", unit = "某局" }]
"""
THREE = """
units = [
  { id = "东镇", class = "镇", headcount = 4, target = 3 },
  { id = "西镇", class = "镇", headcount = 2, target = 1 },
  { id = "某局", class = "局", headcount = 3, target = 0 },
]
"""


def quota(**keys: object) -> str:
    return step("quota", **{"for_": "unit", "count": "points", "target": 2, **keys})


# -- targets -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("{ plus = [1, 1] }", ["3/2 -0 +1 met", "0/2 -2 +0 unmet", "2/2 -0 +0 met"]),
        (
            '{ by = "class", table = { "镇" = 4, "局" = 1 } }',
            ["3/4 -1 +0 unmet", "0/4 -4 +0 unmet", "2/1 -0 +1 met"],
        ),
        ('{ field = "target" }', ["3/3 -0 +0 met", "0/1 -1 +0 unmet", "2/0 -0 +2 met"]),
        ('{ field = "headcount" }', ["3/4 -1 +0 unmet", "0/2 -2 +0 unmet", "2/3 -1 +0 unmet"]),
        (
            '{ times = [{ field = "headcount" }, 2] }',
            ["3/8 -5 +0 unmet", "0/4 -4 +0 unmet", "2/6 -4 +0 unmet"],
        ),
    ],
)
def test_quota_target(target: str, found: list[str]) -> None:
    facts = metrics("东镇 2014-01-10 1", "东镇 2014-05-10 2", "某局 2014-12-31 2")
    result = outcome(COUNTED + quota(target=target), facts, "2014")
    names = ("东镇", "西镇", "某局")
    assert quotas(result) == [f"2014 {n} {f}" for n, f in zip(names, found, strict=True)]


def test_quota_leaves_out_units_for_which_no_target_is_defined() -> None:
    target = '{ by = "class", table = { "局" = 1 } }'
    result = outcome(COUNTED + quota(target=target, unmet__points=-5), "", "2014")
    assert quotas(result) == ["2014 某局 0/1 -1 +0 unmet"]
    assert totals(result) == {"某局": "-5"}


def test_quota_when_picks_units_of_a_class() -> None:
    result = outcome(COUNTED + quota(when='{ class = "局" }'), "", "2014")
    assert quotas(result) == ["2014 某局 0/2 -2 +0 unmet"]


def test_quota_of_nothing_is_met_by_nobody_and_gives_its_ratio_whole() -> None:
    result = outcome(COUNTED + quota(target=0, ratio__yuan=50, rounding="down"), "", "2014")
    assert quotas(result)[0] == "2014 东镇 0/0 -0 +0 met"
    assert totals(result, "yuan") == {"东镇": "50.00", "西镇": "50.00", "某局": "50.00"}


def test_quota_target_of_the_roster_is_that_of_the_day_the_bucket_ends() -> None:
    roster = """
units = [
  { id = "某局", target = 1, to = 2014-05-31 },
  { id = "某局", target = 4, from = 2014-06-01, to = 2014-09-29 },
]
people = [{ id = "丙", unit = "某局" }]
"""
    result = outcome(
        COUNTED + quota(target='{ field = "target" }', within="quarter"), roster, "2014"
    )
    # 1 until the end of May, 4 when June ends; when September ends it is gone.
    assert quotas(result) == ["2014-Q1 某局 0/1 -1 +0 unmet", "2014-Q2 某局 0/4 -4 +0 unmet"]


# -- what it gives -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gives", "expected"),
    [
        ({"each_missing__yuan": -1}, {"西镇": "-2.00", "某局": "-1.00"}),
        ({"each_missing__yuan": -0.5}, {"西镇": "-1.00", "某局": "-0.50"}),
        ({"each_excess__yuan": 3}, {"东镇": "9.00"}),
        ({"each_excess__yuan": '{ field = "headcount" }'}, {"东镇": "12.00"}),
        ({"each_missing__yuan": '{ by = "class", table = { "镇" = -2, "局" = -3 } }'}, {"西镇": "-4.00", "某局": "-3.00"}),
        ({"met__yuan": 10}, {"东镇": "10.00"}),
        ({"unmet__yuan": -7}, {"西镇": "-7.00", "某局": "-7.00"}),
        # 5 of 2 is whole and no more, 0 of 2 nothing, 1 of 2 half.
        ({"ratio__yuan": 50, "rounding": "down"}, {"东镇": "50.00", "某局": "25.00"}),
        ({"met__yuan": 10, "each_excess__yuan": 1, "unmet__yuan": -1}, {"东镇": "13.00", "西镇": "-1.00", "某局": "-1.00"}),
    ],
)  # fmt: skip
def test_quota_gives(gives: dict[str, object], expected: dict[str, str]) -> None:
    facts = metrics("东镇 2014-01-10 5", "某局 2014-01-10 1")
    assert totals(outcome(COUNTED + quota(**gives), facts, "2014"), "yuan") == expected


def test_quota_ratio_of_thirds_is_rounded_as_told() -> None:
    facts = metrics("东镇 2014-01-10 1", "某局 2014-01-10 2")
    result = outcome(COUNTED + quota(target=3, ratio__yuan=10, rounding="half_up"), facts, "2014")
    assert totals(result, "yuan") == {"东镇": "3.33", "某局": "6.67"}


def test_quota_per_piece_counts_pieces_of_a_measure_with_decimals() -> None:
    half = step("award", id="half", on="metric", give__pieces=0.5)
    missing = quota(count="pieces", target=2, each_missing__yuan=-10)
    result = outcome(half + missing, ONE_BUREAU + metrics("某局 2014-01-10 1"), "2014")
    # Half a piece is there, one and a half are missing.
    assert quotas(result) == ["2014 某局 0.5/2.0 -1.5 +0.0 unmet"]
    assert totals(result, "yuan") == {"某局": "-15.00"}


def test_quota_counts_only_the_steps_it_is_of() -> None:
    other = COUNTED.replace('"counted"', '"other"') + 'adds_to = ["counted"]\n'
    result = outcome(
        COUNTED + other + quota(of='["other"]'), ONE_BUREAU + metrics("某局 2014-01-10 1"), "2014"
    )
    assert quotas(result) == ["2014 某局 1/2 -1 +0 unmet"]


def test_quota_counts_what_stands_above_it_and_not_below() -> None:
    below = COUNTED.replace('"counted"', '"below"') + 'adds_to = ["counted"]\n'
    result = outcome(COUNTED + quota() + below, ONE_BUREAU + metrics("某局 2014-01-10 1"), "2014")
    assert quotas(result) == ["2014 某局 1/2 -1 +0 unmet"]


@pytest.mark.parametrize(
    ("measure", "actual"),
    [("points", "3"), ("team", "5"), ("every", "8")],
)
def test_quota_for_units_counts_as_the_measure_says(measure: str, actual: str) -> None:
    own = step(
        "award",
        id="own",
        on="metric",
        when="{ person = { present = false } }",
        **{f"give__{measure}": '{ field = "value" }'},
    )
    people = step(
        "award",
        id="people",
        on="metric",
        to="person",
        **{f"give__{measure}": '{ field = "value" }'},
    )
    facts = metrics("东镇 2014-01-10 3", "东镇 2014-01-10 甲 4", "东镇 2014-02-10 乙 1")
    result = outcome(own + people + quota(count=measure, target=9), facts, "2014", extra=TEAM)
    assert quotas(result)[0].startswith(f"2014 东镇 {actual}/9 ")


def test_quota_for_people_counts_their_own() -> None:
    people = step(
        "award", id="people", on="metric", to="person", give__points='{ field = "value" }'
    )
    target = '{ by = "unit", table = { "东镇" = 3, "某局" = 1 } }'
    result = outcome(
        people + quota(for_="person", target=target, each_missing__points=-1),
        metrics("东镇 2014-01-10 甲 4", "东镇 2014-02-10 乙 1"),
        "2014",
    )
    assert quotas(result) == [
        "2014 甲 4/3 -0 +1 met",
        "2014 乙 1/3 -2 +0 unmet",
        "2014 丙 0/1 -1 +0 unmet",
    ]
    assert totals(result) == {"甲": "4", "乙": "-1", "丙": "-1"}


# -- buckets -------------------------------------------------------------------------------

WEEKS = {
    # owner: 2014-01 has the weeks whose owner day lies in it.
    "monday": ["2014-W02", "2014-W03", "2014-W04", "2014-W05"],
    "thursday": ["2014-W01", "2014-W02", "2014-W03", "2014-W04", "2014-W05"],
    "sunday": ["2014-W01", "2014-W02", "2014-W03", "2014-W04"],
}


@pytest.mark.parametrize(("owner", "expected"), WEEKS.items())
def test_quota_of_weeks_belongs_to_the_month_of_their_owner_day(
    owner: str, expected: list[str]
) -> None:
    calendar = f'\n[calendar]\nweek_owner = "{owner}"\n'
    result = outcome(
        COUNTED + quota(within="week", each_missing__points=-1),
        ONE_BUREAU,
        "2014-01",
        extra=calendar,
    )
    assert [q.period for q in result.quotas] == expected
    assert totals(result) == {"某局": str(-2 * len(expected))}
    assert sum(int(line.split()[-1]) for line in lines(result)) == -2 * len(expected)


@pytest.mark.parametrize(
    ("period", "found", "total"),
    [
        # Monday 27 January to Sunday 2 February 2014 belongs to January, with the fact of 1 February.
        ("2014-01", "2014-W05 某局 1/1 -0 +0 met", "-4"),
        ("2014-Q1", "2014-W05 某局 1/1 -0 +0 met", "-11"),
        ("2014-W05", "2014-W05 某局 1/1 -0 +0 met", "1"),
    ],
)
def test_quota_of_a_week_that_crosses_a_month_end(period: str, found: str, total: str) -> None:
    regulation = COUNTED + quota(within="week", target=1, each_missing__points=-1)
    result = outcome(regulation, ONE_BUREAU + metrics("某局 2014-02-01 1"), period)
    assert found in quotas(result)
    assert totals(result) == {"某局": total}


def test_quota_of_a_week_that_crosses_a_month_end_is_dated_in_the_month_it_belongs_to() -> None:
    regulation = COUNTED + quota(within="week", each_missing__points=-1)
    result = outcome(regulation, ONE_BUREAU, "2014-Q1")
    days = [line.split()[3] for line in lines(result)]
    # W05 ends on 2 February, W09 on 2 March; both belong to the month before. W01 is whole.
    assert [day for day in days if day in ("2014-01-31", "2014-02-28", "2014-02-02")] == [
        "2014-01-31",
        "2014-02-28",
    ]
    assert len(days) == 13


@pytest.mark.parametrize(
    ("period", "weeks", "fact"),
    [
        # 28 December 2015 to 3 January 2016 belongs to 2015 by its Thursday, the last of the year.
        ("2015", 53, "2016-01-02"),
        ("2015-12", 5, "2016-01-02"),
        # 29 December 2014 to 4 January 2015 belongs to 2015 as well.
        ("2015-01", 5, "2014-12-30"),
    ],
)
def test_quota_of_a_week_that_crosses_a_year_end(period: str, weeks: int, fact: str) -> None:
    regulation = COUNTED + quota(within="week", target=1, each_missing__yuan=-1)
    result = outcome(regulation, ONE_BUREAU + metrics(f"某局 {fact} 1"), period)
    assert len(result.quotas) == weeks
    assert [q.outcome for q in result.quotas].count("met") == 1
    # The fact itself lies outside the period: it meets the week and counts in no total.
    assert totals(result) == {}
    assert totals(result, "yuan") == {"某局": f"{1 - weeks}.00"}


TERMS = """
[calendar]
year_starts = "09-01"

[[calendar.term]]
from = "09-01"
to = "01-31"

[[calendar.term]]
from = "02-01"
to = "08-31"
"""


@pytest.mark.parametrize(
    ("within", "period", "found"),
    [
        ("term", "2014", ["2014-T1 某局 1/2 -1 +0 unmet", "2014-T2 某局 3/2 -0 +1 met"]),
        ("term", "2014-T1", ["2014-T1 某局 1/2 -1 +0 unmet"]),
        ("year", "2014", ["2014 某局 4/2 -0 +2 met"]),
        ("year", "2014-T2", []),
        ("quarter", "2014-T1", ["2014-Q1 某局 1/2 -1 +0 unmet"]),
        # The second school quarter is December to February and ends in the second term.
        ("quarter", "2014-T2", ["2014-Q2 某局 1/2 -1 +0 unmet", "2014-Q3 某局 2/2 -0 +0 met", "2014-Q4 某局 0/2 -2 +0 unmet"]),
    ],
)  # fmt: skip
def test_quota_of_terms_and_a_school_year(within: str, period: str, found: list[str]) -> None:
    facts = metrics("某局 2014-10-10 1", "某局 2015-02-10 1", "某局 2015-03-10 2")
    result = outcome(COUNTED + quota(within=within), ONE_BUREAU + facts, period, extra=TERMS)
    assert quotas(result) == found


def test_quota_of_a_window_sees_only_its_days() -> None:
    window = '\n[[calendar.window]]\nid = "主题月"\nfrom = 2014-05-21\nto = 2014-06-30\n'
    facts = metrics(
        "某局 2014-05-20 5", "某局 2014-05-21 1", "某局 2014-06-30 1", "某局 2014-07-01 5"
    )
    result = outcome(COUNTED + quota(within="主题月"), ONE_BUREAU + facts, "2014", extra=window)
    assert quotas(result) == ["主题月 某局 2/2 -0 +0 met"]


# -- to ------------------------------------------------------------------------------------


def test_quota_to_members_with_a_role_reaches_those_of_the_day() -> None:
    people = """
people = [
  { id = "甲", unit = "东镇", roles = ["信息员"], to = 2014-04-15 },
  { id = "甲", unit = "某局", roles = ["信息员"], from = 2014-04-16 },
  { id = "乙", unit = "东镇", roles = ["审核员", "信息员"] },
  { id = "丙", unit = "东镇" },
]
"""
    to = '{ members_of = "unit", role = "信息员" }'
    regulation = COUNTED + quota(
        when='{ class = "镇" }', within="quarter", each_missing__team=-1, to=to
    )
    result = outcome(
        regulation,
        THREE + people + metrics("东镇 2014-01-10 1", "西镇 2014-01-10 9"),
        "2014-H1",
        extra=TEAM,
    )
    # Q1: one missing, of 甲 and 乙 each; Q2: two missing, of 乙 alone. 西镇 has nobody.
    assert lines(result, "quota") == [
        "quota 甲 - 2014-03-31 -1",
        "quota 乙 - 2014-03-31 -1",
        "quota 乙 - 2014-06-30 -2",
    ]
    assert totals(result, "team") == {"甲": "-1", "乙": "-3", "东镇": "-4"}


def test_quota_to_members_says_what_the_unit_had() -> None:
    regulation = COUNTED + quota(
        when='{ class = "局" }', each_missing__team=-1, to='{ members_of = "unit" }'
    )
    result = outcome(regulation, metrics("某局 2014-01-10 1"), "2014", extra=TEAM)
    (line,) = [line for line in result.lines() if line.step == "quota"]
    assert (line.subject.id, [(a.zh, b.zh) for a, b in line.because][:2]) == (
        "丙",
        [("任务", "2"), ("完成", "1")],
    )


# -- posting -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "known", "expected"),
    [
        # December is not known, so nothing of it comes into January.
        ("2014-01", "2014-01-05", []),
        ("2014-01", "2013-12-05", ["quota 某局 - 2014-01-01 -1"]),
        ("2014-02", "2014-01-05", ["quota 某局 - 2014-02-01 -1"]),
        ("2014-Q1", "2014-01-05", ["quota 某局 - 2014-02-01 -1", "quota 某局 - 2014-03-01 -2"]),
        ("2014-Q1", "2013-12-05", ["quota 某局 - 2014-01-01 -1", "quota 某局 - 2014-02-01 -2", "quota 某局 - 2014-03-01 -2"]),
    ],
)  # fmt: skip
def test_quota_posted_to_the_next_month(period: str, known: str, expected: list[str]) -> None:
    regulation = COUNTED + quota(within="month", each_missing__points=-1, post="next month")
    result = outcome(regulation, ONE_BUREAU + metrics(f"某局 {known} 1"), period)
    assert lines(result, "quota") == expected


@pytest.mark.parametrize(("known", "total"), [("2014-01-05", "-21"), ("2013-12-05", "-23")])
def test_quota_posted_to_the_next_month_in_a_run_of_a_year(known: str, total: str) -> None:
    regulation = COUNTED + quota(within="month", each_missing__yuan=-1, post="next month")
    result = outcome(regulation, ONE_BUREAU + metrics(f"某局 {known} 1"), "2014")
    # Known from January: January's one and ten times two; December's goes into the next year.
    # Known from December: its one missing comes as well, and January then lacks two.
    assert totals(result, "yuan") == {"某局": f"{total}.00"}


@pytest.mark.parametrize(
    ("within", "post", "period", "days"),
    [
        ("quarter", "next month", "2014", ["2014-04-01", "2014-07-01", "2014-10-01"]),
        ("quarter", "next month", "2014-Q2", ["2014-04-01"]),
        ("quarter", "next quarter", "2014-Q2", ["2014-04-01"]),
        ("month", "next quarter", "2014-Q2", ["2014-04-01", "2014-04-01", "2014-04-01"]),
        ("week", "next month", "2014-02", ["2014-02-01"] * 5),
        ("month", "next month", "2014-03", ["2014-03-01"]),
    ],
)
def test_quota_posted_to_a_bucket_of_another_level(
    within: str, post: str, period: str, days: list[str]
) -> None:
    regulation = COUNTED + quota(within=within, target=9, unmet__yuan=-1, post=post)
    result = outcome(regulation, ONE_BUREAU + metrics("某局 2014-01-01 1"), period)
    assert [line.split()[3] for line in lines(result, "quota")] == days


@pytest.mark.parametrize(
    ("period", "results", "expected"),
    [("2014-03", 0, {}), ("2014-Q1", 0, {}), ("2014", 12, {"某局": "-10.00"})],
)
def test_quota_posted_to_the_year_is_absent_from_shorter_runs(
    period: str, results: int, expected: dict[str, str]
) -> None:
    regulation = COUNTED + quota(within="month", target=1, each_missing__yuan=-1, post="year")
    facts = metrics("某局 2014-03-05 1", "某局 2014-05-05 9")
    result = outcome(regulation, ONE_BUREAU + facts, period)
    # Ten months of twelve lack one.
    assert (len(result.quotas), totals(result, "yuan")) == (results, expected)


# -- results, read by later steps ----------------------------------------------------------

MONTHLY = quota(within="month", target=1)
FACTS = ONE_BUREAU + metrics("某局 2014-01-10 1", "某局 2014-03-10 3")


def test_results_of_a_quota_give_by_row() -> None:
    award = step(
        "award",
        on='{ results = "quota" }',
        when='{ outcome = "met" }',
        give__yuan='{ field = "excess" }',
    )
    result = outcome(COUNTED + MONTHLY + award, FACTS, "2014-Q1")
    assert lines(result, "award") == [
        "award 某局 - 2014-01-31 0.00",
        "award 某局 - 2014-03-31 2.00",
    ]


def test_results_of_a_quota_flag_the_months() -> None:
    flag = step(
        "flag", on='{ results = "quota" }', when='{ outcome = "unmet" }', flag="差", within="month"
    )
    result = outcome(COUNTED + MONTHLY + flag, FACTS, "2014-H1")
    assert flags(result) == [
        "2014-02 某局 差",
        "2014-04 某局 差",
        "2014-05 某局 差",
        "2014-06 某局 差",
    ]


def test_results_of_a_quota_flag_the_run_once_without_a_level() -> None:
    flag = step(
        "flag", on='{ results = "quota" }', when="{ missing = { at_least = 1 } }", flag="差"
    )
    assert flags(outcome(COUNTED + MONTHLY + flag, FACTS, "2014-H1")) == ["2014-H1 某局 差"]


def test_results_of_a_quota_void_the_month() -> None:
    void = step(
        "void",
        on='{ results = "quota" }',
        when="{ missing = { at_least = 1 } }",
        match='["unit"]',
        of='["base"]',
        within="month",
    )
    base = step("base", for_="unit", within="month", give__yuan=1)
    result = outcome(COUNTED + MONTHLY + base + void, FACTS, "2014-Q1")
    assert lines(result, "void") == ["void 某局 - 2014-02-28 -1.00"]


def test_results_of_a_quota_that_does_not_run_are_no_rows() -> None:
    yearly = quota(within="year", target=1)
    flag = step(
        "flag", on='{ results = "quota" }', when='{ none = [{ outcome = "met" }] }', flag="差"
    )
    assert flags(outcome(COUNTED + yearly + flag, FACTS, "2014-03")) == []
    assert flags(outcome(COUNTED + yearly + flag, ONE_BUREAU, "2014")) == ["2014 某局 差"]


def test_results_of_a_quota_know_the_total_of_their_bucket() -> None:
    award = step(
        "award",
        on='{ results = "quota" }',
        within="month",
        give__yuan='{ total = "points", of = ["counted"] }',
    )
    result = outcome(COUNTED + MONTHLY + award, FACTS, "2014-Q1")
    assert [line.split()[-1] for line in lines(result, "award")] == ["1.00", "0.00", "3.00"]
