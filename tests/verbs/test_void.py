"""``void``: what happened brings what it matches to zero, once and without forward effect."""

from __future__ import annotations

from typing import Any

import pytest

from tests.verbs.agency import (
    by_fact,
    by_subject,
    numbers,
    office,
    step,
    total,
    used,
    work,
)

PAID = step("used", "award", 'on = "adoption"\ngive.points = { field = "page" }')
PEOPLE = step("used", "award", 'on = "adoption"\nto = "authors"\ngive.points = { field = "page" }')
ROWS = [
    used("A1", page=1),
    used("A2", "W2", page=2),
    used("A3", "W2", page=4, day="2014-04-05"),
]


def void(body: str, *, on: str = '"incident"') -> str:
    return step("veto", "void", f"on = {on}\n{body}")


def happened(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "submissions": [work("W1", authors="甲、乙"), work("W2", unit="乙局", authors="乙")],
        "adoptions": ROWS,
        "incidents": [
            {"id": f"E{n}", "unit": "丙局", "day": "2014-05-01", **row}
            for n, row in enumerate(rows)
        ],
        **more,
    }


@pytest.mark.parametrize(
    ("body", "rows", "amounts"),
    [
        ('match = ["unit"]', [{"unit": "乙局"}], (1, 0, 0)),
        ('match = ["unit"]', [{"unit": "乙局"}, {"unit": "乙局"}], (1, 0, 0)),
        ('match = ["unit"]', [{"unit": "乙局"}, {"unit": "甲局"}], (0, 0, 0)),
        ('match = ["unit"]', [{"unit": "丙局"}], (1, 2, 4)),
        ('match = ["unit"]', [], (1, 2, 4)),
        ('match = ["unit"]\nwithin = "month"', [{"unit": "乙局", "day": "2014-04-30"}], (1, 2, 0)),
        ('match = ["unit"]\nwithin = "month"', [{"unit": "乙局", "day": "2014-05-01"}], (1, 2, 4)),
        ('match = ["unit"]\nwithin = "quarter"', [{"unit": "乙局"}], (1, 2, 0)),
        ('match = ["work"]', [{"work": "W2"}], (1, 0, 0)),
        ('match = ["work"]', [{"unit": "甲局"}], (1, 2, 4)),
        ('match = ["work"]\nwithin = "month"', [{"work": "W2", "day": "2014-03-31"}], (1, 0, 4)),
        ('match = ["unit", "work"]', [{"unit": "乙局", "work": "W2"}], (1, 0, 0)),
        ('match = ["unit", "work"]', [{"unit": "乙局", "work": "W1"}], (1, 2, 4)),
        (
            'match = ["unit"]\nwhen = { kind = "失实" }',
            [{"unit": "甲局", "kind": "失实"}, {"unit": "乙局", "kind": "迟报"}],
            (0, 2, 4),
        ),
        (
            'match = ["unit"]\nwithin = "month"\ndated_by = "reported"',
            [{"unit": "乙局", "reported": "2014-04-01"}],
            (1, 2, 0),
        ),
        (
            'match = ["unit"]\nwithin = "month"\ndated_by = "reported"',
            [{"unit": "乙局", "day": "2014-04-01"}],
            (1, 2, 4),
        ),
    ],
)
def test_claims_that_match_a_trigger_go_to_zero(
    body: str, rows: list[dict[str, Any]], amounts: tuple[int, ...]
) -> None:
    assert tuple(by_fact(office(PAID, void(body)), happened(*rows)).values()) == amounts


@pytest.mark.parametrize(
    ("kinds", "amounts"),
    [(("乙",), (1, 0, 0)), (("乙", "丙"), (1, 0, 0)), (("丁",), (1, 2, 4)), (("甲",), (0, 2, 4))],
)
def test_words_of_different_lists_are_the_same_words(
    kinds: tuple[str, ...], amounts: tuple[int, ...]
) -> None:
    works = [work("W1", kind="甲"), work("W2", unit="乙局", kind="乙")]
    rows = [{"kind": kind} for kind in kinds]
    found = by_fact(office(PAID, void('match = ["kind"]')), happened(*rows, submissions=works))
    assert tuple(found.values()) == amounts


