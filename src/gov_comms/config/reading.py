"""Reading: the texts of an agency's folder, parsed as TOML; syntax errors with line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli

from gov_comms.config import syntax
from gov_comms.errors import Place, Problem
from gov_comms.language.faults import Keys
from gov_comms.messages import msg

AGENCY_FILE = "agency.toml"
CLAUSES_FILE = "clauses.toml"
REGULATIONS = "regulations/"
CASES = "cases/"
NO_RULES = ("records",)
"""Folders beside an agency's files that are no part of its rules."""


@dataclass(frozen=True, slots=True)
class Source:
    """The texts of one agency by file name in its folder.

    ``shelf`` are texts that are on no disk, those of other folders too, by their whole name.
    ``elsewhere`` says where texts lie that were put among those of the folder.
    """

    name: str
    texts: Mapping[str, str]
    folder: str = ""
    shelf: Mapping[str, str | bytes] | None = None
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def file(self, name: str) -> str:
        """How problems name the file: with its folder, so that it can be found."""
        if name in self.elsewhere:
            return self.elsewhere[name]
        return f"{self.folder}/{name}" if self.folder else name

    def tomls(self) -> tuple[str, ...]:
        """The files that are read as TOML."""
        return tuple(
            name
            for name in self.texts
            if name in (AGENCY_FILE, CLAUSES_FILE) or name.startswith((REGULATIONS, CASES))
        )


@dataclass(frozen=True, slots=True)
class Document:
    """One file: how problems name it, its text and its data; decimals are exact.

    Data may be put together from several files: ``homes`` says of the keys that come from elsewhere
    where they are written, ``scales`` the same of the scales in force.  ``cells`` are the places of
    the data of a spreadsheet, which has no text.
    """

    file: str
    text: str
    data: Mapping[str, Any]
    homes: Mapping[Keys, Home] = field(default_factory=dict)
    scales: Mapping[str, Home] = field(default_factory=dict)
    cells: Mapping[Keys, Place] | None = None


Home = tuple[Document, Keys]
"""Where something is written: the file, and the keys in it."""


def home_of(document: Document, keys: Keys) -> Home:
    """Where the keys of a document are written, which may be another file."""
    scale = last_scale(document, keys)
    if scale is not None:
        home, stem = document.scales[str(keys[scale])]
        return home_of(home, (*stem, *keys[scale + 1 :]))
    for length in range(len(keys), 0, -1):
        if keys[:length] in document.homes:
            home, stem = document.homes[keys[:length]]
            return home_of(home, (*stem, *keys[length:]))
    return document, keys


def last_scale(document: Document, keys: Keys) -> int | None:
    """Where keys last go on in a scale, as in ``…scale.稿费.table``; None where they never do."""
    for at in range(len(keys) - 1, 0, -1):
        if keys[at - 1] == "scale" and keys[at] in document.scales:
            return at
    return None


def source_of_folder(folder: Path) -> tuple[Source, list[Problem]]:
    """All TOML files of an agency's folder, and the files that hold no readable text."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    names = (AGENCY_FILE, CLAUSES_FILE, f"{REGULATIONS}*.toml", f"{CASES}*.toml")
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


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of an agency's folder that are part of its rules, by their names in it."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith((".", "~")) for part in name.parts)
        if path.is_file() and not hidden and name.parts[0] not in NO_RULES:
            yield name.as_posix(), path


def source_of_shelf(shelf: Mapping[str, str | bytes], folder: str, name: str) -> Source:
    """The agency whose folder is a part of some texts; ``folder`` is empty for the outermost."""
    start = f"{folder}/" if folder else ""
    texts = {
        each.removeprefix(start): text
        for each, text in shelf.items()
        if each.startswith(start) and isinstance(text, str)
    }
    return Source(name, texts, folder, shelf)


def parse(source: Source, name: str, problems: list[Problem]) -> Document | None:
    """The data of one file; None, and a problem noted, when it is not TOML."""
    text = source.texts[name]
    try:
        return Document(source.file(name), text, tomli.loads(text, parse_float=Decimal))
    except tomli.TOMLDecodeError as error:
        place = Place(source.file(name), error.lineno, error.colno)
        problems.append(Problem("syntax", place, syntax.said(error), hint=syntax.hint(error)))
        return None
