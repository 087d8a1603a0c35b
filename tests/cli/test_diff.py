"""``gov-comms diff`` and ``explain --plan`` as they are called."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from gov_comms.cli import main
from tests.ledger.agency import COUNTED, OFFICE, step

TABLE = '{{ by = "tier", table = {{ "区级" = 5, "市级" = {city} }}, rest = 0 }}'


def edition(day: str, steps: str) -> str:
    return f'title = "办法"\nfrom = {day}\n{steps}'


def used(city: int) -> str:
    return step("award", id="used", on="adoption", give__yuan=TABLE.format(city=city))


QUOTA = step("quota", id="asked", for_="unit", within="week", count="points", target=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office with two editions; the second pays more, moves nothing and ends a quota."""
    place = tmp_path / "office"
    (place / "regulations").mkdir(parents=True)
    (place / "agency.toml").write_text(OFFICE, "utf-8")
    first = edition("2010-01-01", COUNTED + used(20) + QUOTA)
    second = edition("2014-07-01", 'repeals = ["asked"]\n' + used(25))
    (place / "regulations/2010-01-01.toml").write_text(first, "utf-8")
    (place / "regulations/2014-07-01.toml").write_text(second, "utf-8")
    return place


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main([*arguments, "--lang", "en"])
    return code, click.unstyle(capsys.readouterr().out)


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    code, said = run(capsys, "diff", *arguments, "--format", "json")
    objects: list[dict[str, Any]] = json.loads(said)
    assert code == bool(objects)
    return objects


def test_same_agency_differs_in_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "diff", str(folder), str(folder)) == (
        0,
        "office, edition 2014-07-01 → office, edition 2014-07-01\n\nNothing changes.\n",
    )


def test_editions_of_an_agency(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "diff", f"{folder}@2014-06-30", f"{folder}@2014-07-01")
    assert code == 1
    assert said == (
        "office, edition 2010-01-01 → office, edition 2014-07-01\n\n"
        "- step asked: removed  某条\n"
        "    Asked of each unit in each week: 2 分 of “积分”, counted from what all steps above gave.\n"
        "    It is only found whether the target is met; nothing is given.\n\n"
        "~ step used: changed  某条\n"
        "    gives: 奖金: 市级 20 → 25\n"
    )


def test_draft_of_an_agency(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.toml"
    bonus = step("award", id="bonus", on="metric", give__yuan=1, after='"counted"')
    draft.write_text(edition("2015-01-01", used(25) + bonus), "utf-8")
    assert found(capsys, str(folder), str(draft)) == [
        {
            "kind": "step",
            "change": "added",
            "name": "bonus",
            "clause": "某条",
            "details": ["For each row of “Metrics”, the Unit gets 奖金 1 元."],
        }
    ]


def other(folder: Path, old: str, new: str, file: str = "agency.toml") -> Path:
    """A copy of the office in which one text is another."""
    place = folder.with_name("other")
    (place / "regulations").mkdir(parents=True)
    for name in ("agency.toml", "regulations/2010-01-01.toml", "regulations/2014-07-01.toml"):
        text = (folder / name).read_text("utf-8")
        assert name != file or old in text
        (place / name).write_text(text.replace(old, new) if name == file else text, "utf-8")
    return place


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "市报"\ntier = "市级"', 'id = "市报"\ntier = "区级"', ("outlet", "changed", "市报", ["级别: 市级 → 区级"])),
        ('[[outlet]]\nid = "市报"\ntier = "市级"\n', "", ("outlet", "removed", "市报", [])),
        ("target = 3", "target = 4", ("unit", "changed", "东镇", ["任务: 3 → 4"])),
        ('unit = "元"\nscale = 2', 'unit = "元"\nscale = 0', ("measures", "changed", "yuan", ["scale: 2 → 0"])),
        ('words = ["区级", "市级", "国家级"]', 'words = ["区级", "市级"]', ("words", "changed", "tier", ["words: without 国家级"])),
        ('name = "任务"', 'name = "指标数"', None),
        ('id = "乙"\nunit = "东镇"', 'id = "乙"\nunit = "西镇"', ("person", "changed", "乙", ["单位: 东镇 → 西镇"])),
    ],
)  # fmt: skip
def test_nouns_of_agencies(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    expected: tuple[str, str, str, list[str]] | None,
) -> None:
    changes = found(capsys, str(folder), str(other(folder, old, new)))
    told = [(each["kind"], each["change"], each["name"], each["details"]) for each in changes]
    if expected is None:
        assert "tables" in {kind for kind, *_ in told}
    else:
        assert told == [expected]


def test_steps_that_change_places(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = "regulations/2010-01-01.toml"
    text = COUNTED + used(20) + QUOTA
    place = other(folder, text, used(20) + COUNTED + QUOTA, first)
    changes = found(capsys, f"{folder}@2010-01-01", f"{place}@2010-01-01")
    assert [(each["change"], each["name"], each["details"]) for each in changes] == [
        ("moved", "used", ["2 → 1"])
    ]


def test_day_that_is_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", f"{folder}@July", str(folder), "--lang", "en"]) == 2
    assert "'July' is no day. hint: write agency@2014-07-01" in capsys.readouterr().err


def test_plan_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(
        capsys, "explain", str(folder), "--plan", "--period", "2014-06", "--format", "json"
    )
    plan = json.loads(said)
    assert code == 0
    assert [each["edition"] for each in plan["editions"]] == ["2010-01-01"]
    assert plan["steps"][1] == {
        "number": 2,
        "id": "used",
        "clause": "某条",
        "verb": "award",
        "summary": "gives a value for each row",
        "edition": "2010-01-01",
        "from": None,
        "to": "2014-06-30",
        "idle": None,
        "text": "",
        "sentences": [
            "For each row of “Adoptions”, the Unit gets 奖金 by the table below.",
            {
                "headings": ["Tier", "奖金 (元)"],
                "rows": [["区级", "5"], ["市级", "20"], ["else", "0"]],
            },
        ],
    }


def test_plan_on_a_day(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "explain", str(folder), "--plan", "--on", "2014-07-01")
    assert code == 0
    assert "edition 2014-07-01: from 2014-07-01" in said
    assert "市级  25" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["--plan", "W1"],
        ["--plan", "--period", "2014", "--on", "2014-01-01"],
        ["W1", "--period", "2014"],
        [],
    ],
)
def test_explain_asked_for_both_or_neither(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["explain", str(folder), *arguments, "--lang", "en"]) == 2
    assert "--plan" in capsys.readouterr().err
