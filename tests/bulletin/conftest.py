"""A small office with every case a bulletin must tell: ties, nothing at all, groups, shortfalls."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gov_comms.bulletin import Bulletin, compose
from gov_comms.errors import Place, Problem, Severity
from gov_comms.language.step import Step
from gov_comms.messages import msg
from gov_comms.model import Agency, BulletinPlan, Edition, Measure, SubjectKind, Text
from gov_comms.results import (
    Flagged,
    Line,
    QuotaResult,
    RankResult,
    Result,
    Subject,
    Total,
)
from gov_comms.timeline import Calendar

UNITS = (
    Subject(SubjectKind.UNIT, "U1", "甲街道", 0, "U1", "重点单位"),
    Subject(SubjectKind.UNIT, "U2", "乙镇", 1, "U2", "一般单位"),
    Subject(SubjectKind.UNIT, "U3", "丙街道", 2, "U3", "重点单位"),
    Subject(SubjectKind.UNIT, "U4", "丁局", 3, "U4", ""),
)
PEOPLE = (
    Subject(SubjectKind.PERSON, "P1", "甲", 0, "U1"),
    Subject(SubjectKind.PERSON, "P2", "乙", 1, "U2"),
)


def total(measure: str, subject: Subject, amount: str, rank: int | None = None) -> Total:
    return Total(measure, subject, Decimal(amount), rank)


def quota(subject: Subject, period: str, required: int, actual: int) -> QuotaResult:
    missing, excess = max(required - actual, 0), max(actual - required, 0)
    return QuotaResult(
        "monthly",
        "第五条",
        "pieces",
        subject,
        period,
        Decimal(required),
        Decimal(actual),
        Decimal(missing),
        Decimal(excess),
        "unmet" if missing else "met",
    )


def rank(subject: Subject, value: str, place: int) -> RankResult:
    number = Decimal(value)
    return RankResult("rank", "第九条", "points", subject, "2014", "", number, place, place == 1)


def line(subject: Subject, amount: str, fact: str, day: date) -> Line:
    return Line(
        "points",
        Decimal(amount),
        "used",
        "第三条",
        Text("市级媒体采用每篇5分"),
        "2014-03-01",
        "adoption",
        fact,
        "W1",
        subject,
        day,
        1,
        ((Text("级别", "Tier"), Text("市级")),),
    )


LINES = (
    line(UNITS[0], "12.5", "A1", date(2014, 3, 8)),
    line(UNITS[1], "12.5", "=1+1", date(2014, 4, 1)),
    line(UNITS[2], "3", "A3", date(2014, 5, 2)),
)


@pytest.fixture
def agency() -> Agency:
    return Agency(
        id="jia",
        folder="jia",
        name=Text("甲区宣传办公室", "Publicity Office of District Jia"),
        language="zh-CN",
        calendar=Calendar(),
        tables={},
        words={},
        measures={
            "points": Measure("points", Text("积分", "Points"), Text("分", "points"), 1),
            "yuan": Measure("yuan", Text("奖金", "Award"), Text("元", "yuan"), 2),
            "pieces": Measure(
                "pieces", Text("报送", "Pieces"), Text("篇", "pieces"), 0, hidden=True
            ),
        },
        rosters={},
        editions=(),
    )


@pytest.fixture
def plan() -> BulletinPlan:
    return BulletinPlan(
        id="annual",
        period="year",
        title=Text(
            "关于{period}宣传信息工作情况的通报", "Bulletin on information work in {period}"
        ),
        number="甲宣办〔2015〕1号",
        addressee=Text("各成员单位", "All member units"),
        closing=Text("特此通报。", "So announced."),
        group_by="class",
    )


@pytest.fixture
def result(agency: Agency) -> Result:
    first, second, third, _ = UNITS
    edition = Edition(
        "2014-03-01",
        Text("信息报送计分办法", "Scoring Measures"),
        date(2014, 3, 1),
        (
            Step(id="used", clause="第三条", do="award"),
            Step(id="monthly", clause="第五条", do="quota"),
            Step(id="rank", clause="第九条", do="rank"),
        ),
        (),
    )
    return Result(
        agency="jia",
        period=agency.calendar.period("2014"),
        editions=(edition,),
        totals=(
            *(
                total("points", unit, amount, place)
                for unit, amount, place in zip(
                    UNITS, ("12.5", "12.5", "3", "0"), (1, 1, 3, None), strict=True
                )
            ),
            *(total("yuan", unit, amount) for unit, amount in zip(UNITS, "1000", strict=True)),
            *(total("pieces", unit, amount) for unit, amount in zip(UNITS, "4210", strict=True)),
            *(total("points", person, "0") for person in PEOPLE),
            total("yuan", PEOPLE[0], "100.50"),
            total("yuan", PEOPLE[1], "0"),
            *(total("pieces", person, "0") for person in PEOPLE),
        ),
        flags=(
            Flagged("先进单位", first, "rank", "第九条", "2014"),
            Flagged("先进单位", second, "rank", "第九条", "2014"),
            Flagged("零报送", third, "zero", "第五条", "2014-04"),
            Flagged("优秀信息员", PEOPLE[0], "best", "第十条", "2014"),
        ),
        quotas=(
            quota(first, "2014-03", 2, 3),
            quota(second, "2014-03", 2, 1),
            quota(third, "2014-03", 2, 1),
            quota(first, "2014-04", 2, 2),
            quota(second, "2014-04", 2, 2),
            quota(third, "2014-04", 2, 0),
        ),
        ranks=(rank(first, "12.5", 1), rank(second, "12.5", 1), rank(third, "3", 3)),
        problems=(
            Problem(
                "unpaid",
                Place("facts.xlsx", sheet="采用", row=7),
                msg("no bulletin is written as {suffix}", suffix="A9"),
                severity=Severity.WARNING,
            ),
        ),
        lines=lambda: LINES,
    )


@pytest.fixture
def composed(agency: Agency, result: Result, plan: BulletinPlan) -> Bulletin:
    return compose(agency, result, plan, "zh-CN")
