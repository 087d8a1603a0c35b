"""Signed heads: what somebody keeps outside a record, to find a journal that was written anew."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg
from gov_comms.record.journal import canonical, moment_text
from gov_comms.record.nouns import Entry
from gov_comms.record.signing import SigningKey, verifies
from gov_comms.record.store import Reader


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The number, moment and digest of an entry, signed with the key ``signer``."""

    seq: int
    at: str
    digest: str
    signer: str
    signature: str


KEYS = {"seq": int, "at": str, "digest": str, "signer": str, "signature": str}


def sign_head(entry: Entry, key: SigningKey) -> SignedHead:
    """An entry's head, signed: whoever keeps it can tell whether the journal still leads to it."""
    at = moment_text(entry.at)
    text = _statement(entry.seq, at, entry.digest)
    return SignedHead(entry.seq, at, entry.digest, key.public, key.sign(text))


def head_text(head: SignedHead) -> str:
    """A signed head as a file holds it."""
    return json.dumps(asdict(head), indent=2) + "\n"


def read_head(path: Path) -> SignedHead:
    """The signed head in a file; raises `Refused` where it holds none."""
    try:
        raw = json.loads(path.read_text("utf-8"))
    except OSError as error:
        what = msg("this file cannot be read: {error}", error=error.strerror or str(error))
        raise Refused([Problem("unreadable", Place(str(path)), what)]) from error
    except ValueError:
        raw = None
    if not isinstance(raw, dict) or {name: type(raw.get(name)) for name in KEYS} != KEYS:
        raise Refused([Problem("no-head", Place(str(path)), msg("this is no signed head"))])
    return SignedHead(**{name: raw[name] for name in KEYS})


def check_head(reader: Reader, head: SignedHead, signer: str = "") -> tuple[Problem, ...]:
    """What speaks against the journal, held against a signed head; ``signer`` is the key it needs.

    A journal that was written anew from some entry on leads to another digest.
    """
    if signer and signer != head.signer:
        return (_problem(head, "head-signer", msg("this head was signed with another key")),)
    if not verifies(head.signer, _statement(head.seq, head.at, head.digest), head.signature):
        return (_problem(head, "head-forged", msg("the signature of this head does not hold")),)
    found = reader.digest_at(head.seq)
    if found is None:
        what = msg("the journal ends before the entry that was signed")
        return (_problem(head, "journal-cut", what),)
    if found != head.digest:
        what = msg(
            "the journal was written anew: the entry that was signed at {at} is another", at=head.at
        )
        return (_problem(head, "journal-rewritten", what),)
    return ()


def _statement(seq: int, at: str, digest: str) -> str:
    return canonical({"seq": seq, "at": at, "digest": digest})


def _problem(head: SignedHead, code: str, what: Message) -> Problem:
    return Problem(code, Place("", sheet="journal", row=head.seq), what)
