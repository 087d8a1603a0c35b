"""A process that does one deed to a record, and says how far it is; it is there to be killed.

``python -m tests.record.crashing URL FILE``: FILE holds the deed.  It says ``ready``, waits for a
line, says ``writing`` when all is decided and nothing written, and ``done`` at the end.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gov_comms.record.backup import restore
from gov_comms.review.desk import Desk
from gov_comms.review.office import carry_out, open_office


@dataclass(frozen=True)
class Deed:
    """A command of the desk, who calls it, and what he says."""

    command: Callable[..., Any]
    said: Mapping[str, Any]
    account: str
    at: datetime

    def begun(self, url: str) -> Callable[[], object]:
        """The deed, ready to be done to a record."""
        office = open_office(url)

        def decided(desk: Desk, **said: Any) -> Any:
            acts = self.command(desk, **said)
            say("writing")
            return acts

        return lambda: carry_out(office, decided, self.account, at=self.at, **self.said)


@dataclass(frozen=True)
class Restoring:
    """A restore of a backup."""

    backup: Path

    def begun(self, url: str) -> Callable[[], object]:
        """The restore, ready to be done."""

        def do() -> object:
            say("writing")
            return restore(self.backup, url)

        return do


def say(word: str) -> None:
    """Tell whoever started this process."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(url: str, file: str) -> None:
    """Do the deed of a file."""
    deed: Deed | Restoring = pickle.loads(Path(file).read_bytes())
    do = deed.begun(url)
    say("ready")
    sys.stdin.readline()
    do()
    say("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
