"""``rank``: subjects in order, ties as declared, seats for the eligible."""

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
    ranks,
    step,
    totals,
)

SIX = """
units = [
  { id = "甲镇", class = "镇" }, { id = "乙镇", class = "镇" }, { id = "丙镇", class = "镇" },
  { id = "丁局", class = "局" }, { id = "戊局", class = "局" }, { id = "己所" },
]
people = [
  { id = "甲", unit = "甲镇", roles = ["信息员"] },
  { id = "乙", unit = "甲镇" },
  { id = "丙", unit = "丁局", roles = ["信息员"] },
]
"""
FACTS = SIX + metrics(
    "甲镇 2014-01-10 5",
    "乙镇 2014-01-10 9",
    "丙镇 2014-01-10 5",
    "丁局 2014-01-10 3",
    "戊局 2014-02-10 -1",
)
"""9, 5, 5, 3, 0, -1."""


def rank(**keys: object) -> str:
    return step("rank", **{"for_": "unit", "by": "points", "ties": "share", "zeros": "in", **keys})


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, ["乙镇 9 1*", "甲镇 5 2*", "丙镇 5 2*", "丁局 3 4*", "己所 0 5*", "戊局 -1 6*"]),
        ({"ties": "dense"}, ["乙镇 9 1*", "甲镇 5 2*", "丙镇 5 2*", "丁局 3 3*", "己所 0 4*", "戊局 -1 5*"]),
        ({"ties": "then"}, ["乙镇 9 1*", "甲镇 5 2*", "丙镇 5 3*", "丁局 3 4*", "己所 0 5*", "戊局 -1 6*"]),
        ({"zeros": "out"}, ["乙镇 9 1*", "甲镇 5 2*", "丙镇 5 2*", "丁局 3 4*", "戊局 -1 5*"]),
        ({"order": "lowest"}, ["戊局 -1 1*", "己所 0 2*", "丁局 3 3*", "甲镇 5 4*", "丙镇 5 4*", "乙镇 9 6*"]),
        ({"order": "lowest", "ties": "dense", "top": 3}, ["戊局 -1 1*", "己所 0 2*", "丁局 3 3*", "甲镇 5 4", "丙镇 5 4", "乙镇 9 5"]),
        # Ties on the last seat all sit.
        ({"top": 2}, ["乙镇 9 1*", "甲镇 5 2*", "丙镇 5 2*", "丁局 3 4", "己所 0 5", "戊局 -1 6"]),
        ({"top": 3}, ["乙镇 9 1*", "甲镇 5 2*", "丙镇 5 2*", "丁局 3 4", "己所 0 5", "戊局 -1 6"]),
        ({"top": 2, "ties": "then"}, ["乙镇 9 1*", "甲镇 5 2*", "丙镇 5 3", "丁局 3 4", "己所 0 5", "戊局 -1 6"]),
        ({"top": 0}, ["乙镇 9 1", "甲镇 5 2", "丙镇 5 2", "丁局 3 4", "己所 0 5", "戊局 -1 6"]),
        # Who is ranked, and who may sit: ranks are dealt over all that are ranked.
        ({"when": '{ class = "镇" }', "top": 1}, ["乙镇 9 1*", "甲镇 5 2", "丙镇 5 2"]),
        ({"eligible": '{ class = "局" }', "top": 1}, ["乙镇 9 1", "甲镇 5 2", "丙镇 5 2", "丁局 3 4*", "己所 0 5", "戊局 -1 6"]),
        ({"eligible": '{ points = { less_than = 9 } }', "top": 1}, ["乙镇 9 1", "甲镇 5 2*", "丙镇 5 2*", "丁局 3 4", "己所 0 5", "戊局 -1 6"]),
        ({"when": '{ points = { more_than = 99 } }'}, []),
        ({"groups": '["class"]', "top": 1}, ["镇 乙镇 9 1*", "局 丁局 3 1*", "己所 0 1*", "镇 甲镇 5 2", "镇 丙镇 5 2", "局 戊局 -1 2"]),
        # Seats by class; where none are said there are none.
        ({"groups": '["class"]', "top": '{ by = "class", table = { "镇" = 2 } }'}, ["镇 乙镇 9 1*", "局 丁局 3 1", "己所 0 1", "镇 甲镇 5 2*", "镇 丙镇 5 2*", "局 戊局 -1 2"]),
        ({"groups": '["class"]', "top": '{ by = "class", table = { "镇" = 2 }, rest = 1 }'}, ["镇 乙镇 9 1*", "局 丁局 3 1*", "己所 0 1*", "镇 甲镇 5 2*", "镇 丙镇 5 2*", "局 戊局 -1 2"]),
        ({"top": '{ unknown = "原文缺" }'}, ["乙镇 9 1", "甲镇 5 2", "丙镇 5 2", "丁局 3 4", "己所 0 5", "戊局 -1 6"]),
        ({"top": '{ unknown = "原文缺", office = 1 }'}, ["乙镇 9 1*", "甲镇 5 2", "丙镇 5 2", "丁局 3 4", "己所 0 5", "戊局 -1 6"]),
    ],
)  # fmt: skip
def test_rank_deals_ranks_and_seats(keys: dict[str, object], expected: list[str]) -> None:
    assert ranks(outcome(COUNTED + rank(**keys), FACTS, "2014")) == expected


