"""The hooks that a plugin may answer, in three families: words, opinions and news.

Words are asked once when an agency is opened; opinions each time somebody sends in or decides;
news are told and not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pluggy

from gov_comms.model import Agency
from gov_comms.plugins.nouns import (
    Act,
    Check,
    Document,
    Finding,
    Importer,
    Likeness,
    News,
    Objection,
    Piece,
    Settings,
    Verb,
)

PROJECT = "gov_comms"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def register_settings() -> Iterable[Settings]:  # type: ignore[empty-body]
    """The shape of this plugin's settings, at most one; every other hook of words gets them."""


@hookspec
def register_verbs(settings: Any) -> Iterable[Verb]:  # type: ignore[empty-body]
    """The verbs that this plugin adds to the regulation language."""


@hookspec
def register_importers(settings: Any) -> Iterable[Importer]:  # type: ignore[empty-body]
    """The file formats from which this plugin reads tables of facts."""


@hookspec
def register_documents(settings: Any) -> Iterable[Document]:  # type: ignore[empty-body]
    """The file formats in which this plugin writes bulletins."""


@hookspec
def register_checks(settings: Any) -> Iterable[Check]:  # type: ignore[empty-body]
    """The checks of an agency's law that this plugin adds."""


@hookspec
def check_submission(agency: Agency, piece: Piece) -> Iterable[Finding]:  # type: ignore[empty-body]
    """What a reviewer should see about a piece that is sent in."""


@hookspec
def object_to(agency: Agency, act: Act) -> Iterable[Objection]:  # type: ignore[empty-body]
    """Why an act may not be done; no objection is no opinion."""


@hookspec
def find_likeness(  # type: ignore[empty-body]
    agency: Agency, pieces: Sequence[Piece], others: Sequence[Piece]
) -> Iterable[Likeness]:
    """Pairs that may be one work: two of ``pieces``, or one of them and one of ``others``."""


@hookspec
def on_event(agency: Agency, news: News) -> None:
    """Something was written into the record; the answer is not looked at."""


WORDS: Mapping[str, type[Any]] = {
    "register_settings": Settings,
    "register_verbs": Verb,
    "register_importers": Importer,
    "register_documents": Document,
    "register_checks": Check,
}
"""The hooks that are asked when an agency is opened, and what each is answered with."""
OPINIONS: Mapping[str, type[Any]] = {
    "check_submission": Finding,
    "object_to": Objection,
    "find_likeness": Likeness,
}
"""The hooks that are asked for opinions, and what each is answered with."""
NEWS = ("on_event",)
"""The hooks that are told and not asked."""
HOOKS = (*WORDS, *OPINIONS, *NEWS)
LIMITS: Mapping[str, float] = {"find_likeness": 120.0}
"""Seconds that a plugin has to answer a hook, where it is not `LIMIT`."""
LIMIT = 10.0
PATIENCE = 600.0
"""Seconds for one call of a verb, a reader, a writer or a check that a plugin handed in."""


def marked(plugin: Any) -> tuple[str, ...]:
    """The functions that a plugin marks as answers to hooks, by name."""
    mark = f"{PROJECT}_impl"
    return tuple(name for name in dir(plugin) if hasattr(getattr(plugin, name, None), mark))
