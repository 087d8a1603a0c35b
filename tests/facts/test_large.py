"""Tables that are read in pieces give the facts, and the complaints, of those read whole."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gov_comms.errors import Refused
from gov_comms.facts import Facts, read_facts
from gov_comms.facts.findings import SAID, Findings
from gov_comms.facts.heaps import larger_than_memory
from gov_comms.facts.large import read_large
from gov_comms.facts.room import Room
from gov_comms.model import Agency
from tests.facts.offices import (
    PLUGINS,
    Table,
    complaints,
    make_large,
    office,
    plain,
    read,
    write_parquet,
)

DAY = date(2014, 3, 1)
WORKS: Table = (
    ("稿件编号", "标题", "报送日期", "单位", "作者", "体裁", "约稿编号"),
    ("W3", "三", DAY + timedelta(4), "乙局", "乙", "调研", None),
    ("示例1", "例", DAY, "乙局", "乙", "例", None),
    ("W1", "一", DAY, "甲街道", "甲、乙", "消息", "R1"),
    (None, None, None, None, None, None, None),
    ("W2", "二", DAY + timedelta(4), "乙局", None, None, "R2"),
    ("Ｗ4", "四", DAY + timedelta(1), "甲街道", "丙", "问题", None),
)
USES: Table = (
    ("采用编号", "稿件编号", "采用媒体", "采用日期", "采用形式", "稿费"),
    ("A2", "W2", "市报", DAY + timedelta(9), "综合", None),
    ("A1", "W4", "《海淀报》", DAY + timedelta(8), "全文", "12.5"),
    ("A4", "W1", "外地报", DAY + timedelta(8), None, "8"),
    ("A3", "W3", "海淀日报", DAY + timedelta(7), "简讯", None),
)
ASKED: Table = (
    ("约稿编号", "约稿日期", "截止日期", "单位"),
    ("R2", DAY, None, "乙局"),
    ("R1", DAY, None, "甲街道"),
)
GOOD: dict[str, Table] = {"报送": WORKS, "采用": USES, "约稿": ASKED}


@contextmanager
def in_pieces(path: Path, agency: Agency, piece: int, many: int = 0) -> Iterator[Facts]:
    """The facts of a folder of Parquet, each table read in pieces of so many rows."""
    with TemporaryDirectory() as place:
        large = larger_than_memory(PLUGINS.importers, path, many)
        room = Room(Path(place))
        yield read_large(agency, PLUGINS.importers, path, large, Findings(), room, piece, many)


def held(facts: Facts) -> dict[str, object]:
    """All that facts hold, wherever their rows lie, with the place of each row."""
    tables = [*facts.frames, *facts.stored]
    inside = replace(facts, frames={name: facts.rows(name).collect() for name in sorted(tables)})
    places = {
        name: [facts.place(name, row) for row in range(facts.height(name))] for name in tables
    }
    return {**plain(inside), "places": places, "problems": facts.problems}


def said_in_pieces(path: Path, piece: int) -> list[str]:
    """What is wrong with a folder whose tables are read in pieces."""
    with pytest.raises(Refused) as refused, in_pieces(path, unpaid_office(), piece):
        pass
    return [each.text("en").replace(f"{path}/", "") for each in refused.value.problems]


def unpaid_office() -> Agency:
    """An office in whose records outlets stand that nobody listed."""
    return office(unlisted_outlets="unpaid")


@pytest.mark.parametrize("piece", [1, 2, 3, 100])
def test_pieces_give_the_facts_of_the_whole(tmp_path: Path, piece: int) -> None:
    path = write_parquet(tmp_path / "records", GOOD)
    whole = read(path, unpaid_office())
    with in_pieces(path, unpaid_office(), piece) as facts:
        assert sorted(facts.stored) == ["adoption", "request", "submission"]
        assert held(facts) == held(whole)
    assert [problem.code for problem in whole.problems] == ["examples", "unlisted-outlet"]


def test_small_tables_stay_in_memory(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "records", GOOD)
    with in_pieces(path, unpaid_office(), 2, many=4) as facts:
        assert list(facts.stored) == []
        assert held(facts) == held(read(path, unpaid_office()))
    with in_pieces(path, unpaid_office(), 2, many=3) as facts:
        assert sorted(facts.stored) == ["adoption", "submission"]
        assert held(facts) == held(read(path, unpaid_office()))


def test_table_may_be_a_folder_of_files(tmp_path: Path) -> None:
    whole = write_parquet(tmp_path / "whole", GOOD)
    parts = write_parquet(tmp_path / "parts", {**GOOD, "采用": USES[:1]})
    (parts / "采用.parquet").unlink()
    (parts / "采用.parquet").mkdir()
    uses = pl.read_parquet(whole / "采用.parquet")
    uses[:3].write_parquet(parts / "采用.parquet" / "part-0.parquet")
    uses[3:].write_parquet(parts / "采用.parquet" / "part-1.parquet")
    with in_pieces(parts, unpaid_office(), 2) as facts:
        assert held(facts) == held(read(parts, unpaid_office()))
        assert plain(read(parts, unpaid_office())) == plain(read(whole, unpaid_office()))


def spoiled(sheet: str, *cells: tuple[int, str, object]) -> dict[str, Table]:
    """The good tables with some cells changed, by row of the sheet and heading."""
    table = [list(row) for row in GOOD[sheet]]
    for number, heading, cell in cells:
        table[number - 1][table[0].index(heading)] = cell
    return {**GOOD, sheet: table}


@pytest.mark.parametrize("piece", [1, 2, 100])
@pytest.mark.parametrize(
    "sheets",
    [
        spoiled("采用", (3, "采用编号", "A2"), (5, "采用编号", "A2")),
        spoiled("采用", (2, "稿件编号", "W9"), (5, "稿件编号", "W8")),
        spoiled("采用", (2, "稿件编号", "W9"), (5, "采用编号", "A1"), (4, "稿费", "多")),
        spoiled("报送", (2, "稿件编号", "W1"), (7, "约稿编号", "R3"), (7, "单位", "丁局")),
        spoiled("报送", (2, "报送日期", None), (6, "单位", None)),
        spoiled("采用", (2, "采用形式", "全问"), (4, "采用形式", "综和"), (5, "采用形式", "全问")),
        {name: table for name, table in GOOD.items() if name != "报送"},
    ],
)
def test_pieces_are_refused_in_the_words_of_the_whole(
    tmp_path: Path, sheets: Mapping[str, Table], piece: int
) -> None:
    path = write_parquet(tmp_path / "records", sheets)
    said = complaints(path, unpaid_office())
    assert len(said) > 1
    assert said_in_pieces(path, piece) == said


def test_very_many_mistakes_are_counted_over_all_pieces(tmp_path: Path) -> None:
    rows = [(f"A{n % 1500}", f"X{n}", "海淀报", DAY, f"形{n}", None) for n in range(3 * SAID)]
    path = write_parquet(tmp_path / "records", {**GOOD, "采用": (USES[0], *rows)})
    said = complaints(path, unpaid_office())
    assert len(said) > SAID
    assert said_in_pieces(path, 700) == said


def test_damaged_file_is_refused(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "records", GOOD)
    (path / "采用.parquet").write_bytes(b"PAR1")
    with pytest.raises(Refused) as refused, in_pieces(path, office(), 2):
        pass
    assert [each.code for each in refused.value.problems] == ["parquet-broken"]


def test_small_records_are_read_whole_where_there_is_room(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "records", GOOD)
    room = Room(tmp_path)
    assert not read_facts(unpaid_office(), PLUGINS, path, room).stored


@st.composite
def years(draw: st.DrawFn) -> tuple[dict[str, Table], int]:
    """Works and adoptions that cite each other, in any order, and the size of a piece."""
    chance = random.Random(draw(st.integers(0, 1 << 30)))
    works = draw(st.integers(1, 12))
    units, people = ("甲街道", "乙局"), ("甲", "乙", "丙")

    def names() -> str:
        return "、".join(chance.sample(people, chance.randint(1, 3)))

    def days() -> date:
        return DAY + timedelta(chance.randint(0, 3))

    submissions: list[Sequence[object]] = [
        (f"W{n}", str(n), days(), chance.choice(units), names(), "消息", None) for n in range(works)
    ]
    outlets = ("海淀报", "《市报》", "外地报")
    adoptions: list[Sequence[object]] = [
        (f"A{n}", f"W{chance.randrange(works)}", chance.choice(outlets), days(), "全文", None)
        for n in range(draw(st.integers(1, 12)))
    ]
    chance.shuffle(submissions)
    chance.shuffle(adoptions)
    tables = {"报送": (WORKS[0], *submissions), "采用": (USES[0], *adoptions)}
    return tables, draw(st.integers(1, 13))


@pytest.mark.slow
@settings(max_examples=15)
@given(years())
def test_any_year_is_the_same_in_pieces(year: tuple[dict[str, Table], int]) -> None:
    tables, piece = year
    with TemporaryDirectory() as place:
        path = write_parquet(Path(place) / "records", tables)
        whole = held(read(path, unpaid_office()))
        with in_pieces(path, unpaid_office(), piece) as facts:
            assert held(facts) == whole


def test_large_pieces_give_the_facts_of_the_whole(tmp_path: Path) -> None:
    make_large(tmp_path / "p", 12_000)
    with in_pieces(tmp_path / "p", unpaid_office(), 5_000) as facts:
        assert held(facts) == held(read(tmp_path / "p", unpaid_office()))