def test_rank_then_decides_ties_by_other_measures_and_the_roster_after_that() -> None:
    paid = step("award", id="paid", on="metric", when='{ unit = ["丙镇", "己所"] }', give__yuan=1)
    zero = metrics(
        "甲镇 2014-01-10 5", "乙镇 2014-01-10 5", "丙镇 2014-01-10 5", "丁局 2014-01-10 5"
    )
    result = outcome(COUNTED + paid + rank(ties="then", then='["yuan"]', top=2), SIX + zero, "2014")
    # 丙镇 has a yuan; the other three stand as in the roster.
    assert ranks(result)[:4] == ["丙镇 5 1*", "甲镇 5 2*", "乙镇 5 3", "丁局 5 4"]


def test_rank_of_an_empty_field_is_nothing() -> None:
    result = outcome(COUNTED + rank(zeros="out", top=1, flag="先进", give__yuan=5), SIX, "2014")
    assert (ranks(result), flags(result), totals(result, "yuan")) == ([], [], {})


def test_rank_gives_by_rank_and_flags_the_seated() -> None:
    give = '{ by = "rank", table = { 1 = 300, 2 = 200 }, rest = 100 }'
    result = outcome(COUNTED + rank(top=4, give__yuan=give, flag="先进"), FACTS, "2014")
    assert totals(result, "yuan") == {
        "甲镇": "200.00",
        "乙镇": "300.00",
        "丙镇": "200.00",
        "丁局": "100.00",
    }
    assert flags(result) == ["2014 甲镇 先进", "2014 乙镇 先进", "2014 丙镇 先进", "2014 丁局 先进"]


def test_rank_gives_by_value() -> None:
    give = '{ times = [{ field = "value" }, 10] }'
    result = outcome(COUNTED + rank(top=1, give__yuan=give), FACTS, "2014")
    assert totals(result, "yuan") == {"乙镇": "90.00"}


def test_rank_by_some_steps_only() -> None:
    other = (
        COUNTED.replace('"counted"', '"other"')
        + 'adds_to = ["counted"]\nwhen = { unit = "丁局" }\n'
    )
    result = outcome(COUNTED + other + rank(of='["other"]', zeros="out"), FACTS, "2014")
    assert ranks(result) == ["丁局 3 1*"]


def test_rank_sees_the_measure_as_it_stands_there() -> None:
    below = COUNTED.replace('"counted"', '"below"') + 'adds_to = ["counted"]\n'
    result = outcome(
        COUNTED + rank(zeros="out") + below, SIX + metrics("甲镇 2014-01-10 5"), "2014"
    )
    assert (ranks(result), totals(result)) == (["甲镇 5 1*"], {"甲镇": "10"})


