"""Related facts: what they come to, on which days they must lie, and who is on a roster."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from gov_comms.errors import Refused
from tests.ledger.agency import COUNTED, flags, lines, metrics, outcome, quotas, step, totals

READS = """
submissions = [{ id = "W1", unit = "东镇", day = 2014-01-01 }]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2014-01-02 },
  { id = "A2", work = "W1", outlet = "市报", day = 2014-01-05, evidence_day = 2014-01-06 },
  { id = "A3", work = "W1", outlet = "市报", day = 2014-01-20 },
]
metrics = [
  { id = "M1", name = "阅读", day = 2014-01-04, value = 30, of = "A1" },
  { id = "M2", name = "阅读", day = 2014-01-09, value = 20, of = "A1" },
  { id = "M3", name = "阅读", day = 2014-01-10, value = 40, of = "A1" },
  { id = "M4", name = "阅读", day = 2014-01-12, value = 70, of = "A2" },
  { id = "M5", name = "阅读", day = 2014-01-12, value = 60, of = "A2" },
]
"""
OF = '\n[columns.metric.of]\ntype = "text"\nname = "采用编号"\n'
STAFF = """
people = [
  { id = "甲", unit = "东镇", roles = ["信息员"], to = 2014-03-30 },
  { id = "甲", unit = "西镇", roles = ["信息员"], from = 2014-03-31 },
  { id = "乙", unit = "东镇" },
  { id = "丙", unit = "西镇", roles = ["信息员"] },
]
"""


def derive(on: str, how: str, **keys: str) -> str:
    inner = ", ".join(f"{key} = {value}" for key, value in {"how": f'"{how}"', **keys}.items())
    return f'\n[[derive]]\nname = "it"\non = "{on}"\nrelated = {{ {inner} }}\n'


def sums(**keys: str) -> str:
    """The sum of metrics of a row's unit."""
    return derive("totals", "sum", of='"metric"', match='"unit"', column='"value"', **keys)


def paid(regulation: str, text: str, period: str = "2014", **more: object) -> dict[str, str]:
    """What each subject gets for the derived number."""
    award = step("award", id="paid", on="totals", give__yuan='{ field = "it" }')
    return totals(outcome(COUNTED + regulation + award, text, period, **more), "yuan")


# -- picks, and up to when -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "until", "expected"),
    [
        # Among facts of one day the highest id is the latest and the lowest the earliest.
        ("latest", "", {"A1": "40.00", "A2": "60.00"}),
        ("earliest", "", {"A1": "30.00", "A2": "70.00"}),
        ("latest", '{ of = "day", plus_days = 7 }', {"A1": "20.00", "A2": "60.00"}),
        ("latest", '{ of = "day", plus_days = 6 }', {"A1": "30.00"}),
        ("latest", '{ of = "day", plus_days = 1 }', {}),
        ("sum", '{ of = "day", plus_days = 7 }', {"A1": "50.00", "A2": "130.00", "A3": "0.00"}),
        ("count", '{ of = "day", plus_days = 2 }', {"A1": "1.00", "A2": "0.00", "A3": "0.00"}),
        # An empty day ends nothing, so no fact is known to count.
        ("sum", '{ of = "evidence_day", plus_days = 9 }', {"A1": "0.00", "A2": "130.00", "A3": "0.00"}),
    ],
)  # fmt: skip
def test_related_up_to_a_day_of_the_row(how: str, until: str, expected: dict[str, str]) -> None:
    column = {} if how == "count" else {"column": '"value"'}
    limit = {"until": until} if until else {}
    form = derive("adoption", how, of='"metric"', match='{ of = "id" }', dated='"any"', **column, **limit)  # fmt: skip
    award = step("award", on="adoption", give__yuan='{ field = "it" }')
    result = outcome(form + award, READS, "2014", extra=OF)
    assert {line.split()[2]: line.split()[-1] for line in lines(result)} == expected


