"""A draft tried on records: every figure here was counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gov_comms.config import open_agency
from gov_comms.config.drafts import open_draft
from gov_comms.errors import Refused
from gov_comms.facts import read_facts
from gov_comms.model import SubjectKind
from gov_comms.settlement.simulation import Simulation, simulate

AGENCY = """\
name = "某办公室"

[words.tier]
words = ["区级", "市级"]
ordered = true

[measures.points]
label = "积分"

[measures.yuan]
label = "奖金"
scale = 2
unit_total = "members"

[measures.sent]
label = "报送"
hidden = true

[[outlet]]
id = "区报"
tier = "区级"

[[outlet]]
id = "市报"
tier = "市级"

[[unit]]
id = "甲街道"

[[unit]]
id = "乙街道"

[[unit]]
id = "丙街道"
"""
OLD = """\
title = "计分办法"
from = 2013-01-01

[[step]]
id = "sent"
clause = "第一条"
do = "award"
on = "submission"
give.sent = 1

[[step]]
id = "quota"
clause = "第一条"
do = "quota"
for = "unit"
within = "year"
count = "sent"
target = 1
unmet.points = -1

[[step]]
id = "used"
clause = "第二条"
do = "award"
on = "adoption"
give.points = { by = "tier", table = { "区级" = 5, "市级" = 20 } }

[[step]]
id = "fee"
clause = "第三条"
do = "award"
on = "adoption"
to = "first_author"
give.yuan = 10

[[step]]
id = "rank"
clause = "第四条"
do = "rank"
for = "unit"
within = "year"
by = "points"
ties = "share"
zeros = "in"
top = 1
flag = "先进"
"""
DRAFT = """\
title = "计分办法(征求意见稿)"
from = {day}

[[step]]
id = "used"
clause = "第二条"
do = "award"
on = "adoption"
give.points = {{ by = "tier", table = {{ "区级" = 12, "市级" = 20 }} }}

[[step]]
id = "fee"
clause = "第三条"
do = "award"
on = "adoption"
to = "first_author"
give.yuan = {{ by = "tier", table = {{ "区级" = "15/2", "市级" = 20 }} }}