@pytest.mark.parametrize(
    ("within", "period", "expected"),
    [
        ("quarter", "2014-H1", ["2014-Q1 甲镇 1", "2014-Q1 乙镇 2", "2014-Q2 乙镇 1"]),
        ("month", "2014-Q1", ["2014-01 甲镇 1", "2014-03 乙镇 1"]),
        ("year", "2014-H1", []),
        ("period", "2014-H1", ["2014-H1 乙镇 1", "2014-H1 甲镇 2"]),
    ],
)
def test_rank_within_buckets(within: str, period: str, expected: list[str]) -> None:
    facts = SIX + metrics("甲镇 2014-01-10 5", "乙镇 2014-03-10 4", "乙镇 2014-06-10 9")
    result = outcome(COUNTED + rank(within=within, zeros="out"), facts, period)
    assert [f"{r.period} {r.subject.id} {r.rank}" for r in result.ranks] == expected


def test_rank_of_people_with_roles_as_named() -> None:
    people = step(
        "award", id="people", on="metric", to="person", give__points='{ field = "value" }'
    )
    facts = SIX + metrics("甲镇 2014-01-10 甲 2", "甲镇 2014-01-10 乙 8", "丁局 2014-01-10 丙 3")
    when = '{ roles = { has = "信息员" } }'
    regulation = people + rank(for_="person", when=when, top=1, give__yuan=100)
    result = outcome(regulation, facts, "2014")
    assert ranks(result) == ["丙 3 1*", "甲 2 2"]
    assert totals(result, "yuan") == {"丙": "100.00"}


def test_rank_of_units_by_what_their_members_have() -> None:
    people = step("award", id="people", on="metric", to="person", give__team='{ field = "value" }')
    facts = SIX + metrics("甲镇 2014-01-10 甲 2", "甲镇 2014-01-10 乙 8", "丁局 2014-01-10 丙 3")
    result = outcome(people + rank(by="team", zeros="out"), facts, "2014", extra=TEAM)
    assert ranks(result) == ["甲镇 10 1*", "丁局 3 2*"]


def test_rank_stands_beside_the_total_of_its_measure() -> None:
    result = outcome(COUNTED + rank(), FACTS, "2014")
    found = {t.subject.id: t.rank for t in result.totals if t.measure == "points"}
    assert found == {"甲镇": 2, "乙镇": 1, "丙镇": 2, "丁局": 4, "戊局": 6, "己所": 5}
    assert {t.rank for t in result.totals if t.measure == "yuan"} == {None}


def test_results_of_a_rank_give_to_the_seated() -> None:
    award = step(
        "award",
        on='{ results = "rank" }',
        when="{ seat = true, rank = { at_least = 2 } }",
        give__yuan='{ field = "value" }',
    )
    result = outcome(COUNTED + rank(top=2) + award, FACTS, "2014")
    assert lines(result, "award") == [
        "award 甲镇 - 2014-12-31 5.00",
        "award 丙镇 - 2014-12-31 5.00",
    ]


def test_results_of_a_rank_know_the_groups_it_ranked_in() -> None:
    award = step(
        "award", on='{ results = "rank" }', when='{ class = "局", rank = 1 }', give__yuan=7
    )
    result = outcome(COUNTED + rank(groups='["class"]') + award, FACTS, "2014")
    assert totals(result, "yuan") == {"丁局": "7.00"}


