"""``gov-comms alike``: pieces that may be one work, side by side; a person decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import shown, table
from gov_comms.messages import msg

NAME = "alike"


def command(reader: Reader) -> click.Group:
    """The group in the reader's language."""
    return parameters.group(
        reader,
        NAME,
        about=contents.about(NAME),
        example="alike show --db record.db",
        commands=[
            parameters.command(
                reader,
                "look",
                run_look,
                about=msg("Have plugins liken all works with each other."),
                example="alike look --since 2014-01-01 --db record.db",
                takes=[
                    click.Option(
                        ["--since"],
                        type=click.DateTime(["%Y-%m-%d"]),
                        metavar="DAY",
                        help=reader.say(msg("Only works from this day on.")),
                    ),
                    *at_desk.options(reader),
                ],
            ),
            parameters.command(
                reader,
                "show",
                run_show,
                about=msg("Show the pairs that nobody has decided, side by side."),
                example="alike show --db record.db",
                takes=at_desk.options(reader),
            ),
            _decision(reader, "same", run_same),
            _decision(reader, "different", run_different),
        ],
    )


def _decision(reader: Reader, name: str, run: Callable[..., int]) -> click.Command:
    about = {
        "same": msg("Two pieces are one work: the later one no longer counts by itself."),
        "different": msg("Two pieces are two works."),
    }
    return parameters.command(
        reader,
        name,
        run,
        about=about[name],
        example=f'alike {name} S2014-0012 S2014-0031 --reason "…" --db record.db',
        takes=[
            click.Argument(["one"], metavar="ONE"),
            click.Argument(["other"], metavar="OTHER"),
            at_desk.reason(reader, required=True),
            *at_desk.options(reader),
        ],
    )


def run_look(reader: Reader, db: str, acting_for: str, since: datetime | None) -> int:
    """Ask the plugins."""
    from gov_comms.review.likeness import look

    day = since.date() if since else None
    return at_desk.carried(reader, db, look, acting_for, since=day)


def run_show(reader: Reader, db: str, acting_for: str) -> int:
    """Print the open pairs."""
    from gov_comms.review.likeness import open_pairs

    with at_desk.visited(db, acting_for) as desk:
        found = open_pairs(desk)
    for pair, rows in found:
        click.echo(table([shown(f"{pair.share} {pair.plugin}"), pair.one, pair.other], rows))
        click.echo()
    click.echo(reader.say(msg("{count} pairs to be decided", count=len(found))))
    return DONE


def run_same(reader: Reader, db: str, acting_for: str, one: str, other: str, reason: str) -> int:
    """Say that two pieces are one work."""
    return _decide(reader, db, acting_for, one, other, reason, same=True)


def run_different(
    reader: Reader, db: str, acting_for: str, one: str, other: str, reason: str
) -> int:
    """Say that two pieces are two works."""
    return _decide(reader, db, acting_for, one, other, reason, same=False)


def _decide(
    reader: Reader, db: str, acting_for: str, one: str, other: str, reason: str, *, same: bool
) -> int:
    from gov_comms.review.likeness import decide

    said = {"one": one, "other": other, "same": same, "reason": reason}
    return at_desk.carried(reader, db, decide, acting_for, **said)
