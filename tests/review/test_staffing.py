"""What is due about people today: certificates, registrations, numbers of holders."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from gov_comms.review.staffing import people_items
from tests.review.staff import AGENCY, Staff, staff


def items(office: Staff, *day: int) -> list[tuple[Any, ...]]:
    at = datetime(*day, 1, 0, tzinfo=UTC)  # type: ignore[misc,arg-type]
    found = office.ask(lambda desk: tuple(people_items(desk)), "os:yin", at=at)
    return [
        (each.kind, each.id, each.whose, each.what.text("en"), str(each.since), each.due.text())
        for each in found
        if each.kind != "role-count"
    ]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ((2015, 3, 2), []),
        ((2015, 4, 30), []),
        (
            (2015, 5, 1),
            [
                (
                    "certificate",
                    "卯",
                    ("卯", "寅"),
                    "the certificate of 卯 as 发言人 is good until 2015-06-30",
                    "None",
                    "2015-06-30",
                )
            ],
        ),
        (
            (2016, 1, 1),
            [
                (
                    "certificate",
                    "卯",
                    ("卯", "寅"),
                    "the certificate of 卯 as 发言人 is good until 2015-06-30",
                    "None",
                    "2015-06-30",
                ),
                (
                    "registration",
                    "卯",
                    ("卯", "寅"),
                    "卯 is to be registered as 发言人",
                    "2016-01-01",
                    "2016-03-31",
                ),
            ],
        ),
    ],
)
def test_certificates_and_registrations_are_due(
    day: tuple[int, ...], found: list[tuple[Any, ...]]
) -> None:
    assert items(staff(), *day) == found


def test_no_certificate_is_due_at_once() -> None:
    office = staff(AGENCY.replace("certified_until = 2015-06-30\n", ""))
    (found,) = items(office, 2015, 3, 2)
    assert found[3:] == ("卯 has no certificate as 发言人", "None", "")


@pytest.mark.parametrize(
    ("renew", "row", "due"),
    [
        ('"year"', "registered = 2015-01-05", None),
        ('"year"', "registered = 2014-12-31", ("2015-01-01", "2015-12-31")),
        ('"change"', "registered = 2014-12-31", None),
        ('"change"', "", ("None", "")),
        ('"change"', "from = 2015-02-01\nregistered = 2015-01-05", ("2015-02-01", "")),
        ('"change"', "from = 2015-02-01\nregistered = 2015-02-01", None),
    ],
)
def test_registration_is_due_each_year_or_after_a_change(
    renew: str, row: str, due: tuple[str, str] | None
) -> None:
    agency = AGENCY.replace('renew = "year"\ndue = "03-31"', f"renew = {renew}")
    office = staff(agency.replace("registered = 2015-01-05", row))
    found = [each[4:] for each in items(office, 2015, 3, 2)]
    assert found == ([] if due is None else [due])


def test_numbers_of_holders_are_due_for_who_registers() -> None:
    office = staff()
    found = office.ask(lambda desk: tuple(people_items(desk)), "os:yin")
    assert [(each.kind, each.id, each.whose, each.what.text("en")) for each in found] == [
        (
            "role-count",
            "信息员",
            ("寅",),
            "乙科: 信息员: 0 on the roster, at least 1 needed",
        )
    ]
