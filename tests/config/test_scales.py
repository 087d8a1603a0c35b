"""Scales: tables that rules refer to, in TOML, in text files and in workbooks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from gov_comms.config import Opened, open_agency, open_texts
from gov_comms.errors import Refused
from gov_comms.facts import facts_from_rows
from gov_comms.settlement import explain, run_cases
from tests.config.agencies import AGENCY, CASE, FIRST, SECOND
from tests.config.spoiled import Spoiled, problems, read_cases, said
from tests.config.test_opening import write

START = FIRST.index("[step.give.points]")
END = FIRST.index('[[step]]\nid = "used.highest"')
USED = FIRST[:START] + 'give.points = { scale = "稿费" }\n\n' + FIRST[END:]
SCALE = """
[[scale]]
id = "稿费"
title = { zh = "计分表", en = "Scale of points" }
version = "2014年修订"
"""
LIST = 'file = "tables/稿费.csv"\nby = ["tier", "form"]\namount = "分值"\n'
GRID = 'file = "tables/稿费.csv"\nby = ["tier", "form"]\ncolumns = ["全文", "综合"]\n'
ROWS = """\
级别,form,备注,分值
区级,全文,,5
区级,综合,,2
市级,全文,,20
市级,综合,,10

国家级,全文,,40
国家级,综合,,20
"""
CELLS = "级别,全文,综合\n区级,5,2\n市级,20,10\n国家级,40,20\n"
INLINE = """\
give = { times = [ { scale = "省" }, 2 ] }

