"""What the commands share that take a step of a chain."""

from __future__ import annotations

from functools import partial

import click

from gov_comms.cli import at_desk, parameters
from gov_comms.cli.cells import cells_of, further
from gov_comms.cli.reader import Reader
from gov_comms.messages import Message, msg


def command(
    reader: Reader, name: str, *, about: Message, example: str, details: Message | None = None
) -> click.Command:
    """A command that takes the step at which a piece is."""
    return parameters.command(
        reader,
        name,
        partial(run, name=name),
        about=about,
        details=details,
        example=example,
        takes=[piece(), *told(reader), further(reader), *at_desk.options(reader)],
    )


def piece() -> click.Argument:
    """``PIECE``."""
    return click.Argument(["piece"], metavar="PIECE")


def told(reader: Reader) -> tuple[click.Option, ...]:
    """``--checked``, ``--answer`` and ``--note``."""
    return (
        checked(reader),
        click.Option(
            ["--answer"],
            metavar="PAPER",
            default="",
            help=reader.say(msg("The paper by which an office outside answered.")),
        ),
        note(reader),
    )


def checked(reader: Reader) -> click.Option:
    """``--checked``."""
    return click.Option(
        ["--checked"],
        metavar="POINT",
        multiple=True,
        help=reader.say(msg("A point of the checklist you looked at; may be given again.")),
    )


def note(reader: Reader) -> click.Option:
    """``--note``."""
    return click.Option(
        ["--note"],
        metavar="TEXT",
        default="",
        help=reader.say(msg("A remark; it is written down.")),
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    piece: str,
    checked: tuple[str, ...],
    answer: str,
    note: str,
    pairs: tuple[str, ...],
    *,
    name: str,
) -> int:
    """Take the step, and tell where the piece goes."""
    from gov_comms.review.steps import take

    return at_desk.carried(
        reader,
        db,
        take,
        acting_for,
        command=name,
        piece_id=piece,
        checked=checked,
        answer=answer,
        note=note,
        cells=cells_of(reader, pairs),
    )
