"""Requests: asked, waited for, answered."""

from __future__ import annotations

from datetime import date

from gov_comms.review.requests import answer, ask, request_items
from tests.review.bureau import begun, done, refused, sit

AT = "2014-03-05T09:00"


def test_request_waits_for_its_unit_until_it_is_answered() -> None:
    cells = {"unit": "乙科", "title": "供暖保障", "due": "2014-03-07"}
    office = done(begun(AT), "丁", AT, ask, cells=cells)
    (item,) = request_items(sit(office, "乙", "2014-03-06T09:00"))
    assert (item.kind, item.id, item.whose, item.since, item.due.at) == (
        "request",
        "R2014-0001",
        ("乙",),
        date(2014, 3, 5),
        date(2014, 3, 7),
    )
    assert item.what.text("en") == "a piece is asked for: 供暖保障"
    office = done(office, "丁", AT, answer, number="R2014-0001")
    assert tuple(request_items(sit(office, "乙", AT))) == ()
    (row,) = office.memory.rows("request")
    assert row.cells["answered"] == "2014-03-05"


def test_request_of_an_unlisted_unit_is_refused() -> None:
    told = refused(begun(AT), "丁", AT, ask, cells={"unit": "丁科", "due": "5日"})
    assert told == [
        ("not-a-day", "--due: '5日' is not a day. hint: write it like 2014-03-05"),
        ("unknown-unit", "--unit: '丁科' is not a listed unit. hint: did you mean '甲科'?"),
    ]
