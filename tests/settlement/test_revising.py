"""Revisions that reach back: old periods stay, the run of the first day gets the difference."""

from __future__ import annotations

import pytest

from gov_comms.errors import Refused
from gov_comms.settlement import explain
from tests.ledger.agency import COUNTED, lines, metrics, office, outcome, records, step, totals

FACTS = metrics(
    "东镇 2014-04-10 2",
    "东镇 2014-05-05 1",
    "东镇 2014-05-20 3",
    "东镇 2014-06-10 2",
    "西镇 2014-06-12 5",
    "东镇 2014-07-10 4",
)


def times(factor: int, since: str = "") -> str:
    """An edition under which a metric counts several times, with how far it reaches back."""
    reach = f'since = {{ day = {since}, clause = "改第九条", text = "补差" }}\n' if since else ""
    value = f'{{ times = [ {{ field = "value" }}, {factor} ] }}'
    return reach + step("award", id="counted", clause="改第一条", on="metric", give__points=value)


DOUBLED = {"2014-07-01": times(2, "2014-05-10")}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2014-04", {"东镇": "2"}),
        ("2014-05", {"东镇": "4"}),
        ("2014-06", {"东镇": "2", "西镇": "5"}),
        # 4 × 2, and beside it 3 of May and 2 of June; the 5th of May lies before the 10th.
        ("2014-07", {"东镇": "13", "西镇": "5"}),
        ("2014-08", {}),
        ("2014-Q2", {"东镇": "8", "西镇": "5"}),
        ("2014-Q3", {"东镇": "13", "西镇": "5"}),
        ("2014-H1", {"东镇": "8", "西镇": "5"}),
        ("2014-H2", {"东镇": "13", "西镇": "5"}),
        ("2014", {"东镇": "21", "西镇": "10"}),
    ],
)
def test_run_of_the_first_day_gets_the_difference(period: str, expected: dict[str, str]) -> None:
    assert totals(outcome(COUNTED, FACTS, period, later=DOUBLED)) == expected


def test_months_of_a_year_add_up_to_it() -> None:
    result = outcome(COUNTED, FACTS, "2014", by="month", later=DOUBLED)
    months = [totals(result, period=f"2014-{month:02}").get("东镇", "0") for month in range(4, 9)]
    assert months == ["2", "4", "2", "13", "0"]
    assert totals(result) == {"东镇": "21", "西镇": "10"}


def test_difference_is_a_line_with_the_revisions_clause() -> None:
    result = outcome(COUNTED, FACTS, "2014-07", later=DOUBLED)
    assert lines(result) == [
        "counted 东镇 M06 2014-07-10 8",
        "counted 东镇 - 2014-07-01 5",
        "counted 西镇 - 2014-07-01 5",
    ]
    assert [(line.clause, line.edition, line.text.zh) for line in result.lines()] == [
        ("改第一条", "2014-07-01", ""),
        ("改第九条", "2014-07-01", "补差"),
        ("改第九条", "2014-07-01", "补差"),
    ]


def test_explanation_has_the_difference() -> None:
    opened = office(COUNTED, later=DOUBLED)
    explained = explain(opened, records(opened, FACTS), "2014-07", "东镇")
    assert [str(line.amount) for line in explained.lines] == ["8", "5"]
    assert [(name, str(total)) for name, total in explained.totals if total] == [("points", "13")]


def test_days_of_the_run_itself_are_ruled_by_the_revision_at_once() -> None:
    """A year's run holds the old days itself, so its lines stand under the new clause."""
    result = outcome(COUNTED, FACTS, "2014", later=DOUBLED)
    assert [(line.fact, str(line.amount), line.clause) for line in result.lines()] == [
        ("M01", "2", "一"),
        ("M02", "1", "一"),
        ("M03", "6", "改第一条"),
        ("M04", "4", "改第一条"),
        ("M05", "10", "改第一条"),
        ("M06", "8", "改第一条"),
    ]


def test_revision_in_the_middle_of_a_month_settles_its_own_month() -> None:
    later = {"2014-06-11": times(2, "2014-06-01")}
    assert totals(outcome(COUNTED, FACTS, "2014-06", later=later)) == {"东镇": "4", "西镇": "10"}
    assert totals(outcome(COUNTED, FACTS, "2014-05", later=later)) == {"东镇": "4"}


