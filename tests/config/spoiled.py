"""A sound agency with one thing spoiled, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gov_comms.config import open_texts
from gov_comms.errors import Problem, Refused, Severity

from tests.config.agencies import SOUND

FILES = {
    "agency": "agency.toml",
    "first": "regulations/2014-03-01.toml",
    "second": "regulations/2015-03-01.toml",
    "case": "cases/highest.toml",
}


@dataclass(frozen=True)
class Spoiled:
    """``old`` in a file of the sound agency becomes ``new`` (``new`` is added at the end when
    there is no ``old``), and ``says`` is every problem then, in English."""

    name: str
    file: str
    old: str | None
    new: str
    says: tuple[str, ...] = ()

    def texts(self) -> dict[str, str]:
        text = SOUND[FILES[self.file]]
        assert self.old is None or self.old in text
        spoilt = text + self.new if self.old is None else text.replace(self.old, self.new, 1)
        return {**SOUND, FILES[self.file]: spoilt}


def problems(texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Every problem of an agency, whether it can be opened or not."""
    try:
        return open_texts(texts).problems
    except Refused as refused:
        return refused.problems


def said(found: tuple[Problem, ...]) -> tuple[str, ...]:
    """Problems in English; what is no error with its severity."""
    return tuple(
        each.text("en")
        if each.severity is Severity.ERROR
        else f"{each.severity}: {each.text('en')}"
        for each in found
    )
