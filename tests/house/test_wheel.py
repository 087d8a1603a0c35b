"""The wheel carries all that a machine without a checkout needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree and unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_wheel_holds_the_package_and_the_agencies(unpacked: Path) -> None:
    expected = {f"gov_comms/{name}" for name in files_below(ROOT / "src" / "gov_comms")} | {
        f"gov_comms/agency_configs/{name}" for name in files_below(ROOT / "agency_configs")
    }
    found = {name for name in files_below(unpacked) if name.startswith("gov_comms/")}
    assert found == expected


def test_wheel_runs_without_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    unmeasured = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    run = subprocess.run(
        [sys.executable, "-P", "-c", "from gov_comms.cli import main; main(['agencies'])"],
        cwd=tmp_path,
        env={**unmeasured, "PYTHONPATH": str(unpacked), "GOV_COMMS_LANG": "zh"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    listed = {line.split()[0] for line in run.stdout.splitlines()[2:] if line}
    assert listed == {path.parent.name for path in ROOT.glob("agency_configs/*/agency.toml")}
