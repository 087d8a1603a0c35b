"""Values: every form of the grammar at its edges, nested, and undefined where nothing is said."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from gov_comms.errors import Refused
from tests.verbs.agency import (
    by_fact,
    by_subject,
    derive,
    numbers,
    office,
    problems,
    step,
    used,
    work,
)


def value_of(
    value: str, measure: str = "points", rounding: str = "", **cells: Any
) -> Decimal | None:
    """What one adoption is worth; None where no claim is opened."""
    rounded = f'rounding = "{rounding}"' if rounding else ""
    desk = office(
        step("a", "award", f'on = "adoption"\ngive.{measure} = {value}\n{rounded}'),
    )
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", **cells)]}
    return by_fact(desk, facts, measure).get("A1")


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("0", 0),
        ("5", 5),
        ("-5", -5),
        ('"300%"', 3),
        ('"6/3"', 2),
        ('"-6/3"', -2),
        ('{ times = ["1/3", 6] }', 2),
        ('{ times = ["1/3", "3/2", 4] }', 2),
        ("{ times = [-2, -3] }", 6),
        ("{ plus = [0.5, 0.5] }", 1),
        ('{ plus = ["1/3", "1/6", "1/2"] }', 1),
        ("{ minus = [1, 2, 3] }", -4),
        ('{ minus = ["7/2", "1/2"] }', 3),
        ("{ divide = [12, 3, 2] }", 2),
        ("{ divide = [-12, -3] }", 4),
        ("{ divide = [12, -3] }", -4),
        ("{ highest = [-2, -5] }", -2),
        ("{ highest = [1, 3, 2] }", 3),
        ("{ lowest = [-2, -5] }", -5),
        ("{ lowest = [3, 1, 2] }", 1),
        ('{ times = [{ highest = ["1/3", "1/2"] }, 6] }', 3),
        ('{ times = [{ lowest = ["1/3", "1/2"] }, 6] }', 2),
        ("{ plus = [{ times = [2, { minus = [5, 1] }] }, 1] }", 9),
    ],
)
def test_numbers_are_exact(value: str, amount: int) -> None:
    rounding = "down" if "divide" in value else ""
    assert value_of(value, rounding=rounding) == amount


@pytest.mark.parametrize(
    ("value", "cells", "amount"),
    [
        ('{ field = "page" }', {"page": 7}, 7),
        ('{ field = "page" }', {"page": -7}, -7),
        ('{ field = "page" }', {}, None),
        ('{ field = "fee" }', {"fee": "3.00"}, 3),
        ('{ field = "weight" }', {"weight": "-2.000"}, -2),
        ('{ field = "work.length" }', {}, None),
        ('{ times = [{ field = "weight" }, { field = "fee" }] }', {"weight": "0.4", "fee": 5}, 2),
        (
            '{ plus = [{ field = "weight" }, { field = "fee" }] }',
            {"weight": "0.4", "fee": "0.6"},
            1,
        ),
        ('{ plus = [{ field = "page" }, 1] }', {}, None),
        ('{ times = [{ field = "page" }, 0] }', {}, None),
        ('{ highest = [{ field = "page" }, 1] }', {}, None),
        ('{ highest = [1, { field = "page" }] }', {}, None),
        ('{ lowest = [{ field = "page" }, 1] }', {}, None),
        ('{ lowest = [1, { field = "page" }] }', {}, None),
        ('{ divide = [6, { field = "page" }] }', {"page": 3}, 2),
        ('{ divide = [6, { field = "page" }] }', {"page": 0}, None),
        ('{ divide = [{ field = "page" }, { field = "place" }] }', {"page": -6, "place": -3}, 2),
        ('{ divide = [{ field = "page" }, { field = "place" }] }', {"page": 6, "place": -3}, -2),
        ('{ highest = [{ divide = [1, { field = "page" }] }, 0] }', {"page": -1}, 0),
        ('{ lowest = [{ divide = [5, { field = "page" }] }, 9] }', {"page": 1}, 5),
    ],
)
def test_columns_are_numbers_or_undefined(
    value: str, cells: dict[str, Any], amount: int | None
) -> None:
    rounding = "down" if "divide" in value else ""
    assert value_of(value, rounding=rounding, **cells) == amount


@pytest.mark.parametrize(
    ("value", "cells", "amount"),
    [
        ('{ times = ["fee", 2] }', {"fee": "3.00"}, 6),
        ('{ plus = ["page", { times = ["place", "1/2"] }] }', {"page": 1, "place": 4}, 3),
        ('{ divide = ["page", "place"] }', {"page": 6, "place": 3}, 2),
        ('{ divide = ["page", "place"] }', {"page": 6, "place": 0}, None),
        ('{ highest = ["page", "place"] }', {"page": 6}, None),
    ],
)
def test_parts_of_arithmetic_may_be_names_of_columns(
    value: str, cells: dict[str, Any], amount: int | None
) -> None:
    rounding = "down" if "divide" in value else ""
    assert value_of(value, rounding=rounding, **cells) == amount


@pytest.mark.parametrize(
    ("table", "cells", "amount"),
    [
        ('by = "form", table = { "全文" = 3 }, rest = 1, empty = 2', {"form": "全文"}, 3),
        ('by = "form", table = { "全文" = 3 }, rest = 1, empty = 2', {"form": "综合"}, 1),
        ('by = "form", table = { "全文" = 3 }, rest = 1, empty = 2', {}, 2),
        ('by = "form", table = { "全文" = 3 }, rest = 1', {}, 1),
        ('by = "form", table = { "全文" = 3, "综合" = 1, "简讯" = 1 }, empty = 2', {}, 2),
        ('by = "form", table = { "全文" = { field = "page" } }, rest = 1, empty = 2', {}, 2),
        ('by = "form", table = { "全文" = 3 }, rest = 1, empty = { field = "page" }', {"page": 7}, 7),
        ('by = "form", table = { "全文" = 3 }, rest = 1, empty = { field = "page" }', {}, None),
        ('by = "page", table = { 1 = 3 }, rest = 1, empty = 2', {}, 2),
        ('by = ["tier", "form"], table = { "区级" = { "全文" = 3 } }, rest = 1, empty = 2', {}, 2),
        ('by = ["tier", "form"], table = { "区级" = { "全文" = 3 } }, rest = 1, empty = 2', {"form": "综合"}, 1),
        ('by = ["tier", "form"], columns = ["全文"], rows = { "区级" = [3] }, rest = 1, empty = 2', {"outlet": "小报", "form": "全文"}, 2),
    ],
)  # fmt: skip
def test_empty_cell_of_a_table(table: str, cells: dict[str, Any], amount: int | None) -> None:
    assert value_of(f"{{ {table} }}", **cells) == amount


GRID = (
    '{ by = ["tier", "form"], columns = ["全文", "综合"], '
    'rows = { "区级" = [1, 2], "市级" = [3, 4] }, rest = 9 }'
)
LEVELS = (
    '{ by = ["tier", "page"], table = { "区级" = { 1 = 6, 2 = 4 }, "市级" = { 1 = 8 } }, rest = 0 }'
)
NESTED = (
    '{ by = "tier", table = { "区级" = { by = "form", table = { "全文" = 1 }, rest = 2 }, '
    '"市级" = { field = "page" } }, rest = { of = "page", at_least = { 0 = 7, 5 = 8 } } }'
)


@pytest.mark.parametrize(
    ("value", "cells", "amount"),
    [
        (
            '{ by = "tier", table = { "区级" = 1, "市级" = 2, "国家级" = 3 } }',
            {"outlet": "市报"},
            2,
        ),
        ('{ by = "tier", table = { "市级" = 2 }, rest = 0 }', {"outlet": "市报"}, 2),
        ('{ by = "tier", table = { "市级" = 2 }, rest = 0 }', {"outlet": "区报"}, 0),
        ('{ by = "tier", table = { "市级" = 2 }, rest = -1 }', {"outlet": "小报"}, -1),
        ('{ by = "tier", table = { "市级" = 2 }, rest = { field = "page" } }', {"page": 6}, 6),
        ('{ by = "tier", table = { "市级" = 2 }, rest = { field = "page" } }', {}, None),
        ('{ by = "position", table = { "头版" = 2 } }', {"position": "头版"}, 2),
        ('{ by = "position", table = { "头版" = 2 } }', {"position": "末版"}, None),
        ('{ by = "position", table = { "头版" = 2 } }', {}, None),
        ('{ by = "page", table = { 1 = 5, 2 = 3 }, rest = 1 }', {"page": 1}, 5),
        ('{ by = "page", table = { 1 = 5, 2 = 3 }, rest = 1 }', {"page": 3}, 1),
        ('{ by = "page", table = { 1 = 5, 2 = 3 }, rest = 1 }', {}, 1),
        ('{ by = "page", table = { "1" = 5, "1.0" = 3 }, rest = 1 }', {"page": 1}, 5),
        ('{ by = "weight", table = { "1.5" = 5, "2" = 3 }, rest = 1 }', {"weight": "1.500"}, 5),
        ('{ by = "weight", table = { "1.5" = 5, "2" = 3 }, rest = 1 }', {"weight": "2"}, 3),
        ('{ by = "headline", table = { true = 5, false = 3 }, rest = 1 }', {"headline": True}, 5),
        ('{ by = "headline", table = { true = 5, false = 3 }, rest = 1 }', {"headline": False}, 3),
        ('{ by = "headline", table = { true = 5, false = 3 }, rest = 1 }', {}, 1),
        ('{ by = "outlet", table = { "市报" = 5 }, rest = 1 }', {"outlet": "市报"}, 5),
        ('{ by = "unit", table = { "甲局" = 5 }, rest = 1 }', {}, 5),
        ('{ by = "first_author", table = { "甲" = 5 }, rest = 1 }', {}, 1),
        (GRID, {"form": "全文"}, 1),
        (GRID, {"form": "综合"}, 2),
        (GRID, {"form": "综合", "outlet": "市报"}, 4),
        (GRID, {"form": "简讯"}, 9),
        (GRID, {"form": "综合", "outlet": "国报"}, 9),
        (GRID, {}, 9),
        (NESTED, {"form": "全文"}, 1),
        (NESTED, {"form": "综合"}, 2),
        (NESTED, {}, 2),
        (NESTED, {"outlet": "市报", "page": 4}, 4),
        (NESTED, {"outlet": "市报"}, None),
        (NESTED, {"outlet": "国报", "page": 4}, 7),
        (NESTED, {"outlet": "国报", "page": 5}, 8),
        (NESTED, {"outlet": "国报"}, None),
        (LEVELS, {"page": 2}, 4),
        (LEVELS, {"page": 2, "outlet": "市报"}, 0),
        (LEVELS, {"page": 1, "outlet": "市报"}, 8),
    ],
)
def test_tables_are_looked_up(value: str, cells: dict[str, Any], amount: int | None) -> None:
    """The rest is for all else, an empty cell included."""
    assert value_of(value, **cells) == amount


BANDS = {
    "at_least": '{ of = "page", at_least = { 0 = 30, 10 = 50 } }',
    "at_least, below": '{ of = "page", at_least = { 0 = 30, 10 = 50 }, below = 1 }',
    "more_than": '{ of = "page", more_than = { 0 = 30, 10 = 50 }, below = 1 }',
    "up_to": '{ of = "page", up_to = { 0 = 30, 10 = 50 }, above = 1 }',
    "less_than": '{ of = "page", less_than = { 0 = 30, 10 = 50 }, above = 1 }',
}


@pytest.mark.parametrize(
    ("bands", "amounts"),
    [
        #                     -1   0   1   9  10  11
        ("at_least", (None, 30, 30, 30, 50, 50)),
        ("at_least, below", (1, 30, 30, 30, 50, 50)),
        ("more_than", (1, 1, 30, 30, 30, 50)),
        ("up_to", (30, 30, 50, 50, 50, 1)),
        ("less_than", (30, 50, 50, 50, 1, 1)),
    ],
)
def test_bands_are_closed_as_written(bands: str, amounts: tuple[int | None, ...]) -> None:
    desk = office(step("a", "award", f'on = "adoption"\ngive.points = {BANDS[bands]}'))
    pages = (-1, 0, 1, 9, 10, 11)
    rows = [used(f"A{n}", page=page) for n, page in enumerate(pages)]
    found = by_fact(desk, {"submissions": [work("W1")], "adoptions": [*rows, used("空")]})
    assert tuple(found.get(f"A{n}") for n in range(6)) == amounts
    assert "空" not in found


@pytest.mark.parametrize(
    ("value", "cells", "amount"),
    [
        (
            '{ of = "weight", at_least = { "0.5" = 1, "1.5" = 2 }, below = 0 }',
            {"weight": "0.499"},
            0,
        ),
        ('{ of = "weight", at_least = { "0.5" = 1, "1.5" = 2 }, below = 0 }', {"weight": "0.5"}, 1),
        ('{ of = "weight", at_least = { "0.5" = 1, "1.5" = 2 }, below = 0 }', {"weight": "1.5"}, 2),
        (
            '{ of = "weight", at_least = { "1/3" = 1, "50%" = 2 }, below = 0 }',
            {"weight": "0.333"},
            0,
        ),
        (
            '{ of = "weight", at_least = { "1/3" = 1, "50%" = 2 }, below = 0 }',
            {"weight": "0.334"},
            1,
        ),
        ('{ of = "weight", at_least = { "1/3" = 1, "50%" = 2 }, below = 0 }', {"weight": "0.5"}, 2),
        ('{ of = "page", at_least = { -5 = 1, 0 = 2 }, below = 3 }', {"page": -6}, 3),
        ('{ of = "page", at_least = { -5 = 1, 0 = 2 }, below = 3 }', {"page": -5}, 1),
        (
            '{ of = { divide = [{ field = "page" }, 3] }, at_least = { 0 = 1, 2 = 2 } }',
            {"page": 5},
            1,
        ),
        (
            '{ of = { divide = [{ field = "page" }, 3] }, at_least = { 0 = 1, 2 = 2 } }',
            {"page": 6},
            2,
        ),
        (
            '{ of = { divide = [{ field = "page" }, { field = "place" }] }, '
            'more_than = { 0 = 1, "2/3" = 2 }, below = 0 }',
            {"page": 2, "place": 3},
            1,
        ),
        (
            '{ of = { divide = [{ field = "page" }, { field = "place" }] }, '
            'at_least = { 0 = 1, "2/3" = 2 } }',
            {"page": 2, "place": 3},
            2,
        ),
        (
            '{ of = { divide = [{ field = "page" }, { field = "place" }] }, at_least = { 0 = 1 } }',
            {"page": 0, "place": 0},
            None,
        ),
        (
            '{ of = "page", at_least = { '
            '0 = { of = "place", up_to = { 1 = 5 }, above = 6 }, 2 = 7 } }',
            {"page": 1, "place": 2},
            6,
        ),
        (
            '{ of = "page", at_least = { 0 = { field = "place" }, 2 = 7 } }',
            {"page": 2},
            7,
        ),
        ('{ of = "page", at_least = { 0 = { field = "place" }, 2 = 7 } }', {"page": 1}, None),
    ],
)
def test_bands_take_any_number_and_nest(
    value: str, cells: dict[str, Any], amount: int | None
) -> None:
    assert value_of(value, rounding="down", **cells) == amount


CASES = (
    '{ first = [{ when = { page = 1 }, give = 5 }, { when = { tier = "市级" }, give = '
    '{ field = "page" } }, { when = { page = { at_most = 3 } }, give = "1/2" }], rest = -1 }'
)


@pytest.mark.parametrize(
    ("cells", "amount"),
    [
        ({"page": 1, "outlet": "市报"}, "5.00"),
        ({"page": 3, "outlet": "市报"}, "3.00"),
        ({"page": 3}, "0.50"),
        ({"page": 4}, "-1.00"),
        ({}, "-1.00"),
        ({"outlet": "市报"}, None),
    ],
)
def test_first_case_that_holds_gives(cells: dict[str, Any], amount: str | None) -> None:
    expected = None if amount is None else Decimal(amount)
    assert value_of(CASES, "yuan", **cells) == expected


def test_cases_without_a_rest_leave_the_others_undefined() -> None:
    value = "{ first = [{ when = { page = 1 }, give = 5 }] }"
    assert value_of(value, page=1) == 5
    assert value_of(value, page=2) is None
    assert value_of(value) is None


@pytest.mark.parametrize(
    ("count", "beyond", "every", "pages", "amounts"),
    [
        ("whole", 0, "3", (-4, 0, 2, 3, 5, 6), ("0", "0", "0", "10", "10", "20")),
        ("started", 0, "3", (-4, -1, 0, 1, 3, 4), ("0", "0", "0", "10", "10", "20")),
        ("exact", 0, "4", (-4, 0, 1, 2, 4, 6), ("0", "0", "2.5", "5", "10", "15")),
        ("whole", 3, "3", (2, 3, 5, 6, 8, 9), ("0", "0", "0", "10", "10", "20")),
        ("started", 3, "3", (2, 3, 4, 6, 7, 9), ("0", "0", "10", "10", "20", "20")),
        ("exact", 3, "4", (2, 3, 4, 5, 7, 9), ("0", "0", "2.5", "5", "10", "15")),
        ("whole", 0, "2.5", (2, 3, 4, 5, 7, 8), ("0", "10", "10", "20", "20", "30")),
        ("started", 0, "2.5", (2, 3, 4, 5, 6, 8), ("10", "20", "20", "20", "30", "40")),
        ("whole", 0, '"1/2"', (0, 1, 2, 3, 4, 5), ("0", "20", "40", "60", "80", "100")),
        ("whole", -2, "2", (-3, -2, -1, 0, 1, 2), ("0", "0", "0", "10", "10", "20")),
    ],
)
def test_each_counts_whole_started_or_exact(
    count: str, beyond: int, every: str, pages: tuple[int, ...], amounts: tuple[str, ...]
) -> None:
    rounding = 'rounding = "half_up"' if count == "exact" else ""
    value = f'{{ each = {every}, of = "page", give = 10, beyond = {beyond}, count = "{count}" }}'
    desk = office(step("a", "award", f'on = "adoption"\ngive.yuan = {value}\n{rounding}'))
    rows = [used(f"A{n}", page=page) for n, page in enumerate(pages)]
    found = by_fact(desk, {"submissions": [work("W1")], "adoptions": [*rows, used("空")]}, "yuan")
    assert tuple(found.values()) == tuple(Decimal(each) for each in amounts)


@pytest.mark.parametrize(
    ("value", "cells", "amount"),
    [
        ('{ each = 2, of = "weight", give = 3 }', {"weight": "3.999"}, 3),
        ('{ each = 2, of = "weight", give = 3 }', {"weight": "4"}, 6),
        ('{ each = 2, of = "weight", give = 3, count = "started" }', {"weight": "4.001"}, 9),
        ('{ each = 2, of = "page", give = -3 }', {"page": 5}, -6),
        ('{ each = 2, of = "page", give = { field = "place" } }', {"page": 5, "place": 4}, 8),
        ('{ each = 2, of = "page", give = { field = "place" } }', {"page": 5}, None),
        ('{ each = 2, of = "page", give = { field = "place" } }', {"place": 4}, None),
        (
            '{ each = 2, of = { plus = [{ field = "page" }, { field = "place" }] }, give = 1 }',
            {"page": 1, "place": 1},
            1,
        ),
        (
            '{ each = 1, of = { divide = [{ field = "page" }, { field = "place" }] }, give = 1 }',
            {"page": 7, "place": 2},
            3,
        ),
        (
            '{ each = 1, of = { divide = [{ field = "page" }, { field = "place" }] }, give = 1, '
            'count = "started", beyond = 1 }',
            {"page": 7, "place": 2},
            3,
        ),
    ],
)
def test_each_takes_any_number(value: str, cells: dict[str, Any], amount: int | None) -> None:
    rounding = "down" if "divide" in value else ""
    assert value_of(value, rounding=rounding, **cells) == amount


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ('{ unknown = "原文缺" }', None),
        ('{ unknown = "原文缺", office = 12 }', 12),
        ('{ unknown = "原文缺", office = { field = "page" } }', 3),
        ('{ times = [2, { unknown = "原文缺" }] }', None),
        ('{ times = [2, { unknown = "原文缺", office = 12 }] }', 24),
        ('{ by = "tier", table = { "区级" = { unknown = "原文缺" } }, rest = 0 }', None),
        ('{ by = "tier", table = { "区级" = { unknown = "原文缺", office = 4 } }, rest = 0 }', 4),
        ('{ by = "tier", table = { "市级" = { unknown = "原文缺" } }, rest = 6 }', 6),
        ('{ by = "tier", table = { "市级" = 1 }, rest = { unknown = "原文缺" } }', None),
    ],
)
def test_what_the_source_lost_opens_no_claim_unless_the_office_says(
    value: str, amount: int | None
) -> None:
    assert value_of(value, page=3) == amount


def ruled(value: str, *rows: dict[str, Any], **cells: Any) -> tuple[dict[str, Decimal], list[str]]:
    """What two adoptions are worth after some rulings, and the codes of problems."""
    desk = office(step("a", "award", f'on = "adoption"\ngive.points = {value}'))
    facts = {
        "submissions": [work("W1")],
        "adoptions": [used("A1", page=1, **cells), used("A2", page=2, **cells)],
        "rulings": [
            {
                "id": f"R{n}",
                "step": "a",
                "fact": "A1",
                "reason": "影响大",
                "by": "丙",
                "day": "2014-04-01",
                **row,
            }
            for n, row in enumerate(rows)
        ],
    }
    found = problems(desk, facts)
    refused = {"ruling-out-of-bounds", "ruling-twice", "ruling-on-nothing"} & set(found)
    return ({} if refused else by_fact(desk, facts)), sorted(set(found) - {"unpaid"})


BOUNDS = "{ ruling = { at_least = -5, at_most = 20 } }"
BY_BAND = (
    '{ of = "page", up_to = { 1 = { ruling = { at_least = 5, at_most = 9 } } }, '
    "above = { ruling = { at_least = 15, at_most = 25 } } }"
)
BY_CASE = (
    "{ first = [{ when = { page = 1 }, give = { ruling = { one_of = [5, 10] } } }], "
    'rest = { minus = [0, { ruling = { words = { "轻微" = 5 } } }] } }'
)


@pytest.mark.parametrize(
    ("value", "rows", "amounts", "codes"),
    [
        (BOUNDS, [{"amount": 20}, {"fact": "A2", "amount": -5}], {"A1": 20, "A2": -5}, []),
        (BOUNDS, [{"amount": 0}, {"fact": "A2", "amount": 7}], {"A1": 0, "A2": 7}, []),
        (BOUNDS, [{"amount": 3}], {"A1": 3}, ["ruling-pending"]),
        (BOUNDS, [], {}, ["ruling-pending"]),
        (BOUNDS, [{"amount": 21}], {}, ["ruling-out-of-bounds"]),
        (BOUNDS, [{"amount": -6}], {}, ["ruling-out-of-bounds"]),
        (BOUNDS, [{"word": "优"}], {}, ["ruling-out-of-bounds"]),
        (BOUNDS, [{"amount": 3}, {"amount": 4}], {}, ["ruling-twice"]),
        (BOUNDS, [{"fact": "A9", "amount": 3}], {}, ["ruling-on-nothing"]),
        (
            "{ ruling = { one_of = [-5, -10] } }",
            [{"amount": -5}, {"fact": "A2", "amount": -10}],
            {"A1": -5, "A2": -10},
            [],
        ),
        ("{ ruling = { one_of = [-5, -10] } }", [{"amount": -7}], {}, ["ruling-out-of-bounds"]),
        (
            '{ ruling = { words = { "轻微" = -5, "严重" = -20 } } }',
            [{"word": "严重"}, {"fact": "A2", "word": "轻微"}],
            {"A1": -20, "A2": -5},
            [],
        ),
        (
            '{ ruling = { words = { "轻微" = -5 } } }',
            [{"word": "一般"}],
            {},
            ["ruling-out-of-bounds"],
        ),
        (
            f"{{ times = [{BOUNDS}, 2] }}",
            [{"amount": 3}, {"fact": "A2", "amount": 4}],
            {"A1": 6, "A2": 8},
            [],
        ),
        (
            f'{{ by = "page", table = {{ 1 = {BOUNDS} }}, rest = 9 }}',
            [{"amount": 3}],
            {"A1": 3, "A2": 9},
            [],
        ),
        # What no ruling would pay waits for none.
        (
            f"{{ first = [{{ when = {{ page = 1 }}, give = {BOUNDS} }}] }}",
            [{"amount": 3}],
            {"A1": 3},
            [],
        ),
        (
            f"{{ first = [{{ when = {{ page = 2 }}, give = {BOUNDS} }}], rest = 1 }}",
            [],
            {"A1": 1},
            ["ruling-pending"],
        ),
        # Of several rulings a row is held to the one that is chosen on it.
        (BY_BAND, [{"amount": 5}, {"fact": "A2", "amount": 25}], {"A1": 5, "A2": 25}, []),
        (BY_BAND, [{"amount": 9}], {"A1": 9}, ["ruling-pending"]),
        (BY_BAND, [{"amount": 15}], {}, ["ruling-out-of-bounds"]),
        (BY_BAND, [{"fact": "A2", "amount": 9}], {}, ["ruling-out-of-bounds"]),
        (BY_BAND, [{"amount": 4}], {}, ["ruling-out-of-bounds"]),
        (BY_BAND, [{"fact": "A2", "amount": 26}], {}, ["ruling-out-of-bounds"]),
        (BY_CASE, [{"amount": 10}, {"fact": "A2", "word": "轻微"}], {"A1": 10, "A2": -5}, []),
        (BY_CASE, [{"word": "轻微"}], {}, ["ruling-out-of-bounds"]),
        (BY_CASE, [{"fact": "A2", "amount": 5}], {}, ["ruling-out-of-bounds"]),
        (BY_CASE, [], {}, ["ruling-pending"]),
    ],
)
def test_people_decide_within_the_bounds_of_the_rule(
    value: str, rows: list[dict[str, Any]], amounts: dict[str, int], codes: list[str]
) -> None:
    assert ruled(value, *rows) == (numbers(**amounts), codes)


def test_ruling_beyond_the_bounds_chosen_on_its_row_is_named_alone() -> None:
    desk = office(
        step(
            "a",
            "award",
            f'on = "adoption"\ngive.points = {BY_BAND}\ngive.yuan = {BOUNDS}',
        )
    )
    ruling = {"step": "a", "reason": "影响大", "by": "丙", "day": "2014-04-01"}
    facts = {
        "submissions": [work("W1")],
        "adoptions": [used(f"A{page}", page=page) for page in (1, 2, 3)],
        "rulings": [
            {"id": "R1", "fact": "A1", "amount": 9, **ruling},
            {"id": "R2", "fact": "A2", "amount": 9, **ruling},
            {"id": "R3", "fact": "A3", "amount": 20, **ruling},
        ],
    }
    with pytest.raises(Refused) as refused:
        desk.score("2014", **facts)
    assert [problem.what.text("en") for problem in refused.value.problems] == [
        "ruling R2 decides what step a does not allow"
    ]
    # One decision gives both measures, and both must allow it.
    facts["rulings"][1]["amount"] = 21
    assert problems(desk, facts) == ["ruling-out-of-bounds"]
    facts["rulings"][1]["amount"] = 15
    assert by_subject(desk, facts) == numbers(甲局=44)
    assert by_subject(desk, facts, "yuan") == numbers(甲局=44)


def test_rulings_on_subjects_are_held_to_the_bounds_chosen_on_them() -> None:
    value = (
        '{ first = [{ when = { class = "重点" }, give = { ruling = { at_least = 5, at_most = 9 } } '
        "}], rest = { ruling = { at_least = 0, at_most = 4 } } }"
    )
    desk = office(step("jury", "base", f'for = "unit"\nwithin = "year"\ngive.points = {value}'))
    ruling = {"step": "jury", "reason": "评议", "by": "丙", "day": "2014-12-31"}

    def told(*units: tuple[str, int]) -> dict[str, Any]:
        rows = [{"id": unit, "unit": unit, "amount": n, **ruling} for unit, n in units]
        return {"rulings": rows}

    assert by_subject(desk, told(("甲局", 9), ("丙局", 4))) == numbers(甲局=9, 丙局=4)
    assert problems(desk, told(("甲局", 4))) == ["ruling-out-of-bounds"]
    assert problems(desk, told(("丙局", 5))) == ["ruling-out-of-bounds"]


def test_rulings_on_subjects_hold_in_the_bucket_of_their_day() -> None:
    desk = office(
        step(
            "jury",
            "base",
            'for = "unit"\nwithin = "quarter"\n'
            "give.points = { ruling = { at_least = 0, at_most = 9 } }",
        )
    )
    ruling = {"step": "jury", "reason": "评议", "by": "丙"}
    facts = {
        "rulings": [
            {"id": "R1", "unit": "甲局", "amount": 3, "day": "2014-03-31", **ruling},
            {"id": "R2", "unit": "甲局", "amount": 5, "day": "2014-04-01", **ruling},
            {"id": "R3", "unit": "乙局", "amount": 9, "day": "2014-12-31", **ruling},
        ]
    }
    assert by_subject(desk, facts) == numbers(甲局=8, 乙局=9)
    assert by_subject(desk, facts, period="2014-Q1") == numbers(甲局=3)


def test_totals_of_a_subject_are_numbers_like_any() -> None:
    desk = office(
        step("used", "award", 'on = "adoption"\ngive.points = { field = "page" }'),
        step("more", "award", 'on = "adoption"\nadds_to = ["used"]\ngive.points = 10'),
        step(
            "bonus",
            "award",
            'on = "totals"\nfor = "unit"\n'
            'give.yuan = { plus = [{ times = [{ total = "points", of = ["used"] }, "1/4"] }, '
            '{ total = "points" }] }',
        ),
    )
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", page=3)]}
    assert by_subject(desk, facts, "yuan") == {"甲局": Decimal("13.75")}


def test_derived_values_nest_and_round() -> None:
    desk = office(
        derive("double", "adoption", 'value = { times = [{ field = "page" }, 2] }'),
        derive(
            "half",
            "adoption",
            'value = { divide = [{ field = "double" }, 4] }\nscale = 1\nrounding = "down"',
        ),
        derive("size", "adoption", 'word = { of = "half", at_least = { 0 = "短", "1.5" = "长" } }'),
        step(
            "a",
            "award",
            'on = "adoption"\ngive.points = { by = "size", table = { "短" = 1, "长" = 2 } }',
        ),
        step(
            "b",
            "award",
            'on = "adoption"\ngive.yuan = { field = "half" }',
        ),
    )
    rows = [used("A1", page=2), used("A2", page=3), used("A3", page=5)]
    facts = {"submissions": [work("W1")], "adoptions": rows}
    assert by_fact(desk, facts) == numbers(A1=1, A2=2, A3=2)
    assert by_fact(desk, facts, "yuan") == numbers(A1="1.0", A2="1.5", A3="2.5")


def test_subject_decided_twice_in_one_bucket_is_refused() -> None:
    value = "{ ruling = { at_least = 0, at_most = 9 } }"
    desk = office(step("jury", "base", f'for = "unit"\nwithin = "half"\ngive.points = {value}'))
    ruling = {"step": "jury", "unit": "甲局", "amount": 3, "reason": "评议", "by": "丙"}
    facts = {
        "rulings": [
            {"id": "R1", "day": "2014-01-31", **ruling},
            {"id": "R2", "day": "2014-12-31", **ruling},
        ]
    }
    assert by_subject(desk, facts) == numbers(甲局=6)
    facts["rulings"][1]["day"] = "2014-06-30"
    with pytest.raises(Refused) as refused:
        desk.score("2014", **facts)
    assert [problem.what.text("en") for problem in refused.value.problems] == [
        "'甲局' is decided twice under step jury"
    ]
