"""A record by the command line: made, proved, handed to inspectors, backed up."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gov_comms.record.opening import open_record
from gov_comms.review.office import found, own_account
from gov_comms.review.office import open_office as office_of
from tests.cli.conftest import Call
from tests.record.offices import AGENCY, OFFICE, lay_down
from tests.record.test_audit import tamper

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def db(call: Call, tmp_path: Path) -> Path:
    """A record that this process founded, as the system administrator."""
    path = tmp_path / "office.db"
    answer = call("init", lay_down(tmp_path / "ju"), "--db", path, "--founder", "甲")
    assert answer == (0, "the record of 甲局 is founded\n", "")
    return path


@pytest.fixture
def audited(db: Path, tmp_path: Path) -> Path:
    """A record in whose roster this process is the auditor."""
    agency = AGENCY.replace("os:bing", own_account(office_of(str(db))))
    place = lay_down(tmp_path / "audited" / "ju", {**OFFICE, "agency.toml": agency})
    path = tmp_path / "audited.db"
    found(str(path), str(place), "os:jia", at=NEW_YEAR)
    return path


def head(path: Path) -> str:
    with open_record(str(path)).reading() as reader:
        entry = reader.head()
    assert entry is not None
    return entry.digest


def test_init_again_says_that_nothing_is_to_be_done(call: Call, db: Path, tmp_path: Path) -> None:
    assert call("init", tmp_path / "ju", "--db", db) == (
        0,
        "the record is up to date, and these rules are in force\n",
        "",
    )


def test_init_of_changed_rules_wants_a_reason(call: Call, db: Path, tmp_path: Path) -> None:
    (tmp_path / "ju" / "agency.toml").write_text(AGENCY.replace("甲局", "乙局"), "utf-8")
    assert call("init", tmp_path / "ju", "--db", db) == (
        2,
        "",
        "error: changed rules need a reason. hint: say it: --reason TEXT\n",
    )
    assert call("init", tmp_path / "ju", "--db", db, "--reason", "改名") == (
        0,
        "the changed rules are in force; pieces on their way keep theirs\n",
        "",
    )


def test_address_comes_from_the_environment(
    call: Call, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOV_COMMS_DB", str(db))
    assert call("audit", "rebuild") == (
        0,
        "replaying 1 entries gives every row that stands\n",
        "",
    )


def test_verify_answers_yes(call: Call, db: Path) -> None:
    assert call("audit", "verify", "--db", db) == (
        0,
        f"1 entries are as they were written; the last is {head(db)}\n",
        "",
    )


def test_verify_answers_no_and_says_where(call: Call, db: Path) -> None:
    tamper(open_record(str(db)), "UPDATE journal SET person = '乙'")
    assert call("audit", "verify", "--db", db) == (
        1,
        "error: journal:1:person: this entry is not as it was written: person was changed\n"
        "1 entries, 1 problems\n",
        "",
    )


def test_rebuild_answers_no_and_says_which_row(call: Call, db: Path) -> None:
    tamper(open_record(str(db)), "DELETE FROM standing WHERE kind = '@record'")
    code, out, _ = call("audit", "rebuild", "--db", db)
    assert (code, out) == (
        1,
        "error: @record:record: entry 1 put this row here, and it is gone\n1 entries, 1 problems\n",
    )


def test_signed_head_is_kept_elsewhere_and_verified(call: Call, db: Path, tmp_path: Path) -> None:
    key, signed = tmp_path / "office.key", tmp_path / "head.json"
    code, out, _ = call("audit", "key", "-o", key)
    public = out.rpartition(": ")[2].strip()
    assert (code, key.stat().st_mode & 0o777) == (0, 0o600)
    assert call("audit", "sign", "--db", db, "--key", key, "-o", signed)[:2] == (
        0,
        f"written: {signed}\n",
    )
    verify = ("audit", "verify", "--db", db, "--head", signed, "--signer")
    assert call(*verify, public)[0] == 0
    assert call(*verify, "0" * 64)[:2] == (
        1,
        "error: journal:1: this head was signed with another key\n1 entries, 1 problems\n",
    )


def test_head_that_is_none_is_refused(call: Call, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "head.json"
    for content in ("", "[]", "{}", '{"seq": "1"}'):
        file.write_text(content, "utf-8")
        answer = call("audit", "verify", "--db", db, "--head", file)
        assert answer == (2, "", f"error: {file}: this is no signed head\n")
    file.unlink()
    assert call("audit", "verify", "--db", db, "--head", file)[0] == 2


def test_export_is_for_the_auditor(call: Call, db: Path) -> None:
    assert call("audit", "export", "--db", db) == (
        2,
        "",
        "error: 甲 may not do this: audit is needed. hint: the roles that may: 审计员\n",
    )


def test_export_is_a_table_or_lines_of_json(call: Call, audited: Path, tmp_path: Path) -> None:
    code, out, _ = call("audit", "export", "--db", audited)
    assert (code, out) == (
        0,
        "entry  time                 by  what                about  reason\n"
        "─────  ───────────────────  ──  ──────────────────  ─────  ──────\n"
        "    1  2026-01-01 08:00:00  甲  founded the record  ju\n",
    )
    file = tmp_path / "journal.jsonl"
    assert call("audit", "export", "--db", audited, "--format", "jsonl", "-o", file)[0] == 0
    (line,) = file.read_text("utf-8").splitlines()
    assert json.loads(line)["digest"] == head(audited)
    days = ("--from", "2026-01-02", "--format", "jsonl")
    assert call("audit", "export", "--db", audited, *days) == (0, "", "")


def test_nothing_expires_before_its_time(call: Call, db: Path) -> None:
    assert call("audit", "expire", "--db", db, "--reason", "期满") == (
        2,
        "",
        "error: no file is older than 1095 days\n",
    )


def test_backup_is_restored_elsewhere(call: Call, db: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "backup.zip", tmp_path / "other.db"
    assert call("backup", "--db", db, "-o", file) == (
        0,
        f"written: {file}, with 1 entries and 2 files; the last entry is {head(db)}\n",
        "",
    )
    assert call("restore", file, "--db", other) == (
        0,
        f"restored: 1 entries and 2 files; the last entry is {head(db)}\n",
        "",
    )
    assert call("restore", file, "--db", other) == (
        2,
        "",
        "error: --db: there is a record already. hint: restore into an empty database\n",
    )


def test_record_that_is_not_there(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    for command in (("audit", "verify"), ("audit", "rebuild"), ("backup", "-o", tmp_path / "x")):
        assert call(*command, "--db", path) == (
            2,
            "",
            f"error: {path}: there is no record here. "
            f"hint: make one: gov-comms init AGENCY --db {path}\n",
        )
