"""Import and evidence on real databases: what comes in, comes back, and is found when changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gov_comms.facts.recorded import facts_of
from gov_comms.review.adoptions import Scan, adopt, audit_files, verify
from gov_comms.review.importing import bring_in
from gov_comms.review.office import Office, carry_out, found, open_office
from tests.record.offices import lay_down
from tests.review.bureau import EDITION
from tests.review.proved import AGENCY

MONDAY = datetime(2014, 3, 10, 1, 0, tzinfo=UTC)
ACCOUNTS = {"丙": "os:clerk", "丁": "os:judge", "戊": "os:admin"}
PAGE = Scan("样报", "p3.txt", "秋粮收购过半".encode())


def texts() -> dict[str, str]:
    agency = AGENCY.replace('may = ["register"]', 'may = ["register", "system"]')
    for person, account in ACCOUNTS.items():
        agency = agency.replace(f'id = "{person}"\n', f'id = "{person}"\naccount = "{account}"\n')
    return {"agency.toml": agency, "regulations/2014-01-01.toml": EDITION}


@pytest.fixture(params=["sha256", "sm3"])
def office(record_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Office:
    """The office with a work, an adoption in a paper and one on a site, on each database."""
    folder = lay_down(tmp_path / "office", texts())
    found(record_url, str(folder), "os:clerk", algorithm=request.param, at=MONDAY)
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "报送.csv").write_text(
        "稿件编号,报送日期,单位,作者\n" + "".join(f"W{n},2014-03-04,甲科,甲\n" for n in range(300)),
        encoding="utf-8",
    )
    opened = open_office(record_url)
    done = carry_out(opened, bring_in, "os:clerk", at=MONDAY, path=tables)
    assert len(done.entries) == 301
    cells = {"work": "W7", "outlet": "区报"}
    carry_out(opened, adopt, "os:clerk", at=MONDAY, cells=cells, scans=[PAGE])
    return opened


def adoptions(office: Office) -> int:
    with office.record.reading() as view:
        return facts_of(office.opened.agency, view).frames["adoption"].height


def test_rows_and_files_come_back(office: Office) -> None:
    with office.record.reading() as view:
        facts = facts_of(office.opened.agency, view)
        (held,) = view.rows("@evidence")
        assert held.cells["algorithm"] == office.record.algorithm
        assert view.file(str(held.cells["digest"])) == PAGE.content
        assert audit_files(view) == ()
    assert facts.frames["submission"].height == 300
    assert adoptions(office) == 0
    carry_out(office, verify, "os:judge", at=MONDAY, adoption="A2014-0001")
    assert adoptions(office) == 1
