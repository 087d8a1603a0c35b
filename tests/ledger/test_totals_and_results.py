"""Totals as rows, parts, ``total`` as a value, and results as rows of later steps."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from tests.ledger.agency import COUNTED, TEAM, flags, lines, metrics, outcome, step, totals

FACTS = metrics("东镇 2014-01-10 6", "东镇 2014-02-10 2", "西镇 2014-02-10 3")


def award(**keys: object) -> str:
    return step("award", **{"on": "totals", **keys})


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"give__yuan": '{ field = "points" }'}, {"东镇": "8.00", "西镇": "3.00"}),
        ({"give__yuan": '{ total = "points" }'}, {"东镇": "8.00", "西镇": "3.00"}),
        ({"give__yuan": '{ of = "points", at_least = { 3 = 10, 8 = 100 }, below = 0 }'}, {"东镇": "100.00", "西镇": "10.00"}),
        ({"give__yuan": '{ of = { total = "points" }, at_least = { 3 = 10, 8 = 100 }, below = 0 }'}, {"东镇": "100.00", "西镇": "10.00"}),
        ({"give__yuan": '{ times = [{ field = "points" }, 2.5] }'}, {"东镇": "20.00", "西镇": "7.50"}),
        ({"give__yuan": 1, "when": "{ points = { between = [3, 7] } }"}, {"西镇": "1.00"}),
        ({"give__yuan": 1, "when": '{ points = { more_than = { column = "headcount" } } }'}, {"东镇": "1.00", "西镇": "1.00"}),
        # In January they have 6 and nothing, in February 2 and 3.
        ({"give__yuan": '{ field = "points" }', "within": "month", "when": "{ points = { at_least = 3 } }"}, {"东镇": "6.00", "西镇": "3.00"}),
        ({"give__yuan": 1, "within": "month", "when": "{ points = 0 }"}, {"东镇": "10.00", "西镇": "11.00", "某局": "12.00"}),
    ],
)  # fmt: skip
def test_award_on_totals(keys: dict[str, object], expected: dict[str, str]) -> None:
    assert totals(outcome(COUNTED + award(**keys), FACTS, "2014"), "yuan") == expected


def test_total_of_steps_and_of_a_part_are_apart() -> None:
    one = step("base", id="one", for_="unit", part="甲部", give__points=1)
    two = step("base", id="two", for_="unit", part="甲部", give__points=10)
    three = step("base", id="three", for_="unit", part="乙部", give__points=100)
    sums = "".join(
        award(id=f"s{i}", adds_to='["s0"]' if i else "[]", give__yuan=f'{{ total = "points", of = {of} }}', when='{ class = "局" }')
        for i, of in enumerate(('["one"]', '["甲部"]', '["乙部"]', '["甲部", "three"]', '["one", "甲部"]'))
    ).replace("adds_to = []\n", "")  # fmt: skip
    sums = sums.replace('adds_to = ["s0"]', 'adds_to = ["s0", "s1", "s2", "s3", "s4"]')
    result = outcome(one + two + three + sums, "", "2014")
    assert [line.split()[-1] for line in lines(result) if line.startswith("s")] == [
        "1.00", "11.00", "100.00", "111.00", "11.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("points", "3.00"), ("team", "5.00"), ("every", "8.00")],
)
def test_total_of_a_unit_is_its_own_its_members_or_both(measure: str, expected: str) -> None:
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
    gives = award(give__yuan=f'{{ total = "{measure}" }}')
    facts = metrics("东镇 2014-01-10 3", "东镇 2014-01-10 甲 4", "东镇 2014-02-10 乙 1")
    result = outcome(own + people + gives, facts, "2014", extra=TEAM)
    assert totals(result, "yuan") == {"东镇": expected}


def test_total_stands_as_it_is_above_the_step_only() -> None:
    first = award(id="first", give__yuan='{ total = "points" }')
    more = step("base", for_="unit", give__points=100)
    second = award(id="second", adds_to='["first"]', give__yuan='{ total = "points" }')
    result = outcome(COUNTED + first + more + second, FACTS, "2014")
    assert lines(result, "first")[:2] == [
        "first 东镇 - 2014-12-31 8.00",
        "first 西镇 - 2014-12-31 3.00",
    ]
    assert lines(result, "second")[:2] == [
        "second 东镇 - 2014-12-31 108.00",
        "second 西镇 - 2014-12-31 103.00",
    ]


def test_total_includes_what_other_steps_took_away() -> None:
    void = step(
        "void",
        on="metric",
        when="{ value = 6 }",
        match='["unit"]',
        of='["counted"]',
        within="month",
    )
    result = outcome(
        COUNTED + void + award(give__yuan='{ total = "points", of = ["counted"] }'), FACTS, "2014"
    )
    assert totals(result, "yuan") == {"东镇": "2.00", "西镇": "3.00"}


def test_flags_are_columns_of_totals_for_whom_they_were_set() -> None:
    flag = step("flag", on="metric", when="{ value = 6 }", flag="红")
    gives = award(when='{ "红" = true, points = { at_least = 8 } }', give__yuan=1)
    result = outcome(COUNTED + flag + gives, FACTS, "2014")
    assert totals(result, "yuan") == {"东镇": "1.00"}


def test_award_on_totals_posted_to_the_next_month_counts_there() -> None:
    gives = award(
        within="month",
        post="next month",
        when="{ points = { at_least = 1 } }",
        give__yuan='{ field = "points" }',
    )
    assert lines(outcome(COUNTED + gives, FACTS, "2014"), "award") == [
        "award 东镇 - 2014-02-01 6.00",
        "award 东镇 - 2014-03-01 2.00",
        "award 西镇 - 2014-03-01 3.00",
    ]
    assert lines(outcome(COUNTED + gives, FACTS, "2014-03"), "award") == [
        "award 东镇 - 2014-03-01 2.00",
        "award 西镇 - 2014-03-01 3.00",
    ]


def test_results_chain_from_a_quota_to_a_flag_to_a_rank() -> None:
    quota = step("quota", for_="unit", count="points", target=3, within="month")
    flag = step(
        "flag", on='{ results = "quota" }', when='{ outcome = "met" }', flag="达标", within="month"
    )
    rank = step(
        "rank",
        for_="unit",
        by="points",
        ties="share",
        zeros="in",
        top=1,
        eligible='{ "达标" = true }',
        flag="先进",
    )
    result = outcome(
        COUNTED + quota + flag + rank,
        metrics("东镇 2014-01-10 2", "东镇 2014-02-10 2", "西镇 2014-01-10 3"),
        "2014",
    )
    # 东镇 has four points and never three in a month; 西镇 has three in January.
    assert flags(result) == ["2014-01 西镇 达标", "2014 西镇 先进"]