[[step]]
id = "quota"
clause = "第一条"
do = "quota"
for = "unit"
within = "year"
count = "sent"
target = 2
unmet.points = -1
"""
# 甲街道 sends W1 and W2, both carried by 区报; 乙街道 sends W3, carried by 市报; 丙街道 nothing.
SUBMISSIONS = (
    "稿件编号,报送日期,单位,作者\n"
    "W1,2014-03-05,甲街道,甲\nW2,2014-08-05,甲街道,甲\nW3,2014-04-01,乙街道,乙\n"
)
ADOPTIONS = (
    "采用编号,稿件编号,采用媒体,采用日期\n"
    "A1,W1,区报,2014-03-08\nA2,W2,区报,2014-08-08\nA3,W3,市报,2014-04-02\n"
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    for name, text in {
        "office/agency.toml": AGENCY,
        "office/regulations/2013-01-01.toml": OLD,
        "records/报送.csv": SUBMISSIONS,
        "records/采用.csv": ADOPTIONS,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def tried(office: Path, text: str, period: str = "2014", since: date | None = None) -> Simulation:
    draft = office.parent / "draft.toml"
    draft.write_text(text, encoding="utf-8")
    opened = open_agency(office)
    facts = read_facts(opened.agency, opened.plugins, office.parent / "records")
    before = sorted(office.parent.rglob("*"))
    found = simulate(opened, open_draft(office, draft), facts, period, since)
    assert sorted(office.parent.rglob("*")) == before, "something was written"
    return found


def told(
    found: Simulation, measure: str
) -> list[tuple[str, str, str, str, int | None, int | None]]:
    return [
        (
            each.subject.id,
            str(each.before),
            str(each.after),
            str(each.difference),
            each.rank_before,
            each.rank_after,
        )
        for each in found.changes
        if each.measure == measure
    ]


def test_draft_of_next_year_is_tried_on_the_whole_year(office: Path) -> None:
    found = tried(office, DRAFT.format(day="2015-01-01"))
    assert found.edition.first_day == date(2014, 1, 1)
    # Before: 甲 5 + 5, 乙 20, 丙 -1.  After: 甲 12 + 12, 乙 20 - 1 (one report of two), 丙 -1.
    assert told(found, "points") == [
        ("甲街道", "10", "24", "14", 2, 1),
        ("乙街道", "20", "19", "-1", 1, 2),
        ("丙街道", "-1", "-1", "0", 3, 3),
    ]
    # Before 10 a use; after 7.50 for each of 甲's two, 20 for 乙's one.  Units show their people's.
    assert told(found, "yuan") == [
        ("甲街道", "20.00", "15.00", "-5.00", None, None),
        ("乙街道", "10.00", "20.00", "10.00", None, None),
        ("丙街道", "0.00", "0.00", "0.00", None, None),
        ("乙", "10.00", "20.00", "10.00", None, None),
        ("甲", "20.00", "15.00", "-5.00", None, None),
    ]


def test_costs_count_each_line_once(office: Path) -> None:
    found = tried(office, DRAFT.format(day="2015-01-01"))
    costs = {each.measure: each for each in found.costs}
    assert (costs["points"].before, costs["points"].after) == (Decimal(29), Decimal(42))
    assert (costs["yuan"].before, costs["yuan"].after) == (Decimal(30), Decimal(35))
    assert costs["yuan"].difference == 5
    unit, person = SubjectKind.UNIT, SubjectKind.PERSON
    assert dict(costs["points"].gain) == {unit: 1, person: 0}
    assert dict(costs["points"].lose) == {unit: 1, person: 0}
    assert dict(costs["points"].same) == {unit: 1, person: 0}
    assert dict(costs["yuan"].gain) == {unit: 1, person: 1}
    assert dict(costs["yuan"].lose) == {unit: 1, person: 1}
    assert dict(costs["yuan"].same) == {unit: 1, person: 0}


def test_flags_quotas_and_ranks_that_change(office: Path) -> None:
    found = tried(office, DRAFT.format(day="2015-01-01"))
    assert [(each.flag, each.subject.id) for each in found.gained] == [("先进", "甲街道")]
    assert [(each.flag, each.subject.id) for each in found.lost] == [("先进", "乙街道")]
    quotas = [
        (
            pair.either.subject.id,
            *((str(each.required), each.outcome) for each in (pair.before, pair.after)),
        )
        for pair in found.quotas
    ]
    assert quotas == [
        ("甲街道", ("1", "met"), ("2", "met")),
        ("乙街道", ("1", "met"), ("2", "unmet")),
        ("丙街道", ("1", "unmet"), ("2", "unmet")),
    ]
    ranks = [
        (pair.either.subject.id, pair.before.rank, pair.after.rank, pair.after.seat)
        for pair in found.ranks
        if pair.before.rank != pair.after.rank
    ]
    assert ranks == [("甲街道", 2, 1, True), ("乙街道", 1, 2, False)]


def test_draft_within_the_period_holds_from_its_own_day(office: Path) -> None:
    found = tried(office, DRAFT.format(day="2014-07-01"))
    assert found.edition.first_day == date(2014, 7, 1)
    # W1's use in March keeps 5, W2's in August has 12; the quota of the year is the new one.
    assert told(found, "points")[:2] == [
        ("甲街道", "10", "17", "7", 2, 2),
        ("乙街道", "20", "19", "-1", 1, 1),
    ]


def test_draft_is_tried_from_another_day(office: Path) -> None:
    found = tried(office, DRAFT.format(day="2014-07-01"), since=date(2014, 3, 1))
    assert told(found, "points")[0] == ("甲街道", "10", "24", "14", 2, 1)


def test_draft_of_an_editions_day_stands_in_its_place(office: Path) -> None:
    text = OLD.replace('"区级" = 5', '"区级" = 6').replace("计分办法", "改写")
    found = tried(office, text)
    assert told(found, "points")[0] == ("甲街道", "10", "12", "2", 2, 2)
    assert [each.title.zh for each in found.after.editions] == ["改写"]
    assert (found.gained, found.lost, found.quotas) == ((), (), ())


def test_draft_that_says_the_same_changes_nothing(office: Path) -> None:
    found = tried(office, OLD)
    assert [each for each in found.changes if each.difference] == []
    assert (found.gained, found.lost, found.quotas, found.ranks) == ((), (), (), ())
    assert [each.difference for each in found.costs] == [0, 0, 0]


def test_draft_with_a_mistake_names_its_own_file(office: Path) -> None:
    draft = office.parent / "draft.toml"
    draft.write_text(DRAFT.format(day="2015-01-01").replace("区级", "镇级"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        open_draft(office, draft)
    places = {each.place.file for each in refused.value.problems}
    assert places == {str(draft)}


def test_draft_is_read_beside_a_file_of_the_same_name(office: Path) -> None:
    draft = office.parent / "2013-01-01.toml"
    draft.write_text(DRAFT.format(day="2015-01-01"), encoding="utf-8")
    drafted = open_draft(office, draft)
    assert [each.first_day for each in drafted.opened.agency.editions] == [
        date(2013, 1, 1),
        date(2015, 1, 1),
    ]
    assert drafted.edition.file == str(draft)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_draft_that_cannot_be_read_is_refused(office: Path, content: bytes | None) -> None:
    draft = office.parent / "draft.toml"
    if content is not None:
        draft.write_bytes(content)
    with pytest.raises(Refused) as refused:
        open_draft(office, draft)
    assert [each.place.file for each in refused.value.problems] == [str(draft)]
