"""Files whose time is over: their contents go, the journal and what was closed stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gov_comms.config import open_texts
from gov_comms.errors import Refused
from gov_comms.record import Act, Change, Upload
from gov_comms.record.audit import rebuild, verify
from gov_comms.record.journal import digest_of
from gov_comms.review.desk import Desk
from gov_comms.review.office import Office, carry_out, found, open_office
from gov_comms.review.retention import expire
from tests.record.offices import AGENCY, OFFICE, lay_down

FOUNDED = datetime(2026, 1, 5, tzinfo=UTC)
YEARS_LATER = FOUNDED + timedelta(days=1100)


@pytest.fixture
def office(record_url: str, tmp_path: Path) -> Office:
    found(record_url, str(lay_down(tmp_path / "ju")), "os:jia", at=FOUNDED)
    return open_office(record_url)


def attached(_: Desk, content: bytes, table: str = "@evidence") -> Act:
    digest = digest_of(content)
    change = Change(table, digest[:8], {"digest": digest, "of": {"digest": digest}})
    return Act("evidence-attached", "A1", (change,), uploads=(Upload(digest, content),))


def held(office: Office, content: bytes) -> bool:
    with office.record.reading() as reader:
        return reader.file(digest_of(content)) is not None


def test_old_files_are_dropped_and_the_journal_stays(office: Office) -> None:
    carry_out(office, attached, "os:yi", at=FOUNDED, content=b"old")
    carry_out(office, attached, "os:yi", at=FOUNDED, content=b"used again")
    carry_out(office, attached, "os:yi", at=FOUNDED, content=b"closed", table="@closing")
    carry_out(office, attached, "os:yi", at=YEARS_LATER, content=b"new")
    carry_out(office, attached, "os:yi", at=YEARS_LATER, content=b"used again")
    done = carry_out(office, expire, "os:jia", at=YEARS_LATER, reason="保存期满")
    assert [message.text("en") for message in done.told] == [
        "the contents of 1 files are dropped; the journal still names them"
    ]
    contents = (b"old", b"used again", b"closed", b"new")
    assert [held(office, each) for each in contents] == [False, True, True, True]
    assert (verify(office.record).entries, verify(office.record).problems) == (7, ())
    assert rebuild(office.record).problems == ()


def test_office_opens_after_its_old_files_are_dropped(office: Office, record_url: str) -> None:
    carry_out(office, attached, "os:yi", at=FOUNDED, content=b"old")
    carry_out(office, expire, "os:jia", at=YEARS_LATER, reason="保存期满")
    assert open_office(record_url).config == office.config


def test_nothing_is_dropped_before_its_time(office: Office) -> None:
    carry_out(office, attached, "os:yi", at=FOUNDED, content=b"old")
    with pytest.raises(Refused) as refused:
        carry_out(office, expire, "os:jia", at=FOUNDED + timedelta(days=1095), reason="早")
    assert str(refused.value) == "no file is older than 1095 days"
    assert held(office, b"old")


def test_nothing_is_dropped_twice(office: Office) -> None:
    carry_out(office, attached, "os:yi", at=FOUNDED, content=b"old")
    carry_out(office, expire, "os:jia", at=YEARS_LATER, reason="保存期满")
    with pytest.raises(Refused):
        carry_out(office, expire, "os:jia", at=YEARS_LATER, reason="保存期满")


def test_only_the_system_administrator_drops_files(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        carry_out(office, expire, "os:yi", at=YEARS_LATER, reason="保存期满")
    assert [problem.code for problem in refused.value.problems] == ["no-power"]


def test_agency_may_keep_files_longer_or_for_half_a_year() -> None:
    texts = {**OFFICE, "agency.toml": f"{AGENCY}\n[record]\nretention_days = 180\n"}
    assert open_texts(texts).agency.retention_days == 180


def test_agency_may_not_keep_files_for_less_than_half_a_year() -> None:
    texts = {**OFFICE, "agency.toml": f"{AGENCY}\n[record]\nretention_days = 179\n"}
    with pytest.raises(Refused) as refused:
        open_texts(texts)
    (problem,) = refused.value.problems
    assert problem.key == "record.retention_days"
