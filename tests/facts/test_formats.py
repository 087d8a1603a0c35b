"""Workbooks, text files and Parquet give the same facts, and say what they cannot read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from gov_comms.errors import Place, Refused
from gov_comms.facts import read_facts
from gov_comms.plugins import Importer, Plugins, Sheet, open_plugins
from gov_comms.timeline import moment_text
from tests.facts.offices import (
    ADOPTIONS,
    SUBMISSIONS,
    Table,
    complaints,
    office,
    plain,
    read,
    write_csv,
    write_parquet,
    write_workbook,
)

SHEETS = {"报送": SUBMISSIONS, "采用": ADOPTIONS}


def test_formats_give_the_same_facts(tmp_path: Path) -> None:
    workbook = plain(read(write_workbook(tmp_path / "表.xlsx", SHEETS)))
    assert workbook["frames"]["submission"]["title"] == ["一", "=1+1"]
    one_line = {
        name: [[str(c).replace("、", "；") if c else c for c in cells] for cells in table]
        for name, table in SHEETS.items()
    }
    assert plain(read(write_csv(tmp_path / "csv", one_line))) == workbook
    assert plain(read(write_csv(tmp_path / "bom", one_line, "utf-8-sig"))) == workbook
    assert plain(read(write_csv(tmp_path / "gbk", one_line, "gb18030"))) == workbook
    assert plain(read(write_parquet(tmp_path / "parquet", SHEETS))) == workbook


@pytest.mark.parametrize("names", [("submissions", "adoptions"), ("Submissions", "ADOPTION")])
def test_sheets_and_headings_may_be_english(tmp_path: Path, names: tuple[str, str]) -> None:
    submissions = (
        ("id", "title", "Submitted on", "UNIT", "authors", "Length in characters"),
        *SUBMISSIONS[1:],
    )
    adoptions = (("Adoption", "work", "Outlet", "day", "form", "fee"), *ADOPTIONS[1:])
    english = dict(zip(names, (submissions, adoptions), strict=True))
    assert plain(read(write_workbook(tmp_path / "en.xlsx", english))) == plain(
        read(write_workbook(tmp_path / "zh.xlsx", SHEETS))
    )


def test_headings_may_carry_marks_and_width(tmp_path: Path) -> None:
    submissions = (
        ("稿件 编号*", "标题", "报送日期 ", "报送单位", "撰稿人", "字数"),
        *SUBMISSIONS[1:],
    )
    adoptions = (("编号", "稿号", "载体", "日期", "采用形式", "稿费"), *ADOPTIONS[1:])
    path = write_workbook(tmp_path / "表.xlsx", {"报送": submissions, "采用": adoptions})
    assert plain(read(path)) == plain(read(write_workbook(tmp_path / "zh.xlsx", SHEETS)))


BLANKS: Table = (
    SUBMISSIONS[0],
    (None, None, None, None, None, None),
    SUBMISSIONS[1],
    (" ", None, "\u3000", None, None, None),
    (None, None, None, None, None, None),
    ("W3", "二", date(2014, 3, 7), "丙局", None, None),
)


def test_blank_rows_keep_row_numbers_of_a_workbook(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "表.xlsx", {"报送": BLANKS}, top=3)
    assert complaints(path) == [
        "表.xlsx:报送:9:单位: '丙局' is not a listed unit. hint: did you mean '乙局'?"
    ]


def test_blank_rows_keep_row_numbers_of_a_text_file(tmp_path: Path) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    text = "\n\n稿件编号,报送日期,单位\n\nW1,2014-03-05,甲街道\n,,\n\nW3,2014-03-07,丙局\n"
    (folder / "报送.csv").write_text(text, encoding="utf-8")
    assert complaints(folder) == [
        "报送.csv:报送:8:单位: '丙局' is not a listed unit. hint: did you mean '乙局'?"
    ]


def test_place_of_a_row_is_where_it_was_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "表.xlsx", {"报送": (*BLANKS[:5],)})
    assert read(path).place("submission", 0) == Place(str(path), sheet="报送", row=3)


def test_title_above_the_headings_is_skipped(tmp_path: Path) -> None:
    titled = (("2014年报送情况",), *SUBMISSIONS)
    path = write_workbook(tmp_path / "表.xlsx", {"报送": titled})
    facts = read(path)
    assert facts.frames["submission"]["id"].to_list() == ["W1", "W2"]
    assert facts.place("submission", 1) == Place(str(path), sheet="报送", row=3)


def test_numbers_kept_as_text_and_days_kept_as_numbers(tmp_path: Path) -> None:
    table = (
        ("稿件编号", "报送日期", "单位", "字数"),
        (20140001, 20140305, "甲街道", "８００"),
        ("Ｗ２", "2014年3月6日", " 甲 街道", 1200.0),
    )
    frame = read(write_workbook(tmp_path / "表.xlsx", {"报送": table})).frames["submission"]
    assert frame.select("id", "day", "unit", "length").rows() == [
        ("20140001", 16134, 0, 800),
        ("W2", 16135, 0, 1200),
    ]


def test_parquet_of_other_types_reads_alike(tmp_path: Path) -> None:
    columns = {
        "稿件编号": pl.Series(["W1", "W2"], dtype=pl.Categorical),
        "报送日期": pl.Series([date(2014, 3, 5), date(2014, 3, 6)]).cast(pl.Datetime),
        "单位": ["甲街道", "乙局"],
        "作者": [["甲", "乙"], None],
        "作者份额": [[60.5, 39.5], None],
        "字数": [800.0, None],
        "图片数": pl.Series([3, None], dtype=pl.UInt8),
    }
    folder = tmp_path / "p"
    folder.mkdir()
    pl.DataFrame(columns).write_parquet(folder / "submission.parquet")
    units = pl.DataFrame({"id": ["甲街道", "乙局"], "重点": [True, None]})
    units.write_parquet(folder / "单位.parquet")
    facts = read(folder)
    assert facts.frames["unit"]["key"].to_list() == [True, None]
    frame = facts.frames["submission"]
    assert frame.select("id", "day", "authors", "shares", "length", "pictures").rows() == [
        ("W1", 16134, [1, 0], [6050, 3950], 800, 3),
        ("W2", 16135, None, None, None, None),
    ]


@pytest.mark.parametrize("dtype", [pl.Int64, pl.Int128])
def test_least_integer_of_parquet_is_too_large(tmp_path: Path, dtype: pl.DataType) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    pictures = pl.Series([-(2**63), 1 - 2**63], dtype=dtype)
    columns = {"稿件编号": ["W1", "W2"], "报送日期": ["2014-03-05"] * 2, "单位": ["甲街道"] * 2}
    pl.DataFrame({**columns, "图片数": pictures}).write_parquet(folder / "报送.parquet")
    (said,) = complaints(folder)
    assert said.endswith("'-9223372036854775808' is too large")


def test_typed_column_of_the_wrong_type_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    columns = {"稿件编号": ["W1"], "报送日期": [True], "单位": ["甲街道"], "字数": [0.5]}
    pl.DataFrame(columns).write_parquet(folder / "报送.parquet")
    assert complaints(folder) == [
        "报送.parquet:报送:1:字数: '0.5' is not a whole number",
        "报送.parquet:报送:1:报送日期: 'true' is not a day. hint: write it like 2014-03-05",
    ]


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        (
            "报送.csv",
            b"\xff\xfe\x31\x00",
            "报送.csv: this file is neither UTF-8 nor GB18030 text. hint: save it as CSV UTF-8",
        ),
        (
            "报送.csv",
            "编号,日期,单位\nW1,2014-03-05,甲,街道\n".encode(),
            "报送.csv:2: 4 cells in this row, 3 headings. "
            'hint: put a text that holds a comma between " and "',
        ),
        (
            "报送.csv",
            b'a,b\n"1,2,3\n4,5,"6" 7\n8,"9',
            "报送.csv: this file is no table of comma-separated values. hint: save it as CSV UTF-8",
        ),
        (
            "报送.csv",
            b"\xff,1",
            "报送.csv: this file is neither UTF-8 nor GB18030 text. hint: save it as CSV UTF-8",
        ),
        ("报送.csv", b"", "报送.csv: there is nothing in it"),
        ("报送.csv", b"\r\n \n", "报送.csv: there is nothing in it"),
        ("报送.csv", "\u3000\n".encode(), "报送.csv: there is nothing in it"),
        ("报送.csv", "\n\u3000\n".encode("gb18030"), "报送.csv: there is nothing in it"),
        ("报送.parquet", b"PAR1", "报送.parquet: this file is no Parquet table, or it is damaged"),
        (
            "报送.xls",
            b"x",
            "报送.xls: files of this kind are not read. "
            "hint: save it as one of these: .csv, .parquet, .xlsm, .xlsx",
        ),
        (
            "表.xlsx",
            b"not a zip",
            "表.xlsx: this file is no workbook, or it is damaged. hint: save it again as .xlsx",
        ),
        ("表.xlsx", b"", "表.xlsx: this file is empty. hint: save the workbook again as .xlsx"),
        (
            "表.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on",
            "表.xlsx: this is a workbook in the old .xls format. hint: save it as .xlsx",
        ),
        (
            "表.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "表.xlsx: this workbook is locked with a password. hint: save it without a password",
        ),
    ],
)
def test_file_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert complaints(path) == [text]


def test_workbook_without_cells(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "表.xlsx", {"报送": (), "采用": ()})
    assert complaints(path) == ["表.xlsx: there is nothing in it"]


def test_no_such_file(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    assert complaints(path) == ["表.xlsx: there is no such file or folder"]


def test_folder_without_tables(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "note.txt").write_text("x")
    (said,) = complaints(tmp_path / "f")
    assert said.endswith(
        "f: no file in this folder can be read as a table. "
        "hint: known: .csv, .parquet, .xlsm, .xlsx"
    )


def test_every_bad_file_of_a_folder_is_named(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "f", {"报送": SUBMISSIONS})
    (folder / "采用.xlsx").write_bytes(b"no")
    (folder / "批示.parquet").write_bytes(b"no")
    (folder / "~$批示.xlsx").write_bytes(b"lock")
    assert complaints(folder) == [
        "批示.parquet: this file is no Parquet table, or it is damaged",
        "采用.xlsx: this file is no workbook, or it is damaged. hint: save it again as .xlsx",
    ]


def test_reader_that_crashes_is_named(tmp_path: Path) -> None:
    def crash(path: Path) -> Iterable[Sheet]:
        raise ZeroDivisionError(path.name)

    plugins = Plugins({}, {"odd": Importer("odd", (".odd",), crash)}, {}, {}, {})
    (tmp_path / "报送.odd").write_text("x")
    with pytest.raises(Refused) as refused:
        read_facts(office(), plugins, tmp_path / "报送.odd")
    assert [problem.what.text("en") for problem in refused.value.problems] == [
        "odd cannot read this file: 报送.odd"
    ]


def test_reader_that_is_stopped_stays_stopped(tmp_path: Path) -> None:
    def stop(path: Path) -> Iterable[Sheet]:
        raise KeyboardInterrupt(path.name)

    plugins = Plugins({}, {"odd": Importer("odd", (".odd",), stop)}, {}, {}, {})
    (tmp_path / "报送.odd").write_text("x")
    with pytest.raises(KeyboardInterrupt):
        read_facts(office(), plugins, tmp_path / "报送.odd")


def test_column_of_bytes_cannot_be_read(tmp_path: Path) -> None:
    folder = write_parquet(tmp_path / "p", {"报送": SUBMISSIONS})
    table = pl.read_parquet(folder / "报送.parquet")
    table = table.with_columns(pl.Series("体裁", [b"\xff", b"x"]))
    table.write_parquet(folder / "报送.parquet")
    assert complaints(folder) == ["报送.parquet:报送:体裁: a column of Binary cannot be read"]


def test_large_text_file_in_columns(tmp_path: Path) -> None:
    lines = ["编号,日期,单位", *(f"W{at},2014-03-05,甲街道" for at in range(3000))]
    (tmp_path / "报送.csv").write_text("\n".join(lines), encoding="utf-8")
    facts = read(tmp_path / "报送.csv")
    assert facts.frames["submission"].height == 3000
    assert facts.place("submission", 0) == Place(str(tmp_path / "报送.csv"), sheet="报送", row=2)


def test_one_text_file_is_one_table(tmp_path: Path) -> None:
    folder = write_csv(tmp_path, {"报送": [row[:4] for row in SUBMISSIONS]})
    facts = read(folder / "报送.csv")
    assert facts.frames["submission"]["id"].to_list() == ["W1", "W2"]


def test_importers_come_in_by_the_hook() -> None:
    assert {"xlsx", "csv", "parquet"} <= set(open_plugins().importers)


MOMENTS = (
    ("编号", "单位", "发生日期", "发生时间", "报告时间"),
    ("E1", "甲街道", date(2014, 3, 5), datetime(2014, 3, 5, 9, 30), "2014年3月5日10时"),  # noqa: DTZ001
    ("E2", "甲街道", date(2014, 3, 5), datetime(2014, 3, 5, 23, 59), "2014-03-06 00:00"),  # noqa: DTZ001
    ("E3", "甲街道", date(2014, 3, 5), None, None),
)


def test_moments_of_every_format(tmp_path: Path) -> None:
    sheets = {"事件": MOMENTS}
    for path in (
        write_workbook(tmp_path / "表.xlsx", sheets),
        write_csv(tmp_path / "csv", sheets),
    ):
        frame = read(path).frames["incident"]
        assert [each and moment_text(each) for each in frame["happened_at"].to_list()] == [
            "2014-03-05 09:30",
            "2014-03-05 23:59",
            None,
        ]
        assert [each and moment_text(each) for each in frame["reported_at"].to_list()] == [
            "2014-03-05 10:00",
            "2014-03-06 00:00",
            None,
        ]


def test_moments_of_parquet_are_read_with_midnight(tmp_path: Path) -> None:
    cells = {
        "id": ["E1", "E2"],
        "unit": ["甲街道", "甲街道"],
        "day": [date(2014, 3, 5), date(2014, 3, 5)],
        "happened_at": [datetime(2014, 3, 5, 9, 30), datetime(2014, 3, 5)],  # noqa: DTZ001
    }
    pl.DataFrame(cells).write_parquet(tmp_path / "incidents.parquet")
    frame = read(tmp_path / "incidents.parquet").frames["incident"]
    assert [moment_text(each) for each in frame["happened_at"].to_list()] == [
        "2014-03-05 09:30",
        "2014-03-05 00:00",
    ]


def test_moment_without_a_time_is_named(tmp_path: Path) -> None:
    rows = (MOMENTS[0], ("E1", "甲街道", "2014-03-05", "2014-03-05", "2014-03-05 10:00:30"))
    assert [
        each.partition(": ")[2] for each in complaints(write_csv(tmp_path, {"事件": rows}))
    ] == [
        "'2014-03-05' has no time of day. hint: write it like 2014-03-05 09:30",
        "'2014-03-05 10:00:30' has seconds. hint: write it to the minute",
    ]
