"""``split``: a claim moved to its receivers, share by share, and where the rest goes."""

from __future__ import annotations

from typing import Any

import pytest

from gov_comms.errors import Refused
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

PAID = step("used", "award", 'on = "adoption"\nto = "work"\ngive.points = { field = "page" }')
DOWN = 'rounding = "down"\nresidue = "first"'


def split(body: str, *, to: str = '"authors"', of: str = '"used"') -> str:
    return step("shared", "split", f"of = [{of}]\nto = {to}\n{body}")


def shared(value: int, *steps: str, **cells: Any) -> dict[str, Any]:
    """What each subject has of an adoption worth ``value`` of a work with the cells."""
    facts = {"submissions": [work("W1", **cells)], "adoptions": [used("A1", page=value)]}
    return by_subject(office(PAID, *steps), facts)


@pytest.mark.parametrize(
    ("value", "rounding", "residue", "shares"),
    [
        (9, "down", "first", (3, 3, 3)),
        (10, "down", "first", (4, 3, 3)),
        (10, "down", "last", (3, 3, 4)),
        (10, "down", "drop", (3, 3, 3)),
        (11, "down", "first", (5, 3, 3)),
        (10, "up", "first", (2, 4, 4)),
        (10, "up", "last", (4, 4, 2)),
        (10, "up", "drop", (4, 4, 4)),
        (11, "half_up", "first", (3, 4, 4)),
        (10, "half_up", "last", (3, 3, 4)),
        (11, "half_even", "drop", (4, 4, 4)),
        (-10, "down", "first", (-4, -3, -3)),
        (-10, "up", "first", (-2, -4, -4)),
        (-11, "half_up", "last", (-4, -4, -3)),
        (1, "down", "first", (1, 0, 0)),
        (1, "down", "last", (0, 0, 1)),
        (1, "down", "drop", (0, 0, 0)),
    ],
)
def test_equal_shares_leave_the_residue_as_declared(
    value: int, rounding: str, residue: str, shares: tuple[int, int, int]
) -> None:
    body = f'by = "equal"\nrounding = "{rounding}"\nresidue = "{residue}"'
    found = shared(value, split(body), authors="乙、甲、丙")
    assert tuple(found.get(name, 0) for name in ("乙", "甲", "丙")) == shares


@pytest.mark.parametrize(
    ("body", "authors", "expected"),
    [
        ("by = [3, 2]", "乙、甲", {"乙": 6, "甲": 4}),
        ("by = [3, 2]", "乙、甲、丙", {"乙": 6, "甲": 4}),
        ("by = [3, 2]", "丙", {"丙": 10}),
        ('by = ["50%", "30%", "20%"]', "乙、甲、丙", {"乙": 5, "甲": 3, "丙": 2}),
        ('by = ["1/2", "1/3", "1/6"]', "乙、甲、丙", {"乙": 6, "甲": 3, "丙": 1}),
        ("by = [1.5, 1]", "乙、甲", {"乙": 6, "甲": 4}),
        ("by = [1]", "乙、甲", {"乙": 10}),
        ("by_count = { 1 = [1], 2 = [3, 2] }", "乙", {"乙": 10}),
        ("by_count = { 1 = [1], 2 = [3, 2] }", "乙、甲", {"乙": 6, "甲": 4}),
        ("by_count = { 1 = [1], 2 = [3, 2] }", "乙、甲、丙", {"乙": 6, "甲": 4}),
        (
            "by_count = { 1 = [1], 2 = [3, 2], 3 = [5, 3, 2] }",
            "乙、甲、丙",
            {"乙": 5, "甲": 3, "丙": 2},
        ),
        ("by_count = { 3 = [5, 3, 2], 1 = [1] }", "乙、甲", {"乙": 10}),
        ('by = "equal"\nmost = 2', "乙、甲、丙", {"乙": 5, "甲": 5}),
        ('by = "equal"\nmost = 2', "乙", {"乙": 10}),
        ('by = "equal"\nmost = 1', "乙、甲、丙", {"乙": 10}),
        ("by_count = { 2 = [3, 2], 3 = [1, 1, 1] }\nmost = 2", "乙、甲、丙", {"乙": 6, "甲": 4}),
    ],
)
def test_weights_go_by_the_order_of_the_authors(
    body: str, authors: str, expected: dict[str, int]
) -> None:
    assert shared(10, split(f"{body}\n{DOWN}"), authors=authors) == numbers(**expected)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ("5、3、2", {"乙": 5, "甲": 3, "丙": 2}),
        ("0.5、0.25、0.25", {"乙": 6, "甲": 2, "丙": 2}),
        ("1、0、1", {"乙": 5, "丙": 5}),
        ("1、1、1", {"乙": 4, "甲": 3, "丙": 3}),
    ],
)
def test_shares_of_the_fact_divide_the_whole(shares: str, expected: dict[str, int]) -> None:
    found = shared(10, split(f'by = "shares"\n{DOWN}'), authors="乙、甲、丙", shares=shares)
    assert found == numbers(**expected)


