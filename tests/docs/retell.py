"""Writes anew what documents quote: what `check` says of wrong steps, what commands print.

``python -m tests.docs.retell``; read the difference before you keep it.  A quotation that leaves
lines out (``…``) and no longer agrees is named and left to the writer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from gov_comms.config import open_texts
from gov_comms.errors import Refused
from tests.docs.pages import DOCUMENTS, examples
from tests.docs.sessions import ANYTHING, Run, agrees, play


def retold(file: Path) -> str:
    """The document with its quotations as they are today."""
    text = file.read_text("utf-8")
    for example in examples(file):
        for wrong, says in example.wrong:
            quoted = f"```toml wrong\n{wrong}```\n\n```text says\n"
            text = text.replace(f"{quoted}{says}```", f"{quoted}{_said(example.texts(wrong))}```")
    at = 0
    with tempfile.TemporaryDirectory() as folder:
        for command, printed in play(file, Path(folder), _runner(folder, ".zh" in file.name)):
            head = f"$ {command.call}\n"
            at = text.index(head, at)
            if agrees(command.printed, printed):
                at += len(head)
            elif ANYTHING in command.printed.split("\n"):
                sys.stderr.write(f"{command.block.name}: {command.call} prints something else\n")
                at += len(head)
            else:
                old = head + (f"{command.printed}\n" if command.printed else "")
                text = text[:at] + f"{head}{printed}\n" + text[at + len(old) :]
                at += len(head) + len(printed)
    return text


def _said(texts: dict[str, str]) -> str:
    try:
        open_texts(texts)
    except Refused as refused:
        return "".join(f"{each.text('en').partition(': ')[2]}\n" for each in refused.problems)
    return ""


def _runner(folder: str, chinese: bool) -> Run:
    environment = {**os.environ, "GOV_COMMS_LANG": "zh" if chinese else "en"}
    program = Path(sys.executable).with_name("gov-comms")

    def run(arguments: list[str]) -> str:
        done = subprocess.run(
            [program, *arguments], cwd=folder, env=environment, capture_output=True, text=True
        )
        return done.stdout + done.stderr

    return run


if __name__ == "__main__":
    for each in DOCUMENTS:
        each.write_text(retold(each), encoding="utf-8")
