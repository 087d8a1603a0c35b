"""What stands before and after a trial: nothing that a plugin keeps or is shown may change."""

from __future__ import annotations

import decimal
import locale
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from gov_comms.config import Opened
from gov_comms.plugins.finding import file_of, packages_of

CHANGEABLE = (dict, list, set, bytearray, int, str)
"""The kinds of value in a module that calls may change or replace."""


def plugin_modules(opened: Opened) -> tuple[ModuleType, ...]:
    """The modules of an agency's plugins, and those of their packages that are loaded."""
    names = []
    for name in opened.plugins.versions:
        file = file_of(Path(opened.agency.folder), name)
        names.append((file or packages_of(name)[0]).module())
    return tuple(
        module
        for other, module in sorted(sys.modules.items())
        if any(other == name or other.startswith(f"{name}.") for name in names)
    )


def state(modules: Sequence[ModuleType]) -> dict[str, str]:
    """What the modules, their classes and the process hold that could be changed, as text."""
    process = {
        "os.environ": repr(sorted(os.environ.items())),
        "os.getcwd": str(Path.cwd()),
        "sys.path": repr(sys.path),
        "decimal.getcontext": repr(decimal.getcontext()),
        "locale.setlocale": locale.setlocale(locale.LC_ALL),
    }
    return process | {name: each for module in modules for name, each in _held(module)}


def _held(module: ModuleType) -> Iterator[tuple[str, str]]:
    for name, each in vars(module).items():
        if isinstance(each, type) and each.__module__ == module.__name__:
            for inner, value in vars(each).items():
                yield from _named(f"{module.__name__}.{name}", inner, value)
        yield from _named(module.__name__, name, each)


def _named(owner: str, name: str, value: Any) -> Iterator[tuple[str, str]]:
    if not name.startswith("__") and isinstance(value, CHANGEABLE):
        yield f"{owner}.{name}", repr(value)


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The names under which something else stands than before."""
    return sorted(name for name in after if after[name] != before.get(name))
