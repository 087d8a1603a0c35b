"""What the documents have their reader do works, and prints what they say it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from gov_comms.cli import main
from tests.docs.pages import DOCUMENTS, blocks
from tests.docs.sessions import agrees, play

SESSIONS = [file for file in DOCUMENTS if any(b.language == "console" for b in blocks(file))]


@pytest.mark.parametrize("file", SESSIONS, ids=lambda file: file.name)
def test_session_prints_what_the_document_says(
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOV_COMMS_LANG", "zh" if ".zh" in file.name else "en")

    def run(arguments: list[str]) -> str:
        main(arguments)
        out, err = capfd.readouterr()
        return out + err

    for command, printed in play(file, tmp_path, run):
        assert agrees(command.printed, printed), (command.call, command.printed, printed)
