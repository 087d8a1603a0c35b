"""What every command of the desk shares: whose record, for whom, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from gov_comms.cli import parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.cli.render_table import shown
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.review.desk import Desk
    from gov_comms.review.office import Command


def options(reader: Reader) -> tuple[click.Option, click.Option]:
    """``--db`` and ``--as``."""
    return parameters.record(reader), acting_for(reader)


def acting_for(reader: Reader) -> click.Option:
    """``--as``."""
    return click.Option(
        ["--as", "acting_for"],
        metavar="PERSON",
        default="",
        help=reader.say(msg("Act for this person, who has delegated it to you.")),
    )


def reason(reader: Reader, *, required: bool = False) -> click.Option:
    """``--reason``."""
    return click.Option(
        ["--reason"],
        metavar="TEXT",
        default=None if required else "",
        required=required,
        help=reader.say(msg("Why; it is written down.")),
    )


def carried(reader: Reader, db: str, command: Command, acting_for: str = "", /, **said: Any) -> int:
    """Carry a command of the desk out, and tell what it came to."""
    from gov_comms.review.office import carry_out, open_office, own_account

    office = open_office(db)
    done = carry_out(office, command, own_account(office), acting_for=acting_for, **said)
    for message in done.told:
        click.echo(shown(reader.say(message)))
    echo_warnings(done.problems, reader)
    return DONE


@contextmanager
def visited(db: str, acting_for: str = "") -> Iterator[Desk]:
    """The desk for a command that only looks."""
    from gov_comms.review.office import open_office, own_account, visit

    office = open_office(db)
    with visit(office, own_account(office), acting_for=acting_for) as desk:
        yield desk
