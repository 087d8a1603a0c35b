"""What works the columns out, and the folder in which it keeps what memory does not hold."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from gov_comms.cli.output import unwritable
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.facts.room import Room
    from gov_comms.ledger.engine import Engine

PREFIX, NEW = "gov-comms-run-", ".gov-comms-new-"
"""How the folder of a run is called, and as long as nobody holds it yet."""
HELD = "held"
"""The file in it that the run holds locked until its end, however it ends."""


def options(reader: Reader) -> tuple[click.Option, ...]:
    """``--engine``, ``--master``, ``--scratch`` and ``--memory``."""
    return (
        click.Option(
            ["--engine"],
            type=click.Choice(["polars", "duckdb", "spark"]),
            default="polars",
            show_default=True,
            help=reader.say(msg("What works the columns out; the digits are the same.")),
        ),
        click.Option(
            ["--master"],
            metavar="URL",
            help=reader.say(
                msg("Where spark runs, such as spark://host:7077; else on this machine alone.")
            ),
        ),
        click.Option(
            ["--scratch"],
            type=click.Path(path_type=Path, file_okay=False),
            metavar="FOLDER",
            help=reader.say(
                msg(
                    "Where duckdb and spark keep what memory does not hold, a folder that all"
                    " workers reach; else a temporary folder."
                )
            ),
        ),
        click.Option(
            ["--memory"],
            type=click.IntRange(min=1),
            metavar="GIB",
            help=reader.say(msg("How much memory duckdb may take; else four fifths.")),
        ),
    )


@contextmanager
def engine_for(
    reader: Reader, name: str, master: str | None, scratch: Path | None, memory: int | None
) -> Iterator[tuple[Engine, Room | None]]:
    """The engine that a call names, and its room; both are gone at the end of the run.

    Raises `click.UsageError` for a master of another engine, and `Refused` where the engine is not
    installed, cannot be started or fails.
    """
    from gov_comms.ledger.engine import engine_at_hand

    if master is not None and name != "spark":
        raise click.UsageError(reader.say(msg("--master is for --engine spark alone")))
    with room_for(name, scratch, memory) as room, engine_at_hand(name, room, master) as engine:
        yield engine, room


@contextmanager
def room_for(engine: str, scratch: Path | None, memory: int | None) -> Iterator[Room | None]:
    """A room of this run's own, gone at its end; none for Polars, which works in memory."""
    if engine == "polars":
        yield None
        return
    from gov_comms.facts.room import Room, shortages_told

    with work_folder(scratch) as folder, shortages_told(folder):
        yield Room(folder, None if memory is None else memory << 30)


@contextmanager
def work_folder(parent: Path | None) -> Iterator[Path]:
    """A folder of this run's own, gone at its end, and with it those that killed runs left.

    Raises `Refused` where it cannot be made.
    """
    place = parent or Path(tempfile.gettempdir())
    try:
        _clear(place)
        new = Path(tempfile.mkdtemp(prefix=NEW, dir=place))
        held = (new / HELD).open("wb")
    except OSError as error:
        raise unwritable(place, error) from error
    with held:
        _lock(held)
        # Only now it has the name by which others find it, and see that it is held.
        folder = new.rename(place / (PREFIX + new.name.removeprefix(NEW)))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _clear(place: Path) -> None:
    """Remove the folders of runs that have ended without doing so themselves."""
    for folder in place.glob(f"{PREFIX}*"):
        with suppress(OSError), (folder / HELD).open("rb") as held:
            if _lock(held):
                shutil.rmtree(folder, ignore_errors=True)


def _lock(held: IO[bytes]) -> bool:
    """Hold a file until the process ends; whether that could be done.

    Where the system has no such locks nothing is held, and nothing cleared.
    """
    try:
        import fcntl
    except ModuleNotFoundError:
        return False
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
