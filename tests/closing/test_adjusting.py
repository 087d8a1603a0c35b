"""Adjusting entries bring a closed ledger to where its facts are now, line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gov_comms.closing.adjusting import adjustments
from gov_comms.closing.nouns import Adjustment
from gov_comms.model import SubjectKind, Text
from gov_comms.results import Line, Subject


def line(fact: str, amount: int, who: str = "甲街道", step: str = "used") -> Line:
    return Line(
        measure="points",
        amount=Decimal(amount),
        step=step,
        clause="第一条",
        text=Text(""),
        edition="2014-01-01",
        kind="adoption",
        fact=fact,
        work="W1",
        subject=Subject(SubjectKind.UNIT, who, who, unit=who),
        day=date(2014, 3, 1),
        claim=1,
        unit=who,
    )


def told(found: tuple[Adjustment, ...]) -> list[tuple[str, bool, int]]:
    return [(each.fact, each.reverses, int(each.amount)) for each in found]


def test_nothing_changed_books_nothing() -> None:
    lines = [line("A1", 5), line("A2", 2)]
    assert adjustments("2014-Q1", lines, (), lines[::-1], "2014-Q2") == ()


def test_a_fact_taken_back_reverses_its_lines() -> None:
    found = adjustments("2014-Q1", [line("A1", 5), line("A2", 2)], (), [line("A2", 2)], "2014-Q2")
    assert told(found) == [("A1", True, -5)]
    assert (found[0].period, found[0].booked) == ("2014-Q1", "2014-Q2")


def test_a_late_fact_comes_to_it() -> None:
    found = adjustments("2014-Q1", [], (), [line("A1", 5)], "2014-Q2")
    assert told(found) == [("A1", False, 5)]


def test_a_corrected_amount_is_reversed_and_entered_anew() -> None:
    found = adjustments("2014-Q1", [line("A1", 5)], (), [line("A1", 2)], "2014-Q2")
    assert told(found) == [("A1", True, -5), ("A1", False, 2)]


def test_two_equal_lines_of_which_one_goes_reverse_one() -> None:
    found = adjustments("2014-Q1", [line("A1", 5)] * 2, (), [line("A1", 5)], "2014-Q2")
    assert told(found) == [("A1", True, -5)]


LINES = st.lists(
    st.builds(line, st.sampled_from(["A1", "A2", "A3"]), st.integers(-3, 3).filter(bool)),
    max_size=6,
)


@given(then=LINES, middle=LINES, now=LINES)
def test_what_was_booked_before_is_not_booked_again(
    then: list[Line], middle: list[Line], now: list[Line]
) -> None:
    first = adjustments("2014-Q1", then, (), middle, "2014-Q2")
    second = adjustments("2014-Q1", then, first, now, "2014-Q3")
    closed = sum((each.amount for each in then), Decimal())
    booked = sum((each.amount for each in (*first, *second)), Decimal())
    assert closed + booked == sum((each.amount for each in now), Decimal())
    assert adjustments("2014-Q1", then, (*first, *second), now, "2014-Q4") == ()
