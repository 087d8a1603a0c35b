"""``python -m tools.downstream``: what stands downstream, held against the core as it is shipped.

The core and every package in ``plugins/`` are built into wheels, installed from them into an
environment of their own, offline, and tried there: each package by its own tests, each agency in
``agency_configs/`` by its check.  Nothing of the checkout is on the path of modules.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
PACKAGES = tuple(sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml")))
LOOPBACK = """\
import fcntl, os, socket, struct, sys
up = struct.pack("16sh14x", b"lo", 1)
fcntl.ioctl(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), 0x8914, up)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Brings the machine's own address up, which a fresh network lacks, and goes on as the command."""
CHECK = """\
import sys
from gov_comms.cli import main
sys.exit(max([main(["check", each]) for each in sys.argv[1:]], default=0))
"""


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment in which the core and the plugins are installed from wheels."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    def run(self, *call: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        """A call of its interpreter, with no network, and nothing of the checkout on the path."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if "COVERAGE" not in name and name != "PYTHONPATH"
        }
        kept |= {"GOV_COMMS_LANG": "en", "PIP_NO_INDEX": "1"}
        command = [*without_network(), str(self.python), "-P", *map(str, call)]
        return subprocess.run(
            command, cwd=cwd, env=kept, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )


def without_network() -> tuple[str, ...]:
    """What cuts the network off a command, but for this machine itself, where we may."""
    own = (sys.executable, "-S", "-c", LOOPBACK)
    for flags in ("-n", "-rn") if shutil.which("unshare") else ():
        way = ("unshare", flags, *own)
        if subprocess.run([*way, "true"], capture_output=True).returncode == 0:
            return way
    return ()


def build_wheels(folder: Path) -> tuple[Path, ...]:
    """The wheels of the core and of all plugins, built side by side."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
            cwd=place,
            stdout=subprocess.DEVNULL,
        )
        for place in (ROOT, *PACKAGES)
    ]
    if any(each.wait() for each in running):
        raise click.ClickException("a wheel cannot be built")
    return tuple(sorted(folder.glob("*.whl")))


def environment(folder: Path, wheels: Sequence[Path]) -> Environment:
    """An environment with the wheels, installed offline; what they need is taken from ours."""
    venv.create(folder, with_pip=False)
    (site,) = folder.glob("lib/python*/site-packages")
    ours = sysconfig.get_path("purelib")
    # Without this folder's own .pth files: those lead into the checkout.
    (site / "ours.pth").write_text(f"{ours}\n", encoding="utf-8")
    made = Environment(folder)
    subprocess.run(
        [
            *without_network(),
            *(sys.executable, "-m", "pip", "--python", str(made.python), "install", "--quiet"),
            *("--no-index", "--no-deps", "--ignore-installed", "--disable-pip-version-check"),
            *map(str, wheels),
        ],
        check=True,
    )
    return made


def try_package(made: Environment, package: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """The tests of a plugin, copied away from the checkout."""
    place = folder / package.name
    shutil.copytree(package / "tests", place / "tests")
    shutil.copy(package / "pyproject.toml", place)
    return made.run("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=place)


def check_agencies(
    made: Environment, names: Sequence[str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """The check of agencies that the wheel brings, all in one process."""
    return made.run("-c", CHECK, *names, cwd=folder)


@click.command()
def main() -> None:
    """Try every package and every agency; the answer is 1 when one fails."""
    failed = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = environment(folder / "venv", build_wheels(folder / "wheels"))
        for package in PACKAGES:
            run = try_package(made, package, folder)
            click.echo(f"{package.name}: {run.stdout.strip().splitlines()[-1]}")
            if run.returncode:
                click.echo(run.stdout)
                failed.append(package.name)
        names = sorted(path.parent.name for path in ROOT.glob("agency_configs/*/agency.toml"))
        run = check_agencies(made, names, folder)
        click.echo(run.stdout, nl=False)
        failed += ["agencies"] if run.returncode else []
    if failed:
        raise click.ClickException(f"failed: {', '.join(failed)}")
    click.echo(f"{len(PACKAGES)} packages and {len(names)} agencies hold from their wheels")


if __name__ == "__main__":
    main()
