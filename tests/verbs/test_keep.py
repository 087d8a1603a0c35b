"""``keep``: which claims compete, in which order they stand, and what becomes of the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verbs.agency import (
    by_fact,
    by_subject,
    derive,
    numbers,
    office,
    prize,
    step,
    total,
    used,
    work,
)

PAID = step(
    "used",
    "award",
    'on = "adoption"\n'
    'give.points = { by = "tier", table = { "区级" = 5, "市级" = 10, "国家级" = 20 }, rest = 1 }',
)
PAGE = step("used", "award", 'on = "adoption"\ngive.points = { field = "page" }')
FOUR = [
    used("A1", day="2014-03-08"),
    used("A2", day="2014-03-09"),
    used("A3", outlet="市报", day="2014-03-10"),
    used("A4", outlet="国报", day="2014-03-11"),
]


def keep(body: str, *, of: str = '"used"', per: str = '"work"', name: str = "keep") -> str:
    return step(name, "keep", f"of = [{of}]\nper = [{per}]\n{body}")


def kept(*steps: str, rows: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Decimal]:
    """What each fact is worth after the steps."""
    works = more.pop("submissions", [work("W1"), work("W2", unit="乙局")])
    facts = {"submissions": works, "adoptions": FOUR if rows is None else rows, **more}
    return by_fact(office(*steps), facts)


@pytest.mark.parametrize(
    ("body", "amounts"),
    [
        ('keep = 1\norder = ["highest"]', (0, 0, 0, 20)),
        ('keep = 1\norder = ["lowest"]', (5, 0, 0, 0)),
        ('keep = 1\norder = ["earliest"]', (5, 0, 0, 0)),
        ('keep = 1\norder = ["latest"]', (0, 0, 0, 20)),
        ('keep = 1\norder = ["lowest", "latest"]', (0, 5, 0, 0)),
        ('keep = 1\norder = [{ high = "tier" }]', (0, 0, 0, 20)),
        ('keep = 1\norder = [{ low = "tier" }]', (5, 0, 0, 0)),
        ('keep = 1\norder = [{ low = "tier" }, "latest"]', (0, 5, 0, 0)),
        ('keep = 0\norder = ["highest"]', (0, 0, 0, 0)),
        ('keep = 2\norder = ["highest"]', (0, 0, 10, 20)),
        ('keep = 3\norder = ["highest"]', (5, 0, 10, 20)),
        ('keep = 4\norder = ["highest"]', (5, 5, 10, 20)),
        ('keep = 9\norder = ["highest"]', (5, 5, 10, 20)),
    ],
)
def test_first_so_many_stay(body: str, amounts: tuple[int, ...]) -> None:
    assert tuple(kept(PAID, keep(body)).values()) == amounts


@pytest.mark.parametrize(
    ("body", "amounts"),
    [
        ('most = 12\norder = ["earliest"]', (5, 5, 2, 0)),
        ('most = 12\norder = ["latest"]', (0, 0, 0, 12)),
        ('most = 12\norder = ["lowest"]', (5, 5, 2, 0)),
        ('most = 40\norder = ["earliest"]', (5, 5, 10, 20)),
        ('most = 39\norder = ["earliest"]', (5, 5, 10, 19)),
        ('most = 10\norder = ["earliest"]', (5, 5, 0, 0)),
        ('most = 0\norder = ["earliest"]', (0, 0, 0, 0)),
        ('most = 7.5\norder = ["earliest"]', (5, 2, 0, 0)),
        ('most = { times = [2, 6] }\norder = ["earliest"]', (5, 5, 2, 0)),
        (
            'most = { by = "tier", table = { "区级" = 7, "市级" = 15 }, rest = 30 }\n'
            'order = ["earliest"]',
            (5, 2, 5, 10),
        ),
    ],
)
def test_claims_up_to_a_sum_stay(body: str, amounts: tuple[int, ...]) -> None:
    assert tuple(kept(PAID, keep(body)).values()) == amounts


def test_cap_by_a_table_holds_for_each_group() -> None:
    capped = keep(
        'most = { by = "tier", table = { "区级" = 4, "市级" = 12 }, rest = 100 }\n'
        'order = ["earliest"]',
        per='"tier"',
    )
    assert kept(PAID, capped) == numbers(A1=4, A2=0, A3=10, A4=20)


def test_cap_that_is_not_defined_caps_nothing() -> None:
    capped = keep('most = { field = "reads" }\norder = ["earliest"]')
    assert kept(PAID, capped) == numbers(A1=5, A2=5, A3=10, A4=20)


@pytest.mark.parametrize(
    ("pages", "amounts"),
    [
        ((8, 8, -5), (8, 2, -5)),
        ((-5, 8, 8), (-5, 8, 7)),
        ((10, -3, 5), (10, -3, 3)),
        ((-5, -6), (-5, -6)),
    ],
)
def test_cap_trims_no_deductions(pages: tuple[int, ...], amounts: tuple[int, ...]) -> None:
    rows = [used(f"A{n}", page=page) for n, page in enumerate(pages)]
    capped = keep('most = 10\norder = ["earliest"]')
    assert tuple(kept(PAGE, capped, rows=rows).values()) == amounts


@pytest.mark.parametrize(
    ("order", "amounts"),
    [
        ("highest", (0, -1, 0)),
        ("lowest", (-7, 0, 0)),
        ("heaviest", (-7, 0, 0)),
        ("lightest", (0, -1, 0)),
    ],
)
def test_highest_is_by_value_and_heaviest_by_size(order: str, amounts: tuple[int, ...]) -> None:
    rows = [used("A1", page=-7), used("A2", page=-1), used("A3", page=-3)]
    found = kept(PAGE, keep(f'keep = 1\norder = ["{order}"]'), rows=rows)
    assert tuple(found.values()) == amounts


def test_claims_at_zero_do_not_compete() -> None:
    rows = [used("A1", page=0), used("A2", page=3), used("A3", page=4)]
    lowest = keep('keep = 1\norder = ["lowest"]')
    assert kept(PAGE, lowest, rows=rows) == numbers(A1=0, A2=3, A3=0)


@pytest.mark.parametrize(
    ("per", "amounts"),
    [
        ("", (0, 0, 0, 0, 7)),
        ('"work"', (0, 0, 3, 0, 7)),
        ('"tier"', (0, 0, 3, 0, 7)),
        ('"work", "tier"', (0, 2, 3, 0, 7)),
        ('"form"', (1, 2, 3, 0, 7)),
        ('"work", "form"', (1, 2, 3, 0, 7)),
        ('"headline"', (1, 2, 3, 0, 7)),
        ('"weight"', (1, 2, 3, 0, 7)),
        ('"evidence_day"', (1, 2, 3, 0, 7)),
        ('"work.first_author"', (0, 0, 3, 0, 7)),
        ('"medium"', (1, 2, 3, 6, 7)),
    ],
)
def test_claims_compete_when_they_agree_in_every_column(per: str, amounts: tuple[int, ...]) -> None:
    """An empty cell agrees with none, and nobody competes with another unit."""
    alike = {"form": "全文", "headline": True, "weight": "1.5", "evidence_day": "2014-04-01"}
    rows = [
        used("A1", "W1", page=1),
        used("A2", "W1", page=2),
        used("A3", "W1", outlet="市报", page=3),
        used("A4", "W2", page=6, **alike),
        used("A5", "W2", page=7, **alike),
        used("A6", "W3", page=7, **alike),
    ]
    works = [work("W1", authors="甲"), work("W2", authors="丁"), work("W3", unit="乙局")]
    found = kept(PAGE, keep('keep = 1\norder = ["highest"]', per=per), rows=rows, submissions=works)
    assert tuple(found.values())[:5] == amounts
    assert found["A6"] == 7


def test_claims_whose_group_is_empty_are_not_capped_together() -> None:
    rows = [used("A1", page=8), used("A2", page=8), used("A3", page=8, form="全文")]
    capped = keep('most = 5\norder = ["earliest"]', per='"form"')
    assert kept(PAGE, capped, rows=rows) == numbers(A1=8, A2=8, A3=5)


@pytest.mark.parametrize(
    ("order", "winner"),
    [('{ low = "page" }', "A3"), ('{ high = "page" }', "A2"), ('{ high = "weight" }', "A1")],
)
def test_empty_cells_come_last_in_an_order_by_a_column(order: str, winner: str) -> None:
    for large in (3, 3 * 10**15):
        rows = [used("A1"), used("A2", page=large), used("A3", page=large - 1)]
        found = kept(PAID, keep(f"keep = 1\norder = [{order}]"), rows=rows)
        assert {fact for fact, amount in found.items() if amount} == {winner}


@pytest.mark.parametrize(
    ("rows", "winner"),
    [
        ([used("A2", day="2014-03-08"), used("A1", day="2014-03-09")], "A2"),
        ([used("A2"), used("A1")], "A1"),
        ([used("A10"), used("A9")], "A10"),
    ],
)
def test_ties_go_by_day_and_then_by_id(rows: list[dict[str, Any]], winner: str) -> None:
    found = kept(PAID, keep('keep = 1\norder = ["highest"]'), rows=rows)
    assert {fact for fact, amount in found.items() if amount} == {winner}


def test_ties_between_tables_go_by_day_and_then_by_table() -> None:
    steps = (
        step("sent", "award", 'on = "submission"\ngive.points = 5'),
        PAID,
        step("prize", "award", 'on = "prize"\ngive.points = 5'),
        keep('keep = 1\norder = ["highest"]', of='"prize", "used", "sent"'),
    )
    prizes = [prize("P1", day="2014-03-02", unit="甲局", work="W1")]
    works = [work("W1", day="2014-03-02")]
    first = kept(*steps, rows=[used("A1", day="2014-03-02")], prizes=prizes, submissions=works)
    assert first == numbers(W1=5, A1=0, P1=0)
    earlier = kept(*steps, rows=[used("A1", day="2014-03-01")], prizes=prizes, submissions=works)
    assert earlier == numbers(W1=0, A1=5, P1=0)


def test_sources_of_several_tables_compete_as_one() -> None:
    prizes = [prize("P1", unit="甲局", work="W1"), prize("P2", unit="甲局")]
    found = kept(
        PAID,
        step("prize", "award", 'on = "prize"\ngive.points = 7'),
        keep('keep = 1\norder = ["highest"]', of='"used", "prize"'),
        rows=[used("A1")],
        prizes=prizes,
    )
    assert found == numbers(A1=0, P1=7, P2=7)


def test_sources_without_columns_in_common_compete_within_the_subject() -> None:
    found = kept(
        PAID,
        step("prize", "award", 'on = "prize"\ngive.points = 7'),
        keep('keep = 2\norder = ["highest"]', of='"used", "prize"', per=""),
        prizes=[prize("P1", unit="甲局"), prize("P2", unit="乙局")],
    )
    assert found == numbers(A1=0, A2=0, A3=10, A4=20, P1=0, P2=7)


@pytest.mark.parametrize(
    ("level", "amounts"),
    [
        ("甲奖", numbers(W1=0, W2=3, P1=7)),
        ("乙奖", numbers(W1=3, W2=0, P1=7)),
        ("丙奖", numbers(W1=3, W2=3, P1=7)),
    ],
)
def test_words_of_different_lists_are_the_same_words(
    level: str, amounts: dict[str, Decimal]
) -> None:
    agency = '[columns.submission.level]\ntype = "word"\nname = "奖级"\n'
    desk = office(
        step("sent", "award", 'on = "submission"\ngive.points = 3'),
        step("prize", "award", 'on = "prize"\ngive.points = 7'),
        keep('keep = 1\norder = ["highest"]', of='"sent", "prize"', per='"level"'),
        agency=agency,
    )
    facts = {
        "submissions": [work("W1", level="甲奖"), work("W2", level="乙奖")],
        "prizes": [prize("P1", unit="甲局", level=level)],
    }
    assert by_fact(desk, facts) == amounts


def test_condition_leaves_others_in_peace() -> None:
    body = 'keep = 1\norder = ["highest"]\nwhen = { tier = ["区级", "市级"] }'
    assert kept(PAID, keep(body)) == numbers(A1=0, A2=0, A3=10, A4=20)


def test_measures_compete_each_by_itself() -> None:
    both = step(
        "used",
        "award",
        'on = "adoption"\ngive.points = { field = "page" }\ngive.yuan = { field = "reads" }',
    )
    rows = [used("A1", page=5, reads=1), used("A2", page=2, reads=9)]
    facts = {"submissions": [work("W1")], "adoptions": rows}
    each = office(both, keep('keep = 1\norder = ["highest"]'))
    assert total(each, facts) == {("points", "甲局"): 5, ("yuan", "甲局"): 9}
    narrowed = office(both, keep('measures = ["yuan"]\nkeep = 1\norder = ["highest"]'))
    assert total(narrowed, facts) == {("points", "甲局"): 7, ("yuan", "甲局"): 9}


def test_measures_across_compete_as_one() -> None:
    desk = office(
        step("points", "award", 'on = "adoption"\ngive.points = 5'),
        step("money", "award", 'on = "prize"\ngive.yuan = 100'),
        keep(
            'keep = 1\norder = [{ high = "work.length" }, "earliest"]\nacross = ["points", "yuan"]',
            of='"points", "money"',
            per="",
        ),
    )
    facts = {
        "submissions": [work("W1", length=100), work("W2", length=900)],
        "adoptions": [used("A1")],
        "prizes": [prize("P1", unit="甲局", work="W2")],
    }
    assert total(desk, facts) == {("yuan", "甲局"): 100}


def test_companions_fall_with_the_loser() -> None:
    steps = (
        PAID,
        step("bonus", "award", 'on = "adoption"\nadds_to = ["used"]\ngive.points = 1'),
        step("money", "award", 'on = "adoption"\ngive.yuan = 3'),
        keep('keep = 1\norder = ["highest"]\nalso = ["bonus", "money"]'),
    )
    facts = {"submissions": [work("W1")], "adoptions": FOUR}
    assert by_fact(office(*steps), facts) == numbers(A1=0, A2=0, A3=0, A4=21)
    assert by_fact(office(*steps), facts, "yuan") == numbers(A1=0, A2=0, A3=0, A4=3)


def test_companions_of_the_same_step_fall_in_its_other_measures() -> None:
    both = step("used", "award", 'on = "adoption"\ngive.points = { field = "page" }\ngive.yuan = 1')
    desk = office(
        both, keep('measures = ["points"]\nkeep = 1\norder = ["highest"]\nalso = ["used"]')
    )
    facts = {"submissions": [work("W1")], "adoptions": [used("A1", page=5), used("A2", page=9)]}
    assert by_fact(desk, facts) == numbers(A1=0, A2=9)
    assert by_fact(desk, facts, "yuan") == numbers(A1=0, A2=1)


def test_companions_of_a_trimmed_claim_stay() -> None:
    found = kept(
        PAID,
        step("bonus", "award", 'on = "adoption"\nadds_to = ["used"]\ngive.points = 1'),
        keep('most = 12\norder = ["earliest"]\nalso = ["bonus"]'),
    )
    assert found == numbers(A1=6, A2=6, A3=3, A4=0)


def test_companions_of_others_stay() -> None:
    """The loser's companions are those of the same person on the same fact."""
    desk = office(
        step("used", "award", 'on = "adoption"\nto = "authors"\ngive.points = { field = "page" }'),
        step("money", "award", 'on = "adoption"\nto = "reviewer"\ngive.yuan = 3'),
        keep('keep = 1\norder = ["highest"]\nalso = ["money"]'),
    )
    facts = {
        "submissions": [work("W1", authors="甲、乙", reviewer="甲")],
        "adoptions": [used("A1", page=5), used("A2", page=9)],
    }
    assert total(desk, facts) == {
        ("points", "甲"): 9,
        ("points", "乙"): 9,
        ("yuan", "甲"): 3,
    }


