"""The same records give the same documents, whoever writes them, wherever and in which process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import hashlib, sys
from pathlib import Path
from gov_comms.bulletin import compose, gather, write_bulletin
from gov_comms.config import open_agency
from gov_comms.facts import read_facts
from gov_comms.settlement import score
from dataclasses import replace

opened = open_agency("haidian")
facts = read_facts(opened.agency, opened.plugins, Path(opened.agency.folder) / "records")
result = score(opened, facts, "2014")
(plan,) = (each for each in opened.agency.bulletins if each.id == "year")
plan = replace(plan, annex=True, charts=("totals", "tiers", "quotas", "media"), name_people=True)
beside = gather(opened, facts, result, plan)
bulletin = compose(opened.agency, result, plan, "zh-CN", beside)
for suffix in ("docx", "xlsx", "pdf", "html", "txt"):
    path = Path(sys.argv[1]) / f"b.{suffix}"
    write_bulletin(bulletin, opened.plugins, path)
    print(suffix, hashlib.sha256(path.read_bytes()).hexdigest())
"""
PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "SOURCE_DATE_EPOCH": "1700000000"},
)
"""Surroundings of a process that might find their way into a file."""


def test_documents_are_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    said = []
    for number, place in enumerate(PLACES):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder)],
            env={**os.environ, **place},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        said.append(done.stdout.splitlines())
    assert said[0] == said[1]
    assert [line.split()[0] for line in said[0]] == ["docx", "xlsx", "pdf", "html", "txt"]