@pytest.mark.parametrize(
    ("authors", "cells", "most", "expected"),
    [
        ("甲", {}, "", {"甲": 10}),
        ("甲", {"shares": "40"}, "", {"甲": 10}),
        ("乙、甲", {}, "most = 1\n", {"乙": 10}),
    ],
)
def test_one_receiver_alone_needs_no_share(
    authors: str, cells: dict[str, str], most: str, expected: dict[str, int]
) -> None:
    found = shared(10, split(f'by = "shares"\n{most}{DOWN}'), authors=authors, **cells)
    assert found == numbers(**expected)


@pytest.mark.parametrize(
    ("authors", "cells"), [("乙、甲", {}), ("甲", {"shares": "0"}), ("乙、甲", {"shares": "0、0"})]
)
def test_shares_that_come_to_nothing_leave_the_claim_on_the_work(
    authors: str, cells: dict[str, str]
) -> None:
    desk = office(PAID, split(f'by = "shares"\n{DOWN}'))
    works = [work("W1", authors=authors, **cells)]
    facts = {"submissions": works, "adoptions": [used("A1", page=10)]}
    assert problems(desk, facts) == ["rests-on-work"]


def test_shares_of_many_authors_are_all_counted() -> None:
    names = [f"作者{number:02}" for number in range(25)]
    roster = "".join(f'[[person]]\nid = "{name}"\nunit = "甲局"\n' for name in names)
    desk = office(PAID, split(f'by = "shares"\n{DOWN}'), agency=roster)
    facts = {
        "submissions": [work("W1", authors="、".join(names), shares="、".join(["1"] * 25))],
        "adoptions": [used("A1", page=50)],
    }
    assert by_subject(desk, facts) == numbers(**dict.fromkeys(names, 2))


@pytest.mark.parametrize(
    ("to", "cells", "expected"),
    [
        ('"first_author"', {"authors": "乙、甲"}, {"乙": 10}),
        ('"units"', {"units": "丙局、甲局"}, {"丙局": 5, "甲局": 5}),
        ('"unit"', {}, {"甲局": 10}),
        ('"work.unit"', {}, {"甲局": 10}),
        ('["authors", "unit"]', {"authors": "乙、甲"}, {"乙": 5, "甲": 5}),
        ('["authors", "unit"]', {}, {"甲局": 10}),
        ('["units", "reviewer", "unit"]', {"reviewer": "丙"}, {"丙": 10}),
        ('{ members_of = "unit" }', {}, {"甲": 5, "丁": 5}),
        ('{ members_of = "unit", role = "信息员" }', {}, {"甲": 10}),
        ('{ members_of = "work.unit" }', {"unit": "丙局"}, {"丙": 10}),
    ],
)
def test_receivers_are_found_on_the_row_behind_the_claim(
    to: str, cells: dict[str, Any], expected: dict[str, int]
) -> None:
    assert shared(10, split(f'by = "equal"\n{DOWN}', to=to), **cells) == numbers(**expected)


def test_members_are_those_of_the_day() -> None:
    desk = office(PAID, split(f'by = "equal"\n{DOWN}', to='{ members_of = "unit" }'))
    rows = [used("A1", page=10, day="2014-06-30"), used("A2", page=8, day="2014-07-01")]
    facts = {"submissions": [work("W1")], "adoptions": rows}
    assert by_subject(desk, facts) == numbers(甲=13, 丁=5)


def test_members_share_what_their_unit_has() -> None:
    again = step(
        "people",
        "split",
        f'of = ["shared"]\nto = {{ members_of = "unit" }}\nby = "equal"\n{DOWN}',
    )
    found = shared(10, split(f'by = "equal"\n{DOWN}', to='"units"'), again, units="甲局、乙局")
    assert found == numbers(甲=3, 丁=2, 乙=5)


def test_units_may_be_split_as_works_are() -> None:
    desk = office(
        step("used", "award", 'on = "adoption"\ngive.points = 10'),
        split(f"by = [3, 2]\n{DOWN}"),
    )
    facts = {"submissions": [work("W1", authors="甲、乙")], "adoptions": [used("A1")]}
    assert by_subject(desk, facts) == numbers(甲=6, 乙=4)