def test_capacities_never_compete() -> None:
    steps = (
        step("author", "award", 'on = "adoption"\nto = "first_author"\ngive.points = 5'),
        step("reviewer", "award", 'on = "adoption"\nto = "reviewer"\ngive.points = 3'),
    )
    both = keep('keep = 1\norder = ["highest"]', of='"author", "reviewer"')
    facts = {
        "submissions": [work("W1", authors="甲", reviewer="甲")],
        "adoptions": [used("A1"), used("A2")],
    }
    assert by_subject(office(*steps, both), facts) == numbers(甲=8)


def test_named_capacity_lets_steps_compete() -> None:
    steps = (
        step(
            "author",
            "award",
            'on = "adoption"\nto = "first_author"\ncapacity = "人"\ngive.points = 5',
        ),
        step(
            "reviewer",
            "award",
            'on = "adoption"\nto = "reviewer"\ncapacity = "人"\nadds_to = ["author"]\n'
            "give.points = 3",
        ),
    )
    both = keep('keep = 1\norder = ["highest"]', of='"author", "reviewer"')
    facts = {"submissions": [work("W1", authors="甲", reviewer="甲")], "adoptions": [used("A1")]}
    assert by_subject(office(*steps, both), facts) == numbers(甲=5)


def test_coauthors_never_compete() -> None:
    desk = office(
        step("used", "award", 'on = "adoption"\nto = "authors"\ngive.points = { field = "page" }'),
        keep('keep = 1\norder = ["highest"]'),
    )
    facts = {
        "submissions": [work("W1", authors="甲、乙"), work("W2", authors="乙")],
        "adoptions": [used("A1", page=5), used("A2", page=9), used("A3", "W2", page=1)],
    }
    assert by_subject(desk, facts) == numbers(甲=9, 乙=10)


