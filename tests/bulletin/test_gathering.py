"""What a bulletin tells beside its own period is worked out from the same records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gov_comms.bulletin import compose, gather
from gov_comms.bulletin.nouns import Bulletin
from gov_comms.bulletin.other_periods import period_before, year_to_date
from gov_comms.bulletin.plain import cell_text
from gov_comms.config import Opened, open_texts
from gov_comms.facts import Facts, read_facts
from gov_comms.settlement import score
from gov_comms.timeline import Calendar, MonthDay

AGENCY = """\
name = "某办公室"

[words.tier]
words = ["区级", "市级"]
ordered = true

[words.medium]
words = ["报纸", "网站"]

[columns.unit.area]
type = "word"
name = "片区"

[measures.sent]
label = "报送"
unit = "条"

[measures.used]
label = "采用"
unit = "条"

[[outlet]]
id = "区报"
tier = "区级"
medium = "报纸"

[[outlet]]
id = "市网"
tier = "市级"
medium = "网站"

[[unit]]
id = "甲街道"
area = "东片"

[[unit]]
id = "乙街道"
area = "西片"

[[unit]]
id = "丙街道"
area = "东片"

[[bulletin]]
id = "month"
period = "month"
title = "{period}通报"
columns = [
  { measure = "sent" },
  { measure = "sent", show = "to_date" },
  { measure = "sent", show = "before" },
  { measure = "sent", show = "change" },
  { measure = "used", show = "rate", of = "sent" },
]
group_by = "area"
annex = true
charts = ["totals", "tiers", "quotas", "media"]

[[bulletin]]
id = "quarter"
period = "quarter"
title = "{period}通报"
charts = ["totals", "tiers", "quotas", "media"]
"""
REGULATION = """\
title = "计分办法"
from = 2014-01-01

[[step]]
id = "sent"
clause = "第一条"
do = "award"
on = "submission"
to = "unit"
give.sent = 1

[[step]]
id = "own"
clause = "第二条 自办网站不计"
do = "exclude"
on = "adoption"
when = { form = "转载" }

[[step]]
id = "used"
clause = "第三条"
do = "award"
on = "adoption"
to = "unit"
give.used = 1

[[step]]
id = "due"
clause = "第四条"
do = "quota"
for = "unit"
count = "sent"
within = "month"
of = ["sent"]
target = 1
"""
SUBMISSIONS = """\
稿件编号,标题,报送日期,单位
W1,一月的稿,2014-01-10,甲街道
W2,二月的稿,2014-02-10,甲街道
W3,二月又一稿,2014-02-11,甲街道
W4,乙的稿,2014-02-12,乙街道
"""
ADOPTIONS = """\
采用编号,稿件编号,采用媒体,采用日期,采用形式
A1,W2,市网,2014-02-15,全文
A2,W4,区报,2014-02-14,综合
A3,W3,区报,2014-02-13,转载
A4,W1,区报,2014-01-15,全文
"""


@pytest.fixture
def opened() -> Opened:
    return open_texts({"agency.toml": AGENCY, "regulations/2014-01-01.toml": REGULATION})


@pytest.fixture
def facts(opened: Opened, tmp_path: Path) -> Facts:
    (tmp_path / "报送.csv").write_text(SUBMISSIONS, encoding="utf-8")
    (tmp_path / "采用.csv").write_text(ADOPTIONS, encoding="utf-8")
    return read_facts(opened.agency, opened.plugins, tmp_path)


def composed(opened: Opened, facts: Facts, period: str, kind: str) -> Bulletin:
    result = score(opened, facts, period)
    plan = {each.id: each for each in opened.agency.bulletins}[kind]
    return compose(opened.agency, result, plan, "zh-CN", gather(opened, facts, result, plan))


def test_gather_year_to_date_period_before_and_groups(opened: Opened, facts: Facts) -> None:
    bulletin = composed(opened, facts, "2014-02", "month")
    (table,) = bulletin.sections[0].tables
    assert [
        row.group or [cell_text(cell, "—") for cell in row.cells[1:]] for row in table.rows
    ] == [
        "东片",
        ["甲街道", "2", "3", "1", "1", "50.0"],
        ["丙街道", "0", "0", "0", "0", "—"],
        "西片",
        ["乙街道", "1", "1", "0", "1", "100.0"],
    ]
    assert bulletin.notes == ("注：上期为2014年1月。",)


def test_gather_compares_with_nothing_where_nothing_is_recorded(
    opened: Opened, facts: Facts
) -> None:
    bulletin = composed(opened, facts, "2014-01", "month")
    assert bulletin.notes == ("注：上期没有记录，未作比较。",)
    assert composed(opened, facts, "2014-04", "month").notes == bulletin.notes


def test_gather_lists_the_adoptions_that_count_highest_outlets_first(
    opened: Opened, facts: Facts
) -> None:
    (annex,) = composed(opened, facts, "2014-02", "month").annexes
    assert annex.title == "稿件采用目录"
    assert [row.group or row.cells for row in annex.table.rows] == [
        "市网（市级）：1篇",
        (1, "二月的稿", "甲街道", "2014-02-15", "全文"),
        "区报（区级）：1篇",
        (2, "乙的稿", "乙街道", "2014-02-14", "综合"),
    ]


def test_gather_pictures_that_say_more_than_a_table(opened: Opened, facts: Facts) -> None:
    charts = composed(opened, facts, "2014-Q1", "quarter").sections[0].charts
    assert [each.told for each in charts] == [
        "各单位采用。甲街道2、乙街道1、丙街道0",
        "各月各级采用情况。区级：2014年1月1、2014年2月1、2014年3月0；"
        "市级：2014年1月0、2014年2月1、2014年3月0",
        "各单位报送任务完成情况。完成：甲街道3、乙街道1、丙街道0；缺额：甲街道1、乙街道2、丙街道3",
    ]


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2014", "2013"),
        ("2014-H1", "2013-H2"),
        ("2014-Q1", "2013-Q4"),
        ("2014-03", "2014-02"),
        ("2014-W01", "2013-W52"),
    ],
)
def test_period_before_has_the_same_level(period: str, before: str) -> None:
    calendar = Calendar()
    found = period_before(calendar, calendar.period(period))
    assert found == calendar.period(before)


@pytest.mark.parametrize(
    ("period", "first", "last", "name"),
    [
        ("2014-02", date(2013, 12, 1), date(2014, 2, 28), "2014-Q1"),
        ("2014-03", date(2013, 12, 1), date(2014, 3, 31), "2013-12-01/2014-03-31"),
        ("2014-Q2", date(2013, 12, 1), date(2014, 5, 31), "2014-H1"),
        ("2014-H2", date(2013, 12, 1), date(2014, 11, 30), "2014"),
        ("2013-12", date(2013, 12, 1), date(2013, 12, 31), "2013-12"),
    ],
)
def test_year_to_date_begins_with_the_assessment_year(
    period: str, first: date, last: date, name: str
) -> None:
    calendar = Calendar(MonthDay(12, 1), "end")
    found = year_to_date(calendar, calendar.period(period))
    assert (found.first, found.last, found.id) == (first, last, name)
