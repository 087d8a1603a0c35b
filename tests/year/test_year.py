"""A year of one office at its desk comes to what the same facts come to from a workbook."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gov_comms.closing.appeals import appeals
from gov_comms.closing.close import booked_in, closing_for, closings, statement
from gov_comms.closing.closed import closed_result
from gov_comms.closing.pay import batches
from gov_comms.config import open_agency
from gov_comms.errors import Refused
from gov_comms.facts import read_facts
from gov_comms.facts.recorded import facts_of
from gov_comms.record.audit import rebuild, verify
from gov_comms.record.signing import SigningKey, make_key, verifies
from gov_comms.results import Result
from gov_comms.review.office import Office, carry_out, found, open_office
from gov_comms.settlement import score
from tests.databases import KINDS, fresh_database
from tests.year.desk import COMMANDS, in_process
from tests.year.office import account, people, write_office
from tests.year.processes import by_process, ready
from tests.year.script import (
    YEAR,
    Doing,
    Work,
    adoption_ids,
    doings,
    expected_rows,
    retracted_work,
    works,
)

BEIJING = ZoneInfo("Asia/Shanghai")
IN_MEMORY = Path("/dev/shm")
"""The year writes three thousand times; where it can, it does so without waiting for a disk."""


@dataclass(frozen=True, slots=True)
class Year:
    """The year as it was: the office, its folder, and how often each command was called."""

    office: Office
    folder: Path
    works: tuple[Work, ...]
    key: SigningKey
    counted: Counter[str] = field(default_factory=Counter)


def _lived(url: str, kind: str, folder: Path) -> Year:
    write_office(folder / "office", kind)
    accounts = {name: account(at, kind) for at, name in enumerate(people())}
    began = datetime(YEAR, 1, 1, tzinfo=BEIJING)
    found(url, str(folder / "office"), accounts["系统管理员"], at=began.astimezone(UTC))
    ready(url, kind, accounts.values())
    year = Year(open_office(url), folder, works(), make_key(folder / "office.key"))
    for doing in doings(year.works):
        if doing.process:
            by_process(url, kind, folder, doing, accounts[doing.who])
        else:
            _do(year, doing, accounts[doing.who])
        year.counted[f"{doing.command} {doing.refused}".strip()] += 1
    return year


def _do(year: Year, doing: Doing, account: str) -> None:
    run: Callable[..., Any] = COMMANDS[doing.command]
    at = doing.at.replace(tzinfo=BEIJING).astimezone(UTC)
    said = {"acting_for": doing.acting_for, "at": at, **in_process(doing, year.key)}
    if not doing.refused:
        carry_out(year.office, run, account, **said)
        return
    with pytest.raises(Refused) as refused:
        carry_out(year.office, run, account, **said)
    assert [each.code for each in refused.value.problems] == [doing.refused], doing


def _written(folder: Path, rows: tuple[list[dict[str, str]], ...]) -> Path:
    """Rows as the files that an office without a record would keep."""
    folder.mkdir(exist_ok=True)
    for name, each in zip(("submissions", "adoptions"), rows, strict=True):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, each[0])
            writer.writeheader()
            writer.writerows(each)
    return folder


def _stateless(year: Year, period: str, **counted: Any) -> dict[str, str]:
    """What the script's own rows come to."""
    opened = open_agency(year.folder / "office")
    path = _written(year.folder / "rows", expected_rows(year.works, **counted))
    return _figures(score(opened, read_facts(opened.agency, opened.plugins, path), period))


def _figures(result: Result) -> dict[str, str]:
    return {f"{t.subject.id} {t.measure}": f"{t.total:f}" for t in result.totals if t.total}


def the_year_is_of_the_size_promised(year: Year) -> None:
    assert len(people()) == 40
    assert len(year.works) == 600
    assert sum(work.process for work in year.works) == 30
    assert year.counted["return"] > 50
    assert year.counted["submit"] == 600


def the_closing_of_the_year_equals_a_run_on_files(year: Year) -> None:
    gone = frozenset({retracted_work(year.works).number})
    with year.office.record.reading() as view:
        result = closed_result(view, year.office.opened.agency, str(YEAR))
        live = score(year.office.opened, facts_of(year.office.opened.agency, view), str(YEAR))
    assert result is not None
    assert _figures(result) == _figures(live) == _stateless(year, str(YEAR), retracted=gone)