@pytest.mark.parametrize(
    ("within", "amounts"),
    [
        ("period", (0, 0, 0, 0, 20)),
        ("year", (0, 0, 0, 0, 20)),
        ("half", (0, 0, 10, 0, 20)),
        ("quarter", (5, 0, 10, 0, 20)),
        ("month", (5, 0, 10, 5, 20)),
        ("week", (5, 5, 10, 5, 20)),
        ("专题月", (5, 5, 10, 0, 20)),
        ("term", (5, 0, 10, 0, 20)),
    ],
)
def test_claims_compete_within_a_bucket(within: str, amounts: tuple[int, ...]) -> None:
    """What lies in no window and no term stays as it is."""
    agency = (
        '[calendar]\n[[calendar.window]]\nid = "专题月"\nfrom = 2014-08-01\nto = 2014-09-30\n'
        '[[calendar.term]]\nfrom = "01-01"\nto = "03-31"\n'
        '[[calendar.term]]\nfrom = "08-01"\nto = "09-30"\n'
    )
    rows = [
        used("A1", day="2014-01-08"),
        used("A2", day="2014-01-20"),
        used("A3", day="2014-05-10", outlet="市报"),
        used("A4", day="2014-08-11"),
        used("A5", day="2014-09-11", outlet="国报"),
    ]
    desk = office(PAID, keep(f'keep = 1\norder = ["highest"]\nwithin = "{within}"'), agency=agency)
    facts = {"submissions": [work("W1")], "adoptions": rows}
    assert tuple(by_fact(desk, facts).values()) == amounts


