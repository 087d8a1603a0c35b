"""A made-up bureau with recurring duties, and people who enter facts, ask for pieces and rule."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gov_comms.config import Opened, open_texts
from gov_comms.errors import Refused
from gov_comms.review.desk import Desk
from gov_comms.review.rehearsal import Rehearsal, carried_out, desk_of, rehearse

AGENCY = """
name = { zh = "甲局", en = "Bureau A" }

[words.metric]
words = ["培训", "热线"]

[words.incident]
words = ["差错", "失实"]

[words.severity]
words = ["一般", "较大"]
ordered = true

[measures.points]
label = "积分"
scale = 2

[tables.column]
plural = "columns"
name = "专栏"
[tables.column.columns.unit]
type = "unit"
name = "单位"
required = true
[tables.column.columns.items]
type = "count"
name = "条数"

[[unit]]
id = "甲科"
class = "科室"

[[unit]]
id = "乙科"
class = "科室"

[[unit]]
id = "丙站"
class = "站"

[[person]]
id = "甲"
unit = "甲科"
roles = ["信息员"]

[[person]]
id = "乙"
unit = "乙科"
roles = ["信息员"]

[[person]]
id = "丙"
unit = "丙站"
roles = ["信息员"]

[[person]]
id = "丁"
unit = "甲科"
roles = ["登记员"]

[[person]]
id = "戊"
unit = "甲科"
roles = ["裁量人"]

[[role]]
id = "信息员"
clause = "一"

[[role]]
id = "登记员"
clause = "一"
may = ["register", "request"]

[[role]]
id = "裁量人"
clause = "一"
may = ["rule"]

[[duty]]
id = "周专栏"
clause = "二"
text = "更新专栏"
role = "信息员"
per = "unit"
when = { class = "科室" }
each = "week"
on = "column"
where = { items = { at_least = 2 } }

[[duty]]
id = "培训"
clause = "三"
role = "信息员"
per = "person"
each = "year"
deadline = { of = "day", period = "year", month = "first" }

[[duty]]
id = "热线"
clause = "四"
role = "登记员"
each = "year"
times = 3

[[duty]]
id = "日报"
clause = "五"
role = "登记员"
each = "workday"
deadline = { of = "day", at = "17:30" }
"""
EDITION = """
title = "办法"
from = 2014-01-01

[[step]]
id = "good"
clause = "六"
do = "award"
on = "metric"
give.points = { ruling = { at_least = 5, at_most = 20 } }

[[step]]
id = "bad"
clause = "七"
do = "award"
on = "incident"
give.points = { ruling = { words = { "轻" = -1, "重" = -5 } } }

[[step]]
id = "fixed"
clause = "八"
do = "award"
on = "submission"
give.points = 1
"""


def bureau(agency: str = AGENCY, edition: str = EDITION) -> Opened:
    """The bureau, opened."""
    return open_texts({"agency.toml": agency, "regulations/2014-01-01.toml": edition})


def begun(at: str, agency: str = AGENCY) -> Rehearsal:
    """The bureau with an empty record that begins at a moment."""
    return rehearse(bureau(agency), {}, datetime.fromisoformat(at))


def sit(office: Rehearsal, person: str, at: str) -> Desk:
    """The desk of a person at a moment."""
    return desk_of(office, person, datetime.fromisoformat(at))


def done(office: Rehearsal, person: str, at: str, command: Any, /, **said: Any) -> Rehearsal:
    """The office after a command."""
    return carried_out(office, sit(office, person, at), command, **said)


def refused(
    office: Rehearsal, person: str, at: str, command: Any, /, **said: Any
) -> list[tuple[str, str]]:
    """The codes and texts with which a command is refused; none if it is not."""
    try:
        done(office, person, at, command, **said)
    except Refused as refusal:
        return [(each.code, each.text("en")) for each in refusal.problems]
    return []
