"""``multiply``: each claim times a factor, rounded only when told."""

from __future__ import annotations

import pytest

from tests.verbs.agency import (
    by_fact,
    by_subject,
    numbers,
    office,
    problems,
    step,
    total,
    used,
    work,
)

PAID = step("used", "award", 'on = "adoption"\ngive.points = { field = "page" }')
FEE = step("used", "award", 'on = "adoption"\ngive.yuan = { field = "fee" }')


def times(body: str) -> str:
    return step("times", "multiply", f'of = ["used"]\n{body}')


@pytest.mark.parametrize(
    ("factor", "rounding", "value", "product"),
    [
        ("2", "", 5, "10"),
        ("0", "", 5, "0"),
        ("1", "", 5, "5"),
        ("-1", "", 5, "-5"),
        ("2", "", -5, "-10"),
        ("2.5", "", 4, "10"),
        ('"150%"', "", 4, "6"),
        ('"1/3"', "", 9, "3"),
        ('"1/3"', "down", 5, "1"),
        ('"1/3"', "up", 4, "2"),
        # What is rounded is the product, not the difference that makes it.
        ("0.7", "half_up", 5, "4"),
        ("0.7", "down", 5, "3"),
        ("0.7", "up", 5, "4"),
        ("0.5", "half_up", 5, "3"),
        ("0.5", "half_even", 5, "2"),
        ("0.5", "half_even", 7, "4"),
        ("1.5", "half_even", 5, "8"),
        ("1.5", "half_even", 3, "4"),
        ("1.5", "half_up", 5, "8"),
        ("1.5", "down", 5, "7"),
        # Rounding looks at the size: half away from zero, down towards it, up away from it.
        ("0.5", "half_up", -5, "-3"),
        ("0.5", "half_even", -5, "-2"),
        ("0.5", "down", -5, "-2"),
        ("0.5", "up", -5, "-3"),
        ("-0.5", "half_up", 5, "-3"),
        ('{ field = "reads" }', "", 5, "15"),
        ('{ divide = [1, { field = "reads" }] }', "half_up", 5, "2"),
        ('{ divide = [1, { field = "reads" }] }', "down", -5, "-1"),
        ('{ by = "tier", table = { "区级" = 3 }, rest = 1 }', "", 5, "15"),
        ('{ highest = [1.2, { by = "tier", table = { "区级" = 2 }, rest = 1 }] }', "", 5, "10"),
        ('{ unknown = "原文缺", office = 2 }', "", 5, "10"),
    ],
)
def test_product_is_exact_or_rounded_as_declared(
    factor: str, rounding: str, value: int, product: str
) -> None:
    rounded = f'rounding = "{rounding}"' if rounding else ""
    desk = office(PAID, times(f"factor = {factor}\n{rounded}"))
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", page=value, reads=3)]}
    assert by_fact(desk, facts) == numbers(A1=product)


def test_product_that_does_not_fit_is_refused() -> None:
    desk = office(PAID, times("factor = 0.5"))
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", page=5)]}
    assert problems(desk, facts) == ["needs-rounding"]


def test_decimals_of_the_measure_count() -> None:
    desk = office(FEE, times('factor = "1/8"\nrounding = "half_up"'))
    facts = {
        "submissions": [work("W1")],
        "adoptions": [used("A1", fee="1.00"), used("A2", fee="0.04"), used("A3", fee="0.03")],
    }
    assert by_fact(desk, facts, "yuan") == numbers(A1="0.13", A2="0.01", A3="0.00")


@pytest.mark.parametrize("factor", ['{ field = "reads" }', '{ unknown = "原文缺" }'])
def test_undefined_factor_changes_nothing(factor: str) -> None:
    desk = office(PAID, times(f"factor = {factor}"))
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", page=5)]}
    assert by_fact(desk, facts) == numbers(A1=5)


def test_condition_is_read_on_the_row_behind_the_claim() -> None:
    desk = office(PAID, times('when = { "work.length" = { at_least = 800 } }\nfactor = 2'))
    facts = {
        "submissions": [work("W1", length=800), work("W2", length=799), work("W3")],
        "adoptions": [used(f"A{n}", f"W{n}", page=n) for n in (1, 2, 3)],
    }
    assert by_fact(desk, facts) == numbers(A1=2, A2=2, A3=3)


