"""Founding: the files of a new plugin with a test and an office to try it; nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg
from gov_comms.plugins.api import API

KIT = Path(__file__).with_name("kit")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ENDING = ".in"


@dataclass(frozen=True, slots=True)
class NewPlugin:
    """What a new plugin is to be: its name, and whether it is one file instead of a package."""

    name: str
    one_file: bool = False

    def words(self) -> dict[str, str]:
        """What stands in the kit's files for what is marked there."""
        package = f"gov_comms_{self.name.replace('-', '_')}"
        page = "Path(__file__)" if self.one_file else f'Path(__file__).with_name("{self.name}.md")'
        office = "Path(__file__).parents[1]"
        return {
            "name": self.name,
            "package": package,
            "shape": "".join(part.capitalize() for part in self.name.split("-")),
            "page": page,
            "api": API,
            "office": office if self.one_file else f'{office} / "office"',
        }


def found_plugin(new: NewPlugin) -> dict[str, str]:
    """The files of a new plugin by relative name; raises `Refused` for what is no name."""
    if not NAME.fullmatch(new.name):
        what = msg("{name} is no name for a plugin", name=repr(new.name))
        hint = msg("small letters and digits, with - between words")
        raise Refused([Problem("name", Place(), what, "NAME", hint)])
    words = new.words()
    return {name: Template(text).substitute(words) for name, text in _kit(new, words)}


def _kit(new: NewPlugin, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The kit's files by the name under which they are written."""
    kind = KIT / ("file" if new.one_file else "package")
    office = "" if new.one_file else "office/"
    for folder, start in ((kind, ""), (KIT / "office", office)):
        for path in sorted(folder.rglob(f"*{_ENDING}")):
            name = path.relative_to(folder).as_posix().removesuffix(_ENDING)
            name = name.replace("PACKAGE", words["package"]).replace("NAME", words["name"])
            yield f"{start}{name}", path.read_text("utf-8")
    code = f"plugins/{new.name}.py" if new.one_file else f"src/{words['package']}/__init__.py"
    test = f"tests/test_{words['name'].replace('-', '_')}.py"
    for name, part in ((code, "verb"), (test, "test"), ("tests/conftest.py", "conftest")):
        yield name, (KIT / f"{part}{_ENDING}").read_text("utf-8")