def test_latest_passes_over_an_empty_cell() -> None:
    text = """
submissions = [{ id = "W1", unit = "东镇", day = 2014-01-01 }]
adoptions = [
  { id = "A1", work = "W1", outlet = "区报", day = 2014-01-02, reads = 5 },
  { id = "A2", work = "W1", outlet = "市报", day = 2014-01-05 },
]
"""
    form = derive("submission", "latest", of='"adoption"', match='{ work = "id" }', dated='"any"', column='"reads"')  # fmt: skip
    award = step("award", on="submission", give__points='{ field = "it" }')
    assert totals(outcome(form + award, text, "2014")) == {"东镇": "5"}


def test_related_work_found_by_its_own_id() -> None:
    text = READS.partition("metrics")[0]
    form = derive("adoption", "first", of='"submission"', match='{ id = "work" }', dated='"any"', column='"day"')  # fmt: skip
    award = step("award", on="adoption", when="{ it = 2014-01-01 }", give__points=1)
    assert totals(outcome(form + award, text, "2014")) == {"东镇": "3"}


# -- when facts lie ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dated", "period", "expected"),
    [
        ("year_before", "2014", {"东镇": "7.00"}),
        ("year_before", "2014-03", {"东镇": "7.00"}),
        ("bucket_before", "2014", {"东镇": "7.00"}),
        ("bucket_before", "2014-03", {"东镇": "20.00", "西镇": "300.00"}),
        ("bucket_before", "2014-Q1", {"东镇": "4.00"}),
        ("in_bucket", "2014-03", {"东镇": "100.00"}),
        ("in_year", "2014-03", {"东镇": "120.00", "西镇": "300.00"}),
        ("in_period", "2014-03", {"东镇": "100.00"}),
        ("any", "2014-03", {"东镇": "127.00", "西镇": "300.00"}),
    ],
)
def test_related_to_totals_by_day(dated: str, period: str, expected: dict[str, str]) -> None:
    facts = metrics(
        "东镇 2013-01-01 1",
        "东镇 2013-09-30 2",
        "东镇 2013-12-31 4",
        "东镇 2014-02-28 20",
        "西镇 2014-02-01 300",
        "东镇 2014-03-01 100",
    )
    more = sums(dated='"any"').replace('"it"', '"unused"')
    assert paid(more + sums(dated=f'"{dated}"'), facts, period) == expected


def test_related_in_each_bucket_and_the_one_before() -> None:
    facts = metrics(
        "东镇 2013-12-31 5", "东镇 2014-01-31 4", "东镇 2014-02-01 3", "东镇 2014-04-01 9"
    )
    fewer = step(
        "flag", on="totals", within="month", flag="降", when='{ points = { less_than = { column = "it" } } }'
    )  # fmt: skip
    result = outcome(COUNTED + sums(dated='"bucket_before"') + fewer, facts, "2014-Q2")
    assert flags(result) == ["2014-05 东镇 降"]
    result = outcome(COUNTED + sums(dated='"bucket_before"') + fewer, facts, "2014-Q1")
    assert flags(result) == ["2014-01 东镇 降", "2014-02 东镇 降", "2014-03 东镇 降"]
    more = step("flag", on="totals", within="month", flag="有", when="{ it = { at_least = 4 } }")
    facts = metrics("东镇 2014-01-31 4", "东镇 2014-02-01 3", "东镇 2014-03-01 4")
    result = outcome(COUNTED + sums(dated='"in_bucket"') + more, facts, "2014-Q1")
    assert flags(result) == ["2014-01 东镇 有", "2014-03 东镇 有"]


def test_a_window_has_no_bucket_before_it() -> None:
    window = '\n[[calendar.window]]\nid = "theme"\nfrom = 2014-03-01\nto = 2014-04-30\n'
    facts = metrics("东镇 2014-02-28 5", "东镇 2014-03-01 7")
    for dated, expected in (("in_bucket", {"东镇": "7.00"}), ("bucket_before", {})):
        assert paid(sums(dated=f'"{dated}"'), facts, "theme", extra=window) == expected


def test_related_year_before_of_facts_is_that_before_each_row() -> None:
    december = '\n[calendar]\nyear_starts = "12-01"\nnamed_for = "end"\n'
    form = derive("metric", "count", of='"metric"', match='"unit"', dated='"year_before"')
    award = step("award", on="metric", give__points='{ field = "it" }')
    facts = metrics(
        "东镇 2012-11-30 1", "东镇 2012-12-01 1", "东镇 2013-11-30 1", "东镇 2013-12-01 1"
    )
    result = outcome(form + award, facts, "2014", extra=december)
    assert lines(result) == ["award 东镇 M04 2013-12-01 2"]


