"""``convert``: so much for every so many, and what becomes of the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.verbs.agency import by_subject, numbers, office, problems, step, total, used, work

PAID = step("used", "award", 'on = "adoption"\ngive.pieces = { field = "page" }')


def convert(body: str, *, count: str = "pieces", of: str = "") -> str:
    return step("converted", "convert", f'count = "{count}"\nof = [{of}]\n{body}')


def rows(*pages: int, **cells: Any) -> list[dict[str, Any]]:
    return [used(f"A{n}", page=page, **cells) for n, page in enumerate(pages)]


@pytest.mark.parametrize(
    ("pages", "every", "give", "remainder", "points"),
    [
        ((2,), "3", "1", "lost", 0),
        ((3,), "3", "1", "lost", 1),
        ((2, 3), "3", "1", "lost", 1),
        ((2, 3, 1), "3", "1", "lost", 2),
        ((7,), "3", "10", "lost", 20),
        ((7,), "3", "-10", "lost", -20),
        ((7,), "2.5", "1", "lost", 2),
        ((7,), '"1/3"', "1", "lost", 21),
        ((7,), "0.5", "1", "lost", 14),
        ((-2,), "3", "1", "lost", 0),
        ((-3,), "3", "1", "lost", -1),
        ((-7,), "3", "1", "lost", -2),
        ((8, -2), "3", "1", "lost", 2),
        ((6,), "4", "10", "fraction", 15),
        ((7,), "3", "10", "fraction", 23),
        ((-7,), "3", "10", "fraction", -23),
        ((7,), "3", "1", "carried", 2),
    ],
)
def test_sum_converts_by_whole_times_or_in_proportion(
    pages: tuple[int, ...], every: str, give: str, remainder: str, points: int
) -> None:
    rounding = 'rounding = "half_up"' if remainder == "fraction" else ""
    body = f'every = {every}\nremainder = "{remainder}"\ngive.points = {give}\n{rounding}'
    desk = office(PAID, convert(body))
    facts = {"submissions": [work("W1")], "adoptions": rows(*pages)}
    assert by_subject(desk, facts) == (numbers(甲局=points) if points else {})


def test_source_stays() -> None:
    desk = office(PAID, convert('every = 3\nremainder = "lost"\ngive.points = 1'))
    facts = {"submissions": [work("W1")], "adoptions": rows(7)}
    assert total(desk, facts) == {("pieces", "甲局"): 7, ("points", "甲局"): 2}


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        ("[]", {"甲局": 5, "乙局": 1}),
        ('["work"]', {"甲局": 5, "乙局": 1}),
        ('["tier"]', {"甲局": 4, "乙局": 1}),
        ('["tier", "headline"]', {"甲局": 3, "乙局": 1}),
    ],
)
def test_groups_convert_apart(per: str, expected: dict[str, int]) -> None:
    """A group without a name is a group too."""
    desk = office(PAID, convert(f'per = {per}\nevery = 2\nremainder = "lost"\ngive.points = 1'))
    facts = {
        "submissions": [work("W1"), work("W2", unit="乙局")],
        "adoptions": [
            used("A1", page=3, headline=True),
            used("A2", page=3),
            used("A3", outlet="市报", page=3),
            used("A4", outlet="国报", page=1),
            used("A5", "W2", page=2),
        ],
    }
    assert by_subject(desk, facts) == numbers(**expected)


def test_buckets_convert_apart_and_carry_when_told() -> None:
    """January has 2, February 2, March none, April 1: with threes carried, one falls to February.

    The year's five make one three; a carried rest is not lost between the months.
    """
    days = ("2014-01-05", "2014-01-06", "2014-02-05", "2014-02-06", "2014-04-05", "2014-04-06")
    facts = {
        "submissions": [work("W1")],
        "adoptions": [used(f"A{n}", page=1, day=day) for n, day in enumerate(days)],
    }
    body = 'every = 3\ngive.points = 1\nwithin = "month"\nremainder = '
    lost = office(PAID, convert(f'{body}"lost"'))
    assert by_subject(lost, facts) == {}
    carried = office(PAID, convert(f'{body}"carried"'))
    lines = [x for x in carried.score("2014", **facts).lines() if x.step == "converted"]
    assert [(str(x.day), x.amount) for x in lines] == [("2014-02-28", 1), ("2014-04-30", 1)]


def test_subjects_convert_apart() -> None:
    people = step("used", "award", 'on = "adoption"\nto = "authors"\ngive.pieces = 1')
    desk = office(people, convert('every = 2\nremainder = "lost"\ngive.points = 1'))
    facts = {
        "submissions": [work("W1", authors="甲、乙"), work("W2", authors="乙、丙")],
        "adoptions": [used("A1"), used("A2", "W2")],
    }
    assert by_subject(desk, facts) == numbers(乙=1)


def test_person_who_moves_keeps_what_he_gathered() -> None:
    """丁 belongs to 乙局 on the last day of the year, which gets the members' point."""
    people = step("used", "award", 'on = "adoption"\nto = "authors"\ngive.pieces = 1')
    desk = office(people, convert('every = 2\nremainder = "lost"\ngive.team = 1'))
    facts = {
        "submissions": [work("W1", authors="丁")],
        "adoptions": [used("A1", day="2014-06-30"), used("A2", day="2014-07-01")],
    }
    assert by_subject(desk, facts, "team") == numbers(丁=1, 乙局=1)
    assert by_subject(desk, facts, "team", period="2014-H1") == {}


