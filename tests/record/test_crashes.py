"""Killed at random moments: what was acknowledged stands, and nothing is half done.

Twenty kills a run; ``GOV_COMMS_KILLS=300`` asks for more (``make soak``).
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from gov_comms.errors import Refused
from gov_comms.record.audit import rebuild, verify
from gov_comms.record.backup import back_up, restore
from gov_comms.record.opening import open_record
from gov_comms.review.commands import COMMANDS
from gov_comms.review.office import Office
from tests.databases import KINDS, clone_database, fresh_database
from tests.docs.pages import ROOT
from tests.record.crashing import Deed, Restoring
from tests.review.matrix import Situation, prepared

KILLS = int(os.environ.get("GOV_COMMS_KILLS", "20"))
LOOKING = ("todo", "open", "pay sheet", "audit export", "evidence", "alike show")
"""The commands of the desk that write nothing."""
SHORTLY = 0.02
"""Seconds in which a deed that is decided is written, or a little longer."""


@dataclass(frozen=True)
class Ground:
    """The record before each deed, on one kind of database, and the deeds."""

    fresh: Callable[[Path], str]
    deeds: dict[str, Deed]
    backup: Path
    shift: int
    """With which of the deeds to begin, so that a short run is another one on each database."""


@pytest.fixture(scope="module", params=KINDS)
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    folder = tmp_path_factory.mktemp("ground")
    office, situations = prepared(folder)
    back_up(office.record, folder / "backup.zip")
    deeds = dict(deeds_of(office, situations))
    if request.param == "sqlite":

        def fresh(into: Path) -> str:
            return str(shutil.copy(folder / "record.db", into))

        return Ground(fresh, deeds, folder / "backup.zip", 0)
    origin = fresh_database(request.getfixturevalue("postgresql"))
    restore(folder / "backup.zip", origin)
    return Ground(
        lambda _: clone_database(origin), deeds, folder / "backup.zip", KILLS // len(KINDS)
    )


def deeds_of(office: Office, situations: dict[str, Situation]) -> list[tuple[str, Deed]]:
    return [
        (each.name, Deed(tried.command, tried.said, f"os:{each.who[0]}", tried.at))
        for each in COMMANDS
        if each.name not in LOOKING
        for tried in [situations[each.name]]
    ]


@dataclass(frozen=True)
class Fate:
    """What a process had said when it was killed."""

    said: tuple[str, ...]

    @property
    def acknowledged(self) -> bool:
        return "done" in self.said


def killed(url: str, deed: Deed | Restoring, folder: Path, dice: random.Random) -> Fate:
    """Start a deed in a process of its own, and kill it at a random moment."""
    file = folder / "deed"
    file.write_bytes(pickle.dumps(deed))
    command = [sys.executable, "-m", "tests.record.crashing", url, str(file)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("go\n")
        process.stdin.flush()
        said = []
        if dice.random() < 0.7:
            said.append(process.stdout.readline().strip())
            time.sleep(dice.uniform(0, SHORTLY))
        else:
            time.sleep(dice.uniform(0, SHORTLY * 5))
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().split()
    assert process.returncode in (0, -signal.SIGKILL)
    return Fate(tuple(said))


def is_whole(url: str) -> int:
    """How many entries a record has, all as they were written, with the rows they give."""
    record = open_record(url)
    assert verify(record).problems == ()
    assert rebuild(record).problems == ()
    return verify(record).entries


@pytest.mark.slow
def test_killed_command_is_done_or_not_begun(ground: Ground, tmp_path: Path) -> None:
    before = is_whole(ground.fresh(tmp_path))
    names = list(ground.deeds)
    for number in range(KILLS // len(KINDS)):
        name = names[(number + ground.shift) % len(names)]
        deed, folder = ground.deeds[name], tmp_path / str(number)
        folder.mkdir()
        undisturbed = ground.fresh(folder)
        deed.begun(undisturbed)()
        whole = is_whole(undisturbed) - before
        url = ground.fresh(folder)
        fate = killed(url, deed, folder, random.Random(number))
        written = is_whole(url) - before
        assert written in ((whole,) if fate.acknowledged else (0, whole)), name


@pytest.mark.slow
def test_killed_restore_leaves_all_or_nothing(
    ground: Ground,
    tmp_path: Path,
    new_url: Callable[[str], str],
    request: pytest.FixtureRequest,
) -> None:
    whole = is_whole(ground.fresh(tmp_path))
    for number in range(max(2, KILLS // 20)):
        url = new_url(request.node.callspec.params["ground"])
        fate = killed(url, Restoring(ground.backup), tmp_path, random.Random(number))
        if fate.acknowledged or stands(url):
            assert is_whole(url) == whole
        else:
            restore(ground.backup, url)
            assert is_whole(url) == whole


def stands(url: str) -> bool:
    """Whether there is a record."""
    try:
        open_record(url)
    except Refused as refusal:
        return [problem.code for problem in refusal.problems] != ["no-record"]
    return True
