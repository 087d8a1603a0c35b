"""Cases at the desk: what people do is run, and what comes out otherwise is told."""

from __future__ import annotations

import pytest

from gov_comms.config import open_texts
from gov_comms.errors import Refused
from gov_comms.review.cases import run_cases
from gov_comms.settlement import run_cases as run_plain_cases
from tests.review.bureau import AGENCY, EDITION

CHAINED = (
    AGENCY
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
deadline = { of = "day", plus_working_days = 1, at = "17:00" }

[[distribution]]
id = "copy"
clause = "十"
document = "信息"
to = ["办公室", "宣传部"]
by = "登记员"
on = "submission"
deadline = { of = "day" }
"""
)
HEAD = 'title = "例"\nclauses = ["九"]\nperiod = "2014"\n'
SUBMIT = '{ at = 2014-03-05T09:00:00, by = "甲", do = "submit", as = "稿件", title = "春耕" },'
APPROVE = '{ at = 2014-03-05T10:00:00, by = "戊", do = "approve", of = "稿件" },'


def texts(case: str) -> dict[str, str]:
    """The bureau with one case."""
    edition = {"regulations/2014-01-01.toml": EDITION}
    return {"agency.toml": CHAINED, **edition, "cases/a.toml": HEAD + case}


def failures(acts: str, expect: str) -> list[str]:
    """What a case says that did not come out, without its head."""
    found = run_cases(open_texts(texts(f"act = [{acts}]\n[expect]\n{expect}\n")))
    return [each.text("en").partition("case 例 (九): ")[2] for each in found]


DONE = 'pieces = [{ id = "稿件", state = "done" }]'


def test_what_people_do_is_scored() -> None:
    expect = (
        'totals = [{ subject = "甲科", measure = "points", total = "1" }]\n'
        'pieces = [{ id = "稿件", chain = "ordinary", state = "done", counts = true }]'
    )
    assert failures(SUBMIT + APPROVE, expect) == []


def test_piece_that_is_not_approved_does_not_count() -> None:
    expect = (
        'totals = [{ subject = "甲科", measure = "points", total = "0" }]\n'
        'pieces = [{ id = "稿件", state = "waiting", role = "裁量人", action = "approve", '
        "due = 2014-03-06T17:00:00, counts = false }]"
    )
    assert failures(SUBMIT, expect) == []


def test_delivery_leaves_a_row() -> None:
    deliver = (
        '{ at = 2014-03-05T11:00:00, by = "丁", do = "deliver", document = "copy", of = "稿件", '
        'to = ["办公室"] },'
    )
    expect = (
        'deliveries = [{ id = "copy", of = "稿件", to = "办公室", by = "丁" }]\n'
        'undelivered = [{ id = "copy", of = "稿件", to = "宣传部" }]'
    )
    assert failures(SUBMIT + APPROVE + deliver, expect) == []


@pytest.mark.parametrize(
    ("acts", "expect", "told"),
    [
        (
            SUBMIT + '{ at = 2014-03-05T09:10:00, by = "丁", do = "approve", of = "稿件" },',
            DONE,
            [
                "approve by 丁 at 2014-03-05 09:10 was refused: 丁 does not have the role 裁量人 "
                "of 甲科 (not-your-role). hint: those who do: 戊"
            ],
        ),
        (
            SUBMIT + APPROVE.replace(" }", ', refused = "not-checked" }'),
            DONE,
            ["approve by 戊 at 2014-03-05 10:00 was not refused"],
        ),
        (
            SUBMIT.replace(" }", ', refused = "secret" }').replace("春耕", "春耕（机密）"),
            DONE,
            ["no piece 稿件 is on its way here"],
        ),
        (
            SUBMIT.replace('"submit"', '"submitt"'),
            DONE,
            ["there is no command submitt at the desk. hint: did you mean 'submit'?"],
        ),
        (
            SUBMIT + APPROVE.replace(" }", ', to = "乙" }').replace("approve", "withdraw"),
            DONE,
            ["withdraw is not told any to"],
        ),
        (SUBMIT, DONE, ["稿件: state: expected done, found waiting"]),
        (
            SUBMIT
            + '{ at = 2014-03-05T09:10:00, by = "乙", do = "todo", shows = [{ id = "稿件" }] },',
            DONE,
            ["todo by 乙 at 2014-03-05 09:10: 稿件 does not stand on the list: 培训, 周专栏"],
        ),
        (
            SUBMIT + '{ at = 2014-03-07T09:00:00, by = "戊", do = "todo", '
            'shows = [{ id = "稿件", late = false }] },',
            DONE,
            ["todo by 戊 at 2014-03-07 09:00: 稿件: late: expected False, found True"],
        ),
        (
            SUBMIT + '{ at = 2014-03-05T09:10:00, by = "戊", do = "todo", hides = ["稿件"] },',
            DONE,
            ["todo by 戊 at 2014-03-05 09:10: 稿件 stands on the list"],
        ),
        (
            SUBMIT + APPROVE,
            'deliveries = [{ id = "copy", of = "稿件", to = "办公室" }]\n'
            'undelivered = [{ id = "copy", of = "稿件", to = "报社" }]',
            [
                "copy of 稿件 was not sent to 办公室",
                "copy of 稿件 to 报社 is not still to be sent",
            ],
        ),
        (
            SUBMIT.replace(" }", ', for = "乙" }'),
            DONE,
            [
                "submit by 甲 at 2014-03-05 09:00 was refused: 甲 has no delegation from 乙 "
                "in force on 2014-03-05 (no-delegation). hint: 乙 gives one: delegate"
            ],
        ),
    ],
    ids=[
        "refused",
        "not-refused",
        "never-made",
        "command",
        "option",
        "state",
        "shows",
        "late",
        "hides",
        "delivery",
        "delegation",
    ],
)
def test_what_comes_out_otherwise_is_told(acts: str, expect: str, told: list[str]) -> None:
    found = failures(acts, expect)
    assert [each.replace("S2014-0001", "稿件") for each in found] == told


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (
            "act = [{ at = 2014-03-05T09:00:00Z, by = '甲', do = 'todo' }]\n"
            "[expect]\nproblems = []",
            "act.1.at: a moment such as 2014-03-01T09:30:00 is needed",
        ),
        (
            f"act = [{SUBMIT} {{ at = 2014-03-05T08:00:00, by = '甲', do = 'todo' }}]\n"
            "[expect]\nproblems = []",
            "act.2.at: this is before what stands above it",
        ),
        (
            "act = [{ at = 2014-03-05, by = '甲', do = 'todo' }]\n[expect]\nproblems = []",
            "act.1.at: a moment such as 2014-03-01T09:30:00 is needed",
        ),
        (
            "act = [{ at = 2014-03-05T09:00:00, do = 'todo' }]\n[expect]\nproblems = []",
            "act.1.by: this key is missing",
        ),
        (
            f"[expect]\n{DONE}",
            "expect.pieces: nobody does anything at the desk in this case. hint: write what people "
            "do: act = [ … ]",
        ),
        (
            f"act = [{SUBMIT}]\n[expect]\npieces = [{{ id = '稿件', stat = 'done' }}]",
            "expect.pieces.\"稿件\".stat: unknown key. hint: did you mean 'state'?",
        ),
    ],
    ids=["zone", "order", "day", "nobody", "no-acts", "key"],
)
def test_case_that_cannot_be_meant_is_refused(case: str, told: str) -> None:
    with pytest.raises(Refused) as refusal:
        open_texts(texts(case))
    (problem,) = refusal.value.problems
    assert problem.text("en").partition(": ")[2] == told


def test_acts_are_no_matter_of_a_settlement() -> None:
    opened = open_texts(texts(f"act = [{SUBMIT}]\n[expect]\n{DONE}\n"))
    assert run_plain_cases(opened) == ()
    assert len(run_cases(opened)) == 1
