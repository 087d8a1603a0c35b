"""A small office for tests of the record: its files, and its people by their accounts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

AGENCY = """\
name = "甲局"

[measures.points]
label = "积分"
unit = "分"

[[role]]
id = "系统管理员"
clause = "第一条"
may = ["system"]

[[role]]
id = "信息员"
clause = "第二条"
may = ["submit"]

[[role]]
id = "审计员"
clause = "第一条"
may = ["audit"]

[[unit]]
id = "办公室"

[[person]]
id = "甲"
unit = "办公室"
roles = ["系统管理员"]
account = "os:jia"

[[person]]
id = "乙"
unit = "办公室"
roles = ["信息员"]
account = "os:yi"

[[person]]
id = "丙"
unit = "办公室"
roles = ["审计员"]
account = "os:bing"
"""
REGULATION = """\
title = "计分办法"
from = 2026-01-01

[[step]]
id = "sent"
clause = "第三条"
do = "award"
on = "submission"
give.points = 1
"""
OFFICE = {"agency.toml": AGENCY, "regulations/2026.toml": REGULATION}


def lay_down(folder: Path, texts: Mapping[str, str] = OFFICE) -> Path:
    """Write the files of an office."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
