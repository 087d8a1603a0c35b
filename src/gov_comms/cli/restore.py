"""``gov-comms restore``: an empty database filled from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "restore"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Every entry and file is checked. All of it stands at the end, or nothing. Roles of a "
            "server get their rights by init."
        ),
        example="restore 2026-06-30.zip --db postgresql://host/office",
        takes=[
            click.Argument(
                ["backup"],
                type=click.Path(path_type=Path),
                metavar="FILE",
            ),
            parameters.record(reader),
        ],
    )


def run(reader: Reader, backup: Path, db: str) -> int:
    """Restore, and tell what stands now."""
    from gov_comms.record.backup import restore

    made = restore(backup, db)
    click.echo(
        reader.say(
            msg(
                "restored: {entries} entries and {files} files; the last entry is {head}",
                entries=made.entries,
                files=made.files,
                head=made.head,
            )
        )
    )
    return DONE
