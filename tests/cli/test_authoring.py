"""The commands of somebody who writes an agency: new, schema, simulate, doctor."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import click
import pytest
from jsonschema import Draft4Validator

from gov_comms.cli import machine, schema
from gov_comms.config import open_agency, schemas, shipped
from gov_comms.config.founding import templates
from gov_comms.layout import Layout
from tests.cli.conftest import Call

TEMPLATES = ("blank", "haidian", "county-energy", "city-health", "county-school")
"""Those that are copied here: one of each make."""


# ---------------------------------------------------------------- new


def test_templates_are_blank_and_what_is_shipped() -> None:
    assert templates() == ("blank", *(folder.name for folder in shipped()))


@pytest.mark.parametrize(
    ("template", "language"), [("blank", "zh"), *((each, "en") for each in TEMPLATES)]
)
def test_new_folder_passes_check_unchanged(
    call: Call, tmp_path: Path, template: str, language: str
) -> None:
    folder = tmp_path / "shuili"
    asked = ("new", "shuili", "--from", template, "--name", "某县水利局", "--into", tmp_path)
    code, out, err = call(*asked, "--lang", language)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == f"  gov-comms check {folder}"
    code, out, err = call("check", folder)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].endswith("all hold")
    opened = open_agency(folder)
    assert (opened.agency.id, opened.agency.name.zh) == ("shuili", "某县水利局")
    assert opened.cases
    files = [path.relative_to(folder) for path in folder.rglob("*.toml")]
    assert {file.parts[0] for file in files} >= {"agency.toml", "regulations", "cases"}
    # Each file that an office changes says what it is, in the office's language.
    for file in files:
        if file.name != "clauses.toml":
            first = (folder / file).read_text("utf-8").splitlines()[0]
            assert first.startswith("# "), file
            assert first.isascii() is (opened.agency.language == "en"), file


@pytest.mark.parametrize("template", TEMPLATES[1:])
def test_new_folder_carries_no_name_or_number_of_its_template(
    call: Call, tmp_path: Path, template: str
) -> None:
    call("new", "x", "--from", template, "--name", "某县水利局", "--into", tmp_path)
    agency = open_agency(template).agency
    text = (tmp_path / "x" / "agency.toml").read_text("utf-8")
    assert agency.name.zh not in text
    assert [plan.number for plan in open_agency(tmp_path / "x").agency.bulletins] == [
        "" for _ in agency.bulletins
    ]
    assert not (tmp_path / "x" / "records").exists()


def test_new_folder_that_extends(call: Call, tmp_path: Path) -> None:
    asked = ("new", "x", "--from", "haidian", "--name", "某办公室", "--into", tmp_path, "--extends")
    assert call(*asked)[0] == 0
    assert call("check", tmp_path / "x")[0] == 0
    own, base = open_agency(tmp_path / "x"), open_agency("haidian")
    assert own.agency.name.zh == "某办公室"
    assert [s.id for s in own.agency.editions[-1].steps] == [
        s.id for s in base.agency.editions[-1].steps
    ]
    assert not (tmp_path / "x" / "regulations").exists()
    assert len(own.cases) == 1


def test_new_folder_that_extends_a_folder_beside_it(call: Call, tmp_path: Path) -> None:
    call("new", "one", "--from", "blank", "--name", "甲局", "--into", tmp_path)
    into = ("--into", tmp_path, "--extends")
    assert call("new", "two", "--from", tmp_path / "one", "--name", "乙局", *into)[0] == 0
    assert 'extends = "../one"' in (tmp_path / "two" / "agency.toml").read_text("utf-8")
    assert call("check", tmp_path / "two")[0] == 0


def test_new_overwrites_nothing(call: Call, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    asked = ("new", "x", "--from", "blank", "--name", "某局", "--into", tmp_path)
    assert call(*asked) == (
        2,
        "",
        f"error: {tmp_path / 'x'}: this is there already. "
        "hint: choose another ID, or another --into\n",
    )
    assert list((tmp_path / "x").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["new"], "error: ID: this is needed where nobody can be asked\n"),
        (
            ["new", "../x"],
            "error: ID: '../x' is no name for a folder. "
            "hint: letters, digits, - and _; a letter or digit first\n",
        ),
        (
            ["new", "x", "--from", "haidan"],
            "error: --from: there is no template 'haidan'. hint: did you mean 'haidian'?\n",
        ),
        (
            ["new", "x", "--from", "blank", "--extends"],
            "error: --extends: the template blank can only be copied\n",
        ),
    ],
)
def test_new_refuses(
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(*arguments) == (2, "", told)
    assert list(tmp_path.iterdir()) == []


def test_new_asks_on_a_terminal(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = io.StringIO("shuili\nblank\n某县水利局\n")
    monkeypatch.setattr(answers, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", answers)
    monkeypatch.setattr(click.termui, "visible_prompt_func", lambda _: answers.readline().strip())
    code, out, _ = call("new")
    assert code == 0
    assert open_agency(tmp_path / "shuili").agency.name.zh == "某县水利局"
    assert "written: shuili/agency.toml" in out.splitlines()


# ---------------------------------------------------------------- schema


def test_schema_kinds_are_those_of_the_files() -> None:
    assert schema.KINDS == schemas.KINDS


def test_schema_into_a_folder(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    code, out, err = call("schema", "haidian", "-o", folder)
    assert (code, err) == (0, "")
    files = [folder / f"{kind}.schema.json" for kind in schema.KINDS]
    assert sorted(folder.iterdir()) == sorted(files)
    assert out.splitlines() == [
        *(f"written: {file}" for file in files),
        "An editor finds a schema by the first line of a file, such as:",
        f"  #:schema {files[0]}",
    ]
    for file in files:
        Draft4Validator.check_schema(json.loads(file.read_text("utf-8")))


def test_schema_of_one_kind_into_a_file_or_the_terminal(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "edition.json"
    assert call("schema", "--kind", "edition", "-o", file)[0] == 0
    code, out, err = call("schema", "--kind", "edition")
    assert (code, err) == (0, "")
    assert out == file.read_text("utf-8")
    assert json.loads(call("schema")[1])["edition"] == json.loads(out)


def test_schema_tells_in_the_language_asked_for(call: Call) -> None:
    told = [
        json.loads(call("schema", "--kind", "edition", "--lang", language)[1])["properties"]["from"]
        for language in ("zh", "en")
    ]
    assert [each["description"] for each in told] == [
        "本版自哪一天起施行",
        "the first day of the edition",
    ]


def test_first_line_that_leads_to_a_schema_is_a_comment(call: Call, tmp_path: Path) -> None:
    call("new", "x", "--from", "blank", "--name", "某局", "--into", tmp_path)
    file = tmp_path / "x" / "agency.toml"
    file.write_text(f"#:schema ../schemas/agency.schema.json\n{file.read_text('utf-8')}", "utf-8")
    assert call("check", tmp_path / "x")[0] == 0


# ---------------------------------------------------------------- simulate

DRAFT = """\
title = "征求意见稿"
from = {day}

