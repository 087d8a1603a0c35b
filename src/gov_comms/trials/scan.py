"""A look at the code of a plugin: does it read the clock, roll dice, or count in floats?"""

from __future__ import annotations

import ast
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


def unsteady(module: ModuleType) -> Iterator[str]:
    """Where a module reads the clock or rolls dice, as ``file:line``."""
    nodes = list(_nodes(module))
    called = dict(each for node, _ in nodes for each in _renamed(node))
    for node, place in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            owner = called.get(owner, owner)
            if node.attr in CLOCK.get(owner, ()) or (owner == "numpy" and node.attr in CHANCE):
                yield place
        elif isinstance(node, ast.Import):
            if any(each.name in CHANCE or each.name == "numpy.random" for each in node.names):
                yield place
        elif isinstance(node, ast.ImportFrom):
            names = [each.name for each in node.names]
            taken = (
                CLOCK.get(node.module or "", ()) if node.module in ("time", "uuid", "os") else ()
            )
            if node.module in (*CHANCE, "numpy.random") or any(name in taken for name in names):
                yield place


def _renamed(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The names that an import gives to what has another, with that other."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        for each in node.names:
            if each.asname:
                yield each.asname, each.name


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
