"""The contracts of plugins, and whether those of an agency hold to them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg

LIMIT = 300
"""Seconds for one trial."""
CONTRACTS: Mapping[str, Message] = {
    "opens": msg("the agency opens with them"),
    "cases": msg("its cases hold"),
    "replay": msg("the same comes out each time, in other processes too"),
    "order": msg("the order of rows changes nothing"),
    "one": msg("they work on one row"),
    "many": msg("they work on many rows"),
    "explained": msg("their steps are told, and lines sum to totals"),
    "decimals": msg("their verbs know no floats"),
    "state": msg("they keep nothing between calls"),
    "outside": msg("they reach for no network and no other program"),
    "clock": msg("they read no clock and roll no dice"),
}
"""What plugins must hold to, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One contract and what stands against it."""

    contract: str
    against: tuple[str, ...]


def judged(folder: Path) -> tuple[Verdict, ...]:
    """Each contract, tried on an agency; nothing more when the agency does not even open.

    Raises `Refused` when a trial ends or goes on without an answer.
    """
    running = [_started(folder, seed) for seed in ("1", "2")]
    first, second = [_ended(folder, each) for each in running]
    if first["opens"]:
        return (Verdict("opens", tuple(first["opens"])),)
    elsewhere = sorted(set(first["answers"]) ^ set(second.get("answers", ())))[:5]
    found = {**first, "replay": [*first["replay"], *elsewhere]}
    return tuple(Verdict(name, tuple(dict.fromkeys(found[name]))) for name in CONTRACTS)


def _started(folder: Path, seed: str) -> subprocess.Popen[str]:
    """A process that tries; ``seed`` is that of its hashes, so that sets come in other orders."""
    return subprocess.Popen(
        [sys.executable, "-m", "gov_comms.trials", str(folder)],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _ended(folder: Path, process: subprocess.Popen[str]) -> dict[str, list[str]]:
    """What one process finds."""
    try:
        answer, complaint = process.communicate(timeout=LIMIT)
        found: dict[str, list[str]] = json.loads(answer)
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