@pytest.mark.parametrize(
    ("body", "row", "expected"),
    [
        ('match = ["person"]', {"person": "乙"}, {"甲": 1}),
        ('match = ["person"]', {"person": "丙"}, {"甲": 1, "乙": 7}),
        ('match = ["person"]\nwithin = "month"', {"person": "乙"}, {"甲": 1, "乙": 7}),
        ('match = ["unit"]', {"unit": "甲局"}, {"乙": 7}),
        ('match = ["unit"]', {"unit": "乙局"}, {"甲": 1}),
    ],
)
def test_claims_of_people_match_by_person_or_by_their_unit(
    body: str, row: dict[str, Any], expected: dict[str, int]
) -> None:
    assert by_subject(office(PEOPLE, void(body)), happened(row)) == numbers(**expected)


def test_unit_of_a_person_is_that_of_the_day() -> None:
    desk = office(PEOPLE, void('match = ["unit"]'))
    facts = happened(
        {"unit": "乙局"},
        submissions=[work("W1", authors="丁")],
        adoptions=[
            used("A1", page=1, day="2014-06-30"),
            used("A2", page=2, day="2014-07-01"),
        ],
    )
    assert by_fact(desk, facts) == numbers(A1=1, A2=0)


@pytest.mark.parametrize(
    ("steps", "body", "amounts"),
    [
        ((PAID,), 'match = ["unit"]\nwhen = { points = { at_least = 6 } }', (1, 0, 0)),
        ((PAID,), 'match = ["unit"]\nwhen = { points = { at_least = 7 } }', (1, 2, 4)),
        (
            (PAID,),
            'match = ["unit"]\nwithin = "month"\nwhen = { points = { at_least = 4 } }',
            (1, 2, 0),
        ),
        ((PAID,), 'match = ["unit"]\nwhen = { class = "重点" }', (0, 0, 0)),
    ],
)
def test_totals_may_trigger(steps: tuple[str, ...], body: str, amounts: tuple[int, ...]) -> None:
    desk = office(*steps, void(f'for = "unit"\n{body}', on='"totals"'))
    assert tuple(by_fact(desk, happened()).values()) == amounts


def test_totals_of_people_may_trigger() -> None:
    body = 'for = "person"\nmatch = ["person"]\nwhen = { points = { at_least = 7 } }'
    desk = office(PEOPLE, void(body, on='"totals"'))
    assert by_subject(desk, happened()) == numbers(甲=1)


@pytest.mark.parametrize(
    ("body", "amounts"),
    [
        ('match = ["unit"]\nwithin = "month"\nwhen = { outcome = "unmet" }', (0, 0, 4)),
        ('match = ["unit"]\nwithin = "month"\nwhen = { missing = { at_least = 2 } }', (0, 2, 4)),
        ('match = ["unit"]\nwhen = { outcome = "met" }', (1, 0, 0)),
    ],
)
def test_results_may_trigger(body: str, amounts: tuple[int, ...]) -> None:
    task = step("task", "quota", 'for = "unit"\nwithin = "month"\ncount = "points"\ntarget = 3')
    desk = office(PAID, task, void(body, on='{ results = "task" }'))
    assert tuple(by_fact(desk, happened()).values()) == amounts


def test_steps_and_measures_narrow_what_is_voided() -> None:
    steps = (
        PAID,
        step(
            "bonus",
            "award",
            'part = "奖励"\non = "adoption"\nadds_to = ["used"]\ngive.points = 10\ngive.yuan = 1',
        ),
    )
    row = {"unit": "甲局"}
    everything = office(*steps, void('match = ["unit"]'))
    others = {("points", "乙局"): 26, ("yuan", "乙局"): 2}
    assert total(everything, happened(row)) == others
    part = office(*steps, void('match = ["unit"]\nof = ["奖励"]'))
    assert total(part, happened(row)) == {("points", "甲局"): 1, **others}
    money = office(*steps, void('match = ["unit"]\nmeasures = ["yuan"]'))
    assert total(money, happened(row)) == {("points", "甲局"): 11, **others}


