"""The codes of problems that stand in the source of the config, found by how they are written."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import gov_comms.config
import gov_comms.plugins

SOURCES = [Path(str(each.__file__)).parent for each in (gov_comms.config, gov_comms.plugins)]
OTHERS = ("founding.py", "sheets.py", "trust.py")
"""What is said when an agency is founded, a file of facts is read, or a plugin is trusted."""
_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def codes_in_source() -> set[str]:
    """Every code that `check` can say: a literal that stands before what is said, or a place."""
    files = [each for folder in SOURCES for each in sorted(folder.rglob("*.py"))]
    files = [each for each in files if each.name not in OTHERS]
    return {code for file in files for code in _codes(ast.parse(file.read_text(encoding="utf-8")))}


def _codes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        parts = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
        made = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem"
        for one, following in itertools.pairwise(parts[:2] if made else parts):
            literal = one.value if isinstance(one, ast.Constant) else None
            is_code = isinstance(literal, str) and _CODE.fullmatch(literal)
            if is_code and (made or _is_said(following)):
                yield literal


def _is_said(node: ast.expr) -> bool:
    """Whether a part of a call is what a problem says."""
    match node:
        case ast.Starred(value=ast.Name(id="said")):
            return True
        case ast.Name(id="what" | "said"):
            return True
        case ast.Call(func=ast.Name(id="msg")):
            return True
        case ast.Attribute(attr="asks"):
            return True
        case ast.Subscript(slice=ast.Constant(value="what" | 1)):
            return True
    return False
