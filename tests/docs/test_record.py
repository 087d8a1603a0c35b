"""The page of the record names every code that a record can say, and every kind of address."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import gov_comms.record
from gov_comms.record.engines import DIALECTS
from tests.docs.pages import ROOT, in_ticks, table_after

PAGE = ROOT / "docs" / "reference" / "record.md"
SOURCES = sorted(Path(str(gov_comms.record.__file__)).parent.glob("*.py"))
CODE = re.compile(r"[a-z]+(-[a-z]+)+")
"""How codes are written; no other text in these files is."""


def test_page_names_every_code_of_a_record() -> None:
    said = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
    }
    rows = table_after(PAGE, "What can go wrong")
    assert {code for row in rows for code in in_ticks(row[0])} == said | {"not-founded"}


def test_page_names_every_scheme_of_an_address() -> None:
    told = {
        tick.partition("://")[0]
        for row in table_after(PAGE, "Where it lies")
        for tick in in_ticks(row[0])
        if "://" in tick
    }
    assert told == {*DIALECTS}
