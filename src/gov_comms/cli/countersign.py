"""``gov-comms countersign``: a countersignature."""

from __future__ import annotations

import click

from gov_comms.cli import contents, taking
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "countersign"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return taking.command(
        reader,
        NAME,
        about=contents.about(NAME),
        details=msg("Where an office outside countersigns, --answer names its paper."),
        example='countersign S2026-0001 --answer "省办函〔2026〕3号" --db record.db',
    )
