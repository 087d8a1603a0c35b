"""Fifty people at once, each in a process of his own, who all do the same steps.

``python -m tests.record.contending URL PIECE …`` tells as JSON what became of each of their acts.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from gov_comms.errors import Refused
from gov_comms.review.happenings import count
from gov_comms.review.office import Office, carry_out, open_office
from gov_comms.review.steps import take

PEOPLE = 50
MARCH = datetime(2026, 3, 2, 1, tzinfo=UTC)
OFFICE = {
    "agency.toml": """\
name = "甲局"

[measures.points]
label = "积分"

[[role]]
id = "科长"
clause = "一"

[[role]]
id = "登记员"
clause = "一"
may = ["register"]

[[role]]
id = "系统管理员"
clause = "一"
may = ["system"]

[[unit]]
id = "甲科"

[[chain]]
id = "审核"
clause = "二"
step = [{ role = "科长", action = "approve" }]

[[person]]
id = "甲"
unit = "甲科"
account = "os:jia"
roles = ["系统管理员"]

[[person]]
id = "乙"
unit = "甲科"
account = "os:yi"
roles = ["登记员"]
"""
    + "".join(
        f'\n[[person]]\nid = "丙{number}"\nunit = "甲科"\naccount = "os:bing{number}"\n'
        f'roles = ["科长"]\n'
        for number in range(PEOPLE)
    ),
    "regulations/2026.toml": """\
title = "办法"
from = 2026-01-01

[[step]]
id = "sent"
clause = "三"
do = "award"
on = "submission"
give.points = 1
""",
}


def one_of_them(office: Office, number: int, pieces: Sequence[str]) -> list[str]:
    """What somebody's acts came to: the number of an entry, or the code of a refusal."""
    told = []
    # Each begins elsewhere, so that all of them meet everywhere.
    start = number * 7 % len(pieces)
    for piece in (*pieces[start:], *pieces[:start]):
        try:
            done = carry_out(
                office, take, f"os:bing{number}", at=MARCH, command="approve", piece_id=piece
            )
            told.append(str(done.entries[0].seq))
        except Refused as refusal:
            told.append(refusal.problems[0].code)
    done = carry_out(office, count, "os:yi", at=MARCH, cells={"name": "转载", "value": "1"})
    told.append(done.entries[0].subject)
    return told


def main(url: str, *pieces: str) -> None:
    """Let all of them begin at one moment, and gather what they tell."""
    office = open_office(url)
    gate, opened = os.pipe()
    children = []
    for number in range(PEOPLE):
        answer, told = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(opened)
            os.read(gate, 1)
            with os.fdopen(told, "w") as out:
                json.dump(one_of_them(office, number, pieces), out)
            os._exit(0)
        os.close(told)
        children.append((child, answer))
    os.close(opened)
    gathered = []
    for child, answer in children:
        with os.fdopen(answer) as told_by_child:
            gathered.append(told_by_child.read())
        os.waitpid(child, 0)
    sys.stdout.write(f"[{','.join(gathered)}]")


def folder_of_the_office(folder: Path) -> Path:
    """The office's files."""
    (folder / "regulations").mkdir(parents=True)
    for name, text in OFFICE.items():
        (folder / name).write_text(text, "utf-8")
    return folder


if __name__ == "__main__":
    main(*sys.argv[1:])
