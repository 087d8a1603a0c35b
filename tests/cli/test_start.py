"""Help is there at once: it loads click, some small things, and no engine."""

from __future__ import annotations

import json
import subprocess
import sys

HELP = "from gov_comms.cli import main; main(['--help'])"
BARE = "import click; click.Command('bare').main(['--help'], standalone_mode=False)"
MOST_FURTHER_MODULES = 100


def modules_after(code: str) -> set[str]:
    """The modules that are loaded once ``code`` has run in a process of its own."""
    tell = "import json, sys; sys.stderr.write(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", f"{code}; {tell}"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stderr))


def roots(modules: set[str]) -> set[str]:
    """The top-level packages that are not part of Python."""
    found = {module.partition(".")[0] for module in modules}
    return found - set(sys.stdlib_module_names)


def test_help_loads_no_engine() -> None:
    further = roots(modules_after(HELP)) - roots(modules_after(BARE))
    assert further == {"gov_comms", "wcwidth"}


def test_help_loads_few_modules() -> None:
    further = modules_after(HELP) - modules_after(BARE)
    assert len(further) < MOST_FURTHER_MODULES, sorted(further)
