"""``score``: what it refuses, what it adds by level, and that order means nothing."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

from decimal import Decimal

import pytest

from gov_comms.errors import Refused
from gov_comms.settlement import score
from tests.ledger.agency import COUNTED, lines, metrics, office, outcome, records, step, totals

FACTS = metrics("东镇 2014-01-31 1", "东镇 2014-02-01 2", "西镇 2014-05-01 4")
BASE = step("base", for_="unit", within="quarter", when='{ class = "局" }', give__points=10)


@pytest.mark.parametrize(
    ("period", "by", "expected"),
    [
        ("2014-Q1", "month", {"2014-01": {"东镇": "1"}, "2014-02": {"东镇": "2"}, "2014-03": {}}),
        ("2014", "half", {"2014-H1": {"东镇": "3", "西镇": "4", "某局": "20"}, "2014-H2": {"某局": "20"}}),
        # 1 February lies in a week of January.
        ("2014-01", "week", {"2014-W01": {}, "2014-W02": {}, "2014-W03": {}, "2014-W04": {}, "2014-W05": {"东镇": "3"}}),
        ("2014-Q1", "year", {}),
    ],
)  # fmt: skip
def test_score_by_a_level_runs_each_part_by_itself(
    period: str, by: str, expected: dict[str, dict[str, str]]
) -> None:
    result = outcome(COUNTED + BASE, FACTS, period, by=by)
    found = {t.period for t in result.totals} - {""}
    assert found == set(expected)
    assert {part: totals(result, period=part) for part in found} == expected
    assert totals(result) == totals(outcome(COUNTED + BASE, FACTS, period))


def test_score_by_a_level_lists_everybody_in_each_part() -> None:
    result = outcome(COUNTED, FACTS, "2014", by="quarter")
    assert len(result.totals) == 3 * 3 * 5


@pytest.mark.parametrize(
    "period", ["", "2014-13", "2014-W53", "14", "今年", "2014-T1", "9999-W52", "2014-H3"]
)
def test_score_refuses_a_name_that_is_no_period(period: str) -> None:
    with pytest.raises(Refused) as refused:
        outcome(COUNTED, FACTS, period)
    assert [p.code for p in refused.value.problems] == ["unknown-period"]


def test_score_without_any_records_is_all_zero() -> None:
    result = outcome(COUNTED, "", "2014")
    assert {t.total for t in result.totals} == {Decimal(0)}
    assert (result.lines(), result.problems, result.flags) == ((), (), ())


def test_score_does_not_depend_on_the_order_of_rows() -> None:
    keep = step("keep", of='["counted"]', per='["name"]', keep=2, order='["highest"]')
    opened = office(COUNTED + keep)
    rows = ["东镇 2014-01-31 3", "东镇 2014-01-31 3", "东镇 2014-01-31 3", "西镇 2014-05-01 3"]
    text = metrics(*rows)
    inner = text.removeprefix("metrics = [").removesuffix("]\n").replace("}, {", "}|{").split("|")
    turned = f"metrics = [{', '.join(reversed(inner))}]\n"
    results = [score(opened, records(opened, each), "2014") for each in (text, turned)]
    assert results[0] == results[1]
    assert lines(results[0]) == lines(results[1])
    assert lines(results[0], "keep") == ["keep 东镇 M03 2014-01-31 -3"]


def test_score_refuses_what_rests_on_a_work() -> None:
    award = step("award", on="adoption", to="work", give__points=2)
    split = step(
        "split", of='["award"]', to="authors", by="equal", rounding="down", residue="first"
    )
    facts = """
submissions = [{ id = "W1", unit = "东镇", day = 2014-01-05 }]
adoptions = [{ id = "A1", work = "W1", outlet = "区报", day = 2014-02-01 }]
"""
    with pytest.raises(Refused) as refused:
        outcome(award + split, facts, "2014")
    assert [(p.code, p.what.text("en")) for p in refused.value.problems] == [
        ("rests-on-work", "some points of award still belong to a work and to nobody: W1")
    ]
    # In a month without it there is nothing to refuse.
    assert totals(outcome(award + split, facts, "2014-03")) == {}


def test_score_names_the_first_works_that_nobody_owns() -> None:
    award = step("award", on="adoption", to="work", give__points=2, give__yuan=1)
    split = step("split", of='["award"]', measures='["points"]', to="unit", by="equal", rounding="down", residue="first")  # fmt: skip
    more = step("split", id="authors", of='["award"]', to="authors", by="shares", rounding="down", residue="first")  # fmt: skip
    works = "".join(f'  {{ id = "W{n}", unit = "东镇", day = 2014-01-05 }},\n' for n in range(1, 6))
    uses = "".join(
        f'  {{ id = "A{n}", work = "W{n}", outlet = "区报", day = 2014-02-01 }},\n'
        for n in (5, 4, 2, 1)
    )
    facts = f"submissions = [\n{works}]\nadoptions = [\n{uses}]\n"
    with pytest.raises(Refused) as refused:
        outcome(award + split + more, facts, "2014")
    assert [p.what.text("en") for p in refused.value.problems] == [
        "some yuan of award still belong to a work and to nobody: W1, W2, W4 (+1)"
    ]


def test_score_lets_earlier_claims_rest_on_a_work() -> None:
    award = step("award", on="adoption", to="work", give__points=2)
    keep = step(
        "keep",
        of='["award"]',
        per='["work"]',
        keep=1,
        within="ever",
        later="full",
        order='["earliest"]',
    )
    split = step(
        "split", of='["award"]', to="authors", by="equal", rounding="down", residue="first"
    )
    facts = """
submissions = [
  { id = "W1", unit = "东镇", day = 2013-01-05, authors = ["甲"] },
  { id = "W2", unit = "东镇", day = 2013-01-05, authors = ["甲"] },
]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2013-02-01 },
  { id = "A2", work = "W1", outlet = "区报", day = 2014-02-01 },
  { id = "A3", work = "W2", outlet = "区报", day = 2014-02-01 },
]
"""
    result = outcome(award + keep + split, facts, "2014")
    # W1 was paid for the year before; only W2 counts now.
    assert totals(result) == {"甲": "2"}


def test_lines_of_a_result_name_what_took_their_place() -> None:
    keep = step("keep", of='["counted"]', per='["name"]', keep=1, order='["highest"]')
    facts = metrics("东镇 2014-01-01 9", "东镇 2014-01-02 1", "东镇 2014-01-03 2")
    found = [line for line in outcome(COUNTED + keep, facts, "2014").lines() if line.step == "keep"]
    assert [(line.fact, line.supersedes) for line in found] == [("M02", "M01"), ("M03", "M01")]


def test_lines_of_a_quota_tell_what_was_found_in_their_own_month() -> None:
    quota = step(
        "quota",
        for_="unit",
        when='{ class = "局" }',
        count="points",
        target=3,
        within="month",
        each_missing__yuan=-1,
    )
    result = outcome(COUNTED + quota, metrics("某局 2014-02-01 1"), "2014-Q1")
    found = [line for line in result.lines() if line.step == "quota"]
    assert [(line.day.month, {a.zh: b.zh for a, b in line.because}["完成"]) for line in found] == [
        (1, "0"),
        (2, "1"),
        (3, "0"),
    ]
