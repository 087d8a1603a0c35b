"""A run that is larger than memory says what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from gov_comms.errors import Refused
from gov_comms.facts.room import Room, open_database, refuse_too_little, shortages_told

MANY = "CREATE TABLE t AS SELECT range AS a, hash(range) AS b FROM range(3_000_000) ORDER BY b"


def test_disk_without_room_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        refuse_too_little(Room(tmp_path), 1 << 60)
    (problem,) = refused.value.problems
    assert problem.code == "no-room"
    assert problem.what.text("en").startswith("these facts need about 1073741825 GiB of disk, and ")


def test_disk_with_room_is_not_refused(tmp_path: Path) -> None:
    refuse_too_little(Room(tmp_path), 0)


def test_little_memory_is_made_up_for_on_disk(tmp_path: Path) -> None:
    with open_database(Room(tmp_path, 64 << 20), "ledger") as connection:
        connection.execute(MANY)
        assert connection.execute("SELECT count(*) FROM t").fetchall() == [(3_000_000,)]


def test_memory_too_little_for_anything_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(Refused) as refused,
        shortages_told(tmp_path),
        open_database(Room(tmp_path, 4 << 20), "ledger") as connection,
    ):
        connection.execute(MANY)
    assert [each.text("en") for each in refused.value.problems] == [
        "the memory that duckdb may take is too little for these facts. hint: give it more with "
        "--memory, or close what else takes memory"
    ]


def test_folder_that_is_gone_is_refused(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(Refused) as refused, shortages_told(gone):
        open_database(Room(gone), "ledger")
    assert [each.code for each in refused.value.problems] == ["no-room"]
