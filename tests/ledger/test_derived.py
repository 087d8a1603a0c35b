"""Derived columns: conditions, numbers, words, related facts and deadlines, and who reads them."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from gov_comms.errors import Refused
from tests.ledger.agency import COUNTED, lines, metrics, outcome, step, totals

WORKS = """
submissions = [
  { id = "W1", unit = "东镇", day = 2014-01-05, length = 900, kind = "通讯" },
  { id = "W2", unit = "西镇", day = 2014-01-06, length = 300 },
  { id = "W3", unit = "西镇", day = 2014-01-07 },
]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2014-02-01, fee = 10, reads = 5 },
  { id = "A2", work = "W1", outlet = "市报", day = 2014-03-01, fee = 2.5, reads = 7 },
  { id = "A3", work = "W2", outlet = "区报", day = 2014-05-01, fee = 30 },
]
"""


def derive(on: str, **form: str) -> str:
    said = "".join(f"{key} = {value}\n" for key, value in form.items())
    return f'\n[[derive]]\nname = "it"\non = "{on}"\n{said}'


def related(how: str, **keys: str) -> str:
    said = {"of": '"adoption"', "match": '{ work = "id" }', "dated": '"any"', **keys}
    inner = ", ".join(f"{key} = {value}" for key, value in said.items())
    return derive("submission", related=f'{{ how = "{how}", {inner} }}')


def given(result_lines: list[str]) -> dict[str, str]:
    return {line.split()[2]: line.split()[-1] for line in result_lines}


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (related("count"), {"W1": "2.00", "W2": "1.00", "W3": "0.00"}),
        (related("sum", column='"fee"'), {"W1": "12.50", "W2": "30.00", "W3": "0.00"}),
        (related("highest", column='"fee"'), {"W1": "10.00", "W2": "30.00"}),
        (related("lowest", column='"fee"'), {"W1": "2.50", "W2": "30.00"}),
        (related("sum", column='"reads"'), {"W1": "12.00", "W2": "0.00", "W3": "0.00"}),
        (related("highest", column='"reads"'), {"W1": "7.00"}),
        (related("count", where='{ tier = "区级" }'), {"W1": "1.00", "W2": "1.00", "W3": "0.00"}),
        (related("count", where='{ fee = { at_least = 10 }, day = { before = 2014-05-01 } }'), {"W1": "1.00", "W2": "0.00", "W3": "0.00"}),
        (related("sum", column='"fee"', where='{ tier = { at_least = "市级" } }'), {"W1": "2.50", "W2": "0.00", "W3": "0.00"}),
        (derive("submission", value='{ of = "length", at_least = { 0 = 1, 800 = 5 } }'), {"W1": "5.00", "W2": "1.00"}),
        (derive("submission", value='{ divide = [{ field = "length" }, 8] }', scale="1"), {"W1": "112.50", "W2": "37.50"}),
        (derive("submission", value='{ divide = [{ field = "length" }, 7] }', rounding='"down"'), {"W1": "128.00", "W2": "42.00"}),
    ],
)  # fmt: skip
def test_derived_number(form: str, expected: dict[str, str]) -> None:
    award = step("award", on="submission", give__yuan='{ field = "it" }')
    assert given(lines(outcome(form + award, WORKS, "2014"))) == expected


def test_derived_number_that_does_not_fit_its_decimals_is_refused() -> None:
    form = derive("submission", value='{ divide = [{ field = "length" }, 7] }')
    award = step("award", on="submission", give__yuan='{ field = "it" }')
    with pytest.raises(Refused) as refused:
        outcome(form + award, WORKS, "2014")
    assert [p.code for p in refused.value.problems] == ["needs-rounding"]


@pytest.mark.parametrize(
    ("form", "when", "expected"),
    [
        (derive("submission", when="{ length = { at_least = 800 } }"), '"it"', ["W1"]),
        (derive("submission", when="{ length = { at_least = 800 } }"), "{ it = false }", ["W2", "W3"]),
        (derive("submission", when="{ length = { less_than = 800 } }"), '{ none = ["it"] }', ["W1", "W3"]),
        (related("exists"), '"it"', ["W1", "W2"]),
        (related("exists", where='{ tier = "市级" }'), "{ it = false }", ["W2", "W3"]),
        (related("first", column='"day"'), "{ it = { before = 2014-03-01 } }", ["W1"]),
        (related("last", column='"day"'), "{ it = { on_or_after = 2014-03-01 } }", ["W1", "W2"]),
        (related("last", column='"day"'), "{ it = { present = false } }", ["W3"]),
        (related("first", column='"day"'), '{ it = { on_or_before = { column = "day", plus_days = 27 } } }', ["W1"]),
        (related("first", column='"day"'), '{ it = { on_or_before = { column = "day", plus_days = 26 } } }', []),
        (related("exists", match='["unit"]', of='"metric"'), '"it"', []),
        (derive("submission", word='{ of = "length", at_least = { 0 = "短", 800 = "长" } }'), '{ it = "长" }', ["W1"]),
        (derive("submission", word='{ of = "length", at_least = { 0 = "短", 800 = "长" } }'), '{ it = { not = "长" } }', ["W2"]),
        (derive("submission", word='{ of = "length", at_least = { 0 = "区级", 800 = "国家级" } }', words='"tier"'), '{ it = { at_least = "市级" } }', ["W1"]),
        (derive("submission", word='{ first = [{ when = { kind = "通讯" }, give = "国家级" }], rest = "区级" }', words='"tier"'), '{ it = { less_than = "市级" } }', ["W2", "W3"]),
        (derive("submission", deadline='{ of = "day", period = "month", plus_days = 0 }'), "{ it = 2014-01-31 }", ["W1", "W2", "W3"]),
        (derive("submission", deadline='{ of = "day", period = "quarter", month = "first", day = 6 }'), '{ it = { column = "day" } }'.replace("{ column", "{ is = { column").replace(" } }", " } } }"), ["W2"]),
        (derive("submission", deadline='{ of = "day", period = "quarter" }'), "{ it = 2014-03-31 }", ["W1", "W2", "W3"]),
        (derive("submission", deadline='{ of = "day", period = "quarter", month = "next", day = 31 }'), "{ it = 2014-04-30 }", ["W1", "W2", "W3"]),
        (derive("submission", deadline='{ of = "day", period = "year", month = "last", day = 20, plus_days = 15 }'), "{ it = 2015-01-04 }", ["W1", "W2", "W3"]),
    ],
)  # fmt: skip
def test_derived_column_in_a_condition(form: str, when: str, expected: list[str]) -> None:
    award = step("award", on="submission", give__points=1)
    award += f"when = {when}\n"
    assert sorted(given(lines(outcome(form + award, WORKS, "2014")))) == expected


@pytest.mark.parametrize(
    ("dated", "period", "expected"),
    [
        ("any", "2014-Q1", {"W1": "2", "W2": "1", "W3": "0"}),
        ("in_period", "2014-Q1", {"W1": "2", "W2": "0", "W3": "0"}),
        ("in_period", "2014-01", {"W1": "0", "W2": "0", "W3": "0"}),
        ("in_period", "2014", {"W1": "2", "W2": "1", "W3": "0"}),
    ],
)
def test_related_facts_of_the_period_or_of_any_day(
    dated: str, period: str, expected: dict[str, str]
) -> None:
    award = step("award", on="submission", give__points='{ field = "it" }')
    result = outcome(related("count", dated=f'"{dated}"') + award, WORKS, period)
    assert given(lines(result)) == expected


def test_related_facts_that_were_excluded_are_not_counted_below() -> None:
    above = step("award", id="above", on="submission", give__points='{ field = "it" }')
    out = step("exclude", on="adoption", when='{ tier = "市级" }')
    below = step("award", id="below", on="submission", give__points='{ field = "it" }')
    result = outcome(
        related("count") + above + out + below + 'adds_to = ["above"]\n', WORKS, "2014"
    )
    assert given(lines(result, "above")) == {"W1": "2", "W2": "1", "W3": "0"}
    assert given(lines(result, "below")) == {"W1": "1", "W2": "1", "W3": "0"}


def test_related_facts_are_read_through_a_reference() -> None:
    award = step(
        "award",
        on="adoption",
        when="{ work.it = { at_least = 2 } }".replace("work.it", '"work.it"'),
        give__points=1,
    )
    assert sorted(given(lines(outcome(related("count") + award, WORKS, "2014")))) == ["A1", "A2"]


def test_derived_columns_read_those_declared_above_also_through_a_reference() -> None:
    forms = """
