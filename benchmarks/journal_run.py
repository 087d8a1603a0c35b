"""One task on a record in a process of its own: ``python -m benchmarks.journal_run TASK URL``.

Prints JSON: its seconds, the most memory that the process held, whether the journal holds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping

from benchmarks import timing
from gov_comms.record.audit import rebuild, verify
from gov_comms.record.opening import open_record
from gov_comms.record.past import as_of


def _verify(url: str) -> bool:
    return not verify(open_record(url)).problems


def _rebuild(url: str) -> bool:
    return not rebuild(open_record(url)).problems


def _look_back(url: str) -> bool:
    """The record as it stood half of its entries ago."""
    with open_record(url).reading() as reader:
        head = reader.head()
        assert head is not None
        return len(as_of(reader, head.seq // 2).left) > 0


TASKS: Mapping[str, Callable[[str], bool]] = {
    "verify": _verify,
    "rebuild": _rebuild,
    "as of half-way": _look_back,
}


def main(task: str, url: str) -> None:
    """Do a task, and tell how long it took and what memory the process held."""
    holds, seconds = timing.timed(lambda: TASKS[task](url))
    print(json.dumps({"seconds": seconds, "MiB": timing.peak_memory(), "holds": holds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