[[scale]]
id = "省"
title = "省厅计分表"
version = "2013"
source = "省厅〔2013〕3号"
[scale.give]
by = ["tier", "form"]
columns = ["全文", "综合"]
[scale.give.rows]
"区级" = [2.5, 1]
"市级" = [10, 5]
"国家级" = [20, 10]
"""
PAID = CASE.replace('problems = ["unpaid"]\n', "")


def texts(scale: str, file: str = "", second: str = SECOND) -> dict[str, str]:
    return {
        "agency.toml": AGENCY,
        "regulations/2014-03-01.toml": USED + SCALE + scale,
        "regulations/2015-03-01.toml": second,
        "cases/highest.toml": PAID,
        **({"tables/稿费.csv": file} if file else {}),
    }


SOUND_SCALES = {
    "list.toml": texts(LIST, ROWS),
    "grid.toml": texts(GRID, CELLS),
    "inline.toml": texts(INLINE),
}


@pytest.mark.parametrize("name", SOUND_SCALES)
def test_scale_gives_what_the_table_gave(name: str) -> None:
    opened = open_texts(SOUND_SCALES[name])
    assert opened.problems == ()
    assert run_cases(opened) == ()


@pytest.mark.parametrize("spoiled", read_cases("scales.txt"), ids=lambda each: each.name)
def test_spoiled_scale_says_what_is_wrong(spoiled: Spoiled) -> None:
    kind, _, file = spoiled.file.partition(":")
    found = problems(spoiled.spoil(SOUND_SCALES[f"{kind}.toml"], file))
    assert said(found) == spoiled.says
    assert not any(each.text("en") == each.text("zh-CN") for each in found)


def workbook(path: Path, rows: list[tuple[object, ...]]) -> None:
    path.parent.mkdir(parents=True)
    book = xlsxwriter.Workbook(path)
    for name in ("说明", "稿费"):
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows if name == "稿费" else ()):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    book.close()


TITLED: list[tuple[object, ...]] = [
    ("甲局稿费标准", "", ""),
    ("级别", "全文", "综合"),
    ("区级", 5, "２"),
    ("市级", 20.0, "1,000"),
    ("国家级", 40, "8/2"),
]


def test_workbook_beside_the_regulation_is_read_exactly(tmp_path: Path) -> None:
    scale = GRID.replace(".csv", ".xlsx") + 'sheet = "稿费"\n'
    folder = write(tmp_path / "agency", texts(scale))
    workbook(folder / "tables" / "稿费.xlsx", TITLED)
    opened = open_agency(folder)
    assert run_cases(opened) == ()
    (step, *_) = opened.agency.editions[0].steps
    cells = step.give["points"].value.cells  # type: ignore[attr-defined]
    assert [(*cell.entry, cell.value.value) for cell in cells] == [
        ("区级", "全文", 5),
        ("区级", "综合", 2),
        ("市级", "全文", 20),
        ("市级", "综合", 1000),
        ("国家级", "全文", 40),
        ("国家级", "综合", 4),
    ]


@pytest.mark.parametrize(
    ("rows", "sheet", "says"),
    [
        (
            [*TITLED[:4], ("国级", 40, 20)],
            "稿费",
            "{folder}/tables/稿费.xlsx:稿费:5:级别: "
            'step.used.give.points.scale."稿费".table."国级": '
            "tier is never \"国级\". hint: did you mean '国家级'?",
        ),
        (
            [*TITLED[:4], ("国家级", 40, "二十")],
            "稿费",
            "{folder}/tables/稿费.xlsx:稿费:5:综合: scale.\"稿费\": '二十' is not a number",
        ),
        (
            TITLED,
            "稿酬",
            '{folder}/regulations/2014-03-01.toml:32:1: scale."稿费".sheet: the file has no sheet '
            "稿酬. hint: did you mean '稿费'?",
        ),
        (
            TITLED,
            None,
            '{folder}/regulations/2014-03-01.toml:29:1: scale."稿费".file: the file has several '
            "sheets; which one is meant?. hint: say sheet = one of 说明, 稿费",
        ),
    ],
    ids=["word", "number", "sheet", "no sheet"],
)
def test_spoiled_workbook_says_what_is_wrong(
    tmp_path: Path, rows: list[tuple[object, ...]], sheet: str | None, says: str
) -> None:
    scale = GRID.replace(".csv", ".xlsx") + (f'sheet = "{sheet}"\n' if sheet else "")
    folder = write(tmp_path / "agency", texts(scale))
    workbook(folder / "tables" / "稿费.xlsx", rows)
    assert refusals(folder) == (says.format(folder=folder),)


def refusals(folder: Path) -> tuple[str, ...]:
    try:
        return said(open_agency(folder).problems)
    except Refused as refused:
        return said(refused.problems)


def test_file_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "agency", texts(GRID.replace(".csv", ".xlsx"), ""))
    write(folder, {"tables/稿费.xlsx": "级别,全文\n"})
    assert refusals(folder) == (
        f"{folder}/tables/稿费.xlsx: this file is no workbook, or it is damaged. "
        "hint: save it again as .xlsx",
    )


def test_link_out_of_the_folder_is_no_file_of_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "agency", texts(GRID))
    write(tmp_path, {"稿费.csv": CELLS})
    (folder / "tables").symlink_to(tmp_path)
    assert refusals(folder) == (
        f'{folder}/regulations/2014-03-01.toml:29:1: scale."稿费".file: '
        "there is no file tables/稿费.csv in the agency's folder",
    )


def explained(opened: Opened, day: str) -> list[tuple[str, str, Decimal, tuple[str, ...]]]:
    """The lines of a work used in full by a paper of the district, with the scales they name."""
    facts = facts_from_rows(opened.agency, opened.cases[0].rows)
    lines = explain(opened, facts, day, "W1").lines
    return [
        (
            line.step,
            line.edition,
            line.amount,
            tuple(value.zh for label, value in line.because if label.zh == "计分表"),
        )
        for line in lines
    ]


def test_line_names_the_scale_and_its_version() -> None:
    assert explained(open_texts(SOUND_SCALES["inline.toml"]), "2014") == [
        ("used", "2014-03-01", Decimal(5), ("计分表（2014年修订）", "省厅计分表（2013）"))
    ]


NEW = INLINE[INLINE.index("[[scale]]") :].replace("2.5, 1", "3.5, 1").replace("2013", "2015")
LATE = PAID.replace("2014-03-0", "2015-04-0").replace('"2014"', '"2015"').replace('"5"', '"7"')


def test_edition_that_replaces_a_scale_takes_its_users_along() -> None:
    opened = open_texts({**texts(INLINE, second=SECOND + NEW), "cases/late.toml": LATE})
    assert opened.problems == ()
    assert run_cases(opened) == ()
    assert [[step.id for step in each.steps] for each in opened.agency.editions] == [
        ["used", "used.highest"],
        ["bonus", "used"],
    ]
    assert [[scale.version for scale in e.scales] for e in opened.agency.editions] == [
        ["2014年修订", "2013"],
        ["2014年修订", "2015"],
    ]


def test_mistake_in_a_replaced_scale_is_said_where_it_stands() -> None:
    assert said(problems(texts(INLINE, second=SECOND + NEW.replace('"市级"', '"市"')))) == (
        "regulations/2015-03-01.toml:24:1: "
        'step.used.give.points.scale."稿费".times.1.scale."省".rows."市": '
        "tier is never \"市\". hint: did you mean '市级'?",
    )


DERIVED = """
[[derive]]
name = "use_points"
on = "adoption"
value = { scale = "稿费" }
"""


def test_derived_column_follows_the_scale_of_the_day() -> None:
    first = USED.replace('{ scale = "稿费" }', '{ field = "use_points" }') + DERIVED
    used = LATE.replace("2015-04-0", "2015-02-0")
    head, facts, expected = used.partition("[[adoptions]]")[0], *used.partition("[[adoptions]]")[1:]
    again = expected.partition("\n[expect]")[0].replace("A1", "A2").replace("02-08", "04-08")
    opened = open_texts(
        {
            **texts(INLINE, second=SECOND.replace('repeals = ["used.highest"]\n', "") + NEW),
            "regulations/2014-03-01.toml": first + SCALE + INLINE,
            "cases/highest.toml": f"{head}{facts}{again}\n{facts}{expected}",
        }
    )
    assert run_cases(opened) == ()
    assert [(line[2], line[3][1:]) for line in explained(opened, "2015")] == [
        (Decimal(5), ("省厅计分表（2013）",)),
        (Decimal(7), ("省厅计分表（2015）",)),
        (Decimal(-5), ()),
    ]
