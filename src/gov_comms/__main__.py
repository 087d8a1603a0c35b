"""A process that makes one call and ends: ``gov-comms``, or ``python -m gov_comms``."""

from __future__ import annotations

import gc
import sys

OBJECTS = 100_000
"""How many objects more there are when Python looks for those that nobody reaches any longer."""


def start() -> int:
    """Run the command line as a process of its own; answers with the exit code."""
    # What a start imports and reads stays until the end; to look through it every 700 objects, and
    # once more at the end, took a fifth of a cold score, and found next to nothing.
    gc.set_threshold(OBJECTS)
    from gov_comms.cli import main

    try:
        return main()
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(start())