@pytest.mark.parametrize(
    ("to", "body"),
    [
        ('"authors"', 'by = "equal"'),
        ('"authors"', 'by = "shares"'),
        ('"authors"', "by_count = { 2 = [1, 1] }"),
        ('{ members_of = "unit", role = "组长" }', 'by = "equal"'),
    ],
)
def test_claim_that_nobody_receives_rests_on_the_work(to: str, body: str) -> None:
    desk = office(PAID, split(f"{body}\n{DOWN}", to=to))
    facts = {"submissions": [work("W1", unit="乙局")], "adoptions": [used("A1", page=10)]}
    assert problems(desk, facts) == ["rests-on-work"]


def test_condition_and_measures_choose_what_is_split() -> None:
    both = step(
        "used", "award", 'on = "adoption"\ngive.points = { field = "page" }\ngive.yuan = 10'
    )
    body = f'by = "equal"\nmeasures = ["points"]\nwhen = {{ tier = "市级" }}\n{DOWN}'
    desk = office(both, split(body))
    facts = {
        "submissions": [work("W1", authors="甲、乙")],
        "adoptions": [used("A1", page=6), used("A2", outlet="市报", page=8)],
    }
    assert total(desk, facts) == {
        ("points", "甲局"): 6,
        ("points", "甲"): 4,
        ("points", "乙"): 4,
        ("yuan", "甲局"): 20,
    }


def test_children_keep_step_part_and_day() -> None:
    named = step(
        "used",
        "award",
        'part = "采用"\non = "adoption"\nto = "work"\ngive.points = { field = "page" }',
    )
    for name in ("used", "采用", "shared"):
        desk = office(
            named,
            split(f'by = "equal"\n{DOWN}'),
            step(
                "most",
                "keep",
                f'of = ["{name}"]\nper = []\nmost = 5\norder = ["earliest"]\nwithin = "month"',
            ),
        )
        rows = [used("A1", page=8), used("A2", page=8), used("A3", page=8, day="2014-04-01")]
        facts = {"submissions": [work("W1", authors="甲、乙")], "adoptions": rows}
        assert by_subject(desk, facts) == numbers(甲=9, 乙=9)


def test_children_count_for_members_and_both() -> None:
    for measure, expected in (
        ("team", {"甲局": 6, "乙局": 4, "甲": 6, "乙": 4}),
        ("all", {"甲局": 6, "乙局": 4, "甲": 6, "乙": 4}),
        ("points", {"甲": 6, "乙": 4}),
    ):
        paid = step("used", "award", f'on = "adoption"\nto = "work"\ngive.{measure} = 10')
        desk = office(paid, split(f"by = [3, 2]\n{DOWN}"))
        facts = {"submissions": [work("W1", authors="甲、乙")], "adoptions": [used("A1")]}
        assert by_subject(desk, facts, measure) == numbers(**expected)


def test_zeroed_claims_are_not_split() -> None:
    first = step("first", "keep", 'of = ["used"]\nper = ["work"]\nkeep = 1\norder = ["highest"]')
    desk = office(PAID, first, split(f'by = "equal"\n{DOWN}'))
    facts = {
        "submissions": [work("W1", authors="甲、乙")],
        "adoptions": [used("A1", page=6), used("A2", page=8)],
    }
    assert by_fact(desk, facts) == numbers(A1=0, A2=8)
    assert by_subject(desk, facts) == numbers(甲=4, 乙=4)


def test_earlier_claims_are_shared_within_ever() -> None:
    """What was paid to an author in an earlier year keeps him from being paid again."""
    desk = office(
        PAID,
        split(f'by = "equal"\nwithin = "ever"\n{DOWN}'),
        step(
            "once",
            "keep",
            'of = ["shared"]\nper = ["work"]\nkeep = 1\norder = ["earliest"]\n'
            'within = "ever"\nlater = "full"',
        ),
    )
    facts = {
        "submissions": [work("W1", authors="甲", day="2013-01-05"), work("W2", authors="甲")],
        "adoptions": [
            used("A0", page=8, day="2013-03-01"),
            used("A1", page=8, day="2014-03-01"),
            used("A2", "W2", page=6, day="2014-04-01"),
        ],
    }
    assert by_subject(desk, facts) == numbers(甲=6)


@pytest.mark.parametrize(
    "body",
    [
        "by = [1, 0]",
        "by = [-1, 2]",
        'by = [{ field = "page" }, 1]',
        'by = ["half", 1]',
        "by_count = { 1 = [0] }",
        "by_count = { two = [1, 1] }",
        'by = "equal"\nby_count = { 1 = [1] }',
        'by = "equal"\nmost = 0',
    ],
)
def test_weights_that_are_no_weights_are_refused(body: str) -> None:
    with pytest.raises(Refused):
        office(PAID, split(f"{body}\n{DOWN}"))
