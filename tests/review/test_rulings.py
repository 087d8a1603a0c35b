"""Rulings: within the bounds of their step, by somebody else than whose it is, once."""

from __future__ import annotations

import pytest

from gov_comms.review.happenings import count, happen
from gov_comms.review.rulings import rule
from tests.review.bureau import begun, done, refused

AT = "2014-03-05T09:00"


def test_ruling_counts_in_the_ledger() -> None:
    from gov_comms.facts.recorded import facts_of
    from gov_comms.settlement import score

    office = done(begun(AT), "丁", AT, count, cells={"name": "培训", "value": "1"})
    cells = {"fact": "M2014-0001", "amount": "12.5", "reason": "组织得力"}
    office = done(office, "戊", AT, rule, step="good", cells=cells)
    (row,) = office.memory.rows("ruling")
    assert (row.id, row.cells["by"], row.cells["day"]) == ("J2014-0001", "戊", "2014-03-05")
    opened = office.opened
    result = score(opened, facts_of(opened.agency, office.memory), "2014")
    assert [str(t.total) for t in result.totals if t.subject.id == "甲科"] == ["12.50"]


@pytest.mark.parametrize(
    ("person", "step", "cells", "told"),
    [
        (
            "丁",
            "good",
            {"fact": "M2014-0001", "amount": "10", "reason": "好"},
            [("no-power", "丁 may not do this: rule is needed. hint: the roles that may: 裁量人")],
        ),
        (
            "戊",
            "good",
            {"fact": "M2014-0001", "amount": "21", "reason": "好"},
            [
                (
                    "ruling-out-of-bounds",
                    "step good does not allow 21.00. hint: the step states the bounds or the words "
                    "that may be ruled",
                )
            ],
        ),
        (
            "戊",
            "good",
            {"fact": "M2014-0001", "amount": "10"},
            [("missing-cell", "--reason: this cell is empty. hint: every row needs it")],
        ),
        (
            "戊",
            "good",
            {"fact": "M2014-0002", "amount": "10", "reason": "好"},
            [("unknown-fact", "Metrics has no M2014-0002. hint: did you mean 'M2014-0001'?")],
        ),
        (
            "戊",
            "fixed",
            {"amount": "10", "reason": "好"},
            [("unknown-step", "step fixed leaves nothing to decide. hint: known: good, bad")],
        ),
        (
            "戊",
            "bad",
            {"fact": "I2014-0001", "word": "轻", "reason": "本人的事"},
            [
                (
                    "own-work",
                    "戊 may not do this to his own: a ruling under step bad. hint: somebody else "
                    "must do it",
                )
            ],
        ),
    ],
    ids=["power", "bounds", "reason", "fact", "step", "own"],
)
def test_wrong_ruling_is_refused(
    person: str, step: str, cells: dict[str, str], told: object
) -> None:
    office = done(begun(AT), "丁", AT, count, cells={"name": "培训", "value": "1"})
    office = done(office, "丁", AT, happen, cells={"kind": "差错", "person": "戊"})
    assert refused(office, person, AT, rule, step=step, cells=cells) == told


def test_second_ruling_on_a_fact_is_refused() -> None:
    office = done(begun(AT), "丁", AT, count, cells={"name": "培训", "value": "1"})
    cells = {"fact": "M2014-0001", "amount": "10", "reason": "好"}
    office = done(office, "戊", AT, rule, step="good", cells=cells)
    assert refused(office, "戊", AT, rule, step="good", cells=cells) == [
        (
            "ruling-twice",
            "M2014-0001 is decided under step good by J2014-0001. hint: an appeal may change it",
        )
    ]
