"""What plugins hand in: small frozen answers to the hooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gov_comms.errors import Problem, Severity
from gov_comms.language.step import Step, Strict
from gov_comms.messages import Message
from gov_comms.model import Agency, Text

if TYPE_CHECKING:
    import polars as pl

    from gov_comms.ledger.book import Book
    from gov_comms.ledger.postings import Posting
    from gov_comms.telling import Told, Words


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of the regulation language.

    ``shape`` reads a step from TOML; ``run`` looks at the book as it stands and answers with
    postings, which the core writes; ``page`` is the verb's page of documentation in Markdown.
    ``plugin`` is the third-party plugin that handed it in, with its version; whoever asks the
    plugins fills it in.
    ``tell`` says in whole sentences what a step does; without it a step is told by its keys.
    """

    name: str
    shape: type[Step]
    run: Callable[[Any, Book], Iterable[Posting]]
    page: Path
    summary: Text
    plugin: str = ""
    tell: Callable[[Any, Words], Iterable[Told]] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as a file holds it, before anything is known about its meaning.

    ``cells`` has a column for each of ``headings``, in their order, under any name: text, with
    null for an empty cell, or numbers, days and flags where the format has types.  Blank rows
    stay in it: ``first_row`` is the number of its first row as the file counts, from 1.
    """

    name: str
    headings: tuple[str, ...]
    cells: pl.DataFrame
    first_row: int


@dataclass(frozen=True, slots=True)
class Importer:
    """A reader of tables of facts for file names that end in ``suffixes``.

    ``read`` gives the sheets of a file, or its one table under the name of the file; it raises
    `gov_comms.errors.Refused` for a file it cannot read.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], Iterable[Sheet]]


@dataclass(frozen=True, slots=True)
class Document:
    """A writer of bulletins for one file suffix: the bulletin in, bytes out."""

    name: str
    suffix: str
    write: Callable[[Any, str], bytes]


@dataclass(frozen=True, slots=True)
class Check:
    """A check of a whole agency at the level of law: the agency in, problems out."""

    name: str
    run: Callable[[Agency], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What may stand under ``[settings.<plugin>]`` of an agency: a strict shape of its keys."""

    shape: type[Strict]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work as plugins see it; ``kind`` is its table or form, ``tags`` its words."""

    id: str
    title: str
    text: str = ""
    unit: str = ""
    day: date | None = None
    kind: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """What a person is about to do with a piece: ``action`` is the step of a chain or a command."""

    action: str
    actor: str
    piece: Piece
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reviewer should see about a piece, and the clause it rests on.

    ``plugin`` is filled in by whoever asks.
    """

    what: Message
    clause: str
    severity: Severity = Severity.WARNING
    plugin: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """A veto: why an act may not be done, and the clause it rests on.

    ``plugin`` is filled in by whoever asks.
    """

    what: Message
    clause: str
    plugin: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two pieces, by id, that may be one: ``share`` of likeness from 0 to 1; a person decides.

    ``plugin`` is filled in by whoever asks.
    """

    piece: str
    other: str
    share: Decimal
    plugin: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """One entry of the record, as it is told: what happened, to whom or what, when and why.

    ``seq`` is the number of the entry, ``subject`` the id of what it is about.
    """

    seq: int
    at: datetime
    kind: str
    subject: str
    reason: str = ""
    actor: str = ""