def test_units_and_people_convert_side_by_side() -> None:
    desk = office(
        step("used", "award", 'on = "adoption"\nto = ["authors", "unit"]\ngive.pieces = 2'),
        convert('every = 2\nremainder = "lost"\ngive.points = { field = "value" }'),
    )
    facts = {
        "submissions": [work("W1", authors="甲"), work("W2", unit="乙局")],
        "adoptions": [used("A1"), used("A2", "W2"), used("A3", "W2")],
    }
    assert by_subject(desk, facts) == numbers(甲=2, 乙局=8)


def test_condition_and_steps_choose_what_is_counted() -> None:
    more = step("more", "award", 'on = "adoption"\nadds_to = ["used"]\ngive.pieces = 10')
    body = 'when = { tier = "市级" }\nevery = 1\nremainder = "lost"\ngive.points = 1'
    facts = {
        "submissions": [work("W1")],
        "adoptions": [used("A1", page=2), used("A2", outlet="市报", page=3)],
    }
    chosen = office(PAID, more, convert(body, of='"used"'))
    assert by_subject(chosen, facts) == numbers(甲局=3)
    everything = office(PAID, more, convert(body))
    assert by_subject(everything, facts) == numbers(甲局=13)


def test_value_and_rate_may_look_at_the_subject() -> None:
    desk = office(
        PAID,
        convert(
            'every = { by = "class", table = { "重点" = 2 }, rest = 3 }\nremainder = "lost"\n'
            'give.points = { by = "class", table = { "重点" = 1 }, rest = 100 }'
        ),
    )
    facts = {
        "submissions": [work("W1"), work("W2", unit="丙局")],
        "adoptions": [used("A1", page=6), used("A2", "W2", page=6)],
    }
    assert by_subject(desk, facts) == numbers(甲局=3, 丙局=200)


def test_rate_that_is_not_defined_gives_nothing() -> None:
    desk = office(
        PAID,
        convert('every = { field = "headcount" }\nremainder = "lost"\ngive.points = 1'),
    )
    facts = {
        "submissions": [work("W1"), work("W2", unit="丙局")],
        "adoptions": [used("A1", page=20), used("A2", "W2", page=6)],
    }
    assert by_subject(desk, facts) == numbers(甲局=2)


def test_decimals_of_both_measures_count() -> None:
    money = step("used", "award", 'on = "adoption"\ngive.yuan = { field = "fee" }')
    body = 'every = 100\nremainder = "{}"\ngive.yuan = 1\nrounding = "down"'
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", fee="1234.56")]}
    whole = office(money, convert(body.format("lost"), count="yuan", of='"used"'))
    assert by_subject(whole, facts, "yuan") == {"甲局": Decimal("1246.56")}
    part = office(money, convert(body.format("fraction"), count="yuan", of='"used"'))
    assert by_subject(part, facts, "yuan") == {"甲局": Decimal("1246.90")}


def test_fraction_without_rounding_is_refused() -> None:
    desk = office(
        PAID,
        convert('every = 4\nremainder = "lost"\ngive.points = { times = ["1/2", 3] }'),
    )
    facts = {"submissions": [work("W1")], "adoptions": rows(4)}
    assert problems(desk, facts) == ["needs-rounding"]


@pytest.mark.parametrize("per", ["tier", "outlet.tier"])
def test_results_are_rows_with_groups_and_sums(per: str) -> None:
    """A column reached by a way stands there under its last name."""
    desk = office(
        PAID,
        convert(f'per = ["{per}"]\nevery = 5\nremainder = "lost"\ngive.points = 1'),
        step(
            "short",
            "award",
            'on = { results = "converted" }\nwhen = { class = "重点", tier = "市级" }\n'
            'give.yuan = { field = "value" }',
        ),
    )
    facts = {
        "submissions": [work("W1"), work("W2", unit="丙局")],
        "adoptions": [
            used("A1", page=6),
            used("A2", outlet="市报", page=3),
            used("A3", "W2", outlet="市报", page=9),
        ],
    }
    assert by_subject(desk, facts, "yuan") == numbers(甲局=3)
    assert by_subject(desk, facts) == numbers(甲局=1, 丙局=1)


def test_conversion_may_be_converted() -> None:
    desk = office(
        PAID,
        convert('every = 2\nremainder = "lost"\ngive.points = 1'),
        step(
            "again",
            "convert",
            'of = ["converted"]\ncount = "points"\nper = ["class"]\nevery = 3\n'
            'remainder = "lost"\ngive.yuan = 1',
        ),
    )
    facts = {"submissions": [work("W1")], "adoptions": rows(13)}
    assert by_subject(desk, facts, "yuan") == numbers(甲局=2)


def test_nothing_counted_converts_into_nothing() -> None:
    desk = office(PAID, convert('every = 2\nremainder = "lost"\ngive.points = 1'))
    assert total(desk, {"submissions": [work("W1")]}) == {}


def test_edition_in_force_at_the_end_of_the_bucket_rules() -> None:
    body = 'every = {}\nremainder = "lost"\ngive.points = 1\nwithin = "month"'
    desk = office(
        PAID,
        convert(body.format(2)),
        later={"2014-06-15": convert(body.format(1))},
    )
    facts = {
        "submissions": [work("W1")],
        "adoptions": [
            used("A1", page=2, day="2014-05-31"),
            used("A2", page=2, day="2014-06-01"),
        ],
    }
    assert by_subject(desk, facts) == numbers(甲局=3)
