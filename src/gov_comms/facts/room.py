"""Room: where a run that is larger than memory keeps what memory does not hold."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Room:
    """A folder of one run's own, and how many bytes of memory its database may take, if limited."""

    folder: Path
    memory: int | None = None


def refuse_without(engine: str, *packages: str) -> None:
    """Raise `Refused` where one of the packages that ``engine`` works with is not installed."""
    if any(find_spec(each) is None for each in packages):
        what = msg("the engine {name} is not installed", name=engine)
        hint = msg("install it with pip: {package}", package=f"gov-comms[{engine}]")
        raise Refused([Problem("engine-missing", Place(), what, hint=hint)])


def open_database(room: Room | None, name: str) -> DuckDBPyConnection:
    """A database of DuckDB's in a room, to which it also spills; in memory where there is none."""
    import duckdb

    if room is None:
        return duckdb.connect()
    settings: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(room.folder / f"{name}-spill")
    }
    if room.memory is not None:
        settings["memory_limit"] = f"{room.memory >> 20}MiB"
    return duckdb.connect(str(room.folder / f"{name}.duckdb"), config=settings)


@contextmanager
def shortages_told(folder: Path) -> Iterator[None]:
    """Raise `Refused` where what is done inside needs more memory or disk than DuckDB gets."""
    if find_spec("duckdb") is None:
        yield
        return
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        what = msg("the memory that duckdb may take is too little for these facts")
        hint = msg("give it more with --memory, or close what else takes memory")
        raise Refused([Problem("no-memory", Place(), what, hint=hint)]) from None
    except duckdb.IOException as error:
        said = str(error).splitlines()[0]
        what = msg("what memory does not hold cannot be written: {error}", error=said)
        hint = msg("make room, or name another folder with --scratch")
        raise Refused([Problem("no-room", Place(str(folder)), what, hint=hint)]) from None


def refuse_too_little(room: Room, needed: int) -> None:
    """Raise `Refused` where the disk of a room has fewer free bytes than are needed."""
    free = shutil.disk_usage(room.folder).free
    if free < needed:
        what = msg(
            "these facts need about {needed} GiB of disk, and {free} GiB are free",
            needed=(needed >> 30) + 1,
            free=free >> 30,
        )
        hint = msg("make room, or name another folder with --scratch")
        raise Refused([Problem("no-room", Place(str(room.folder)), what, hint=hint)])
