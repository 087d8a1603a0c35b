"""``gov-comms approve``: pass a review."""

from __future__ import annotations

import click

from gov_comms.cli import contents, taking
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "approve"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return taking.command(
        reader,
        NAME,
        about=contents.about(NAME),
        details=msg(
            "Nobody judges his own piece. What the step's checklist names is said point by point."
        ),
        example="approve S2026-0001 --checked 不涉密 --db record.db",
    )
