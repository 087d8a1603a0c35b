"""Reading: the texts of an agency's folder, parsed as TOML; syntax errors with line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli

from gov_comms.config import syntax
from gov_comms.errors import Place, Problem
from gov_comms.messages import msg

AGENCY_FILE = "agency.toml"
REGULATIONS = "regulations/"
CASES = "cases/"


@dataclass(frozen=True, slots=True)
class Source:
    """The TOML texts of one agency by file name; ``folder`` is empty when they are on no disk."""

    name: str
    texts: Mapping[str, str]
    folder: str = ""

    def file(self, name: str) -> str:
        """How problems name the file: with its folder, so that it can be found."""
        return f"{self.folder}/{name}" if self.folder else name


@dataclass(frozen=True, slots=True)
class Document:
    """One TOML file: how problems name it, its text and its data; decimals are exact."""

    file: str
    text: str
    data: Mapping[str, Any]


def source_of_folder(folder: Path) -> tuple[Source, list[Problem]]:
    """All TOML files of an agency's folder, and the files that hold no readable text."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    names = (AGENCY_FILE, f"{REGULATIONS}*.toml", f"{CASES}*.toml")
    for path in sorted(path for name in names for path in folder.glob(name)):
        try:
            # Editors on Windows put a mark before the text; it says nothing.
            texts[path.relative_to(folder).as_posix()] = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            problems.append(
                Problem(
                    "not-utf8",
                    Place(str(path)),
                    msg("this file is not UTF-8 text"),
                    hint=msg("save it with the encoding UTF-8"),
                )
            )
        except OSError as error:
            problems.append(
                Problem(
                    "unreadable",
                    Place(str(path)),
                    msg("this file cannot be read: {error}", error=error.strerror or str(error)),
                )
            )
    return Source(folder.resolve().name, texts, str(folder)), problems


def parse(source: Source, name: str, problems: list[Problem]) -> Document | None:
    """The data of one file; None, and a problem noted, when it is not TOML."""
    text = source.texts[name]
    try:
        return Document(source.file(name), text, tomli.loads(text, parse_float=Decimal))
    except tomli.TOMLDecodeError as error:
        place = Place(source.file(name), error.lineno, error.colno)
        problems.append(Problem("syntax", place, syntax.said(error), hint=syntax.hint(error)))
        return None
