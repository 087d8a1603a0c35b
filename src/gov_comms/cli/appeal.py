"""``gov-comms appeal``: object to a closed figure, and decide on objections."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg
from gov_comms.procedure import OUTCOMES

NAME = "appeal"


def command(reader: Reader) -> click.Command:
    """The group in the reader's language."""
    return parameters.group(
        reader,
        NAME,
        about=contents.about(NAME),
        example='appeal raise 2014-Q1 --reason "漏登" --db record.db',
        commands=[_raise(reader), _decide(reader)],
    )


def _raise(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "raise",
        run_raise,
        about=msg("Appeal against your unit's figure, or a person's of it."),
        example='appeal raise 2014-Q1 --reason "漏登" --db record.db',
        takes=[
            click.Argument(["period"], metavar="P"),
            click.Option(
                ["--for", "subject"],
                metavar="SUBJECT",
                default="",
                help=reader.say(msg("A person whose figure it is, if not the unit's.")),
            ),
            at_desk.reason(reader, required=True),
            *at_desk.options(reader),
        ],
    )


def _decide(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "decide",
        run_decide,
        about=msg("Uphold or dismiss an appeal."),
        example="appeal decide C2014-0001 --outcome upheld --reason 属实 --db r.db",
        takes=[
            click.Argument(["appeal"], metavar="ID"),
            click.Option(
                ["--outcome"],
                type=click.Choice(OUTCOMES),
                required=True,
                help=reader.say(msg("What becomes of it.")),
            ),
            at_desk.reason(reader, required=True),
            *at_desk.options(reader),
        ],
    )


def run_raise(
    reader: Reader, db: str, acting_for: str, period: str, subject: str, reason: str
) -> int:
    """Raise an appeal."""
    from gov_comms.closing.appeals import raise_appeal

    return at_desk.carried(
        reader, db, raise_appeal, acting_for, period=period, subject=subject, reason=reason
    )


def run_decide(
    reader: Reader, db: str, acting_for: str, appeal: str, outcome: str, reason: str
) -> int:
    """Decide an appeal."""
    from gov_comms.closing.appeals import decide_appeal

    return at_desk.carried(
        reader, db, decide_appeal, acting_for, appeal_id=appeal, outcome=outcome, ground=reason
    )
