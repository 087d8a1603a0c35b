"""Recurring duties: whose they are, what of them is done, and when they are late."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from gov_comms.review.duties import duty_items, mark, owed
from gov_comms.review.happenings import happen, register
from gov_comms.review.rehearsal import Rehearsal
from tests.review.bureau import AGENCY, begun, done, refused, sit

MONDAY = "2014-03-03T09:00"


def shown(office: Rehearsal, person: str, at: str) -> list[tuple[str, str, str]]:
    """The duties of a person: which, for which period as told, and by when."""
    clock = datetime.fromisoformat(at)
    return [
        (
            each.id,
            each.what.text("en"),
            each.due.text() + {True: " late", None: " unknown", False: ""}[each.due.late(clock)],
        )
        for each in duty_items(sit(office, person, at))
        if person in each.whose
    ]


def test_duty_of_units_is_done_by_rows_that_fulfil_it() -> None:
    office = begun(MONDAY)
    weekly = ("周专栏", "更新专栏, 2014-W10: 0 of 1 done", "2014-03-09")
    assert weekly in shown(office, "甲", MONDAY)
    assert weekly in shown(office, "乙", MONDAY)
    assert not [each for each in shown(office, "丙", MONDAY) if each[0] == "周专栏"]
    office = done(office, "丁", MONDAY, register, table="专栏", cells={"items": "1"})
    assert weekly in shown(office, "甲", MONDAY)
    office = done(office, "丁", MONDAY, register, table="专栏", cells={"items": "2"})
    assert weekly not in shown(office, "甲", MONDAY)
    assert weekly in shown(office, "乙", MONDAY)
    assert (weekly[0], weekly[1], "2014-03-09 late") in shown(office, "乙", "2014-03-10T00:00")


def test_duty_of_people_is_done_by_saying_so() -> None:
    office = begun("2014-01-06T09:00")
    item = ("培训", "培训, 2014: 0 of 1 done", "2014-01-31")
    assert item in shown(office, "甲", "2014-01-31T23:59")
    assert (*item[:2], "2014-01-31 late") in shown(office, "甲", "2014-02-01T00:00")
    office = done(office, "甲", "2014-01-10T09:00", mark, duty="培训", note="省厅办班")
    assert not [each for each in shown(office, "甲", "2014-01-31T09:00") if each[0] == "培训"]
    assert item in shown(office, "乙", "2014-01-31T09:00")


def test_duty_due_several_times_counts_down() -> None:
    office = begun("2014-01-06T09:00")
    for day, told in (("02-11", "1 of 3"), ("05-06", "2 of 3")):
        office = done(office, "丁", f"2014-{day}T09:00", mark, duty="热线")
        items = [each[1] for each in shown(office, "丁", "2014-06-03T09:00") if each[0] == "热线"]
        assert items == [f"热线, 2014: {told} done"]
    office = done(office, "丁", "2014-09-09T09:00", mark, duty="热线")
    assert refused(office, "丁", "2014-10-10T09:00", mark, duty="热线") == [
        ("already-done", "热线 is already done for 2014")
    ]


@pytest.mark.parametrize(
    ("first", "today", "days"),
    [
        # Spring festival of 2014: 31 January to 6 February off, 26 January and 8 February worked.
        ("2014-01-24", "2014-02-10", ["01-24", "01-26", "01-27", "01-28", "01-29", "01-30",
                                      "02-07", "02-08", "02-10"]),
        # National day of 2014: 1 to 7 October off, 28 September and 11 October worked.
        ("2014-09-26", "2014-10-13", ["09-26", "09-28", "09-29", "09-30", "10-08", "10-09",
                                      "10-10", "10-11", "10-13"]),
    ],
    ids=["spring", "october"],
)  # fmt: skip
def test_workday_duty_falls_on_every_day_worked(first: str, today: str, days: list[str]) -> None:
    office = begun(f"{first}T08:00")
    desk = sit(office, "丁", f"{today}T17:30")
    found = [each for each in owed(desk) if each.duty.id == "日报"]
    assert [each.period.id for each in found] == [f"2014-{day}" for day in days]
    assert {each.due.text() for each in found} == {f"2014-{day} 17:30" for day in days}
    last = found[-1].due
    assert last.late(datetime.fromisoformat(f"{today} 17:30")) is False
    assert last.late(datetime.fromisoformat(f"{today} 17:31")) is True


def test_late_day_can_be_made_up_for() -> None:
    office = begun(MONDAY)
    at = "2014-03-04T10:00"
    assert [each[1:] for each in shown(office, "丁", at) if each[0] == "日报"] == [
        ("日报, 2014-03-03: 0 of 1 done", "2014-03-03 17:30 late"),
        ("日报, 2014-03-04: 0 of 1 done", "2014-03-04 17:30"),
    ]
    office = done(office, "丁", at, mark, duty="日报", period="2014-03-03")
    assert [each[2] for each in shown(office, "丁", at) if each[0] == "日报"] == [
        "2014-03-04 17:30"
    ]


@pytest.mark.parametrize(
    ("person", "said", "told"),
    [
        ("丁", {"duty": "年报"}, ("unknown-duty", "no recurring duty is called 年报")),
        ("丁", {"duty": "周专栏"}, ("done-by-rows", "周专栏 is done by rows of column")),
        ("甲", {"duty": "日报"}, ("not-your-role", "甲 does not have the role 登记员")),
        (
            "丁",
            {"duty": "日报", "period": "2014-03-08"},
            ("not-owed", "日报 is not owed in 2014-03-08"),
        ),
    ],
    ids=["unknown", "rows", "role", "period"],
)
def test_wrong_mark_is_refused(person: str, said: dict[str, str], told: tuple[str, str]) -> None:
    (found,) = refused(begun(MONDAY), person, MONDAY, mark, **said)
    assert (found[0], found[1].split(". hint")[0]) == told


def test_year_without_a_table_is_unknown() -> None:
    from gov_comms.language.step import Deadline
    from gov_comms.review.items import Due, due_from, due_words

    calendar = begun(MONDAY).opened.agency.calendar
    deadline = Deadline(of="day", plus_working_days=3)
    assert due_from(calendar, deadline, date(2014, 1, 29)) == Due(date(2014, 2, 8))
    found = due_from(calendar, deadline, date(2099, 1, 29))
    assert (found, found.late(datetime.fromisoformat("2099-03-01"))) == (Due(unknown=2099), None)
    assert due_words(found).text("en") == "unknown: the holidays of 2099 are not known"


def test_day_that_nobody_can_tell_is_worked_is_due_unknown() -> None:
    office = begun("2099-03-02T09:00")
    items = [each for each in shown(office, "丁", "2099-03-02T09:00") if each[0] == "日报"]
    assert items == [("日报", "日报, 2099-03-02: 0 of 1 done", " unknown")]


DURING = (
    AGENCY.split("[[duty]]")[0]
    + """
