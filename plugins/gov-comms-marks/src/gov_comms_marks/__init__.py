"""A plugin of gov_comms: pieces that bear a mark of secrecy are found, not let out, not counted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from gov_comms.messages import bilingual
from gov_comms.model import Agency
from gov_comms.plugins import (
    Act,
    Finding,
    Objection,
    Piece,
    Settings,
    Strict,
    Text,
    Verb,
    hookimpl,
)
from gov_comms_marks import verb
from gov_comms_marks.marks import mark_in

API = "1.1"
CLAUSE = "保守国家秘密法：涉密信息不得在非涉密系统中处理、发布"
BACK = ("return", "withdraw", "reject", "secrecy")
"""What may always be done with such a piece: sending it back, and looking at it for secrecy."""


class MarksSettings(Strict):
    """``[settings.marks]``: ``words`` are further marks that the office writes on its papers."""

    words: tuple[str, ...] = ()
    may: tuple[str, ...] = BACK


@hookimpl
def register_settings() -> Iterable[Settings]:
    """The office's further marks, and what may be done with a marked piece."""
    yield Settings(MarksSettings)


@hookimpl
def register_verbs(settings: MarksSettings) -> Iterable[Verb]:
    """The verb, which knows the office's further marks."""
    yield Verb(
        name="marks",
        shape=verb.Marks,
        run=partial(verb.run, settings.words),
        page=Path(__file__).with_name("marks.md"),
        summary=Text("涉密不计", "takes back what bears a mark"),
        tell=verb.tell,
    )


@hookimpl
def check_submission(agency: Agency, piece: Piece) -> Iterable[Finding]:
    """That a piece bears a mark."""
    found = mark_in((piece.title, piece.text), agency.settings["marks"].words)
    if found:
        said = bilingual("稿件上有密级标志“{mark}”", "it bears the mark {mark}", mark=found)
        yield Finding(said, CLAUSE)


@hookimpl
def object_to(agency: Agency, act: Act) -> Iterable[Objection]:
    """That a piece with a mark may only go back."""
    settings = agency.settings["marks"]
    found = mark_in((act.piece.title, act.piece.text), settings.words)
    if found and act.action not in settings.may:
        said = bilingual(
            "稿件上有密级标志“{mark}”，不得继续流转，请退回",
            "it bears the mark {mark} and may only be sent back",
            mark=found,
        )
        yield Objection(said, CLAUSE)