EARLIER = [
    used("A0", day="2013-05-01", outlet="国报"),
    used("A1", day="2014-02-01"),
    used("A2", day="2014-02-09", outlet="市报"),
    used("A3", "W2", day="2014-03-01"),
]


@pytest.mark.parametrize(
    ("steps", "amounts"),
    [
        ((keep('keep = 1\norder = ["highest"]\nwithin = "ever"\nlater = "full"'),), (0, 0, 5)),
        ((keep('keep = 1\norder = ["latest"]\nwithin = "ever"\nlater = "full"'),), (0, 10, 5)),
        ((keep('keep = 2\norder = ["highest"]\nwithin = "ever"\nlater = "full"'),), (0, 10, 5)),
        (
            (
                keep('keep = 1\norder = ["highest"]\nwithin = "month"'),
                keep('keep = 1\norder = ["highest"]\nwithin = "ever"\nlater = "full"', name="ever"),
            ),
            (0, 0, 5),
        ),
        ((keep('most = 24\norder = ["earliest"]\nwithin = "ever"\nlater = "full"'),), (4, 0, 5)),
    ],
)
def test_earlier_claims_compete_within_ever_only(
    steps: tuple[str, ...], amounts: tuple[int, ...]
) -> None:
    facts = {
        "submissions": [work("W1", day="2013-04-01"), work("W2")],
        "adoptions": EARLIER,
    }
    found = by_fact(office(PAID, *steps), facts)
    assert tuple(found.values()) == amounts


