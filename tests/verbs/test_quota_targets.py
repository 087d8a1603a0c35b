"""``quota`` with several targets, with what stands in for what is missing, and with carrying."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gov_comms.results import QuotaResult, Result
from gov_comms.testing import Desk
from tests.verbs.agency import by_subject, numbers, office, prize, step, totals

PARTS = "".join(
    step(
        name,
        "award",
        f'on = "prize"\nwhen = {{ level = "{level}" }}\ngive.pieces = {{ field = "value" }}',
    )
    for name, level in (("high", "高"), ("mid", "中"), ("low", "低"))
)


def quota(body: str, targets: tuple[object, object, object] = (2, 3, 4), ways: str = "") -> str:
    told = "".join(
        f'\n[[step.targets]]\nname = "{level}"\nof = ["{name}"]\ntarget = {target}\n'
        for (name, level), target in zip(
            (("high", "高"), ("mid", "中"), ("low", "低")), targets, strict=True
        )
    )
    for way in ways.split():
        source, to, rate = way.split(",")
        told += f'\n[[step.instead]]\nfrom = "{source}"\nto = "{to}"\nrate = {rate}\n'
    return step("task", "quota", f'for = "unit"\ncount = "pieces"\n{body}{told}')


def sums(unit: str, *values: int, day: str = "2014-03-01") -> list[dict[str, Any]]:
    """Rows with so much of the high, the middle and the low level."""
    return [
        prize(f"{unit}{day}{level}", day, unit=unit, level=level, value=value)
        for level, value in zip("高中低", values, strict=True)
    ]


def rows(result: Result, unit: str = "甲局") -> list[str]:
    """Result rows as ``period target actual/required -missing +excess``."""
    return [said(each) for each in result.quotas if each.subject.id == unit]


def said(each: QuotaResult) -> str:
    name = each.target or "全部"
    return f"{name} {each.actual}/{each.required} -{each.missing} +{each.excess} {each.outcome}"


@pytest.mark.parametrize(
    ("ways", "have", "found"),
    [
        # Nothing stands in: each target by itself.
        ("", (1, 5, 4), ["高 1/2 -1 +0 unmet", "中 5/3 -0 +2 met", "低 4/4 -0 +0 met", "全部 10/9 -1 +2 unmet"]),
        # Two middle ones for a high one.
        ("中,高,2", (1, 5, 4), ["高 1/2 -0 +0 met", "中 5/3 -0 +0 met", "低 4/4 -0 +0 met", "全部 10/9 -0 +0 met"]),
        ("中,高,2", (1, 4, 4), ["高 1/2 -1 +0 unmet", "中 4/3 -0 +1 met", "低 4/4 -0 +0 met", "全部 9/9 -1 +1 unmet"]),
        # No more is taken than is missing.
        ("中,高,2", (1, 9, 4), ["高 1/2 -0 +0 met", "中 9/3 -0 +4 met", "低 4/4 -0 +0 met", "全部 14/9 -0 +4 met"]),
        # In the order listed: what the middle gave away the low must not find.
        ("中,高,2 中,低,1", (0, 6, 2), ["高 0/2 -1 +0 unmet", "中 6/3 -0 +0 met", "低 2/4 -1 +0 unmet", "全部 8/9 -2 +0 unmet"]),
        ("中,低,1 中,高,2", (0, 6, 2), ["高 0/2 -2 +0 unmet", "中 6/3 -0 +1 met", "低 2/4 -0 +0 met", "全部 8/9 -2 +1 unmet"]),
        # One high one for two low ones; an odd one missing takes a whole one.
        ('高,低,"1/2"', (4, 3, 2), ["高 4/2 -0 +1 met", "中 3/3 -0 +0 met", "低 2/4 -0 +0 met", "全部 9/9 -0 +1 met"]),
        ('高,低,"1/2"', (4, 3, 1), ["高 4/2 -0 +0 met", "中 3/3 -0 +0 met", "低 1/4 -0 +0 met", "全部 8/9 -0 +0 met"]),
        # A chain: the low fill the middle first, then what is left of the middle the high.
        ("低,中,1 中,高,1", (1, 3, 6), ["高 1/2 -1 +0 unmet", "中 3/3 -0 +0 met", "低 6/4 -0 +2 met", "全部 10/9 -1 +2 unmet"]),
        ("低,高,2", (1, 3, 6), ["高 1/2 -0 +0 met", "中 3/3 -0 +0 met", "低 6/4 -0 +0 met", "全部 10/9 -0 +0 met"]),
    ],
)  # fmt: skip
def test_quota_of_several_targets(ways: str, have: tuple[int, ...], found: list[str]) -> None:
    desk = office(PARTS, quota('each = "target"', ways=ways))
    assert rows(desk.score("2014", prizes=sums("甲局", *have))) == found


@pytest.mark.parametrize(
    ("each", "gives", "expected"),
    [
        # 高 0 of 2, 中 5 of 3, 低 3 of 4.
        ("target", "each_missing.points = -10", -30),
        ("whole", "each_missing.points = -10", -30),
        ("target", 'each_missing.points = { by = "target", table = { "高" = -5, "中" = -1, "低" = -2 } }', -12),
        ("target", "each_excess.points = 1", 2),
        ("target", "met.points = 7", 7),
        ("whole", "met.points = 7", 0),
        ("target", "unmet.points = -7", -14),
        ("whole", "unmet.points = -7", -7),
        # 0/2 + 3/3 + 3/4 of 12; together 6 of 9 are there.
        ("target", 'ratio.points = 12\nrounding = "down"', 21),
        ("whole", 'ratio.points = 12\nrounding = "down"', 8),
    ],
)  # fmt: skip
def test_quota_gives_for_every_target_or_for_the_whole(
    each: str, gives: str, expected: int
) -> None:
    desk = office(PARTS, quota(f'each = "{each}"\nwhen = {{ class = "重点" }}\n{gives}'))
    facts = {"prizes": [*sums("甲局", 0, 5, 3), *sums("乙局", 2, 3, 4)]}
    assert by_subject(desk, facts).get("甲局", 0) == expected


def test_quota_leaves_out_targets_that_are_not_defined_for_a_unit() -> None:
    target = '{ by = "unit", table = { "甲局" = 1 } }'
    desk = office(PARTS, quota('each = "whole"', targets=(target, target, 2)))
    result = desk.score("2014", prizes=[*sums("甲局", 1, 0, 0), *sums("乙局", 5, 5, 2)])
    assert rows(result) == [
        "高 1/1 -0 +0 met",
        "中 0/1 -1 +0 unmet",
        "低 0/2 -2 +0 unmet",
        "全部 1/4 -3 +0 unmet",
    ]
    assert rows(result, "乙局") == ["低 2/2 -0 +0 met", "全部 2/2 -0 +0 met"]


def test_quota_without_any_target_of_its_own_leaves_no_row() -> None:
    target = '{ by = "unit", table = { "甲局" = 1 } }'
    desk = office(PARTS, quota('each = "whole"', targets=(target, target, target)))
    assert rows(desk.score("2014"), "丙局") == []


def test_what_is_not_asked_of_a_unit_stands_in_for_nothing() -> None:
    target = '{ by = "unit", table = { "甲局" = 1 } }'
    desk = office(PARTS, quota('each = "whole"', targets=(2, target, 0), ways="中,高,1"))
    result = desk.score("2014", prizes=sums("乙局", 0, 9, 0))
    assert rows(result, "乙局")[0] == "高 0/2 -2 +0 unmet"


def test_lines_that_no_fact_tells_apart_stand_in_the_order_of_their_amounts() -> None:
    cut = step(
        "cut",
        "award",
        'on = { results = "task" }\nwhen = { target = { present = true } }\n'
        'give.points = { times = [{ field = "missing" }, -1] }',
    )
    desk = office(PARTS, quota('each = "target"', targets=(3, 9, 6)), cut)
    lines = [each for each in desk.score("2014").lines() if each.step == "cut"]
    assert [each.claim for each in lines] == sorted(each.claim for each in lines)
    assert [each.amount for each in lines if each.subject.id == "甲局"] == [-9, -6, -3]


def test_steps_below_read_the_target_of_a_row_and_the_whole() -> None:
    one = step(
        "one",
        "award",
        'on = { results = "task" }\nwhen = { target = "高" }\n'
        'give.points = { times = [{ field = "missing" }, -1] }',
    )
    whole = step(
        "whole",
        "flag",
        'on = { results = "task" }\n'
        'when = { target = { present = false }, outcome = "unmet" }\nflag = "欠任务"',
    )
    desk = office(PARTS, quota('each = "target"'), one, whole)
    facts = {"prizes": [*sums("甲局", 0, 3, 4), *sums("乙局", 2, 3, 4), *sums("丙局", 2, 0, 4)]}
    result = desk.score("2014", **facts)
    assert by_subject(desk, facts) == numbers(甲局=-2)
    assert [flag.subject.id for flag in result.flags] == ["甲局", "丙局"]


def test_quota_of_several_targets_by_bucket() -> None:
    desk = office(PARTS, quota('each = "whole"\nwithin = "half"\nunmet.points = -3'))
    result = desk.score("2014", prizes=sums("甲局", 2, 3, 4))
    assert rows(result)[3::4] == ["全部 9/9 -0 +0 met", "全部 0/9 -9 +0 unmet"]
    assert totals(result)["points", "甲局"] == -3


def told_of_each(desk: Desk, step: str) -> list[list[str]]:
    """What the lines of a step on 甲局 say of why, line by line."""
    lines = [each for each in desk.score("2014").lines() if each.step == step]
    return [
        [f"{name.zh}{cell.zh}" for name, cell in line.because]
        for line in lines
        if line.subject.id == "甲局"
    ]


def test_line_for_a_target_tells_of_that_target() -> None:
    desk = office(PARTS, quota('each = "target"\nunmet.points = -3', targets=(2, 0, 4)))
    assert told_of_each(desk, "task") == [
        ["任务2", "完成0", "缺额2", "超额0", "结果未完成", "任务项高"],
        ["任务4", "完成0", "缺额4", "超额0", "结果未完成", "任务项低"],
    ]


def test_line_on_a_finding_about_a_target_tells_of_that_target() -> None:
    cut = step(
        "cut",
        "award",
        'on = { results = "task" }\nwhen = { outcome = "unmet" }\n'
        'give.points = { times = [{ field = "missing" }, -1] }',
    )
    desk = office(PARTS, quota('each = "target"', targets=(2, 0, 4)), cut)
    whole, low, high = told_of_each(desk, "cut")
    assert high == ["任务2", "完成0", "缺额2", "超额0", "结果未完成", "任务项高"]
    assert low == ["任务4", "完成0", "缺额4", "超额0", "结果未完成", "任务项低"]
    assert whole[-5:] == ["任务6", "完成0", "缺额6", "超额0", "结果未完成"]
    assert whole[: len(high)] == high


def test_lines_tell_every_target_and_the_whole() -> None:
    gives = 'each = "whole"\nunmet.points = -3'
    result = office(PARTS, quota(gives, ways="中,高,2")).score("2014", prizes=sums("甲局", 1, 4, 4))
    line = next(line for line in result.lines() if line.step == "task")
    told = [f"{name.zh}{cell.zh}" for name, cell in line.because]
    assert told == [
        *("任务2", "完成1", "缺额1", "超额0", "结果未完成", "任务项高"),
        *("任务3", "完成4", "缺额0", "超额1", "结果完成", "任务项中"),
        *("任务4", "完成4", "缺额0", "超额0", "结果完成", "任务项低"),
        *("任务9", "完成9", "缺额1", "超额1", "结果未完成"),
    ]


# -- carry ---------------------------------------------------------------------------------

COUNTED = step("high", "award", 'on = "prize"\ngive.pieces = { field = "value" }')


def carried(carry: str, within: str = "month", gives: str = "") -> str:
    return step(
        "task",
        "quota",
        f'for = "unit"\ncount = "pieces"\nof = ["high"]\ntarget = 2\nwithin = "{within}"\n'
        f"{carry}\n{gives}",
    )


def monthly(*values: int, unit: str = "甲局") -> list[dict[str, Any]]:
    return [
        prize(f"{unit}{month}", f"2014-{month:02}-05", unit=unit, level="高", value=value)
        for month, value in enumerate(values, 1)
    ]


@pytest.mark.parametrize(
    ("carry", "found"),
    [
        ("", ["1/2 -1 +0", "5/2 -0 +3", "0/2 -2 +0", "1/2 -1 +0", "2/2 -0 +0", "4/2 -0 +2"]),
        # What January misses is asked for in February, and so on.
        ('carry = "missing"', ["1/2 -1 +0", "5/3 -0 +2", "0/2 -2 +0", "1/4 -3 +0", "2/5 -3 +0", "4/5 -1 +0"]),
        # What February has over counts in March, the rest of it in April.
        ('carry = "excess"', ["1/2 -1 +0", "5/2 -0 +3", "3/2 -0 +1", "2/2 -0 +0", "2/2 -0 +0", "4/2 -0 +2"]),
    ],
)  # fmt: skip
def test_quota_carries_from_bucket_to_bucket(carry: str, found: list[str]) -> None:
    desk = office(COUNTED, carried(carry))
    result = desk.score("2014-H1", prizes=[*monthly(1, 5, 0, 1, 2, 4), *monthly(9, unit="乙局")])
    assert [said.partition(" ")[2].rpartition(" ")[0] for said in rows(result)] == found


def test_quota_fines_what_was_carried_again() -> None:
    desk = office(COUNTED, carried('carry = "missing"', gives="each_missing.points = -1"))
    facts = {"prizes": monthly(1, 5, 0, 1, 2, 4)}
    assert by_subject(desk, facts, period="2014-H1")["甲局"] == -(1 + 0 + 2 + 3 + 3 + 1)


def test_quota_carries_nothing_into_the_run() -> None:
    desk = office(COUNTED, carried('carry = "missing"'))
    assert rows(desk.score("2014-02", prizes=monthly(1, 1))) == ["全部 1/2 -1 +0 unmet"]


def test_quota_carries_each_of_several_targets_by_itself() -> None:
    desk = office(PARTS, quota('each = "whole"\nwithin = "half"\ncarry = "excess"'))
    result = desk.score("2014", prizes=sums("甲局", 3, 1, 4))
    assert rows(result) == [
        "高 3/2 -0 +1 met",
        "中 1/3 -2 +0 unmet",
        "低 4/4 -0 +0 met",
        "全部 8/9 -2 +1 unmet",
        "高 1/2 -1 +0 unmet",
        "中 0/3 -3 +0 unmet",
        "低 0/4 -4 +0 unmet",
        "全部 1/9 -8 +0 unmet",
    ]


# -- laws ----------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 6), min_size=12, max_size=12), st.sampled_from(["missing", "excess"])
)
def test_carried_quota_is_the_one_counted_month_by_month(values: list[int], carry: str) -> None:
    desk = office(COUNTED, carried(f'carry = "{carry}"'))
    result = desk.score("2014", prizes=monthly(*values))
    left, expected = 0, []
    for value in values:
        required = 2 + (left if carry == "missing" else 0)
        actual = value + (left if carry == "excess" else 0)
        missing, excess = max(required - actual, 0), max(actual - required, 0)
        left = missing if carry == "missing" else excess
        expected.append((actual, required, missing, excess))
    found = [(q.actual, q.required, q.missing, q.excess) for q in result.quotas]
    assert found[::3] == expected


@settings(max_examples=30, deadline=None)
@given(
    st.tuples(*[st.integers(0, 12)] * 3),
    st.tuples(*[st.integers(0, 8)] * 3),
    st.integers(1, 4),
)
def test_what_stands_in_is_taken_from_what_is_over(
    have: tuple[int, int, int], asked: tuple[int, int, int], rate: int
) -> None:
    ways = f"中,高,{rate} 低,高,{rate}"
    result = office(PARTS, quota('each = "whole"', targets=asked, ways=ways)).score(
        "2014", prizes=sums("甲局", *have)
    )
    high, mid, low, whole = (each for each in result.quotas if each.subject.id == "甲局")
    filled = max(asked[0] - have[0], 0) - high.missing
    over = max(have[1] - asked[1], 0) + max(have[2] - asked[2], 0)
    assert filled >= 0
    assert over - mid.excess - low.excess == filled * rate
    # Nothing that could have stood in is left while something is missing.
    assert high.missing == 0 or (mid.excess < rate and low.excess < rate)
    assert whole.missing == high.missing + mid.missing + low.missing
    assert (whole.outcome == "met") == (whole.missing == 0)