def test_claims_without_a_fact_are_voided_too() -> None:
    desk = office(
        step("base", "base", 'for = "unit"\nwithin = "month"\ngive.points = 1'),
        void('match = ["unit"]\nwithin = "month"'),
    )
    assert by_subject(desk, happened({"unit": "甲局"})) == numbers(甲局=11, 乙局=12, 丙局=12)


def test_void_has_no_forward_effect() -> None:
    later = step("later", "award", 'on = "adoption"\nadds_to = ["used"]\ngive.yuan = 10')
    desk = office(PAID, void('match = ["unit"]'), later)
    assert total(desk, happened({"unit": "乙局"})) == {
        ("points", "甲局"): 1,
        ("yuan", "甲局"): 10,
        ("yuan", "乙局"): 20,
    }


@pytest.mark.parametrize(
    ("period", "expected"), [("2014", {"甲局": 1}), ("2014-Q1", {"甲局": 1, "乙局": 2})]
)
def test_trigger_outside_the_period_voids_nothing(period: str, expected: dict[str, int]) -> None:
    desk = office(PAID, void('match = ["unit"]'))
    assert by_subject(desk, happened({"unit": "乙局"}), period=period) == numbers(**expected)


def test_edition_in_force_on_the_day_of_the_trigger_voids() -> None:
    later = step("veto", "void", 'after = "used"\non = "incident"\nmatch = ["unit"]')
    desk = office(PAID, later={"2014-07-01": later})
    before = happened({"unit": "甲局", "day": "2014-06-30"})
    assert by_subject(desk, before) == numbers(甲局=1, 乙局=6)
    after = happened({"unit": "甲局", "day": "2014-07-01"})
    assert by_subject(desk, after) == numbers(乙局=6)


def test_each_line_cancels_what_stood() -> None:
    half = step("half", "multiply", 'of = ["used"]\nfactor = 3')
    desk = office(PAID, half, void('match = ["work"]'))
    lines = desk.score("2014", **happened({"work": "W2"}, {"work": "W2"})).lines()
    assert [(x.fact, x.amount) for x in lines if x.step == "veto"] == [("A2", -6), ("A3", -12)]


# -- from the day of the row on ------------------------------------------------------------

BARRED = [
    used("A1", page=1, day="2014-03-08"),
    used("A2", page=2, day="2014-05-01"),
    used("A3", page=4, day="2014-05-02"),
    used("A4", page=8, day="2014-06-30"),
    used("A5", "W2", page=16, day="2014-06-30"),
]
PERSON = 'match = ["person"]\n'


