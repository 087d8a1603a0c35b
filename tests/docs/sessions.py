"""Sessions: the files that a document has its reader write, and the commands he runs on them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.pages import Block, blocks

Run = Callable[[list[str]], str]
"""Runs one call of ``gov-comms`` without its first word; gives all that it printed."""
ANYTHING = "…"
"""A line that stands for any lines."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command with what the document says it prints."""

    block: Block
    call: str
    printed: str


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        call, _, printed = part.partition("\n")
        yield Command(block, call, printed.strip("\n"))


def play(file: Path, folder: Path, run: Run) -> Iterator[tuple[Command, str]]:
    """Write each file and run each command of a document in ``folder``, in order."""
    for block in blocks(file):
        kind, equals, name = block.role.partition("=")
        if equals and kind in ("file", "new file"):
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            before = place.read_text("utf-8") + "\n" if kind == "file" and place.exists() else ""
            place.write_text(before + block.text, encoding="utf-8")
        elif block.language == "console":
            for command in commands(block):
                words = shlex.split(command.call)
                if words[0] == "gov-comms":
                    yield command, run(words[1:]).strip("\n")
                elif words[0] == "rm":
                    (folder / words[1]).unlink()


def agrees(told: str, printed: str) -> bool:
    """Whether what a document tells is what was printed, but for what it leaves out."""
    lines = (
        r"(?:.*\n)*?" if line == ANYTHING else re.escape(f"{line}\n") for line in told.split("\n")
    )
    return re.fullmatch("".join(lines), f"{printed}\n") is not None
