"""Delegations: who acts for whom, from when to when, in which roles; and when they are refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gov_comms.review.delegating import delegate, end_delegation
from gov_comms.review.people import acting_roles, may_act_as
from tests.review.staff import MORNING, Staff, refused, staff

LAST = date(2015, 3, 9)


@pytest.fixture
def office() -> Staff:
    return staff()


def test_delegation_holds_on_its_days_only(office: Staff) -> None:
    office.act(delegate, "os:chou", "午", first=date(2015, 3, 3), last=date(2015, 3, 4))
    days = [MORNING + timedelta(days=each) for each in range(4)]
    none = ["午 has no delegation from 丑 in force on {}. hint: 丑 gives one: delegate"]
    assert [refused(office.ask, acting_roles, "os:wu", "丑", at=day) for day in days] == [
        [none[0].format("2015-03-02")],
        [],
        [],
        [none[0].format("2015-03-05")],
    ]


def test_delegation_is_recorded_with_its_reason(office: Staff) -> None:
    (entry,) = office.act(delegate, "os:chou", "午", last=LAST, reason="出差")
    assert (entry.kind, entry.subject, entry.reason) == ("delegated", "W2015-0001", "出差")


def test_ended_delegation_is_in_force_no_more(office: Staff) -> None:
    for first in (None, date(2015, 3, 5)):
        office.act(delegate, "os:chou", "午", first=first, last=LAST)
    (entry,) = office.act(end_delegation, "os:chou", "午", reason="已回")
    assert (entry.kind, entry.subject, entry.reason) == ("delegation-ended", "W2015-0001", "已回")
    with office.record.reading() as reader:
        assert may_act_as(reader, "午", MORNING.date()) == ()
        assert may_act_as(reader, "午", LAST) == ()


def test_whoever_acts_for_another_acts_in_his_roles(office: Staff) -> None:
    office.act(delegate, "os:chen", "巳", last=LAST)
    assert office.ask(acting_roles, "os:si") == ("安全管理员",)
    assert office.ask(acting_roles, "os:si", "辰") == ("认定员",)
    with office.record.reading() as reader:
        assert may_act_as(reader, "巳", MORNING.date()) == ("辰",)


def test_delegation_of_some_roles_gives_no_others() -> None:
    from tests.review.staff import AGENCY

    both = AGENCY.replace('roles = ["认定员"]', 'roles = ["认定员", "登记员"]')
    office = staff(both)
    office.act(delegate, "os:chen", "巳", last=LAST, roles=["登记员"])
    assert office.ask(acting_roles, "os:si", "辰") == ("登记员",)
    office.act(delegate, "os:chen", "巳", last=LAST)
    assert office.ask(acting_roles, "os:si", "辰") == ("认定员", "登记员")


WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "os:chou",
        {"to": "午", "first": date(2015, 3, 1), "last": date(2015, 2, 28)},
        [
            "--from: 2015-03-01 is past; nothing can be delegated afterwards",
            "--until: the last day lies before the first",
        ],
    ),
    (
        "os:chou",
        {"to": "午", "last": LAST, "roles": ["认定员"]},
        ["--role: 丑 does not have the role 认定员. hint: known: 科长"],
    ),
    ("os:chou", {"to": "丑", "last": LAST}, ["TO: nobody acts for himself by delegation"]),
    (
        "os:chou",
        {"to": "酉", "last": LAST},
        ["TO: 酉 is not on the roster on 2015-03-02. hint: known: 子, 丑, 寅, 卯, 辰, 巳, 午"],
    ),
    (
        "os:chou",
        {"to": "子", "last": LAST},
        [
            "TO: 子 makes pieces as 信息员 and judges them as 科长 in piece. "
            "hint: let somebody else act, or name the roles: --role"
        ],
    ),
    (
        "os:chou",
        {"to": "午", "last": LAST, "by": "子"},
        ["丑 may not do this: security is needed. hint: the roles that may: 安全管理员"],
    ),
    ("os:si", {"to": "午", "last": LAST, "by": "酉"}, ["酉 is not on the roster on 2015-03-02"]),
]


@pytest.mark.parametrize(("account", "said", "says"), WRONG)
def test_wrong_delegation_says_what_is_wrong(
    office: Staff, account: str, said: dict[str, Any], says: list[str]
) -> None:
    assert refused(office.act, delegate, account, **said) == says


def test_delegation_cannot_be_handed_on(office: Staff) -> None:
    office.act(delegate, "os:chou", "午", last=LAST)
    assert refused(office.act, delegate, "os:wu", "巳", last=LAST, acting_for="丑") == [
        "午 acts for another and cannot hand that on. hint: leave out --as"
    ]


def test_security_delegates_for_who_cannot_come(office: Staff) -> None:
    office.act(delegate, "os:si", "午", last=LAST, by="丑", reason="住院")
    assert office.ask(acting_roles, "os:wu", "丑") == ("科长",)


def test_security_ends_what_another_delegated(office: Staff) -> None:
    office.act(delegate, "os:chou", "午", last=LAST)
    assert refused(office.act, end_delegation, "os:zi", "午", by="丑") == [
        "子 may not do this: security is needed. hint: the roles that may: 安全管理员"
    ]
    office.act(end_delegation, "os:si", "午", by="丑")
    with office.record.reading() as reader:
        assert may_act_as(reader, "午", MORNING.date()) == ()


def test_nothing_delegated_is_nothing_to_end(office: Staff) -> None:
    office.act(delegate, "os:chou", "午", last=MORNING.date())
    assert refused(office.act, end_delegation, "os:chou", "巳") == [
        "丑 has delegated nothing to 巳 that is in force. hint: known: 午"
    ]
    later = MORNING + timedelta(days=1)
    assert refused(office.act, end_delegation, "os:chou", "午", at=later) == [
        "丑 has delegated nothing to 午 that is in force"
    ]


def test_two_delegations_unite_nobody(office: Staff) -> None:
    office.act(delegate, "os:chou", "巳", last=LAST)
    assert refused(office.act, delegate, "os:chen", "巳", last=LAST) == [
        "TO: 巳 may verify as 认定员 and review or decide pieces as 科长. "
        "hint: let somebody else act, or name the roles: --role"
    ]


def test_delegation_ends_where_the_roster_unites(office: Staff) -> None:
    office.act(delegate, "os:chou", "巳", last=LAST)
    office.enrol(
        {"id": "丑", "unit": "甲科", "roles": "科长", "account": "os:chou"},
        {"id": "巳", "unit": "甲科", "roles": "认定员", "account": "os:si"},
    )
    assert office.ask(acting_roles, "os:si") == ("认定员",)
    assert refused(office.ask, acting_roles, "os:si", "丑") == [
        "巳 may verify as 认定员 and review or decide pieces as 科长. "
        "hint: these are for different people; take one of the roles from him"
    ]
