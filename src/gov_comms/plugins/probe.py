"""The probe: plugins loaded on trial, each in a process of its own with a time limit."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import monotonic

from gov_comms.messages import Message, msg
from gov_comms.plugins.finding import SingleFile, Source

LIMIT = 20.0
"""Seconds that a plugin has to be loaded."""


@dataclass(frozen=True, slots=True)
class Probed:
    """What a trial found: the hooks that are answered, or why the plugin cannot be loaded."""

    hooks: tuple[str, ...] = ()
    failure: Message | None = None


def probe(sources: Iterable[Source], limit: float = LIMIT) -> Mapping[str, Probed]:
    """Load each plugin in a process of its own, side by side; what was found, by name."""
    running = [(source, _started(source)) for source in sources]
    end = monotonic() + limit
    return {source.name: _ended(process, end, limit) for source, process in running}


def _started(source: Source) -> subprocess.Popen[bytes]:
    asked = {
        "name": source.name,
        "file": source.path if isinstance(source, SingleFile) else "",
        "path": sys.path,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "gov_comms.plugins.probed"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(asked).encode())
    process.stdin.close()
    process.stdin = None
    return process


def _ended(process: subprocess.Popen[bytes], end: float, limit: float) -> Probed:
    try:
        answer, _ = process.communicate(timeout=max(end - monotonic(), 0.1))
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        what = msg("it is not loaded within {seconds} seconds", seconds=f"{limit:g}")
        return Probed(failure=what)
    if not answer:
        code = process.returncode
        return Probed(failure=msg("it ends the program that loads it, with {code}", code=code))
    found = json.loads(answer)
    if "error" in found:
        return Probed(failure=msg("{error}", error=found["error"]))
    return Probed(tuple(found["hooks"]))