# -- seats as a share ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "of", "rounding", "more", "seats"),
    [
        # A quarter of the six who are ranked is one and a half; of the five who have something 1.25.
        ("25%", "ranked", "half_up", "", 2),
        ("25%", "ranked", "half_even", "", 2),
        ("25%", "ranked", "up", "", 2),
        ("25%", "ranked", "down", "", 1),
        ("25%", "participants", "half_up", "", 1),
        ("25%", "participants", "up", "", 2),
        # Two and a half.
        ("5/12", "ranked", "half_up", "", 3),
        ("5/12", "ranked", "half_even", "", 2),
        ("5/12", "ranked", "down", "", 2),
        # Two, whatever the rounding.
        ("1/3", "ranked", "up", "", 2),
        ("10%", "ranked", "down", "", 0),
        ("10%", "ranked", "down", ", at_least = 3", 3),
        ("50%", "ranked", "down", ", at_least = 1", 3),
    ],
)
def test_rank_seats_a_share(share: str, of: str, rounding: str, more: str, seats: int) -> None:
    top = f'{{ share = "{share}", of = "{of}", rounding = "{rounding}"{more} }}'
    result = outcome(COUNTED + rank(ties="then", top=top), FACTS, "2014")
    names = ["乙镇", "甲镇", "丙镇", "丁局", "己所", "戊局"]
    assert [r.subject.id for r in result.ranks] == names
    assert [r.subject.id for r in result.ranks if r.seat] == names[:seats]


@pytest.mark.parametrize(
    ("of", "zeros", "more", "seated"),
    [
        # Three 镇, two 局, one without a class, who has nothing.
        ("ranked", "in", "", ["乙镇", "甲镇", "丁局", "己所"]),
        ("participants", "in", "", ["乙镇", "甲镇", "丁局"]),
        ("ranked", "out", "", ["乙镇", "甲镇", "丁局"]),
        ("participants", "in", ", at_least = 2", ["乙镇", "甲镇", "丁局", "戊局", "己所"]),
    ],
)
def test_rank_seats_a_share_of_each_group(
    of: str, zeros: str, more: str, seated: list[str]
) -> None:
    top = f'{{ share = 0.5, of = "{of}", rounding = "half_up"{more} }}'
    keys = {"ties": "then", "groups": '["class"]', "zeros": zeros, "top": top}
    result = outcome(COUNTED + rank(**keys, flag="先进"), FACTS, "2014")
    assert sorted(r.subject.id for r in result.ranks if r.seat) == sorted(seated)
    assert sorted(f.subject.id for f in result.flags) == sorted(seated)


@pytest.mark.parametrize(
    ("of", "keys", "seats"),
    [
        # Six are on the roster, five have something; half of them, rounded down.
        ("roster", {"zeros": "out"}, 3),
        ("ranked", {"zeros": "out"}, 2),
        ("roster", {"when": '{ class = "镇" }'}, 3),
        ("ranked", {"when": '{ class = "镇" }'}, 1),
        # 乙镇 alone has more than 5: half of the three 镇 is one seat, half of the one ranked none.
        ("roster", {"when": "{ points = { more_than = 5 } }", "groups": '["class"]'}, 1),
        ("ranked", {"when": "{ points = { more_than = 5 } }", "groups": '["class"]'}, 0),
    ],
)
def test_rank_seats_a_share_of_the_whole_roster(of: str, keys: dict[str, str], seats: int) -> None:
    top = f'{{ share = "50%", of = "{of}", rounding = "down" }}'
    result = outcome(COUNTED + rank(ties="then", top=top, **keys), FACTS, "2014")
    assert len([r for r in result.ranks if r.seat]) == seats


def test_rank_seats_a_share_of_the_eligible_in_rank_order() -> None:
    top = '{ share = "1/3", of = "ranked", rounding = "down" }'
    keys = rank(ties="then", top=top, eligible='{ class = "局" }')
    result = outcome(COUNTED + keys, FACTS, "2014")
    assert [r.subject.id for r in result.ranks if r.seat] == ["丁局", "戊局"]


def test_rank_gives_by_rank_in_each_group() -> None:
    prizes = '{ by = "rank", table = { 1 = 500, 2 = 300, 3 = 100 }, rest = 0 }'
    keys = rank(groups='["class"]', zeros="out", give__yuan=prizes)
    result = outcome(COUNTED + keys, FACTS, "2014")
    # 乙镇 first, 甲镇 and 丙镇 share the second place; 丁局 first, 戊局 second.
    assert totals(result, "yuan") == {
        "乙镇": "500.00",
        "甲镇": "300.00",
        "丙镇": "300.00",
        "丁局": "500.00",
        "戊局": "300.00",
    }
