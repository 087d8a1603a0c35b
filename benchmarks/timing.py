"""Taking times: in turn, so that a busy machine is busy for everybody, and by whole processes."""

from __future__ import annotations

import gc
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and the seconds it took."""
    gc.collect()
    return timed_alone(work)


def timed_alone(work: Callable[[], T]) -> tuple[T, float]:
    """The same for small works, after which nothing is tidied up: that would take longer."""
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def in_turn(works: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """The median seconds of each work, taken A B A B …; one round before them warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(repeats + 1):
        for name, work in works.items():
            _, took = timed(work)
            if turn:
                seconds[name].append(took)
    return {name: median(took) for name, took in seconds.items()}


def of_processes(commands: Mapping[str, Sequence[str]], repeats: int) -> dict[str, float]:
    """The median seconds of whole processes, in turn; raises when one of them fails."""
    return in_turn(
        {
            name: partial(subprocess.run, command, check=True, capture_output=True)
            for name, command in commands.items()
        },
        repeats,
    )


def peak_memory() -> float:
    """The most memory this process has held so far, in MiB.

    Linux tells it of the program alone; what `resource` knows takes in the process before it.
    """
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
