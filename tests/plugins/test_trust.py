"""Single files, settings and trials: what an agency on disk may bring, and what must be trusted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gov_comms.config import open_agency
from gov_comms.errors import Refused
from gov_comms.plugins.finding import packages_of, single_file
from gov_comms.plugins.probe import probe
from gov_comms.plugins.probed import tried
from gov_comms.plugins.trust import allow_list, trust, trusted
from tests.plugins.conftest import Install

REGULATION = (
    'title = "办法"\nfrom = 2014-01-01\n[[step]]\nid = "sent"\nclause = "一"\n'
    'do = "award"\non = "submission"\ngive.points = 1\n'
)
CHECK = """\
from gov_comms.errors import Place, Problem, Severity
from gov_comms.messages import bilingual
from gov_comms.plugins import Check, Settings, Strict, hookimpl

API = "1.1"

class Limits(Strict):
    longest: int = 10

def short(limits):
    def run(agency):
        if len(agency.name.zh) > limits.longest:
            said = bilingual("名称过长", "the name is long")
            yield Problem("long", Place(), said, severity=Severity.WARNING)
    return run

@hookimpl
def register_settings():
    yield Settings(Limits)

@hookimpl
def register_checks(settings):
    yield Check("short", short(settings))
"""


@pytest.fixture(autouse=True)
def own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    place = tmp_path / "machine" / "trusted.toml"
    monkeypatch.setenv("GOV_COMMS_TRUSTED", str(place))
    yield place
    for name in [each for each in sys.modules if each.startswith("gov_comms_file_")]:
        del sys.modules[name]


def office(folder: Path, code: str = CHECK, more: str = "") -> Path:
    """An agency with a plugin of one file."""
    (folder / "plugins").mkdir(parents=True)
    (folder / "regulations").mkdir()
    (folder / "regulations" / "2014-01-01.toml").write_text(REGULATION, encoding="utf-8")
    (folder / "plugins" / "short.py").write_text(code, encoding="utf-8")
    agency = f'name = "甲办"\nplugins = ["short"]\n[measures.points]\nlabel = "积分"\n{more}'
    (folder / "agency.toml").write_text(agency, encoding="utf-8")
    return folder


def refusal(folder: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        open_agency(folder)
    return [each.text("en").replace(f"{folder}/", "") for each in refused.value.problems]


def test_file_runs_once_it_is_trusted(tmp_path: Path, own_list: Path) -> None:
    folder = office(tmp_path / "office")
    file = folder / "plugins" / "short.py"
    assert refusal(folder) == [
        "agency.toml:2:1: plugins: plugin short is the file plugins/short.py, which is not trusted "
        "on this machine. hint: read it, then run gov-comms plugin trust plugins/short.py"
    ]
    digest = trust(file, own_list)
    assert open_agency(folder).plugins.versions == {"short": f"sha256:{digest[:12]}"}


def test_file_that_changed_is_not_trusted(tmp_path: Path, own_list: Path) -> None:
    folder = office(tmp_path / "office")
    file = folder / "plugins" / "short.py"
    trust(file, own_list)
    file.write_text(f"{CHECK}# one more line\n", encoding="utf-8")
    (said,) = refusal(folder)
    assert "not trusted" in said


def test_list_in_the_folder_that_brings_the_file_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office(tmp_path / "office")
    file, inside = folder / "plugins" / "short.py", folder / "trusted.toml"
    with pytest.raises(Refused, match="must not lie in the folder that brings the plugin"):
        trust(file, inside)
    trust(file, tmp_path / "outside.toml")
    inside.write_text((tmp_path / "outside.toml").read_text("utf-8"), encoding="utf-8")
    monkeypatch.setenv("GOV_COMMS_TRUSTED", str(inside))
    (said,) = refusal(folder)
    assert "not trusted" in said


def test_list_keeps_what_it_has(tmp_path: Path, own_list: Path) -> None:
    for name, text in (("a.py", "1"), ("b.py", "2"), ('c".py', "3")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        trust(tmp_path / name, own_list)
    assert sorted(trusted(own_list).values()) == ["a.py", "b.py", "c_.py"]
    assert sorted(own_list.parent.iterdir()) == [own_list]


def test_list_that_is_broken_is_said(own_list: Path) -> None:
    own_list.parent.mkdir()
    own_list.write_text("sha256 =", encoding="utf-8")
    with pytest.raises(Refused, match="the list of trusted files cannot be read"):
        trusted(own_list)


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"GOV_COMMS_TRUSTED": "/a/b.toml"}, "/a/b.toml"),
        ({"XDG_CONFIG_HOME": "/c"}, "/c/gov_comms/trusted.toml"),
        ({}, str(Path.home() / ".config/gov_comms/trusted.toml")),
    ],
)
def test_place_of_the_list(environment: dict[str, str], place: str) -> None:
    assert str(allow_list(environment)) == place


def test_agencies_with_files_of_one_name_have_each_their_own(
    tmp_path: Path, own_list: Path
) -> None:
    first = office(tmp_path / "first")
    second = office(tmp_path / "second", CHECK.replace('Check("short"', 'Check("other"'))
    for folder in (first, second):
        trust(folder / "plugins" / "short.py", own_list)
    checks = [set(open_agency(folder).plugins.checks) for folder in (first, second)]
    assert (checks[0] - checks[1], checks[1] - checks[0]) == ({"short"}, {"other"})


def test_file_and_package_of_one_name_clash(tmp_path: Path, install: Install) -> None:
    install("short", CHECK)
    folder = office(tmp_path / "office")
    assert refusal(folder) == [
        "agency.toml:2:1: plugins: several packages bring a plugin short: short, plugins/short.py. "
        "hint: uninstall all but one of them"
    ]


def test_settings_are_read_by_the_shape_of_the_plugin(tmp_path: Path, own_list: Path) -> None:
    folder = office(tmp_path / "office", more="[settings.short]\nlongest = 1\n")
    trust(folder / "plugins" / "short.py", own_list)
    opened = open_agency(folder)
    assert [each.code for each in opened.problems] == ["long"]
    assert opened.agency.settings["short"].longest == 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (
            "[settings.short]\nlongest = 'x'\n",
            'agency.toml:6:1: settings.short.longest: a whole number is needed, not "x"',
        ),
        (
            "[settings.short]\nlongst = 1\n",
            "agency.toml:6:1: settings.short.longst: unknown key. hint: did you mean 'longest'?",
        ),
        (
            "[settings.shrt]\nlongest = 1\n",
            "agency.toml:5:1: settings.shrt: settings of shrt, which is not among the plugins. "
            "hint: did you mean 'short'?",
        ),
    ],
)
def test_wrong_settings_are_named_with_their_line(
    tmp_path: Path, own_list: Path, more: str, says: str
) -> None:
    folder = office(tmp_path / "office", more=more)
    trust(folder / "plugins" / "short.py", own_list)
    assert refusal(folder) == [says]


def test_settings_of_a_plugin_that_takes_none(tmp_path: Path, own_list: Path) -> None:
    code = (
        'from gov_comms.plugins import hookimpl\nAPI = "1.0"\n'
        "@hookimpl\ndef register_checks():\n    return ()\n"
    )
    folder = office(tmp_path / "office", code, more="[settings.short]\na = 1\n")
    trust(folder / "plugins" / "short.py", own_list)
    assert refusal(folder) == ["agency.toml:5:1: settings.short: plugin short takes no settings"]


def test_plugin_that_is_optional_may_be_missing(tmp_path: Path, own_list: Path) -> None:
    folder = office(tmp_path / "office")
    trust(folder / "plugins" / "short.py", own_list)
    agency = folder / "agency.toml"
    text = agency.read_text("utf-8").replace("[measures", 'optional_plugins = ["gone"]\n[measures')
    agency.write_text(f"{text}[settings.gone]\nx = 1\n", encoding="utf-8")
    opened = open_agency(folder)
    assert list(opened.plugins.versions) == ["short"]
    assert [each.text("en").replace(f"{folder}/", "") for each in opened.problems] == [
        "agency.toml:3:1: optional_plugins: plugin gone is not installed; "
        "the agency does without it"
    ]


def test_plugin_with_verbs_cannot_be_optional(tmp_path: Path) -> None:
    folder = office(tmp_path / "office")
    (folder / "plugins" / "short.py").unlink()
    agency = folder / "agency.toml"
    text = agency.read_text("utf-8")
    agency.write_text(
        text.replace('plugins = ["short"]', 'optional_plugins = ["repeats"]'), encoding="utf-8"
    )
    (said,) = refusal(folder)
    assert "plugin repeats 0.1.0 failed: a plugin with verbs cannot be optional" in said


@pytest.mark.parametrize(
    ("code", "says"),
    [
        pytest.param(
            "import os\nos._exit(7)\n", "it ends the program that loads it, with 7", id="dies"
        ),
        pytest.param("raise SystemExit(3)\n", "SystemExit: 3", id="exits"),
        pytest.param("print('hello')\nraise OSError('x')\n", "OSError: x", id="prints and raises"),
    ],
)
def test_trial_of_code_that_cannot_be_loaded(tmp_path: Path, code: str, says: str) -> None:
    file = tmp_path / "mine.py"
    file.write_text(code, encoding="utf-8")
    (found,) = probe([single_file(file)]).values()
    assert found.failure is not None
    assert found.failure.text("en") == says


def test_import_that_hangs_is_cut_off_and_keeps_no_other(tmp_path: Path, install: Install) -> None:
    install("mine", CHECK)
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    found = probe([*packages_of("mine"), single_file(tmp_path / "slow.py")], limit=8)
    assert found["mine"].hooks == ("register_checks", "register_settings")
    assert found["slow"].failure is not None
    assert found["slow"].failure.text("en") == "it is not loaded within 8 seconds"


def test_agency_whose_plugin_ends_the_program_is_refused(tmp_path: Path, own_list: Path) -> None:
    folder = office(tmp_path / "office", 'API = "1.0"\nimport os\nos._exit(7)\n')
    version = trust(folder / "plugins" / "short.py", own_list)[:12]
    assert refusal(folder) == [
        f"agency.toml:2:1: plugins: plugin short sha256:{version} failed: it ends the program that "
        "loads it, with 7. hint: take it off the list of plugins to go on without it"
    ]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (CHECK, {"hooks": ("register_checks", "register_settings")}),
        ("raise OSError('x')\n", {"error": "OSError: x"}),
    ],
)
def test_what_the_process_of_a_trial_finds(
    tmp_path: Path, code: str, told: dict[str, object]
) -> None:
    (tmp_path / "mine.py").write_text(code, encoding="utf-8")
    assert tried({"name": "mine", "file": str(tmp_path / "mine.py")}) == told