[columns.incident.closed]
type = "day"
name = "结束日期"

[tables.report]
plural = "reports"
name = "报告"
[tables.report.columns.unit]
type = "unit"
name = "单位"
required = true
[tables.report.columns.incident]
type = "text"
name = "事件编号"

[[duty]]
id = "续报"
clause = "六"
role = "信息员"
per = "unit"
each = "day"
on = "report"

[duty.during]
on = "incident"
from = "happened_at"
until = "closed"
match = "incident"
when = { kind = "差错" }
"""
)


def test_duty_lasts_as_long_as_its_row() -> None:
    office = begun("2014-10-01T08:00", DURING)
    at = "2014-10-01T09:00"
    cells = {"kind": "差错", "unit": "乙科", "happened_at": "2014-10-01 08:30"}
    office = done(office, "丁", at, happen, cells=cells)
    office = done(office, "丁", at, happen, cells={**cells, "kind": "失实"})
    first = ("I2014-0001", "I2014-0001 续报, 2014-10-01: 0 of 1 done", "2014-10-01")
    assert shown(office, "乙", at) == [first]
    assert shown(office, "甲", at) == []
    report = {"unit": "乙科", "incident": "I2014-0001"}
    office = done(
        office, "丁", at, register, table="报告", cells={**report, "incident": "I2014-0002"}
    )
    assert shown(office, "乙", at) == [first]
    office = done(office, "丁", at, register, table="报告", cells=report)
    assert shown(office, "乙", "2014-10-03T09:00") == [
        ("I2014-0001", f"I2014-0001 续报, 2014-10-0{day}: 0 of 1 done", f"2014-10-0{day}{late}")
        for day, late in ((2, " late"), (3, ""))
    ]
    office = done(
        office,
        "丁",
        "2014-10-03T09:00",
        happen,
        number="I2014-0001",
        cells={"closed": "2014-10-02"},
    )
    assert [each[2] for each in shown(office, "乙", "2014-10-05T09:00")] == ["2014-10-02 late"]
