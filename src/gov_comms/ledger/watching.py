"""Watching a run: what a run tells, step by step, to whoever asked to be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gov_comms.timeline import Period


@dataclass(frozen=True, slots=True)
class Ran:
    """A step that has just run in a period: the ``number``-th ``of`` all, and its lines.

    The first word of a run has the number 0 and no step: its facts are ready.
    """

    period: Period
    step: str
    verb: str
    number: int
    of: int
    lines: int


Watch = Callable[[Ran], None]
"""Is told of every step when it has run; what it does changes no result."""