def test_second_revision_settles_against_what_the_first_settled() -> None:
    later = {"2014-06-01": times(2, "2014-04-01"), "2014-07-01": times(3, "2014-04-01")}
    found = {
        period: totals(outcome(COUNTED, FACTS, period, later=later)).get("东镇")
        for period in ("2014-04", "2014-05", "2014-06", "2014-07", "2014")
    }
    # June: 2 × 2, and 2 of April and 4 of May. July: 4 × 3, and 2, 4 and 2 of the months before.
    assert found == {
        "2014-04": "2",
        "2014-05": "4",
        "2014-06": "10",
        "2014-07": "20",
        "2014": "36",
    }


def test_edition_in_between_gives_way_to_the_revision() -> None:
    later = {"2014-06-01": times(2), "2014-07-01": times(3, "2014-05-01")}
    # May: 12 for 4. June: 6 for 4, of 西镇 15 for 10. July: 4 × 3.
    found = totals(outcome(COUNTED, FACTS, "2014-07", later=later))
    assert found == {"东镇": "22", "西镇": "5"}
    assert totals(outcome(COUNTED, FACTS, "2014", later=later)) == {"东镇": "32", "西镇": "15"}


def test_step_that_ends_is_taken_back() -> None:
    monthly = step("base", id="ground", clause="三", for_="unit", within="month", give__points=10)
    reach = 'since = { day = 2014-06-01, clause = "改第九条" }\nrepeals = ["ground"]\n'
    later = {"2014-07-01": reach}
    assert totals(outcome(monthly, "", "2014-06", later=later)) == {
        "东镇": "10",
        "西镇": "10",
        "某局": "10",
    }
    result = outcome(monthly, "", "2014-07", later=later)
    assert lines(result) == [
        "ground 东镇 - 2014-07-01 -10",
        "ground 西镇 - 2014-07-01 -10",
        "ground 某局 - 2014-07-01 -10",
    ]


def test_quota_is_asked_anew_month_by_month() -> None:
    def asked(target: int) -> str:
        return step(
            "quota",
            id="asked",
            for_="unit",
            when='{ unit = "东镇" }',
            within="month",
            count="points",
            of='["counted"]',
            target=target,
            each_missing__yuan=-1,
        )

    later = {"2014-07-01": 'since = { day = 2014-05-01, clause = "改" }\n' + asked(5)}
    first = COUNTED + asked(3)
    found = {
        month: totals(outcome(first, FACTS, month, later=later), "yuan").get("东镇")
        for month in ("2014-04", "2014-05", "2014-06", "2014-07")
    }
    # May has 4 and now lacks one; June has 2 and lacks three instead of one; July lacks one of 5.
    assert found == {"2014-04": "-1.00", "2014-05": None, "2014-06": "-1.00", "2014-07": "-4.00"}


def test_revision_reaches_into_the_year_before() -> None:
    facts = metrics("东镇 2013-12-20 3", "东镇 2014-01-05 1", "东镇 2014-02-03 2")
    later = {"2014-02-01": times(2, "2013-12-01")}
    assert totals(outcome(COUNTED, facts, "2014-02", later=later)) == {"东镇": "8"}
    assert totals(outcome(COUNTED, facts, "2014", later=later)) == {"东镇": "9"}


@pytest.mark.parametrize(
    ("regulation", "later", "expected"),
    [
        (
            'since = { day = 2009-01-01, clause = "九" }\n' + COUNTED,
            {},
            ("regulations/2010-01-01.toml", "since", "the first edition revises nothing"),
        ),
        (
            COUNTED,
            {"2014-07-01": times(2, "2014-07-01")},
            (
                "regulations/2014-07-01.toml",
                "since.day",
                "a revision reaches back to a day before its own first day",
            ),
        ),
    ],
)
def test_reach_that_makes_no_sense_is_refused(
    regulation: str, later: dict[str, str], expected: tuple[str, str, str]
) -> None:
    with pytest.raises(Refused) as caught:
        office(regulation, later=later)
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.key, problem.what.text("en")) == expected
