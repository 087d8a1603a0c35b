"""Results and explanations as tables, JSON and CSV."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import click
import pytest

from gov_comms.cli import render_json
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_csv import harmless, totals_csv
from gov_comms.cli.render_explanation import explanation_text
from gov_comms.cli.render_result import result_text
from gov_comms.errors import Place, Problem
from gov_comms.messages import msg
from gov_comms.model import Agency
from gov_comms.results import Explanation, Result, Total

CHINESE, ENGLISH = Reader("zh-CN"), Reader("en")


def test_result_text_in_chinese(agency: Agency, result: Result) -> None:
    assert click.unstyle(result_text(agency, result, CHINESE)) == (
        """\
某办公室 · 2014（2014-01-01 至 2014-12-31）· 计分办法 (2014-03-01)

单位     积分（分）  名次
───────  ──────────  ────
甲街道           12     1
=乙街道           0     2

个人  奖金（元）
────  ──────────
甲         30.50

认定  对象    时期  依据
────  ──────  ────  ──────
先进  甲街道  2014  第九条

未完成的任务  对象     时期     应完成  实际  还差  依据
────────────  ───────  ───────  ──────  ────  ────  ──────
quota         =乙街道  2014-01       2   0.5   1.5  第三条"""
    )


def test_result_text_by_parts_names_each_period(agency: Agency, result: Result) -> None:
    (first, *_) = result.totals
    parts = [replace(first, rank=None, period=f"2014-Q{number}") for number in (1, 2)]
    short = replace(result, totals=(first, *parts), flags=(), quotas=())
    assert click.unstyle(result_text(agency, short, ENGLISH)) == (
        """\
An office · 2014 (2014-01-01 to 2014-12-31) · Rules of scoring (2014-03-01)

period   unit    Points (points)  rank
───────  ──────  ───────────────  ────
2014     甲街道               12     1
2014-Q1  甲街道               12
2014-Q2  甲街道               12"""
    )


def test_result_text_without_totals_is_its_heading(agency: Agency, result: Result) -> None:
    empty = replace(result, totals=(), flags=(), quotas=())
    assert len(result_text(agency, empty, CHINESE).splitlines()) == 1


def test_result_json_has_every_key(agency: Agency, result: Result) -> None:
    unit = {"kind": "unit", "id": "甲街道", "name": "甲街道"}
    found = json.loads(render_json.result(agency, result, "en"))
    assert {key: found[key] for key in ("agency", "period", "regulation", "plugins")} == {
        "agency": "office",
        "period": "2014",
        "regulation": ["2014-03-01"],
        "plugins": [],
    }
    assert found["totals"][0] == {"measure": "points", "subject": unit, "total": "12", "rank": 1}
    assert found["totals"][6] == {
        "measure": "yuan",
        "subject": {"kind": "person", "id": "甲", "name": "甲"},
        "total": "30.50",
        "rank": None,
    }
    assert len(found["totals"]) == len(result.totals)
    assert found["flags"] == [{"subject": unit, "flag": "先进", "clause": "第九条"}]
    assert found["quotas"][1] == {
        "step": "quota",
        "subject": {"kind": "unit", "id": "乙街道", "name": "=乙街道"},
        "period": "2014-01",
        "required": "2",
        "actual": "0.5",
        "missing": "1.5",
        "outcome": "unmet",
    }
    assert found["ranks"] == [
        {"step": "rank", "subject": unit, "period": "2014", "value": "12", "rank": 1}
    ]
    assert found["problems"] == [
        {
            "severity": "warning",
            "code": "unpaid",
            "place": "采用.csv:7",
            "key": "",
            "what": "unknown key",
            "hint": None,
        }
    ]
    assert found["duties"] == []
    assert len(found) == 10


def test_result_names_its_plugins(agency: Agency, result: Result) -> None:
    changed = replace(result, plugins=(("repeats", "0.1.0"), ("toll", "2.0")))
    found = json.loads(render_json.result(agency, changed, "en"))["plugins"]
    assert found == [
        {"name": "repeats", "version": "0.1.0"},
        {"name": "toll", "version": "2.0"},
    ]


def test_result_names_one_of_several_targets(agency: Agency, result: Result) -> None:
    several = (replace(result.quotas[1], target="省级"), result.quotas[1])
    changed = replace(result, quotas=several)
    found = json.loads(render_json.result(agency, changed, "en"))["quotas"]
    assert [each.get("target") for each in found] == ["省级", None]
    assert "quota 省级    =乙街道  2014-01" in click.unstyle(result_text(agency, changed, CHINESE))


def test_result_json_names_the_period_of_parts_only(agency: Agency, result: Result) -> None:
    part = Total("points", result.totals[0].subject, Decimal(3), period="2014-03")
    found = json.loads(render_json.result(agency, replace(result, totals=(part,)), "en"))
    assert found["totals"][0]["period"] == "2014-03"


def test_refused_json_has_the_keys_of_an_answer(
    agency: Agency, result: Result, explained: Explanation
) -> None:
    problems = [Problem("wrong", Place("x.toml", 3, 1), msg("unknown key"), "a", msg("no line"))]
    refused = json.loads(render_json.refused_result("office", "2014", problems, "en"))
    assert refused.keys() == json.loads(render_json.result(agency, result, "en")).keys()
    assert refused["problems"] == [
        {
            "severity": "error",
            "code": "wrong",
            "place": "x.toml:3:1",
            "key": "a",
            "what": "unknown key",
            "hint": "no line",
        }
    ]
    answer = json.loads(render_json.explanations(agency, [explained], (), "en"))
    assert json.loads(render_json.refused_explanation(problems, "en")).keys() == answer.keys()


def test_totals_csv_is_one_row_for_each_total(agency: Agency, result: Result) -> None:
    lines = totals_csv(agency, result).split("\r\n")
    assert lines[:3] == [
        "period,measure,kind,id,name,total,rank",
        "2014,points,unit,甲街道,甲街道,12,1",
        "2014,points,unit,乙街道,'=乙街道,0,2",
    ]
    assert lines[7] == "2014,yuan,person,甲,甲,30.50,"
    assert len(lines) == len(result.totals) + 2


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("甲街道", "甲街道"),
        ("-12", "-12"),
        ("+3.50", "+3.50"),
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("　=1+1", "'　=1+1"),
        ("+cmd", "'+cmd"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("", ""),
    ],
)
def test_harmless_cells_are_never_formulas(cell: str, written: str) -> None:
    assert harmless(cell) == written


def test_explanation_text_in_chinese(agency: Agency, explained: Explanation) -> None:
    assert click.unstyle(explanation_text(agency, explained, CHINESE)) == (
        """\
