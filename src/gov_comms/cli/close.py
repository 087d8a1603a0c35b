"""``gov-comms close``: freeze a period."""

from __future__ import annotations

from pathlib import Path

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "close"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "What changes later is booked by the next closing of the same level; "
            "nothing opens a period again."
        ),
        example="close 2014-Q1 --key office.key --db record.db",
        takes=[
            click.Argument(["period"], metavar="P"),
            click.Option(
                ["--key"],
                type=click.Path(dir_okay=False, path_type=Path),
                envvar="GOV_COMMS_KEY",
                metavar="FILE",
                help=reader.say(msg("The office's key; without it nothing is signed.")),
            ),
            at_desk.reason(reader),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader, db: str, acting_for: str, period: str, key: Path | None, reason: str
) -> int:
    """Close the period and tell the head of the journal."""
    from gov_comms.closing.close import close
    from gov_comms.record.signing import read_key

    signing = None if key is None else read_key(key)
    return at_desk.carried(reader, db, close, acting_for, period=period, key=signing, reason=reason)
