"""Heaps: tables on their way into facts that need not fit into memory, handed on in pieces."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import polars as pl

from gov_comms.errors import Place
from gov_comms.facts.columns import distinct
from gov_comms.facts.findings import Findings, Raw
from gov_comms.facts.parquet import refuse_parquet
from gov_comms.facts.sheets import Headed, files_of, raw_of_cells
from gov_comms.model import Table
from gov_comms.plugins.nouns import Importer, Sheet

PIECE = 1_000_000
"""How many rows are checked and coded at a time."""
MANY = 2_000_000
"""A table of Parquet with more rows than this is read in pieces."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table, and the index in its source of each."""

    raw: Raw
    sources: pl.Series


class Heap(Protocol):
    """A table that comes in pieces; a cell is found again by the index of its row."""

    @property
    def table(self) -> Table:
        """The table."""
        ...

    def pieces(self, findings: Findings, only: Collection[str] | None = None) -> Iterator[Piece]:
        """The pieces in order, with ``only`` some columns where these are named."""
        ...

    def spot(self, source: int, column: str) -> tuple[Place, str]:
        """The place of a cell and its key, as a `Raw` knows it."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A table that is in memory already: one piece."""

    raw: Raw

    @property
    def table(self) -> Table:
        """The table."""
        return self.raw.table

    def pieces(
        self,
        findings: Findings,  # noqa: ARG002
        only: Collection[str] | None = None,  # noqa: ARG002
    ) -> Iterator[Piece]:
        """The table."""
        yield Piece(self.raw, pl.Series(range(self.raw.height), dtype=pl.Int64))

    def spot(self, source: int, column: str) -> tuple[Place, str]:
        """The place of a cell."""
        return self.raw.spot(source, column)


@dataclass(slots=True)
class ParquetHeap:
    """A table in Parquet: a file, or a folder of them, read piece by piece."""

    headed: Headed
    files: tuple[Path, ...]
    height: int
    piece: int = PIECE
    unreadable: set[str] = field(default_factory=set)
    """Columns of which it was said already that they cannot be read."""

    @property
    def table(self) -> Table:
        """The table."""
        return self.headed.table

    def spot(self, source: int, column: str) -> tuple[Place, str]:
        """The place of a cell."""
        return self.headed.spot(source, column)

    def pieces(self, findings: Findings, only: Collection[str] | None = None) -> Iterator[Piece]:
        """The pieces in order; what is said of the table as a whole is said once it has passed."""
        wanted = {
            column: index
            for column, index in self.headed.columns.items()
            if (only is None or column.id in only) and column.id not in self.unreadable
        }
        names = [pl.nth(index) for index in wanted.values()]
        examples = 0
        for start in range(0, self.height, self.piece):
            rows = pl.scan_parquet(list(self.files), glob=False).select(names)
            try:
                cells = rows.slice(start, self.piece).collect()
            except (pl.exceptions.PolarsError, OSError):
                refuse_parquet(Path(self.headed.place.file))
            columns = {column: at for at, column in enumerate(wanted)}
            headed = replace(self.headed, columns=columns)
            raw, kept, more = raw_of_cells(headed, cells, start, findings)
            examples += more
            for column in [each for each in wanted if each.id not in raw.columns]:
                self.unreadable.add(column.id)
            yield Piece(raw, pl.Series(kept, dtype=pl.Int64) + start)
        if only is None:
            self.headed.say_examples(examples, findings)


@dataclass(frozen=True, slots=True)
class Large:
    """A table of Parquet with very many rows: its files, how many rows, and its headings."""

    files: tuple[Path, ...]
    height: int
    sheet: Sheet


def larger_than_memory(
    importers: Mapping[str, Importer], path: Path, many: int = MANY
) -> dict[Path, Large]:
    """The Parquet files, or folders of them, that hold more rows than ``many``.

    Raises `Refused` when one of them is damaged.
    """
    found = {}
    for file in files_of(importers, path):
        if file.suffix.lower() == ".parquet":
            large = _large(file)
            if large.height > many:
                found[file] = large
    return found


def _large(path: Path) -> Large:
    parts = tuple(sorted(path.glob("*.parquet"))) if path.is_dir() else (path,)
    try:
        rows = pl.scan_parquet(list(parts), glob=False)
        height = rows.select(pl.len()).collect().item()
        cells = rows.head(0).collect()
    except (pl.exceptions.PolarsError, OSError):
        refuse_parquet(path)
    return Large(parts, height, Sheet(path.stem, tuple(cells.columns), cells, 1))


def summary(heap: Heap, columns: Collection[str], findings: Findings) -> Raw:
    """The texts of some columns, each once, in the place where it stands first."""
    first: dict[str, dict[str, int]] = {column: {} for column in columns}
    for piece in heap.pieces(findings, {"id", *columns}):
        for column in (each for each in columns if each in piece.raw.columns):
            _add_first(first[column], piece.raw.columns[column], piece.sources)
    texts = {column: list(found) for column, found in first.items() if found}

    def spot(index: int, column: str) -> tuple[Place, str]:
        return heap.spot(first[column][texts[column][index]], column)

    series = {column: pl.Series(column, found, dtype=pl.String) for column, found in texts.items()}
    return Raw(heap.table, series, 0, spot)


def _add_first(first: dict[str, int], series: pl.Series, sources: pl.Series) -> None:
    new = [text for text in distinct(series).texts if text not in first]
    if not new:
        return
    rows = series.to_frame("text").with_row_index("at").drop_nulls()
    rows = rows.filter(pl.col("text").is_in(new)).unique("text", keep="first", maintain_order=True)
    for text, at in zip(rows["text"].to_list(), rows["at"].to_list(), strict=True):
        first[text] = sources[at]
