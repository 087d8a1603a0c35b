"""What is read of a sound agency: calendar, tables, words, rosters, cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gov_comms.config import open_texts
from gov_comms.config.rows import results_table, subjects_table, totals_table
from gov_comms.errors import Place, Refused
from gov_comms.language.names import NameUnknown, resolve
from gov_comms.model import Column, ColumnType, Measure, SubjectKind, Text
from gov_comms.timeline import MonthDay, Period, Term
from tests.config.agencies import AGENCY, FIRST, SOUND

OPENED = open_texts(SOUND, "haidian")
OFFICE = OPENED.agency


def test_names_of_an_agency() -> None:
    assert (OFFICE.id, OFFICE.name, OFFICE.language, OFFICE.source) == (
        "haidian",
        Text("海淀区创建办", "Haidian office"),
        "zh-CN",
        "S001-07",
    )
    assert OFFICE.measures == {
        "points": Measure("points", Text("积分"), Text("分")),
        "yuan": Measure("yuan", Text("稿费"), Text("元"), scale=2),
    }


def test_calendar_of_an_agency() -> None:
    week = 'week_starts = "sunday"\nweek_owner = "wednesday"\nyear_starts'
    named = 'name = { zh = "寒假", en = "winter" }'
    term = (
        '[[calendar.term]]\nfrom = "09-01"\nto = "01-31"\n\n'
        f'[[calendar.term]]\nfrom = "02-01"\nto = "02-29"\n{named}\n\n[words.tier]'
    )
    text = AGENCY.replace("year_starts", week).replace("[words.tier]", term)
    calendar = open_texts({**SOUND, "agency.toml": text}).agency.calendar
    assert calendar.year_starts == MonthDay(12, 1)
    assert calendar.named_for == "end"
    assert (calendar.week_starts, calendar.week_owner) == (6, 3)
    assert calendar.terms == (
        Term(MonthDay(9, 1), MonthDay(1, 31)),
        Term(MonthDay(2, 1), MonthDay(2, 29), ("寒假", "winter")),
    )
    assert calendar.windows == (Period("theme", "window", date(2015, 5, 21), date(2015, 6, 30)),)


def test_built_in_columns_keep_only_lists_that_are_declared() -> None:
    words = {
        f"{table.id}.{column.id}": column.words
        for table in OFFICE.tables.values()
        for column in table.columns
        if column.words is not None
    }
    assert words == {"outlet.tier": "tier", "adoption.form": "form"}


def test_further_columns_stand_behind_the_built_in_ones() -> None:
    assert [column.id for column in OFFICE.tables["adoption"].columns][-3:] == [
        "verified_by",
        "headline",
        "key_piece",
    ]
    assert OFFICE.tables["adoption"].column("headline") == Column(
        "headline", ColumnType.FLAG, Text("头条")
    )
    assert OFFICE.tables["adoption"].column("key_piece") == Column(
        "key_piece", ColumnType.FLAG, Text("key_piece"), scale=0, computed=True
    )


def test_table_of_its_own_has_an_id_and_a_day_by_itself() -> None:
    prize = OFFICE.tables["prize"]
    assert [(c.id, c.type, c.required) for c in prize.columns] == [
        ("id", ColumnType.ID, True),
        ("day", ColumnType.DAY, True),
        ("unit", ColumnType.UNIT, True),
    ]
    assert (prize.plural, prize.day) == ("prizes", "day")
    assert prize.number == max(table.number for table in OFFICE.tables.values())


def test_rosters_know_their_places() -> None:
    row = OFFICE.rosters["outlet"][0]
    assert row.cells == {"id": "海淀报", "tier": "区级", "aliases": ("《海淀报》",)}
    assert row.place == Place("agency.toml", 42, 1)
    assert [row.cells["id"] for row in OFFICE.rosters["unit"]] == ["甲街道", "乙街道"]


@pytest.mark.parametrize(
    ("derive", "column"),
    [
        ("value = 1\nscale = 1", (ColumnType.NUMBER, 1, None)),
        ('word = { of = "length", at_least = { 0 = "短" } }', (ColumnType.WORD, 0, None)),
        (
            'word = { of = "length", at_least = { 0 = "全文" } }\nwords = "form"',
            (ColumnType.WORD, 0, "form"),
        ),
        ('deadline = { of = "day" }', (ColumnType.DAY, 0, None)),
        (
            'related = { how = "exists", of = "endorsement", match = "work", dated = "any" }',
            (ColumnType.FLAG, 2, None),
        ),
        (
            'related = { how = "last", of = "endorsement", match = ["work"], dated = "any", '
            'column = "day" }',
            (ColumnType.DAY, 2, None),
        ),
        (
            'related = { how = "sum", of = "adoption", match = "work", dated = "any", '
            'column = "fee" }',
            (ColumnType.NUMBER, 2, None),
        ),
        (
            'related = { how = "highest", of = "adoption", match = "work", dated = "any", '
            'column = "reads" }',
            (ColumnType.COUNT, 2, None),
        ),
    ],
)
def test_derived_column_has_the_type_of_what_it_says(
    derive: str, column: tuple[ColumnType, int, str | None]
) -> None:
    more = f'[[derive]]\nname = "d"\non = "adoption"\n{derive}\n\n[[derive]]'
    first = SOUND["regulations/2014-03-01.toml"].replace("[[derive]]", more)
    agency = open_texts({**SOUND, "regulations/2014-03-01.toml": first}).agency
    made = agency.tables["adoption"].column("d")
    assert made is not None
    assert made.computed
    assert (made.type, made.scale, made.words) == column


def test_case_keeps_cells_as_toml_gave_them() -> None:
    (case,) = OPENED.cases
    assert (case.title, case.clauses, case.period) == ("同一内容按最高分计", ("第二条",), "2014")
    (adoption,) = case.rows["adoption"]
    assert adoption.cells == {
        "id": "A1",
        "work": "W1",
        "outlet": "海淀报",
        "day": date(2014, 3, 8),
        "form": "全文",
    }
    assert adoption.place == Place("cases/highest.toml", 10, 1)
    assert [(each.kind, each.fields, each.place.line) for each in case.expectations] == [
        ("totals", {"subject": "甲街道", "measure": "points", "total": "5"}, 18),
        ("problems", {"code": "unpaid"}, 19),
    ]


def test_decimals_are_exact() -> None:
    first = SOUND["regulations/2014-03-01.toml"] + (
        '\n[[step]]\nid = "x"\nclause = "c"\ndo = "award"\non = "adoption"\nto = "editor"\n'
        "when = { minutes = { at_least = 0.1 } }\ngive.yuan = 0.3\n"
    )
    step = open_texts({**SOUND, "regulations/2014-03-01.toml": first}).agency.editions[0].steps[-1]
    assert step.when.operand == Decimal("0.1")  # type: ignore[attr-defined]


def test_rows_of_totals_have_measures_flags_and_the_roster() -> None:
    table = totals_table(OFFICE.measures, SubjectKind.UNIT, ["先进"])
    tables = {**OFFICE.tables, table.id: table}
    found = {
        name: resolve(tables, table.id, name) for name in ("yuan", "先进", "class", "unit.class")
    }
    assert {name: (path.name, path.column.type) for name, path in found.items()} == {
        "yuan": ("yuan", ColumnType.NUMBER),
        "先进": ("先进", ColumnType.FLAG),
        "class": ("unit.class", ColumnType.WORD),
        "unit.class": ("unit.class", ColumnType.WORD),
    }
    assert found["yuan"].column.scale == 2


def test_rows_of_people_reach_their_units() -> None:
    table = subjects_table(SubjectKind.PERSON)
    tables = {**OFFICE.tables, table.id: table}
    assert resolve(tables, table.id, "class").name == "person.class"
    assert resolve(tables, table.id, "headcount").name == "person.unit.headcount"
    with pytest.raises(NameUnknown):
        resolve(tables, table.id, "points")


@pytest.mark.parametrize(
    ("verb", "columns"),
    [
        ("quota", ["unit", "required", "actual", "missing", "excess", "outcome"]),
        ("rank", ["unit", "rank", "value", "seat"]),
        ("convert", ["unit", "value"]),
    ],
)
def test_rows_of_results(verb: str, columns: list[str]) -> None:
    table = results_table("q", verb, SubjectKind.UNIT, 2)
    assert [column.id for column in table.columns] == columns
    assert {c.scale for c in table.columns if c.type is ColumnType.NUMBER} == {2}


def test_end_of_several_ways_is_told_with_all_of_them() -> None:
    people = "".join(
        f'[tables.prize.columns.{name}]\ntype = "person"\nname = "{name}"\n'
        for name in ("first", "second")
    )
    office = AGENCY.replace(
        '[tables.prize.columns.unit]\ntype = "unit"\nname = "单位"\nrequired = true\n', people
    )
    step = '\n[[step]]\nid = "x"\nclause = "c"\ndo = "award"\non = "prize"\nto = "first"\n'
    when = 'when = { "unit.class" = "重点" }\ngive.points = 1\n'
    rules = {"regulations/2014-03-01.toml": FIRST + step + when}
    with pytest.raises(Refused) as refused:
        open_texts({**SOUND, "agency.toml": office, **rules})
    assert [each.text("en").partition(": ")[2] for each in refused.value.problems] == [
        'step.x.when."unit.class": there is no column unit.class here. '
        "hint: write the whole way: first.unit.class, second.unit.class"
    ]


PROCEDURAL = """
name = "甲办"

[[unit]]
id = "甲街道"
"""
ANSWERED = """
title = "办法"
from = 2014-01-01

[[step]]
id = "answer"
clause = "第一条"
do = "require"
on = "request"
done = "answered"
by = "due"
"""


def test_office_without_measures_has_duties_alone() -> None:
    texts = {"agency.toml": PROCEDURAL, "regulations/2014-01-01.toml": ANSWERED}
    opened = open_texts(texts)
    assert (opened.problems, dict(opened.agency.measures)) == ((), {})
