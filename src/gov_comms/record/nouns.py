"""What a record is made of: acts that somebody wants written, entries that are, rows that stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from gov_comms.messages import Message

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
"""What a cell may hold.  Amounts and days are texts, so that nothing is lost on the way."""
Cells = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the account of the machine or database, the person it is, and for whom he acts."""

    account: str
    person: str = ""
    acting_for: str = ""

    @property
    def whose(self) -> str:
        """The person whose powers are used."""
        return self.acting_for or self.person


@dataclass(frozen=True, slots=True)
class Change:
    """What an act does to one row: puts it, or takes it away where ``cells`` is None.

    ``state`` and ``about`` are what rows can be looked up by: how far it is, and what it hangs on.
    """

    table: str
    id: str
    cells: Cells | None
    state: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that comes with an act; it is stored under its digest."""

    digest: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Act:
    """What a command wants written: ``kind`` in the past tense, and the rows it changes.

    ``told`` is what the person at the command line reads when it is done; ``drops`` are files whose
    content is not kept any longer.
    """

    kind: str
    subject: str
    changes: tuple[Change, ...]
    reason: str = ""
    uploads: tuple[Upload, ...] = ()
    told: tuple[Message, ...] = ()
    drops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes, when, and under which rules; ``at`` is a moment in UTC."""

    at: datetime
    actor: Actor
    config: str
    plugins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal as it was written; ``before`` is the digest of the line above."""

    seq: int
    at: datetime
    kind: str
    subject: str
    actor: Actor
    reason: str
    config: str
    plugins: Mapping[str, str]
    changes: tuple[Change, ...]
    files: tuple[str, ...]
    before: str
    digest: str


@dataclass(frozen=True, slots=True)
class Held:
    """A row as it stands; ``seq`` is the entry that put it there."""

    table: str
    id: str
    seq: int
    cells: Cells
    state: str = ""
    about: str = ""


class View(Protocol):
    """The record as it stands at one moment."""

    def row(self, table: str, row_id: str) -> Held | None:
        """One row, if it stands."""

    def rows(
        self, table: str, *, state: str | None = None, about: str | None = None
    ) -> tuple[Held, ...]:
        """The rows of a table in the order of their ids."""

    def texts(self, table: str, *, state: str) -> tuple[tuple[str, str], ...]:
        """The ids and the cells in JSON of a table's rows, in the order written."""

    def entries(self, subject: str | None = None, after: int = 0) -> tuple[Entry, ...]:
        """The entries after ``after``, all or those about one subject, in their order."""

    def replay(self, until: int) -> Iterator[Entry]:
        """The entries up to ``until``, one by one, so that a long journal need not be held."""

    def first(self) -> Entry | None:
        """The entry with which it began."""

    def head(self) -> Entry | None:
        """The last entry."""

    def file(self, digest: str) -> bytes | None:
        """A stored file."""
