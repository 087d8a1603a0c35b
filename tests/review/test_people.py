"""Who somebody is at the desk, which roles he holds on a day, and what he may do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from gov_comms.messages import msg
from gov_comms.record import Act, Actor, Change, Stamp
from gov_comms.review.delegating import delegate
from gov_comms.review.people import (
    acting_roles,
    holders,
    may_write,
    need,
    need_role,
    not_own,
    people_on,
    person_of,
    powers_of,
    roles_of,
)
from tests.review.staff import AGENCY, MORNING, Staff, named, refused, staff

LATER = datetime(2015, 7, 1, 1, 0, tzinfo=UTC)
"""After the certificate of 卯 ran out, and 辰 left."""


@pytest.fixture(scope="module")
def office() -> Staff:
    return staff()


@pytest.mark.parametrize(
    ("account", "day", "who"),
    [
        ("os:zi", date(2015, 3, 2), "子"),
        ("os:chen", date(2015, 3, 31), "辰"),
        ("os:chen", date(2015, 4, 1), None),
        ("os:nobody", date(2015, 3, 2), None),
        ("", date(2015, 3, 2), None),
    ],
)
def test_account_is_a_persons_on_his_days(
    office: Staff, account: str, day: date, who: str | None
) -> None:
    with office.record.reading() as reader:
        found = person_of(reader, office.opened.agency, account, day)
    assert (found and found.id) == who


def test_roster_of_the_record_stands_for_that_of_the_config() -> None:
    office = staff()
    office.enrol(
        {"id": "未", "unit": "甲科", "roles": "信息员、科长", "account": "os:wei"},
        {"id": "申", "unit": "乙科", "from": "2015-03-03"},
    )
    with office.record.reading() as reader:
        people = people_on(reader, office.opened.agency, date(2015, 3, 2))
    assert [(each.id, each.roles, each.account) for each in people] == [
        ("未", ("信息员", "科长"), "os:wei")
    ]


def test_account_of_two_people_is_nobodys() -> None:
    office = staff()
    office.enrol(
        {"id": "未", "unit": "甲科", "account": "os:wei"},
        {"id": "申", "unit": "甲科", "account": "os:wei"},
    )
    assert refused(office.ask, acting_roles, "os:wei") == [
        "the account os:wei is that of 未、申. hint: give each an account of his own"
    ]


def test_account_that_is_nobodys_is_refused(office: Staff) -> None:
    assert refused(office.ask, acting_roles, "os:chen", at=LATER) == [
        "the account os:chen is nobody's on the roster of 2015-07-01. "
        "hint: enter it in the column account (账号) of people"
    ]


def test_account_of_the_founder_is_his_beside_the_roster() -> None:
    office = staff(AGENCY.replace('account = "os:si"\n', ""))
    with office.record.writing() as writer:
        change = Change("@account", "os:si", {"person": "巳"})
        writer.write([Act("founded", "x", (change,))], Stamp(MORNING, Actor("os:si", "巳"), ""))
    assert office.ask(acting_roles, "os:si") == ("安全管理员",)


@pytest.mark.parametrize(
    ("name", "roles", "powers"),
    [
        ("子", ("信息员",), {"submit"}),
        ("丑", ("科长",), set()),
        ("寅", ("登记员",), {"register"}),
        ("辰", ("认定员",), {"verify"}),
    ],
)
def test_roles_give_powers(
    office: Staff, name: str, roles: tuple[str, ...], powers: set[str]
) -> None:
    agency = office.opened.agency
    assert roles_of(agency, named(name, office)) == roles
    assert powers_of(agency, roles) == powers


def test_holders_of_a_role_that_each_unit_has(office: Staff) -> None:
    with office.record.reading() as reader:
        found = [
            [each.id for each in holders(reader, office.opened.agency, role, MORNING.date(), unit)]
            for role, unit in [("科长", ""), ("科长", "甲科"), ("科长", "乙科"), ("认定员", "乙科")]
        ]
    assert found == [["丑", "午"], ["丑", "午"], [], ["辰"]]


@pytest.mark.parametrize(
    ("account", "power", "says"),
    [
        ("os:chen", "verify", []),
        (
            "os:zi",
            "verify",
            ["子 may not do this: verify is needed. hint: the roles that may: 认定员"],
        ),
        (
            "os:zi",
            "pay",
            ['子 may not do this: pay is needed. hint: no role has it; give one may = ["pay"]'],
        ),
    ],
)
def test_power_is_needed(office: Staff, account: str, power: str, says: list[str]) -> None:
    assert refused(office.ask, lambda desk: need(desk, power), account) == says


@pytest.mark.parametrize(
    ("account", "role", "unit", "says"),
    [
        ("os:chou", "科长", "甲科", []),
        ("os:chou", "科长", "", []),
        (
            "os:chou",
            "科长",
            "乙科",
            ["丑 does not have the role 科长 of 乙科. hint: those who do: –"],
        ),
        (
            "os:zi",
            "科长",
            "甲科",
            ["子 does not have the role 科长 of 甲科. hint: those who do: 丑、午"],
        ),
    ],
)
def test_role_is_needed(office: Staff, account: str, role: str, unit: str, says: list[str]) -> None:
    assert refused(office.ask, lambda desk: need_role(desk, role, unit), account) == says


def test_role_that_needs_a_certificate_ends_with_it(office: Staff) -> None:
    def speak(desk: Any) -> Any:
        return need_role(desk, "发言人")

    assert office.ask(speak, "os:mao").id == "卯"
    assert refused(office.ask, speak, "os:mao", at=LATER) == [
        "卯 has no certificate in force as 发言人. "
        "hint: enter it in the column certified_until (证书有效期至) of people"
    ]
    assert office.ask(acting_roles, "os:mao", at=LATER) == ()


def test_certificate_is_that_of_who_acts() -> None:
    office = staff()
    office.act(delegate, "os:mao", "午", last=date(2015, 3, 9))
    assert office.ask(acting_roles, "os:wu", "卯") == ()


def test_own_is_refused_also_for_whom_one_acts() -> None:
    office = staff()
    office.act(delegate, "os:chou", "午", last=date(2015, 3, 9))

    def judge(desk: Any) -> None:
        not_own(desk, ("子", "丑"), msg("verify"))

    assert refused(office.ask, judge, "os:wu") == []
    assert refused(office.ask, judge, "os:wu", "丑") == [
        "丑 may not do this to his own: verify. hint: somebody else must do it"
    ]


def test_who_left_may_no_longer_be_acted_for() -> None:
    office = staff()
    office.act(delegate, "os:chen", "巳", last=date(2015, 12, 31))
    assert office.ask(acting_roles, "os:si", "辰") == ("认定员",)
    assert refused(office.ask, acting_roles, "os:si", "辰", at=LATER) == [
        "辰 is not on the roster on 2015-07-01"
    ]


def test_holder_without_a_certificate_holds_nothing(office: Staff) -> None:
    agency = office.opened.agency
    with office.record.reading() as reader:
        days = (MORNING.date(), LATER.date())
        found = [[each.id for each in holders(reader, agency, "发言人", day)] for day in days]
    assert found == [["卯"], []]


def test_who_audits_writes_nothing() -> None:
    office = staff(AGENCY.replace('may = ["security"]', 'may = ["audit"]'))
    assert refused(office.ask, may_write, "os:wu") == []
    assert refused(office.ask, may_write, "os:si") == [
        "巳 audits; who audits writes nothing. hint: somebody else must do it"
    ]
