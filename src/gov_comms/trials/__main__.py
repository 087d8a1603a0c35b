"""One trial in a process of its own: ``python -m gov_comms.trials FOLDER``, JSON out."""

from __future__ import annotations

import json
import sys

from gov_comms.trials.watching import observed

if __name__ == "__main__":
    sys.stdout.write(json.dumps(observed(sys.argv[1])))
