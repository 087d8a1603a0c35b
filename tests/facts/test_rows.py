"""Facts from rows of TOML: how columns are coded, ordered and completed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from gov_comms.errors import Refused
from gov_comms.facts import Facts, facts_from_rows, vocabulary_key
from gov_comms.facts.frames import FIRST_DAY, LAST_DAY
from gov_comms.kinds import BUILT_IN
from gov_comms.model import Column, ColumnType, Row, Table, Text
from gov_comms.timeline import to_number
from tests.facts.offices import office, row

DAY = date(2014, 3, 5)
NUMBER = to_number(DAY)


def submission(line: int, id: str, **cells: Any) -> Row:  # noqa: A002
    return row(line, **{"id": id, "day": DAY, "unit": "甲街道", **cells})


def adoption(line: int, id: str, **cells: Any) -> Row:  # noqa: A002
    return row(line, **{"id": id, "work": "W1", "outlet": "海淀报", "day": DAY, **cells})


def facts(**rows: Sequence[Row]) -> Facts:
    return facts_from_rows(office(), rows)


def said(**rows: Sequence[Row]) -> list[str]:
    with pytest.raises(Refused) as refused:
        facts(**rows)
    return [problem.text("en") for problem in refused.value.problems]


def column(made: Facts, table: str, name: str) -> list[Any]:
    return made.frames[table][name].to_list()


def test_every_type_is_coded() -> None:
    made = facts(
        submission=[
            submission(
                10,
                "W1",
                title="=1+1",
                units=("乙局", "甲街道"),
                authors=("乙", "甲"),
                shares=(Decimal("60"), Decimal("40.5")),
                kind="消息",
                length=800,
                tags=("快讯", "专报", "快讯"),
                request="R1",
            )
        ],
        adoption=[adoption(11, "A1", form="综合", fee=Decimal("12.5"), outlet="《海淀日报》")],
        request=[row(12, id="R1", unit="乙局", day=DAY)],
    )
    work = made.frames["submission"].row(0, named=True)
    assert {name: cell for name, cell in work.items() if cell is not None} == {
        "row": 0,
        "id": "W1",
        "title": "=1+1",
        "day": NUMBER,
        "unit": 0,
        "unit@": 0,
        "units": [1, 0],
        "authors": [0, 1],
        "first_author": 0,
        "first_author@": 0,
        "author_count": 2,
        "shares": [6000, 4050],
        "kind": 0,
        "length": 800,
        "tags": [1, 0],
        "request": 0,
    }
    used = made.frames["adoption"].row(0, named=True)
    assert {name: cell for name, cell in used.items() if cell is not None} == {
        "row": 0,
        "id": "A1",
        "work": 0,
        "outlet": 0,
        "outlet@": 0,
        "day": NUMBER,
        "form": 1,
        "fee": 1250,
    }
    assert made.vocabularies["submission.tags"] == ("专报", "快讯")
    assert made.vocabularies["form"] == ("全文", "综合", "简讯")
    assert made.subjects["person"] == ("乙", "甲")


def test_every_table_has_its_whole_schema() -> None:
    schema = facts().frames["adoption"].schema
    assert schema == {
        "row": pl.Int64,
        "id": pl.String,
        "work": pl.Int64,
        "day": pl.Int32,
        "form": pl.Int32,
        "position": pl.Int32,
        "page": pl.Int64,
        "place": pl.Int64,
        "length": pl.Int64,
        "minutes": pl.Int64,
        "fee": pl.Int64,
        "reads": pl.Int64,
        "evidence": pl.Int32,
        "evidence_day": pl.Int32,
        "verified_by": pl.String,
        "outlet": pl.Int32,
        "outlet@": pl.Int32,
    }
    assert set(facts().frames) == set(BUILT_IN)
    assert facts(submission=[submission(10, "W1")], adoption=[adoption(11, "A1")]).frames[
        "adoption"
    ].schema == dict(schema)


def test_columns_of_derive_are_left_to_the_ledger() -> None:
    derived = Column("key_piece", ColumnType.FLAG, Text("key_piece"), computed=True)
    table = BUILT_IN["adoption"]
    tables = {**office().tables, "adoption": replace(table, columns=(*table.columns, derived))}
    made = facts_from_rows(office(tables=tables), {"submission": [submission(10, "W1")]})
    assert "key_piece" not in made.frames["adoption"].columns


def test_rows_stand_by_day_and_id() -> None:
    late = date(2014, 3, 6)
    made = facts(
        submission=[
            submission(10, "W3", day=late),
            submission(11, "W10"),
            submission(12, "W2"),
        ],
        adoption=[adoption(13, "A1", work="W3"), adoption(14, "A2", work="W10")],
    )
    assert column(made, "submission", "id") == ["W10", "W2", "W3"]
    assert column(made, "adoption", "work") == [2, 0]
    assert [made.place("submission", at).line for at in range(3)] == [11, 12, 10]


def test_authors_left_out_count_as_none() -> None:
    made = facts(submission=[submission(10, "W1"), submission(11, "W2", authors="甲")])
    assert column(made, "submission", "author_count") == [0, 1]
    assert column(made, "submission", "first_author") == [None, 0]


def test_versions_follow_the_day() -> None:
    made = facts(
        submission=[submission(10, "W1", day=date(2013, 1, 1))],
        adoption=[
            adoption(11, "A1", outlet="市报", day=date(2013, 12, 31)),
            adoption(12, "A2", outlet="市报", day=date(2014, 3, 1)),
        ],
    )
    assert made.subjects["outlet"] == ("海淀报", "市报")
    assert column(made, "outlet", "entity") == [0, 1, 1]
    assert column(made, "outlet", "from") == [FIRST_DAY, FIRST_DAY, to_number(date(2014, 3, 1))]
    assert column(made, "outlet", "to") == [LAST_DAY, to_number(date(2013, 12, 31)), LAST_DAY]
    assert column(made, "adoption", "outlet") == [1, 1]
    assert column(made, "adoption", "outlet@") == [1, 2]
    assert column(made, "outlet", "tier") == [0, 1, 2]


def test_rosters_refer_to_each_other_as_of_their_first_day() -> None:
    units = [
        row(10, id="甲街道", **{"class": "街镇"}, to=date(2013, 12, 31), parent="乙局"),
        row(11, id="甲街道", **{"class": "街道", "from": date(2014, 1, 1)}, parent="乙局"),
        row(12, id="乙局", **{"from": date(2014, 6, 1)}),
    ]
    people = [
        row(13, id="甲", unit="甲街道", **{"from": date(2014, 2, 1)}),
        row(14, id="乙", unit="甲街道"),
    ]
    made = facts(unit=units, person=people)
    assert column(made, "person", "unit") == [0, 0]
    assert column(made, "person", "unit@") == [1, 0]
    assert column(made, "unit", "parent") == [1, 1, None]
    assert column(made, "unit", "parent@") == [2, 2, None]
    assert made.vocabularies["unit.class"] == ("街道", "街镇", "部门")


def test_roster_order_is_the_order_column_then_as_listed() -> None:
    units = [
        row(10, id="甲"),
        row(11, id="乙", order=2),
        row(12, id="丙", order=1),
        row(13, id="丁"),
    ]
    made = facts(unit=units)
    assert made.subjects["unit"] == ("丙", "乙", "甲", "丁")
    assert [made.place("unit", at).line for at in range(4)] == [12, 11, 10, 13]


def test_names_are_shown_by_their_latest_name() -> None:
    units = [
        row(10, id="D1", name="甲街道办"),
        row(11, id="D2", name="旧名", to=date(2013, 12, 31)),
        row(12, id="D2", name="新名", **{"from": date(2014, 1, 1)}),
    ]
    made = facts(unit=units)
    assert made.subjects["unit"] == ("D1", "D2")
    assert made.names["unit"] == ("甲街道办", "新名")


def test_names_are_enrolled_where_nobody_is_listed() -> None:
    made = facts(
        submission=[
            submission(10, "W2", unit="乙局", authors="丙、张\u3000三", day=date(2014, 3, 6)),
            submission(11, "W1", unit="甲街道", authors="丙", reviewer="乙"),
        ],
        incident=[row(12, id="I1", unit="乙局", person="丁", day=DAY)],
    )
    assert made.subjects["person"] == ("丁", "丙", "乙", "张三")
    assert column(made, "person", "unit") == [1, 0, 0, 1]
    assert column(made, "person", "unit@") == [1, 0, 0, 1]
    assert column(made, "person", "from") == [FIRST_DAY] * 4
    assert column(made, "submission", "authors") == [[1], [1, 3]]
    assert made.place("person", 0).line == 12


def test_unit_of_an_enrolled_person_may_come_from_the_work() -> None:
    editor = Column("signer", ColumnType.PERSON, Text("签发人"))
    table = BUILT_IN["adoption"]
    tables = {**office().tables, "adoption": replace(table, columns=(*table.columns, editor))}
    rows = {
        "submission": [submission(10, "W1", unit="乙局")],
        "adoption": [adoption(11, "A1", signer="甲")],
        "metric": [row(12, id="M1", name="关注", person="丙", day=DAY, value=1)],
    }
    made = facts_from_rows(office(tables=tables), rows)
    assert made.subjects["person"] == ("丙", "甲")
    assert column(made, "person", "unit") == [None, 1]


def test_unlisted_outlets_have_no_tier() -> None:
    rows = {
        "submission": [submission(10, "W1")],
        "adoption": [
            adoption(11, "A1", outlet="《乙报》"),
            adoption(12, "A2", outlet="甲报"),
            adoption(13, "A3", outlet="乙报"),
        ],
    }
    made = facts_from_rows(office(unlisted_outlets="unpaid"), rows)
    assert made.subjects["outlet"] == ("海淀报", "市报", "乙报", "甲报")
    assert column(made, "adoption", "outlet") == [2, 3, 2]
    assert column(made, "adoption", "outlet@") == [3, 4, 3]
    assert column(made, "outlet", "tier")[3:] == [None, None]
    assert made.place("outlet", 4).line == 12
    assert [problem.text("en") for problem in made.problems] == [
        "agency.toml:11:1: '乙报' is not a listed outlet and has no tier",
        "agency.toml:12:1: '甲报' is not a listed outlet and has no tier",
    ]


def test_table_of_the_agency_without_a_day_takes_the_latest_version() -> None:
    prize = Table(
        "prize",
        "prizes",
        Text("获奖"),
        (
            Column("id", ColumnType.ID, Text("编号"), required=True),
            Column("outlet", ColumnType.OUTLET, Text("媒体")),
            Column("winner", ColumnType.PERSON, Text("获奖人")),
        ),
        day=None,
        number=10,
    )
    rows = {"prize": [row(10, id="P2", outlet="市报", winner="甲"), row(11, id="P1", outlet=None)]}
    made = facts_from_rows(office(tables={**office().tables, "prize": prize}), rows)
    assert made.frames["prize"].to_dict(as_series=False) == {
        "row": [0, 1],
        "id": ["P1", "P2"],
        "outlet": [None, 1],
        "outlet@": [None, 2],
        "winner": [None, 0],
        "winner@": [None, 0],
    }
    assert column(made, "person", "unit") == [None]


def test_rosters_given_replace_those_of_the_agency() -> None:
    made = facts(unit=[row(10, id="丙局")], submission=[submission(11, "W1", unit="丙局")])
    assert made.subjects["unit"] == ("丙局",)
    assert made.subjects["outlet"] == ("海淀报", "市报")
    assert made.vocabularies["unit.class"] == ("街镇", "部门")


def test_vocabulary_key_names_declared_lists() -> None:
    form, kind = BUILT_IN["adoption"].column("form"), BUILT_IN["submission"].column("kind")
    assert form is not None
    assert kind is not None
    assert vocabulary_key(office(), "adoption", form) == "form"
    assert vocabulary_key(office(), "submission", kind) == "submission.kind"


def test_mistakes_name_the_row_and_the_key() -> None:
    assert said(
        submission=[
            submission(10, "W1", day="2014-13-01", authers="甲"),
            row(11, id="W1", unit="甲街道"),
        ],
        adoption=[adoption(12, "A1", work="W9", fee=Decimal("0.125"))],
    ) == [
        "agency.toml:10:1: authers: the table submission has no such column. "
        "hint: did you mean 'authors'?",
        "agency.toml:10:1: day: '2014-13-01' is not in the calendar",
        "agency.toml:11:1: day: this cell is empty. hint: every row needs it",
        "agency.toml:11:1: id: 'W1' is already the id of agency.toml:10:1",
        "agency.toml:12:1: fee: '0.125' has more than 2 decimals. hint: round it to 2 decimals",
        "agency.toml:12:1: work: no submission has the id 'W9'. hint: did you mean 'W1'?",
    ]


def test_computed_columns_are_not_written() -> None:
    assert said(submission=[submission(10, "W1", author_count=1)]) == [
        "agency.toml:10:1: author_count: the table submission has no such column. "
        "hint: did you mean 'authors'?"
    ]
