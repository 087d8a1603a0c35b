"""What ``make downstream`` stands on: no network, and nothing that no wheel brings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.docs.pages import ROOT
from tools import downstream


@pytest.mark.slow
def test_network_is_cut() -> None:
    way = downstream.without_network()
    call = [*way, sys.executable, "-c", downstream.OUTSIDE]
    assert way
    assert subprocess.run(call, capture_output=True).returncode == 0


@pytest.mark.slow
def test_what_no_wheel_brings_is_not_installed(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="No matching distribution found for gov-comms"):
        downstream.environment(tmp_path, [tmp_path])


def test_every_package_and_every_agency_is_tried(tmp_path: Path) -> None:
    made = downstream.Environment(tmp_path)
    names = [each.name for each in downstream.trials(made, tmp_path)]
    packages = sorted(path.name for path in (ROOT / "plugins").iterdir())
    assert names[-len(packages) :] == packages
    shipped = [path.name for path in (ROOT / "agency_configs").iterdir()]
    assert sorted(downstream.AGENCIES) == sorted(shipped)


def test_every_run_of_the_tests_tries_it() -> None:
    """CI runs ``make test``, and nothing else."""
    (test,) = [
        line for line in (ROOT / "Makefile").read_text().splitlines() if line[:6] == "test: "
    ]
    assert "downstream" in test.split()
    assert "make --no-print-directory test" in (ROOT / ".ci" / "run").read_text()
