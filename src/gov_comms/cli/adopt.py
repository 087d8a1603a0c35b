"""``gov-comms adopt``: an outlet has carried a work."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.cells import cells_of, columns
from gov_comms.cli.reader import Reader
from gov_comms.cli.scans import file_option, files_said
from gov_comms.messages import msg

NAME = "adopt"
_COLUMNS = (
    *("work", "outlet", "day", "form", "position", "page", "place"),
    *("length", "minutes", "fee", "reads"),
)
"""Those that files and whoever verifies them fill in are left out."""


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Where the agency asks for evidence, the adoption counts once the files are there and "
            "somebody else has verified them."
        ),
        example="adopt --work W13 --outlet 海淀报 --file 样报=p3.jpg --db record.db",
        takes=[
            *columns(reader, "adoption", *_COLUMNS),
            file_option(reader, required=False),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    files: tuple[str, ...],
    pairs: tuple[str, ...],
    **named: str | None,
) -> int:
    """Enter the adoption."""
    from gov_comms.review.adoptions import Scan, adopt
    from gov_comms.review.scans import LARGEST

    scans = [Scan(*each) for each in files_said(reader, files, LARGEST)]
    cells = cells_of(reader, pairs, named.items())
    return at_desk.carried(reader, db, adopt, acting_for, cells=cells, scans=scans)