[[step]]
id = "used"
clause = "第一条"
do = "award"
on = "adoption"
give.points = {{ by = "tier", table = {{ "县级" = {county}, "市级" = 3, "省级" = 5 }} }}
"""


@pytest.fixture
def trial(call: Call, tmp_path: Path) -> tuple[str | Path, ...]:
    """A call of simulate but for the draft: 甲科 was carried by 县报, 乙科 by 市报."""
    call("new", "office", "--from", "blank", "--name", "某局", "--into", tmp_path, "--lang", "zh")
    records = tmp_path / "records"
    records.mkdir()
    sent = "稿件编号,报送日期,单位\nW1,2025-03-05,甲科\nW2,2025-03-06,乙科\n"
    used = "采用编号,稿件编号,采用媒体,采用日期\nA1,W1,县报,2025-03-08\nA2,W2,市报,2025-04-02\n"
    (records / "报送.csv").write_text(sent, "utf-8")
    (records / "采用.csv").write_text(used, "utf-8")
    (tmp_path / "draft.toml").write_text(DRAFT.format(day="2026-01-01", county=2), "utf-8")
    draft = ("--draft", tmp_path / "draft.toml")
    return ("simulate", tmp_path / "office", *draft, "--facts", records, "--period", "2025")


def test_simulate_as_a_table(call: Call, trial: tuple[str | Path, ...]) -> None:
    assert call(*trial) == (
        0,
        """\
某局 · 2025 · 征求意见稿 (2025-01-01) beside 2025-01-01

measure    in all before  after  difference  units that gain  lose  people who gain  lose
─────────  ─────────────  ─────  ──────────  ───────────────  ────  ───────────────  ────
得分 (分)              4      5          +1                1     0                0     0

