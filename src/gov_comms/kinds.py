"""The kinds of fact that every agency has, with their columns and headings."""

from __future__ import annotations

import re

from gov_comms.model import Column, ColumnType, Table, Text

C = ColumnType

SEPARATORS = re.compile("[、，,；;]")
"""What stands between the parts of a cell that holds several."""


def _column(
    name: str,
    kind: ColumnType,
    zh: str,
    en: str,
    *,
    required: bool = False,
    words: str | None = None,
    scale: int = 2,
    computed: bool = False,
    aliases: tuple[str, ...] = (),
) -> Column:
    return Column(name, kind, Text(zh, en), required, words, scale, computed, aliases)


UNITS = Table(
    "unit",
    "units",
    Text("单位", "Units"),
    (
        _column("id", C.ID, "单位", "Unit", required=True, aliases=("单位名称", "编号")),
        _column("name", C.TEXT, "名称", "Name"),
        _column("class", C.WORD, "类别", "Class"),
        _column("headcount", C.COUNT, "人数", "Headcount"),
        _column("order", C.COUNT, "排序", "Order"),
        _column("from", C.DAY, "起始日期", "From"),
        _column("to", C.DAY, "截止日期", "To"),
    ),
    day=None,
    number=0,
)
PEOPLE = Table(
    "person",
    "people",
    Text("人员", "People"),
    (
        _column("id", C.ID, "人员", "Person", required=True, aliases=("姓名", "工号")),
        _column("name", C.TEXT, "显示名", "Name"),
        _column("unit", C.UNIT, "单位", "Unit", required=True),
        _column("roles", C.WORDS, "角色", "Roles", words="roles"),
        _column("account", C.TEXT, "账号", "Account"),
        _column("certified_until", C.DAY, "证书有效期至", "Certified until"),
        _column("registered", C.DAY, "登记日期", "Registered on"),
        _column("class", C.WORD, "类别", "Class"),
        _column("order", C.COUNT, "排序", "Order"),
        _column("from", C.DAY, "起始日期", "From"),
        _column("to", C.DAY, "截止日期", "To"),
    ),
    day=None,
    number=1,
)
OUTLETS = Table(
    "outlet",
    "outlets",
    Text("媒体", "Outlets"),
    (
        _column("id", C.ID, "媒体", "Outlet", required=True, aliases=("载体", "媒体名称")),
        _column("tier", C.WORD, "级别", "Tier", words="tier"),
        _column("medium", C.WORD, "媒介", "Medium", words="medium"),
        _column("aliases", C.WORDS, "别名", "Aliases"),
        _column("from", C.DAY, "起始日期", "From"),
        _column("to", C.DAY, "截止日期", "To"),
    ),
    day=None,
    number=2,
)
SUBMISSIONS = Table(
    "submission",
    "submissions",
    Text("报送", "Submissions"),
    (
        _column("id", C.ID, "稿件编号", "Submission", required=True, aliases=("编号", "稿号")),
        _column("work", C.WORK, "稿件", "Work", computed=True),
        _column("title", C.TEXT, "标题", "Title"),
        _column("day", C.DAY, "报送日期", "Submitted on", required=True, aliases=("日期",)),
        _column("unit", C.UNIT, "单位", "Unit", required=True, aliases=("报送单位",)),
        _column("units", C.UNITS, "联合单位", "Joint units"),
        _column("authors", C.PEOPLE, "作者", "Authors", aliases=("撰稿人",)),
        _column("first_author", C.PERSON, "第一作者", "First author", computed=True),
        _column("author_count", C.COUNT, "作者人数", "Number of authors", computed=True),
        _column("shares", C.NUMBERS, "作者份额", "Shares"),
        _column("reviewer", C.PERSON, "审核人", "Reviewer", aliases=("审稿人",)),
        _column("editor", C.PERSON, "编辑", "Editor"),
        _column("kind", C.WORD, "体裁", "Kind", words="kind"),
        _column("length", C.COUNT, "字数", "Length in characters"),
        _column("pictures", C.COUNT, "图片数", "Pictures"),
        _column("tags", C.WORDS, "标签", "Tags", words="tags"),
        _column("route", C.WORD, "报送渠道", "Route", words="route"),
        _column("request", C.REQUEST, "约稿编号", "Request"),
    ),
    number=3,
)
ADOPTIONS = Table(
    "adoption",
    "adoptions",
    Text("采用", "Adoptions"),
    (
        _column("id", C.ID, "采用编号", "Adoption", required=True, aliases=("编号",)),
        _column("work", C.WORK, "稿件编号", "Submission", required=True, aliases=("稿号",)),
        _column("outlet", C.OUTLET, "采用媒体", "Outlet", required=True, aliases=("媒体", "载体")),
        _column("day", C.DAY, "采用日期", "Adopted on", required=True, aliases=("日期",)),
        _column("form", C.WORD, "采用形式", "Form", words="form"),
        _column("position", C.WORD, "版面位置", "Position", words="position"),
        _column("page", C.COUNT, "版次", "Page"),
        _column("place", C.COUNT, "条次", "Place on the page or in the programme"),
        _column("length", C.COUNT, "刊用字数", "Printed length in characters"),
        _column("minutes", C.NUMBER, "时长(分钟)", "Minutes"),
        _column("fee", C.NUMBER, "稿费", "Fee"),
        _column("reads", C.COUNT, "阅读量", "Reads"),
        _column("evidence", C.WORD, "凭证", "Evidence", words="evidence"),
        _column("evidence_day", C.DAY, "凭证报送日期", "Evidence filed on"),
        _column("verified_by", C.TEXT, "认定人", "Verified by"),
    ),
    number=4,
)
ENDORSEMENTS = Table(
    "endorsement",
    "endorsements",
    Text("批示", "Endorsements"),
    (
        _column("id", C.ID, "批示编号", "Endorsement", required=True, aliases=("编号",)),
        _column("work", C.WORK, "稿件编号", "Submission", required=True, aliases=("稿号",)),
        _column("level", C.WORD, "批示级别", "Level", words="level", aliases=("级别",)),
        _column("day", C.DAY, "批示日期", "Endorsed on", required=True, aliases=("日期",)),
    ),
    number=5,
)
REQUESTS = Table(
    "request",
    "requests",
    Text("约稿", "Requests"),
    (
        _column("id", C.ID, "约稿编号", "Request", required=True, aliases=("编号",)),
        _column("unit", C.UNIT, "单位", "Unit", required=True),
        _column("title", C.TEXT, "主题", "Topic"),
        _column("day", C.DAY, "约稿日期", "Requested on", required=True, aliases=("日期",)),
        _column("due", C.DAY, "截止日期", "Due"),
        _column("answered", C.DAY, "完成日期", "Answered on"),
        _column("outcome", C.WORD, "结果", "Outcome", words="outcome"),
    ),
    number=6,
)
INCIDENTS = Table(
    "incident",
    "incidents",
    Text("事件", "Incidents"),
    (
        _column("id", C.ID, "事件编号", "Incident", required=True, aliases=("编号",)),
        _column("unit", C.UNIT, "单位", "Unit", required=True),
        _column("person", C.PERSON, "责任人", "Person"),
        _column("work", C.WORK, "稿件编号", "Submission"),
        _column("kind", C.WORD, "事件类型", "Kind", words="incident"),
        _column("severity", C.WORD, "等级", "Severity", words="severity"),
        _column("day", C.DAY, "发生日期", "Happened on", required=True, aliases=("日期",)),
        _column("reported", C.DAY, "报告日期", "Reported on"),
        _column("happened_at", C.MOMENT, "发生时间", "Happened at"),
        _column("reported_at", C.MOMENT, "报告时间", "Reported at"),
        _column("count", C.COUNT, "件数", "Count"),
    ),
    number=7,
)
METRICS = Table(
    "metric",
    "metrics",
    Text("指标", "Metrics"),
    (
        _column("id", C.ID, "指标编号", "Metric", required=True, aliases=("编号",)),
        _column("name", C.WORD, "指标", "Name", required=True, words="metric"),
        _column("unit", C.UNIT, "单位", "Unit"),
        _column("person", C.PERSON, "人员", "Person"),
        _column("day", C.DAY, "统计日期", "Counted on", required=True, aliases=("日期",)),
        _column("value", C.NUMBER, "数值", "Value", required=True),
    ),
    number=8,
)
RULINGS = Table(
    "ruling",
    "rulings",
    Text("裁量", "Rulings"),
    (
        _column("id", C.ID, "裁量编号", "Ruling", required=True, aliases=("编号",)),
        _column("step", C.WORD, "条目", "Step", required=True),
        _column("fact", C.TEXT, "事实编号", "Fact"),
        _column("unit", C.UNIT, "单位", "Unit"),
        _column("person", C.PERSON, "人员", "Person"),
        _column("amount", C.NUMBER, "数额", "Amount"),
        _column("word", C.TEXT, "结论", "Decision"),
        _column("reason", C.TEXT, "理由", "Reason", required=True),
        _column("by", C.TEXT, "裁量人", "Ruled by", required=True),
        _column("day", C.DAY, "裁量日期", "Ruled on", required=True, aliases=("日期",)),
    ),
    number=9,
)

ROSTERS = (UNITS, PEOPLE, OUTLETS)
FACTS = (SUBMISSIONS, ADOPTIONS, ENDORSEMENTS, REQUESTS, INCIDENTS, METRICS, RULINGS)
BUILT_IN = {table.id: table for table in (*ROSTERS, *FACTS)}
REFERENCES = {
    ColumnType.UNIT: "unit",
    ColumnType.UNITS: "unit",
    ColumnType.PERSON: "person",
    ColumnType.PEOPLE: "person",
    ColumnType.WORK: "submission",
    ColumnType.OUTLET: "outlet",
    ColumnType.REQUEST: "request",
}
"""Which table a column of each referring type points to."""
ELEMENTS = {C.UNITS: C.UNIT, C.PEOPLE: C.PERSON, C.WORDS: C.WORD}
"""What a list holds, where its elements can be held against a column of their own type."""
LISTS = (*ELEMENTS, C.NUMBERS)
"""The types of which a cell holds several."""
