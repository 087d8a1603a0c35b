"""A small office for tests of the engine: three units, three people, records as TOML."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import tomli

from gov_comms.config import Opened, open_texts
from gov_comms.facts import Facts, facts_from_rows
from gov_comms.model import Cell, Row
from gov_comms.results import Line, Result
from gov_comms.settlement import score

OFFICE = """\
name = "甲办"
language = "zh-CN"

[words.tier]
name = "级别"
words = ["区级", "市级", "国家级"]
ordered = true

[measures.points]
label = "积分"
unit = "分"

[measures.yuan]
label = "奖金"
unit = "元"
scale = 2

[measures.pieces]
label = "篇数"
unit = "篇"
scale = 1
hidden = true

[columns.unit.target]
type = "count"
name = "任务"

[columns.metric.filed]
type = "day"
name = "上报日期"

[[outlet]]
id = "区报"
tier = "区级"

[[outlet]]
id = "市报"
tier = "市级"

[[unit]]
id = "东镇"
class = "镇"
headcount = 4
target = 3

[[unit]]
id = "西镇"
class = "镇"
headcount = 2
target = 1

[[unit]]
id = "某局"
class = "局"
headcount = 3
target = 0

[[person]]
id = "甲"
unit = "东镇"
roles = ["信息员"]

[[person]]
id = "乙"
unit = "东镇"

[[person]]
id = "丙"
unit = "某局"
roles = ["信息员", "审核员"]
"""
COUNTED = """\
[[step]]
id = "counted"
clause = "一"
do = "award"
on = "metric"
give.points = { field = "value" }
"""
"""A step that gives as many points as a metric says; most tests start from it."""


def office(
    regulation: str,
    *,
    extra: str = "",
    later: Mapping[str, str] | None = None,
    cases: Mapping[str, str] | None = None,
    agency: str = OFFICE,
    start: str = "2010-01-01",
) -> Opened:
    """The office with a regulation's steps, and later editions by their first day."""
    texts = {
        "agency.toml": agency + extra,
        f"regulations/{start}.toml": f'title = "办法"\nfrom = {start}\n{regulation}',
    }
    for day, text in (later or {}).items():
        texts[f"regulations/{day}.toml"] = f'title = "办法"\nfrom = {day}\n{text}'
    texts |= {f"cases/{name}.toml": text for name, text in (cases or {}).items()}
    return open_texts(texts)


def records(opened: Opened, text: str) -> Facts:
    """Facts written as in a case: tables by their plural."""
    tables = {table.plural: table.id for table in opened.agency.tables.values()}
    rows = {
        tables[plural]: [Row({k: _cell(v) for k, v in cells.items()}) for cells in found]
        for plural, found in tomli.loads(text, parse_float=Decimal).items()
    }
    return facts_from_rows(opened.agency, rows)


def _cell(raw: Any) -> Cell:
    return tuple(raw) if isinstance(raw, list) else raw


def metrics(*rows: str, name: str = "数") -> str:
    """Records of metrics, each row as ``unit day value`` with maybe a person before the value."""
    cells = []
    for number, row in enumerate(rows, 1):
        unit, day, *person, value = row.split()
        who = f', person = "{person[0]}"' if person else ""
        cells.append(
            f'{{ id = "M{number:02}", name = "{name}", unit = "{unit}", day = {day}, '
            f"value = {value}{who} }}"
        )
    return f"metrics = [{', '.join(cells)}]\n"


def outcome(
    regulation: str, text: str, period: str, *, by: str | None = None, **more: object
) -> Result:
    """What a regulation makes of records in a period."""
    opened = office(regulation, **more)  # type: ignore[arg-type]
    return score(opened, records(opened, text), period, by)


def totals(result: Result, measure: str = "points", period: str = "") -> dict[str, str]:
    """Totals that are not zero by subject, as written out."""
    return {
        total.subject.id: str(total.total)
        for total in result.totals
        if total.measure == measure and total.period == period and total.total != 0
    }


def lines(result: Result, *steps: str) -> list[str]:
    """Lines as ``step subject fact day amount``, of some steps or all."""
    return [said(line) for line in result.lines() if not steps or line.step in steps]


def said(line: Line) -> str:
    """One line in short; ``-`` stands for no fact."""
    return f"{line.step} {line.subject.id} {line.fact or '-'} {line.day} {line.amount}"


def quotas(result: Result) -> list[str]:
    """Result rows of quotas as ``period subject actual/required outcome``."""
    return [
        f"{q.period} {q.subject.id} {q.actual}/{q.required} -{q.missing} +{q.excess} {q.outcome}"
        for q in result.quotas
    ]


def ranks(result: Result) -> list[str]:
    """Ranks as ``group subject value rank`` with ``*`` for a seat."""
    return [
        " ".join(
            part
            for part in (r.group, r.subject.id, str(r.value), f"{r.rank}{'*' if r.seat else ''}")
            if part
        )
        for r in result.ranks
    ]


def flags(result: Result) -> list[str]:
    """Flags as ``period subject flag``."""
    return [f"{f.period} {f.subject.id} {f.flag}" for f in result.flags]


def codes(result: Result) -> list[str]:
    """The codes of the problems reported."""
    return [problem.code for problem in result.problems]


TEAM = """
[measures.team]
label = "队分"
unit = "分"
unit_total = "members"

[measures.every]
label = "总分"
unit = "分"
unit_total = "both"
"""
"""Two more measures: one whose unit totals are the members', one whose are both."""


def step(do: str, **keys: object) -> str:
    """A step in TOML: strings that start with ``{``, ``[`` or ``"`` stand as they are."""
    head = {"id": f'"{do}"', "clause": '"某条"', **keys}
    said = "".join(f"{_key(key)} = {_value(value)}\n" for key, value in head.items())
    return f'\n[[step]]\ndo = "{do}"\n{said}'


def _key(key: str) -> str:
    return key.rstrip("_").replace("__", ".")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value[:1] not in ('"', "{", "["):
        return f'"{value}"'
    return str(value)
