"""A small office with chains, releases and distributions, and people who act at its desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from gov_comms.config import Opened, open_texts
from gov_comms.errors import Refused
from gov_comms.record import Act, Actor, Cells, Change, Json, Stamp, Upload
from gov_comms.record.journal import digest_of
from gov_comms.record.store import Record
from gov_comms.review.desk import Desk
from gov_comms.review.pieces import Piece, piece_of

OFFICE = """\
name = "甲局"
language = "zh-CN"

[measures.points]
label = "积分"
unit = "分"

[words.kind]
name = "体裁"
words = ["信息", "调研", "专报", "访谈"]

[words.tags]
name = "标签"
words = ["重要", "民生"]

[columns.submission.signed]
type = "day"
name = "签发日期"

[columns.submission.reviewed_at]
type = "moment"
name = "审核时间"

[columns.submission.publish_on]
type = "day"
name = "发布日期"

[[unit]]
id = "东镇"

[[unit]]
id = "西镇"

[[unit]]
id = "局机关"

[[role]]
id = "信息员"
clause = "第一条"
per = "unit"

[[role]]
id = "科长"
clause = "第一条"
per = "unit"

[[role]]
id = "保密员"
clause = "第一条"

[[role]]
id = "局长"
clause = "第一条"

[[role]]
id = "评审员"
clause = "第一条"

[[role]]
id = "办公室"
clause = "第一条"
may = ["register"]

[[person]]
id = "甲"
unit = "东镇"
roles = ["信息员"]

[[person]]
id = "乙"
unit = "东镇"
roles = ["科长"]

[[person]]
id = "丙"
unit = "西镇"
roles = ["信息员"]

[[person]]
id = "丁"
unit = "西镇"
roles = ["科长"]

[[person]]
id = "戊"
unit = "局机关"
roles = ["保密员", "评审员"]

[[person]]
id = "己"
unit = "局机关"
roles = ["局长"]

[[person]]
id = "庚"
unit = "局机关"
roles = ["办公室"]

[[person]]
id = "辛"
unit = "局机关"
roles = ["评审员", "保密员"]

[[chain]]
id = "important"
clause = "第二条 重要稿件"
when = { tags = { has = "重要" } }

[[chain.step]]
role = "信息员"
action = "draft"

[[chain.step]]
role = "科长"
action = "review"
fills = ["reviewed_at"]

[[chain.step]]
role = "保密员"
action = "secrecy"
checklist = ["不涉密", "无个人信息"]

[[chain.step]]
role = "局长"
action = "sign"
fills = ["signed"]

[[chain.step]]
role = "办公室"
action = "file"
with = "市政府新闻办"
deadline = { of = "publish_on", plus_days = -3 }

[[chain.step]]
role = "办公室"
action = "publish"

[[chain]]
id = "research"
clause = "第三条 调研"
when = { kind = "调研" }

[[chain.step]]
role = "信息员"
action = "draft"
checklist = ["署名"]

[[chain.step]]
role = "信息员"
action = "submit"

[[chain.step]]
role = "评审员"
action = "review"
people = 2
deadline = { of = "day", plus_working_days = 2, at = "09:00" }

[[chain.step]]
role = "办公室"
action = "approve"
with = "市委办"

[[chain]]
id = "interview"
clause = "第六条 采访"
step = [
  { role = "办公室", action = "register", checklist = ["不匿名"] },
  { role = "局长", action = "approve" },
  { role = "办公室", action = "host" },
]

[[chain]]
id = "ordinary"
clause = "第四条 一般稿件"
when = { kind = ["信息", "专报"] }
step = [
  { role = "信息员", action = "draft" },
  { role = "科长", action = "approve" },
  { role = "局长", action = "sign", when = { kind = "专报" } },
  { role = "办公室", action = "edit" },
]

