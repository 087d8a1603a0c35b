"""``set``: one value in the place of what stood before, fact by fact and subject by subject."""

from __future__ import annotations

from typing import Any

import pytest

from tests.verbs.agency import by_fact, by_subject, numbers, office, step, total, used, work

PAID = step("used", "award", 'part = "采用"\non = "adoption"\ngive.points = { field = "page" }')
BONUS = step(
    "bonus",
    "award",
    'on = "adoption"\nadds_to = ["used"]\nwhen = { headline = true }\ngive.points = 3',
)
ROWS = [
    used("A1", page=5),
    used("A2", page=5, headline=True),
    used("A3", outlet="市报", page=7, headline=True),
    used("A4", outlet="国报", page=9),
]


def put(body: str, *, of: str = '"used", "bonus"') -> str:
    return step("put", "set", f"of = [{of}]\n{body}")


def facts(**more: Any) -> dict[str, Any]:
    return {"submissions": [work("W1", authors="甲、乙")], "adoptions": ROWS, **more}


@pytest.mark.parametrize(
    ("body", "amounts"),
    [
        ("give.points = 1", (1, 1, 1, 1)),
        ("give.points = 0", (0, 0, 0, 0)),
        ("give.points = -4", (-4, -4, -4, -4)),
        ('when = { tier = "市级" }\ngive.points = 100', (5, 8, 100, 9)),
        ('when = { headline = true }\ngive.points = { field = "page" }', (5, 5, 7, 9)),
        ('give.points = { times = [{ field = "page" }, "1/2"] }\nrounding = "up"', (3, 3, 4, 5)),
        (
            'give.points = { by = "tier", table = { "市级" = 1, "国家级" = 2 }, rest = 3 }',
            (3, 3, 1, 2),
        ),
    ],
)
def test_new_value_takes_the_place_of_all_claims_of_the_fact(
    body: str, amounts: tuple[int, ...]
) -> None:
    assert tuple(by_fact(office(PAID, BONUS, put(body)), facts()).values()) == amounts


def test_only_claims_of_the_steps_named_are_replaced() -> None:
    desk = office(PAID, BONUS, put("give.points = 1", of='"bonus"'))
    assert by_fact(desk, facts()) == numbers(A1=5, A2=6, A3=8, A4=9)


def test_empty_selection_means_all_above() -> None:
    desk = office(PAID, BONUS, put("give.points = 1", of=""))
    assert by_fact(desk, facts()) == numbers(A1=1, A2=1, A3=1, A4=1)


def test_claims_without_a_fact_are_replaced_one_by_one_and_only_by_name() -> None:
    base = step("base", "base", 'for = "unit"\nwithin = "half"\ngive.points = 3')
    named = office(PAID, base, put("give.points = 1", of='"base"'))
    assert by_subject(named, facts()) == numbers(甲局=28, 乙局=2, 丙局=2)
    everything = office(PAID, base, put("give.points = 1", of=""))
    assert by_subject(everything, facts()) == numbers(甲局=10, 乙局=6, 丙局=6)


def test_other_measures_stay() -> None:
    both = step("used", "award", 'on = "adoption"\ngive.points = 5\ngive.yuan = 8')
    desk = office(both, put("give.points = 1", of='"used"'))
    assert total(desk, facts()) == {("points", "甲局"): 4, ("yuan", "甲局"): 32}


def test_each_receiver_has_the_new_value() -> None:
    people = step("used", "award", 'on = "adoption"\nto = "authors"\ngive.points = 5')
    desk = office(people, put("give.points = 1", of='"used"'))
    assert by_subject(desk, facts()) == numbers(甲=4, 乙=4)


def test_zeroed_claims_are_not_replaced() -> None:
    once = step("once", "keep", 'of = ["used"]\nper = ["work"]\nkeep = 1\norder = ["highest"]')
    desk = office(PAID, once, put("give.points = 1", of='"used"'))
    assert by_fact(desk, facts()) == numbers(A1=0, A2=0, A3=0, A4=1)


@pytest.mark.parametrize("name", ['"used"', '"采用"', '"put"'])
def test_new_claim_is_found_under_old_and_new_names(name: str) -> None:
    desk = office(
        PAID,
        put('give.points = { field = "page" }', of='"used"'),
        step("one", "keep", f'of = [{name}]\nper = ["work"]\nkeep = 1\norder = ["highest"]'),
    )
    assert by_fact(desk, facts()) == numbers(A1=0, A2=0, A3=0, A4=9)


def test_new_claim_knows_the_row_behind_it() -> None:
    desk = office(
        PAID,
        put("give.points = 2", of='"used"'),
        step("times", "multiply", 'of = ["put"]\nwhen = { tier = "国家级" }\nfactor = 10'),
    )
    assert by_fact(desk, facts()) == numbers(A1=2, A2=2, A3=2, A4=20)


def test_edition_in_force_on_the_day_of_the_claim_sets() -> None:
    later = step("put", "set", 'after = "used"\nof = ["used"]\ngive.points = 1')
    desk = office(PAID, later={"2014-07-01": later})
    rows = [used("A1", day="2014-06-30", page=5), used("A2", day="2014-07-01", page=5)]
    assert by_fact(desk, facts(adoptions=rows)) == numbers(A1=5, A2=1)


def test_lines_that_replace_sum_to_the_new_value() -> None:
    desk = office(PAID, BONUS, put("give.points = 1"))
    lines = desk.score("2014", **facts(adoptions=ROWS[1:2])).lines()
    assert [(line.step, line.amount) for line in lines] == [
        ("used", 5),
        ("bonus", 3),
        ("put", 1),
        ("put", -5),
        ("put", -3),
    ]
