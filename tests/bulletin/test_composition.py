from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from gov_comms.bulletin import Bulletin, compose
from gov_comms.bulletin.nouns import Figure, Row
from gov_comms.bulletin.plain import plain_file, shown_width
from gov_comms.bulletin.tables import MOST_COLUMNS
from gov_comms.bulletin.wording import bucket_words, numbered
from gov_comms.errors import Severity
from gov_comms.language.step import Step
from gov_comms.model import Agency, BulletinPlan, SubjectKind, Text
from gov_comms.results import Result, Subject
from gov_comms.timeline import Calendar, MonthDay, Term

PLANS: Mapping[str, Mapping[str, Any] | None] = {
    "grouped": {},
    "people": {"group_by": None, "name_people": True, "measures": ("yuan", "pieces")},
    "worded": {
        "number": "",
        "addressee": Text(""),
        "opening": Text(
            "{period}工作良好。\n\n现予通报。", "All went well in {period}.\n\nRead on."
        ),
        "signature": Text("甲区宣传办公室和乙区宣传办公室联合工作组", "Joint Office"),
    },
    "no plan": None,
}


class TextFile(SingleFileSnapshotExtension):
    """One file for each bulletin, so that it reads as it would on a terminal."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def planned(plan: BulletinPlan, name: str) -> BulletinPlan | None:
    changes = PLANS[name]
    return None if changes is None else replace(plan, **changes)


def rows_of(bulletin: Bulletin) -> list[list[Row]]:
    return [list(table.rows) for section in bulletin.sections for table in section.tables]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("name", PLANS)
def test_plain_text_of_each_plan(
    agency: Agency,
    result: Result,
    plan: BulletinPlan,
    name: str,
    language: str,
    snapshot: SnapshotAssertion,
) -> None:
    bulletin = compose(agency, result, planned(plan, name), language)
    text = plain_file(bulletin, language).decode()
    assert text == snapshot(extension_class=TextFile)


def test_compose_same_result_with_rows_turned_round(
    agency: Agency, result: Result, composed: Bulletin, plan: BulletinPlan
) -> None:
    turned = replace(result, totals=result.totals[::-1])
    again = compose(agency, turned, plan, "zh-CN")
    assert plain_file(again, "zh-CN") == plain_file(composed, "zh-CN")


def test_compose_without_people_named_says_no_name(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    first, second = (
        next(each.subject for each in result.totals if each.subject.id == name)
        for name in ("P1", "P2")
    )
    named = {first: "张某某", second: "李某某"}

    def renamed(subject: Subject) -> Subject:
        return replace(subject, name=named.get(subject, subject.name))

    quotas = tuple(
        replace(each, subject=first, step="own") for each in result.quotas if each.missing
    )
    changed = replace(
        result,
        totals=tuple(replace(each, subject=renamed(each.subject)) for each in result.totals),
        flags=tuple(replace(each, subject=renamed(each.subject)) for each in result.flags),
        quotas=tuple(replace(each, subject=renamed(each.subject)) for each in quotas),
        ranks=tuple(replace(each, subject=renamed(first)) for each in result.ranks),
    )
    texts = [
        plain_file(compose(agency, changed, replace(plan, name_people=named), "zh-CN"), "zh-CN")
        for named in (False, True)
    ]
    assert ["张某某" in text.decode() for text in texts] == [False, True]
    assert "1 of 1 people" in plain_file(compose(agency, changed, plan, "en"), "en").decode()


def test_compose_many_columns_makes_more_tables_that_all_fit(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    quotas = tuple(
        replace(each, step=f"monthly-{number}", clause=f"第{number}条")
        for number in range(4)
        for each in result.quotas
    )
    bulletin = compose(agency, replace(result, quotas=quotas), plan, "zh-CN")
    tables = bulletin.sections[0].tables
    assert [len(table.columns) for table in tables] == [8, 8, 5]
    assert all(len(table.columns) <= MOST_COLUMNS for table in tables)
    leads = [[row.cells[:2] or row.group for row in table.rows] for table in tables]
    assert leads[0] == leads[1] == leads[2]
    headings = [column.heading for table in tables for column in table.columns]
    assert "报送（第2条）缺额（篇）" in headings


def test_compose_many_clauses_are_named_by_first_and_last(agency: Agency, result: Result) -> None:
    steps = tuple(Step(id=f"s{n}", clause=f"第{n}条", do="award") for n in range(1, 21))
    changed = replace(result, editions=(replace(result.editions[0], steps=steps),))
    opening = compose(agency, changed, None, "zh-CN").opening
    assert opening == (
        "现将2014年（2014年1月1日至2014年12月31日）信息报送和采用情况通报如下。"
        "计算依据：《信息报送计分办法》（2014年3月1日起施行）第1条至第20条共20款。",
    )


def test_compose_counts_clauses_and_not_the_steps_that_cite_them(
    agency: Agency, result: Result
) -> None:
    cited = ("S1-01 报送", "S1-01 采用", "S1-02、03 头版", "S1-02 报送", "S1-04 一", "S1-04 二")
    steps = tuple(
        Step(id=f"s{n}", clause=clause, do="award")
        for n, clause in enumerate((*cited, "S1-04 三", "S1-05 一", "S1-05 二"))
    )
    changed = replace(result, editions=(replace(result.editions[0], steps=steps),))
    opening = compose(agency, changed, None, "zh-CN").opening
    assert opening[0].endswith("S1-01 报送至S1-05 二共5款。")


def test_compose_many_shortfalls_leave_the_months_to_the_workbook(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    missed = next(each for each in result.quotas if each.missing)
    quotas = tuple(
        replace(missed, subject=replace(missed.subject, id=f"N{n}", name=f"第{n}所", order=n))
        for n in range(11)
    )
    sentences = {
        count: compose(agency, replace(result, quotas=quotas[:count]), plan, "zh-CN")
        .sections[1]
        .paragraphs[0]
        for count in (10, 11)
    }
    assert sentences[10].endswith("第9所缺1篇（2014年3月）。")
    assert sentences[11].endswith("第9所缺1篇；第10所缺1篇。")


@pytest.mark.parametrize(("count", "detailed"), [(36, True), (37, False)])
def test_compose_many_weeks_are_left_to_the_workbook(
    agency: Agency, result: Result, plan: BulletinPlan, count: int, detailed: bool
) -> None:
    missed = next(each for each in result.quotas if each.missing)
    weeks = tuple(replace(missed, period=f"2014-W{n:02}") for n in range(1, count + 1))
    bulletin = compose(agency, replace(result, quotas=weeks), plan, "zh-CN")
    (sentence,) = bulletin.sections[1].paragraphs
    assert ("第36周" in sentence) is detailed
    assert sentence.startswith(f"报送（依据第五条）：乙镇缺{count}篇")


def people_alone(result: Result) -> Result:
    """A result in which units have nothing of what people have."""
    return replace(
        result,
        quotas=(),
        totals=tuple(
            replace(each, total=Decimal(each.subject.kind is SubjectKind.PERSON))
            for each in result.totals
        ),
    )


def test_compose_what_people_alone_have_stands_with_the_people(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    asked = replace(plan, measures=("yuan",), name_people=True)
    bulletin = compose(agency, people_alone(result), asked, "zh-CN")
    assert "一、总体情况" not in [section.heading for section in bulletin.sections]
    (table,) = bulletin.sections[-1].tables
    assert [column.heading for column in table.columns] == ["序号", "姓名", "单位", "奖金（元）"]


def test_compose_of_people_who_are_not_named_keeps_the_rows_of_units(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    asked = replace(plan, measures=("yuan",), group_by=None)
    (table,) = compose(agency, people_alone(result), asked, "zh-CN").sections[0].tables
    assert [column.heading for column in table.columns] == ["序号", "单位", "奖金（元）"]


def test_compose_without_units_has_no_empty_table(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    bare = replace(result, totals=(), quotas=(), flags=(), ranks=())
    assert compose(agency, bare, plan, "zh-CN").sections == ()


def test_compose_quota_met_by_all_says_so(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    met = tuple(each for each in result.quotas if each.subject.id == "U1")
    bulletin = compose(agency, replace(result, quotas=met), plan, "zh-CN")
    assert bulletin.sections[1].paragraphs == ("报送（依据第五条）：均已完成。",)
    assert bulletin.shortfalls == ()


def test_compose_of_several_targets_tells_the_whole(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    several = [
        replace(each, target=name, missing=Decimal(7), outcome="unmet")
        for each in result.quotas
        for name in ("省级", "市级")
    ]
    changed = replace(result, quotas=(*several, *result.quotas))
    found, whole = (compose(agency, each, plan, "zh-CN") for each in (changed, result))
    assert found.sections == whole.sections


def test_compose_without_findings_has_one_section(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    plain = replace(result, quotas=(), flags=(), ranks=(), problems=())
    bulletin = compose(agency, plain, plan, "zh-CN")
    assert [section.heading for section in bulletin.sections] == ["一、总体情况"]
    assert bulletin.notes == ()


def test_compose_notices_are_not_counted_as_warnings(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    notice = replace(result.problems[0], severity=Severity.NOTICE)
    changed = replace(result, problems=(*result.problems, notice))
    assert compose(agency, changed, plan, "zh-CN").notes == (
        "注：计算中有1条警告，详见工作簿“问题”表。",
    )


def test_compose_ungrouped_units_get_no_group_rows(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    totals = tuple(replace(each, subject=replace(each.subject, group="")) for each in result.totals)
    bulletin = compose(agency, replace(result, totals=totals, quotas=()), plan, "zh-CN")
    assert [row.group for row in rows_of(bulletin)[0]] == ["", "", "", ""]


def test_compose_keeps_a_name_with_control_characters_on_one_line(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    totals = tuple(
        replace(each, subject=replace(each.subject, name="甲\n街\x0b道")) for each in result.totals
    )
    bulletin = compose(agency, replace(result, totals=totals), plan, "zh-CN")
    assert rows_of(bulletin)[0][1].cells[1] == "甲 街 道"


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2014", "2014年", "2014"),
        ("2014-H2", "2014年下半年", "the second half of 2014"),
        ("2014-Q1", "2014年第一季度", "the first quarter of 2014"),
        ("2014-03", "2014年3月", "March 2014"),
        ("2014-W10", "2014年第10周", "week 10 of 2014"),
        ("2014-2M3", "2014年5月至2014年6月", "May 2014 to June 2014"),
        ("2014-2W05", "2014年第9至10周", "weeks 9 to 10 of 2014"),
        ("2014-T2", "2014年第2学期", "term 2 of 2014"),
        ("theme-month", "theme-month", "theme-month"),
    ],
)
def test_bucket_words_of_each_level(period: str, chinese: str, english: str) -> None:
    terms = (Term(MonthDay(2, 1), MonthDay(7, 31)), Term(MonthDay(9, 1), MonthDay(1, 31)))
    calendar = Calendar(terms=terms)
    assert bucket_words(period, calendar, "zh-CN") == chinese
    assert bucket_words(period, calendar, "en") == english


@pytest.mark.parametrize(
    ("names", "chinese", "english"),
    [
        (("上半期", "first stretch"), "2014年上半期", "first stretch of 2014"),
        (("上半期", ""), "2014年上半期", "上半期 of 2014"),
    ],
)
def test_bucket_words_of_a_term_with_a_name(
    names: tuple[str, str], chinese: str, english: str
) -> None:
    calendar = Calendar(terms=(Term(MonthDay(1, 1), MonthDay(5, 31), names),))
    assert bucket_words("2014-T1", calendar, "zh-CN") == chinese
    assert bucket_words("2014-T1", calendar, "en") == english


def test_numbered_past_the_chinese_numerals() -> None:
    assert [numbered(n, "甲", "zh-CN") for n in (1, 10, 11)] == ["一、甲", "十、甲", "11、甲"]


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [
        ("5", 0, "5"),
        ("1E+3", 0, "1000"),
        ("5", 2, "5.00"),
        ("5.10", 1, "5.1"),
        ("5.125", 1, "5.125"),
        ("-0.0", 1, "0.0"),
        ("-2.50", 0, "-2.5"),
        ("1E-7", 0, "0.0000001"),
    ],
)
def test_figure_text_is_exact(value: str, scale: int, text: str) -> None:
    assert Figure(Decimal(value), scale).text() == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), st.integers(0, 4))
def test_figure_text_loses_no_digit(value: Decimal, scale: int) -> None:
    assert Decimal(Figure(value, scale).text()) == value


def test_plain_columns_line_up_whatever_the_width_of_their_names(
    agency: Agency, result: Result, plan: BulletinPlan
) -> None:
    names = dict(
        zip(("U1", "U2", "U3", "U4"), ("甲", "Unit 2", "丙é街道", "一二三四五"), strict=True)
    )
    totals = tuple(
        replace(each, subject=replace(each.subject, name=names.get(each.subject.id, "丁")))
        for each in result.totals
    )
    bulletin = compose(agency, replace(result, totals=totals, quotas=()), plan, "zh-CN")
    lines = plain_file(bulletin, "zh-CN").decode().splitlines()
    rows = [line for line in lines if line.strip()[:1].isdigit()]
    assert len(rows) == 4
    assert len({shown_width(row) for row in rows}) == 1
