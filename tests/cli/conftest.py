"""How a command is called; a result and an explanation, written down by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gov_comms.cli import main
from gov_comms.errors import Place, Problem, Severity
from gov_comms.kinds import BUILT_IN
from gov_comms.messages import msg
from gov_comms.model import Agency, Edition, Measure, SubjectKind, Text
from gov_comms.results import (
    Excluded,
    Explanation,
    Flagged,
    Line,
    NotApplied,
    QuotaResult,
    RankResult,
    Result,
    Subject,
    Total,
)
from gov_comms.timeline import Calendar

Call = Callable[..., tuple[int, str, str]]

FIRST = Subject(SubjectKind.UNIT, "甲街道", "甲街道", 0, "甲街道")
SECOND = Subject(SubjectKind.UNIT, "乙街道", "=乙街道", 1, "乙街道")
PERSON = Subject(SubjectKind.PERSON, "甲", "甲", 0, "甲街道")
IDLE = Subject(SubjectKind.PERSON, "乙", "乙", 1, "乙街道")
WORK = Subject(SubjectKind.WORK, "W1", "秋粮收购过半")
EDITION = Edition("2014-03-01", Text("计分办法", "Rules of scoring"), date(2014, 3, 1), (), ())


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a command; answers with its exit code and what it said on either stream."""
    monkeypatch.setenv("GOV_COMMS_LANG", "en")
    monkeypatch.setenv("LANGUAGE", "en")

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def agency() -> Agency:
    """An office that counts points, money and, for itself, submissions."""
    return Agency(
        id="office",
        folder="office",
        name=Text("某办公室", "An office"),
        language="zh-CN",
        calendar=Calendar(),
        tables=BUILT_IN,
        words={},
        measures={
            "points": Measure("points", Text("积分", "Points"), Text("分", "points")),
            "yuan": Measure("yuan", Text("奖金", "Reward"), Text("元", "yuan"), scale=2),
            "sent": Measure("sent", Text("报送", "Sent"), Text("条", "items"), hidden=True),
        },
        rosters={},
        editions=(EDITION,),
    )


@pytest.fixture
def result() -> Result:
    """Two units and two people, of whom one has nothing."""
    totals = [
        Total("points", FIRST, Decimal(12), rank=1),
        Total("points", SECOND, Decimal(0), rank=2),
        Total("points", PERSON, Decimal(0)),
        Total("points", IDLE, Decimal(0)),
        Total("yuan", FIRST, Decimal(0)),
        Total("yuan", SECOND, Decimal(0)),
        Total("yuan", PERSON, Decimal("30.5")),
        Total("yuan", IDLE, Decimal(0)),
        Total("sent", FIRST, Decimal(3)),
        Total("sent", SECOND, Decimal(0)),
        Total("sent", PERSON, Decimal(0)),
        Total("sent", IDLE, Decimal(0)),
    ]
    return Result(
        agency="office",
        period=Calendar().period("2014"),
        editions=(EDITION,),
        totals=tuple(totals),
        flags=(Flagged("先进", FIRST, "best", "第九条", "2014"),),
        quotas=(
            quota(FIRST, "2014-01", actual=Decimal(3), outcome="met"),
            quota(SECOND, "2014-01", actual=Decimal("0.5"), outcome="unmet"),
        ),
        ranks=(
            RankResult("rank", "第八条", "points", FIRST, "2014", "", Decimal(12), 1, seat=True),
        ),
        problems=(
            Problem(
                "unpaid",
                Place("采用.csv", row=7),
                msg("unknown key"),
                severity=Severity.WARNING,
            ),
        ),
    )


def quota(subject: Subject, period: str, actual: Decimal, outcome: str) -> QuotaResult:
    missing = max(Decimal(2) - actual, Decimal(0))
    excess = max(actual - Decimal(2), Decimal(0))
    return QuotaResult(
        "quota", "第三条", "sent", subject, period, Decimal(2), actual, missing, excess, outcome
    )


def line(amount: int, step: str, clause: str, fact: str, day: date, **further: object) -> Line:
    fields: dict[str, object] = {
        "measure": "points",
        "amount": Decimal(amount),
        "step": step,
        "clause": clause,
        "text": Text(""),
        "edition": "2014-03-01",
        "kind": "adoption",
        "fact": fact,
        "work": "W1",
        "subject": FIRST,
        "day": day,
        "claim": 0,
    }
    return Line(**{**fields, **further})  # type: ignore[arg-type]


@pytest.fixture
def explained() -> Explanation:
    """A work that was used twice, of which only the higher use counts."""
    march, may = date(2014, 3, 8), date(2014, 5, 2)
    grounds = ((Text("级别", "tier"), Text("区级")), (Text("形式", "form"), Text("全文")))
    return Explanation(
        WORK,
        totals=(("points", Decimal(20)),),
        lines=(
            line(5, "used", "第五条", "A1", march, text=Text("区级全文 5 分"), because=grounds),
            line(20, "used", "第五条", "A2", may, claim=1),
            line(-5, "highest", "第七条", "A1", march, supersedes="A2"),
        ),
        excluded=(Excluded("adoption", "A3", "own", "第二条", "本单位网站不计"),),
        not_applied=(NotApplied("adoption", "A1", "extra", "第六条", msg("unknown key")),),
    )


@pytest.fixture
def unexplained() -> Explanation:
    """A unit that has nothing."""
    return Explanation(SECOND, totals=(("yuan", Decimal(0)),), lines=())
