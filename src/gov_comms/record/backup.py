"""Backup and restore: a record as one file that any database can be filled from again.

The file is a ZIP archive: what it is, a line for each entry of the journal, and the stored files.
The rows are not in it, since replaying the entries gives them.
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg
from gov_comms.record.journal import ALGORITHMS, digest_of, entry_of, text_of
from gov_comms.record.nouns import Entry
from gov_comms.record.opening import making
from gov_comms.record.schema import files, journal
from gov_comms.record.store import Reader, Record, Writer

FORMAT = 1
ABOUT, JOURNAL, FILES = "about.json", "journal.jsonl", "files/"
AT_ONCE = 1000
"""Entries that are entered together."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: so many entries with the last one's digest, and so many files."""

    entries: int
    head: str
    files: int


def back_up(record: Record, path: Path) -> Backup:
    """Write a record as it stands at one moment into a file that only its owner can read.

    Raises `Refused` where the file is there already or cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    if path.exists():
        what, hint = msg("this is there already"), msg("name another file for the backup")
        raise _refusal(path, "exists", what, hint)
    try:
        file = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w+b") as target, record.reading() as reader:
            made = _write(reader, record.algorithm, target)
            target.flush()
            os.fsync(target.fileno())
        # A link, unlike a renamed file, never takes the place of one that came meanwhile.
        os.link(beside, path)
    except OSError as error:
        what = msg("cannot be written: {error}", error=error.strerror or str(error))
        raise _refusal(path, "unwritable", what) from error
    finally:
        beside.unlink(missing_ok=True)
    return made


def restore(path: Path, url: str) -> Backup:
    """Fill an empty database from a backup: every entry is checked and replayed.

    Raises `Refused` where the backup is damaged, or where a record is there already; then the
    database stays as it was.
    """
    try:
        with zipfile.ZipFile(path) as archive, making(url) as (_, writer):
            about = _about(archive, path)
            if writer.head() is not None:
                what = msg("there is a record already")
                hint = msg("restore into an empty database")
                raise Refused([Problem("record-there", Place(), what, "--db", hint)])
            writer = Writer(writer.connection, about["algorithm"])
            return _fill(archive, path, about, writer)
    except (
        OSError,
        EOFError,
        KeyError,
        NotImplementedError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise _refusal(path, "backup-broken", msg("this is no backup, or is damaged")) from error


# -- writing ---------------------------------------------------------------------------------


def _write(reader: Reader, algorithm: str, target: IO[bytes]) -> Backup:
    connection = reader.connection
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        entries, head, stored = 0, "", 0
        with archive.open(JOURNAL, "w", force_zip64=True) as lines:
            query = select(journal.c.body, journal.c.digest).order_by(journal.c.seq)
            for body, digest in connection.execute(query.execution_options(yield_per=AT_ONCE)):
                text = json.dumps({"digest": digest, "body": body}, ensure_ascii=False)
                lines.write(f"{text}\n".encode())
                entries, head = entries + 1, digest
        query = select(files.c.digest, files.c.content).order_by(files.c.digest)
        for digest, content in connection.execute(query.execution_options(yield_per=1)):
            archive.writestr(f"{FILES}{digest}", content)
            stored += 1
        about = {
            "format": FORMAT,
            "algorithm": algorithm,
            "entries": entries,
            "head": head,
            "files": stored,
        }
        archive.writestr(ABOUT, json.dumps(about, indent=2))
    return Backup(entries, head, stored)


# -- reading ---------------------------------------------------------------------------------


def _about(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads(archive.read(ABOUT))
        known = about["format"] == FORMAT and about["algorithm"] in ALGORITHMS
    except (ValueError, TypeError):
        known = False
    if not known:
        raise _refusal(path, "backup-broken", msg("this backup is of a kind that is not known"))
    return about


def _fill(archive: zipfile.ZipFile, path: Path, about: dict[str, Any], writer: Writer) -> Backup:
    entries = _entries(archive, path, about["algorithm"])
    count, head = 0, ""
    while some := tuple(islice(entries, AT_ONCE)):
        writer.enter(some)
        count, head = count + len(some), some[-1].digest
    stored = 0
    for name in archive.namelist():
        if name.startswith(FILES):
            digest, content = name.removeprefix(FILES), archive.read(name)
            if digest not in (digest_of(content, each) for each in ALGORITHMS):
                what = msg("the stored file {digest} was changed", digest=digest[:16])
                raise _refusal(path, "backup-broken", what)
            writer.keep({digest: content})
            stored += 1
    if (count, head, stored) != (about["entries"], about["head"], about["files"]):
        raise _refusal(path, "backup-broken", msg("this backup is not whole"))
    return Backup(count, head, stored)


def _entries(archive: zipfile.ZipFile, path: Path, algorithm: str) -> Iterator[Entry]:
    """The entries of a backup, each found to be below the one before and as it was written."""
    seq, above = 0, ""
    with archive.open(JOURNAL) as lines:
        for line in lines:
            seq += 1
            try:
                raw = json.loads(line)
                entry = entry_of(raw["body"], raw["digest"])
                sound = text_of(entry) == raw["body"]
            except (ValueError, KeyError, TypeError, AttributeError):
                raise _broken(path, seq) from None
            digest = digest_of(text_of(entry).encode(), algorithm)
            if not sound or (entry.seq, entry.before, entry.digest) != (seq, above, digest):
                raise _broken(path, seq)
            above = digest
            yield entry


def _broken(path: Path, seq: int) -> Refused:
    what = msg("entry {seq} of this backup is not as it was written", seq=seq)
    return _refusal(path, "backup-broken", what)


def _refusal(path: Path, code: str, what: Message, hint: Message | None = None) -> Refused:
    return Refused([Problem(code, Place(str(path)), what, hint=hint)])
