"""Drafts: an edition that lies outside an agency's folder, read as if it stood among its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import tomli

from gov_comms.config.opening import Opened, folder_of, open_source
from gov_comms.config.reading import CASES, CLAUSES_FILE, REGULATIONS, source_of_folder
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg
from gov_comms.model import Edition


@dataclass(frozen=True, slots=True)
class Drafted:
    """An agency with a draft among its editions; ``edition`` is the draft."""

    opened: Opened
    edition: Edition


def open_draft(place: str | Path, draft: Path) -> Drafted:
    """The agency of `open_agency` with a draft edition, checked like any other edition.

    A draft that begins on the day of an edition of the folder stands in its place; any other is
    one more edition.  The agency's cases and clauses, which prove the rules as they are, stay
    aside.  Raises `Refused` like `open_agency`; the draft's problems name its own file.
    """
    source, problems = source_of_folder(folder_of(place))
    text = _text_of(draft)
    name = f"{REGULATIONS}{draft.stem}.toml"
    begins = _first_day(text)
    texts = {
        key: each
        for key, each in source.texts.items()
        if not key.startswith((CASES, CLAUSES_FILE)) and not _stands_aside(key, each, begins)
    }
    if name in texts:
        name = f"{REGULATIONS}{draft.stem}.draft.toml"
    changed = replace(
        source, texts={**texts, name: text}, elsewhere={**source.elsewhere, name: str(draft)}
    )
    opened = open_source(changed, problems)
    edition = next(each for each in opened.agency.editions if each.file == str(draft))
    return Drafted(opened, edition)


def _stands_aside(name: str, text: str, begins: object) -> bool:
    """Whether a file holds the edition whose day the draft has."""
    return name.startswith(REGULATIONS) and begins is not None and _first_day(text) == begins


def _first_day(text: str) -> date | None:
    """The day from which an edition holds; None where the text does not say it."""
    try:
        data: dict[str, Any] = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return None
    first = data.get("from")
    return first if isinstance(first, date) else None


def _text_of(draft: Path) -> str:
    try:
        return draft.read_text("utf-8-sig")
    except UnicodeDecodeError:
        what, hint = msg("this file is not UTF-8 text"), msg("save it with the encoding UTF-8")
        raise Refused([Problem("not-utf8", Place(str(draft)), what, hint=hint)]) from None
    except OSError as error:
        what = msg("this file cannot be read: {error}", error=error.strerror or str(error))
        raise Refused([Problem("unreadable", Place(str(draft)), what)]) from None
