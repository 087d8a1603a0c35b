"""A file that a call names is there whole, or as it was."""

from __future__ import annotations

import os
import select
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from gov_comms.cli.output import write_text
from gov_comms.config import open_agency
from gov_comms.errors import Refused


def test_file_is_replaced_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_text("before", encoding="utf-8")
    file.chmod(0o600)
    write_text(file, "一\n二\n")
    assert file.read_bytes() == "一\n二\n".encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_file_stays_as_it_was_where_writing_fails(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_text("before", encoding="utf-8")
    (tmp_path / ".result.json.unfinished").mkdir()
    with pytest.raises(Refused) as refused:
        write_text(file, "after")
    assert [each.code for each in refused.value.problems] == ["unwritable"]
    assert file.read_text(encoding="utf-8") == "before"


def test_call_that_is_killed_while_it_writes_leaves_the_older_file(tmp_path: Path) -> None:
    file, unfinished = tmp_path / "result.json", tmp_path / ".result.json.unfinished"
    file.write_text("before", encoding="utf-8")
    # What is written into a pipe stands still until somebody reads it.
    os.mkfifo(unfinished)
    half = os.open(unfinished, os.O_RDONLY | os.O_NONBLOCK)
    records = Path(open_agency("haidian").agency.folder) / "records"
    asked = ["score", "haidian", "--facts", str(records), "--period", "2014", "--format", "json"]
    with subprocess.Popen([sys.executable, "-m", "gov_comms", *asked, "-o", str(file)]) as running:
        select.select([half], [], [], 60)
        assert os.read(half, 1) == b"{"
        running.kill()
    os.close(half)
    assert running.returncode == -signal.SIGKILL
    assert file.read_text(encoding="utf-8") == "before"


def test_file_behind_a_link_is_written_and_the_link_stays(tmp_path: Path) -> None:
    file, link = tmp_path / "result.json", tmp_path / "link"
    link.symlink_to(file)
    write_text(link, "after")
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == "after"


def test_what_is_no_file_is_written_into(tmp_path: Path) -> None:
    link = tmp_path / "nowhere"
    link.symlink_to("/dev/null")
    write_text(link, "after")
    assert Path("/dev/null").is_char_device()
    assert [each.name for each in tmp_path.iterdir()] == ["nowhere"]
