"""What came of trying one family of hooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gov_comms.errors import Problem

FAULTS = ("verb-failed", "plugin-failed", "check-failed", "document-failed")
"""The codes of problems that are a plugin's fault."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What the plugins answered, as texts, what they did wrong, and how often they were asked."""

    answers: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    times: int = 0


def faults_in(problems: Sequence[Problem]) -> list[str]:
    """Those of some problems that are a plugin's fault, as texts."""
    return [each.text("en") for each in problems if each.code in FAULTS]
