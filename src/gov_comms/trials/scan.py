"""A look at the code of a plugin: does it read the clock, roll dice, or count in floats?"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

CLOCK = {
    "datetime": ("now", "today", "utcnow"),
    "date": ("today",),
    "time": ("time", "time_ns", "localtime", "gmtime", "ctime"),
    "uuid": ("uuid1", "uuid4"),
    "os": ("urandom",),
}
"""Calls that answer otherwise tomorrow, by the last two names of what is called."""
CHANCE = ("random", "secrets")
"""Modules that answer otherwise each time."""


def modules_of(plugin: ModuleType) -> Iterator[ModuleType]:
    """The module of a plugin and those of its package that are loaded."""
    name = plugin.__name__
    for other, module in sorted(sys.modules.items()):
        if other == name or other.startswith(f"{name}."):
            yield module


def unsteady(module: ModuleType) -> Iterator[str]:
    """Where a module reads the clock or rolls dice, as ``file:line``."""
    for node, place in _nodes(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if node.attr in CLOCK.get(owner, ()):
                yield place
        elif isinstance(node, ast.Import):
            if any(each.name in CHANCE for each in node.names):
                yield place
        elif isinstance(node, ast.ImportFrom):
            names = [each.name for each in node.names]
            called = (
                CLOCK.get(node.module or "", ()) if node.module in ("time", "uuid", "os") else ()
            )
            if node.module in CHANCE or any(name in called for name in names):
                yield place


def floats(module: ModuleType) -> Iterator[str]:
    """Where a module writes or makes a float, as ``file:line``."""
    for node, place in _nodes(module):
        written = isinstance(node, ast.Constant) and isinstance(node.value, float)
        if written or (isinstance(node, ast.Name) and node.id == "float"):
            yield place


def _nodes(module: ModuleType) -> Iterator[tuple[ast.AST, str]]:
    path = Path(module.__file__ or "")
    if path.suffix == ".py" and path.is_file():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield node, f"{path.name}:{getattr(node, 'lineno', 0)}"
