"""The text of an entry and its digest: each line carries the digest of the line above."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from gov_comms.record.nouns import Act, Actor, Change, Entry, Stamp

ALGORITHMS = ("sha256", "sm3")
"""What a journal may be chained with: FIPS 180-4, or GB/T 32905-2016."""
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


def digest_of(content: bytes, algorithm: str = "sha256") -> str:
    """The digest of ``content`` in hexadecimal."""
    if algorithm == "sm3" and "sm3" not in hashlib.algorithms_available:
        from cryptography.hazmat.primitives import hashes

        hasher = hashes.Hash(hashes.SM3())
        hasher.update(content)
        return hasher.finalize().hex()
    return hashlib.new(algorithm, content).hexdigest()


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same value gives the same text."""
    return _CANONICAL.encode(value)


def new_entry(act: Act, stamp: Stamp, head: Entry | None, algorithm: str) -> Entry:
    """The entry that an act becomes, below ``head``."""
    entry = Entry(
        seq=head.seq + 1 if head else 1,
        at=stamp.at,
        kind=act.kind,
        subject=act.subject,
        actor=stamp.actor,
        reason=act.reason,
        config=stamp.config,
        plugins=stamp.plugins,
        changes=act.changes,
        files=tuple(upload.digest for upload in act.uploads),
        before=head.digest if head else "",
        digest="",
    )
    return replace(entry, digest=digest_of(text_of(entry).encode(), algorithm))


def text_of(entry: Entry) -> str:
    """The text that an entry's digest is of."""
    return canonical(
        {
            "seq": entry.seq,
            "at": moment_text(entry.at),
            "kind": entry.kind,
            "subject": entry.subject,
            "account": entry.actor.account,
            "person": entry.actor.person,
            "for": entry.actor.acting_for,
            "reason": entry.reason,
            "config": entry.config,
            "plugins": dict(entry.plugins),
            "changes": [
                [each.table, each.id, each.state, each.about, each.cells] for each in entry.changes
            ],
            "files": list(entry.files),
            "before": entry.before,
        }
    )


def entry_of(text: str, digest: str) -> Entry:
    """The entry that a text tells; raises ``ValueError`` or ``KeyError`` if it is no entry."""
    raw = json.loads(text)
    return Entry(
        seq=raw["seq"],
        at=moment_of(raw["at"]),
        kind=raw["kind"],
        subject=raw["subject"],
        actor=Actor(raw["account"], raw["person"], raw["for"]),
        reason=raw["reason"],
        config=raw["config"],
        plugins=raw["plugins"],
        changes=tuple(
            Change(table, row, cells, state, about)
            for table, row, state, about, cells in raw["changes"]
        ),
        files=tuple(raw["files"]),
        before=raw["before"],
        digest=digest,
    )


def moment_text(at: datetime) -> str:
    """A moment as text, in UTC, to the microsecond."""
    return at.astimezone(UTC).strftime(MOMENT)


def moment_of(text: str) -> datetime:
    """The moment that a text tells."""
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)