def test_earlier_claims_are_never_totalled() -> None:
    desk = office(PAID, keep('keep = 1\norder = ["lowest"]\nwithin = "ever"\nlater = "full"'))
    facts = {"submissions": [work("W1", day="2013-04-01")], "adoptions": EARLIER[:1]}
    assert total(desk, facts) == {}
    assert total(desk, facts, "2013") == {("points", "甲局"): 20}


@pytest.mark.parametrize(
    ("within", "first", "later", "amounts"),
    [
        # The edition in force on the bucket's last day rules the bucket.
        ("period", "keep = 1", "keep = 2", (0, 0, 10, 20)),
        ("month", "keep = 1", "keep = 2", (0, 5, 10, 20)),
        ("month", "keep = 2", "keep = 1", (5, 5, 0, 20)),
        ("ever", "keep = 1", "keep = 3", (0, 5, 10, 20)),
    ],
)
def test_edition_in_force_at_the_end_of_the_bucket_rules(
    within: str, first: str, later: str, amounts: tuple[int, ...]
) -> None:
    order = f'order = ["highest", "latest"]\nwithin = "{within}"'
    order += '\nlater = "full"' if within == "ever" else ""
    desk = office(
        PAID,
        keep(f"{first}\n{order}"),
        later={"2014-07-01": keep(f"{later}\n{order}")},
    )
    rows = [
        used("A1", day="2014-06-01"),
        used("A2", day="2014-06-30"),
        used("A3", day="2014-07-01", outlet="市报"),
        used("A4", day="2014-07-02", outlet="国报"),
    ]
    facts = {"submissions": [work("W1")], "adoptions": rows}
    assert tuple(by_fact(desk, facts).values()) == amounts


