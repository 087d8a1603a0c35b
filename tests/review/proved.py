"""A made-up office that asks for evidence, and the people who enter, prove and verify adoptions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gov_comms.config import open_texts
from gov_comms.errors import Place
from gov_comms.model import Row
from gov_comms.record import Act, Change
from gov_comms.review.adoptions import Scan
from gov_comms.review.rehearsal import Rehearsal, carried_out, desk_of, rehearse
from tests.review.bureau import EDITION, done

AGENCY = """
name = "甲局"

[words.evidence]
words = ["样报", "截图", "录像"]

[words.medium]
words = ["报纸", "网站", "电视"]

[measures.points]
label = "积分"

[[unit]]
id = "甲科"

[[unit]]
id = "乙科"

[[outlet]]
id = "区报"
medium = "报纸"

[[outlet]]
id = "区网"
medium = "网站"

[[outlet]]
id = "区电视台"
medium = "电视"

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
unit = "甲科"
roles = ["登记员"]

[[person]]
id = "丁"
unit = "甲科"
roles = ["认定员"]

[[person]]
id = "戊"
unit = "乙科"
roles = ["认定员"]

[[role]]
id = "信息员"
clause = "一"
may = ["submit"]

[[role]]
id = "登记员"
clause = "一"
may = ["register"]

[[role]]
id = "认定员"
clause = "一"
may = ["verify"]

[[evidence]]
id = "paper"
clause = "二"
when = { medium = "报纸" }
kinds = ["样报"]

[[evidence]]
id = "screen"
clause = "三"
when = { medium = "电视" }
one_of = ["录像", "截图"]
verify = false
"""
MONDAY = "2014-03-10 09:00"
WORK = {"id": "W1", "day": "2014-03-03", "unit": "甲科", "authors": "甲"}
PAPER = Scan("样报", "p3.jpg", b"\xff\xd8\xff\xe0 a page \xff\xd9")
SCREEN = Scan("截图", "page.png", b"\x89PNG\r\n\x1a\n a page IEND\xaeB`\x82")


def begun(agency: str = AGENCY) -> Rehearsal:
    """The office with a work of 甲 that counts."""
    opened = open_texts({"agency.toml": agency, "regulations/2014-01-01.toml": EDITION})
    rows = {"submission": (Row(dict(WORK), Place()),)}
    return rehearse(opened, rows, datetime.fromisoformat(MONDAY))


def holding(office: Rehearsal, *changes: Change) -> Rehearsal:
    """The office whose record has these rows, too."""
    desk = desk_of(office, "", datetime.fromisoformat(MONDAY))
    return carried_out(office, desk, lambda _: Act("put", "rows", changes))


def did(office: Rehearsal, person: str, command: Any, **said: Any) -> Rehearsal:
    """The office after a command on that Monday."""
    return done(office, person, MONDAY, command, **said)