def the_first_quarter_stays_as_it_was_closed(year: Year) -> None:
    with year.office.record.reading() as view:
        result = closed_result(view, year.office.opened.agency, f"{YEAR}-Q1")
    assert result is not None
    assert _figures(result) == _stateless(year, f"{YEAR}-Q1", before=date(YEAR, 4, 10))


def what_was_taken_back_is_booked_in_the_second_quarter(year: Year) -> None:
    lost = adoption_ids(year.works)[retracted_work(year.works).number]
    with year.office.record.reading() as view:
        booked = booked_in(view, f"{YEAR}-Q2")
    assert {each.fact for each in booked if each.reverses} == {lost}
    assert {each.period for each in booked} == {f"{YEAR}-Q1"}


def the_quarters_with_their_entries_come_to_the_year(year: Year) -> None:
    agency = year.office.opened.agency
    summed: Counter[str] = Counter()
    with year.office.record.reading() as view:
        for quarter in range(1, 5):
            result = closed_result(view, agency, f"{YEAR}-Q{quarter}")
            assert result is not None
            for total in result.totals:
                summed[f"{total.subject.id} {total.measure}"] += total.total
        whole = closed_result(view, agency, str(YEAR))
    assert whole is not None
    assert {name: f"{total:f}" for name, total in summed.items() if total} == _figures(whole)


def every_closing_is_signed(year: Year) -> None:
    agency = year.office.opened.agency
    with year.office.record.reading() as view:
        found = closings(view)
        heads = {entry.seq: entry.digest for entry in view.entries()}
    assert [each.period for each in found] == [*(f"{YEAR}-Q{n}" for n in range(1, 5)), str(YEAR)]
    for closing in found:
        assert heads[closing.seq] == closing.head
        assert verifies(year.key.public, statement(agency.id, closing), closing.signature)


def the_appeal_and_the_pay_leave_their_trace(year: Year) -> None:
    with year.office.record.reading() as view:
        (appeal,) = appeals(view)
        (batch,) = batches(view)
        closing = closing_for(view, f"{YEAR}-Q1")
        figures = json.loads(view.file(closing.figures) or b"")
    assert (appeal.raised_by, appeal.decided_by, appeal.outcome) == ("丙一", "裁决员", "dismissed")
    assert (batch.prepared_by, batch.authorised_by, batch.paid_by) == ("制单员", "批准员", "出纳")
    owed = {
        who: total
        for measure, kind, who, total, _ in figures["totals"]
        if (measure, kind) == ("fee", "person") and total != "0.00"
    }
    assert {each.subject: each.amount for each in batch.payees} == owed


def the_journal_verifies_and_gives_the_rows_again(year: Year) -> None:
    record = year.office.record
    assert verify(record).problems == ()
    assert rebuild(record).problems == ()
    assert verify(record).entries == rebuild(record).entries > 2500


def a_delegation_is_recorded_under_both_names(year: Year) -> None:
    with year.office.record.reading() as view:
        summer = [entry for entry in view.entries() if entry.actor.acting_for]
    assert {(entry.actor.person, entry.actor.acting_for) for entry in summer} == {("乙四", "甲四")}
    assert len(summer) > 3


CHECKS = (
    the_year_is_of_the_size_promised,
    the_closing_of_the_year_equals_a_run_on_files,
    the_first_quarter_stays_as_it_was_closed,
    what_was_taken_back_is_booked_in_the_second_quarter,
    the_quarters_with_their_entries_come_to_the_year,
    every_closing_is_signed,
    the_appeal_and_the_pay_leave_their_trace,
    the_journal_verifies_and_gives_the_rows_again,
    a_delegation_is_recorded_under_both_names,
)
"""What must hold of a year; living through it takes minutes, so that it is done once for each."""


# Three thousand commands: what they reach is measured where each is tested.
@pytest.mark.no_cover
@pytest.mark.parametrize("kind", KINDS)
def test_a_year_at_the_desk(kind: str, request: pytest.FixtureRequest) -> None:
    with TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as name:
        folder = Path(name)
        if kind == "sqlite":
            url = str(folder / "record.db")
        else:
            url = fresh_database(request.getfixturevalue("postgresql"))
        year = _lived(url, kind, folder)
        for check in CHECKS:
            check(year)