unit  measure    before  after  difference
────  ─────────  ──────  ─────  ──────────
甲科  得分 (分)       1      2          +1
乙科  得分 (分)       3      3           0

The draft begins on 2026-01-01; it was tried as if it held from 2025-01-01.
""",
        "",
    )


def test_simulate_as_json(call: Call, trial: tuple[str | Path, ...]) -> None:
    code, out, err = call(*trial, "--format", "json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert found["draft"]["from"] == "2025-01-01"
    assert found["costs"] == [
        {
            "measure": "points",
            "before": "4",
            "after": "5",
            "difference": "1",
            "units_gain": 1,
            "units_lose": 0,
            "units_same": 1,
            "people_gain": 0,
            "people_lose": 0,
            "people_same": 0,
        }
    ]
    assert [each["difference"] for each in found["changes"]] == ["1", "0"]
    assert (found["flags"], found["quotas"], found["ranks"], found["problems"]) == ([], [], [], [])


def test_simulate_as_csv_has_a_row_for_each_total(
    call: Call, trial: tuple[str | Path, ...]
) -> None:
    code, out, err = call(*trial, "--format", "csv")
    assert (code, err) == (0, "")
    assert next(iter(csv.DictReader(io.StringIO(out)))) == {
        "measure": "points",
        "kind": "unit",
        "id": "甲科",
        "name": "甲科",
        "before": "1",
        "after": "2",
        "difference": "1",
        "rank_before": "",
        "rank_after": "",
    }


def test_simulate_from_a_day(call: Call, trial: tuple[str | Path, ...]) -> None:
    out = call(*trial, "--from", "2025-03-09", "--format", "json")[1]
    # A1 of 8 March is ruled by the edition that is in force.
    assert [each["difference"] for each in json.loads(out)["changes"]] == ["0", "0"]


def test_simulate_checks_the_draft_first(call: Call, trial: tuple[str | Path, ...]) -> None:
    draft = Path(trial[3])
    draft.write_text(DRAFT.format(day="2026-01-01", county='"two"'), "utf-8")
    told = f"{draft}:9:40: step.used.give.points.table.\"县级\": 'two' is not a number"
    code, out, err = call(*trial)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {told}. hint: ")
    code, out, err = call(*trial, "--format", "json")
    assert (code, err) == (2, "")
    (problem,) = json.loads(out)["problems"]
    assert f"{problem['place']}: {problem['key']}: {problem['what']}" == told


# ---------------------------------------------------------------- doctor


def test_doctor_of_this_machine(call: Call) -> None:
    code, out, err = call("doctor", "--format", "json")
    found = json.loads(out)
    assert (code, err, found["fine"]) == (0, "", True)
    states = {each["what"]: each["state"] for each in found["findings"]}
    for name in ("Python", "polars", "encoding of the output", "shipped agencies"):
        assert states[name] == "fine"
    years = next(e for e in found["findings"] if e["what"] == "years of working days")
    first, last = map(int, years["found"].split("–"))
    assert (first, last >= 2026) == (2004, True)


def test_doctor_says_nothing_is_lacking(call: Call) -> None:
    code, out, err = call("doctor")
    assert (code, err, out.splitlines()[-1]) == (0, "", "nothing is lacking")


def test_doctor_names_what_is_lacking(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["click >= 99", "nowhere >= 1", "elsewhere >= 1; extra == 'pdf'"]
    monkeypatch.setattr(machine.metadata, "requires", lambda _: asked)
    code, out, err = call("doctor", "--format", "json")
    found = {each["what"]: each for each in json.loads(out)["findings"]}
    assert (code, err) == (1, "")
    told = [
        (found[name]["state"], found[name]["hint"])
        for name in ("click", "nowhere", "elsewhere (for pdf)")
    ]
    assert told == [
        ("lacks", "99 or later is needed"),
        ("lacks", "install it: pip install nowhere"),
        ("note", None),
    ]
    assert call("doctor")[1].splitlines()[-1] == "2 things are lacking"


def test_doctor_knows_the_fonts_of_documents() -> None:
    fonts = Layout().fonts
    lists = (fonts.body, fonts.title, fonts.heading, fonts.subheading, fonts.page_number)
    assert tuple(first for first, *_ in lists) == machine.FONTS