[[chain]]
id = "answer"
clause = "第八条 舆情回复"
on = "incident"
step = [
  { role = "信息员", action = "draft" },
  { role = "科长", action = "approve", fills = ["reported"] },
]

[[release]]
id = "采访"
clause = "第六条"
chain = "interview"
host = "办公室"
invitees = ["市级媒体"]

[[release]]
id = "通报会"
clause = "第七条"
chain = "interview"
may_decline = true

[[distribution]]
id = "copy"
clause = "第五条 抄送"
document = "签发的信息"
to = ["区委办", "区政府办"]
by = "办公室"
on = "submission"
when = { signed = { present = true } }
deadline = { of = "signed", plus_working_days = 1 }

[[distribution]]
id = "report"
clause = "第五条 舆情报告"
document = "舆情报告"
to = ["区网信办"]
on = "incident"

[[distribution]]
id = "gift"
clause = "第五条 赠阅"
document = "画册"
to = ["区委办", "各镇"]

[[distribution]]
id = "journal"
clause = "第五条 简报"
document = "《甲局简报》"
to = ["各镇"]
by = "办公室"
each = "month"
"""
REGULATION = """\
title = "办法"
from = 2020-01-01

[[step]]
id = "sent"
clause = "第九条"
do = "award"
on = "submission"
give.points = 1
"""
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Nine o'clock in the morning where the office is."""


@dataclass(slots=True)
class Office:
    """An office at work in a test: people do things at moments, and all of it is written."""

    record: Record
    at: datetime = MONDAY
    opened: Opened = field(init=False)
    config: str = ""

    def does(self, who: str, command: Callable[..., Act], *said: Any, **more: Any) -> Act:
        """Somebody does something; where he is refused, nothing is written."""
        person, _, acting_for = who.partition(" for ")
        actor = Actor(f"os:{person}", person, acting_for)
        with self.record.writing() as writer:
            act = command(Desk(writer, self.opened, self.config, actor, self.at), *said, **more)
            writer.write([act], Stamp(self.at, actor, self.config))
        return act

    def refuses(self, who: str, command: Callable[..., Act], *said: Any, **more: Any) -> str:
        """The English text with which somebody is refused."""
        with pytest.raises(Refused) as refused:
            self.does(who, command, *said, **more)
        return str(refused.value)

    def looks(self, who: str, question: Callable[..., Any], *said: Any, **more: Any) -> Any:
        """What somebody is answered who only looks."""
        with self.record.reading() as reader:
            actor = Actor(f"os:{who}", who)
            return question(Desk(reader, self.opened, self.config, actor, self.at), *said, **more)

    def piece(self, piece_id: str) -> Piece:
        """A piece as it stands."""
        with self.record.reading() as reader:
            return piece_of(reader, piece_id)

    def row(self, piece_id: str, table: str = "submission") -> tuple[str, Mapping[str, Any]]:
        """The state and the cells of a row."""
        with self.record.reading() as reader:
            row = reader.row(table, piece_id)
        assert row is not None
        return row.state, row.cells

    def under(self, config: str, agency: str, regulation: str = "") -> None:
        """Other rules come into force."""
        rules = regulation or REGULATION
        texts = {"agency.toml": agency, "regulations/2020-01-01.toml": rules}
        files = {f"agency/{name}": text.encode() for name, text in texts.items()}
        uploads = tuple(Upload(digest_of(content), content) for content in files.values())
        digests: dict[str, Json] = {name: digest_of(content) for name, content in files.items()}
        cells: Cells = {"folder": "agency", "files": digests}
        act = Act("rules-changed", config, (Change("@config", config, cells),), uploads=uploads)
        with self.record.writing() as writer:
            writer.write([act], Stamp(self.at, Actor("os:root"), config))
        self.opened, self.config = open_texts(texts), config


@pytest.fixture
def office(sqlite_record: Record) -> Office:
    """The small office with an empty record."""
    office = Office(sqlite_record)
    office.under("first", OFFICE)
    return office
