"""The hooks a plugin may answer; each is asked once when an agency is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pluggy

from gov_comms.plugins.nouns import Check, Document, Importer, Verb

PROJECT = "gov_comms"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def register_verbs() -> Iterable[Verb]:  # type: ignore[empty-body]
    """The verbs that this plugin adds to the regulation language."""


@hookspec
def register_importers() -> Iterable[Importer]:  # type: ignore[empty-body]
    """The file formats from which this plugin reads tables of facts."""


@hookspec
def register_documents() -> Iterable[Document]:  # type: ignore[empty-body]
    """The file formats in which this plugin writes bulletins."""


@hookspec
def register_checks() -> Iterable[Check]:  # type: ignore[empty-body]
    """The checks of an agency's law that this plugin adds."""


ANSWERS: Mapping[str, type[Any]] = {
    "register_verbs": Verb,
    "register_importers": Importer,
    "register_documents": Document,
    "register_checks": Check,
}
"""The hooks, and what each is answered with."""
