"""The process in which a plugin is loaded on trial: told which one on standard input.

It answers with one line of JSON and ends; its own output goes nowhere.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Load the plugin that standard input names, and say what it is."""
    asked = json.loads(sys.stdin.buffer.read())
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.path[:] = asked["path"]
    answers.write(json.dumps(tried(asked)))
    answers.flush()
    # What a plugin left running must not keep the process.
    os._exit(0)


def tried(asked: Any) -> dict[str, Any]:
    """Which hooks a plugin that is loaded here answers, or why it cannot be loaded."""
    from gov_comms.plugins.finding import packages_of, single_file
    from gov_comms.plugins.hookspecs import marked
    from gov_comms.plugins.objections import in_one_line

    try:
        if asked["file"]:
            plugin: Any = single_file(Path(asked["file"])).load()
        else:
            plugin = packages_of(asked["name"])[0].load()
        return {"hooks": marked(plugin)}
    except BaseException as error:
        # Whatever it raises, an exit among it: the plugin cannot be loaded.
        return {"error": in_one_line(error)}


if __name__ == "__main__":
    main()
