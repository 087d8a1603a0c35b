"""Reading a file of tables through the reader that a plugin handed in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg
from gov_comms.plugins.nouns import Importer, Sheet

_UNSEEN = str.maketrans("", "", "\u200b\ufeff")


def by_suffix(importers: Iterable[Importer]) -> Mapping[str, Importer]:
    """The reader for each end that the name of a file can have."""
    return {suffix: importer for importer in importers for suffix in importer.suffixes}


def read_file(importer: Importer, file: Path) -> tuple[Sheet, ...]:
    """The sheets of a file; raises `Refused` for a file, or for a reader, that fails."""
    try:
        return tuple(importer.read(file))
    except Refused:
        raise
    except BaseException as error:
        # A reader that crashes is named, not traced; those in Rust panic past `Exception`.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        what = msg(
            "{importer} cannot read this file: {error}", importer=importer.name, error=str(error)
        )
        raise Refused([Problem("unreadable", Place(str(file)), what)]) from None


def heading_key(heading: str) -> str:
    """The form in which headings are compared: no spaces, width, case or mark of duty."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(plain.split()).translate(_UNSEEN).rstrip("*")