def test_repealed_keep_rules_only_the_buckets_before() -> None:
    order = 'order = ["highest"]\nwithin = "month"'
    desk = office(PAID, keep(f"keep = 0\n{order}"), later={"2014-07-01": 'repeals = ["keep"]\n'})
    rows = [used("A1", day="2014-06-30"), used("A2", day="2014-07-01")]
    facts = {"submissions": [work("W1")], "adoptions": rows}
    assert by_fact(desk, facts) == numbers(A1=0, A2=5)


def test_order_and_group_may_be_derived_columns() -> None:
    desk = office(
        derive("size", "adoption", 'word = { of = "length", at_least = { 0 = "短", 800 = "长" } }'),
        derive("double", "adoption", 'value = { times = [{ field = "length" }, 2] }\nscale = 0'),
        PAGE,
        keep('keep = 1\norder = [{ low = "double" }]', per='"size"'),
    )
    rows = [
        used("A1", page=1, length=799),
        used("A2", page=2, length=700),
        used("A3", page=4, length=800),
    ]
    facts = {"submissions": [work("W1")], "adoptions": rows}
    assert by_fact(desk, facts) == numbers(A1=0, A2=2, A3=4)


def test_claims_of_a_split_compete_person_by_person() -> None:
    desk = office(
        step("used", "award", 'on = "adoption"\nto = "work"\ngive.points = { field = "page" }'),
        step(
            "shared",
            "split",
            'of = ["used"]\nto = "authors"\nby = "equal"\nrounding = "down"\nresidue = "first"',
        ),
        keep('keep = 1\norder = ["highest"]', of='"shared"', per='"tier"'),
    )
    facts = {
        "submissions": [work("W1", authors="甲、乙"), work("W2", authors="乙")],
        "adoptions": [used("A1", page=5), used("A2", page=8), used("A3", "W2", page=6)],
    }
    assert by_subject(desk, facts) == numbers(甲=4, 乙=6)


