"""Tables of a scale that stand in a spreadsheet: its cells as the data that TOML would hold.

Two forms are read.  In a list each row has the words of ``by`` and an ``amount``; in a grid each
row has the word of the first of ``by``, and ``columns`` are the words of the second.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from gov_comms.config.naming import dotted
from gov_comms.config.reading import Source
from gov_comms.config.shape import ScaleShape
from gov_comms.errors import Place, Problem, Refused
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.value import parse_number
from gov_comms.messages import Message, msg
from gov_comms.model import Table
from gov_comms.plugins import Importer, Sheet
from gov_comms.plugins.sheets import by_suffix, heading_key, read_file

Note = Callable[[Keys, str, Message, Message | None], None]
"""Notes a problem under the keys of one scale."""
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?", re.IGNORECASE | re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Written:
    """What a spreadsheet says: data as in TOML, and the place of each of its keys."""

    data: Mapping[str, Any]
    cells: Mapping[Keys, Place]


@dataclass(frozen=True, slots=True)
class Library:
    """What reading a spreadsheet needs: its agency's files, readers, and names of columns."""

    source: Source
    importers: Mapping[str, Importer]
    tables: Mapping[str, Table]


def read_table(
    shape: ScaleShape, library: Library, note: Note, problems: list[Problem]
) -> Written | None:
    """The table of a scale; None, and all that is wrong noted, when it cannot be read."""
    before = len(problems)
    sheet = _sheet(shape, library, note, problems)
    if sheet is None:
        return None
    place = Place(library.source.file(str(shape.file)), sheet=sheet.name)
    table = _Table(shape, sheet, place, problems)
    headings = table.headings(library.tables)
    if headings is not None:
        table.read(*headings)
    return None if len(problems) > before else Written(table.data(), table.cells)


def _sheet(
    shape: ScaleShape, library: Library, note: Note, problems: list[Problem]
) -> Sheet | None:
    """The sheet that a scale names, or the only one that its file has."""
    name = str(shape.file)
    importer = by_suffix(library.importers.values()).get(PurePosixPath(name).suffix.lower())
    if not _stays_inside(name):
        what = msg("a file inside the agency's folder is needed")
        note(("file",), "outside", what, msg("write {example}", example='"tables/稿费.xlsx"'))
        return None
    if importer is None:
        words = ", ".join(sorted(by_suffix(library.importers.values())))
        hint = msg("save it as one of these: {words}", words=words)
        note(("file",), "unknown-format", msg("files of this kind are not read"), hint)
        return None
    try:
        sheets = _sheets(name, library.source, importer)
    except Refused as refused:
        file = library.source.file(name)
        problems += (replace(p, place=replace(p.place, file=file)) for p in refused.problems)
        return None
    if sheets is None:
        note(
            ("file",),
            "no-file",
            msg("there is no file {name} in the agency's folder", name=name),
            None,
        )
        return None
    names = [sheet.name for sheet in sheets]
    if shape.sheet is None and len(sheets) != 1:
        what = msg("the file has several sheets; which one is meant?")
        note(
            ("file",),
            "which-sheet",
            what,
            msg("say sheet = one of {names}", names=", ".join(names)),
        )
        return None
    if shape.sheet is not None and shape.sheet not in names:
        what = msg("the file has no sheet {name}", name=shape.sheet)
        note(("sheet",), "no-sheet", what, nearest(shape.sheet, names))
        return None
    return sheets[0] if shape.sheet is None else sheets[names.index(shape.sheet)]


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or re.search(r"[\\:]", name))


def _sheets(name: str, source: Source, importer: Importer) -> tuple[Sheet, ...] | None:
    """All sheets of a file of the agency; None when it has no such file.

    Readers take files; what is on no disk is laid down for them for a moment.
    """
    if source.shelf is None:
        folder = Path(source.folder).resolve()
        path = (folder / name).resolve()
        return read_file(importer, path) if path.is_file() and folder in path.parents else None
    content = source.shelf.get(source.file(name))
    if content is None:
        return None
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / PurePosixPath(name).name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_file(importer, path)


