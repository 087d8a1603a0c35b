"""Looking into a workbook's archive before it is opened, so that no file can exhaust the machine.

A workbook is a zip archive of XML.  Its directory says how large it unpacks; reading each part
once proves that the directory tells the truth, and shows how far each sheet reaches and which
cells show an error instead of a value (our reader gives those as blank).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg

MOST_MEMBERS = 10_000
MOST_UNPACKED = 2**30
"""In bytes; a sheet of a million rows and fifteen columns unpacks to about 0.7 GB."""
MOST_RATIO = 250
"""Unpacked to packed, for archives beyond `SMALL_ENOUGH`; sheets of numbers stay below 50."""
SMALL_ENOUGH = 2**24
MOST_CELLS = 20_000_000
"""Cells in the rectangle that a sheet spans, filled or not: our reader holds them all."""

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REFERENCE = re.compile(rb' r="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<row [^>]*?r="([0-9]{1,7})"')
_WIDE = re.compile(rb' r="[A-Z]{2,3}[0-9]')
_ERROR = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*?\bt="e"[^>]*>.*?<v>([^<]*)</v>', re.S)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_LINK = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')

Cells = Mapping[tuple[int, int], str]
"""Texts by (row, column), both counted from 0."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is seen in one XML part of a workbook."""

    errors: Cells
    far: tuple[int, int]
    """The number of the last row and of the last column."""


def look_into(path: Path) -> dict[str, Cells]:
    """The cells of each sheet, by its name, that show an error such as ``#N/A``.

    Raises `Refused` for what is no workbook and for archives that unpack to more than we open.
    """
    with path.open("rb") as file:
        start = file.read(len(_OLD))
        if start == _OLD:
            rest = file.read()
            raise _refused(path, "encrypted" if _ENCRYPTED in rest else "old")
    if not start:
        raise _refused(path, "empty")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(path, archive)
            names = _sheet_names(archive)
            found = {}
            for member in archive.infolist():
                part = _part(archive.read(member))
                rows, columns = part.far
                if rows * columns > MOST_CELLS:
                    raise _too_far(path, names.get(member.filename, ""), rows, columns)
                if member.filename in names:
                    found[names[member.filename]] = part.errors
            return found
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError):
        raise _refused(path, "broken") from None


def _check_directory(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(path.stat().st_size, 1)
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise _refused(path, "broken")
    if (
        len(members) > MOST_MEMBERS
        or unpacked > MOST_UNPACKED
        or (unpacked > SMALL_ENOUGH and unpacked > MOST_RATIO * packed)
    ):
        what = msg(
            "this workbook unpacks to {size} MB in {members} parts and is not opened",
            size=unpacked // 2**20,
            members=len(members),
        )
        hint = msg("save large tables as .csv or .parquet")
        raise Refused([Problem("archive-bomb", Place(str(path)), what, "", hint)])


def _part(data: bytes) -> Part:
    if b"<" not in data[:200]:
        return Part({}, (0, 0))
    rows = max((int(row) for row in _ROW.findall(data)), default=0)
    columns = 26
    if not rows or rows * columns > MOST_CELLS or _WIDE.search(data):
        columns, widths = 0, dict[bytes, int]()
        for letters, row in (match.groups() for match in _REFERENCE.finditer(data)):
            rows = max(rows, int(row))
            if letters not in widths:
                widths[letters] = _column(letters) + 1
                columns = max(columns, widths[letters])
    errors = {
        (int(row) - 1, _column(letters)): text.decode("utf-8", "replace")
        for letters, row, text in (_ERROR.findall(data) if b't="e"' in data else ())
    }
    return Part(errors, (rows, columns))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The sheet's name for each part that holds one."""
    try:
        links = archive.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    targets = {}
    for tag in _LINK.findall(links):
        about = _attributes(tag)
        target = about.get("Target", "")
        targets[about.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    sheets = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        about = _attributes(tag)
        link = next((value for key, value in about.items() if key.endswith(":id")), "")
        if link in targets and "name" in about:
            sheets[targets[link]] = about["name"]
    return sheets


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode(): unescape(value.decode("utf-8", "replace"))
        for name, value in _ATTRIBUTE.findall(tag)
    }


def _too_far(path: Path, sheet: str, rows: int, columns: int) -> Refused:
    what = msg(
        "this sheet reaches to row {row} and column {column} and is not opened",
        row=rows,
        column=columns,
    )
    hint = msg("delete the rows and columns beyond the table, also those that look empty")
    return Refused(
        [Problem("sheet-too-large", Place(str(path), sheet=sheet or None), what, "", hint)]
    )


def _refused(path: Path, how: str) -> Refused:
    what, hint = _reason(how)
    return Refused([Problem(f"workbook-{how}", Place(str(path)), what, "", hint)])


def _reason(how: str) -> tuple[Message, Message]:
    if how == "encrypted":
        return msg("this workbook is locked with a password"), msg("save it without a password")
    if how == "old":
        return msg("this is a workbook in the old .xls format"), msg("save it as .xlsx")
    if how == "empty":
        return msg("this file is empty"), msg("save the workbook again as .xlsx")
    return msg("this file is no workbook, or it is damaged"), msg("save it again as .xlsx")
