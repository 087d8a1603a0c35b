"""``award``: a claim for each row, receiver and measure; none where nothing is defined."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.verbs.agency import (
    Facts,
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


def award(body: str, *, on: str = "adoption", name: str = "used") -> str:
    return step(name, "award", f'on = "{on}"\n{body}')


def one(body: str, work_cells: dict[str, Any] | None = None, **cells: Any) -> dict[str, Decimal]:
    """What each subject has of one adoption of one work."""
    facts = {"submissions": [work("W1", **(work_cells or {}))], "adoptions": [used("A1", **cells)]}
    return by_subject(office(award(body)), facts)


@pytest.mark.parametrize(
    ("to", "cells", "expected"),
    [
        ("", {}, {"甲局": 6}),
        ('to = "unit"', {}, {"甲局": 6}),
        ('to = "work.unit"', {}, {"甲局": 6}),
        ('to = "first_author"', {"authors": "乙、甲"}, {"乙": 6}),
        ('to = "first_author"', {}, {}),
        ('to = "authors"', {"authors": "乙、甲"}, {"乙": 6, "甲": 6}),
        ('to = "reviewer"', {"reviewer": "丙"}, {"丙": 6}),
        ('to = "units"', {"units": "丙局、乙局"}, {"丙局": 6, "乙局": 6}),
        ('to = "units"', {}, {}),
        ('to = ["first_author", "unit"]', {"authors": "乙、甲"}, {"乙": 6}),
        ('to = ["first_author", "unit"]', {}, {"甲局": 6}),
        ('to = ["authors", "reviewer", "unit"]', {"authors": "乙、甲"}, {"乙": 6, "甲": 6}),
        ('to = ["authors", "reviewer", "unit"]', {"reviewer": "丙"}, {"丙": 6}),
        ('to = ["units", "unit"]', {}, {"甲局": 6}),
        ('to = { members_of = "unit" }', {}, {"甲": 6, "丁": 6}),
        ('to = { members_of = "unit", role = "组长" }', {}, {"甲": 6}),
        ('to = { members_of = "unit", role = "管理员" }', {}, {}),
        ('to = { members_of = "unit" }', {"unit": "丙局"}, {"丙": 6}),
    ],
)
def test_everyone_named_gets_the_full_amount(
    to: str, cells: dict[str, Any], expected: dict[str, int]
) -> None:
    assert one(f"{to}\ngive.points = 6", cells) == numbers(**expected)


def test_fallback_is_decided_row_by_row() -> None:
    desk = office(award('to = ["authors", "unit"]\ngive.points = { field = "page" }'))
    facts = {
        "submissions": [work("W1", authors="甲、乙"), work("W2")],
        "adoptions": [used("A1", page=1), used("A2", "W2", page=2), used("A3", page=4)],
    }
    assert by_subject(desk, facts) == numbers(甲=5, 乙=5, 甲局=2)


def test_members_are_those_of_the_day() -> None:
    desk = office(award('to = { members_of = "unit" }\ngive.points = { field = "page" }'))
    rows = [used("A1", page=1, day="2014-06-30"), used("A2", page=2, day="2014-07-01")]
    facts = {"submissions": [work("W1")], "adoptions": rows}
    assert by_subject(desk, facts) == numbers(甲=3, 丁=1)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("points", {"丁": 3, "乙局": 4}),
        ("team", {"丁": 3, "甲局": 1, "乙局": 2}),
        ("all", {"丁": 3, "甲局": 1, "乙局": 6}),
    ],
)
def test_unit_total_is_own_or_of_its_members_of_the_day(
    measure: str, expected: dict[str, int]
) -> None:
    """丁 belongs to 甲局 until June and to 乙局 from July."""
    desk = office(
        award(f'to = ["first_author", "unit"]\ngive.{measure} = {{ field = "page" }}'),
    )
    facts = {
        "submissions": [work("W1", authors="丁"), work("W2", unit="乙局")],
        "adoptions": [
            used("A1", page=1, day="2014-06-30"),
            used("A2", page=2, day="2014-07-01"),
            used("A3", "W2", page=4),
        ],
    }
    assert by_subject(desk, facts, measure) == numbers(**expected)


@pytest.mark.parametrize(
    ("when", "facts"),
    [
        ("{ page = 1 }", {"A1"}),
        ("{ page = { present = false } }", {"A3"}),
        ('{ any = [{ page = 1 }, { tier = "市级" }] }', {"A1", "A2"}),
        ('{ none = [{ page = 1 }, { tier = "市级" }] }', {"A3"}),
    ],
)
def test_condition_chooses_the_rows(when: str, facts: set[str]) -> None:
    desk = office(award(f"when = {when}\ngive.points = 1"))
    rows = [used("A1", page=1), used("A2", outlet="市报", page=2), used("A3")]
    assert set(by_fact(desk, {"submissions": [work("W1")], "adoptions": rows})) == facts


def test_undefined_value_opens_no_claim_and_zero_opens_one() -> None:
    desk = office(award('give.points = { field = "page" }'))
    facts = {"submissions": [work("W1")], "adoptions": [used("A1"), used("A2", page=0)]}
    assert [(x.fact, x.amount) for x in desk.score("2014", **facts).lines()] == [("A2", 0)]
    assert problems(desk, {**facts, "adoptions": [*facts["adoptions"], used("A3", page=1)]}) == [
        "unpaid"
    ]


def test_unpaid_says_whether_other_measures_count_the_adoption() -> None:
    desk = office(award('when = { tier = "区级" }\ngive.points = 1\ngive.yuan = { field = "fee" }'))
    facts = {
        "submissions": [work("W1")],
        "adoptions": [used("A1", fee=1), used("A2"), used("A3", outlet="市报", fee=1)],
    }
    told = [each.text("en").partition(": ")[2] for each in desk.score("2014", **facts).problems]
    assert told == [
        "no step gives adoption A2 any 稿费. hint: see whether a cell of the row is empty; "
        "if nothing is due, or another measure counts it, let a step give 0 (rest = 0)",
        "no step gives adoption A3 anything. hint: see whether a cell of the row is empty; "
        "if nothing is due, let a step give 0 or exclude it",
    ]


@pytest.mark.parametrize(
    ("period", "told"),
    [
        # A1 is counted with its evidence in April, A2 without evidence by its own day; A3 has it
        # in March but no page.
        ("2014-Q1", ["A2", "A3"]),
        ("2014-Q2", []),
        ("2014-03", ["A2", "A3"]),
        ("2014-02", []),
        ("2014", ["A2", "A3"]),
    ],
)
def test_unpaid_goes_by_the_day_that_the_step_goes_by(period: str, told: list[str]) -> None:
    desk = office(award('dated_by = "evidence_day"\ngive.points = { field = "page" }'))
    facts = {
        "submissions": [work("W1")],
        "adoptions": [
            used("A1", day="2014-03-08", evidence_day="2014-04-01", page=1),
            used("A2", day="2014-03-08", page=1),
            used("A3", day="2014-02-08", evidence_day="2014-03-01"),
        ],
    }
    said = [each.what.text("en") for each in desk.score(period, **facts).problems]
    assert said == [f"no step gives adoption {name} anything" for name in told]


def test_unpaid_goes_by_the_days_of_the_steps_that_give_the_measure() -> None:
    late = step("late", "award", 'on = "adoption"\ndated_by = "evidence_day"\ngive.yuan = 1')
    desk = office(award("give.points = 1"), late)
    facts = {
        "submissions": [work("W1")],
        "adoptions": [
            used("A1", day="2014-03-08", evidence_day="2014-04-01"),
            used("A2", day="2014-03-08", evidence_day="2014-03-09"),
        ],
    }
    for period in ("2014-03", "2014-Q2", "2014"):
        assert problems(desk, facts, period) == []


def test_measures_of_one_step_stand_by_themselves() -> None:
    desk = office(
        award(
            'give.points = { by = "tier", table = { "区级" = 5 }, rest = 0 }\n'
            'give.yuan = { field = "fee" }\ngive.pieces = 1'
        )
    )
    facts = {
        "submissions": [work("W1")],
        "adoptions": [used("A1", fee="12.34"), used("A2", outlet="市报")],
    }
    assert total(desk, facts) == {
        ("points", "甲局"): 5,
        ("yuan", "甲局"): Decimal("12.34"),
        ("pieces", "甲局"): 2,
    }


@pytest.mark.parametrize(
    ("rounding", "fee", "amount"),
    [
        ("half_up", "12.50", 13),
        ("half_up", "-12.50", -13),
        ("half_even", "12.50", 12),
        ("half_even", "13.50", 14),
        ("half_even", "-12.50", -12),
        ("down", "12.99", 12),
        ("down", "-12.99", -12),
        ("up", "12.01", 13),
        ("up", "-12.01", -13),
        ("up", "12.00", 12),
    ],
)
def test_rounding_brings_amounts_to_the_measure(rounding: str, fee: str, amount: int) -> None:
    body = f'give.points = {{ field = "fee" }}\nrounding = "{rounding}"'
    assert one(body, fee=fee) == {"甲局": Decimal(amount)}


def test_amount_that_does_not_fit_is_refused() -> None:
    desk = office(award('give.points = { field = "fee" }'))
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", fee="12.50")]}
    assert problems(desk, facts) == ["needs-rounding"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2014-03", {}),
        ("2014-04", {"甲局": 1}),
        ("2014", {"甲局": 1}),
    ],
)
def test_row_is_dated_by_the_day_named(period: str, expected: dict[str, int]) -> None:
    """A row without that day opens no claim."""
    desk = office(award('dated_by = "evidence_day"\ngive.points = 1'))
    facts = {
        "submissions": [work("W1")],
        "adoptions": [used("A1", evidence_day="2014-04-02"), used("A2")],
    }
    assert by_subject(desk, facts, period=period) == numbers(**expected)


def test_row_may_be_dated_by_a_derived_day() -> None:
    desk = office(
        derive(
            "proof_due", "adoption", 'deadline = { of = "day", period = "quarter", month = "next" }'
        ),
        award('dated_by = "proof_due"\ngive.points = 1'),
    )
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", day="2014-03-08")]}
    assert by_subject(desk, facts, period="2014-03") == {}
    assert by_subject(desk, facts, period="2014-04") == numbers(甲局=1)


POSTED: list[tuple[str, dict[str, int]]] = [
    ("next month", {"2014-03": 0, "2014-04": 1, "2014-05": 1, "2014": 2, "2015-01": 1, "2015": 1}),
    ("next quarter", {"2014-Q1": 0, "2014-Q2": 2, "2014-04": 2, "2014": 2, "2015-01": 1}),
    ("next year", {"2014": 0, "2015": 3, "2015-01": 3, "2015-02": 0}),
    ("quarter", {"2014-03": 0, "2014-Q1": 1, "2014-Q2": 1, "2014-H1": 2, "2014": 3}),
    ("year", {"2014-03": 0, "2014-H1": 0, "2014": 3}),
]


@pytest.mark.parametrize(
    ("post", "period", "points"),
    [(post, period, points) for post, periods in POSTED for period, points in periods.items()],
)
def test_claims_count_in_the_period_to_which_they_are_posted(
    post: str, period: str, points: int
) -> None:
    if post == "next quarter":
        rows = [("A1", "2014-03-31"), ("A2", "2014-01-01"), ("A3", "2014-12-31")]
    else:
        rows = [("A1", "2014-03-31"), ("A2", "2014-04-01"), ("A3", "2014-12-31")]
    desk = office(award(f'post = "{post}"\ngive.points = 1'))
    facts: Facts = {
        "submissions": [work("W1")],
        "adoptions": [used(name, day=day) for name, day in rows],
    }
    expected = numbers(甲局=points) if points else {}
    assert by_subject(desk, facts, period=period) == expected


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("", {"2014-03": 2, "2014-04": 2, "2014": 4}),
        ('post = "next month"', {"2014-03": 0, "2014-04": 2, "2014-05": 2, "2014": 4}),
    ],
)
def test_posted_claims_compete_in_their_new_bucket(post: str, expected: dict[str, int]) -> None:
    desk = office(
        award(f'{post}\ngive.points = {{ field = "page" }}'),
        step(
            "one",
            "keep",
            'of = ["used"]\nper = []\nkeep = 1\norder = ["highest"]\nwithin = "month"',
        ),
    )
    rows = [
        used("A1", page=1, day="2014-03-08"),
        used("A2", page=2, day="2014-03-31"),
        used("A3", page=2, day="2014-04-01"),
        used("A4", page=1, day="2014-04-30"),
    ]
    facts = {"submissions": [work("W1")], "adoptions": rows}
    for period, points in expected.items():
        found = by_subject(desk, facts, period=period)
        assert found == (numbers(甲局=points) if points else {})


def test_step_of_a_longer_level_does_not_run() -> None:
    desk = office(
        award("give.points = 1"),
        step("yearly", "award", 'on = "totals"\nfor = "unit"\nwithin = "year"\ngive.yuan = 5'),
    )
    facts = {"submissions": [work("W1")], "adoptions": [used("A1")]}
    assert total(desk, facts, "2014-03") == {("points", "甲局"): 1}
    assert total(desk, facts)["yuan", "甲局"] == 5


def test_totals_are_rows_for_every_subject_and_bucket() -> None:
    desk = office(
        award("give.points = 1"),
        step(
            "bonus",
            "award",
            'on = "totals"\nfor = "unit"\nwithin = "month"\nadds_to = ["used"]\n'
            "when = { points = { at_least = 2 } }\n"
            'give.points = { times = [{ field = "points" }, 10] }\n'
            'give.yuan = { total = "points", of = ["used"] }',
        ),
    )
    rows = [
        used("A1"),
        used("A2"),
        used("A3", day="2014-04-01"),
        *(used(f"B{n}", "W2", day="2014-05-01") for n in range(3)),
    ]
    facts = {"submissions": [work("W1"), work("W2", unit="乙局")], "adoptions": rows}
    assert total(desk, facts) == {
        ("points", "甲局"): 23,
        ("points", "乙局"): 33,
        ("yuan", "甲局"): 2,
        ("yuan", "乙局"): 3,
    }


def test_totals_of_people_are_their_own() -> None:
    desk = office(
        award('to = "authors"\ngive.points = 2'),
        step(
            "bonus",
            "award",
            'on = "totals"\nfor = "person"\nwhen = { points = { at_least = 3 } }\ngive.yuan = 5',
        ),
    )
    facts = {
        "submissions": [work("W1", authors="甲、乙"), work("W2", authors="乙")],
        "adoptions": [used("A1"), used("A2", "W2")],
    }
    assert by_subject(desk, facts, "yuan") == numbers(乙=5)


def test_results_are_rows() -> None:
    desk = office(
        award("give.points = 1"),
        step(
            "task",
            "quota",
            'for = "unit"\nwithin = "quarter"\ncount = "points"\ntarget = 2',
        ),
        step(
            "short",
            "award",
            'on = { results = "task" }\nwhen = { outcome = "unmet", class = "重点" }\n'
            'give.yuan = { times = [{ field = "missing" }, -3] }',
        ),
    )
    facts = {"submissions": [work("W1")], "adoptions": [used("A1"), used("A2"), used("A3")]}
    assert by_subject(desk, facts, "yuan") == numbers(甲局=-18, 乙局=-24)


def test_own_tables_are_rows_like_any() -> None:
    desk = office(
        award(
            'to = ["person", "unit", "work.unit"]\n'
            'give.points = { by = "level", table = { "甲奖" = 9, "乙奖" = 5 }, rest = 1 }',
            on="prize",
        )
    )
    facts = {
        "submissions": [work("W1", unit="丙局")],
        "prizes": [
            prize("P1", unit="甲局", level="甲奖"),
            prize("P2", unit="甲局", person="乙", level="乙奖"),
            prize("P3", work="W1", level="丙奖"),
            prize("P5", work="W1", unit="乙局"),
            prize("P4", level="甲奖"),
        ],
    }
    assert by_subject(desk, facts) == numbers(甲局=9, 乙=5, 丙局=1, 乙局=1)


def test_for_a_person_pays_the_person_of_the_row() -> None:
    desk = office(award('for = "person"\ngive.points = 4', on="prize"))
    facts = {"prizes": [prize("P1", unit="甲局", person="乙"), prize("P2", unit="甲局")]}
    assert by_subject(desk, facts) == numbers(乙=4)


def test_later_edition_rules_from_its_day() -> None:
    desk = office(
        award("give.points = 1"),
        later={
            "2014-07-01": award("give.points = 2")
            + step(
                "more",
                "award",
                'after = "used"\non = "adoption"\nadds_to = ["used"]\ngive.points = 10',
            ),
            "2014-10-01": 'repeals = ["more"]\n',
        },
    )
    days = ("2014-06-30", "2014-07-01", "2014-09-30", "2014-10-01")
    rows = [used(f"A{n}", day=day) for n, day in enumerate(days)]
    facts = {"submissions": [work("W1")], "adoptions": rows}
    assert by_fact(desk, facts) == numbers(A0=1, A1=12, A2=12, A3=2)


def test_new_step_of_a_later_edition_pays_nothing_before_its_day() -> None:
    """A later step that looks at all earlier claims does not make it older."""
    ever = 'per = ["work"]\nkeep = 9\norder = ["highest"]\nwithin = "ever"\nlater = "full"'
    desk = office(
        award("give.points = 1"),
        step("ever", "keep", f'of = ["used"]\n{ever}'),
        later={
            "2014-07-01": step(
                "more",
                "award",
                'after = "used"\non = "adoption"\nadds_to = ["used"]\ngive.points = 10',
            )
            + step("ever", "keep", f'of = ["used", "more"]\n{ever}'),
        },
    )
    rows = [used("A1", day="2014-06-30"), used("A2", day="2014-07-01")]
    facts = {"submissions": [work("W1")], "adoptions": rows}
    assert by_fact(desk, facts) == numbers(A1=1, A2=11)


def test_works_that_nobody_receives_are_an_error() -> None:
    desk = office(
        award('to = "work"\ngive.points = 1'),
        step("shared", "split", 'of = ["used"]\nto = "first_author"\nby = "equal"\nmost = 1'),
    )
    facts = {"submissions": [work("W1")], "adoptions": [used("A1")]}
    assert problems(desk, facts) == ["rests-on-work"]
