"""Extending: an agency that takes over another one's keys and editions, and changes some."""

from __future__ import annotations

from pathlib import Path

import pytest

from gov_comms.config import open_agency, open_texts
from gov_comms.config.editions import merged
from gov_comms.settlement import run_cases
from tests.config.agencies import CASE, SOUND
from tests.config.spoiled import Spoiled, problems, read_cases, said
from tests.config.test_opening import write

MAIN = """\
extends = "./base"
name = "甲局"

[measures.points]
label = "分值"
scale = 1

[[outlet]]
id = "海淀报"
tier = "市级"

[[outlet]]
id = "甲报"
tier = "区级"

[[unit]]
id = "甲科"
"""
OWN = """\
title = "甲局计分办法"
from = 2014-03-01
repeals = ["used.highest"]

[defaults]
to = "unit"

[[step]]
id = "used"
clause = "甲一"
do = "award"
on = "adoption"
give.points = { by = "form", table = { "全文" = 3.5, "综合" = 1 } }

[[step]]
id = "doubled"
clause = "甲二"
do = "multiply"
after = "used"
of = ["used"]
when = { headline = true }
factor = 2
"""
OWN_CASE = (
    CASE.replace("甲街道", "甲科").replace('problems = ["unpaid"]\n', "").replace('"5"', '"3.5"')
)
BAN = """
[[ban]]
id = "no-targets"
clause = "第九条 不得向个人下达任务"
of = "targets"
on = "person"

[[ban]]
id = "no-fines"
clause = "第十条 不得扣罚"
of = "fines"
on = "unit"
when = { class = "重点" }
measures = ["points"]
"""
BASE = {f"base/{name}": text for name, text in SOUND.items()}
BASE["base/regulations/2014-03-01.toml"] += BAN
TEXTS = {
    **BASE,
    "agency.toml": MAIN,
    "regulations/2014.toml": OWN,
    "cases/own.toml": OWN_CASE,
}


def test_keys_of_the_base_are_taken_over_and_overridden_by_id() -> None:
    agency = open_texts(TEXTS, "甲局").agency
    assert (agency.id, agency.name.zh, agency.source) == ("甲局", "甲局", "S001-07")
    assert agency.calendar == open_texts(SOUND).agency.calendar
    assert list(agency.words) == ["tier", "form"]
    assert [(m.id, m.label.zh, m.scale) for m in agency.measures.values()] == [
        ("points", "分值", 1),
        ("yuan", "稿费", 2),
    ]
    assert {
        table: [(row.cells["id"], row.cells.get("tier"), row.place.text()) for row in rows]
        for table, rows in agency.rosters.items()
    } == {
        "unit": [("甲科", None, "agency.toml:16:1")],
        "person": [],
        "outlet": [
            ("海淀报", "市级", "agency.toml:8:1"),
            ("北京日报", "市级", "base/agency.toml:47:1"),
            ("甲报", "区级", "agency.toml:12:1"),
        ],
    }


def test_editions_of_one_day_become_one() -> None:
    opened = open_texts(TEXTS)
    assert opened.problems == ()
    assert run_cases(opened) == ()
    assert [(each.id, each.title.zh, each.file) for each in opened.agency.editions] == [
        ("2014", "甲局计分办法", "regulations/2014.toml"),
        ("2015-03-01", "计分办法(修订)", "base/regulations/2015-03-01.toml"),
    ]
    assert [(s.id, e.id, str(d)) for s, e, d, _ in merged(opened.agency.editions)] == [
        ("used", "2014", "2014-03-01"),
        ("bonus", "2015-03-01", "2015-03-01"),
        ("doubled", "2014", "2014-03-01"),
    ]
    assert [case.title for case in opened.cases] == ["同一内容按最高分计"]


def test_edition_of_another_day_is_one_more() -> None:
    own = OWN.replace("2014-03-01", "2014-07-01")
    agency = open_texts(
        {**TEXTS, "regulations/2014.toml": own, "cases/own.toml": OWN_CASE.replace('"3.5"', '"5"')}
    ).agency
    assert [(each.id, [step.id for step in each.steps]) for each in agency.editions] == [
        ("2014-03-01", ["used", "used.highest"]),
        ("2014", ["used", "doubled"]),
        ("2015-03-01", ["bonus"]),
    ]


def test_agency_without_a_regulation_of_its_own_has_that_of_the_base() -> None:
    opened = open_texts({**BASE, "agency.toml": 'extends = "./base"\n'})
    assert opened.agency.name.zh == "海淀区创建办"
    assert [each.id for each in opened.agency.editions] == ["2014-03-01", "2015-03-01"]
    assert opened.cases == ()


def test_shipped_agency_is_extended_by_its_name() -> None:
    opened = open_texts({"agency.toml": 'extends = "haidian"\nname = "乙区"\n'})
    shipped = open_agency("haidian")
    assert opened.agency.name.zh == "乙区"
    assert opened.agency.editions == shipped.agency.editions


def test_folder_is_extended_by_the_way_to_it(tmp_path: Path) -> None:
    write(tmp_path, {f"county/{name}": text for name, text in SOUND.items()})
    scale = """
[[scale]]
id = "稿费"
title = "稿费标准"
version = "2014"
file = "tables/稿费.csv"
by = "form"
amount = "分值"
"""
    own = OWN.replace('{ by = "form", table = { "全文" = 3.5, "综合" = 1 } }', '{ scale = "稿费" }')
    files = {
        "agency.toml": MAIN.replace("./base", "../county"),
        "regulations/2014.toml": own + scale,
    }
    files |= {"tables/稿费.csv": "form,分值\n全文,3.5\n综合,1\n", "cases/own.toml": OWN_CASE}
    opened = open_agency(write(tmp_path / "town", files))
    assert run_cases(opened) == ()
    assert opened.agency.editions[1].file == f"{tmp_path}/county/regulations/2015-03-01.toml"


def test_three_layers_are_merged_from_the_lowest() -> None:
    top = 'title = "丙科办法"\nfrom = 2014-03-01\nrepeals = ["doubled"]\n'
    texts = {f"middle/{name}": text for name, text in TEXTS.items() if "base" not in name}
    texts["middle/agency.toml"] = MAIN.replace("./base", "../base")
    main = 'extends = "./middle"\nname = "丙科"\n'
    files = {"agency.toml": main, "regulations/a.toml": top}
    agency = open_texts({**BASE, **texts, **files}).agency
    assert [[step.id for step in each.steps] for each in agency.editions] == [["used"], ["bonus"]]
    assert [m.label.zh for m in agency.measures.values()] == ["分值", "稿费"]


@pytest.mark.parametrize("spoiled", read_cases("extending.txt"), ids=lambda each: each.name)
def test_spoiled_extension_says_what_is_wrong(spoiled: Spoiled) -> None:
    found = problems(spoiled.spoil(TEXTS, spoiled.file))
    assert said(found) == spoiled.says
    assert not any(each.text("en") == each.text("zh-CN") for each in found)
