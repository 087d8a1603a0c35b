"""Conditions: every test at its edge, and on an empty cell none but ``present = false``."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

from typing import Any

import pytest

from tests.verbs.agency import by_fact, by_subject, derive, office, step, used, work

WORKS = [
    work("W1", tags="急稿、图片", kind="消息", title="一", authors="甲、乙", units="甲局"),
    work("W2", unit="乙局"),
]
FULL: dict[str, Any] = {
    "outlet": "市报",
    "page": 3,
    "weight": "1.500",
    "headline": True,
    "form": "综合",
    "position": "头版",
    "evidence_day": "2014-03-13",
}


def hold(when: str, *more: str, agency: str = "", full: dict[str, Any] | None = None) -> str:
    """Which of two adoptions a condition chooses: the full one, the empty one, or both."""
    rows = [used("满", "W1", **(full or FULL)), used("空", "W2", outlet="小报")]
    desk = office(
        *more, step("a", "award", f'on = "adoption"\nwhen = {when}\ngive.points = 1'), agency=agency
    )
    return "".join(sorted(by_fact(desk, {"submissions": WORKS, "adoptions": rows})))


@pytest.mark.parametrize(
    ("tests", "chosen"),
    [
        # counts
        ("page = 3", True),
        ("page = 4", False),
        ("page = [1, 3]", True),
        ("page = [1, 2]", False),
        ("page = { not = 3 }", False),
        ("page = { not = 4 }", True),
        ("page = { none_of = [1, 2] }", True),
        ("page = { none_of = [2, 3] }", False),
        ("page = { at_least = 3 }", True),
        ("page = { at_least = 4 }", False),
        ("page = { more_than = 2 }", True),
        ("page = { more_than = 3 }", False),
        ("page = { at_most = 3 }", True),
        ("page = { at_most = 2 }", False),
        ("page = { less_than = 4 }", True),
        ("page = { less_than = 3 }", False),
        ("page = { between = [3, 5] }", True),
        ("page = { between = [1, 3] }", True),
        ("page = { between = [4, 5] }", False),
        ("page = { at_least = 3, less_than = 4 }", True),
        ("page = { at_least = 3, not = 3 }", False),
        ("page = { at_least = 2.5 }", True),
        ("page = { at_most = 2.5 }", False),
        # decimals, whatever their number of decimals
        ("weight = 1.5", True),
        ("weight = 1.5000", True),
        ("weight = { at_least = 1.5 }", True),
        ("weight = { at_least = 1.5001 }", False),
        ("weight = { at_most = 1.4999 }", False),
        ("weight = { more_than = 1 }", True),
        ("weight = { not = 1.5001 }", True),
        # words
        ('form = "综合"', True),
        ('form = "全文"', False),
        ('form = ["全文", "综合"]', True),
        ('form = { not = "全文" }', True),
        ('form = { none_of = ["综合"] }', False),
        # ordered words
        ('tier = { at_least = "市级" }', True),
        ('tier = { at_least = "国家级" }', False),
        ('tier = { more_than = "区级" }', True),
        ('tier = { more_than = "市级" }', False),
        ('tier = { at_most = "市级" }', True),
        ('tier = { less_than = "市级" }', False),
        ('tier = { between = ["区级", "市级"] }', True),
        ('tier = { between = ["市级", "国家级"] }', True),
        # days
        ("evidence_day = 2014-03-13", True),
        ("evidence_day = { before = 2014-03-14 }", True),
        ("evidence_day = { before = 2014-03-13 }", False),
        ("evidence_day = { after = 2014-03-12 }", True),
        ("evidence_day = { after = 2014-03-13 }", False),
        ("evidence_day = { on_or_before = 2014-03-13 }", True),
        ("evidence_day = { on_or_after = 2014-03-13 }", True),
        ("evidence_day = { on_or_after = 2014-03-14 }", False),
        ("evidence_day = { between = [2014-03-01, 2014-03-13] }", True),
        # yes and no
        ("headline = true", True),
        ("headline = false", False),
        ("headline = { not = true }", False),
        ("headline = { not = false }", True),
        # who and what is referred to
        ('outlet = "市报"', True),
        ('outlet = ["区报", "国报"]', False),
        ('unit = "甲局"', True),
        ('unit = { not = "丙局" }', "both"),
        ('"work.unit.class" = "重点"', "both"),
        ('first_author = "甲"', True),
        ('first_author = ["丙", "乙"]', False),
        ("author_count = 2", True),
        ("author_count = { at_least = 3 }", False),
        # cells with several words
        ('tags = { has = "图片" }', True),
        ('tags = { has = "视频" }', False),
        ('tags = { has_any = ["视频", "急稿"] }', True),
        ('tags = { has_all = ["图片", "急稿"] }', True),
        ('tags = { has_all = ["图片", "视频"] }', False),
        ('tags = { not = "视频" }', True),
        ('tags = { not = "图片" }', False),
        ('tags = { none_of = ["视频", "专稿"] }', True),
        ('tags = { none_of = ["视频", "图片"] }', False),
        ('authors = { has = "乙" }', True),
        ('authors = { has_any = ["丙"] }', False),
        ('units = { has = "甲局" }', True),
        # there or not
        ("page = { present = true }", True),
        ("page = { present = false }", "empty"),
        ("tags = { present = true }", True),
        ("tags = { present = false }", "empty"),
        ("tier = { present = false }", "empty"),
        ("evidence_day = { present = false }", "empty"),
        ('"work.title" = { present = true }', True),
        ("first_author = { present = false }", "empty"),
        # several tests
        ('page = 3, form = "综合"', True),
        ('page = 3, form = "全文"', False),
        ("any = [{ page = 4 }, { headline = true }]", True),
        ("any = [{ page = 4 }, { headline = false }]", False),
        ("all = [{ page = 3 }, { headline = true }]", True),
        ("none = [{ page = 4 }, { headline = false }]", "both"),
        ("none = [{ page = 3 }]", "empty"),
        ('page = 3, any = [{ form = "综合" }, { form = "全文" }]', True),
        ("all = [{ any = [{ page = 3 }, { page = 4 }] }, { none = [{ headline = false }] }]", True),
    ],
)
def test_condition_chooses(tests: str, chosen: bool | str) -> None:
    expected = {True: "满", False: "", "both": "满空", "empty": "空"}[chosen]
    assert hold(f"{{ {tests} }}") == expected


@pytest.mark.parametrize(
    ("tests", "chosen"),
    [
        ('evidence_day = { on_or_before = { column = "day", plus_days = 5 } }', True),
        ('evidence_day = { on_or_before = { column = "day", plus_days = 4 } }', False),
        ('evidence_day = { after = { column = "day", plus_days = 4 } }', True),
        ('evidence_day = { after = { column = "day", plus_days = 5 } }', False),
        ('evidence_day = { is = { column = "day", plus_days = 5 } }', True),
        ('day = { is = { column = "evidence_day", plus_days = -5 } }', True),
        ('day = { after = { column = "work.day" } }', "both"),
        ('page = { more_than = { column = "weight" } }', True),
        ('weight = { less_than = { column = "page" } }', True),
        ('page = { at_most = { column = "place" } }', False),
        ('unit = { is = { column = "work.unit" } }', "both"),
    ],
)
def test_columns_are_compared_with_columns(tests: str, chosen: bool | str) -> None:
    expected = {True: "满", False: "", "both": "满空"}[chosen]
    assert hold(f"{{ {tests} }}") == expected


@pytest.mark.parametrize(
    ("form", "position", "same"),
    [
        ("综合", "综合", True),
        ("全文", "头版", False),
        ("全文", "全文", True),
        ("简讯", "综合", False),
    ],
)
def test_words_of_different_lists_are_compared_as_words(
    form: str, position: str, same: bool
) -> None:
    full = {**FULL, "form": form, "position": position}
    assert hold('{ form = { is = { column = "position" } } }', full=full) == ("满" if same else "")
    assert hold('{ position = { not = { column = "form" } } }', full=full) == ("" if same else "满")


@pytest.mark.parametrize(
    ("condition", "chosen"),
    [
        ('"good"', "满"),
        ('{ all = ["good", { page = 3 }] }', "满"),
        ('{ any = ["good", { page = { present = false } }] }', "满空"),
        ('{ none = ["good"] }', "空"),
        ("{ good = true }", "满"),
        ("{ good = false }", "空"),
        ('"headline"', "满"),
        ('{ none = ["headline"] }', "空"),
        ('["good", "headline"]', "满"),
    ],
)
def test_named_conditions_hold_like_any(condition: str, chosen: str) -> None:
    good = derive("good", "adoption", "when = { page = { at_least = 3 } }")
    assert hold(condition, good) == chosen


def test_word_that_no_row_has_matches_nothing() -> None:
    assert hold('{ position = "末版" }') == ""
    assert hold('{ position = { not = "末版" } }') == "满"
    assert hold('{ kind = ["评论", "消息"] }') == "满"


@pytest.mark.parametrize(
    ("test", "chosen"),
    [
        ('of = "page", is = 3', True),
        ('of = "page", is = 4', False),
        ('of = "page", not = 3', False),
        ('of = "page", not = 4', True),
        ('of = "page", at_least = 3', True),
        ('of = "page", at_least = 4', False),
        ('of = "page", more_than = 2', True),
        ('of = "page", more_than = 3', False),
        ('of = "page", at_most = 3', True),
        ('of = "page", at_most = 2', False),
        ('of = "page", less_than = 4', True),
        ('of = "page", less_than = 3', False),
        ('of = "page", at_least = 3, less_than = 4', True),
        ('of = "page", at_least = 3, less_than = 3', False),
        # Exact: a third is a third, and 1.5 two times 0.75.
        ('of = { divide = ["page", 9] }, is = "1/3"', True),
        ('of = { divide = [1, "page"] }, at_least = "1/3"', True),
        ('of = { divide = [1, "page"] }, more_than = "1/3"', False),
        ('of = { divide = [1, "page"] }, at_most = "33.3333%"', False),
        ('of = "weight", is = { times = [2, 0.75] }', True),
        ('of = "weight", less_than = "page"', True),
        ('of = { times = ["weight", 2] }, is = "page"', True),
        ('of = { by = "form", table = { "综合" = 3 }, rest = 0 }, is = "page"', True),
        # What is not defined passes no test, but can be asked for.
        ('of = { divide = [0, { minus = ["page", 3] }] }, at_least = 0', False),
        ('of = { divide = [0, { minus = ["page", 3] }] }, not = 0', False),
        ('of = { divide = ["page", 1] }, present = true', True),
    ],
)
def test_values_compared(test: str, chosen: bool) -> None:
    assert hold(f"{{ compare = {{ {test} }} }}") == ("满" if chosen else "")


@pytest.mark.parametrize(
    ("when", "chosen"),
    [
        ('{ compare = { of = "page", present = false } }', "空"),
        ('{ compare = { of = { divide = ["page", 1] }, present = false } }', "空"),
        ('{ none = [{ compare = { of = "page", at_least = 3 } }] }', "空"),
        ('{ any = [{ compare = { of = "page", at_least = 9 } }, { page = 3 }] }', "满"),
        ('{ any = [{ compare = { of = "page", present = false } }, { page = 3 }] }', "满空"),
        ('{ compare = { of = "page", at_least = 3 }, headline = true }', "满"),
        ('{ compare = { of = "page", at_least = 3 }, headline = false }', ""),
        (
            '[{ compare = { of = "page", is = 3 } }, { compare = { of = "page", less_than = 3 } }]',
            "",
        ),
        ('"near"', "满"),
    ],
)
def test_values_compared_in_joined_conditions(when: str, chosen: str) -> None:
    near = derive("near", "adoption", 'when = { compare = { of = "weight", less_than = "page" } }')
    assert hold(when, near) == chosen


@pytest.mark.parametrize(
    ("value", "amounts"),
    [
        ('{ first = [{ when = { compare = { of = "page", at_least = 3 } }, give = 5 }], rest = 2 }', {"满": 5, "空": 2}),
        ('{ first = [{ when = { compare = { of = { by = "form", table = { "综合" = 1 }, rest = 0 }, is = 1 } }, give = 5 }, { when = { compare = { of = "page", present = false } }, give = 7 }] }', {"满": 5, "空": 7}),
    ],
)  # fmt: skip
def test_values_compared_in_cases(value: str, amounts: dict[str, int]) -> None:
    rows = [used("满", "W1", **FULL), used("空", "W2", outlet="小报")]
    desk = office(step("a", "award", f'on = "adoption"\ngive.points = {value}'))
    assert by_fact(desk, {"submissions": WORKS, "adoptions": rows}) == amounts


def test_values_compared_on_claims() -> None:
    rows = [used("满", "W1", **FULL), used("空", "W2", outlet="小报")]
    doubled = (
        'of = ["a"]\nwhen = { compare = { of = { divide = [1, "page"] }, is = "1/3" } }\nfactor = 2'
    )
    desk = office(
        step("a", "award", 'on = "adoption"\ngive.points = 1'), step("b", "multiply", doubled)
    )
    assert by_fact(desk, {"submissions": WORKS, "adoptions": rows}) == {"满": 2, "空": 1}


def test_totals_compared_with_one_another() -> None:
    third = '{ compare = { of = { divide = [{ total = "points", of = ["b"] }, { total = "points" }] }, at_least = "1/3" } }'
    desk = office(
        step("a", "award", 'on = "adoption"\nwhen = { tier = "区级" }\ngive.points = 1'),
        step("b", "award", 'on = "adoption"\nwhen = { tier = "市级" }\ngive.points = 1'),
        step("c", "award", f'on = "totals"\nwhen = {third}\ngive.yuan = 1'),
    )
    rows = [
        used("A1", "W1"), used("A2", "W1"), used("A3", "W1", outlet="市报"),
        used("A4", "W2"), used("A5", "W2"), used("A6", "W2"), used("A7", "W2", outlet="市报"),
    ]  # fmt: skip
    # 甲局 has a third, 乙局 a quarter, 丙局 nothing to divide by.
    facts = {"submissions": WORKS, "adoptions": rows}
    assert by_subject(desk, facts, "yuan") == {"甲局": 1}
