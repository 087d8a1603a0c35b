"""``exclude``: rows that later steps do not see, with what hangs on them; or claims only."""

from __future__ import annotations

from typing import Any

import pytest

from tests.verbs.agency import (
    by_fact,
    by_subject,
    derive,
    numbers,
    office,
    prize,
    problems,
    step,
    total,
    used,
    work,
)

SENT = step("sent", "award", 'on = "submission"\ngive.points = 1')
PAID = step("used", "award", 'on = "adoption"\ngive.points = { field = "page" }')
SHORT = step("short", "exclude", 'on = "submission"\nwhen = { length = { less_than = 100 } }')
NO_PAGE = step("poor", "exclude", 'on = "adoption"\nwhen = { headline = false }')
WORKS = [work("W1", length=99), work("W2", length=100), work("W3")]
ROWS = [used("A1", page=5), used("A2", "W2", page=7), used("A3", "W3", page=9)]


def facts(**more: Any) -> dict[str, Any]:
    return {"submissions": WORKS, "adoptions": ROWS, **more}


@pytest.mark.parametrize(
    ("steps", "amounts"),
    [
        ((SHORT, SENT, PAID), numbers(W2=1, W3=1, A2=7, A3=9)),
        ((SENT, PAID, SHORT), numbers(W1=0, W2=1, W3=1, A1=0, A2=7, A3=9)),
        ((SENT, SHORT, PAID), numbers(W1=0, W2=1, W3=1, A2=7, A3=9)),
    ],
)
def test_work_takes_its_adoptions_along(steps: tuple[str, ...], amounts: dict[str, Any]) -> None:
    assert by_fact(office(*steps), facts()) == amounts


def test_work_takes_its_shares_and_prizes_along() -> None:
    desk = office(
        step("used", "award", 'on = "adoption"\nto = "work"\ngive.points = { field = "page" }'),
        step("prize", "award", 'on = "prize"\ngive.yuan = 3'),
        step(
            "shared",
            "split",
            'of = ["used"]\nto = "authors"\nby = "equal"\nrounding = "down"\nresidue = "first"',
        ),
        SHORT,
    )
    more = facts(
        submissions=[work("W1", length=99, authors="甲、乙"), work("W2", authors="乙")],
        adoptions=ROWS[:2],
        prizes=[prize("P1", unit="甲局", work="W1"), prize("P2", unit="甲局")],
    )
    assert total(desk, more) == {("points", "乙"): 7, ("yuan", "甲局"): 3}


def test_work_of_an_earlier_period_takes_its_adoptions_along() -> None:
    works = [work("W1", length=99, day="2014-01-05"), *WORKS[1:]]
    assert by_fact(office(PAID, SHORT), facts(submissions=works), period="2014-03") == numbers(
        A1=0, A2=7, A3=9
    )


@pytest.mark.parametrize(
    ("order", "amounts"),
    [
        ("above", numbers(W2=1, W3=1, A2=7, A3=9)),
        ("between", numbers(W1=0, W2=1, W3=1, A2=7, A3=9)),
        ("below", numbers(W1=0, W2=1, W3=1, A1=0, A2=7, A3=9)),
    ],
)
def test_request_takes_its_works_and_their_adoptions_along(
    order: str, amounts: dict[str, Any]
) -> None:
    dropped = step("dropped", "exclude", 'on = "request"\nwhen = { outcome = "撤销" }')
    steps = {
        "above": (dropped, SENT, PAID),
        "between": (SENT, dropped, PAID),
        "below": (SENT, PAID, dropped),
    }[order]
    request = {"unit": "甲局", "day": "2014-02-01"}
    more = facts(
        submissions=[work("W1", request="Q1"), work("W2", request="Q2"), work("W3")],
        requests=[{"id": "Q1", "outcome": "撤销", **request}, {"id": "Q2", **request}],
    )
    assert by_fact(office(*steps), more) == amounts
    assert problems(office(*steps), more) == []


def test_place_in_the_file_decides_who_is_first() -> None:
    first = step("first", "keep", 'of = ["used"]\nper = ["work"]\nkeep = 1\norder = ["earliest"]')
    rows = [
        used("A1", page=5, day="2014-03-01", headline=False),
        used("A2", page=7, day="2014-03-02", headline=True),
    ]
    above = office(NO_PAGE, PAID, first)
    assert by_fact(above, facts(adoptions=rows)) == numbers(A2=7)
    below = office(PAID, first, NO_PAGE)
    assert by_fact(below, facts(adoptions=rows)) == numbers(A1=0, A2=0)


