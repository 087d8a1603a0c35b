"""The record as it stood after one of its entries, folded anew from the journal."""

from __future__ import annotations

from dataclasses import dataclass

from gov_comms.record.memory import Memory, folded
from gov_comms.record.nouns import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Past(Memory):
    """A view of the record as it stood; files are kept under their digests and never change."""

    present: View

    def file(self, digest: str) -> bytes | None:
        """A stored file."""
        return self.present.file(digest)


def as_of(view: View, seq: int) -> Past:
    """The record as it stood after the entry ``seq``."""
    entries = tuple(entry for entry in view.entries() if entry.seq <= seq)
    return Past(entries, folded(entries), present=view)