[[derive]]
name = "uses"
on = "submission"
related = { how = "count", of = "adoption", match = { work = "id" }, dated = "any" }

[[derive]]
name = "size"
on = "adoption"
value = { plus = [{ field = "work.length" }, { field = "uses" }] }

[[derive]]
name = "good"
on = "adoption"
when = { size = { at_least = 900 } }
"""
    award = step("award", on="adoption", when="{ good = true }", give__points='{ field = "size" }')
    assert given(lines(outcome(forms + award, WORKS, "2014"))) == {"A1": "902", "A2": "902"}


# -- on totals and results ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (derive("totals", value='{ times = [{ field = "points" }, { field = "headcount" }] }'), {"东镇": "20.00", "西镇": "4.00"}),
        (derive("totals", value='{ total = "points", of = ["counted"] }'), {"东镇": "5.00", "西镇": "2.00"}),
        (derive("totals", value='{ minus = [{ total = "points" }, { total = "points", of = ["more"] }] }'), {"东镇": "5.00", "西镇": "2.00"}),
        (derive("totals", value='{ total = "points", of = ["甲部"] }'), {"某局": "3.00"}),
        (derive("totals", related='{ how = "count", of = "metric", match = "unit", dated = "in_period" }'), {"东镇": "2.00", "西镇": "1.00"}),
        (derive("totals", related='{ how = "highest", of = "metric", match = "unit", column = "value", dated = "any" }'), {"东镇": "4.00", "西镇": "2.00"}),
    ],
)  # fmt: skip
def test_derived_number_on_totals(form: str, expected: dict[str, str]) -> None:
    more = step(
        "base", id="more", for_="unit", part="甲部", when='{ class = "局" }', give__points=3
    )
    if "headcount" in form:
        more = ""
    award = step("award", on="totals", give__yuan='{ field = "it" }')
    facts = metrics("东镇 2014-01-10 1", "东镇 2014-02-10 4", "西镇 2014-01-10 2")
    assert totals(outcome(form + COUNTED + more + award, facts, "2014"), "yuan") == expected


def test_derived_condition_and_word_on_totals() -> None:
    forms = derive("totals", word='{ of = "points", at_least = { 0 = "差", 3 = "好" } }')
    forms += '\n[[derive]]\nname = "best"\non = "totals"\nwhen = { it = "好" }\n'
    award = step("award", on="totals", when="{ best = true }", give__yuan=1)
    facts = metrics("东镇 2014-01-10 3", "西镇 2014-01-10 2")
    assert totals(outcome(forms + COUNTED + award, facts, "2014"), "yuan") == {"东镇": "1.00"}


def test_derived_number_on_totals_within_months_is_that_of_the_month() -> None:
    form = derive("totals", value='{ times = [{ field = "points" }, 2] }')
    award = step(
        "award",
        on="totals",
        within="month",
        when="{ it = { at_least = 4 } }",
        give__yuan='{ field = "it" }',
    )
    facts = metrics("东镇 2014-01-10 2", "东镇 2014-02-10 1", "东镇 2014-03-10 3")
    assert lines(outcome(form + COUNTED + award, facts, "2014"), "award") == [
        "award 东镇 - 2014-01-31 4.00",
        "award 东镇 - 2014-03-31 6.00",
    ]


QUOTA = step("quota", for_="unit", count="points", target='{ field = "target" }', within="year")


@pytest.mark.parametrize(
    ("form", "when", "expected"),
    [
        (derive("quota", when='{ outcome = "unmet" }'), "{ it = true }", ["东镇", "西镇"]),
        (derive("quota", value='{ times = [{ field = "missing" }, { field = "headcount" }] }'), "{ it = { at_least = 3 } }", ["东镇"]),
        (derive("quota", word='{ by = "outcome", table = { met = "好", unmet = "差" } }'), '{ it = "好" }', ["某局"]),
        (derive("quota", value='{ total = "points" }'), "{ it = { at_least = 2 } }", ["东镇"]),
    ],
)  # fmt: skip
def test_derived_column_on_the_results_of_a_quota(
    form: str, when: str, expected: list[str]
) -> None:
    award = step("award", on='{ results = "quota" }', when=when, give__yuan=1)
    facts = metrics("东镇 2014-01-10 2")
    result = outcome(form + COUNTED + QUOTA + award, facts, "2014")
    assert sorted(totals(result, "yuan")) == sorted(expected)


def test_derived_word_of_a_list_that_no_column_uses() -> None:
    words = '\n[words.size]\nname = "大小"\nwords = ["小", "大"]\nordered = true\n'
    derive = '[[derive]]\nname = "size"\non = "metric"\nwords = "size"\nword = { of = "value", at_least = { 0 = "小", 5 = "大" } }\n'
    award = step("award", on="metric", when='{ size = { at_least = "大" } }', give__points=1)
    facts = metrics("东镇 2014-01-01 4", "东镇 2014-01-02 5")
    assert totals(outcome(derive + award, facts, "2014", extra=words)) == {"东镇": "1"}
