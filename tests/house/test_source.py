"""The habits of the source that no linter holds."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "gov_comms"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST = 450
MUTATORS = {
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove",
    "setdefault", "sort", "update",
}  # fmt: skip


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_layers_hold() -> None:
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout


def test_files_stay_short() -> None:
    lengths = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def module_names(tree: ast.Module) -> set[str]:
    """Names that a module assigns at its top."""
    names: set[str] = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def root_name(node: ast.expr) -> str:
    """The name at the bottom of ``a.b[c]``."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def local_names(function: ast.AST) -> set[str]:
    """Names that a function binds itself."""
    stored = {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return stored | {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}


def writes_to_module(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Lines at which a function changes what its module holds."""
    names = module_names(tree)
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        shared = names - local_names(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Global):
                yield node.lineno, ", ".join(node.names)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                name = root_name(node.func.value)
                if node.func.attr in MUTATORS and name in shared:
                    yield node.lineno, name
            elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(
                node.ctx, ast.Load
            ):
                name = root_name(node)
                if name in shared:
                    yield node.lineno, name


def test_modules_hold_no_state() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {name}"
        for path in MODULES
        for line, name in writes_to_module(parsed(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("A = {}\ndef f():\n    A['x'] = 1\n", [(3, "A")]),
        ("A = []\ndef f():\n    A.append(1)\n", [(3, "A")]),
        ("A = 1\ndef f():\n    global A\n    A = 2\n", [(3, "A")]),
        ("A = {}\ndef f(A):\n    A['x'] = 1\n", []),
        ("A = {}\ndef f():\n    return A['x']\n", []),
    ],
)
def test_modules_hold_no_state_lint_sees(code: str, found: list[tuple[int, str]]) -> None:
    assert list(writes_to_module(ast.parse(code))) == found


def test_msg_templates_are_literals() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "msg"
        and not (
            node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        )
    ]
    assert found == []
