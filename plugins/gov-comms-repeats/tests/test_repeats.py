"""The verb on a small office: who competes, what counts, how it is rounded, how it is explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gov_comms.errors import Refused
from gov_comms.testing import Desk, open_desk

OFFICE = """\
name = "甲办"
plugins = ["repeats"]

[measures.points]
label = "积分"
unit = "分"

[measures.yuan]
label = "奖金"
unit = "元"
scale = 2

[columns.submission.topic]
type = "word"
name = "主题"

[[unit]]
id = "东镇"

[[unit]]
id = "西镇"

[[person]]
id = "甲"
unit = "东镇"
"""
SENT = """\
title = "办法"
from = 2014-01-01

[[step]]
id = "sent"
clause = "一"
do = "award"
on = "submission"
give.points = { field = "length" }
"""
TOPICS = """\
[[step]]
id = "topics"
clause = "二"
do = "repeats"
of = ["sent"]
per = ["topic"]
order = ["earliest"]
shares = [1, "50%", "20%"]
rest = 0
"""
Open = Callable[[Mapping[str, str]], Desk]


def texts(*steps: str, office: str = OFFICE) -> dict[str, str]:
    """The office with a regulation."""
    return {"agency.toml": office, "regulations/2014-01-01.toml": "\n".join((SENT, *steps))}


def submission(
    number: int, day: int, length: int, topic: str | None, **more: Any
) -> dict[str, Any]:
    """A submission of March (or of the months after, for days beyond its last)."""
    row = {
        "id": f"W{number}",
        "unit": "东镇",
        "day": date(2014, 3, 1) + timedelta(days=day - 1),
        "length": length,
        "topic": topic,
    }
    return {key: cell for key, cell in (row | more).items() if cell is not None}


def by_fact(desk: Desk, step: str, rows: list[dict[str, Any]]) -> dict[str, str]:
    """The lines of a step by fact."""
    lines = desk.lines("2014", submissions=rows)
    return {fact: str(amount) for name, fact, _, amount in lines if name == step}


FOUR = [submission(n, day=n, length=10, topic="防汛") for n in range(1, 5)]


@pytest.mark.parametrize(
    ("step", "rows", "lines"),
    [
        pytest.param(TOPICS, FOUR, {"W2": "-5", "W3": "-8", "W4": "-10"}, id="each for less"),
        pytest.param(
            TOPICS,
            [submission(1, 1, 10, "防汛"), submission(2, 2, 10, "庙会")],
            {},
            id="other topics do not compete",
        ),
        pytest.param(
            TOPICS,
            [submission(1, 1, 10, None), submission(2, 2, 10, None)],
            {},
            id="no topic repeats none",
        ),
        pytest.param(
            TOPICS,
            [submission(1, 1, 10, "防汛"), submission(2, 2, 10, "防汛", unit="西镇")],
            {},
            id="other subjects do not compete",
        ),
        pytest.param(
            TOPICS,
            [submission(1, 1, 0, "防汛"), submission(2, 2, 10, "防汛")],
            {},
            id="what gave nothing is no first",
        ),
        pytest.param(
            TOPICS,
            [submission(1, 2, 10, "防汛"), submission(2, 1, 20, "防汛")],
            {"W1": "-5"},
            id="earliest, whatever its number",
        ),
        pytest.param(
            TOPICS,
            [submission(2, 1, 10, "防汛"), submission(1, 1, 10, "防汛")],
            {"W2": "-5"},
            id="same day, by number",
        ),
        pytest.param(
            TOPICS.replace('"earliest"', '"highest"'),
            [submission(1, 1, 10, "防汛"), submission(2, 2, 20, "防汛")],
            {"W1": "-5"},
            id="highest",
        ),
        pytest.param(
            TOPICS + 'within = "month"\n',
            [
                submission(1, 1, 10, "防汛"),
                submission(2, 2, 10, "防汛"),
                submission(3, 32, 10, "防汛"),
            ],
            {"W2": "-5"},
            id="each month anew",
        ),
        pytest.param(
            TOPICS.replace('["topic"]', "[]"),
            [submission(1, 1, 10, "防汛"), submission(2, 2, 10, None)],
            {"W2": "-5"},
            id="all of a subject",
        ),
        pytest.param(
            TOPICS + "when = { length = { at_least = 10 } }\n",
            [
                submission(1, 1, 4, "防汛"),
                submission(2, 2, 10, "防汛"),
                submission(3, 3, 20, "防汛"),
            ],
            {"W3": "-10"},
            id="when says who competes",
        ),
        pytest.param(
            TOPICS + 'rounding = "half_up"\n',
            [submission(1, 1, 5, "防汛"), submission(2, 2, 5, "防汛"), submission(3, 3, 6, "防汛")],
            {"W2": "-2", "W3": "-5"},
            id="2.5 is 3, 1.2 is 1",
        ),
        pytest.param(
            TOPICS.replace('"50%", "20%"', '"1/3"') + 'rounding = "down"\n',
            [submission(1, 1, 5, "防汛"), submission(2, 2, 5, "防汛"), submission(3, 3, 5, "防汛")],
            {"W2": "-4", "W3": "-5"},
            id="a third, down",
        ),
    ],
)
def test_lines_of_a_step(
    agency: Open, step: str, rows: list[dict[str, Any]], lines: dict[str, str]
) -> None:
    assert by_fact(agency(texts(step)), "topics", rows) == lines


def test_claims_of_several_steps_compete(agency: Open) -> None:
    more = SENT.partition("[[step]]")[2].replace('"sent"', '"more"').replace('"一"', '"三"')
    both = TOPICS.replace('["sent"]', '["sent", "more"]')
    opened = agency(texts(f'[[step]]{more}adds_to = ["sent"]\n', both))
    rows = [submission(1, 1, 10, "防汛"), submission(2, 2, 10, "防汛")]
    lines = [line for line in opened.lines("2014", submissions=rows) if line[0] == "topics"]
    assert sorted(lines) == [
        ("topics", "W1", "东镇", Decimal(-5)),
        ("topics", "W2", "东镇", Decimal(-10)),
        ("topics", "W2", "东镇", Decimal(-8)),
    ]


def test_measures_compete_each_by_itself(agency: Open) -> None:
    paid = SENT.partition("[[step]]")[2].replace('"sent"', '"paid"').replace("points", "yuan")
    both = TOPICS.replace('["sent"]', "[]")
    rows = [submission(1, 1, 7, "防汛"), submission(2, 2, 10, "防汛")]
    opened = agency(texts(f"[[step]]{paid}", both))
    assert opened.totals("2014", submissions=rows) == {
        ("points", "东镇"): Decimal(12),
        ("yuan", "东镇"): Decimal(12),
    }
    narrowed = agency(texts(f"[[step]]{paid}", both + 'measures = ["yuan"]\n'))
    assert narrowed.totals("2014", submissions=rows) == {
        ("points", "东镇"): Decimal(17),
        ("yuan", "东镇"): Decimal(12),
    }


def test_value_that_does_not_come_out_even_is_refused(agency: Open) -> None:
    rows = [submission(1, 1, 10, "防汛"), submission(2, 2, 5, "防汛")]
    with pytest.raises(Refused) as refused:
        agency(texts(TOPICS)).score("2014", submissions=rows)
    assert [problem.code for problem in refused.value.problems] == ["needs-rounding"]


def test_result_names_the_plugin(agency: Open) -> None:
    assert agency(texts(TOPICS)).score("2014", submissions=FOUR).plugins == (("repeats", "0.1.0"),)


def test_explanation_names_the_clause(agency: Open) -> None:
    explained = agency(texts(TOPICS)).explain("2014", "W2", submissions=FOUR)
    found = [(line.step, line.clause, str(line.amount)) for line in explained.lines]
    assert found == [("sent", "一", "10"), ("topics", "二", "-5")]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("shares = []\nrest = 0", "step.topics.shares: a list is needed here"),
        ('shares = "50%"\nrest = 0', "step.topics.shares: a list is needed here"),
        ("shares = [1, 2]\nrest = 0", "step.topics.shares.2: 2 is no number from 0 to 1"),
        ("shares = [1, true]\nrest = 0", "step.topics.shares.2: True is no number from 0 to 1"),
        ('shares = ["1/3", "50%"]\nrest = 0', "step.topics.shares.2: shares must not rise"),
        ("shares = [1]\nrest = -1", "step.topics.rest: -1 is no number from 0 to 1"),
        ("shares = [1]", "step.topics.rest: this key is missing"),
    ],
)
def test_wrong_shares_are_refused(agency: Open, wrong: str, says: str) -> None:
    step = TOPICS.partition("shares")[0] + wrong
    with pytest.raises(Refused) as refused:
        agency(texts(step))
    (problem,) = refused.value.problems
    assert f"{problem.key}: {problem.what.text('en')}" == says
    assert problem.place.line is not None


def test_step_that_looks_for_its_claims_is_refused(agency: Open) -> None:
    twice = '[[step]]\nid = "twice"\nclause = "三"\ndo = "multiply"\nof = ["topics"]\nfactor = 2\n'
    with pytest.raises(Refused) as refused:
        agency(texts(TOPICS, twice))
    (problem,) = refused.value.problems
    assert f"{problem.key}: {problem.what.text('en')}" == (
        "step.twice.of.1: the step topics opens no claims"
    )


def test_objections_are_made_in_chinese(agency: Open) -> None:
    with pytest.raises(Refused) as refused:
        agency(texts(TOPICS.replace('"20%"', "5")))
    (problem,) = refused.value.problems
    assert problem.what.text("zh-CN") == "5 不是 0 到 1 之间的数"


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["东镇", "西镇"]),
        st.sampled_from(["防汛", "庙会", None]),
        st.integers(1, 60),
        st.integers(0, 99),
    ),
    max_size=12,
)


def counted_by_hand(rows: list[dict[str, Any]]) -> dict[tuple[str, str], Decimal]:
    """What the rows come to, one after the other with pen and paper."""
    totals: dict[tuple[str, str], Decimal] = {}
    turns: dict[tuple[str, str], int] = {}
    for row in sorted(rows, key=lambda each: (each["day"], each["id"])):
        unit, topic, value = row["unit"], row.get("topic"), Decimal(row["length"])
        if topic is not None and value:
            turn = turns[unit, topic] = turns.get((unit, topic), 0) + 1
            share = {1: Decimal(1), 2: Decimal("0.5"), 3: Decimal("0.2")}.get(turn, Decimal(0))
            value = (value * share).quantize(Decimal(1), ROUND_HALF_UP)
        totals["points", unit] = totals.get(("points", unit), Decimal(0)) + value
    return {key: total for key, total in totals.items() if total}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=ROWS, shuffle=st.randoms(use_true_random=False))
def test_totals_are_those_counted_by_hand_in_any_order(drawn: list[Any], shuffle: Any) -> None:
    desk = open_desk(texts(TOPICS + 'rounding = "half_up"\n'))
    rows = [
        submission(number + 100, day, length, topic, unit=unit)
        for number, (unit, topic, day, length) in enumerate(drawn)
    ]
    expected = counted_by_hand(rows)
    shuffle.shuffle(rows)
    assert desk.totals("2014", submissions=rows) == expected


def test_bulletin_names_the_plugin(agency: Open) -> None:
    from gov_comms.bulletin import compose

    desk = agency(texts(TOPICS))
    bulletin = compose(desk.opened.agency, desk.score("2014", submissions=FOUR), None, "en")
    assert "Note: counted with the plugins repeats 0.1.0." in bulletin.notes
