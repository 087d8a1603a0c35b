"""``[[evidence]]`` of ``agency.toml``: what must prove an adoption before it counts."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from gov_comms.config.reading import Document
from gov_comms.config.report import Report
from gov_comms.config.shape import Flag
from gov_comms.language.condition import ConditionField
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.step import Deadline, Strict
from gov_comms.messages import msg
from gov_comms.model import WordList
from gov_comms.procedure import Evidence

WORDS = "evidence"
"""The list of words, if an agency has it, of which kinds of evidence are."""


class EvidenceShape(Strict):
    """``[[evidence]]``"""

    id: str = Field(min_length=1)
    clause: str = Field(min_length=1)
    when: ConditionField | None = None
    kinds: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    verify: Flag = True
    deadline: Deadline | None = None


def read_evidence(
    words: Mapping[str, WordList], document: Document, report: Report
) -> tuple[Evidence, ...]:
    """The evidence that is asked for; parts of a wrong shape are noted and left out."""
    found: dict[str, Evidence] = {}
    for index, raw in enumerate(document.data.get("evidence", ())):
        keys: Keys = ("evidence", index)
        shape = report.read(EvidenceShape, raw, document, keys)
        if shape is None:
            continue
        if shape.id in found:
            what = msg("the name {name} is taken", name=shape.id)
            report.add(document, (*keys, "id"), "name-taken", what)
        if not shape.kinds and not shape.one_of:
            what = msg("kinds is missing: what must be there")
            hint = msg("say kinds, of which each is needed, or one_of")
            report.add(document, keys, "missing-key", what, hint)
        for name in ("kinds", "one_of"):
            for at, kind in enumerate(getattr(shape, name)):
                if WORDS in words and kind not in words[WORDS].words:
                    what = msg("{word} is not among the words of {words}", word=kind, words=WORDS)
                    near = nearest(kind, words[WORDS].words)
                    report.add(document, (*keys, name, at), "unknown-word", what, near)
        found[shape.id] = Evidence(
            shape.id,
            shape.clause,
            keys,
            shape.kinds,
            shape.one_of,
            shape.when,
            shape.verify,
            shape.deadline,
        )
    return tuple(found.values())
