"""A made-up office whose people hold one role each, and a record of its own for a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gov_comms.config import Opened, open_texts
from gov_comms.errors import Refused
from gov_comms.record import Act, Actor, Change, Entry, Stamp
from gov_comms.record.opening import make_record
from gov_comms.record.store import Record
from gov_comms.review.desk import Desk
from gov_comms.review.people import actor_of, person_called

AGENCY = """\
name = { zh = "某局", en = "Some bureau" }

[measures.points]
label = "积分"
unit = "分"

[[unit]]
id = "甲科"

[[unit]]
id = "乙科"

[[role]]
id = "信息员"
clause = "甲-01 每科一名信息员"
per = "unit"
at_least = 1

[[role]]
id = "科长"
clause = "甲-02 科长审核"
per = "unit"

[[role]]
id = "认定员"
clause = "甲-03 专人认定"
may = ["verify"]

[[role]]
id = "发言人"
clause = "甲-04 持证上岗，每年登记"
certificate = true
renew = "year"
due = "03-31"

[[role]]
id = "登记员"
clause = "甲-05 专人登记"
unit = "乙科"
may = ["register"]

[[role]]
id = "安全管理员"
clause = "甲-06 三员分立"
may = ["security"]

[[chain]]
id = "piece"
clause = "甲-02"
step = [
  { role = "信息员", action = "draft" },
  { role = "科长", action = "review" },
  { role = "发言人", action = "sign" },
]

[[person]]
id = "子"
unit = "甲科"
roles = ["信息员"]
account = "os:zi"

[[person]]
id = "丑"
unit = "甲科"
roles = ["科长"]
account = "os:chou"

[[person]]
id = "寅"
unit = "乙科"
account = "os:yin"

[[person]]
id = "卯"
unit = "甲科"
roles = ["发言人"]
account = "os:mao"
certified_until = 2015-06-30
registered = 2015-01-05

[[person]]
id = "辰"
unit = "甲科"
roles = ["认定员"]
account = "os:chen"
to = 2015-03-31

[[person]]
id = "巳"
unit = "甲科"
roles = ["安全管理员"]
account = "os:si"

[[person]]
id = "午"
unit = "甲科"
roles = ["科长"]
account = "os:wu"
"""
REGULATION = """\
title = "办法"
from = 2014-01-01

[[step]]
id = "sent"
clause = "甲-07"
do = "award"
on = "submission"
give.points = 1
"""
TEXTS = {"agency.toml": AGENCY, "regulations/2014.toml": REGULATION}
MORNING = datetime(2015, 3, 2, 1, 0, tzinfo=UTC)
"""Nine o'clock of a Monday where the office is."""


@dataclass(frozen=True)
class Staff:
    """An office's record, and its desk for whoever comes to it."""

    record: Record
    opened: Opened

    def desk(self, reader: Any, account: str, acting_for: str = "", at: datetime = MORNING) -> Desk:
        """The desk for the person of an account."""
        day = Desk(reader, self.opened, "", Actor(account), at).today
        actor = actor_of(reader, self.opened.agency, account, day, acting_for)
        return Desk(reader, self.opened, "", actor, at)

    def ask(self, asked: Any, account: str, acting_for: str = "", at: datetime = MORNING) -> Any:
        """What a function of the desk answers to somebody."""
        with self.record.reading() as reader:
            return asked(self.desk(reader, account, acting_for, at))

    def act(
        self,
        command: Any,
        account: str,
        *said: Any,
        acting_for: str = "",
        at: datetime = MORNING,
        **named: Any,
    ) -> tuple[Entry, ...]:
        """Carry a command out."""
        with self.record.writing() as writer:
            desk = self.desk(writer, account, acting_for, at)
            found = command(desk, *said, **named)
            acts: Sequence[Act] = (found,) if isinstance(found, Act) else found
            return writer.write(acts, Stamp(at, desk.actor, ""))

    def enrol(self, *rows: dict[str, str]) -> None:
        """Put rows of people into the record, as an import does."""
        changes = tuple(Change("person", f"{row['id']}@{row.get('from', '')}", row) for row in rows)
        with self.record.writing() as writer:
            writer.write([Act("imported", "person", changes)], Stamp(MORNING, Actor("os:x"), ""))


def staff(agency: str = AGENCY) -> Staff:
    """The office with an empty record in memory."""
    return Staff(make_record(":memory:"), open_texts({**TEXTS, "agency.toml": agency}))


def refused(call: Any, *said: Any, **named: Any) -> list[str]:
    """What a call is refused with, in English; nothing where it is not."""
    try:
        call(*said, **named)
    except Refused as refusal:
        return [problem.text("en") for problem in refusal.problems]
    return []


def named(name: str, office: Staff) -> Any:
    """Somebody of the office by his name, on the first morning."""
    with office.record.reading() as reader:
        return person_called(reader, office.opened.agency, name, MORNING.date())
