"""``gov-comms attach``: files that prove an adoption."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.reader import Reader
from gov_comms.cli.scans import file_option, files_said
from gov_comms.messages import msg

NAME = "attach"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg("They are kept under their digests, so that a change is found."),
        example="attach A2014-0013 --file 样报=p3.jpg --db record.db",
        takes=[
            click.Argument(["adoption"], metavar="ADOPTION"),
            file_option(reader, required=True),
            *at_desk.options(reader),
        ],
    )


def run(reader: Reader, db: str, acting_for: str, adoption: str, files: tuple[str, ...]) -> int:
    """Hand the files in."""
    from gov_comms.review.adoptions import Scan, attach
    from gov_comms.review.scans import LARGEST

    scans = [Scan(*each) for each in files_said(reader, files, LARGEST)]
    return at_desk.carried(reader, db, attach, acting_for, adoption=adoption, scans=scans)
