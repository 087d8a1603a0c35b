"""``gov-comms delegate``: let another act for you, from a day to a day."""

from __future__ import annotations

from datetime import date, datetime

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "delegate"
_DAY = click.DateTime(["%Y-%m-%d"])


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "TO then calls commands with --as YOU; both names are written down. Nobody gets by"
            " delegation what he may not have beside his own roles."
        ),
        example='delegate 乙 --until 2026-03-09 --reason "出差" --db record.db',
        takes=[
            click.Argument(["to"], metavar="TO"),
            click.Option(
                ["--until"],
                type=_DAY,
                metavar="DAY",
                help=reader.say(msg("The last day.")),
            ),
            click.Option(
                ["--from", "first"],
                type=_DAY,
                metavar="DAY",
                help=reader.say(msg("The first day, if not today.")),
            ),
            click.Option(
                ["--role", "roles"],
                multiple=True,
                metavar="ROLE",
                help=reader.say(
                    msg("Only this role; may be given again. Without it all of yours.")
                ),
            ),
            click.Option(
                ["--by"],
                metavar="PERSON",
                default="",
                help=reader.say(msg("For this person, who cannot come; needs the power security.")),
            ),
            click.Option(
                ["--end"],
                is_flag=True,
                help=reader.say(msg("End what was delegated to TO.")),
            ),
            at_desk.reason(reader),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    to: str,
    until: datetime | None,
    first: datetime | None,
    roles: tuple[str, ...],
    by: str,
    end: bool,
    reason: str,
) -> int:
    """Delegate, or end it."""
    from gov_comms.review.delegating import delegate, end_delegation

    said = {"to": to, "by": by, "reason": reason}
    if end:
        return at_desk.carried(reader, db, end_delegation, acting_for, **said)
    if until is None:
        raise click.UsageError(reader.say(msg("say until when: --until DAY, or --end")))
    return at_desk.carried(
        reader,
        db,
        delegate,
        acting_for,
        last=until.date(),
        first=_day(first),
        roles=roles,
        **said,
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
