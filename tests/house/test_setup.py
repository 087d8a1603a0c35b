"""The set-up: what a new machine installs, and what CI runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("run", "test", "plugins")
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; [^\\]+)?")


def pins(lock: str) -> dict[str, tuple[str, int]]:
    """The version and the number of hashes of every package that a lock file pins."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    found = {}
    for entry in text.replace("\\\n", " ").splitlines():
        requirement, *hashes = entry.split(" --hash=sha256:")
        match = PIN.fullmatch(requirement.strip())
        assert match is not None, entry
        assert all(re.fullmatch(r"[0-9a-f]{64}\s*", each) for each in hashes), entry
        found[match["name"]] = (match["version"], len(hashes))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_every_package_with_a_hash(lock: str) -> None:
    assert [name for name, (_, hashes) in pins(lock).items() if hashes == 0] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert re.findall(r"\S*(?:://|--index-url|--find-links|@ )\S*", text) == []


def test_locks_agree() -> None:
    assert pins("run").items() <= pins("plugins").items() <= pins("test").items()


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[ <>=\[]", requirement)[0] for requirement in requirements}


def test_locks_hold_what_the_project_asks_for() -> None:
    project = PROJECT["project"]
    asked = names(project["dependencies"] + PROJECT["build-system"]["requires"])
    assert names(PROJECT["dependency-groups"]["build"]) == names(
        PROJECT["build-system"]["requires"]
    )
    assert asked <= pins("run").keys()
    assert asked | names(project["optional-dependencies"]["test"]) <= pins("test").keys()
    assert asked | names(project["optional-dependencies"]["bench"]) <= pins("bench").keys()


def test_locks_hold_what_the_packages_of_plugins_ask_for() -> None:
    """They are installed from these wheels alone, with what their tests need."""
    asked = set()
    for path in ROOT.glob("plugins/*/pyproject.toml"):
        package = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        asked |= names(package["dependencies"] + package["optional-dependencies"]["test"])
    group = names(PROJECT["dependency-groups"]["plugins"])
    assert asked - {"gov-comms"} <= group | pins("run").keys()
    assert group <= pins("plugins").keys()


def test_ci_is_executable_bash() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script]).returncode == 0


@pytest.mark.parametrize(
    ("cases", "code", "told"),
    [
        ('<testcase name="a"/><testcase name="b"/>', 0, "2 tests, none skipped"),
        (
            '<testcase name="a"><skipped type="pytest.xfail"/></testcase>',
            0,
            "1 tests, none skipped",
        ),
        (
            '<testcase classname="m" name="a"><skipped type="pytest.skip"/></testcase>',
            1,
            "skipped: m.a",
        ),
    ],
)
def test_ci_fails_when_a_test_is_skipped(tmp_path: Path, cases: str, code: int, told: str) -> None:
    """The script itself, with a `make` in its way that leaves a report of a test run."""
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / "report.xml").write_text(f"<testsuite>{cases}</testsuite>", encoding="utf-8")
    make = tmp_path / "make"
    make.write_text(f'#!/bin/sh\ncp "{tmp_path}/report.xml" "$VENV/junit.xml"\n', encoding="utf-8")
    make.chmod(0o755)
    run = subprocess.run(
        ["bash", ROOT / ".ci" / "run"],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "VENV": str(venv)},
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stdout.splitlines()[-1]) == (code, told)