def test_related_columns_below_do_not_see_excluded_rows() -> None:
    uses = derive(
        "uses",
        "submission",
        'related = { how = "count", of = "adoption", match = { work = "id" }, dated = "any" }',
    )
    best = derive(
        "best",
        "submission",
        'related = { how = "highest", of = "adoption", match = { work = "id" }, column = "page", '
        'dated = "any" }',
    )
    desk = office(
        uses,
        best,
        step("before", "award", 'on = "submission"\ngive.points = { field = "uses" }'),
        NO_PAGE,
        step("after", "award", 'on = "submission"\ngive.yuan = { field = "uses" }'),
        step("top", "award", 'on = "submission"\ngive.team = { field = "best" }\nto = "authors"'),
    )
    rows = [
        used("A1", page=5, headline=False),
        used("A2", page=3),
        used("A3", "W2", page=9, headline=False),
    ]
    more = {
        "submissions": [work("W1", authors="甲"), work("W2", unit="乙局", authors="乙")],
        "adoptions": rows,
    }
    assert total(desk, more) == {
        ("points", "甲局"): 2,
        ("points", "乙局"): 1,
        ("yuan", "甲局"): 1,
        ("team", "甲"): 3,
        ("team", "甲局"): 3,
    }


def test_claims_alone_leave_the_row_in_sight() -> None:
    bonus = step("bonus", "award", 'on = "adoption"\nadds_to = ["used"]\ngive.points = 100')
    later = step("later", "award", 'on = "adoption"\nadds_to = ["used", "bonus"]\ngive.points = 1')
    claims = step("no", "exclude", 'of = ["bonus"]\nwhen = { "work.length" = { less_than = 100 } }')
    desk = office(PAID, bonus, claims, later)
    assert by_fact(desk, facts()) == numbers(A1=6, A2=108, A3=110)


def test_claims_of_a_part_are_excluded_in_every_measure() -> None:
    bonus = step(
        "bonus",
        "award",
        'part = "奖励"\non = "adoption"\nadds_to = ["used"]\ngive.points = 100\ngive.yuan = 2',
    )
    claims = step("no", "exclude", 'of = ["奖励"]\nwhen = { page = { at_least = 7 } }')
    assert total(office(PAID, bonus, claims), facts()) == {
        ("points", "甲局"): 121,
        ("yuan", "甲局"): 2,
    }


def test_excluded_adoptions_are_not_said_to_be_unpaid() -> None:
    assert problems(office(SHORT, PAID), facts()) == []
    paid = step("used", "award", 'on = "adoption"\nwhen = { page = 9 }\ngive.points = 1')
    assert problems(office(SHORT, paid), facts()) == ["unpaid"]


def test_excluding_twice_cancels_once() -> None:
    again = step("again", "exclude", 'on = "adoption"\nwhen = { page = 5 }')
    desk = office(PAID, SHORT, again)
    assert by_fact(desk, facts()) == numbers(A1=0, A2=7, A3=9)


def test_empty_cells_exclude_nothing() -> None:
    desk = office(PAID, NO_PAGE)
    rows = [used("A1", page=5), used("A2", page=7, headline=False)]
    assert by_fact(desk, facts(adoptions=rows)) == numbers(A1=5, A2=0)


@pytest.mark.parametrize(
    "later",
    [
        step("poor", "exclude", 'after = "used"\non = "adoption"\nwhen = { page = 5 }'),
        step("poor", "exclude", 'after = "used"\nof = ["used"]\nwhen = { page = 5 }'),
    ],
)
def test_later_edition_excludes_from_its_day(later: str) -> None:
    desk = office(PAID, later={"2014-07-01": later})
    rows = [used("A1", day="2014-06-30", page=5), used("A2", day="2014-07-01", page=5)]
    assert by_fact(desk, facts(adoptions=rows)) == numbers(A1=5, A2=0)


def test_what_is_excluded_counts_in_no_quota() -> None:
    task = step(
        "task",
        "quota",
        'for = "unit"\nwhen = { class = "重点" }\ncount = "points"\ntarget = 20\n'
        "each_missing.yuan = -1",
    )
    assert by_subject(office(PAID, SHORT, task), facts(), "yuan") == numbers(甲局=-4, 乙局=-20)
