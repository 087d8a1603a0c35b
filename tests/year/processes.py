"""The script's commands as people call them: a process each, from an account, at a moment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg

from gov_comms.record.grants import grant
from gov_comms.record.opening import open_record
from tests.year.desk import picture
from tests.year.script import Doing

PROGRAM = Path(sys.executable).parent / "gov-comms"
ZONE = "Asia/Shanghai"


def ready(url: str, kind: str, accounts: Iterable[str]) -> None:
    """A server knows everybody's account, each with the rights of a writer."""
    if kind == "sqlite":
        return
    names = [each.removeprefix("db:") for each in accounts]
    with psycopg.connect(url, autocommit=True) as connection:
        for name in names:
            connection.execute(f"CREATE ROLE {name} LOGIN".encode())
    with open_record(url).writing() as writer:
        grant(writer.connection, names, ())


def by_process(url: str, kind: str, folder: Path, doing: Doing, account: str) -> str:
    """Call the program from an account at the moment of the script; gives what it tells."""
    name = account.partition(":")[2]
    told = url if kind == "sqlite" else url.replace("root@", f"{name}@")
    call = [
        *(["faketime", f"{doing.at:%Y-%m-%d %H:%M:%S}"]),
        *(str(PROGRAM), "--lang", "en"),
        *_argv(doing, folder),
        *("--db", told),
        *(["--as", doing.acting_for] if doing.acting_for else []),
    ]
    if kind == "sqlite":
        call = [*_under_account(folder, name), *call]
    done = subprocess.run(
        call,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**_unmeasured(), "TZ": ZONE, "FAKETIME_DONT_FAKE_MONOTONIC": "1"},
    )
    assert done.returncode == 0, (doing, done.stdout, done.stderr)
    return done.stdout


def _unmeasured() -> dict[str, str]:
    """The environment without what measures coverage: it is measured where commands are tested."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COV")}


def _under_account(folder: Path, name: str) -> list[str]:
    """What stands before a call so that its process has an account of this name."""
    passwd = folder / f"passwd-{name}"
    passwd.write_text(f"{name}:x:0:0::/root:/bin/sh\n", "utf-8")
    script = 'mount --bind "$0" /etc/passwd && exec "$@"'
    unshare = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--mount", "-r"]
    return [*unshare, "sh", "-c", script, str(passwd)]


def _argv(doing: Doing, folder: Path) -> Iterator[str]:
    """The words of a call."""
    said = dict(doing.said)
    yield {"again": "submit"}.get(doing.command, doing.command)
    if doing.command == "again":
        yield from ("--again", said["piece_id"])
    elif "piece_id" in said:
        yield said["piece_id"]
    elif doing.command == "verify":
        yield said["adoption"]
    yield from _cells(said.get("cells", {}))
    for kind, name in said.get("scans", ()):
        (folder / name).write_bytes(picture(name))
        yield from ("--file", f"{kind}={name}")
    for option in ("checked", "reject"):
        for each in said.get(option, ()):
            yield from (f"--{option}", each)
    if "reason" in said:
        yield from ("--reason", said["reason"])


def _cells(cells: Mapping[str, Any]) -> Iterator[str]:
    for name, cell in cells.items():
        yield from (f"--{name}", cell)
