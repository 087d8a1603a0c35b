"""A misspelt group of a bulletin is named, with its line and the word that was meant."""

from __future__ import annotations

import pytest

from gov_comms.config import open_texts
from gov_comms.errors import Problem, Refused
from tests.bulletin.test_gathering import AGENCY, REGULATION

PLAN = """
[[bulletin]]
id = "east"
period = "month"
title = "通报"
group_by = "area"
groups = ["东片", "西边"]
"""
NAME = 'name = "片区"'
LISTED = '\n[words.area]\nwords = ["东片", "西片"]\n'
LINE = AGENCY.count("\n") + 7


def found(agency: str) -> tuple[Problem, ...]:
    texts = {"agency.toml": agency, "regulations/2014-01-01.toml": REGULATION}
    try:
        problems = open_texts(texts).problems
    except Refused as refused:
        problems = refused.problems
    return tuple(each for each in problems if each.code == "unknown-word")


@pytest.mark.parametrize(
    ("agency", "severity", "line"),
    [
        (AGENCY + PLAN, "warning", LINE),
        (AGENCY.replace(NAME, f'{NAME}\nwords = "area"') + PLAN + LISTED, "error", LINE + 1),
    ],
    ids=["roster", "list"],
)
def test_group_that_no_unit_can_have_is_named_with_its_place(
    agency: str, severity: str, line: int
) -> None:
    (problem,) = found(agency)
    assert (problem.severity.value, problem.text("en")) == (
        severity,
        f'agency.toml:{line}:17: bulletin.east.groups.2: area is never "西边". '
        "hint: did you mean '西片'?",
    )


def test_groups_that_units_have_are_fine() -> None:
    assert found(AGENCY + PLAN.replace("西边", "西片")) == ()
