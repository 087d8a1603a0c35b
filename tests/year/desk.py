"""The script's commands as functions of the desk, all in one process."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gov_comms.closing.appeals import decide_appeal, raise_appeal
from gov_comms.closing.close import close
from gov_comms.closing.corrections import retract
from gov_comms.closing.pay import authorise_pay, pay_out, prepare_pay
from gov_comms.record.signing import SigningKey
from gov_comms.review.adoptions import Scan, adopt, verify
from gov_comms.review.delegating import delegate
from gov_comms.review.returns import return_piece, withdraw
from gov_comms.review.sending import submit, submit_again
from gov_comms.review.steps import take
from tests.year.script import Doing

COMMANDS: Mapping[str, Callable[..., Any]] = {
    "submit": submit,
    "again": submit_again,
    "withdraw": withdraw,
    "return": return_piece,
    "approve": partial(take, command="approve"),
    "sign": partial(take, command="sign"),
    "delegate": delegate,
    "adopt": adopt,
    "verify": verify,
    "retract": retract,
    "close": close,
    "raise": raise_appeal,
    "decide": decide_appeal,
    "prepare": prepare_pay,
    "authorise": authorise_pay,
    "pay": pay_out,
}


def in_process(doing: Doing, key: SigningKey) -> dict[str, Any]:
    """What a command is told, with the files that a person would name."""
    said = dict(doing.said)
    if doing.command == "close":
        said["key"] = key
    if "scans" in said:
        said["scans"] = [Scan(kind, name, picture(name)) for kind, name in said["scans"]]
    return said


def picture(text: str) -> bytes:
    """A picture of one dot that bears a text, so that no two are the same file."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"tEXt", b"Title\0" + text.encode("latin-1")),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
