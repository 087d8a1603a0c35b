"""``skip``: pieces fill a target first; what is paid for them counts beyond it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gov_comms.errors import Refused, errors_in
from gov_comms.testing import Desk
from tests.verbs.agency import by_fact, derive, numbers, office, step, total, used, work

PAID = step(
    "paid",
    "award",
    """\
on = "adoption"
give.pieces = { by = "form", table = { "综合" = 3, "简讯" = 2 }, rest = 1 }
give.yuan = { by = "tier", table = { "区级" = 30, "市级" = 90, "国家级" = 300 }, rest = 0 }
give.points = 5""",
)


def skip(
    body: str = "", name: str = "task", target: object = 2, order: str = '["earliest"]'
) -> str:
    return step(
        name,
        "skip",
        f'for = "unit"\ncount = "pieces"\nof = ["paid"]\n'
        f"target = {target}\norder = {order}\n{body}",
    )


WHOLE = 'straddle = "whole"\nalso = ["paid"]\nmeasures = ["yuan"]'
SPLIT = 'straddle = "split"\nrounding = "half_up"\nalso = ["paid"]\nmeasures = ["yuan"]'
FOUR = [
    used("A1", day="2014-03-01"),
    used("A2", day="2014-03-02", outlet="国报"),
    used("A3", day="2014-03-03", outlet="市报"),
    used("A4", day="2014-04-04"),
]


def yuan(desk: Desk, rows: list[dict[str, Any]], period: str = "2014") -> dict[str, str]:
    """What is paid for each fact of the first unit."""
    facts = {"submissions": [work("W1")], "adoptions": rows}
    return {fact: str(amount) for fact, amount in by_fact(desk, facts, "yuan", period).items()}


@pytest.mark.parametrize(
    ("target", "order", "expected"),
    [
        (0, '["earliest"]', "30 300 90 30"),
        (1, '["earliest"]', "0 300 90 30"),
        (2, '["earliest"]', "0 0 90 30"),
        (4, '["earliest"]', "0 0 0 0"),
        (9, '["earliest"]', "0 0 0 0"),
        (2, '["latest"]', "30 300 0 0"),
        # The same piece count each: highest falls back to the day.
        (2, '["highest"]', "0 0 90 30"),
        (2, '[{ high = "tier" }]', "30 0 0 30"),
        (2, '[{ low = "tier" }]', "0 300 90 0"),
        # 国报 first; of the two 区报 the earlier.
        (3, '[{ high = "tier" }, "earliest"]', "0 0 0 30"),
    ],
)
def test_skip_in_the_declared_order(target: int, order: str, expected: str) -> None:
    desk = office(PAID, skip(WHOLE, target=target, order=order))
    found = yuan(desk, FOUR)
    assert [int(Decimal(each)) for each in found.values()] == [
        int(each) for each in expected.split()
    ]


@pytest.mark.parametrize(
    ("target", "whole", "split"),
    [
        # A1 counts 3, A2 counts 2, A3 counts 1; 30, 300 and 90 yuan.
        (1, "30 300 90", "20.00 300.00 90.00"),
        (2, "30 300 90", "10.00 300.00 90.00"),
        (3, "0 300 90", "0.00 300.00 90.00"),
        (4, "0 300 90", "0.00 150.00 90.00"),
        (5, "0 0 90", "0.00 0.00 90.00"),
        (6, "0 0 0", "0.00 0.00 0.00"),
    ],
)
def test_skip_of_a_piece_that_straddles(target: int, whole: str, split: str) -> None:
    rows = [
        used("A1", day="2014-03-01", form="综合"),
        used("A2", day="2014-03-02", form="简讯", outlet="国报"),
        used("A3", day="2014-03-03", outlet="市报", form="全文"),
    ]
    kept = yuan(office(PAID, skip(WHOLE, target=target)), rows)
    assert [Decimal(each) for each in kept.values()] == [Decimal(each) for each in whole.split()]
    assert list(yuan(office(PAID, skip(SPLIT, target=target)), rows).values()) == split.split()


@pytest.mark.parametrize(
    ("rounding", "paid"),
    [("down", "66.66"), ("up", "66.67"), ("half_up", "66.67"), ("half_even", "66.67")],
)
def test_skip_rounds_what_remains(rounding: str, paid: str) -> None:
    hundred = step("paid", "award", 'on = "adoption"\ngive.pieces = 3\ngive.yuan = 100')
    body = SPLIT.replace("half_up", rounding)
    # One of three pieces fills the task: two thirds of 100 remain.
    assert yuan(office(hundred, skip(body, target=1)), [used("A1")]) == {"A1": paid}


def test_skip_leaves_other_measures_and_the_count_alone() -> None:
    facts = {"submissions": [work("W1")], "adoptions": FOUR}
    found = total(office(PAID, skip(WHOLE)), facts)
    assert found == {
        ("points", "甲局"): Decimal(20),
        ("yuan", "甲局"): Decimal(120),
        ("pieces", "甲局"): Decimal(4),
    }


def test_skip_takes_all_other_measures_where_none_is_named() -> None:
    facts = {"submissions": [work("W1")], "adoptions": FOUR}
    found = total(office(PAID, skip('straddle = "whole"\nalso = ["paid"]')), facts)
    assert found == {
        ("points", "甲局"): Decimal(10),
        ("yuan", "甲局"): Decimal(120),
        ("pieces", "甲局"): Decimal(4),
    }


def test_skip_leaves_result_rows_that_steps_below_read() -> None:
    fine = step(
        "fine",
        "award",
        'on = { results = "task" }\ngive.points = { times = [{ field = "missing" }, -10] }',
    )
    flag = step(
        "flag", "flag", 'on = { results = "task" }\nwhen = { outcome = "met" }\nflag = "完成"'
    )
    target = '{ by = "unit", table = { "甲局" = 3, "乙局" = 2 } }'
    desk = office(PAID, skip(WHOLE, target=target), fine, flag)
    result = desk.score("2014", submissions=[work("W1")], adoptions=FOUR)
    found = [
        (q.subject.id, int(q.required), int(q.actual), int(q.missing), int(q.excess), q.outcome)
        for q in result.quotas
    ]
    assert found == [("甲局", 3, 4, 0, 1, "met"), ("乙局", 2, 0, 2, 0, "unmet")]
    assert [(f.flag, f.subject.id) for f in result.flags] == [("完成", "甲局")]
    points = {t.subject.id: int(t.total) for t in result.totals if t.measure == "points"}
    assert points == {"甲局": 20, "乙局": -20, "丙局": 0}


def test_skip_without_any_piece_leaves_result_rows() -> None:
    result = office(PAID, skip(WHOLE)).score("2014")
    assert [(q.subject.id, int(q.missing)) for q in result.quotas] == [
        ("甲局", 2),
        ("乙局", 2),
        ("丙局", 2),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('within = "month"\n', "0 0 90.00 0"),
        ('when = { class = "一般" }\n', "30.00 300.00 90.00 30.00"),
        ('when = { class = "重点" }\n', "0 0 90.00 30.00"),
    ],
)
def test_skip_by_bucket_and_by_who_has_the_target(body: str, expected: str) -> None:
    found = yuan(office(PAID, skip(body + WHOLE)), FOUR)
    assert list(map(Decimal, found.values())) == list(map(Decimal, expected.split()))


def test_skip_where_no_target_is_defined_pays_everything() -> None:
    target = '{ by = "class", table = { "一般" = 4 } }'
    assert list(yuan(office(PAID, skip(WHOLE, target=target)), FOUR).values()) == [
        "30.00",
        "300.00",
        "90.00",
        "30.00",
    ]


def test_skip_of_the_unit_cuts_what_its_members_are_paid() -> None:
    paid = step(
        "paid", "award", 'on = "adoption"\nto = "first_author"\ngive.team = 1\ngive.yuan = 50'
    )
    task = step(
        "task",
        "skip",
        'for = "unit"\ncount = "team"\nof = ["paid"]\ntarget = 2\norder = ["earliest"]\n'
        'straddle = "whole"\nalso = ["paid"]',
    )
    facts = {
        "submissions": [
            work("W1", authors=["甲"]),
            work("W2", authors=["丁"]),
            work("W3", "乙局", authors=["乙"]),
        ],
        "adoptions": [
            used("A1", day="2014-03-01"),
            used("A2", "W2", day="2014-03-02"),
            used("A3", "W3", day="2014-03-03"),
            used("A4", "W3", day="2014-03-04"),
            used("A5", "W3", day="2014-03-05"),
            used("A6", "W2", day="2014-03-06"),
        ],
    }
    # 甲局 has A1, A2 and A6, 乙局 A3 to A5: the third of each is paid to its author.
    assert by_fact(office(paid, task), facts, "yuan") == numbers(
        A1=0, A2=0, A3=0, A4=0, A5=50, A6=50
    )


def test_skip_spares_another_receiver_and_another_capacity_of_the_same_fact() -> None:
    editor = step("editor", "award", 'on = "adoption"\ncapacity = "editor"\ngive.yuan = 7')
    author = step("author", "award", 'on = "adoption"\nto = "first_author"\ngive.yuan = 11')
    body = WHOLE.replace('["paid"]', '["paid", "editor", "author"]')
    facts = {"submissions": [work("W1", authors=["甲"])], "adoptions": FOUR[:2]}
    found = total(office(PAID, editor, author, skip(body)), facts)
    assert found["yuan", "甲局"] == 14
    assert found["yuan", "甲"] == 22


def test_skip_goes_by_claims_that_other_steps_gave_for_the_same_piece() -> None:
    extra = step(
        "extra", "award", 'on = "adoption"\nadds_to = ["paid"]\ngive.pieces = 1\ngive.yuan = 6'
    )
    body = SPLIT.replace('["paid"]', '["paid", "extra"]')
    task = skip(body, target=3).replace('of = ["paid"]', 'of = ["paid", "extra"]')
    rows = [used("A1", day="2014-03-01"), used("A2", day="2014-03-02", outlet="市报")]
    # Each piece counts 1 + 1.  Half of A2 fills the task: half of 90 and half of 6 remain.
    assert yuan(office(PAID, extra, task), rows) == {"A1": "0.00", "A2": "48.00"}


def test_skip_sees_no_cancelled_piece_and_fills_nothing_with_deductions() -> None:
    keep = step(
        "once",
        "keep",
        'of = ["paid"]\nmeasures = ["pieces"]\nper = ["work"]\nkeep = 1\norder = ["latest"]',
    )
    rows = FOUR[:2]
    # Only A2 is a piece; A1 fills nothing and keeps its pay.
    assert yuan(office(PAID, keep, skip(WHOLE, target=1)), rows) == {"A1": "30.00", "A2": "0.00"}
    less = step(
        "paid",
        "award",
        'on = "adoption"\ngive.yuan = 8\n'
        'give.pieces = { by = "outlet", table = { "国报" = -5 }, rest = 1 }',
    )
    assert yuan(office(less, skip(WHOLE, target=1)), FOUR[:3]) == {
        "A1": "0.00",
        "A2": "8.00",
        "A3": "8.00",
    }


def test_skip_orders_by_a_word_of_two_tables_alike() -> None:
    size = derive(
        "size", "adoption", 'word = { of = "length", at_least = { 0 = "短", 500 = "长" } }'
    )
    sent = step("sent", "award", 'on = "submission"\ngive.pieces = 1\ngive.yuan = 4')
    task = skip(WHOLE, target=1, order='[{ high = "length" }]').replace(
        '["paid"]', '["paid", "sent"]'
    )
    facts = {
        "submissions": [work("W1", length=600)],
        "adoptions": [used("A1", length=500), used("A2", length=700)],
    }
    found = by_fact(office(size, PAID, sent, task), facts, "yuan")
    assert found == numbers(W1=4, A1=30, A2=0)


def test_skip_under_the_edition_in_force_when_the_bucket_ends() -> None:
    body = 'within = "month"\n' + WHOLE
    desk = office(PAID, skip(body, target=1), later={"2014-04-01": skip(body, target=0)})
    assert list(yuan(desk, FOUR).values()) == ["0.00", "300.00", "90.00", "30.00"]


def test_skip_that_does_not_come_out_even_without_rounding_is_refused() -> None:
    third = step("paid", "award", 'on = "adoption"\ngive.pieces = 3\ngive.yuan = 100')
    with pytest.raises(Refused) as refused:
        office(third, skip('straddle = "split"\nalso = ["paid"]', target=1))
    assert [p.code for p in errors_in(refused.value.problems)] == ["no-rounding"]


# -- the law -------------------------------------------------------------------------------

PIECE = st.tuples(
    st.sampled_from(["甲局", "乙局", "丙局"]),
    st.integers(1, 28),
    st.integers(1, 5),
    st.integers(0, 400),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECE, max_size=12), st.integers(0, 12), st.booleans(), st.randoms())
def test_skipped_and_paid_make_the_whole_and_row_order_does_not_matter(
    pieces: list[tuple[str, int, int, int]], target: int, split: bool, random: Any
) -> None:
    paid = step(
        "paid",
        "award",
        'on = "prize"\ngive.pieces = { field = "value" }\ngive.yuan = { field = "fee" }',
    )
    fee = '[tables.prize.columns.fee]\ntype = "number"\nname = "奖金"\n'
    desk = office(paid, skip(SPLIT if split else WHOLE, target=target), agency=fee)
    rows = [
        {"id": f"P{n:02}", "unit": unit, "day": f"2014-03-{day:02}", "value": size, "fee": money}
        for n, (unit, day, size, money) in enumerate(pieces)
    ]
    shuffled = list(rows)
    random.shuffle(shuffled)
    result, again = desk.score("2014", prizes=rows), desk.score("2014", prizes=shuffled)
    assert again.totals == result.totals
    skipped = {line.fact: -line.amount for line in result.lines() if line.step == "task"}
    filled = dict.fromkeys(("甲局", "乙局", "丙局"), 0)
    for row in sorted(rows, key=lambda row: (row["day"], row["id"])):
        before = filled[row["unit"]]
        filled[row["unit"]] += row["value"]
        part = min(max(target - before, 0), row["value"])
        if not split and part < row["value"]:
            part = 0
        kept = Fraction(row["fee"] * (row["value"] - part), row["value"])
        cents = (kept * 100 + Fraction(1, 2)).__floor__()
        assert (row["fee"] - skipped.get(row["id"], Decimal(0))) * 100 == cents
    left = {t.subject.id: t.total for t in result.totals if t.measure == "yuan"}
    for unit in filled:
        whole = sum(row["fee"] for row in rows if row["unit"] == unit)
        gone = sum(skipped.get(row["id"], Decimal(0)) for row in rows if row["unit"] == unit)
        assert left[unit] + gone == whole
    found = {q.subject.id: (q.actual, q.missing, q.excess) for q in result.quotas}
    assert found == {
        unit: (n, max(target - n, 0), max(n - target, 0)) for unit, n in filled.items()
    }