def test_claims_of_a_conversion_compete_by_their_group() -> None:
    desk = office(
        PAGE,
        step(
            "converted",
            "convert",
            'count = "points"\nper = ["tier"]\nevery = 2\nremainder = "lost"\ngive.yuan = 1',
        ),
        keep('keep = 1\norder = [{ high = "tier" }]', of='"converted"', per='"class"'),
    )
    facts = {
        "submissions": [work("W1"), work("W2", unit="乙局")],
        "adoptions": [
            used("A1", page=8),
            used("A2", outlet="市报", page=4),
            used("A3", "W2", page=6),
        ],
    }
    assert by_subject(desk, facts, "yuan") == numbers(甲局=2, 乙局=3)


def test_cancelled_claim_names_what_took_its_place() -> None:
    desk = office(PAID, keep('keep = 1\norder = ["highest"]'))
    facts = {"submissions": [work("W1")], "adoptions": FOUR}
    lines = desk.score("2014", **facts).lines()
    assert [(x.fact, x.amount, x.supersedes) for x in lines if x.step == "keep"] == [
        ("A1", -5, "A4"),
        ("A2", -5, "A4"),
        ("A3", -10, "A4"),
    ]


# -- what a later claim gets ---------------------------------------------------------------

DIFFERENCE = 'keep = 1\norder = ["highest", "earliest"]\nwithin = "ever"\nlater = "difference"'


@pytest.mark.parametrize(
    ("period", "amounts"),
    [
        # 5 in May 2013, 10 in February 2014, 5 and 20 in March, 20 again in April.
        ("2013", {"A0": 5}),
        ("2014-02", {"A1": 5}),
        ("2014-03", {"A2": 0, "A3": 10}),
        ("2014-04", {"A4": 0}),
        ("2014-Q1", {"A1": 0, "A2": 0, "A3": 15}),
        ("2014", {"A1": 0, "A2": 0, "A3": 15, "A4": 0}),
    ],
)
def test_later_claim_is_paid_the_difference(period: str, amounts: dict[str, int]) -> None:
    rows = [
        used("A0", day="2013-05-01"),
        used("A1", day="2014-02-01", outlet="市报"),
        used("A2", day="2014-03-01"),
        used("A3", day="2014-03-02", outlet="国报"),
        used("A4", day="2014-04-02", outlet="国报"),
    ]
    facts = {"submissions": [work("W1", day="2013-04-01")], "adoptions": rows}
    rows[:] = [row for row in rows if period != "2013" or row["id"] == "A0"]
    assert by_fact(office(PAID, keep(DIFFERENCE)), facts, period=period) == amounts


def test_what_was_paid_for_another_piece_is_no_difference() -> None:
    facts = {
        "submissions": [work("W1", day="2013-04-01"), work("W2", day="2013-04-01")],
        "adoptions": [
            used("A0", day="2013-05-01"),
            used("A1", "W2", day="2014-02-01", outlet="市报"),
        ],
    }
    assert by_fact(office(PAID, keep(DIFFERENCE)), facts) == {"A1": 10}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["W1", "W2"]),
            st.integers(1, 12),
            st.integers(1, 28),
            st.sampled_from(["区报", "市报", "国报"]),
        ),
        max_size=8,
    )
)
def test_differences_of_the_months_add_up_to_the_year(
    rows: list[tuple[str, int, int, str]],
) -> None:
    facts = {
        "submissions": [work("W1", day="2014-01-01"), work("W2", day="2014-01-01")],
        "adoptions": [
            used(f"A{n}", of, day=f"2014-{month:02}-{day:02}", outlet=outlet)
            for n, (of, month, day, outlet) in enumerate(rows)
        ],
    }
    desk = office(PAID, keep(DIFFERENCE))
    worth = {"区报": 5, "市报": 10, "国报": 20}
    highest = {of: max(worth[r[3]] for r in rows if r[0] == of) for of in {r[0] for r in rows}}
    year = total(desk, facts).get(("points", "甲局"), 0)
    assert year == sum(highest.values())
    months = [total(desk, facts, f"2014-{month:02}") for month in range(1, 13)]
    assert sum(month.get(("points", "甲局"), 0) for month in months) == year
