"""The trace: each call of a plugin, who answered what, and how long it took; off by default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeVar

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the hook or what was handed in at it, by whom, with what answer.

    ``answers`` are names or counts of what came back; ``seconds`` is how long it took.
    """

    hook: str
    plugin: str
    version: str
    answers: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Trace:
    """The calls so far, in their order."""

    calls: list[Call] = field(default_factory=list)


def traced(
    trace: Trace | None, hook: str, plugin: str, version: str, call: Callable[[], Answer]
) -> Answer:
    """What a call answers; the trace, where there is one, gets a line of it, failed or not."""
    if trace is None:
        return call()
    start = perf_counter()
    said = "!"
    try:
        answer = call()
        said = _said(answer)
    finally:
        trace.calls.append(Call(hook, plugin, version, said, perf_counter() - start))
    return answer


def _said(answer: object) -> str:
    """An answer in a few words: names where they have some, else how many."""
    if not isinstance(answer, tuple | list):
        return "" if answer is None else type(answer).__name__
    names = [str(each.name) for each in answer if getattr(each, "name", "")]
    if names and len(names) == len(answer):
        return ", ".join(names)
    return str(len(answer))
