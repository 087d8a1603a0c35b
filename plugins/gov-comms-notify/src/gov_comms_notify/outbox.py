"""The outbox: a folder with a file for each message that waits, was sent, or was given up.

A file appears at once or not at all, and its name is that of the news: what is told twice is sent
once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from urllib.parse import quote

from gov_comms.model import Agency
from gov_comms.plugins import News
from gov_comms_notify.settings import NotifySettings

WAITING, SENT, GIVEN_UP = "waiting", "sent", "given-up"


@dataclass(frozen=True, slots=True)
class Letter:
    """One message for one channel: what happened, as texts, and how often it was tried."""

    channel: str
    agency: str
    office: str
    seq: int
    at: str
    kind: str
    subject: str
    reason: str
    actor: str
    tried: int = 0
    fault: str = ""

    def id(self) -> str:
        """By what receivers know it again: always the same, and plain ASCII."""
        return f"{quote(self.agency, safe='')}-{self.seq}"

    def name(self) -> str:
        """The name of its file."""
        return f"{self.seq:012d}-{self.channel}.json"


def place_of(folder: str, settings: NotifySettings) -> Path:
    """Where the outbox lies: as written, or in the agency's folder."""
    return Path(folder) / settings.outbox


def put(place: Path, channel: str, agency: Agency, news: News) -> None:
    """Let a message wait, unless it is there already."""
    letter = Letter(
        channel,
        agency.id,
        agency.name.zh,
        news.seq,
        news.at.isoformat(),
        news.kind,
        news.subject,
        news.reason,
        news.actor,
    )
    if not any((place / state / letter.name()).exists() for state in (WAITING, SENT, GIVEN_UP)):
        keep(place, WAITING, letter)


def keep(place: Path, state: str, letter: Letter) -> None:
    """Write a letter into one of the folders, and out of the one in which it waited."""
    folder = place / state
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{letter.name()}.{os.getpid()}"
    beside.write_text(json.dumps(asdict(letter), ensure_ascii=False), encoding="utf-8")
    beside.replace(folder / letter.name())
    if state != WAITING:
        (place / WAITING / letter.name()).unlink(missing_ok=True)


def waiting(place: Path) -> Iterator[Letter]:
    """The letters that wait, the oldest first."""
    for path in sorted((place / WAITING).glob("[0-9]*.json")):
        yield Letter(**json.loads(path.read_text("utf-8")))


@contextmanager
def alone(place: Path) -> Iterator[bool]:
    """Whether nobody else empties this outbox meanwhile."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w", encoding="utf-8") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
