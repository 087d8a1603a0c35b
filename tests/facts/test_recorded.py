"""Facts of a record: the same columns as from rows, whatever an agency keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from gov_comms.config import open_agency, shipped
from gov_comms.errors import Refused
from gov_comms.facts import Facts, facts_from_rows
from gov_comms.facts.arriving import arriving
from gov_comms.facts.decoding import cells_of
from gov_comms.facts.door import ROSTERS
from gov_comms.facts.entering import checked_cells
from gov_comms.facts.importers import importers
from gov_comms.facts.recorded import facts_of
from gov_comms.model import Agency
from gov_comms.record import Act, Actor, Change, Stamp
from gov_comms.record.memory import Memory, written
from tests.facts.offices import office, row

IMPORTERS = {each.name: each for each in importers()}
STAMP = Stamp(datetime(2026, 11, 23, 1, 30, tzinfo=UTC), Actor("os:jia", "甲"), "c" * 64)
WORK = {"id": "W1", "day": "2014-03-05", "unit": "甲街道"}
ADOPTION = {"id": "A1", "work": "W1", "outlet": "海淀报", "day": "2014-03-08"}


def memory(*changes: Change, before: Memory | None = None) -> Memory:
    """A record with these rows, each written by an act of its own."""
    acts = tuple(Act("imported", each.id, (each,)) for each in changes)
    return written(before or Memory(), acts, STAMP)


def kept(agency: Agency, facts: Facts, rosters: Sequence[str]) -> Memory:
    """A record with all rows of some facts."""
    return memory(
        *(
            Change(name, f"{cells['id']}@{cells.get('from', '')}", cells)
            if name in ROSTERS
            else Change(name, cells["id"], cells)
            for name in agency.tables
            if name not in ROSTERS or name in rosters
            for cells in cells_of(agency, facts, name)
        )
    )


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_rows_of_cases_come_back_from_a_record_as_they_were(folder: Path) -> None:
    opened = open_agency(folder)
    for case in opened.cases:
        facts = facts_from_rows(opened.agency, case.rows)
        given = [name for name, rows in case.rows.items() if rows]
        again = facts_of(opened.agency, kept(opened.agency, facts, given))
        assert again.subjects == facts.subjects, case.title
        assert again.vocabularies == facts.vocabularies, case.title
        for name, frame in facts.frames.items():
            assert frame.equals(again.frames[name]), (case.title, name)


def test_cells_are_told_as_a_text_file_would_hold_them() -> None:
    agency = office()
    rows = {
        "submission": (
            row(
                1,
                id="W1",
                day=date(2014, 3, 5),
                unit="甲街道",
                units=("甲街道", "乙局"),
                authors=("甲", "乙"),
                shares=(Decimal("0.6"), Decimal("0.4")),
                length=1200,
            ),
        ),
        "incident": (
            row(
                2,
                id="E1",
                unit="乙局",
                day=date(2014, 3, 6),
                happened_at="2014-03-06 09:05",
                work="W1",
            ),
        ),
    }
    facts = facts_from_rows(agency, rows)
    assert cells_of(agency, facts, "submission") == [
        {
            **WORK,
            "units": "甲街道、乙局",
            "authors": "甲、乙",
            "shares": "0.60、0.40",
            "length": "1200",
        }
    ]
    assert cells_of(agency, facts, "incident") == [
        {
            "id": "E1",
            "unit": "乙局",
            "day": "2014-03-06",
            "happened_at": "2014-03-06 09:05",
            "work": "W1",
        }
    ]


def test_row_that_does_not_count_is_left_out_with_what_cites_it() -> None:
    incident = {"id": "E1", "unit": "乙局", "day": "2014-03-06", "work": "W1"}
    changes = (
        Change("submission", "W1", WORK, "waiting"),
        Change("adoption", "A1", ADOPTION),
        Change("incident", "E1", incident),
    )
    facts = facts_of(office(), memory(*changes))
    heights = {name: facts.frames[name].height for name in ("submission", "adoption", "incident")}
    assert heights == {"submission": 0, "adoption": 0, "incident": 1}
    assert facts.frames["incident"]["work"].to_list() == [None]
    assert [each.text("en") for each in facts.problems] == [
        "事件: work: 1 rows cite what does not count",
        "采用: work: 1 rows are of works that do not count, and do not count either",
    ]


def test_roster_of_the_record_stands_for_that_of_the_agency() -> None:
    held = memory(
        Change("unit", "丙局@", {"id": "丙局"}),
        Change("unit", "丁局@", {"id": "丁局"}),
        Change("submission", "W1", {**WORK, "unit": "丁局"}),
    )
    facts = facts_of(office(), held)
    assert facts.subjects["unit"] == ("丙局", "丁局")
    assert facts.frames["submission"]["unit"].to_list() == [1]


def test_word_that_the_rules_no_longer_know_is_refused_with_its_row() -> None:
    held = memory(
        Change("submission", "W1", WORK), Change("adoption", "A1", {**ADOPTION, "form": "图片"})
    )
    with pytest.raises(Refused) as refusal:
        facts_of(office(), held)
    assert [each.text("en") for each in refusal.value.problems] == [
        "采用:A1: form: '图片' is not in the list 采用形式. hint: known: 全文, 综合, 简讯"
    ]


# -- one row at a time -----------------------------------------------------------------------


def test_entered_cells_get_their_proper_spelling() -> None:
    held = memory(Change("submission", "W1", WORK, "waiting"))
    said = {
        "id": "A1",
        "work": " W1 ",
        "outlet": "海淀日报",
        "day": "2014年3月8日",
        "form": "全文",
        "fee": "1,200.5",
        "page": "",
    }
    assert checked_cells(office(), held, "adoption", said) == {
        **ADOPTION,
        "form": "全文",
        "fee": "1200.50",
    }


def test_everything_wrong_with_an_entered_row_is_told_by_option() -> None:
    said = {"id": "A1", "work": "W1", "outlet": "海定报", "evidence_day": "明天", "foorm": "全文"}
    with pytest.raises(Refused) as refusal:
        checked_cells(office(), memory(), "adoption", said)
    assert [each.text("en") for each in refusal.value.problems] == [
        "--day: this cell is empty. hint: every row needs it",
        "--evidence-day: '明天' is not a day. hint: write it like 2014-03-05",
        "--foorm: the table adoption has no such column. hint: did you mean 'form'?",
        "--outlet: '海定报' is not a listed outlet. hint: did you mean '海淀报'?",
        "--work: no submission has the id 'W1'",
    ]


def test_changed_row_of_a_roster_stands_for_the_one_before() -> None:
    held = memory(
        Change("unit", "丙局@", {"id": "丙局"}),
        Change("unit", "丁局@2014-01-01", {"id": "丁局", "from": "2014-01-01"}),
    )
    changed = {"id": "丁局", "from": "2014-01-01", "headcount": 12}
    assert checked_cells(office(), held, "unit", changed) == {**changed, "headcount": "12"}
    with pytest.raises(Refused) as refusal:
        checked_cells(office(), held, "unit", {"id": "丁局", "from": "2014-06-01"})
    assert [each.code for each in refusal.value.problems] == ["listed-twice"]


# -- a file at a time ------------------------------------------------------------------------


def arrived(folder: Path, held: Memory, texts: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Table, id and line of each row of some text files."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = arriving(office(), IMPORTERS, held, folder)
    return [(each.table, each.id, f"{each.place.row}") for each in found.rows]


def test_rows_of_a_file_may_cite_rows_of_the_record(tmp_path: Path) -> None:
    held = memory(Change("submission", "W1", WORK, "waiting"))
    texts = {"采用.csv": "采用编号,稿件编号,采用媒体,采用日期\nA1,W1,海淀报,2014/3/8\n"}
    assert arrived(tmp_path, held, texts) == [("adoption", "A1", "2")]


def test_rows_of_a_file_stand_for_those_of_the_record(tmp_path: Path) -> None:
    held = memory(Change("submission", "W1", WORK), Change("unit", "甲街道@", {"id": "甲街道"}))
    texts = {
        "报送.csv": "稿件编号,报送日期,单位\nＷ1,2014-03-05,丙局\nW2,2014-03-06,甲街道\n",
        "单位.csv": "单位,起始日期\n丙局,2014/1/1\n",
    }
    assert arrived(tmp_path, held, texts) == [
        ("unit", "丙局@2014-01-01", "2"),
        ("submission", "W1", "2"),
        ("submission", "W2", "3"),
    ]


def test_typed_columns_stand_beside_rows_of_the_record(tmp_path: Path) -> None:
    held = memory(Change("submission", "W1", WORK), Change("unit", "甲街道@", {"id": "甲街道"}))
    units = {"id": ["丙局"], "from": [date(2014, 1, 1)], "headcount": [12], "key": [True]}
    pl.DataFrame(units).write_parquet(tmp_path / "units.parquet")
    works = {"id": ["W2"], "day": [date(2014, 3, 5)], "unit": ["丙局"], "length": [800]}
    pl.DataFrame(works).write_parquet(tmp_path / "submissions.parquet")
    assert [each.cells for each in arriving(office(), IMPORTERS, held, tmp_path).rows] == [
        {"id": "丙局", "from": "2014-01-01", "headcount": "12", "key": "是"},
        {"id": "W2", "day": "2014-03-05", "unit": "丙局", "length": "800"},
    ]


def test_names_that_nobody_listed_are_no_rows_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "媒体.csv").write_text("媒体,级别\n市报,市级\n", encoding="utf-8")
    (tmp_path / "报送.csv").write_text(
        "稿件编号,报送日期,单位\nW1,2014-03-05,甲街道\n", encoding="utf-8"
    )
    (tmp_path / "采用.csv").write_text(
        "采用编号,稿件编号,采用媒体,采用日期\nA1,W1,墙报,2014-03-08\n", encoding="utf-8"
    )
    found = arriving(office(unlisted_outlets="unpaid"), IMPORTERS, Memory(), tmp_path)
    assert [each.id for each in found.rows] == ["市报@", "W1", "A1"]
    assert [each.code for each in found.problems] == ["unlisted-outlet"]