稿件 W1 秋粮收购过半

采用 A1 · 2014-03-08
  +5 分  甲街道  依据第五条（2014-03-01 版，步骤 used）
         区级全文 5 分
         因为 级别 = 区级；形式 = 全文
  -5 分  甲街道  依据第七条（2014-03-01 版，步骤 highest）
         让位于 A2

采用 A2 · 2014-05-02
  +20 分  甲街道  依据第五条（2014-03-01 版，步骤 used）

不计入
  采用 A3  第二条 (own)  本单位网站不计

未适用
  采用 A1  第六条 (extra)  没有这个键

积分：5 + 20 - 5 = 20 分"""
    )


def test_explanation_text_of_nothing(agency: Agency, unexplained: Explanation) -> None:
    assert click.unstyle(explanation_text(agency, unexplained, ENGLISH)) == (
        "unit 乙街道 =乙街道\n\nReward: no line = 0.00 yuan"
    )


def test_explanation_text_counts_the_lines_of_a_long_sum(
    agency: Agency, explained: Explanation
) -> None:
    long = replace(explained, lines=explained.lines * 5, totals=(("points", Decimal(100)),))
    text = click.unstyle(explanation_text(agency, long, ENGLISH))
    assert text.splitlines()[-1] == "Points: 15 lines = 100 points"


def test_explanation_json_lines_sum_to_the_totals(agency: Agency, explained: Explanation) -> None:
    found = json.loads(render_json.explanations(agency, [explained], (), "en"))
    assert found["totals"] == [{"measure": "points", "total": "20"}]
    assert sum(Decimal(each["amount"]) for each in found["lines"]) == Decimal("20")
    assert found["lines"][0] == {
        "measure": "points",
        "amount": "5",
        "step": "used",
        "clause": "第五条",
        "edition": "2014-03-01",
        "fact": "A1",
        "day": "2014-03-08",
        "because": [
            {"column": "tier", "value": "区级"},
            {"column": "form", "value": "全文"},
        ],
        "supersedes": None,
        "kind": "adoption",
        "subject": {"kind": "unit", "id": "甲街道", "name": "甲街道"},
        "text": "区级全文 5 分",
        "plugin": None,
    }
    assert found["lines"][2]["supersedes"] == "A2"
    assert found["excluded"] == [
        {
            "kind": "adoption",
            "fact": "A3",
            "step": "own",
            "clause": "第二条",
            "text": "本单位网站不计",
        }
    ]
    assert found["not_applied"][0]["test"] == "unknown key"
