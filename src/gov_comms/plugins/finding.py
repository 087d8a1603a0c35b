"""Finding plugins: installed packages, and single files in an agency's folder ``plugins``."""

from __future__ import annotations

import ast
import importlib.util
import sys
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from gov_comms.messages import Message, msg
from gov_comms.plugins.api import API, DECLARED, version_objection
from gov_comms.plugins.trust import digest_of

GROUP = "gov_comms"
"""The group of entry points."""
FOLDER = "plugins"
"""The folder of an agency in which single files lie."""


@dataclass(frozen=True, slots=True)
class Package:
    """A plugin that an installed package brings."""

    name: str
    version: str
    point: EntryPoint

    def module(self) -> str:
        """The name under which it is imported."""
        return self.point.module

    def text(self) -> str:
        """The code of that module, read without running any; empty where it has none."""
        first, *rest = self.point.module.split(".")
        spec = importlib.util.find_spec(first)
        place = Path(spec.origin) if spec is not None and spec.origin else Path()
        for part in rest:
            package = place.parent / part / "__init__.py"
            place = package if package.is_file() else place.parent / f"{part}.py"
        return place.read_text("utf-8") if place.suffix == ".py" and place.is_file() else ""

    def load(self) -> Any:
        """The plugin; whatever its import raises comes through."""
        return self.point.load()


@dataclass(frozen=True, slots=True)
class SingleFile:
    """A plugin that is one file: its content as it was read, which is what runs."""

    name: str
    path: str
    content: bytes
    digest: str

    @property
    def version(self) -> str:
        """The start of its digest."""
        return f"sha256:{self.digest[:12]}"

    def module(self) -> str:
        """The name under which it is imported: its own for each content."""
        return f"gov_comms_file_{self.digest}"

    def text(self) -> str:
        """The code of that module."""
        return self.content.decode(errors="replace")

    def load(self) -> ModuleType:
        """The plugin; whatever it raises when run comes through."""
        name = self.module()
        loaded = sys.modules.get(name)
        # One that lay in a folder made for a while is loaded anew, with the file that it knows.
        if loaded is not None and Path(str(loaded.__file__)).is_file():
            return loaded
        spec = importlib.util.spec_from_loader(name, loader=None, origin=self.path)
        module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
        module.__file__ = self.path
        sys.modules[name] = module
        try:
            # Run from what was digested, so that nothing can be put in its place meanwhile.
            exec(compile(self.content, self.path, "exec"), module.__dict__)
        except BaseException:
            del sys.modules[name]
            raise
        return module


Source = Package | SingleFile
"""Where the code of a plugin comes from."""


def declared(source: Source) -> object:
    """The version of the hooks that a plugin is written for, read without running its code."""
    try:
        body = ast.parse(source.text()).body
    except (OSError, SyntaxError, ValueError):
        return None
    for line in body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
            names = [each.id for each in line.targets if isinstance(each, ast.Name)]
            if DECLARED in names:
                return line.value.value
    return None


def api_objection(source: Source, api: str = API) -> tuple[Message, Message | None] | None:
    """Why a program with the version ``api`` of the hooks would not even run a plugin's code."""
    try:
        ast.parse(source.text())
    except SyntaxError as error:
        return msg("line {line}: {error}", line=error.lineno or 0, error=error.msg), None
    except (OSError, ValueError):
        pass  # then it declares nothing either
    return version_objection(declared(source), api)


def installed() -> dict[str, EntryPoint]:
    """The installed third-party plugins by name; installed is not enabled."""
    return {point.name: point for point in entry_points(group=GROUP)}


def packages_of(name: str) -> tuple[Package, ...]:
    """The installed packages that bring a plugin of this name."""
    points = [point for point in entry_points(group=GROUP) if point.name == name]
    return tuple(
        Package(name, point.dist.version if point.dist else "0", point) for point in points
    )


def file_of(folder: Path | None, name: str) -> SingleFile | None:
    """The plugin of this name that lies as a single file in an agency's folder."""
    path = folder / FOLDER / f"{name}.py" if folder is not None else None
    if path is None or "/" in name or not path.is_file():
        return None
    return single_file(path)


def single_file(path: Path) -> SingleFile:
    """A file as a plugin; raises `OSError` when it cannot be read."""
    content = path.read_bytes()
    return SingleFile(path.stem, str(path), content, digest_of(content))
