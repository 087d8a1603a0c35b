"""The commands from end to end, on a small office and on the shipped ones."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gov_comms.config import open_agency, shipped
from tests.cli.conftest import Call

AGENCY = """\
name = { zh = "某办公室", en = "An office" }
language = "zh-CN"

[words.tier]
words = ["区级", "市级"]
ordered = true

[measures.points]
label = { zh = "积分", en = "Points" }
unit = { zh = "分", en = "points" }

[[outlet]]
id = "区报"
tier = "区级"

[[outlet]]
id = "市报"
tier = "市级"

[[unit]]
id = "甲街道"

[[unit]]
id = "乙街道"

[[bulletin]]
id = "annual"
period = "year"
title = "关于{period}信息工作情况的通报"
"""
REGULATION = """\
title = "计分办法"
from = 2014-01-01

[[step]]
id = "used"
clause = "第五条"
text = "区级5分,市级20分"
do = "award"
on = "adoption"
give.points = { by = "tier", table = { "区级" = 5, "市级" = 20 } }

[[step]]
id = "highest"
clause = "第七条"
do = "keep"
of = ["used"]
per = ["work"]
keep = 1
order = ["highest"]
"""
CASE = """\
title = "只计最高"
clauses = ["第七条"]
period = "2014"

[[submissions]]
id = "W1"
unit = "甲街道"
day = 2014-03-01

[[adoptions]]
id = "A1"
work = "W1"
outlet = "区报"
day = 2014-03-02

[[adoptions]]
id = "A2"
work = "W1"
outlet = "市报"
day = 2014-03-03

