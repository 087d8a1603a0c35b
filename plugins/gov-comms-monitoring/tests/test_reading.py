"""Exports of media monitoring: what becomes an adoption, what is left, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from gov_comms.errors import Refused
from gov_comms.plugins import open_plugins
from gov_comms.testing import Desk
from gov_comms_monitoring.reading import HEADINGS, read
from gov_comms_monitoring.settings import MonitoringSettings

Open = Callable[[Mapping[str, str]], Desk]
ITEM = {
    "uri": "urn:cnml:2014:1",
    "pubstatus": "usable",
    "firstcreated": "2014-03-05T08:00:00+08:00",
    "infosource": [{"name": "海淀报"}],
    "altids": {"gov-comms": "W1"},
    "profile": "text",
    "charcount": 800,
    "headline": "题目",
}
ROW = ("urn:cnml:2014:1", "W1", "海淀报", "2014-03-05", "text", "800")


def rows(folder: Path, *items: Any, lines: bool = False, **settings: Any) -> list[tuple[Any, ...]]:
    file = folder / "采用.ninjs"
    text = "\n".join(json.dumps(each) for each in items) if lines else json.dumps(items)
    file.write_text(text, encoding="utf-8")
    (sheet,) = read(MonitoringSettings(**settings), file)
    assert (sheet.name, sheet.headings, sheet.first_row) == ("adoptions", HEADINGS, 1)
    return sheet.cells.rows()


@pytest.mark.parametrize("lines", [False, True])
def test_items_become_adoptions(tmp_path: Path, lines: bool) -> None:
    assert rows(tmp_path, ITEM, lines=lines) == [ROW]


def test_names_are_those_of_the_office(tmp_path: Path) -> None:
    named = {"outlets": {"海淀报": "区报"}, "forms": {"text": "全文"}}
    (row,) = rows(tmp_path, ITEM, **named)
    assert (row[2], row[4]) == ("区报", "全文")


@pytest.mark.parametrize(
    ("changed", "row"),
    [
        ({"altids": [{"role": "gov-comms", "value": "W2"}]}, (ROW[0], "W2", *ROW[2:])),
        ({"infosource": [], "copyrightholder": "晚报"}, (*ROW[:2], "晚报", *ROW[3:])),
        (
            {"firstcreated": None, "versioncreated": "2014-04-01"},
            (*ROW[:3], "2014-04-01", *ROW[4:]),
        ),
        ({"profile": None, "charcount": None}, (*ROW[:4], None, None)),
    ],
)
def test_other_forms_of_an_item(
    tmp_path: Path, changed: dict[str, Any], row: tuple[Any, ...]
) -> None:
    assert rows(tmp_path, {**ITEM, **changed}) == [row]


@pytest.mark.parametrize("changed", [{"pubstatus": "canceled"}, {"altids": {}}, {"altids": None}])
def test_items_that_are_left(tmp_path: Path, changed: dict[str, Any]) -> None:
    assert rows(tmp_path, {**ITEM, **changed}) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[1]", "采用.ninjs: item 1 is no item"),
        ("{}\n{", "采用.ninjs: line 2 is no JSON"),
        (
            json.dumps([{"altids": {"gov-comms": "W1"}}]),
            "采用.ninjs:1: item 1 lacks uri\n采用.ninjs:1: item 1 lacks infosource\n"
            "采用.ninjs:1: item 1 lacks firstcreated",
        ),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "采用.ninjs"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read(MonitoringSettings(), file)
    told = [each.text("en").replace(f"{tmp_path}/", "") for each in refused.value.problems]
    assert sorted(told) == sorted(says.splitlines())


def test_items_of_others_may_be_an_error(tmp_path: Path) -> None:
    found = rows(tmp_path, {**ITEM, "altids": {}}, others="error")
    assert found == [(ROW[0], None, *ROW[2:])]


def test_core_without_the_plugin_does_not_read_the_format() -> None:
    suffixes = [suffix for each in open_plugins().importers.values() for suffix in each.suffixes]
    assert ".ninjs" not in suffixes


AGENCY = """\
name = "甲办"
plugins = ["monitoring"]
[words.tier]
words = ["区级"]
[measures.points]
label = "积分"
[[unit]]
id = "东镇"
[[outlet]]
id = "海淀报"
tier = "区级"
"""
REGULATION = """\
title = "办法"
from = 2014-01-01
[[step]]
id = "used"
clause = "一"
do = "award"
on = "adoption"
give.points = 5
"""


def test_adoptions_count_as_from_a_workbook(agency: Open, tmp_path: Path) -> None:
    from gov_comms.facts import read_facts
    from gov_comms.settlement import score

    desk = agency({"agency.toml": AGENCY, "regulations/2014-01-01.toml": REGULATION})
    (tmp_path / "报送.csv").write_text("id,unit,day\nW1,东镇,2014-03-01\n", encoding="utf-8")
    (tmp_path / "采用.ninjs").write_text(json.dumps([ITEM]), encoding="utf-8")
    facts = read_facts(desk.opened.agency, desk.opened.plugins, tmp_path)
    totals = {each.subject.id: str(each.total) for each in score(desk.opened, facts, "2014").totals}
    assert totals == {"东镇": "5"}
