"""Where answers go: the terminal, or a file that the call names."""

from __future__ import annotations

import shutil
from pathlib import Path

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg


def unwritable(path: Path, error: OSError) -> Refused:
    """The refusal for a file that cannot be written."""
    return Refused(
        [
            Problem(
                "unwritable",
                Place(str(path)),
                msg("cannot be written: {error}", error=error.strerror or str(error)),
                hint=msg("name a file in a folder that is there and may be written to"),
            )
        ]
    )


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``; raises `Refused` where that cannot be done.

    A file has its name only when all of it is written; a call that is killed leaves the older one.
    """
    try:
        if path.exists() and not path.is_file():
            # A terminal or a pipe is no file that could take the place of another.
            path.write_bytes(content)
            return
        path = path.resolve()
        unfinished = path.with_name(f".{path.name}.unfinished")
        try:
            unfinished.write_bytes(content)
            if path.exists():
                shutil.copymode(path, unfinished)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write ``text`` to ``path``; raises `Refused` where that cannot be done."""
    write_bytes(path, text.encode(encoding))