class _Table:
    """One sheet being read: the entries so far with their places, and what is wrong."""

    def __init__(
        self, shape: ScaleShape, sheet: Sheet, place: Place, problems: list[Problem]
    ) -> None:
        self.shape = shape
        self.sheet = sheet
        self.place = place
        self.problems = problems
        self.entries: dict[str, Any] = {}
        self.cells: dict[Keys, Place] = {(): place, ("by",): replace(place, row=self.top)}

    @property
    def top(self) -> int:
        """The row of the headings."""
        return self.sheet.first_row - 1

    def data(self) -> Mapping[str, Any]:
        """The table as TOML data of a value."""
        rest = {} if self.shape.rest is None else {"rest": self.shape.rest}
        return {"by": list(self.shape.axes()), "table": self.entries, **rest}

    def refuse(self, place: Place, code: str, what: Message, hint: Message | None = None) -> None:
        key = dotted(("scale", self.shape.id))
        self.problems.append(Problem(code, place, what, key, hint))

    def headings(self, tables: Mapping[str, Table]) -> tuple[list[int], list[int]] | None:
        """Where the words and where the amounts stand; None when a heading is missing."""
        at: dict[str, int] = {}
        for index, heading in enumerate(self.sheet.headings):
            at.setdefault(heading_key(heading), index)
        axes = self.shape.axes() if self.shape.amount else self.shape.axes()[:1]
        amounts = (self.shape.amount,) if self.shape.amount else self.shape.columns
        found: list[list[int]] = [[], []]
        known = [heading for heading in self.sheet.headings if heading]
        for number, wanted in enumerate((axes, amounts)):
            for name in wanted:
                names = _names(name, tables) if number == 0 else (name,)
                places = [at[key] for key in map(heading_key, names) if key in at]
                if places:
                    found[number].append(places[0])
                    continue
                what = msg("there is no heading {name}", name=" / ".join(names))
                hint = nearest(names[-1], known)
                self.refuse(replace(self.place, row=self.top), "no-heading", what, hint)
        complete = len(found[0]) == len(axes) and len(found[1]) == len(amounts)
        return (found[0], found[1]) if complete else None

    def read(self, words: Sequence[int], amounts: Sequence[int]) -> None:
        """Every row of the sheet; blank rows are passed over."""
        rows = enumerate(self.sheet.cells.iter_rows(), start=self.sheet.first_row)
        for number, cells in rows:
            texts = [_text(cells[index]) for index in (*words, *amounts)]
            if any(texts):
                self.row(number, texts[: len(words)], words, texts[len(words) :], amounts)

    def row(
        self,
        number: int,
        words: Sequence[str],
        word_places: Sequence[int],
        amounts: Sequence[str],
        amount_places: Sequence[int],
    ) -> None:
        keys: Keys = ("table",)
        for word, index in zip(words, word_places, strict=True):
            keys = (*keys, word)
            place = self.cell(number, index)
            self.cells.setdefault(keys, place)
            if not word:
                what, hint = msg("a word is missing here"), msg("write it in every row")
                self.refuse(place, "empty-cell", what, hint)
                return
        for amount, index in zip(amounts, amount_places, strict=True):
            place = self.cell(number, index)
            entry = (*words, *(() if self.shape.amount else (self.sheet.headings[index],)))
            if amount:
                self.enter(entry, amount, place)
            elif self.shape.amount:
                self.refuse(place, "empty-cell", msg("a number is missing here"))

    def enter(self, entry: tuple[str, ...], amount: str, place: Place) -> None:
        """One amount under its words."""
        table = self.entries
        for word in entry[:-1]:
            table = table.setdefault(word, {})
        if entry[-1] in table:
            first = self.cells["table", *entry]
            what = msg(
                "the entry {entry} stands twice, also in row {row}",
                entry=" × ".join(entry),
                row=first.row,
            )
            self.refuse(place, "entry-twice", what)
            return
        number = _number(amount)
        if number is None:
            what = msg("{text} is not a number", text=repr(amount))
            self.refuse(place, "not-a-number", what)
        table[entry[-1]] = number
        self.cells.setdefault(("table", *entry), place)

    def cell(self, row: int, index: int) -> Place:
        return replace(self.place, row=row, heading=self.sheet.headings[index])


def _names(name: str, tables: Mapping[str, Table]) -> tuple[str, ...]:
    """How a column may be headed: by its name in rules, and as in the workbooks of records."""
    plain = name.rpartition(".")[2]
    headed: Iterator[str] = (
        text
        for table in tables.values()
        for column in table.columns
        if column.id == plain
        for text in (column.name.zh, column.name.en, *column.aliases)
    )
    return tuple(text for text in dict.fromkeys((plain, *headed)) if text)


def _text(cell: object) -> str:
    """What a cell says; formats with types may hold yes or no, or a binary number."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else f"{cell:.15g}" if isinstance(cell, float) else str(cell).strip()


def _number(text: str) -> Any:
    """The exact number of a cell, as TOML would hold it; None when it is none."""
    text = unicodedata.normalize("NFKC", text)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    return text if parse_number(text) is not None else None