def test_last_years_figure_is_this_years_target() -> None:
    quota = step("quota", for_="unit", count="points", target='{ times = ["it", "110%"] }', rounding="up", met__yuan=1)  # fmt: skip
    facts = metrics(
        "东镇 2013-05-01 10", "东镇 2014-05-01 11", "西镇 2013-03-01 10", "西镇 2014-01-01 10"
    )
    result = outcome(COUNTED + sums(dated='"year_before"') + quota, facts, "2014")
    assert quotas(result) == [
        "2014 东镇 11/11 -0 +0 met",
        "2014 西镇 10/11 -1 +0 unmet",
        "2014 某局 0/0 -0 +0 met",
    ]


# -- rosters -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "keys", "expected"),
    [
        ("2014-02", {}, {"东镇": "2.00", "西镇": "1.00"}),
        # 甲 moves on the last day of the quarter.
        ("2014-Q1", {}, {"东镇": "1.00", "西镇": "2.00"}),
        ("2014-02", {"where": '{ roles = { has = "信息员" } }'}, {"东镇": "1.00", "西镇": "1.00"}),
        ("2014-Q1", {"where": '{ roles = { has = "信息员" } }'}, {"西镇": "2.00"}),
    ],
)
def test_members_are_counted_as_of_the_buckets_last_day(
    period: str, keys: dict[str, str], expected: dict[str, str]
) -> None:
    form = derive("totals", "count", of='"person"', match='"unit"', **keys)
    assert paid(form, STAFF, period) == expected


def test_members_are_counted_bucket_by_bucket() -> None:
    form = derive("totals", "count", of='"person"', match='"unit"', where='{ roles = { has = "信息员" } }')  # fmt: skip
    none = step("flag", on="totals", within="month", flag="缺员", when="{ it = 0 }")
    result = outcome(COUNTED + form + none, STAFF, "2014-Q2")
    assert flags(result) == [
        f"2014-0{m} {unit} 缺员" for m in (4, 5, 6) for unit in ("东镇", "某局")
    ]
    result = outcome(COUNTED + form + none, STAFF, "2014-Q1")
    assert flags(result) == [
        "2014-01 某局 缺员",
        "2014-02 某局 缺员",
        "2014-03 东镇 缺员",
        "2014-03 某局 缺员",
    ]


def test_roster_of_facts_is_read_as_of_their_day() -> None:
    form = derive("metric", "count", of='"person"', match='"unit"')
    award = step("award", on="metric", give__points='{ field = "it" }')
    facts = STAFF + metrics("东镇 2014-03-30 1", "东镇 2014-03-31 1")
    assert lines(outcome(form + award, facts, "2014")) == [
        "award 东镇 M01 2014-03-30 2",
        "award 东镇 M02 2014-03-31 1",
    ]


def test_person_is_found_on_the_roster_by_id() -> None:
    form = derive("totals", "exists", of='"person"', match='{ id = "person" }', where='{ roles = { has = "信息员" } }')  # fmt: skip
    flag = step("flag", on="totals", for_="person", flag="在册", when='"it"')
    given = step("award", on="metric", to="person", give__points=1)
    result = outcome(given + form + flag, STAFF, "2014")
    assert flags(result) == ["2014 甲 在册", "2014 丙 在册"]


# -- dated by another day ------------------------------------------------------------------


def test_fact_of_last_year_may_be_dated_by_a_day_of_this_one() -> None:
    carried = step("award", id="carried", on="metric", dated_by="filed", give__points=1)
    rows = metrics("东镇 2013-12-31 1").replace("}]", ", filed = 2014-01-05 }]")
    assert lines(outcome(carried, rows, "2014")) == ["carried 东镇 M01 2014-01-05 1"]
    late = rows.replace("2014-01-05", "2013-12-31")
    with pytest.raises(Refused) as refused:
        outcome(carried, late, "2014")
    assert [problem.code for problem in refused.value.problems] == ["day-outside-period"]
