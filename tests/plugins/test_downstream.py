"""From wheels, offline: core and plugins hold; ``python -m tools.downstream`` tries the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import downstream
from tools.downstream import Environment


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    folder = tmp_path_factory.mktemp("downstream")
    wheels = downstream.build_wheels(folder / "wheels")
    return downstream.environment(folder / "venv", wheels)


@pytest.mark.slow
def test_nothing_of_the_checkout_is_used(made: Environment, tmp_path: Path) -> None:
    code = (
        "import gov_comms, gov_comms_repeats; print(gov_comms.__file__, gov_comms_repeats.__file__)"
    )
    run = made.run("-c", code, cwd=tmp_path)
    assert all(Path(each).is_relative_to(made.folder) for each in run.stdout.split()), run.stdout


@pytest.mark.slow
def test_network_is_cut(made: Environment, tmp_path: Path) -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
    run = made.run("-c", code, cwd=tmp_path)
    assert downstream.without_network()
    assert "unreachable" in run.stdout


@pytest.mark.slow
def test_every_plugin_is_there_and_sound(made: Environment, tmp_path: Path) -> None:
    run = made.run("-m", "gov_comms", "plugin", "list", "--format", "json", cwd=tmp_path)
    assert run.returncode == 0, run.stdout
    names = [package.name.removeprefix("gov-comms-") for package in downstream.PACKAGES]
    assert [name for name in names if f'"name": "{name}"' not in run.stdout] == []
    assert run.stdout.count('"lacks": null') == len(names)


@pytest.mark.slow
def test_package_holds_by_its_own_tests(made: Environment, tmp_path: Path) -> None:
    """One here; ``python -m tools.downstream`` tries them all."""
    (marks,) = [each for each in downstream.PACKAGES if each.name == "gov-comms-marks"]
    run = downstream.try_package(made, marks, tmp_path)
    assert run.returncode == 0, run.stdout


@pytest.mark.slow
def test_agencies_hold_with_their_plugins(made: Environment, tmp_path: Path) -> None:
    names = ("hospital-publicity", "district-government-info")
    run = downstream.check_agencies(made, names, tmp_path)
    assert run.returncode == 0, run.stdout
    assert run.stdout.count("all hold") == len(names)
