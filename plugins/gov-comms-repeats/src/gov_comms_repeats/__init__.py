"""A plugin of gov_comms: the verb ``repeats``, for topics that count for less and less."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gov_comms.plugins import Text, Verb, hookimpl
from gov_comms_repeats import telling, verb

API = "1.0"


@hookimpl
def register_verbs() -> Iterable[Verb]:
    """The one verb of this plugin."""
    yield Verb(
        name="repeats",
        shape=verb.Repeats,
        run=verb.run,
        page=Path(__file__).with_name("repeats.md"),
        summary=Text("重复递减", "counts repeats for less and less"),
        tell=telling.tell,
    )
