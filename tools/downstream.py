"""``python -m tools.downstream WHEELS``: what stands downstream, held against the core as shipped.

The core and every package in ``plugins/`` are built into wheels.  They are installed from them
into an empty environment with the network cut, together with what they say they need, which is
taken from the folder WHEELS.  There they are tried: each package by its own tests, each agency in
``agency_configs/`` by its check.  Nothing of the checkout is on the path of modules.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
PACKAGES = tuple(sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml")))
AGENCIES = tuple(sorted(path.parent.name for path in ROOT.glob("agency_configs/*/agency.toml")))
LANES = 2
"""How many trials run side by side."""
LOOPBACK = """\
import fcntl, os, socket, struct, sys
up = struct.pack("16sh14x", b"lo", 1)
fcntl.ioctl(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), 0x8914, up)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Brings the machine's own address up, which a fresh network lacks, and goes on as the command."""
OUTSIDE = """\
import socket, sys
try:
    socket.create_connection(("192.0.2.1", 9), 1)
except OSError as error:
    sys.exit("unreachable" not in str(error))
sys.exit("the network is there")
"""
CHECK = """\
import sys
from gov_comms.cli import main
sys.exit(max([main(["check", each]) for each in sys.argv[1:]], default=0))
"""
PLACES = """\
import sys
from importlib import import_module
places = [import_module(each).__file__ for each in sys.argv[2:]]
print(*places, sep="\\n")
sys.exit(not all(each.startswith(sys.argv[1]) for each in places))
"""
SURVEY = """\
import sys
from gov_comms.plugins.survey import sources_there, survey
sound = {each.name for each in survey(sources_there()) if each.lacks is None}
print(*sorted(sound))
sys.exit(sound != set(sys.argv[1:]))
"""
Ran = subprocess.CompletedProcess[str]


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment in which the core and the plugins are installed from wheels."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    def run(self, *call: str | Path, cwd: Path) -> Ran:
        """A call of its interpreter, with no network, and nothing of the checkout on the path."""
        return _alone([str(self.python), "-P", *map(str, call)], cwd)


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to try; it holds when it ends with 0."""

    name: str
    run: Callable[[], Ran]


def without_network() -> tuple[str, ...]:
    """What cuts the network off a command, but for this machine itself, where we may."""
    own = (sys.executable, "-S", "-c", LOOPBACK)
    for flags in ("-n", "-rn") if shutil.which("unshare") else ():
        way = ("unshare", flags, *own)
        if subprocess.run([*way, "true"], capture_output=True).returncode == 0:
            return way
    return ()


def _alone(command: Sequence[str], cwd: Path) -> Ran:
    """A command without a network, and without what the environment tells pip or Python."""
    foreign = ("PIP_", "PYTHON", "COVERAGE", "COV_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    kept |= {"GOV_COMMS_LANG": "en", "PIP_CONFIG_FILE": os.devnull}
    return subprocess.run(
        [*without_network(), *command],
        cwd=cwd,
        env=kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def build_wheels(folder: Path) -> None:
    """The wheels of the core and of all plugins, built side by side."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
            cwd=place,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for place in (ROOT, *PACKAGES)
    ]
    codes = [each.wait() for each in running]
    if any(codes):
        raise click.ClickException("a wheel cannot be built")


def environment(folder: Path, wheels: Sequence[Path]) -> Environment:
    """An empty environment, and in it core and plugins with what they need, from these folders."""
    venv.create(folder, with_pip=False)
    made = Environment(folder)
    ran = _alone(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check"),
            *("--python", str(made.python), "install", "--quiet", "--no-compile", "--no-index"),
            *(f"--find-links={each}" for each in wheels),
            *("gov-comms", *(f"{package.name}[test]" for package in PACKAGES)),
        ],
        folder,
    )
    if ran.returncode:
        raise click.ClickException(f"the wheels cannot be installed offline:\n{ran.stdout}")
    return made


def try_package(made: Environment, package: Path, folder: Path) -> Ran:
    """The tests of a plugin, copied away from the checkout."""
    place = folder / package.name
    shutil.copytree(package / "tests", place / "tests")
    shutil.copy(package / "pyproject.toml", place)
    return made.run("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=place)


def trials(made: Environment, folder: Path) -> Iterator[Trial]:
    """Everything there is to try."""
    names = [package.name.removeprefix("gov-comms-") for package in PACKAGES]
    modules = ["gov_comms", *(package.name.replace("-", "_") for package in PACKAGES)]
    there = ("-c", PLACES, str(made.folder), *modules)
    yield Trial("the network is cut", partial(made.run, "-c", OUTSIDE, cwd=folder))
    yield Trial("nothing of the checkout is used", partial(made.run, *there, cwd=folder))
    yield Trial("every plugin is sound", partial(made.run, "-c", SURVEY, *names, cwd=folder))
    for part in range(LANES):
        own = AGENCIES[part::LANES]
        call = partial(made.run, "-c", CHECK, *own, cwd=folder)
        yield Trial(f"{len(own)} agencies, {own[0]} to {own[-1]}", call)
    for package in PACKAGES:
        yield Trial(package.name, partial(try_package, made, package, folder))


@click.command()
@click.argument("wheels", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(wheels: Path) -> None:
    """Try every package and every agency; the answer is 1 when one fails."""
    failed = []
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(LANES) as lanes:
        folder = Path(place).resolve()
        build_wheels(folder / "wheels")
        made = environment(folder / "venv", [folder / "wheels", wheels.resolve()])
        waiting = [(each.name, lanes.submit(each.run)) for each in trials(made, folder)]
        for name, running in waiting:
            ran = running.result()
            click.echo(f"{name}: {_said(ran)}")
            if ran.returncode:
                click.echo(ran.stdout)
                failed.append(name)
    if failed:
        raise click.ClickException(f"failed: {', '.join(failed)}")
    click.echo(f"{len(PACKAGES)} packages and {len(AGENCIES)} agencies hold from their wheels")


def _said(ran: Ran) -> str:
    """The last line of what a trial says, or that it failed."""
    *_, last = ["it holds", *ran.stdout.strip().splitlines()]
    return f"ends with {ran.returncode}" if ran.returncode else last


if __name__ == "__main__":
    main()
