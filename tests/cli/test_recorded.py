"""A year of records as a folder and in the record: the same digits, whatever is asked."""

from __future__ import annotations

import csv
import getpass
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from gov_comms.config import shipped
from tests.cli.conftest import Call

(HAIDIAN,) = (folder for folder in shipped() if folder.name == "haidian")
RECORDS = HAIDIAN / "records"
CLERK = """
[[role]]
id = "登记员"
clause = "S001-01"
may = ["register", "system"]

[[person]]
id = "登记员甲"
unit = "甲工委"
roles = ["登记员"]
account = "os:{account}"
"""
UNIT = """
[[unit]]
id = "{name}"
"""
PERSON = """
[[person]]
id = "{name}"
unit = "{unit}"
"""


def read(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables."""
    with (RECORDS / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def lists(agency: str) -> str:
    """The units of the records that an agency does not list, and everybody who wrote something."""
    people: dict[str, str] = {}
    for row in read("报送.csv"):
        for name in filter(None, row["作者"].split("、")):
            people.setdefault(name, row["单位"])
    units = [row["单位"] for row in read("单位.csv") if f'id = "{row["单位"]}"' not in agency]
    told = [UNIT.format(name=name) for name in units]
    told += [PERSON.format(name=name, unit=unit) for name, unit in sorted(people.items())]
    return "".join(told)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The shipped agency with a roster of people, of whom one has the account of this test."""
    folder = tmp_path / "haidian"
    shutil.copytree(HAIDIAN, folder)
    path = folder / "agency.toml"
    text = path.read_text("utf-8")
    path.write_text(text + CLERK.format(account=getpass.getuser()) + lists(text), "utf-8")
    return folder


@pytest.fixture
def recorded(call: Call, office: Path, tmp_path: Path) -> Path:
    """The record of that agency, with the records of a year in it."""
    path = tmp_path / "record.db"
    assert call("init", office, "--db", path)[0] == 0
    code, out, err = call("import", RECORDS, "--db", path, "--yes")
    assert (code, err) == (0, ""), out
    return path


@pytest.mark.parametrize("period", ["2014", "2014-Q3"])
def test_score_from_the_record_equals_that_of_the_folder(
    call: Call, office: Path, recorded: Path, period: str
) -> None:
    asked = ("score", office, "--period", period, "--by", "month", "--format", "json")
    assert call(*asked, "--db", recorded) == call(*asked, "--facts", RECORDS)


@pytest.mark.parametrize("subject", ["W0001", "甲工委", "丁卯"])
def test_explanation_from_the_record_equals_that_of_the_folder(
    call: Call, office: Path, recorded: Path, subject: str
) -> None:
    asked = ("explain", office, subject, "--period", "2014", "--all", "--format", "json")
    code, out, err = call(*asked, "--db", recorded)
    assert (code, err, bool(json.loads(out)["lines"])) == (0, "", True)
    assert (code, out, err) == call(*asked, "--facts", RECORDS)


def test_bulletin_from_the_record_equals_that_of_the_folder(
    call: Call, office: Path, recorded: Path, tmp_path: Path
) -> None:
    texts = []
    for name, source in (("a.xlsx", ("--db", recorded)), ("b.xlsx", ("--facts", RECORDS))):
        path = tmp_path / name
        assert call("bulletin", office, *source, "--period", "2014", "-o", path)[0] == 0
        with zipfile.ZipFile(path) as archive:
            sheets = [each for each in archive.namelist() if each.startswith("xl/worksheets/")]
            texts.append([archive.read(each) for each in sheets])
    assert texts[0] == texts[1] != []


def test_simulation_on_the_record_equals_that_on_the_folder(
    call: Call, office: Path, recorded: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.toml"
    text = (office / "regulations" / "2014-01-01.toml").read_text("utf-8")
    draft.write_text(text.replace("[5, 2]", "[6, 2]"), "utf-8")
    asked = ("simulate", office, "--draft", draft, "--period", "2014", "--format", "json")
    assert call(*asked, "--db", recorded) == call(*asked, "--facts", RECORDS)


def test_record_of_the_environment_is_asked_where_no_facts_are_named(
    call: Call, office: Path, recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("score", office, "--period", "2014-01", "--format", "json")
    named = call(*asked, "--db", recorded)
    monkeypatch.setenv("GOV_COMMS_DB", str(recorded))
    assert call(*asked) == named
    nowhere = Path("nowhere.csv")
    code, out, _ = call(*asked, "--facts", nowhere)
    assert (code, json.loads(out)["problems"][0]["code"]) == (2, "no-file")


def test_facts_and_record_at_once_are_a_wrong_call(call: Call, office: Path) -> None:
    asked = ("score", office, "--period", "2014")
    both = "Error: facts come from --facts or from --db, not from both"
    neither = "Error: facts are needed: --facts PATH, or --db URL"
    code, out, err = call(*asked, "--facts", RECORDS, "--db", "x.db")
    assert (code, out, err.splitlines()[-1]) == (2, "", both)
    code, out, err = call(*asked)
    assert (code, out, err.splitlines()[-1]) == (2, "", neither)


def test_import_without_yes_tells_counts_and_writes_nothing(
    call: Call, office: Path, tmp_path: Path
) -> None:
    path = tmp_path / "record.db"
    assert call("init", office, "--db", path)[0] == 0
    before = path.read_bytes()
    code, out, err = call("import", RECORDS, "--db", path)
    assert (code, err, path.read_bytes()) == (1, "", before)
    assert [line.split(":")[0] for line in out.splitlines()] == [
        "Units",
        "Submissions",
        "Adoptions",
        "Endorsements",
        "Nothing is written yet; --yes writes it.",
    ]


def test_import_again_is_refused_since_nothing_is_new(call: Call, recorded: Path) -> None:
    code, out, err = call("import", RECORDS, "--db", recorded, "--yes")
    assert (code, out) == (2, "")
    assert err == f"error: {RECORDS}: everything in it stands in the record already\n"


PROVING = """
[[evidence]]
id = "paper"
clause = "S001-01"
when = { outlet = "海淀报" }
kinds = ["样报"]

[[role]]
id = "认定员"
clause = "S001-01"
may = ["verify"]

[[person]]
id = "认定员乙"
unit = "乙工委"
roles = ["认定员"]
account = "os:nobody-here"
"""


def test_adoption_is_entered_proved_and_found_changed(
    call: Call, office: Path, tmp_path: Path
) -> None:
    with (office / "agency.toml").open("a", encoding="utf-8") as file:
        file.write(PROVING)
    path = tmp_path / "record.db"
    assert call("init", office, "--db", path)[0] == 0
    assert call("import", RECORDS / "报送.csv", "--db", path, "--yes")[0] == 0
    page = tmp_path / "=p3.txt"
    page.write_text("秋粮收购过半", encoding="utf-8")
    entered = ("adopt", "--work", "W0001", "--outlet", "海淀报", "--day", "2014-02-03")
    code, out, err = call(*entered, "采用形式=全文", "--db", path)
    assert (code, err, out.splitlines()) == (
        0,
        "",
        [
            f"Adoptions {number(out)} is entered",
            f"{number(out)} counts once it is proved",
            "needed: 样报 (S001-01)",
        ],
    )
    adoption = number(out)
    code, out, err = call("attach", adoption, "--file", f"样报={page}", "--db", path)
    assert (code, err) == (0, "")
    code, out, err = call("verify", adoption, "--db", path)
    assert (code, out, err.split(":")[1]) == (2, "", " 登记员甲 may not do this")
    folder = tmp_path / "files"
    assert call("verify", adoption, "--save", folder, "--db", path)[0] == 0
    (copy,) = folder.iterdir()
    assert copy.read_bytes() == page.read_bytes()
    code, out, err = call("evidence", "--format", "csv", "--db", path)
    _, row = csv.reader(out.splitlines())
    assert (code, row[:5], row[6:8], row[10]) == (
        0,
        [adoption, "W0001", "乙工委部署1月志愿服务任务", "海淀报", "2014-02-03"],
        ["样报", "'=p3.txt"],
        "not yet verified",
    )
    book = tmp_path / "台账.xlsx"
    asked = ("evidence", "--audience", "public", "--lang", "zh", "-o", book, "--db", path)
    assert call(*asked) == (0, f"已写入 {book}\n", "")
    heading, row = openpyxl.load_workbook(book)["凭证登记册"].values
    told = dict(zip(heading, row, strict=True))
    assert (told["采用编号"], told["类型"], told["名称"], told["提交人"]) == (
        *(adoption, "样报"),
        *(None, None),
    )
    assert call("audit", "files", "--db", path) == (0, "all evidence is what was handed in\n", "")


def number(out: str) -> str:
    """The number of the adoption that was entered."""
    return out.split()[1]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("样报", "Error: 样报 is no kind=path"),
        ("样报=nowhere.jpg", "error: nowhere.jpg: cannot be read: No such file or directory"),
    ],
)
def test_files_that_cannot_be_read_are_a_wrong_call(call: Call, file: str, told: str) -> None:
    code, out, err = call("attach", "A1", "--file", file, "--db", "record.db")
    assert (code, out, err.splitlines()[-1]) == (2, "", told)
