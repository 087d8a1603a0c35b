"""A process killed while it writes a ledger: ``python -m tests.settlement.dying FOLDER``."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from gov_comms.config import open_agency
from gov_comms.facts import facts_from_rows
from gov_comms.ledger.engine import PolarsEngine
from gov_comms.ledger.frame import Frame
from gov_comms.settlement import score


@dataclass(frozen=True, slots=True)
class Dying(PolarsEngine):
    """Polars in a process that is killed when it has written a part of the lines."""

    def write(self, frame: Frame, folder: Path) -> None:
        """Write one file, and the second for the last time."""
        PolarsEngine.write(self, frame, folder)
        if folder.name == "block=1":
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    opened = open_agency("county-court")
    case = opened.cases[0]
    facts = facts_from_rows(opened.agency, case.rows)
    score(opened, facts, case.period, engine=Dying()).write_ledger(Path(sys.argv[1]))
