"""Patience: a call of a plugin's code, which may never come back, waited for only so long."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from gov_comms.messages import Message, msg
from gov_comms.plugins.objections import in_one_line

Answer = TypeVar("Answer")


class TooLate(Exception):
    """A call did not end within its time."""

    def __init__(self, limit: float) -> None:
        self.what: Message = msg("no answer within {seconds} seconds", seconds=f"{limit:g}")
        super().__init__(self.what.text("en"))


def within(limit: float, call: Callable[[], Answer]) -> Answer:
    """What a call answers; raises `TooLate` after ``limit`` seconds, and what the call raises.

    A call that goes on is left to itself, in a thread that does not keep the program from ending.
    """
    done: list[Answer] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(call())
        except BaseException as error:
            failed.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(limit)
    if failed and not isinstance(failed[0], Exception):
        # An exit, or a panic of a library: raised in that thread, where nobody asked to stop.
        raise RuntimeError(in_one_line(failed[0])) from failed[0]
    if failed:
        raise failed[0]
    if not done:
        raise TooLate(limit)
    return done[0]
