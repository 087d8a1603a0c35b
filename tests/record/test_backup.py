"""A backup of any database fills any other, to the same entries, rows and files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gov_comms.errors import Refused
from gov_comms.record.audit import rebuild, verify
from gov_comms.record.backup import ABOUT, FILES, JOURNAL, Backup, back_up, restore
from gov_comms.record.journal import digest_of
from gov_comms.record.opening import make_record, open_record
from gov_comms.record.store import Record
from tests.databases import KINDS
from tests.record.test_audit import FILE, fill
from tests.record.test_contract import put, written


def everything(record: Record) -> tuple[object, ...]:
    with record.reading() as reader:
        rows = (reader.rows("submission"), reader.rows("adoption"))
        return reader.entries(), *rows, reader.file(digest_of(FILE))


@pytest.mark.parametrize("into", KINDS)
def test_backup_is_restored_to_the_same(
    record: Record, into: str, new_url: Callable[[str], str], tmp_path: Path
) -> None:
    fill(record)
    made = back_up(record, tmp_path / "backup.zip")
    url = new_url(into)
    assert restore(tmp_path / "backup.zip", url) == made
    restored = open_record(url)
    assert everything(restored) == everything(record)
    assert (verify(restored).problems, rebuild(restored).problems) == ((), ())
    (entry,) = written(restored, put("S9"), minutes=1)
    assert (entry.seq, entry.before) == (5, made.head)


def test_backup_can_be_read_by_its_owner_alone(sqlite_record: Record, tmp_path: Path) -> None:
    fill(sqlite_record)
    made = back_up(sqlite_record, tmp_path / "backup.zip")
    assert (tmp_path / "backup.zip").stat().st_mode & 0o777 == 0o600
    assert made == Backup(4, verify(sqlite_record).head, 1)
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.zip"]


def code(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [problem.code for problem in refused.value.problems]


def test_backup_writes_over_nothing(sqlite_record: Record, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")
    assert code(lambda: back_up(sqlite_record, tmp_path / "there")) == ["exists"]
    assert code(lambda: back_up(sqlite_record, tmp_path / "no" / "x")) == ["unwritable"]
    assert (tmp_path / "there").read_text() == "x"


def test_restore_leaves_a_record_alone(sqlite_record: Record, tmp_path: Path) -> None:
    fill(sqlite_record)
    back_up(sqlite_record, tmp_path / "backup.zip")
    before = everything(sqlite_record)
    url = str(sqlite_record.engine.url.database)
    assert code(lambda: restore(tmp_path / "backup.zip", url)) == ["record-there"]
    assert everything(sqlite_record) == before


Change = Callable[[dict[str, bytes]], None]


def changed_line(files: dict[str, bytes]) -> None:
    files[JOURNAL] = files[JOURNAL].replace("二".encode(), "三".encode())


def changed_spacing(files: dict[str, bytes]) -> None:
    files[JOURNAL] = files[JOURNAL].replace(b'\\"seq\\":2', b'\\"seq\\": 2')


def lost_line(files: dict[str, bytes]) -> None:
    files[JOURNAL] = b"".join(files[JOURNAL].splitlines(keepends=True)[:-1])


def broken_line(files: dict[str, bytes]) -> None:
    files[JOURNAL] = files[JOURNAL][:-20]


def no_entry(files: dict[str, bytes]) -> None:
    files[JOURNAL] += b'{"digest": "", "body": "[]"}\n'


def changed_file(files: dict[str, bytes]) -> None:
    files[FILES + digest_of(FILE)] = b"other"


def lost_file(files: dict[str, bytes]) -> None:
    del files[FILES + digest_of(FILE)]


def lost_about(files: dict[str, bytes]) -> None:
    del files[ABOUT]


def other_kind(files: dict[str, bytes]) -> None:
    files[ABOUT] = json.dumps({**json.loads(files[ABOUT]), "format": 2}).encode()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (changed_line, "entry 2 of this backup is not as it was written"),
        (changed_spacing, "entry 2 of this backup is not as it was written"),
        (lost_line, "this backup is not whole"),
        (broken_line, "entry 4 of this backup is not as it was written"),
        (no_entry, "entry 5 of this backup is not as it was written"),
        (changed_file, f"the stored file {digest_of(FILE)[:16]} was changed"),
        (lost_file, "this backup is not whole"),
        (lost_about, "this is no backup, or is damaged"),
        (other_kind, "this backup is of a kind that is not known"),
    ],
)
def test_damaged_backup_is_refused(
    sqlite_record: Record, tmp_path: Path, spoil: Change, said: str
) -> None:
    fill(sqlite_record)
    path, url = tmp_path / "backup.zip", str(tmp_path / "new.db")
    back_up(sqlite_record, path)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    spoil(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(Refused) as refused:
        restore(path, url)
    assert str(refused.value) == f"{path}: {said}"
    assert code(lambda: open_record(url)) == ["no-record"]


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_file_that_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert code(lambda: restore(path, str(tmp_path / "new.db"))) == ["backup-broken"]
    assert code(lambda: restore(tmp_path / "none", str(tmp_path / "new.db"))) == ["backup-broken"]


def test_journal_of_sm3_is_backed_up_as_such(tmp_path: Path) -> None:
    record = Record(make_record(str(tmp_path / "a.db")).engine, "sm3")
    fill(record)
    back_up(record, tmp_path / "backup.zip")
    restore(tmp_path / "backup.zip", str(tmp_path / "b.db"))
    restored = Record(open_record(str(tmp_path / "b.db")).engine, "sm3")
    assert everything(restored) == everything(record)
    assert verify(restored).problems == ()
