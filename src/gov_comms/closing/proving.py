"""Proving closings: the journal still leads to the heads that they name and sign."""

from __future__ import annotations

from collections.abc import Iterator

from gov_comms.closing.close import closings, statement
from gov_comms.closing.nouns import Closing
from gov_comms.errors import Place, Problem
from gov_comms.messages import Message, msg
from gov_comms.record.signing import verifies
from gov_comms.record.store import Reader


def check_closings(reader: Reader, signer: str = "") -> Iterator[Problem]:
    """What speaks against the closings of a record; ``signer`` is the key that they need."""
    first = reader.first()
    for closing in closings(reader) if first is not None else ():
        assert first is not None
        text = statement(first.subject, closing)
        if signer and signer != closing.signer:
            what = msg("the closing of {period} is not signed with this key", period=closing.period)
            yield _problem(closing, "head-signer", what)
        elif closing.signer and not verifies(closing.signer, text, closing.signature):
            what = msg(
                "the signature of the closing of {period} does not hold", period=closing.period
            )
            yield _problem(closing, "head-forged", what)
        if reader.digest_at(closing.seq) != closing.head:
            what = msg(
                "the journal was written anew: {period} was closed on another",
                period=closing.period,
            )
            yield _problem(closing, "journal-rewritten", what)


def _problem(closing: Closing, code: str, what: Message) -> Problem:
    return Problem(code, Place("", sheet="journal", row=closing.seq), what)