def test_measures_narrow_what_is_multiplied() -> None:
    both = step("used", "award", 'on = "adoption"\ngive.points = 1\ngive.yuan = 1')
    desk = office(both, times('measures = ["yuan"]\nfactor = 3'))
    facts = {"submissions": [work("W1")], "adoptions": [used("A1")]}
    assert total(desk, facts) == {
        ("points", "甲局"): 1,
        ("yuan", "甲局"): 3,
    }


def test_parts_stand_for_their_steps() -> None:
    named = step("used", "award", 'part = "稿件"\non = "adoption"\ngive.points = 1')
    other = step("more", "award", 'on = "adoption"\nadds_to = ["used"]\ngive.points = 10')
    desk = office(named, other, step("times", "multiply", 'of = ["稿件"]\nfactor = 3'))
    facts = {"submissions": [work("W1")], "adoptions": [used("A1")]}
    assert by_fact(desk, facts) == numbers(A1=13)


def test_zeroed_claims_stay_zero() -> None:
    kept = step("first", "keep", 'of = ["used"]\nper = ["work"]\nkeep = 1\norder = ["highest"]')
    desk = office(PAID, kept, times("factor = 2"))
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", page=5), used("A2", page=9)]}
    assert by_fact(desk, facts) == numbers(A1=0, A2=18)


def test_two_factors_act_one_after_another() -> None:
    desk = office(PAID, times("factor = 3"), step("again", "multiply", 'of = ["used"]\nfactor = 2'))
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", page=5)]}
    assert by_fact(desk, facts) == numbers(A1=30)


def test_claims_of_a_split_of_a_split_know_the_row_behind_them() -> None:
    desk = office(
        step("used", "award", 'on = "adoption"\nto = "work"\ngive.points = 12'),
        step(
            "units",
            "split",
            'of = ["used"]\nto = "units"\nby = [2, 1]\nrounding = "down"\nresidue = "first"',
        ),
        step(
            "people",
            "split",
            'of = ["units"]\nto = { members_of = "unit" }\nby = "equal"\n'
            'rounding = "down"\nresidue = "first"',
        ),
        step("times", "multiply", 'of = ["people"]\nwhen = { tier = "市级" }\nfactor = 10'),
    )
    facts = {
        "submissions": [work("W1", units="甲局、乙局")],
        "adoptions": [used("A1", outlet="市报"), used("A2", outlet="区报")],
    }
    assert by_subject(desk, facts) == numbers(甲=44, 丁=44, 乙=44)


def test_claims_of_a_conversion_know_their_subject_and_group() -> None:
    desk = office(
        PAID,
        step(
            "converted",
            "convert",
            'count = "points"\nper = ["tier"]\nevery = 2\nremainder = "lost"\ngive.yuan = 1',
        ),
        step(
            "times",
            "multiply",
            'of = ["converted"]\nwhen = { class = "重点", tier = "市级" }\nfactor = 10',
        ),
    )
    facts = {
        "submissions": [work("W1"), work("W2", unit="丙局")],
        "adoptions": [
            used("A1", page=5),
            used("A2", outlet="市报", page=5),
            used("A3", "W2", outlet="市报", page=5),
        ],
    }
    assert by_subject(desk, facts, "yuan") == numbers(甲局=22, 丙局=2)


@pytest.mark.parametrize(
    ("first", "later", "amounts"),
    [
        ("", 'after = "used"\nof = ["used"]\nfactor = 2', numbers(A1=5, A2=5, A3=10)),
        ("factor = 3", 'of = ["used"]\nfactor = 2', numbers(A1=15, A2=15, A3=10)),
    ],
)
def test_edition_in_force_on_the_day_of_the_claim_gives_the_factor(
    first: str, later: str, amounts: dict[str, object]
) -> None:
    steps = (PAID, times(first)) if first else (PAID,)
    desk = office(*steps, later={"2014-07-01": step("times", "multiply", later)})
    facts = {
        "submissions": [work("W1")],
        "adoptions": [
            used("A1", day="2014-03-01", page=5),
            used("A2", day="2014-06-30", page=5),
            used("A3", day="2014-07-01", page=5),
        ],
    }
    assert by_fact(desk, facts) == amounts
