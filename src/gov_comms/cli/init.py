"""``gov-comms init``: the record of an agency is made, brought up to date, or gets new rules."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "init"
DIGESTS = ("sha256", "sm3")


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "The record keeps the rules as they are now: later changes of the folder count once "
            "this is called again, with a reason. A record of an older program is brought up to "
            "date. It is done by somebody with the power system."
        ),
        example="init haidian --db office.db --founder 甲",
        takes=[
            parameters.agency(reader),
            parameters.record(reader),
            click.Option(
                ["--founder"],
                metavar="PERSON",
                default="",
                help=reader.say(
                    msg("Who makes the record, where the roster does not name your account.")
                ),
            ),
            at_desk.reason(reader),
            click.Option(
                ["--digest"],
                type=click.Choice(DIGESTS),
                default=DIGESTS[0],
                show_default=True,
                help=reader.say(msg("What the journal is chained with, once and for all.")),
            ),
            click.Option(
                ["--writers"],
                metavar="ROLE",
                multiple=True,
                help=reader.say(msg("A role of the server that may add to the record.")),
            ),
            click.Option(
                ["--auditors"],
                metavar="ROLE",
                multiple=True,
                help=reader.say(msg("A role of the server that may read, and nothing else.")),
            ),
        ],
    )


def run(
    reader: Reader,
    agency: str,
    db: str,
    founder: str,
    reason: str,
    digest: str,
    writers: tuple[str, ...],
    auditors: tuple[str, ...],
) -> int:
    """Found the record, or say what has changed; then give the roles of a server their rights."""
    from gov_comms.review.office import found

    done = found(
        db,
        agency,
        founder=founder,
        reason=reason,
        algorithm=digest,
        writers=writers,
        auditors=auditors,
    )
    for message in done.told:
        click.echo(reader.say(message))
    return DONE
