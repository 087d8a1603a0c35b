"""A watch over a process: what reaches outside is noted, what would write outside is held back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REACHES = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")
"""The beginnings of events by which a program reaches outside itself."""
CHANGES = {"os.mkdir": 1, "os.remove": 1, "os.rename": 2, "os.rmdir": 1, "shutil.rmtree": 1}
"""Events by which a program changes what lies on a disk, and how many paths they begin with."""
NO_FOLDER = (-1, None)
"""Where paths are not taken from a folder that is open already, as a cleaning up takes them."""


@dataclass(slots=True)
class Watch:
    """What was seen; writing is allowed in one folder."""

    folder: Path
    on: bool = False
    seen: list[str] = field(default_factory=list)

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Look at an event of the interpreter; raises `PermissionError` for a write outside."""
        if not self.on:
            return
        if event.startswith(REACHES):
            self.seen.append(event)
        elif event == "open" and _writes(arguments):
            self._hold_back(event, arguments[0])
        elif event in CHANGES and arguments[-1] in NO_FOLDER:
            for path in arguments[: CHANGES[event]]:
                self._hold_back(event, path)

    def _hold_back(self, event: str, given: object) -> None:
        if not isinstance(given, str | bytes | os.PathLike):
            return  # a file that is open already
        path = Path(os.fsdecode(given)).resolve()
        if path != Path(os.devnull) and not path.is_relative_to(self.folder):
            self.seen.append(f"{event}: {path}")
            raise PermissionError(f"a trial writes nothing to {path}")


def _writes(arguments: tuple[Any, ...]) -> bool:
    """Whether an ``open`` is one for writing."""
    _, mode, flags = (*arguments, None, None)[:3]
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


@contextmanager
def watched(folder: Path) -> Iterator[Watch]:
    """A watch over this process from here on; it looks away once the block ends."""
    watch = Watch(folder)
    sys.addaudithook(watch.heard)
    watch.on = True
    try:
        yield watch
    finally:
        watch.on = False
