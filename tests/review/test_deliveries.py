"""What is to be sent to whom, what was sent, and who is told of what waits."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gov_comms.review.deliveries import deliver, deliveries, delivery_items, undelivered
from gov_comms.review.desk import Desk
from gov_comms.review.happenings import happen
from gov_comms.review.sending import submit, submit_again
from gov_comms.review.steps import take
from tests.review.chained import Office

IMPORTANT = {"title": "防汛部署", "kind": "信息", "tags": "重要"}


@pytest.fixture(name="signed")
def signed_fixture(office: Office) -> str:
    """An important piece that the head has signed."""
    number = office.does("甲", submit, cells=IMPORTANT).subject
    office.does("乙", take, "approve", number)
    office.does("戊", take, "approve", number, checked=["不涉密", "无个人信息"])
    office.does("己", take, "sign", number)
    return number


def waiting(office: Office) -> list[tuple[str, str, tuple[str, ...], str]]:
    """What is to be sent, and by when."""

    def look(desk: Desk) -> list[tuple[str, str, tuple[str, ...], str]]:
        return [(e.distribution.id, e.of, e.to, e.due.text()) for e in undelivered(desk)]

    found: list[tuple[str, str, tuple[str, ...], str]] = office.looks("庚", look)
    return found


def test_what_counts_and_fulfils_the_condition_is_to_be_sent(office: Office, signed: str) -> None:
    office.does("甲", submit, cells={**IMPORTANT, "title": "另一篇"})
    assert waiting(office) == [
        ("copy", signed, ("区委办", "区政府办"), "2026-03-03"),
        ("journal", "2026-03", ("各镇",), "2026-03-31"),
    ]


def test_each_recipient_is_a_delivery_of_its_own(office: Office, signed: str) -> None:
    act = office.does("庚", deliver, "copy", signed, to=["区委办"], note="机要交换")
    assert [told.text("en") for told in act.told] == ["签发的信息 S2026-0001 was sent to 区委办"]
    assert waiting(office)[0] == ("copy", signed, ("区政府办",), "2026-03-03")
    office.does("庚", deliver, "签发的信息", signed)
    assert [each[0] for each in waiting(office)] == ["journal"]
    sent = office.looks("庚", lambda desk: deliveries(desk.view, signed))
    assert [(each.id, each.to, each.by, each.note) for each in sent] == [
        ("D2026-0001", "区委办", "庚", "机要交换"),
        ("D2026-0002", "区政府办", "庚", ""),
    ]
    assert {each.at for each in sent} == {office.at}


def test_a_delivery_of_a_period_is_due_on_its_last_day(office: Office) -> None:
    office.at = datetime(2026, 4, 1, 1, tzinfo=UTC)
    assert [each[:2] for each in waiting(office)] == [
        ("journal", "2026-03"),
        ("journal", "2026-04"),
    ]
    office.does("庚", deliver, "journal")
    office.does("庚", deliver, "journal", "2026-03")
    assert waiting(office) == []


@pytest.mark.parametrize(
    ("who", "said", "to", "text"),
    [
        (
            "甲",
            ("copy", "S2026-0001"),
            (),
            "甲 does not have the role 办公室 of 东镇. hint: those who do: 庚",
        ),
        (
            "庚",
            ("copi", "S2026-0001"),
            (),
            "no distribution is called copi. hint: did you mean 'copy'?",
        ),
        (
            "庚",
            ("copy", "S2026-0009"),
            (),
            "签发的信息 is not to be sent with S2026-0009. hint: did you mean 'S2026-0001'?",
        ),
        (
            "庚",
            ("copy", "S2026-0001"),
            ("区委",),
            "--to: 签发的信息 is not sent to 区委. hint: did you mean '区委办'?",
        ),
    ],
)
def test_deliver_is_refused(
    office: Office, signed: str, who: str, said: tuple[str, ...], to: tuple[str, ...], text: str
) -> None:
    assert office.refuses(who, deliver, *said, to=to) == text


def test_what_was_sent_is_not_sent_again(office: Office, signed: str) -> None:
    office.does("庚", deliver, "copy", signed)
    assert office.refuses("庚", deliver, "copy", signed) == "签发的信息 S2026-0001 was sent already"


def test_who_sends_it_finds_it_in_his_list(office: Office, signed: str) -> None:
    items = office.looks("庚", lambda desk: tuple(delivery_items(desk)))
    assert [(item.id, item.whose, item.what.text("en"), item.command) for item in items] == [
        (
            signed,
            ("庚",),
            "send 签发的信息 S2026-0001 to 区委办、区政府办",
            "deliver copy S2026-0001",
        ),
        ("2026-03", ("庚",), "send 《甲局简报》 2026-03 to 各镇", "deliver journal 2026-03"),
    ]
    assert items[0].since == date(2026, 3, 2)


def test_what_is_sent_whenever_it_is_out_waits_for_nobody(office: Office) -> None:
    office.does("甲", deliver, "画册", to=["各镇"])
    office.does("甲", deliver, "gift")
    sent = office.looks("甲", lambda desk: deliveries(desk.view, "gift"))
    assert [each.to for each in sent] == ["各镇", "区委办", "各镇"]
    assert [each[0] for each in waiting(office)] == ["journal"]


def test_what_nobody_is_named_to_send_the_unit_sends(office: Office) -> None:
    number = office.does("庚", happen, {"unit": "东镇", "kind": "失实报道"}).subject
    office.does("甲", submit_again, number)
    office.does("乙", take, "approve", number)
    items = office.looks("庚", lambda desk: tuple(delivery_items(desk)))
    assert [(item.id, item.whose) for item in items if item.id == number] == [(number, ("甲",))]
    office.does("甲", deliver, "report", number)
    assert [each[0] for each in waiting(office)] == ["journal"]
