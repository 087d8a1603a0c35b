"""An office on its record: founding, changed rules, and one way to carry a command out."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gov_comms.errors import Refused
from gov_comms.messages import msg
from gov_comms.record import Act, Change
from gov_comms.record.audit import rebuild, verify
from gov_comms.record.opening import make_record
from gov_comms.review.desk import Desk
from gov_comms.review.exporting import exported, json_lines
from gov_comms.review.office import (
    Office,
    carry_out,
    found,
    open_office,
    opened_under,
    own_account,
    visit,
)
from gov_comms.review.people import refusal
from tests.record.offices import AGENCY, OFFICE, lay_down

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_down(tmp_path / "ju")


@pytest.fixture
def office(record_url: str, folder: Path) -> Office:
    found(record_url, str(folder), "os:jia", at=MONDAY)
    return open_office(record_url)


def note(desk: Desk, title: str) -> Act:
    change = Change("submission", "S1", {"title": title, "by": desk.actor.person})
    return Act("noted", "S1", (change,), told=(msg("{title} noted", title=title),))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


# -- founding --------------------------------------------------------------------------------


def test_founding_keeps_the_rules_and_says_who_founded(office: Office) -> None:
    with office.record.reading() as reader:
        (entry,) = reader.entries()
        row = reader.rows("@config", state="in force")[0]
        assert (entry.kind, entry.subject, entry.actor.person, entry.config) == (
            "founded",
            "ju",
            "甲",
            row.id,
        )
        assert row.cells["files"] == {
            f"ju/{name}": digest for name, digest in zip(OFFICE, entry.files, strict=True)
        }
    assert (office.config, office.opened.agency.name.zh) == (row.id, "甲局")


def test_office_opens_from_what_the_record_keeps(
    office: Office, folder: Path, record_url: str
) -> None:
    (folder / "agency.toml").write_text("spoiled", "utf-8")
    assert open_office(record_url).opened.agency.name.zh == "甲局"


@pytest.mark.parametrize(
    ("account", "founder", "code"),
    [
        ("os:nobody", "", "founder"),
        ("os:nobody", "丁", "founder"),
        ("os:nobody", "乙", "no-power"),
        ("os:yi", "", "no-power"),
        ("os:jia", "乙", "other-founder"),
    ],
)
def test_founding_by_somebody_else_is_refused(
    tmp_path: Path, folder: Path, account: str, founder: str, code: str
) -> None:
    url = str(tmp_path / "record.db")
    with pytest.raises(Refused) as refused:
        found(url, str(folder), account, founder=founder)
    assert codes(refused) == [code]
    with pytest.raises(Refused) as nothing:
        open_office(url)
    assert codes(nothing) == ["no-record"]


def test_founder_is_known_by_the_account_that_founded(tmp_path: Path, folder: Path) -> None:
    url = str(tmp_path / "record.db")
    found(url, str(folder), "db:owner", founder="甲", at=MONDAY)
    office = open_office(url)
    with visit(office, "db:owner", at=MONDAY) as desk:
        assert desk.actor.person == "甲"


def test_journal_of_sm3_goes_on_in_sm3(tmp_path: Path, folder: Path) -> None:
    url = str(tmp_path / "record.db")
    found(url, str(folder), "os:jia", algorithm="sm3", at=MONDAY)
    office = open_office(url)
    carry_out(office, note, "os:yi", at=MONDAY, title="一")
    assert office.record.algorithm == "sm3"
    assert (verify(office.record).entries, verify(office.record).problems) == (2, ())


def test_record_that_was_never_founded_is_no_office(record_url: str) -> None:
    make_record(record_url)
    with pytest.raises(Refused) as refused:
        open_office(record_url)
    assert codes(refused) == ["not-founded"]


# -- commands --------------------------------------------------------------------------------


def test_command_is_written_by_whoever_calls(office: Office) -> None:
    done = carry_out(office, note, "os:yi", at=MONDAY, title="一")
    assert [message.text("en") for message in done.told] == ["一 noted"]
    (entry,) = done.entries
    assert (entry.seq, entry.actor.account, entry.actor.person) == (2, "os:yi", "乙")
    assert (entry.at, entry.config, entry.plugins) == (MONDAY, office.config, {})


def test_several_acts_are_written_in_one_stroke(office: Office) -> None:
    def twice(desk: Desk) -> tuple[Act, ...]:
        return note(desk, "一"), note(desk, "二")

    done = carry_out(office, twice, "os:yi", at=MONDAY)
    assert [entry.seq for entry in done.entries] == [2, 3]


def test_refused_command_writes_nothing(office: Office) -> None:
    def refusing(_: Desk) -> Act:
        raise refusal("no", msg("no"))

    with pytest.raises(Refused):
        carry_out(office, refusing, "os:yi", at=MONDAY)
    assert verify(office.record).entries == 1


@pytest.mark.parametrize(
    ("account", "acting_for", "code"),
    [("os:nobody", "", "unknown-account"), ("os:yi", "甲", "no-delegation")],
)
def test_command_of_a_stranger_is_refused(
    office: Office, account: str, acting_for: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        carry_out(office, note, account, acting_for=acting_for, at=MONDAY, title="一")
    assert codes(refused) == [code]


def test_desk_shows_the_record_and_writes_nothing(office: Office) -> None:
    carry_out(office, note, "os:yi", at=MONDAY, title="一")
    with visit(office, "os:bing", at=MONDAY) as desk:
        assert [row.cells["by"] for row in desk.view.rows("submission")] == ["乙"]
        assert (desk.actor.person, str(desk.today)) == ("丙", "2026-11-23")


def test_account_is_that_of_the_database(office: Office) -> None:
    kind = office.record.engine.dialect.name
    assert own_account(office).partition(":")[0] == ("os" if kind == "sqlite" else "db")


# -- changed rules ---------------------------------------------------------------------------


def change(folder: Path) -> None:
    (folder / "agency.toml").write_text(AGENCY.replace("甲局", "乙局"), "utf-8")


def test_changed_rules_count_from_then_on(office: Office, folder: Path, record_url: str) -> None:
    change(folder)
    before = carry_out(office, note, "os:yi", at=MONDAY, title="一")
    done = found(record_url, str(folder), "os:jia", reason="改名", at=MONDAY)
    assert [(entry.kind, entry.reason) for entry in done.entries] == [("rules-changed", "改名")]
    after = carry_out(office, note, "os:yi", at=MONDAY, title="二")
    assert before.entries[0].config == office.config != after.entries[0].config
    now = open_office(record_url)
    assert (now.config, now.opened.agency.name.zh) == (after.entries[0].config, "乙局")
    with now.record.reading() as reader:
        assert opened_under(reader, office.config).agency.name.zh == "甲局"
    assert (verify(now.record).problems, rebuild(now.record).problems) == ((), ())


def test_rules_that_are_in_force_are_not_written_again(
    office: Office, folder: Path, record_url: str
) -> None:
    done = found(record_url, str(folder), "os:jia", at=MONDAY)
    assert done.entries == ()
    assert [message.text("en") for message in done.told] == [
        "the record is up to date, and these rules are in force"
    ]


def test_rules_that_were_in_force_before_come_back(
    office: Office, folder: Path, record_url: str
) -> None:
    for agency in (AGENCY.replace("甲局", "乙局"), AGENCY):
        (folder / "agency.toml").write_text(agency, "utf-8")
        found(record_url, str(folder), "os:jia", reason="改名", at=MONDAY)
    assert open_office(record_url).config == office.config


@pytest.mark.parametrize(
    ("account", "reason", "code"),
    [("os:jia", "", "no-reason"), ("os:yi", "改名", "no-power"), ("os:x", "", "unknown-account")],
)
def test_change_of_rules_that_is_not_in_order(
    office: Office, folder: Path, record_url: str, account: str, reason: str, code: str
) -> None:
    change(folder)
    with pytest.raises(Refused) as refused:
        found(record_url, str(folder), account, reason=reason, at=MONDAY)
    assert codes(refused) == [code]
    assert open_office(record_url).config == office.config


def test_record_of_one_agency_takes_no_rules_of_another(
    office: Office, tmp_path: Path, record_url: str
) -> None:
    other = lay_down(tmp_path / "other")
    with pytest.raises(Refused) as refused:
        found(record_url, str(other), "os:jia", reason="改", at=MONDAY)
    assert str(refused.value) == "this is the record of ju, not of other"


def test_rules_whose_files_are_gone_are_said(office: Office, record_url: str) -> None:
    with office.record.writing() as writer:
        writer.connection.exec_driver_sql("DELETE FROM files")
    with pytest.raises(Refused) as refused:
        open_office(record_url)
    assert str(refused.value) == (
        "files of the rules are gone: ju/agency.toml, ju/regulations/2026.toml. "
        "hint: restore the record from a backup"
    )


# -- export ----------------------------------------------------------------------------------


def test_export_gives_the_texts_that_the_digests_are_of(office: Office) -> None:
    carry_out(office, note, "os:yi", at=MONDAY + timedelta(days=1), title="一")
    with visit(office, "os:bing", at=MONDAY) as desk:
        everything = exported(desk)
        later = exported(desk, first=date(2026, 11, 24))
        about = exported(desk, subject="S1", last=date(2026, 11, 23))
    assert [entry.seq for entry in everything] == [1, 2]
    assert ([entry.seq for entry in later], about) == ([2], ())
    for line in json_lines(everything).splitlines():
        told = json.loads(line)
        digest = told.pop("digest")
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == digest


def test_export_needs_the_power_to_audit(office: Office) -> None:
    with visit(office, "os:jia", at=MONDAY) as desk, pytest.raises(Refused) as refused:
        exported(desk)
    assert codes(refused) == ["no-power"]