def barred(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    works = [work("W1", authors="甲"), work("W2", authors="乙")]
    return happened(*rows, **{"submissions": works, "adoptions": BARRED, **more})


@pytest.mark.parametrize(
    ("body", "rows", "expected"),
    [
        ('onward = "same_day"', [{"person": "甲"}], {"甲": 1, "乙": 16}),
        ('onward = "next_day"', [{"person": "甲"}], {"甲": 3, "乙": 16}),
        ("", [{"person": "甲"}], {"乙": 16}),
        # The earliest of several counts, whichever comes first in the records.
        (
            'onward = "next_day"',
            [{"person": "甲", "day": "2014-06-29"}, {"person": "甲", "day": "2014-05-01"}],
            {"甲": 3, "乙": 16},
        ),
        (
            'onward = "next_day"',
            [{"person": "甲", "day": "2014-05-02"}, {"person": "乙", "day": "2014-03-01"}],
            {"甲": 7},
        ),
        ('onward = "same_day"', [{"person": "甲", "day": "2014-07-01"}], {"甲": 15, "乙": 16}),
        # Only the month of the row, and there only what comes after it.
        (
            'onward = "next_day"\nwithin = "month"',
            [{"person": "甲"}, {"person": "甲", "day": "2014-06-01"}],
            {"甲": 3, "乙": 16},
        ),
        ('onward = "next_day"\nwithin = "month"', [{"person": "甲"}], {"甲": 11, "乙": 16}),
        # A row from before the period counts for ever alone.
        ('onward = "next_day"', [{"person": "甲", "day": "2013-12-30"}], {"甲": 15, "乙": 16}),
        (
            'onward = "next_day"\nwithin = "ever"',
            [{"person": "甲", "day": "2013-12-30"}],
            {"乙": 16},
        ),
        ('within = "ever"', [{"person": "甲", "day": "2013-12-30"}], {"乙": 16}),
        (
            'onward = "same_day"\nwithin = "ever"\ndated_by = "reported"',
            [{"person": "甲", "day": "2013-12-30", "reported": "2014-05-02"}],
            {"甲": 3, "乙": 16},
        ),
    ],
)
def test_claims_are_voided_from_the_day_of_the_row_on(
    body: str, rows: list[dict[str, Any]], expected: dict[str, int]
) -> None:
    before = step("early", "award", 'on = "submission"\nwithin = "ever"\ngive.yuan = 1')
    desk = office(PEOPLE, before, void(f'of = ["used"]\n{PERSON}{body}'))
    assert by_subject(desk, barred(*rows)) == numbers(**expected)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2014-05", {"甲": 2}),
        ("2014-06", {"乙": 16}),
        ("2014-Q1", {"甲": 1}),
        ("2014", {"甲": 3, "乙": 16}),
    ],
)
def test_who_is_barred_for_ever_stays_so_in_later_runs(
    period: str, expected: dict[str, int]
) -> None:
    desk = office(PEOPLE, void(f'{PERSON}onward = "next_day"\nwithin = "ever"'))
    assert by_subject(desk, barred({"person": "甲"}), period=period) == numbers(**expected)


def test_edition_of_the_claim_rules_on_who_is_barred_for_ever() -> None:
    """From July on only leaks bar, those of before among them; what bars till then is any row."""
    body = f'{PERSON}onward = "next_day"\nwithin = "ever"'
    leaks = void(f'{body}\nwhen = {{ kind = "泄密" }}')
    desk = office(PEOPLE, void(body), later={"2014-07-01": leaks})
    july = [used("A6", page=32, day="2014-07-01"), used("A7", "W2", page=64, day="2014-07-01")]
    facts = barred(
        {"person": "甲", "kind": "泄密"},
        {"person": "乙", "kind": "失实"},
        adoptions=[*BARRED, *july],
    )
    assert by_subject(desk, facts) == numbers(甲=3, 乙=64)
    assert by_subject(desk, facts, period="2014-07") == numbers(乙=64)


def test_lines_of_a_veto_tell_the_first_row_that_brought_them_about() -> None:
    body = f'{PERSON}when = {{ kind = "抄袭" }}\nonward = "next_day"\nwithin = "ever"'
    desk = office(PEOPLE, void(body))
    rows = [
        {"person": "甲", "kind": "抄袭", "day": "2014-05-20"},
        {"person": "甲", "kind": "抄袭", "day": "2014-05-01"},
        {"person": "甲", "kind": "迟报", "day": "2014-03-01"},
    ]
    told = [
        (x.fact, x.amount, [(name.zh, value.zh) for name, value in x.because])
        for x in desk.score("2014", **barred(*rows)).lines()
        if x.step == "veto"
    ]
    because = [("事件", "E1"), ("发生日期", "2014-05-01"), ("事件类型", "抄袭")]
    assert told == [("A3", -4, because), ("A4", -8, because)]
