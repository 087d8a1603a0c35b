"""The office of the scripted year: seven units of four, an office of twelve, two chains."""

from __future__ import annotations

from pathlib import Path

UNITS = ("甲局", "乙局", "丙局", "丁镇", "戊镇", "己镇", "庚镇")
OFFICE = "县府办"
CHECKLIST = ("内容属实", "不涉密")
STAFF = {
    "编辑": ["register"],
    "保密员": [],
    "主任": [],
    "核验员": ["verify"],
    "结算员": ["settle"],
    "裁决员": ["decide"],
    "制单员": ["prepare"],
    "批准员": ["authorise"],
    "出纳": ["pay"],
    "系统管理员": ["system"],
    "安全管理员": ["security"],
    "审计员": ["audit"],
}
"""The twelve of the office, each named like his role, and what the role may do."""
IN_UNITS = {"信息员": ("一", "二"), "科室负责人": ("三",), "分管领导": ("四",)}
"""Who there is in each unit; 甲局's are 甲一 to 甲四."""

HEAD = """
name = "甲县县府办"

[words.tier]
words = ["县级", "市级", "省级"]
ordered = true

[words.form]
words = ["全文", "综合"]

[words.route]
words = ["一般", "重要"]

[words.evidence]
words = ["样报", "截图"]

[measures.points]
label = "积分"
unit = "分"

[measures.fee]
label = "稿酬"
unit = "元"
scale = 2

[appeal]
clause = "第十二条"
plus_working_days = 10

[[pay]]
id = "稿酬"
clause = "第十一条"
measure = "fee"
to = "person"

[[evidence]]
id = "paper"
clause = "第九条"
when = { medium = "报纸" }
kinds = ["样报"]

[[evidence]]
id = "site"
clause = "第九条"
when = { medium = "网站" }
kinds = ["截图"]

[[chain]]
id = "important"
clause = "第五条"
when = { route = "重要" }
step = [
  { role = "信息员", action = "draft" },
  { role = "科室负责人", action = "review" },
  { role = "保密员", action = "secrecy", checklist = ["内容属实", "不涉密"] },
  { role = "分管领导", action = "approve", deadline = { of = "day", plus_working_days = 3 } },
  { role = "主任", action = "sign" },
]

[[chain]]
id = "ordinary"
clause = "第五条"
step = [
  { role = "信息员", action = "draft" },
  { role = "科室负责人", action = "review" },
  { role = "分管领导", action = "approve", deadline = { of = "day", plus_working_days = 3 } },
]

[[outlet]]
id = "县报"
tier = "县级"
medium = "报纸"

[[outlet]]
id = "市政府网"
tier = "市级"
medium = "网站"

[[outlet]]
id = "省报"
tier = "省级"
medium = "报纸"
"""
REGULATION = """
title = "信息工作考核办法"
from = 2025-01-01

[[step]]
id = "sent"
clause = "第六条"
do = "award"
on = "submission"
give.points = { by = "route", table = { "一般" = 1, "重要" = 2 } }

[[step]]
id = "used"
clause = "第七条"
do = "award"
on = "adoption"
adds_to = ["sent"]
[step.give.points]
by = ["tier", "form"]
columns = ["综合", "全文"]
rows = { "县级" = [2, 5], "市级" = [5, 10], "省级" = [10, 20] }

[[step]]
id = "fee"
clause = "第十条"
do = "award"
on = "adoption"
to = "authors"
adds_to = ["sent", "used"]
give.fee = { by = "tier", table = { "县级" = 30, "市级" = 60.5, "省级" = 100 } }
"""


def people() -> dict[str, tuple[str, str]]:
    """Everybody: unit and role by name."""
    found = {
        f"{unit[0]}{mark}": (unit, role)
        for unit in UNITS
        for role, marks in IN_UNITS.items()
        for mark in marks
    }
    return found | {role: (OFFICE, role) for role in STAFF}


def account(number: int, kind: str) -> str:
    """The account of the person who stands at a place in the list, on a kind of database."""
    return f"{'os' if kind == 'sqlite' else 'db'}:clerk{number:02}"


def write_office(folder: Path, kind: str) -> Path:
    """The office's files; its people's accounts are those of a kind of database."""
    roles = "".join(
        _table("role", id=role, clause="第四条", **({"may": may} if may else {}))
        for role, may in ({role: [] for role in IN_UNITS} | STAFF).items()
    )
    roles = roles.replace('id = "信息员"', 'id = "信息员"\nper = "unit"')
    for role in ("科室负责人", "分管领导"):
        roles = roles.replace(f'id = "{role}"', f'id = "{role}"\nper = "unit"')
    units = "".join(_table("unit", id=unit) for unit in (*UNITS, OFFICE))
    roster = "".join(
        _table("person", id=name, unit=unit, roles=[role], account=account(number, kind))
        for number, (name, (unit, role)) in enumerate(people().items())
    )
    (folder / "regulations").mkdir(parents=True)
    (folder / "agency.toml").write_text(HEAD + roles + units + roster, "utf-8")
    (folder / "regulations" / "2025-01-01.toml").write_text(REGULATION, "utf-8")
    return folder


def _table(name: str, **cells: str | list[str]) -> str:
    lines = [
        f"{key} = {cell!r}".replace("'", '"') if isinstance(cell, list) else f'{key} = "{cell}"'
        for key, cell in cells.items()
    ]
    return "\n".join(["", f"[[{name}]]", *lines, ""])
