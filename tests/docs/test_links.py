"""Links lead somewhere, and the commands that a document names are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gov_comms.cli.program import program
from gov_comms.cli.reader import Reader
from tests.docs.pages import DOCUMENTS, ROOT, blocks, prose

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def anchors(file: Path) -> set[str]:
    """The anchors that the headings of a document have."""
    lines = prose(file).splitlines()
    titles = (line.lstrip("# ") for line in lines if line.startswith("#"))
    return {_NOT_IN_ANCHORS.sub("", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    lost = []
    for target in _LINK.findall(prose(file)):
        if target.startswith(("http://", "https://")):
            continue
        name, _, anchor = target.partition("#")
        place = (file.parent / name).resolve() if name else file
        if not place.exists() or (anchor and anchor not in anchors(place)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_named_commands_are_there(file: Path) -> None:
    text = prose(file) + "".join(b.text for b in blocks(file) if b.language in ("console", "sh"))
    known = program(Reader("en")).commands
    called = re.findall(r"gov-comms ([a-z]+)", text)
    assert [name for name in called if name not in known] == []
    recipes = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    made = re.findall(r"`make ([a-z]+)`|^\$? ?make ([a-z]+)", text, re.MULTILINE)
    assert [name for pair in made for name in pair if name and name not in recipes] == []
