"""Plugins as an installer leaves them, in a folder of their own on the path of modules."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a plugin from its code: ``install("name", code, version=…, package=…)``."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    before = set(sys.modules)

    def installed(name: str, code: str, *, version: str = "1.0", package: str = "") -> None:
        package = package or name
        module = f"{package}_plugin"
        (site / f"{module}.py").write_text(code, encoding="utf-8")
        about = site / f"{package}-{version}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Name: {package}\nVersion: {version}\n", encoding="utf-8")
        points = f"[gov_comms]\n{name} = {module}\n"
        (about / "entry_points.txt").write_text(points, encoding="utf-8")

    yield installed
    for name in set(sys.modules) - before:
        if name.endswith("_plugin"):
            del sys.modules[name]
