"""What the tables of a bulletin show: columns, order, groups, rows of units with nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from gov_comms.bulletin import Bulletin, compose
from gov_comms.bulletin.columns import share
from gov_comms.bulletin.nouns import Beside
from gov_comms.bulletin.plain import cell_text
from gov_comms.errors import Refused
from gov_comms.model import Agency, BulletinColumn, BulletinPlan, Text
from gov_comms.results import Result


def halved(result: Result) -> Result:
    """As another period might be: every total is half as large, and no class is as it was."""
    return replace(
        result,
        totals=tuple(
            replace(each, total=each.total / 2, subject=replace(each.subject, group="往年"))
            for each in result.totals
        ),
    )


def cells(bulletin: Bulletin) -> list[list[str]]:
    """The first table, headings first; groups in brackets."""
    (table,) = bulletin.sections[0].tables
    rows = [
        [f"[{row.group}]"] if row.group else [cell_text(cell, "—") for cell in row.cells]
        for row in table.rows
    ]
    return [[column.heading for column in table.columns], *rows]


COLUMNS = (
    BulletinColumn("points"),
    BulletinColumn("points", "rank"),
    BulletinColumn("points", "to_date"),
    BulletinColumn("points", "before"),
    BulletinColumn("points", "change"),
    BulletinColumn("points", "rate", "pieces", heading=Text("采用率（%）", "Rate (%)")),
)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_columns_each_in_its_order(
    agency: Agency, result: Result, plan: BulletinPlan, language: str
) -> None:
    beside = Beside(to_date=halved(result), before=halved(result))
    asked = replace(plan, columns=COLUMNS, group_by=None)
    found = cells(compose(agency, result, asked, language, beside))
    headings = {
        "zh-CN": [
            "积分（分）", "积分名次", "累计积分（分）",
            "上期积分（分）", "积分比上期增减（分）", "采用率（%）",
        ],
        "en": [
            "Points", "Rank by Points", "Points to date (points)",
            "Points the period before (points)", "Points, change (points)", "Rate (%)",
        ],
    }  # fmt: skip
    assert found[0][2:] == headings[language]
    assert [row[1:] for row in found[1:]] == [
        ["甲街道", "12.5", "1", "6.25", "6.25", "6.25", "312.5"],
        ["乙镇", "12.5", "1", "6.25", "6.25", "6.25", "625.0"],
        ["丙街道", "3.0", "3", "1.5", "1.5", "1.5", "300.0"],
        ["丁局", "0.0", "—", "0.0", "0.0", "0.0", "—"],
    ]


def test_columns_of_a_period_before_that_nobody_recorded_stay_empty_and_it_is_said(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    asked = replace(plan, columns=COLUMNS[3:5], group_by=None)
    bulletin = compose(agency, result, asked, "zh-CN")
    assert [row[2:] for row in cells(bulletin)[1:]] == [["—", "—"]] * 4
    assert bulletin.notes[0] == "注：上期没有记录，未作比较。"


def test_columns_name_the_period_before(agency: Agency, result: Result, plan: BulletinPlan) -> None:
    before = replace(result, period=agency.calendar.period("2013"))
    asked = replace(plan, columns=COLUMNS[3:4])
    bulletin = compose(agency, result, asked, "zh-CN", Beside(before=before))
    assert bulletin.notes[0] == "注：上期为2013年。"


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "said"),
    [
        ("1", "3", 1, "33.3"),
        ("2", "3", 1, "66.7"),
        ("1", "8", 1, "12.5"),
        ("1", "16", 2, "6.25"),
        ("1", "800", 1, "0.1"),
        ("1", "2000", 1, "0.1"),
        ("0", "7", 0, "0"),
        ("7", "7", 0, "100"),
        ("5", "0", 1, None),
    ],
)
def test_share_rounds_a_half_up(part: str, whole: str, decimals: int, said: str | None) -> None:
    figure = share(Decimal(part), Decimal(whole), decimals)
    assert (figure.text() if figure else None) == said


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"group_by": None}, ["甲街道", "乙镇", "丙街道", "丁局"]),
        ({"group_by": None, "order": "pieces"}, ["甲街道", "乙镇", "丙街道", "丁局"]),
        ({"group_by": None, "order": "yuan"}, ["甲街道", "乙镇", "丙街道", "丁局"]),
        ({"group_by": None, "empty_rows": False}, ["甲街道", "乙镇", "丙街道"]),
        (
            {"groups": ("一般单位", "重点单位")},
            ["[一般单位]", "乙镇", "[重点单位]", "甲街道", "丙街道"],
        ),
        ({"groups": ("一般单位",)}, ["[一般单位]", "乙镇"]),
        ({}, ["[重点单位]", "甲街道", "丙街道", "[一般单位]", "乙镇", "[其他单位]", "丁局"]),
    ],
)
def test_rows_of_the_units_that_the_plan_names(
    agency: Agency,
    result: Result,
    plan: BulletinPlan,
    changes: Mapping[str, Any],
    names: list[str],
) -> None:
    asked = replace(plan, columns=(BulletinColumn("points"),), **changes)
    found = cells(compose(agency, result, asked, "zh-CN"))[1:]
    assert [row[0] if len(row) == 1 else row[1] for row in found] == names


def test_rows_by_a_measure_most_first(agency: Agency, result: Result, plan: BulletinPlan) -> None:
    turned = tuple(
        replace(each, total=-each.total) if each.measure == "points" else each
        for each in result.totals
    )
    asked = replace(plan, measures=("points",), group_by=None, order="points")
    bulletin = compose(agency, replace(result, totals=turned, quotas=()), asked, "zh-CN")
    assert [row[1] for row in cells(bulletin)[1:]] == ["丁局", "丙街道", "甲街道", "乙镇"]
    assert bulletin.sections[0].paragraphs == ("单位按积分由高到低排列，相同的按名录顺序。",)


def test_groups_that_are_left_out_are_spoken_of_nowhere(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    bulletin = compose(agency, result, replace(plan, groups=("一般单位",)), "zh-CN")
    assert "街道" not in str(bulletin.sections)
    assert {line.subject.name for line in bulletin.result.lines()} == {"乙镇"}


def test_groups_in_which_no_unit_is_are_refused(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    with pytest.raises(Refused) as refused:
        compose(agency, result, replace(plan, groups=("重占单位",)), "zh-CN")
    assert [each.text("en") for each in refused.value.problems] == [
        "jia/agency.toml: bulletin.annual.groups: no unit is in the groups 重占单位. "
        "hint: known: 重点单位, 一般单位"
    ]


def test_groups_by_another_column_than_the_class(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    beside = Beside(groups={"U1": "东片", "U2": "东片", "U3": "西片", "U4": "西片"})
    bulletin = compose(agency, result, replace(plan, group_by="area"), "zh-CN", beside)
    groups = [row.group for row in bulletin.sections[0].tables[0].rows if row.group]
    assert groups == ["东片", "西片"]


def test_shortfalls_without_names(agency: Agency, result: Result, plan: BulletinPlan) -> None:
    bulletin = compose(agency, result, replace(plan, name_shortfalls=False), "zh-CN")
    assert bulletin.sections[1].paragraphs == ("报送（依据第五条）：3个单位中2个未完成。",)


def test_sections_count_on_from_the_offices_own_headings(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    opening = Text("现通报如下。\n一、基本情况\n一切正常。")
    bulletin = compose(agency, result, replace(plan, opening=opening), "zh-CN")
    assert [each.heading[:2] for each in bulletin.sections] == ["二、", "三、", "四、"]
