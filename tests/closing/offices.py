"""An office small enough to count by hand, with everybody that a closing needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gov_comms.record import Act, Actor, Change, Stamp
from gov_comms.review.office import Command, Done, Office, carry_out, found, open_office, visit

AGENCY = """
name = "甲县政府办"

[words.form]
words = ["全文", "综合"]

[measures.points]
label = "积分"

[measures.money]
label = "稿酬"
unit = "元"
scale = 2
unit_total = "members"

[appeal]
clause = "第九条"
plus_working_days = 5

[[pay]]
id = "稿酬"
clause = "第八条"
measure = "money"
to = "person"
cap = 1000

[[outlet]]
id = "县报"

[[unit]]
id = "甲局"

[[unit]]
id = "乙局"

[[unit]]
id = "政府办"
"""
ROLES = {
    "登记员": ["register"],
    "结算员": ["settle"],
    "裁决员": ["decide"],
    "制单员": ["prepare"],
    "批准员": ["authorise"],
    "出纳": ["pay"],
    "系统管理员": ["system"],
    "审计员": ["audit"],
    "信息员": ["submit"],
}
PEOPLE = {
    "甲": ("甲局", "信息员"),
    "乙": ("乙局", "信息员"),
    "登": ("政府办", "登记员"),
    "结": ("政府办", "结算员"),
    "裁": ("政府办", "裁决员"),
    "制": ("政府办", "制单员"),
    "批": ("政府办", "批准员"),
    "付": ("政府办", "出纳"),
    "系": ("政府办", "系统管理员"),
    "审": ("政府办", "审计员"),
}
STEPS = """
title = "积分和稿酬办法"
from = 2025-01-01

[[step]]
id = "used"
clause = "第三条"
do = "award"
on = "adoption"
give.points = { by = "form", table = { "全文" = 5, "综合" = 2 } }

[[step]]
id = "fee"
clause = "第八条"
do = "award"
on = "adoption"
to = "first_author"
adds_to = ["used"]
give.money = { by = "form", table = { "全文" = 50, "综合" = 20.50 } }
"""
QUARTER_OVER = datetime(2026, 4, 10, 2, tzinfo=UTC)
NEXT_OVER = datetime(2026, 7, 10, 2, tzinfo=UTC)


def agency_folder(folder: Path, more: str = "") -> Path:
    """The office's files in a folder."""
    roles = "".join(
        f'\n[[role]]\nid = "{role}"\nclause = "第二条"\nmay = {powers}\n'
        for role, powers in ROLES.items()
    )
    people = "".join(
        f'\n[[person]]\nid = "{name}"\nunit = "{unit}"\nroles = ["{role}"]\naccount = "os:{name}"\n'
        for name, (unit, role) in PEOPLE.items()
    )
    (folder / "regulations").mkdir(parents=True, exist_ok=True)
    text = AGENCY + more + roles.replace("'", '"') + people
    (folder / "agency.toml").write_text(text, "utf-8")
    (folder / "regulations" / "2025-01-01.toml").write_text(STEPS, "utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Desks:
    """The office, and what its people do in a test."""

    office: Office

    def do(self, who: str, command: Command, at: datetime = QUARTER_OVER, **said: Any) -> Done:
        """Somebody carries a command out."""
        return carry_out(self.office, command, f"os:{who}", at=at, **said)

    def ask(self, who: str, question: Any, at: datetime = QUARTER_OVER, **said: Any) -> Any:
        """Somebody asks, and nothing is written."""
        with visit(self.office, f"os:{who}", at=at) as desk:
            return question(desk, **said)

    def put(self, table: str, row: str, cells: Mapping[str, str], about: str = "") -> None:
        """A fact stands in the record."""
        change = Change(table, row, {"id": row, **cells}, "", about)
        at = datetime(2026, 3, 30, 2, tzinfo=UTC)
        with self.office.record.writing() as writer:
            head = writer.head()
            assert head is not None
            stamp = Stamp(max(at, head.at), Actor("os:登", "登"), self.office.config)
            writer.write([Act("registered", row, (change,))], stamp)

    def adopted(self, number: int, unit: str, author: str, day: str, form: str) -> None:
        """A work of somebody was sent in and carried by the county's paper."""
        work = {"day": day, "unit": unit, "authors": author}
        self.put("submission", f"S{number}", work)
        used = {"work": f"S{number}", "outlet": "县报", "day": day, "form": form}
        self.put("adoption", f"A{number}", used, f"S{number}")


def founded(url: str, folder: Path, more: str = "") -> Desks:
    """The office with its record at an address, and three works used in the first quarter."""
    at = datetime(2026, 1, 1, 1, tzinfo=UTC)
    found(url, str(agency_folder(folder, more)), "os:系", at=at)
    desks = Desks(open_office(url))
    desks.adopted(1, "甲局", "甲", "2026-01-20", "全文")
    desks.adopted(2, "甲局", "甲", "2026-02-20", "综合")
    desks.adopted(3, "乙局", "乙", "2026-03-20", "全文")
    return desks
