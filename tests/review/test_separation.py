"""What the roster of a record may not unite, in one person or in one account."""

from __future__ import annotations

from datetime import date

import pytest

from gov_comms.config import open_texts
from gov_comms.config.freezing import Frozen
from gov_comms.review.desk import Desk
from gov_comms.review.office import new_rules
from gov_comms.review.people import Person
from gov_comms.review.separation import refuse_united
from tests.review.staff import AGENCY, TEXTS, refused, staff

SPRING, SUMMER = date(2015, 3, 31), date(2015, 4, 1)
PEOPLE = [
    ([Person("未", "甲科", ("信息员",), "os:wei"), Person("申", "甲科", ("科长",))], []),
    (
        [Person("未", "甲科", ("信息员", "科长"))],
        [
            "人员 未:角色: 未 makes pieces as 信息员 and judges them as 科长 in piece. "
            "hint: nobody may judge his own work; take one of the roles from him"
        ],
    ),
    (
        [Person("未", "甲科", ("信息员", "认定员")), Person("申", "乙科", ("认定员", "科长"))],
        [
            "人员 未:角色: 未 may verify as 认定员 and make or send in pieces as 信息员. "
            "hint: these are for different people; take one of the roles from him",
            "人员 申:角色: 申 may verify as 认定员 and review or decide pieces as 科长. "
            "hint: these are for different people; take one of the roles from him",
        ],
    ),
    ([Person("未", "甲科", ("安全管理员", "登记员"))], []),
    (
        [Person("未", "甲科", account="wei")],
        [
            "人员 未:账号: wei is no account. "
            "hint: write os:NAME for a user of the machine, db:NAME for one of the database"
        ],
    ),
    (
        [Person("未", "甲科", account="os:wei"), Person("申", "甲科", account="os:wei")],
        ["人员 申:账号: os:wei is the account of 未 already"],
    ),
    (
        [
            Person("未", "甲科", account="os:wei", last=SPRING),
            Person("申", "甲科", account="os:wei", first=SUMMER),
            Person("未", "乙科", ("信息员",), account="os:yi", first=SUMMER),
        ],
        [],
    ),
]


@pytest.mark.parametrize(("people", "says"), PEOPLE)
def test_roster_says_whom_it_unites(people: list[Person], says: list[str]) -> None:
    assert refused(refuse_united, open_texts(TEXTS).agency, people) == says


def test_changed_rules_are_held_to_the_roster_of_the_record() -> None:
    before = AGENCY.replace('may = ["security"]', 'may = ["system"]')
    after = open_texts({**TEXTS, "agency.toml": before.replace('["register"]', '["pay"]')})
    office = staff(before)
    office.enrol(
        {"id": "巳", "unit": "甲科", "roles": "安全管理员", "account": "os:si"},
        {"id": "未", "unit": "乙科", "roles": "认定员"},
    )

    def change(desk: Desk) -> None:
        new_rules(desk, Frozen("", {}), after, "修订")

    assert refused(office.ask, change, "os:si") == [
        "人员 未:角色: 未 may verify as 认定员 and pay as 登记员. "
        "hint: these are for different people; take one of the roles from him"
    ]
