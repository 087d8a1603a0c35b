"""Writing a bulletin to a file: by its suffix, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from gov_comms.bulletin.nouns import Bulletin
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg
from gov_comms.plugins import Document, Plugins


def write_bulletin(bulletin: Bulletin, plugins: Plugins, path: str | Path) -> None:
    """Write ``bulletin`` in the format of ``path``'s suffix, replacing what was there.

    The file appears at once or not at all: it is written beside and renamed.  Raises `Refused`
    for a suffix that no plugin writes, a writer that fails and a place that cannot be written.
    """
    path = Path(path)
    document = _document(plugins, path)
    try:
        content = document.write(bulletin, bulletin.language)
    except Refused:
        raise
    except Exception as error:
        what = msg("the writer {name} failed: {error}", name=document.name, error=str(error))
        raise _refusal("document-failed", path, what) from error
    # Named for the process: two runs that write one bulletin do not tread on each other.
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            beside.write_bytes(content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        what = msg("the bulletin cannot be written: {error}", error=error.strerror or str(error))
        hint = msg("name a file in a folder that is there and may be written to")
        raise _refusal("bulletin-unwritable", path, what, hint) from error


def _document(plugins: Plugins, path: Path) -> Document:
    """The first document that writes files with the suffix of ``path``."""
    known = {each.suffix: each for each in reversed(tuple(plugins.documents.values()))}
    document = known.get(path.suffix.lower())
    if document is None:
        raise _refusal(
            "bulletin-suffix",
            path,
            msg("no bulletin is written as {suffix}", suffix=repr(path.suffix)),
            msg("known: {words}", words=", ".join(sorted(known))),
        )
    return document


def _refusal(code: str, path: Path, what: Message, hint: Message | None = None) -> Refused:
    return Refused([Problem(code, Place(str(path)), what, hint=hint)])
