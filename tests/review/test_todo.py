"""What each person has to do: his own, what is late first, with the time and since when."""

from __future__ import annotations

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_todo import todo_json, todo_text
from gov_comms.review.happenings import happen
from gov_comms.review.rehearsal import Rehearsal, rehearse
from gov_comms.review.requests import ask
from gov_comms.review.returns import return_piece
from gov_comms.review.sending import submit
from gov_comms.review.steps import take
from gov_comms.review.todo import todo
from tests.review.bureau import AGENCY, EDITION, begun, bureau, done, sit

CHAINED = (
    AGENCY.split("[[duty]]")[0]
    + """
[[chain]]
id = "ordinary"
clause = "九"

[[chain.step]]
role = "信息员"
action = "draft"

[[chain.step]]
role = "裁量人"
action = "approve"
deadline = { of = "day", plus_working_days = 2, at = "17:00" }
"""
)
REQUIRED = (
    EDITION
    + """
[[derive]]
name = "two_hours"
on = "incident"
deadline = { of = "happened_at", plus_hours = 2 }

[[step]]
id = "reported"
clause = "十"
text = "两小时内报告"
do = "require"
on = "incident"
done = "reported_at"
by = "two_hours"
"""
)
AT = "2014-09-29T09:00"


def told(office: Rehearsal, person: str, at: str) -> list[tuple[str, str, str, str]]:
    """What somebody has to do: kind, text, by when, the command."""
    return [
        (each.kind, each.what.text("en"), each.due.text(), each.command)
        for each in todo(sit(office, person, at))
    ]


def test_piece_is_with_whoever_takes_the_next_step() -> None:
    office = done(begun(AT, CHAINED), "甲", AT, submit, cells={"title": "秋收", "kind": "信息"})
    # 30 September is worked, then the holiday to 7 October: the second working day is the 8th.
    step = ("step", "秋收, 裁量人: approve", "2014-10-08 17:00", "approve S2014-0001")
    assert told(office, "戊", "2014-10-08T17:00") == [step]
    assert told(office, "甲", AT) == []
    office = done(
        office, "戊", "2014-09-30T10:00", return_piece, piece_id="S2014-0001", reason="补充数据"
    )
    assert told(office, "戊", "2014-09-30T11:00") == []
    (item,) = todo(sit(office, "甲", "2014-09-30T11:00"))
    assert (item.kind, item.what.text("en"), str(item.since)) == (
        "returned",
        "秋收, 信息员: draft, sent back: 补充数据",
        "2014-09-30 10:00:00",
    )


def test_step_taken_leaves_the_list() -> None:
    office = done(begun(AT, CHAINED), "甲", AT, submit, cells={"title": "秋收"})
    office = done(office, "戊", AT, take, command="approve", piece_id="S2014-0001")
    assert told(office, "戊", AT) == []


def test_requirement_of_the_regulation_shows_until_it_is_met() -> None:
    opened = bureau(CHAINED, REQUIRED)
    office = rehearse(opened, {}, sit(begun(AT), "甲", AT).clock)
    cells = {"kind": "差错", "happened_at": "2014-09-29 8:30"}
    office = done(office, "丁", AT, happen, cells=cells)
    required = ("required", "I2014-0001: 两小时内报告", "2014-09-29 10:30", "")
    assert told(office, "甲", AT) == [required]
    assert told(office, "乙", AT) == []
    reported = {"reported_at": "2014-09-29 10:29"}
    office = done(office, "丁", "2014-09-29T10:30", happen, number="I2014-0001", cells=reported)
    assert told(office, "甲", AT) == []


def test_late_comes_first_then_what_is_due_next() -> None:
    office = begun("2014-03-03T09:00")
    cells = {"unit": "甲科", "title": "供暖", "due": "2014-03-07"}
    office = done(office, "丁", "2014-03-03T09:00", ask, cells=cells)
    assert [(each[0], each[2]) for each in told(office, "甲", "2014-03-10T09:00")] == [
        ("duty", "2014-01-31"),
        ("request", "2014-03-07"),
        ("duty", "2014-03-09"),
        ("duty", "2014-03-16"),
    ]


def test_list_reads_in_both_languages() -> None:
    office = begun("2014-03-03T09:00")
    cells = {"unit": "乙科", "title": "供暖", "due": "2014-03-07"}
    office = done(office, "丁", "2014-03-03T09:00", ask, cells=cells)
    desk = sit(office, "丁", "2014-03-04T10:00")
    assert todo_text(todo(desk), desk, Reader("en")).splitlines() == [
        "丁, today is 2014-03-04, Tuesday, a working day.",
        "3 things to do",
        "  1  recurring duty  日报, 2014-03-03: 0 of 1 done  五",
        "     late: was due 2014-03-03 17:30  since 2014-03-03  "
        "gov-comms mark 日报 --period 2014-03-03",
        "  2  recurring duty  日报, 2014-03-04: 0 of 1 done  五",
        "     due 2014-03-04 17:30  since 2014-03-04  gov-comms mark 日报 --period 2014-03-04",
        "  3  recurring duty  热线, 2014: 0 of 3 done  四",
        "     due 2014-12-31  since 2014-01-01  gov-comms mark 热线 --period 2014",
        "next: gov-comms mark 日报 --period 2014-03-03",
    ]
    nothing = sit(office, "戊", "2014-03-04T10:00")
    assert todo_text(todo(nothing), nothing, Reader("zh-CN")).splitlines() == [
        "戊，今天是 2014-03-04 星期二，工作日。",
        "没有待办事项",
    ]
    assert '"late": true' in todo_json(todo(desk), desk, Reader("en"))
