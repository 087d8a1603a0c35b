"""Receivers: who gets a row's amount, in which unit, and in which order they are numbered."""

from __future__ import annotations

from typing import Any

import pytest

from gov_comms.errors import Refused
from gov_comms.testing import open_desk
from tests.verbs.agency import by_subject, numbers, office, prize, problems, step, used, work

WORKS = [
    work("W1", authors="乙、甲", reviewer="丙", units="丙局、甲局"),
    work("W2", unit="乙局"),
    work("W3", unit="丙局", authors="丁"),
]
ROWS = [
    used("A1", "W1", page=1),
    used("A2", "W2", page=2),
    used("A3", "W3", page=4, day="2014-06-30"),
    used("A4", "W3", page=8, day="2014-07-01", team="丙、甲"),
]


def given(to: str, measure: str = "points", **more: Any) -> dict[str, Any]:
    """What each subject receives of four adoptions worth 1, 2, 4 and 8."""
    paid = step("a", "award", f'on = "adoption"\nto = {to}\ngive.{measure} = {{ field = "page" }}')
    return by_subject(office(paid), {"submissions": WORKS, "adoptions": ROWS, **more}, measure)


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ('"unit"', {"甲局": 1, "乙局": 2, "丙局": 12}),
        ('"work.unit"', {"甲局": 1, "乙局": 2, "丙局": 12}),
        ('"units"', {"丙局": 1, "甲局": 1}),
        ('"work.units"', {"丙局": 1, "甲局": 1}),
        ('"first_author"', {"乙": 1, "丁": 12}),
        ('"authors"', {"乙": 1, "甲": 1, "丁": 12}),
        ('"reviewer"', {"丙": 1}),
        ('"team"', {"丙": 8, "甲": 8}),
        ('["team", "authors", "unit"]', {"乙": 1, "甲": 9, "乙局": 2, "丁": 4, "丙": 8}),
        ('["reviewer", "first_author", "unit"]', {"丙": 1, "乙局": 2, "丁": 12}),
        ('["units", "unit"]', {"丙局": 13, "甲局": 1, "乙局": 2}),
        ('{ members_of = "unit" }', {"甲": 1, "丁": 1, "乙": 2, "丙": 12}),
        ('{ members_of = "unit", role = "信息员" }', {"甲": 1, "乙": 2}),
        ('{ members_of = "work.unit", role = "组长" }', {"甲": 1}),
        ('{ members_of = "work.first_author.unit" }', {"乙": 1, "甲": 12, "丁": 4}),
    ],
)
def test_rows_are_given_to_whom_the_step_says(to: str, expected: dict[str, int]) -> None:
    assert given(to) == numbers(**expected)


@pytest.mark.parametrize(
    ("to", "measure", "expected"),
    [
        ('"authors"', "team", {"乙": 1, "甲": 1, "丁": 12, "甲局": 5, "乙局": 9}),
        ('"authors"', "all", {"乙": 1, "甲": 1, "丁": 12, "甲局": 5, "乙局": 9}),
        ('"unit"', "team", {}),
        ('"unit"', "all", {"甲局": 1, "乙局": 2, "丙局": 12}),
        ('["team", "unit"]', "all", {"丙": 8, "甲": 8, "甲局": 9, "乙局": 2, "丙局": 12}),
    ],
)
def test_unit_gets_what_its_members_of_the_day_get(
    to: str, measure: str, expected: dict[str, int]
) -> None:
    assert given(to, measure) == numbers(**expected)


def test_people_who_are_listed_nowhere_belong_to_the_unit_of_their_first_work() -> None:
    paid = step("a", "award", 'on = "adoption"\nto = "authors"\ngive.team = { field = "page" }')
    agency = (
        'name = "乙办"\nlanguage = "zh-CN"\n[measures.team]\nlabel = "分"\nunit_total = "members"\n'
        '[[outlet]]\nid = "区报"\n[[unit]]\nid = "甲局"\n[[unit]]\nid = "乙局"\n'
    )
    text = f'title = "办法"\nfrom = 2014-01-01\n{paid}'
    desk = open_desk({"agency.toml": agency, "regulations/2014.toml": text})
    facts = {
        "submissions": [
            work("W1", day="2014-02-01", authors="张三"),
            work("W2", unit="乙局", day="2014-03-01", authors="张三、李四"),
        ],
        "adoptions": [used("A1", page=1), used("A2", "W2", page=2)],
    }
    found = {(t.subject.id): t.total for t in desk.score("2014", **facts).totals if t.total}
    assert found == numbers(张三=3, 李四=2, 甲局=3, 乙局=2)


def test_row_that_names_nobody_gives_nothing() -> None:
    paid = step("p", "award", 'on = "prize"\nto = ["person", "unit"]\ngive.points = 1')
    facts = {"prizes": [prize("P1"), prize("P2", person="甲"), prize("P3", unit="丙局")]}
    assert by_subject(office(paid), facts) == numbers(甲=1, 丙局=1)


@pytest.mark.parametrize(
    ("submissions", "code"),
    [
        ([work("W1", authors="甲、甲")], "named-twice"),
        ([work("W1", authors="戊")], "unknown-person"),
        ([work("W1", unit="戊局")], "unknown-unit"),
        ([work("W1", authors="戊", day="2014-03-01", unit="甲局")], "unknown-person"),
    ],
)
def test_receivers_that_cannot_be_told_are_refused(
    submissions: list[dict[str, Any]], code: str
) -> None:
    paid = step("a", "award", 'on = "submission"\nto = ["authors", "unit"]\ngive.points = 1')
    with pytest.raises(Refused) as refused:
        office(paid).facts(submissions=submissions)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_person_of_another_day_is_refused() -> None:
    roster = '[[person]]\nid = "戊"\nunit = "甲局"\nfrom = 2014-05-01\n'
    paid = step("a", "award", 'on = "submission"\nto = "authors"\ngive.points = 1')
    desk = office(paid, agency=roster)
    assert by_subject(desk, {"submissions": [work("W1", day="2014-05-01", authors="戊")]}) == (
        numbers(戊=1)
    )
    with pytest.raises(Refused):
        desk.facts(submissions=[work("W1", day="2014-04-30", authors="戊")])


def test_person_who_has_left_when_his_work_is_used_receives_nothing() -> None:
    """He was listed when he sent it; on the day of the adoption he belongs to no unit."""
    roster = '[[person]]\nid = "戊"\nunit = "甲局"\nto = 2014-05-01\n'
    paid = step("a", "award", 'on = "adoption"\nto = ["authors", "unit"]\ngive.points = 1')
    desk = office(paid, agency=roster)
    facts = {
        "submissions": [work("W1", day="2014-05-01", authors="戊")],
        "adoptions": [used("A1", day="2014-05-02")],
    }
    assert by_subject(desk, facts) == {}
    paid_too = {
        "submissions": [*facts["submissions"], work("W2")],
        "adoptions": [*facts["adoptions"], used("A2", "W2")],
    }
    assert by_subject(desk, paid_too) == numbers(甲局=1)
    assert problems(desk, paid_too) == ["unpaid"]
