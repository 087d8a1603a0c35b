"""Rows that get on their way by being entered, and what then may write into them."""

from __future__ import annotations

from collections.abc import Mapping

from gov_comms.review.happenings import enter, happen
from gov_comms.review.returns import reassign, return_piece, withdraw
from gov_comms.review.sending import submit, submit_again
from gov_comms.review.steps import take
from tests.review.chained import OFFICE, REGULATION, Office

WRITER = """
[[role]]
id = "通讯员"
clause = "第一条"
may = ["submit"]

[[person]]
id = "壬"
unit = "局机关"
roles = ["通讯员"]
"""
METRIC = {"name": "转载", "value": "3"}
REPORT = {"unit": "东镇", "kind": "失实报道"}


def entered(office: Office) -> str:
    """An incident that the office entered."""
    return office.does("庚", happen, REPORT).subject


def test_a_row_that_is_entered_takes_its_chain(office: Office) -> None:
    number = entered(office)
    piece = office.piece(number)
    assert (piece.chain, piece.at, piece.makers, piece.submitter) == ("answer", 0, (), "庚")
    assert office.row(number, "incident")[0] == "waiting"
    office.does("甲", submit_again, number, cells={"count": "2"})
    assert office.piece(number).makers == ("甲",)
    office.does("乙", take, "approve", number)
    state, cells = office.row(number, "incident")
    assert (state, cells["count"], cells["reported"]) == ("", "2", "2026-03-02")


def test_only_its_steps_write_into_a_row_on_its_way(office: Office) -> None:
    number = entered(office)
    assert office.refuses("庚", happen, {"count": "9"}, number) == (
        "I2026-0001 is on its way, and only its steps write into it."
        " hint: see which one: gov-comms open I2026-0001"
    )
    office.does("甲", submit_again, number)
    office.does("乙", take, "approve", number)
    office.does("庚", happen, {"count": "9"}, number)
    assert office.row(number, "incident")[1]["count"] == "9"


def test_nothing_is_added_to_what_was_withdrawn(office: Office) -> None:
    number = office.does("甲", submit, table="incident", cells={"kind": "失实报道"}).subject
    office.does("甲", withdraw, number, reason="误报")
    assert office.row(number, "incident")[0] == "withdrawn"
    assert office.refuses("庚", happen, {"count": "9"}, number) == "I2026-0001 was withdrawn"


def test_a_row_without_a_chain_counts_at_once(office: Office) -> None:
    number = office.does("庚", submit, table="metric", cells=METRIC).subject
    assert (office.piece(number).state, office.row(number, "metric")[0]) == ("done", "")
    assert office.refuses("庚", take, "approve", number) == f"{number} is through its way"


def test_what_a_row_cites_and_what_is_related_decide_its_way(office: Office) -> None:
    chains = """\
[[chain]]
id = "asked"
clause = "第九条 约稿"
when = { "request.due" = { present = true } }
step = [{ role = "信息员", action = "draft" }, { role = "局长", action = "sign" }]

[[chain]]
id = "many"
clause = "第九条 第三篇起"
when = { nth = { at_least = 2 }, kind = "信息" }
step = [{ role = "信息员", action = "draft" }, { role = "办公室", action = "edit" }]

"""
    derive = """
[[derive]]
name = "plain"
on = "submission"
when = { kind = "信息" }

[[derive]]
name = "nth"
on = "submission"
related = { how = "count", of = "submission", match = "unit", dated = "any", where = "plain" }
"""
    first = OFFICE.index("[[chain]]")
    office.under("second", OFFICE[:first] + chains + OFFICE[first:], REGULATION + derive)
    asked = {"unit": "东镇", "title": "冬季供暖", "due": "2026-03-10"}
    request = office.does("庚", enter, "request", asked).subject
    cells = {"title": "供暖", "kind": "信息"}
    assert _way(office, {**cells, "request": request}) == "asked"
    first_piece = office.does("甲", submit, cells=cells).subject
    assert office.piece(first_piece).chain == "ordinary"
    office.does("乙", take, "approve", first_piece)
    assert _way(office, cells) == "many"


def _way(office: Office, cells: Mapping[str, str]) -> str:
    """The chain of a piece that is sent in."""
    return office.piece(office.does("甲", submit, cells=cells).subject).chain


def test_a_role_that_may_send_in_needs_no_step(office: Office) -> None:
    assert office.refuses("戊", submit, table="metric", cells=METRIC).startswith(
        "戊 may not do this: submit is needed"
    )
    office.under("second", OFFICE + WRITER)
    number = office.does("壬", submit, cells={"title": "机关动态", "kind": "信息"}).subject
    assert office.piece(number).makers == ("壬",)


def test_nothing_is_returned_from_the_first_step(office: Office) -> None:
    number = office.does("甲", submit, cells={"title": "供暖", "kind": "信息"}).subject
    office.does("乙", return_piece, number, reason="重写")
    assert office.refuses("甲", return_piece, number, reason="重写") == (
        f"{number} is at its first step already. hint: its maker can take it back: withdraw"
    )
    assert office.refuses("乙", reassign, number, "甲", reason="出差") == (
        "乙 does not have the role 信息员 of 东镇. hint: those who do: 甲"
    )
