"""``gov-comms plugin``: what each command says, and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gov_comms.cli import main
from tests.plugins.test_trust import CHECK, office, own_list

__all__ = ["own_list"]
Captured = pytest.CaptureFixture[str]


def say(*arguments: str) -> int:
    return main([*arguments, "--lang", "en"])


def columns(line: str) -> list[str]:
    return line.split()


@pytest.mark.usefixtures("own_list")
def test_list_shows_files_that_are_not_trusted_without_running_them(
    tmp_path: Path, capsys: Captured
) -> None:
    folder = office(tmp_path / "office", f"{CHECK}\nopen('ran', 'w')\n")
    assert say("plugin", "list", str(folder)) == 1
    rows = capsys.readouterr().out.splitlines()
    row = next(each for each in rows if each.startswith("short "))
    assert "1.1" in columns(row)
    assert "not trusted on this machine" in row
    assert not Path("ran").exists()


@pytest.mark.usefixtures("own_list")
def test_list_as_json_names_hooks_and_what_is_lacking(tmp_path: Path, capsys: Captured) -> None:
    folder = office(tmp_path / "office")
    assert say("plugin", "trust", str(folder / "plugins" / "short.py")) == 0
    capsys.readouterr()
    assert say("plugin", "list", str(folder), "--format", "json") == 0
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    short = found["short"]
    assert short["version"].startswith("sha256:")
    assert {key: short[key] for key in ("api", "enabled", "hooks", "lacks")} == {
        "api": "1.1",
        "enabled": True,
        "hooks": ["register_checks", "register_settings"],
        "lacks": None,
    }
    assert (found["repeats"]["enabled"], found["repeats"]["hooks"]) == (False, ["register_verbs"])


@pytest.mark.usefixtures("own_list")
def test_list_names_plugins_that_are_not_there(tmp_path: Path, capsys: Captured) -> None:
    folder = office(tmp_path / "office")
    (folder / "plugins" / "short.py").unlink()
    assert say("plugin", "list", str(folder)) == 1
    assert capsys.readouterr().err == "plugin short is not installed\n"


def test_trust_says_digest_list_and_hooks(tmp_path: Path, own_list: Path, capsys: Captured) -> None:
    file = office(tmp_path / "office") / "plugins" / "short.py"
    assert say("plugin", "trust", str(file)) == 0
    first, second, third = capsys.readouterr().out.splitlines()
    assert first.startswith(f"trusted: {file}, SHA-256 ")
    assert second == f"The list is {own_list}"
    assert third == "It answers register_checks, register_settings"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ('API = "1.1"\nraise OSError("x")\n', "OSError: x"),
        ('API = "1.1"\n', "it answers no hook"),
        (
            'API = "7.0"\n',
            "it is written for version 7.0 of the hooks, and this program has 1.1",
        ),
        (
            CHECK.replace("def register_checks", "def register_check"),
            "there is no hook register_check",
        ),
    ],
)
@pytest.mark.usefixtures("own_list")
def test_trust_says_what_keeps_a_file_from_being_used(
    tmp_path: Path, capsys: Captured, code: str, says: str
) -> None:
    file = tmp_path / "mine.py"
    file.write_text(code, encoding="utf-8")
    assert say("plugin", "trust", str(file)) == 1
    assert capsys.readouterr().err == f"It cannot be used as it is: {says}\n"


@pytest.mark.usefixtures("own_list")
def test_trust_of_a_file_that_is_not_there(tmp_path: Path, capsys: Captured) -> None:
    assert say("plugin", "trust", str(tmp_path / "gone.py")) == 2
    assert "this file cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("against", "code", "says"),
    [
        ("1.1", 0, "is loaded\nversion 1.1 of the hooks refuses 0\n"),
        (
            "1.0",
            1,
            "refused: it is written for version 1.1 of the hooks, and this program has 1.0\n"
            "version 1.0 of the hooks refuses 1\n",
        ),
        (
            "2.0",
            1,
            "refused: it is written for version 1.1 of the hooks, and this program has 2.0\n"
            "version 2.0 of the hooks refuses 1\n",
        ),
    ],
)
def test_check_tells_what_an_upgrade_would_refuse(
    tmp_path: Path, capsys: Captured, against: str, code: int, says: str
) -> None:
    folder = office(tmp_path / "office")
    assert say("plugin", "check", str(folder), "--against", against) == code
    head, _, tail = capsys.readouterr().out.partition(": ")
    assert head.startswith("short sha256:")
    assert tail == says


def test_check_against_what_is_no_version(capsys: Captured) -> None:
    assert say("plugin", "check", "--against", "next") == 2
    assert "'next' is no version of the hooks" in capsys.readouterr().err


def run(folder: Path, *call: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "GOV_COMMS_LANG": "en",
        "GOV_COMMS_TRUSTED": str(folder.parent / "trusted.toml"),
        "PYTHONPATH": str(folder / "src"),
        "COVERAGE_PROCESS_START": "",
    }
    return subprocess.run(
        [sys.executable, *call], cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.mark.slow
def test_new_file_passes_its_test_and_its_contracts(tmp_path: Path, capsys: Captured) -> None:
    assert say("plugin", "new", "week-end", "--one-file", "--into", str(tmp_path)) == 0
    assert capsys.readouterr().out.endswith(f"Next: read {tmp_path}/week-end/README.md\n")
    folder = tmp_path / "week-end"
    tested = run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert tested.stdout.splitlines()[-1].startswith("2 passed"), tested.stdout + tested.stderr
    tried = run(folder, "-m", "gov_comms", "plugin", "test", ".")
    assert (
        tried.stdout.splitlines()[-1] == "week-end: 12 contracts hold; there is nothing to try 5 on"
    ), tried.stdout


def test_new_package_is_whole(tmp_path: Path, capsys: Captured) -> None:
    assert say("plugin", "new", "week-end", "--into", str(tmp_path)) == 0
    folder = tmp_path / "gov-comms-week-end"
    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()) == [
        "README.md",
        "office/agency.toml",
        "office/cases/long.toml",
        "office/regulations/2014-01-01.toml",
        "pyproject.toml",
        "src/gov_comms_week_end/__init__.py",
        "src/gov_comms_week_end/week-end.md",
        "tests/conftest.py",
        "tests/test_week_end.py",
    ]
    assert say("plugin", "new", "week-end", "--into", str(tmp_path)) == 2
    assert "this is there already" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Week", "1st", "week_end", "../x", "a--b", ""])
def test_new_takes_only_what_is_a_name(tmp_path: Path, capsys: Captured, name: str) -> None:
    assert say("plugin", "new", name, "--into", str(tmp_path)) == 2
    assert "is no name for a plugin" in capsys.readouterr().err


def test_score_says_with_which_plugins_it_counted(
    tmp_path: Path, own_list: Path, capsys: Captured
) -> None:
    folder = office(tmp_path / "office", more='[[unit]]\nid = "东镇"\n')
    say("plugin", "trust", str(folder / "plugins" / "short.py"))
    (tmp_path / "submissions.csv").write_text("id,unit,day\nW1,东镇,2014-03-05\n", "utf-8")
    asked = ("score", str(folder), "--facts", str(tmp_path / "submissions.csv"), "--period", "2014")
    digest = next(iter(own_list.read_text("utf-8").split('"')[1:]))
    capsys.readouterr()
    assert say(*asked) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"Note: counted with the plugins short sha256:{digest[:12]}."
    assert say(*asked, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)["plugins"]
    assert told == [{"name": "short", "version": f"sha256:{digest[:12]}"}]


def test_trace_tells_who_answered_what(tmp_path: Path, own_list: Path, capsys: Captured) -> None:
    folder = office(tmp_path / "office")
    say("plugin", "trust", str(folder / "plugins" / "short.py"))
    capsys.readouterr()
    assert say("check", str(folder), "--trace") == 0
    rows = [columns(line) for line in capsys.readouterr().err.splitlines()[2:]]
    own = [row[0] for row in rows if row[1] == "short"]
    assert own == ["register_settings", "register_checks", "short"]
    assert ["register_verbs", "gov_comms.verbs"] in [row[:2] for row in rows]
    assert all(float(row[-1]) >= 0 for row in rows)
