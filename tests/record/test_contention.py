"""Fifty processes that do the same steps at once: each is done once, and nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gov_comms.record.audit import rebuild, verify
from gov_comms.review.office import carry_out, found, open_office
from gov_comms.review.sending import submit
from tests.docs.pages import ROOT
from tests.record.contending import MARCH, PEOPLE, folder_of_the_office

PIECES = 8


@pytest.mark.slow
def test_fifty_processes_decide_each_step_once(record_url: str, tmp_path: Path) -> None:
    found(record_url, str(folder_of_the_office(tmp_path / "office")), "os:jia", at=MARCH)
    office = open_office(record_url)
    pieces = [
        carry_out(office, submit, "os:yi", at=MARCH, cells={"title": str(number)})
        .entries[0]
        .subject
        for number in range(PIECES)
    ]
    before = verify(office.record).entries
    started = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-m", "tests.record.contending", record_url, *pieces],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    seconds = time.monotonic() - started
    assert (run.returncode, run.stderr) == (0, "")
    told: list[list[str]] = json.loads(run.stdout)
    decisions = [each for person in told for each in person[:-1]]
    won = [each for each in decisions if each.isdigit()]
    lost = [each for each in decisions if not each.isdigit()]
    assert len(told) == PEOPLE
    assert (len(won), set(lost)) == (PIECES, {"not-under-way"})
    assert sorted(person[-1] for person in told) == [f"M2026-{n:04}" for n in range(1, PEOPLE + 1)]
    verdict = verify(office.record)
    assert (verdict.entries, verdict.problems) == (before + PIECES + PEOPLE, ())
    assert rebuild(office.record).problems == ()
    with office.record.reading() as reader:
        for piece in pieces:
            approvals = [e for e in reader.entries(piece) if e.kind == "approved"]
            assert len(approvals) == 1
    sys.stdout.write(
        f"\n{PEOPLE} processes, {len(decisions) + PEOPLE} acts, {len(won) + PEOPLE} written, "
        f"{seconds:.1f} s: {(len(decisions) + PEOPLE) / seconds:.0f} acts a second\n"
    )
