"""A trial in a process of its own: ``python -m gov_comms.trials FOLDER [ANSWERS]``, JSON out."""

from __future__ import annotations

import json
import sys

from gov_comms.trials.judging import ANSWERS
from gov_comms.trials.watching import observed

if __name__ == "__main__":
    folder, *more = sys.argv[1:]
    sys.stdout.write(json.dumps(observed(folder, only_answers=more == [ANSWERS])))