[expect]
totals = [ { subject = "甲街道", measure = "points", total = "20" } ]
"""
SUBMISSIONS = "稿件编号,标题,报送日期,单位\nW1,秋粮过半,2014-03-05,甲街道\n"
ADOPTIONS = "采用编号,稿件编号,采用媒体,采用日期\nA1,W1,区报,2014-03-08\nA2,W1,市报,2014-05-02\n"

PROGRAM = (sys.executable, "-c", "import sys; from gov_comms.cli import main; sys.exit(main())")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A small office's folder."""
    folder = tmp_path / "office"
    for name, text in {
        "agency.toml": AGENCY,
        "regulations/2014-01-01.toml": REGULATION,
        "cases/highest.toml": CASE,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A folder of two tables."""
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "报送.csv").write_text(SUBMISSIONS, encoding="utf-8")
    (folder / "采用.csv").write_text(ADOPTIONS, encoding="utf-8")
    return folder


def test_agencies_lists_what_is_shipped(call: Call) -> None:
    code, out, err = call("agencies")
    assert (code, err) == (0, "")
    lines = out.splitlines()[2:]
    assert [line.split()[0] for line in lines] == [each.name for each in shipped()]
    haidian = open_agency("haidian")
    row = next(line for line in lines if line.startswith("haidian ")).split()
    assert haidian.clauses is not None
    assert row[-3:] == ["1", str(len(haidian.agency.editions[-1].steps)), row[-1]]
    assert row[-1] == str(len(haidian.clauses.clauses))


def test_check_of_a_sound_office(call: Call, office: Path) -> None:
    assert call("check", office) == (
        0,
        "office: 1 editions, 2 steps, 1 cases with 1 expectations: all hold\n",
        "",
    )


def test_check_of_a_case_that_fails(call: Call, office: Path) -> None:
    case = office / "cases/highest.toml"
    case.write_text(CASE.replace('total = "20"', 'total = "25"'), encoding="utf-8")
    code, out, err = call("check", office)
    assert (code, err) == (1, "")
    *problems, verdict = out.splitlines()
    assert len(problems) == 1
    assert problems[0].startswith(f"error: {case}:23:12: ")
    assert "第七条" in problems[0]
    assert verdict.endswith("1 expectations: 1 do not hold")


def test_check_names_every_wrong_thing_at_once(call: Call, office: Path) -> None:
    regulation = office / "regulations/2014-01-01.toml"
    text = REGULATION.replace('do = "keep"', 'do = "kept"').replace('"区级" = 5', '"镇级" = 5')
    regulation.write_text(text, encoding="utf-8")
    code, out, err = call("check", office)
    assert (code, err) == (2, "")
    *problems, verdict = out.splitlines()
    assert [line.split(":")[2] for line in problems] == ["10", "15"]
    assert verdict == f"{office}: 2 errors"


def test_score_as_a_table(call: Call, office: Path, records: Path) -> None:
    assert call("score", office, "--facts", records, "--period", "2014") == (
        0,
        """\
An office · 2014 (2014-01-01 to 2014-12-31) · 计分办法 (2014-01-01)

unit    Points (points)
──────  ───────────────
甲街道               20
乙街道                0
""",
        "",
    )


def test_score_as_json(call: Call, office: Path, records: Path) -> None:
    code, out, err = call(
        "score", office, "--facts", records, "--period", "2014", "--format", "json"
    )
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "agency": "office",
        "period": "2014",
        "regulation": ["2014-01-01"],
        "plugins": [],
        "totals": [
            {
                "measure": "points",
                "subject": {"kind": "unit", "id": name, "name": name},
                "total": total,
                "rank": None,
            }
            for name, total in (("甲街道", "20"), ("乙街道", "0"))
        ],
        "flags": [],
        "quotas": [],
        "duties": [],
        "ranks": [],
        "problems": [],
    }


def test_score_by_quarter_carries_periods(call: Call, office: Path, records: Path) -> None:
    _, out, _ = call(
        *("score", office, "--facts", records, "--period", "2014"),
        *("--by", "quarter", "--format", "json"),
    )
    totals = json.loads(out)["totals"]
    first = [each for each in totals if each["subject"]["id"] == "甲街道"]
    assert [(each.get("period"), each["total"]) for each in first] == [
        (None, "20"),
        ("2014-Q1", "5"),
        ("2014-Q2", "20"),
        ("2014-Q3", "0"),
        ("2014-Q4", "0"),
    ]


def test_score_as_csv_file_begins_with_a_mark(
    call: Call, office: Path, records: Path, tmp_path: Path
) -> None:
    asked = ("score", office, "--facts", records, "--period", "2014", "--format", "csv")
    path = tmp_path / "totals.csv"
    assert call(*asked, "-o", path) == (0, "", "")
    _, piped, _ = call(*asked)
    assert path.read_bytes() == b"\xef\xbb\xbf" + piped.encode()
    assert not piped.startswith("\ufeff")


def test_score_as_table_file_has_no_colours(
    call: Call, office: Path, records: Path, tmp_path: Path
) -> None:
    path = tmp_path / "totals.txt"
    asked = ("score", office, "--facts", records, "--period", "2014")
    assert call(*asked, "-o", path) == (0, "", "")
    assert path.read_text(encoding="utf-8") == call(*asked)[1]


def test_explain_of_a_work(call: Call, office: Path, records: Path) -> None:
    code, out, err = call("explain", office, "W1", "--facts", records, "--period", "2014")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("submission W1")
    assert [line.split("  ")[1].strip() for line in out.splitlines() if " points  " in line] == [
        "+5 points",
        "-5 points",
        "+20 points",
    ]
    assert "gives way to A2" in out
    assert out.splitlines()[-1] == "Points: 5 + 20 - 5 = 20 points"


def test_explain_as_json_sums_to_the_score(call: Call, office: Path, records: Path) -> None:
    asked = ("--facts", records, "--period", "2014", "--format", "json")
    code, out, _ = call("explain", office, "甲街道", *asked)
    found = json.loads(out)
    assert code == 0
    assert found["subject"] == {"kind": "unit", "id": "甲街道", "name": "甲街道"}
    assert found["totals"] == [{"measure": "points", "total": "20"}]
    assert sum(Decimal(line["amount"]) for line in found["lines"]) == 20
    assert {line["clause"] for line in found["lines"]} == {"第五条", "第七条"}


def test_explain_of_several_is_that_of_each(call: Call, office: Path, records: Path) -> None:
    asked = ("--facts", records, "--period", "2014")
    each = [call("explain", office, who, *asked)[1] for who in ("W1", "甲街道")]
    assert call("explain", office, "W1", "甲街道", *asked) == (0, "\n\n".join(each), "")
    asked = (*asked, "--format", "json")
    objects = [json.loads(call("explain", office, who, *asked)[1]) for who in ("W1", "甲街道")]
    code, out, err = call("explain", office, "W1", "甲街道", *asked)
    assert (code, [json.loads(line) for line in out.splitlines()], err) == (0, objects, "")


def test_bulletin_in_each_format(call: Call, office: Path, records: Path, tmp_path: Path) -> None:
    for suffix in ("docx", "xlsx", "txt"):
        path = tmp_path / f"通报.{suffix}"
        asked = ("bulletin", office, "--facts", records, "--period", "2014", "-o", path)
        assert call(*asked) == (0, f"written: {path}\n", "")
    text = (tmp_path / "通报.txt").read_text(encoding="utf-8")
    assert "关于2014年信息工作情况的通报" in text.splitlines()[0]


def test_bulletin_of_an_unknown_kind(
    call: Call, office: Path, records: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.txt"
    asked = ("--facts", records, "--period", "2014", "-o", path, "--kind", "anual")
    assert call("bulletin", office, *asked) == (
        2,
        "",
        "error: --kind: office has no bulletin called 'anual'. hint: did you mean 'annual'?\n",
    )
    assert not path.exists()


def test_bulletin_of_a_named_kind(call: Call, office: Path, records: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    asked = ("--facts", records, "--period", "2014-Q2", "-o", path, "--kind", "annual")
    assert call("bulletin", office, *asked) == (0, f"written: {path}\n", "")
    assert "关于2014年第二季度信息工作情况的通报" in path.read_text(encoding="utf-8")


def test_template_in_the_agencys_language_or_the_one_asked_for(
    call: Call, office: Path, tmp_path: Path
) -> None:
    path = tmp_path / "blank.xlsx"
    assert call("template", office, "-o", path) == (0, f"written: {path}\n", "")
    assert "报送" in openpyxl.load_workbook(path).sheetnames
    assert call("template", office, "-o", path, "--lang", "en")[0] == 0
    assert "Submissions" in openpyxl.load_workbook(path).sheetnames


def test_template_filled_in_can_be_scored(call: Call, office: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.xlsx"
    call("template", office, "-o", path)
    book = openpyxl.load_workbook(path)
    for name, text in {"报送": SUBMISSIONS, "采用": ADOPTIONS}.items():
        sheet = book[name]
        headings = [cell.value for cell in sheet[1]]
        written, *rows = [line.split(",") for line in text.splitlines()]
        for row, cells in enumerate(rows, sheet.max_row + 1):
            for heading, cell in zip(written, cells, strict=True):
                sheet.cell(row, headings.index(heading) + 1, cell)
    for name in ("单位", "媒体"):
        del book[name]
    book.save(path)
    code, out, err = call("score", office, "--facts", path, "--period", "2014", "--format", "csv")
    assert (code, err) == (0, "")
    assert out.splitlines()[1] == "2014,points,unit,甲街道,甲街道,20,"


def test_explain_of_an_unknown_work(call: Call, office: Path, records: Path) -> None:
    asked = ("explain", office, "W11", "--facts", records, "--period", "2014")
    assert call(*asked) == (
        2,
        "",
        "error: 'W11' is no work, unit or person of these records. hint: did you mean 'W1'?\n",
    )


def test_explain_of_several_names_each_that_is_unknown(
    call: Call, office: Path, records: Path
) -> None:
    asked = ("--facts", records, "--period", "2014")
    code, out, err = call("explain", office, "甲街", "W1", "W11", *asked)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "error: 'W11' is no work, unit or person of these records. hint: did you mean 'W1'?",
        "error: '甲街' is no work, unit or person of these records. hint: did you mean '甲街道'?",
    ]


@pytest.mark.parametrize(
    ("period", "told"),
    [("2014-13", "'2014-13' names no period"), ("nonsense", "'nonsense' names no period")],
)
def test_score_of_an_unknown_period(
    call: Call, office: Path, records: Path, period: str, told: str
) -> None:
    code, out, err = call("score", office, "--facts", records, "--period", period)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {told}. hint: write 2014, ")


def test_refusals_of_score_and_explain_in_json(call: Call, office: Path, tmp_path: Path) -> None:
    asked = ("--facts", tmp_path / "nowhere", "--period", "2014", "--format", "json")
    problem = {
        "severity": "error",
        "code": "no-file",
        "place": str(tmp_path / "nowhere"),
        "key": "",
        "what": "there is no such file or folder",
        "hint": None,
    }
    code, out, err = call("score", office, *asked)
    assert (code, err, json.loads(out)["problems"]) == (2, "", [problem])
    code, out, err = call("explain", office, "W1", *asked)
    assert (code, err, json.loads(out)["problems"]) == (2, "", [problem])


def test_refusals_name_every_wrong_row(call: Call, office: Path, records: Path) -> None:
    text = SUBMISSIONS + "W2,甲,2014-02-30,甲街道\nW3,乙,2014-03-01,甲街\n"
    (records / "报送.csv").write_text(text, encoding="utf-8")
    code, out, err = call("score", office, "--facts", records, "--period", "2014")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 2
    assert "did you mean '甲街道'?" in err


def test_unknown_agency_is_told_the_nearest(call: Call) -> None:
    code, out, err = call("check", "haidan")
    assert (code, err) == (2, "")
    assert "did you mean 'haidian'?" in out


@pytest.mark.parametrize("name", ["nowhere/x.csv", "folder"])
def test_output_that_cannot_be_written_is_refused(
    call: Call, office: Path, records: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    asked = ("score", office, "--facts", records, "--period", "2014", "-o", tmp_path / name)
    code, out, err = call(*asked)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert err


@pytest.mark.parametrize(
    ("arguments", "language", "told"),
    [
        (["bulletn"], "en", "Error: No such command 'bulletn'. Did you mean 'bulletin'?"),
        (["bulletn"], "zh", "错误：没有命令 'bulletn'。 是不是想写 'bulletin'？"),
        (["score"], "en", "Error: Missing argument 'AGENCY'."),
        (["score", "x"], "zh", "错误：缺少选项 '--period'."),
        (["check", "a", "b"], "en", "Error: Got unexpected extra argument (b)"),
    ],
)
def test_wrong_calls_are_told_in_the_readers_language(
    call: Call, arguments: list[str], language: str, told: str
) -> None:
    code, out, err = call("--lang", language, *arguments)
    assert (code, out, err.splitlines()[-1]) == (2, "", told)


def test_version_is_said(call: Call) -> None:
    assert call("--version") == (0, "gov-comms 0.1.0\n", "")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A demo's folder, and what the demo said."""
    folder = tmp_path_factory.mktemp("demo")
    run = subprocess.run([*PROGRAM, "demo", folder], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    return folder, run.stdout.splitlines()


def test_demo_leaves_its_results(demo: tuple[Path, list[str]]) -> None:
    folder, said = demo
    named = [Path(line.strip()) for line in said if line.startswith(f"  {folder}")]
    assert sorted(named) == sorted(folder.iterdir())
    assert {path.suffix for path in named} == {"", ".json", ".txt", ".docx", ".html", ".xlsx"}
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert result["period"] == "2014"


def test_demo_commands_can_be_typed(call: Call, demo: tuple[Path, list[str]]) -> None:
    _, said = demo
    typed = [line.split()[2:] for line in said if line.startswith("$ gov-comms ")]
    assert [arguments[0] for arguments in typed] == ["check", "score", "explain", "bulletin"]
    assert [call(*arguments)[0] for arguments in typed] == [0, 0, 0, 0]


def test_reader_that_stops_is_no_error(office: Path, records: Path) -> None:
    asked = ["score", office, "--facts", records, "--period", "2014", "--format", "json"]
    with subprocess.Popen(
        [*PROGRAM, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (1, b"")


def test_demo_into_a_place_that_cannot_be_written(call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, out, err = call("demo", tmp_path / "file" / "demo")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {tmp_path / 'file' / 'demo' / 'records'}: cannot be written: ")


def test_interrupted_work_is_told_in_a_word(tmp_path: Path) -> None:
    program = (
        "import signal, sys; from gov_comms.cli import main;"
        "signal.signal(signal.SIGALRM, signal.default_int_handler);"
        "signal.setitimer(signal.ITIMER_REAL, 0.1);"
        "sys.exit(main(['demo', sys.argv[1], '--lang', 'en']))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "demo"], capture_output=True, text=True
    )
    assert (run.returncode, run.stderr.strip()) == (1, "Stopped.")
