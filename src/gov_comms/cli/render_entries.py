"""Entries of the journal as a reader sees them: when, who, what, about what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import table
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from gov_comms.record import Actor, Entry

KINDS: Mapping[str, Message] = {
    "founded": msg("founded the record"),
    "rules-changed": msg("put changed rules in force"),
    "expired": msg("dropped old files"),
    "imported": msg("imported"),
    "file-received": msg("imported a file"),
    "submitted": msg("submitted"),
    "submitted-again": msg("submitted again"),
    "approved": msg("approved"),
    "countersigned": msg("countersigned"),
    "signed": msg("signed"),
    "filed": msg("filed with another body"),
    "handled": msg("handled"),
    "returned": msg("returned"),
    "withdrawn": msg("withdrew"),
    "reassigned": msg("reassigned"),
    "delegated": msg("delegated"),
    "delegation-ended": msg("ended a delegation"),
    "delivered": msg("delivered"),
    "question-taken": msg("took a question"),
    "adopted": msg("registered an adoption"),
    "evidence-attached": msg("attached evidence"),
    "verified": msg("verified"),
    "evidence-rejected": msg("rejected evidence"),
    "ruled": msg("ruled"),
    "duty-done": msg("did a duty"),
    "closed": msg("closed a period"),
    "appealed": msg("appealed"),
    "decided": msg("decided an appeal"),
    "prepared": msg("prepared a batch of pay"),
    "authorised": msg("authorised a batch of pay"),
    "paid": msg("paid a batch"),
    "reversed": msg("reversed a batch of pay"),
    "retracted": msg("retracted"),
    "corrected": msg("corrected"),
}
"""What an entry of each kind says was done."""
ENTERED, ADDED_TO = "-entered", "-added-to"
"""How kinds end that begin with the table of a fact."""


def entries_text(entries: Iterable[Entry], reader: Reader, zone: tzinfo) -> str:
    """Entries under headings, with the time of day of the office."""
    headings = (
        msg("entry"),
        msg("time"),
        msg("by"),
        msg("what"),
        msg("about"),
        msg("reason"),
    )
    rows = [
        (
            entry.seq,
            entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
            actor_text(entry.actor, reader),
            kind_text(entry.kind, reader),
            entry.subject,
            entry.reason,
        )
        for entry in entries
    ]
    return table([reader.say(each) for each in headings], rows, numbers=(0,))


def kind_text(kind: str, reader: Reader) -> str:
    """What was done; a kind that has no words yet is told as it is written."""
    if kind.endswith(ENTERED):
        return reader.say(msg("entered"))
    if kind.endswith(ADDED_TO):
        return reader.say(msg("added to"))
    return reader.say(KINDS[kind]) if kind in KINDS else kind


def actor_text(actor: Actor, reader: Reader) -> str:
    """Who did it, and for whom."""
    person = actor.person or actor.account
    if not actor.acting_for:
        return person
    return reader.say(msg("{person} for {other}", person=person, other=actor.acting_for))
