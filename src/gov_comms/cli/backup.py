"""``gov-comms backup``: a whole record as one file."""

from __future__ import annotations

from pathlib import Path

import click

from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "backup"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "It holds every entry and every stored file, and can be restored into a file or a "
            "server. Only its owner can read it. Whoever may read the record can do this."
        ),
        example="backup --db office.db -o 2026-06-30.zip",
        takes=[
            parameters.record(reader),
            parameters.output(reader, required=True, about=msg("The file of the backup.")),
        ],
    )


def run(reader: Reader, db: str, output: Path) -> int:
    """Write the backup, and tell what it holds."""
    from gov_comms.record.backup import back_up
    from gov_comms.record.opening import open_record

    made = back_up(open_record(db), output)
    click.echo(
        reader.say(
            msg(
                "written: {path}, with {entries} entries and {files} files; the last entry is "
                "{head}",
                path=output,
                entries=made.entries,
                files=made.files,
                head=made.head,
            )
        )
    )
    return DONE
