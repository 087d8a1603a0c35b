"""Files of evidence in a call: ``--file KIND=PATH``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from gov_comms.cli.reader import Reader
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg


def file_option(reader: Reader, *, required: bool) -> click.Option:
    """``--file``: a kind of evidence, and the file that is it."""
    return click.Option(
        ["--file", "files"],
        metavar="KIND=PATH",
        multiple=True,
        required=required,
        help=reader.say(msg("A file that proves it, and its kind; may be given again.")),
    )


def files_said(reader: Reader, files: Sequence[str], most: int) -> list[tuple[str, str, bytes]]:
    """The kind, the name and the content of each file that a call names.

    No more than ``most`` bytes and one are read.  Raises `Refused` for files that cannot be read.
    """
    found = []
    problems = []
    for pair in files:
        kind, equals, text = pair.partition("=")
        if not equals or not kind or not text:
            raise click.UsageError(reader.say(msg("{said} is no kind=path", said=pair)))
        path = Path(text)
        try:
            with path.open("rb") as file:
                found.append((kind, path.name, file.read(most + 1)))
        except OSError as error:
            what = msg("cannot be read: {error}", error=error.strerror or str(error))
            problems.append(Problem("unreadable", Place(text), what))
    if problems:
        raise Refused(problems)
    return found
