"""The contracts of plugins, and whether those of an agency hold to them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg

LIMIT = 300
"""Seconds for one trial."""
ANSWERS = "answers"
"""Asks a trial for what comes out, and nothing further."""
CONTRACTS: Mapping[str, Message] = {
    "opens": msg("the agency opens with them"),
    "cases": msg("its cases hold"),
    "replay": msg("the same comes out each time, in other processes too"),
    "order": msg("the order of rows changes nothing"),
    "one": msg("their verbs work on one row"),
    "many": msg("their verbs work on many rows"),
    "explained": msg("their steps are told, and lines sum to totals"),
    "decimals": msg("their verbs know no floats"),
    "files": msg("their readers read a file or refuse it, and leave it as it is"),
    "documents": msg("their writers write every bulletin, in each language"),
    "checks": msg("their checks look at the agency, and at each edition alone"),
    "opinions": msg("they judge every piece, odd ones too, with text and clause"),
    "news": msg("they hear news of every kind, and again"),
    "unchanged": msg("they change nothing that they are shown"),
    "state": msg("they keep nothing between calls"),
    "outside": msg("they reach for no network, no other program and no file elsewhere"),
    "clock": msg("they read no clock and roll no dice"),
}
"""What plugins must hold to, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One contract, what stands against it, and whether there was anything to try it on."""

    contract: str
    against: tuple[str, ...]
    tried: bool = True


def judged(folder: Path) -> tuple[Verdict, ...]:
    """Each contract, tried on an agency; nothing more when the agency does not even open.

    Raises `Refused` when a trial ends or goes on without an answer.
    """
    running = [_started(folder, "1"), _started(folder, "2", ANSWERS)]
    first, second = [_ended(folder, each) for each in running]
    against, times = first["against"], first["times"]
    if against["opens"]:
        return (Verdict("opens", tuple(against["opens"])),)
    elsewhere = sorted(set(first["answers"]) ^ set(second["answers"]))[:5]
    against = {**against, "replay": [*against["replay"], *elsewhere]}
    return tuple(
        Verdict(name, tuple(dict.fromkeys(against[name])), bool(times.get(name, 1)))
        for name in CONTRACTS
    )


def _started(folder: Path, seed: str, *more: str) -> subprocess.Popen[str]:
    """A process that tries; ``seed`` is that of its hashes, so that sets come in other orders."""
    return subprocess.Popen(
        [sys.executable, "-m", "gov_comms.trials", str(folder), *more],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _ended(folder: Path, process: subprocess.Popen[str]) -> dict[str, Any]:
    """What one process finds."""
    try:
        answer, complaint = process.communicate(timeout=LIMIT)
        found: dict[str, Any] = json.loads(answer)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        what = msg("the trial does not end within {seconds} seconds", seconds=LIMIT)
    except ValueError:
        said = complaint.strip().splitlines()
        what = msg("the trial ends without an answer: {error}", error=said[-1] if said else "")
    else:
        return found
    raise Refused([Problem("trial-failed", Place(str(folder)), what)])
